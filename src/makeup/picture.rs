//! A picture with its cutline 图说 and credit 摄影署名.

use super::compositor::Compositor;
use super::drawn::drawn;
use super::group::places;
use super::run::line_items;
use super::shape::outline_in;
use crate::asset::PictureMetadata;
use crate::diag::{Code, Diagnostic, Span};
use crate::edition::{CropSpec, CutlineAt, PictureSlot, Shot, StorySlot};
use crate::forme::{Fill, Group, Item, Mark, Origin, PlacedPicture, Role};
use crate::geom::{Len, PageSpace, Rect, em_box};
use crate::ink::Ink;
use crate::line::{Measures, break_lines};
use crate::role::{TextRole, TextTag};
use crate::say::text;
use crate::story::{PartRole, RichText};
use crate::style::{ParStyle, Writing};
use crate::text::Rich;

/// The ink of the band behind a cutline in its picture.
const BAND: Ink = Ink::K(780);

/// Minimum resolution in pixels per inch that is not reported (GWG 2022 R0031 warns below 149).
const LEAST_PPI: i64 = 150;

/// A picture in its place, or a group of them.
pub(super) struct SetPicture {
    /// The picture with its cutline.
    pub item: Item,
    /// Frame in which it shows.
    pub frame: Rect<PageSpace>,
    /// Extent of the whole picture; a group's is its frame.
    pub image: Rect<PageSpace>,
}

