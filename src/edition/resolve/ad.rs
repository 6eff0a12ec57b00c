//! Advertisements 广告: from the client's file to the slot.

use super::drawing::{Paints, is_drawing};
use super::loader::{Loader, beside};
use super::maker::PageMaker;
use crate::asset::PageBox;
use crate::diag::{Code, Diagnostic, Span};
use crate::edition::model::{AdLabel, AdSlot, ForeignFault, House, Matter};
use crate::geom::{Len, PageSpace, Rect, Size};
use crate::say::{Text, text};
use crate::spec::{AdFit, AdPlace, AdSpec};

/// How much wider than it was made a flattened page may be placed, as a fraction.
const ENLARGED: (i64, i64) = (105, 100);

/// Default tolerance between an exact size and the slot's.
const TOLERANCE: Len = Len::MM;
/// Name of the layout style of the mark 广告.
const LABEL_STYLE: &str = "ad-label";

impl PageMaker<'_, '_> {
    /// Resolves an advertisement in its slot; reports what is wrong with either.
    pub(super) fn ad(&mut self, spec: &AdSpec) -> Option<AdSlot> {
        let (rect, span) = self.ad_place(spec);
        let matter = self
            .loader
            .ad_matter(self.folder, spec, self.house, &self.spots);
        let (rect, matter) = (rect?, matter?);
        let measures = self.measures();
        let tolerance = spec
            .tolerance
            .as_ref()
            .map_or(TOLERANCE, |length| measures.len(length.value));
        let fit = spec.fit.as_ref().map_or(AdFit::Exact, |fit| fit.value);
        let (size, natural) = match &matter {
            Matter::Page(page) => (page.size, true),
            Matter::Picture(id) => {
                let picture = self.loader.pictures.get(*id);
                // As wide as the slot: pixels have no size of their own.
                let height = rect.width().scale(
                    i64::from(picture.height.max(1)),
                    i64::from(picture.width.max(1)),
                );
                (
                    Size {
                        width: rect.width(),
                        height,
                    },
                    false,
                )
            }
        };
        if let (Matter::Picture(id), AdFit::Cover, Some(written)) = (&matter, fit, &spec.fit)
            && self.loader.pictures.get(*id).drawing.is_some()
        {
            self.loader.sink.report(
                Diagnostic::new(
                    Code::BadValue,
                    written.span,
                    text!(
                        "edition.drawing-shown-whole-never",
                        "a drawing is shown whole, and never cropped"
                    ),
                )
                .help(text!(
                    "edition.say-fit-inside-drawn",
                    "say `fit = \"inside\"`, or have it drawn to the shape of its slot"
                )),
            );
        }
        let fits = (size.width - rect.width()).abs() <= tolerance
            && (size.height - rect.height()).abs() <= tolerance;
        if fit == AdFit::Exact && !fits {
            self.loader
                .sink
                .report(wrong_size(spec, span, &size, &rect, natural));
        }
        let image = match fit {
            AdFit::Exact if fits => middle(&rect, size),
            AdFit::Cover => middle(&rect, scaled(size, &rect, true)),
            _ => middle(&rect, scaled(size, &rect, false)),
        };
        self.not_enlarged(spec, &matter, image.width());
        let label = spec
            .label
            .as_ref()
            .filter(|label| label.value)
            .and_then(|label| self.ad_label(spec, label.span));
        let in_art = spec.label_in_art.as_ref().is_some_and(|said| said.value);
        Some(AdSlot {
            span,
            origin: self.origin(spec.file.span),
            rect,
            frame: if fit == AdFit::Cover { rect } else { image },
            image,
            matter,
            client: spec.client.as_ref().map_or_else(
                || super::names::stem(&spec.file.value),
                |client| client.value.clone(),
            ),
            order: spec.order.as_ref().map(|order| order.value.clone()),
            marked: label.is_some() || in_art,
            label,
            runaround: self.runaround(&spec.runaround),
        })
    }

    /// Reports a page that is placed larger than the size that it was flattened for: what was drawn
    /// into a picture would be coarser than the plant's rules were asked.
    fn not_enlarged(&mut self, spec: &AdSpec, matter: &Matter, width: Len) {
        let Matter::Page(page) = matter else { return };
        let flattened = page.conversion.as_ref().is_some_and(|it| it.flattened);
        let most = page.size.width.scale(ENLARGED.0, ENLARGED.1);
        if !flattened || width <= most {
            return;
        }
        let message = text!(
            "edition.flattened-enlarged",
            "the advertisement “{path}” has transparency that was made a picture for its own size, {own} mm wide, and is placed {width} mm wide",
            path = spec.file.value,
            own = format!("{:.1}", page.size.width.to_mm()),
            width = format!("{:.1}", width.to_mm())
        );
        let fault = Diagnostic::new(Code::AdConversion, spec.file.span, message);
        self.loader.sink.report(fault.help(text!(
            "edition.flattened-enlarged-help",
            "have it made at the size of its place, or without transparency"
        )));
    }