impl Compositor<'_> {
    /// Places a picture and returns it with its frame; the story's cutline and credit are under its
    /// first.
    pub(super) fn picture(&mut self, slot: &PictureSlot, story: Option<&StorySlot>) -> SetPicture {
        let story = story.filter(|story| story.part == 0);
        let edition = self.edition;
        let origin = Origin(slot.origin);
        let part = |role: PartRole| -> Option<Vec<&RichText>> {
            let parts: Vec<_> = edition.stories[&story?.story]
                .part(role)
                .map(|part| &part.text)
                .collect();
            (!parts.is_empty()).then_some(parts)
        };
        let style = slot.kind.parts.get(&PartRole::Cutline);
        let mut cutline = slot
            .cutline
            .as_ref()
            .map(|text| vec![text])
            .or_else(|| part(PartRole::Cutline))
            .map(|parts| {
                let mut cutline = Rich::default();
                for text in parts {
                    if !cutline.is_empty() {
                        cutline.append("\u{3000}".to_owned().into());
                    }
                    cutline.append(style.map_or_else(
                        || text.text.clone().into(),
                        |style| self.dressed(text, style),
                    ));
                }
                cutline
            });
        let plain = |parts: Vec<&RichText>| {
            parts
                .iter()
                .map(|part| part.text.as_str())
                .collect::<Vec<_>>()
                .join("\u{3000}")
        };
        let mut credit = slot
            .credit
            .clone()
            .or_else(|| part(PartRole::Credit).map(plain));
        if cutline.is_none() || credit.is_none() {
            // The photographer's own words, in the picture file; a kind that
            // has no style for a cutline wants none of them.
            // A group has the words of its first.
            let words = slot
                .all()
                .next()
                .filter(|_| style.is_some())
                .map_or_else(PictureMetadata::default, |id| {
                    edition.pictures.get(id).words()
                });
            cutline = cutline.or(words.caption.map(Rich::from));
            let said = &edition.credit_words;
            credit = credit.or_else(|| said.said(words.byline.as_deref(), words.credit.as_deref()));
        }
        // An empty text in the spec says that there is to be none.
        let (cutline, credit) = (
            cutline.filter(|text| !text.is_empty()),
            credit.filter(|text| !text.is_empty()),
        );
        let mut items = Vec::new();
        let mut frame = slot.rect;
        let said = cutline.as_ref().map(|cutline| cutline.text().to_owned());
        let mut caption = Vec::new();
        if let Some(item) = self.cutline(slot, cutline, credit, &mut frame) {
            caption.push(item);
        }
        let mut frame = slot.bled(&frame);
        let mut image = frame;
        for (shot, place) in self.shots(slot, &frame) {
            let picture = edition.pictures.get(shot.picture);
            let lone = slot.lone().is_some();
            let words = picture.words();
            let alt = slot
                .alt
                .clone()
                .or(words.alt)
                .or_else(|| said.clone())
                .or(words.caption)
                .unwrap_or_default();
            let whole = match &picture.drawing {
                // A drawing is shown whole.
                Some(drawing) => {
                    let whole = inside(&place, picture.width, picture.height);
                    items.push(Item::Mark(Mark::Drawing { rect: whole, alt }));
                    items.extend(drawn(drawing, &whole, origin));
                    if lone {
                        frame = whole;
                    }
                    whole
                }
                None => {
                    let whole = cover(&place, (picture.width, picture.height), &shot);
                    self.tell_ppi(picture.width, whole.width(), slot.span);
                    let clip = outline_in(&slot.runaround.shape, &place, &whole);
                    items.push(Item::Picture(PlacedPicture {
                        origin,
                        picture: shot.picture,
                        frame: place,
                        image: whole,
                        clip,
                        alt,
                    }));
                    whole
                }
            };
            if lone {
                image = whole;
            }
        }
        items.extend(caption);
        let name = story.map_or_else(String::new, |story| story.id.clone());
        SetPicture {
            item: Item::Group(Group {
                origin,
                role: Role::Figure,
                name,
                items,
            }),
            frame,
            image,
        }
    }

    /// Returns the pictures of a slot, each with its place in the frame.
    fn shots(&self, slot: &PictureSlot, frame: &Rect<PageSpace>) -> Vec<(Shot, Rect<PageSpace>)> {
        let lists: Vec<Vec<(u32, u32)>> = slot
            .shots
            .iter()
            .map(|list| {
                let size = |shot: &Shot| {
                    let picture = self.edition.pictures.get(shot.picture);
                    shot.crop.size_of((picture.width, picture.height))
                };
                list.iter().map(size).collect()
            })
            .collect();
        slot.shots
            .iter()
            .flatten()
            .copied()
            .zip(places(&lists, slot.arrange, slot.alley, frame))
            .collect()
    }

    /// Reports a picture with too few pixels for its size.
    pub(super) fn tell_ppi(&mut self, pixels: u32, width: Len, span: Span) {
        let pixels = i64::from(pixels);
        let ppi = Len::INCH.scale(pixels, width.units().max(1)).units();
        if ppi < LEAST_PPI {
            let message = text!(
                "makeup.picture-pixels-inch-placed",
                "the picture has {ppi} pixels an inch at its placed size",
                ppi
            );
            self.sink.report(Diagnostic::new(Code::LowPpi, span, message).help(text!("makeup.newsprint-wants-least-original", "newsprint wants {least_ppi} at least: an original {pixels} pixels wide, or a picture at most {most:.0} mm wide", least_ppi = LEAST_PPI, pixels = width.scale(LEAST_PPI, Len::INCH.units()).units() + 1, most = Len::INCH.scale(pixels, LEAST_PPI).to_mm().floor())));
        }
    }

    /// Sets the cutline where the slot wants it and reduces `frame` to what it leaves for the
    /// picture.
    fn cutline(
        &mut self,
        slot: &PictureSlot,
        cutline: Option<Rich>,
        credit: Option<String>,
        frame: &mut Rect<PageSpace>,
    ) -> Option<Item> {
        let origin = Origin(slot.origin);
        if cutline.is_none() && credit.is_none() {
            return None;
        }
        let Some(style) = slot.kind.parts.get(&PartRole::Cutline) else {
            let message = text!(
                "makeup.kind-style-cutline-picture",
                "kind “{slot}” has no style for a cutline, which this picture has",
                slot = slot.kind.name
            );
            self.sink.report(
                Diagnostic::new(Code::NoStyle, slot.span, message).help(text!(
                    "makeup.give-kind-style-cutline",
                    "give the kind a style for `cutline` in the layout"
                )),
            );
            return None;
        };
        let mut text = cutline.unwrap_or_default();
        let mut credited = None;
        if let Some(credit) = credit {
            if !text.is_empty() {
                text.append("\u{3000}".to_owned().into());
            }
            let font = slot
                .kind
                .parts
                .get(&PartRole::Credit)
                .map_or(style.par.font, |style| style.par.font);
            let name = 0..credit.len();
            credited = Some(text.text().len());
            text.append(Rich::faced(&credit, font).keeping(vec![name]));
        }
        // A cutline is read across whatever the text does.
        let mut set = ParStyle {
            writing: Writing::Horizontal,
            ..style.par.clone()
        };
        if slot.cutline_at == CutlineAt::On {
            // White on a dark ground wants strokes that ink does not fill.
            (set.ink, set.font) = (Ink::PAPER, set.bold);
        }
        let par = self.shaper.shape(text.line(), &set);
        for missing in &par.missing {
            self.sink
                .report(Diagnostic::missing_glyph(slot.span, missing.character));
        }
        let gap = set.size.scale(55, 100);
        let measure = match slot.cutline_at {
            CutlineAt::Below => frame.width(),
            CutlineAt::Left(width) | CutlineAt::Right(width) => width,
            CutlineAt::On => frame.width() - gap * 2,
        };
        let mut lines = break_lines(
            &par,
            Measures {
                known: &[],
                rest: measure,
            },
        );
        // A line that ends only because the credit would not go on it is as
        // long as its words.
        for line in lines.iter_mut().filter(|line| !line.last) {
            line.last =
                credited.is_some_and(|at| par.clusters[line.clusters.end].start as usize == at);
        }
        let depth = set.size + set.leading * (lines.len() as i64 - 1);
        let (most, room) = match slot.cutline_at {
            CutlineAt::Below | CutlineAt::On => (frame.height() / 2, depth + gap),
            CutlineAt::Left(_) | CutlineAt::Right(_) => (frame.height(), depth),
        };
        let mut items = Vec::new();
        if room > most {
            let message = text!(
                "makeup.cutline-takes-lines-leaves",
                "the cutline takes {lines} lines and leaves no room for its picture",
                lines = lines.len()
            );
            let help = text!(
                "makeup.shorten-give-picture-more",
                "shorten it, or give the picture more rows"
            );
            self.sink
                .report(Diagnostic::new(Code::CutlineTooDeep, slot.span, message).help(help));
            items.push(Item::Mark(Mark::Fault {
                rect: *frame,
                text: "图说过长".to_owned(),
            }));
        }
        let (mut left, mut top) = (frame.left, frame.bottom - depth);
        match slot.cutline_at {
            CutlineAt::Below => frame.bottom = (top - gap).max(frame.top + Len::PT),
            CutlineAt::Left(width) => {
                frame.left = (frame.left + width + gap).min(frame.right - Len::PT)
            }
            CutlineAt::Right(width) => {
                left = frame.right - width;
                frame.right = (left - gap).max(frame.left + Len::PT);
            }
            CutlineAt::On => {
                let band = frame.rows(frame.bottom - depth - gap, frame.bottom);
                items.push(Item::Fill(Fill {
                    origin,
                    rect: band,
                    ink: BAND,
                }));
                (left, top) = (left + gap, top - gap / 2);
            }
        }
        let tag = TextTag::plain(TextRole::Cutline, 0);
        items.push(Item::Mark(Mark::Text(Some(tag))));
        for (nth, line) in lines.iter().enumerate() {
            items.extend(line_items(
                &par,
                line,
                left,
                top + em_box::ascent(set.size) + set.leading * nth as i64,
                origin,
            ));
        }
        Some(Item::Group(Group {
            origin,
            role: Role::Cutline,
            name: String::new(),
            items,
        }))
    }
}

/// Returns a drawing's place in the middle of its frame.
pub(super) fn inside(frame: &Rect<PageSpace>, width: u32, height: u32) -> Rect<PageSpace> {
    let (width, height) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let by_width = frame.width().scale(height, width);
    let (across, down) = if by_width <= frame.height() {
        (frame.width(), by_width)
    } else {
        (frame.height().scale(width, height), frame.height())
    };
    Rect::at(
        frame.left + (frame.width() - across) / 2,
        frame.top + (frame.height() - down) / 2,
        across,
        down,
    )
}

/// Returns the whole picture's extent if the part to keep covers a frame: cropped around its focus.
fn cover(frame: &Rect<PageSpace>, (width, height): (u32, u32), shot: &Shot) -> Rect<PageSpace> {
    let CropSpec {
        left,
        top,
        right,
        bottom,
    } = shot.crop;
    let (across, down) = (i64::from(right - left), i64::from(bottom - top));
    let (width, height) = (
        i64::from(width.max(1)) * across,
        i64::from(height.max(1)) * down,
    );
    let by_width = frame.width().scale(height, width);
    let (kept_width, kept_height) = if by_width >= frame.height() {
        (frame.width(), by_width)
    } else {
        (frame.height().scale(width, height), frame.height())
    };
    let (image_width, image_height) = (kept_width.scale(100, across), kept_height.scale(100, down));
    let shift = |frame: Len, image: Len, focus: u32, (from, to): (u32, u32)| {
        let at = |per_cent: u32| image.scale(i64::from(per_cent), 100);
        // The focus is brought to the frame's middle as far as what is kept reaches.
        (at(focus) - frame / 2).min(at(to) - frame).max(at(from))
    };
    let x = frame.left - shift(frame.width(), image_width, shot.focus.0, (left, right));
    let y = frame.top - shift(frame.height(), image_height, shot.focus.1, (top, bottom));
    Rect::at(x, y, image_width, image_height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::PictureId;

    fn covered(size: (u32, u32), focus: (u32, u32), crop: CropSpec) -> Rect<PageSpace> {
        let shot = Shot {
            picture: PictureId::default(),
            focus,
            crop,
        };
        cover(
            &Rect::at(Len::pt(10), Len::pt(20), Len::pt(100), Len::pt(100)),
            size,
            &shot,
        )
    }

    #[test]
    fn a_cropped_picture_covers_its_frame_and_keeps_its_focus() {
        let frame = Rect::at(Len::pt(10), Len::pt(20), Len::pt(100), Len::pt(100));
        let centred = covered((200, 100), (50, 50), CropSpec::WHOLE);
        assert_eq!((centred.left, centred.right), (Len::pt(-40), Len::pt(160)));
        let left = covered((200, 100), (0, 50), CropSpec::WHOLE);
        assert_eq!(left.left, frame.left);
        for focus in [(0, 0), (100, 100), (50, 50), (30, 80)] {
            assert!(covered((37, 113), focus, CropSpec::WHOLE).contains(&frame));
        }
    }

    /// The part that `crop` removes never shows, and the part it keeps fills the frame.
    #[test]
    fn only_what_is_kept_shows() {
        let frame: Rect<PageSpace> = Rect::at(Len::pt(10), Len::pt(20), Len::pt(100), Len::pt(100));
        let crop = CropSpec {
            left: 10,
            top: 0,
            right: 60,
            bottom: 100,
        };
        // 100 × 100 of 200 × 100 pixels are kept, just the frame's shape.
        let image = covered((200, 100), crop.middle(), crop);
        assert_eq!((image.left, image.right), (Len::pt(-10), Len::pt(190)));
        for (focus, size) in [
            ((10, 0), (300, 90)),
            ((60, 100), (40, 90)),
            ((35, 50), (123, 457)),
            ((20, 90), (457, 123)),
        ] {
            let image = covered(size, focus, crop);
            let at = |per_cent: u32| image.left + image.width().scale(i64::from(per_cent), 100);
            let near = Len::PT / 1000;
            assert!(
                at(crop.left) <= frame.left + near && at(crop.right) >= frame.right - near,
                "{focus:?} {size:?}"
            );
            assert!(image.top <= frame.top + near && image.bottom >= frame.bottom - near);
            let shape = image.width().scale(i64::from(size.1), i64::from(size.0)) - image.height();
            assert!(shape.abs() < Len::PT / 100, "{focus:?} {size:?}");
        }
    }
}