    fn ad_place(&mut self, spec: &AdSpec) -> (Option<Rect<PageSpace>>, Span) {
        match &spec.place {
            AdPlace::Grid(at) => (
                self.on_grid(
                    at,
                    text!("edition.advertisement", "the advertisement"),
                    None,
                )
                .then(|| self.grid.rect(&at.value)),
                at.span,
            ),
            AdPlace::Frame(frame) => {
                let measures = self.measures();
                let [left, top, width, height] = frame.value.map(|length| measures.len(length));
                let (rect, trim, bleed) = (
                    Rect::at(left, top, width, height),
                    self.trim(),
                    self.house.bleed,
                );
                let sheet = Rect::at(Len::ZERO, Len::ZERO, trim.width, trim.height).grown(bleed);
                if sheet.contains(&rect) {
                    return (Some(rect), frame.span);
                }
                let help = text!(
                    "edition.sheet-bleed-mm",
                    "the sheet has {in_mm} and a bleed of {bleed:.1} mm",
                    in_mm = in_mm(&trim),
                    bleed = bleed.to_mm()
                );
                self.loader.sink.report(
                    Diagnostic::new(
                        Code::OutsideTypeArea,
                        frame.span,
                        text!(
                            "edition.advertisement-leaves-sheet",
                            "the advertisement leaves the sheet"
                        ),
                    )
                    .help(help),
                );
                (None, frame.span)
            }
        }
    }

    fn ad_label(&mut self, spec: &AdSpec, span: Span) -> Option<AdLabel> {
        let Some(style) = self.house.styles.get(LABEL_STYLE) else {
            self.loader.sink.report(
                Diagnostic::new(
                    Code::NoStyle,
                    span,
                    text!(
                        "edition.layout-style-mark-advertisements",
                        "the layout has no style for the mark 广告 on advertisements"
                    ),
                )
                .help(text!(
                    "edition.give-layout-style",
                    "give the layout a [style.{label_style}]",
                    label_style = LABEL_STYLE
                )),
            );
            return None;
        };
        let corner = spec.label_corner.as_ref().map(|corner| corner.value);
        // The mark stands at the top right where the page does not say.
        let (left, head) = corner.map_or((false, true), |corner| (corner.left, corner.top));
        Some(AdLabel {
            style: style.clone(),
            left,
            head,
        })
    }
}

impl Loader<'_> {
    fn ad_matter(
        &mut self,
        folder: &str,
        spec: &AdSpec,
        house: &House,
        spots: &[String],
    ) -> Option<Matter> {
        let (path, span) = (beside(folder, &spec.file.value), spec.file.span);
        let file = self
            .read(
                &path,
                Some(span),
                text!("edition.advertisement-noun", "advertisement"),
            )
            .ok()?;
        let bytes = &file.bytes;
        let is_pdf = path.to_ascii_lowercase().ends_with(".pdf")
            || bytes[..bytes.len().min(1024)]
                .windows(5)
                .any(|five| five == b"%PDF-");
        if !is_pdf {
            for (key, written) in [
                ("page", spec.page.as_ref().map(|page| page.span)),
                ("box", spec.page_box.as_ref().map(|name| name.span)),
                ("convert", spec.convert.as_ref().map(|convert| convert.span)),
            ] {
                if let Some(span) = written {
                    let message = text!(
                        "edition.pdf-advertisement-none",
                        "`{key}` is for a PDF, and the advertisement is none",
                        key
                    );
                    self.sink
                        .report(Diagnostic::new(Code::BadValue, span, message).help(text!(
                            "edition.take-out",
                            "take `{key}` out",
                            key
                        )));
                }
            }
            if is_drawing(&path) {
                return self
                    .drawing(&path, span, &spec.inks, false, &Paints::of(house))
                    .map(Matter::Picture);
            }
            self.no_inks(&spec.inks);
            return self.add_picture(&path, &file, span).map(Matter::Picture);
        }
        self.no_inks(&spec.inks);
        let which = spec
            .page_box
            .as_ref()
            .and_then(|name| PageBox::from_name(name.value));
        let number = spec.page.as_ref().map_or(1, |page| page.value);
        let placed = self.placed(
            text!("edition.advertisement-noun", "advertisement"),
            (&path, span),
            bytes,
            (number, which),
            (
                house,
                spots,
                spec.convert.as_ref().map(|convert| convert.value),
            ),
        );
        let misfit = match placed {
            Ok(matter) => return Some(matter),
            Err(misfit) => misfit,
        };
        let (at, why, help) = match misfit {
            ForeignFault::File(why) => (
                span,
                why,
                text!(
                    "edition.ask-client-file-again",
                    "ask the client for the file again, saved as PDF/X"
                ),
            ),
            ForeignFault::Page(why) => (
                spec.page.as_ref().map_or(span, |page| page.span),
                why,
                text!("edition.correct-page", "correct `page`"),
            ),
            ForeignFault::Box(why) => (
                spec.page_box.as_ref().map_or(span, |name| name.span),
                why,
                text!(
                    "edition.say-box-meant-box",
                    "say which box is meant, as in `box = \"media\"`"
                ),
            ),
            ForeignFault::Conversion(refused) => {
                self.refuse_conversion(&path, spec, &refused);
                return None;
            }
        };
        self.sink.report(
            Diagnostic::new(
                Code::BadAd,
                at,
                text!(
                    "edition.advertisement-cannot-placed",
                    "the advertisement “{path}” cannot be placed: {why}",
                    path,
                    why
                ),
            )
            .help(help),
        );
        None
    }
}

impl Loader<'_> {
    /// Reports what keeps an advertisement from being converted right.
    fn refuse_conversion(&mut self, path: &str, spec: &AdSpec, refused: &[Text]) {
        let span = spec
            .convert
            .as_ref()
            .map_or(spec.file.span, |convert| convert.span);
        for what in refused {
            let message = text!(
                "edition.advertisement-cannot-converted-right",
                "the advertisement “{path}” cannot be converted right: {what}",
                path,
                what
            );
            self.sink.report(
                Diagnostic::new(Code::AdConversion, span, message).help(
                    text!("edition.file-made-anew-pages", "have the file made anew in the page's inks, or say `convert = false` to see what keeps it from the press"),
                ),
            );
        }
    }
}

fn in_mm(size: &Size) -> Text {
    text!(
        "edition.size-in-mm",
        "{width:.1} × {height:.1} mm",
        width = size.width.to_mm(),
        height = size.height.to_mm()
    )
}

fn wrong_size(
    spec: &AdSpec,
    span: Span,
    size: &Size,
    rect: &Rect<PageSpace>,
    natural: bool,
) -> Diagnostic {
    let slot = in_mm(&rect.size());
    let message = match natural {
        true => text!(
            "edition.advertisement-slot",
            "the advertisement is {in_mm}, its slot {slot}",
            in_mm = in_mm(size),
            slot
        ),
        false => text!(
            "edition.wide-slot-advertisement-slot",
            "as wide as its slot the advertisement is {in_mm}, the slot {slot}",
            in_mm = in_mm(size),
            slot
        ),
    };
    let help = text!(
        "edition.made-size-say-fit",
        "have it made to size, or say `fit = \"inside\"` to scale it into the slot, `fit = \"cover\"` to crop it"
    );
    Diagnostic::new(Code::AdSize, span, message)
        .label(
            spec.file.span,
            text!("edition.advertisement", "the advertisement"),
        )
        .help(help)
}

/// Returns the largest size that fits inside a rectangle, or if `cover` the smallest that covers
/// it, at the same proportions.
fn scaled(size: Size, rect: &Rect<PageSpace>, cover: bool) -> Size {
    let by_width = size
        .height
        .scale(rect.width().units(), size.width.units().max(1));
    if (by_width >= rect.height()) == cover {
        return Size {
            width: rect.width(),
            height: by_width,
        };
    }
    Size {
        width: size
            .width
            .scale(rect.height().units(), size.height.units().max(1)),
        height: rect.height(),
    }
}

/// Returns a rectangle of this size centred in a slot.
fn middle(rect: &Rect<PageSpace>, size: Size) -> Rect<PageSpace> {
    let (x, y) = (
        (rect.width() - size.width) / 2,
        (rect.height() - size.height) / 2,
    );
    Rect::at(rect.left + x, rect.top + y, size.width, size.height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_scaled_keeps_its_shape_and_touches_its_slot() {
        let slot = Rect::at(Len::pt(10), Len::pt(20), Len::pt(300), Len::pt(200));
        for (width, height) in [(100, 100), (600, 100), (100, 900), (300, 200)] {
            let size = Size {
                width: Len::pt(width),
                height: Len::pt(height),
            };
            let (inside, cover) = (
                middle(&slot, scaled(size, &slot, false)),
                middle(&slot, scaled(size, &slot, true)),
            );
            assert!(
                slot.contains(&inside) && cover.contains(&slot),
                "{width} × {height}"
            );
            for placed in [inside, cover] {
                let wanted = placed.width().scale(height, width);
                assert!(
                    (placed.height() - wanted).abs() < Len::PT / 100,
                    "{width} × {height}"
                );
                assert!(placed.width() == slot.width() || placed.height() == slot.height());
            }
        }
    }
}
