//! Resolving of a picture as written to its slot.

use super::drawing::{Paints, is_drawing};
use super::loader::beside;
use super::maker::{PageMaker, flagged};
use crate::asset::PictureId;
use crate::diag::{Code, Diagnostic, Span, Spanned};
use crate::edition::model::RunaroundShape;
use crate::edition::model::StoryKind;
use crate::edition::model::{Arrange, CutlineAt, PictureSlot, Shot, Side};
use crate::geom::{Len, PageSpace, Rect};
use crate::say::{Text, text};
use crate::spec::{CropSpec, CutlineSide, GridArea, PictureSpec, ShapeName, ShotSpec};
use crate::story::words_at;

/// Default gap between the pictures of a group.
const ALLEY: Len = Len::pt(4);

impl PageMaker<'_, '_> {
    pub(super) fn picture(
        &mut self,
        spec: &PictureSpec,
        kind: &StoryKind,
        parent: Option<&[Spanned<GridArea>]>,
    ) -> Option<PictureSlot> {
        let all = || spec.shots.iter().flatten();
        if !all().any(|shot| is_drawing(&shot.file.value)) {
            self.loader.no_inks(&spec.inks);
        }
        let mut shots = Vec::with_capacity(spec.shots.len());
        for list in &spec.shots {
            shots.push(
                list.iter()
                    .filter_map(|shot| self.shot(shot, spec))
                    .collect::<Vec<_>>(),
            );
        }
        let first = all().next()?;
        let whole = shots
            .iter()
            .map(Vec::len)
            .eq(spec.shots.iter().map(Vec::len));
        let placed = self.on_grid(
            &spec.at,
            text!("edition.picture-noun", "the picture"),
            parent,
        );
        let mut rect = self.grid.rect(&spec.at.value);
        let side = spec.side.as_ref().map_or(Side::Left, |side| side.value);
        if let Some(width) = &spec.width {
            let measures = self.measures();
            let wanted = measures.len(width.value);
            if wanted > rect.width() || wanted <= Len::ZERO {
                let message = text!(
                    "edition.pictures-width-does-fit",
                    "the picture's width of {wanted} does not fit its slot of {width}",
                    wanted,
                    width = rect.width()
                );
                self.loader
                    .sink
                    .report(
                        Diagnostic::new(Code::BadValue, width.span, message).help(text!(
                            "edition.take-smaller-width-more",
                            "take a smaller `width`, or more columns in `at`"
                        )),
                    );
                return None;
            }
            let spare = rect.width() - wanted;
            let left = match side {
                Side::Left => Len::ZERO,
                Side::Centre => spare / 2,
                Side::Right => spare,
            };
            rect = Rect::at(rect.left + left, rect.top, wanted, rect.height());
        }
        let mut runaround = self.runaround(&spec.runaround);
        if let Some(shape) = spec
            .runaround
            .shape
            .as_ref()
            .filter(|shape| shape.value == ShapeName::Path)
        {
            runaround.shape = self.path(first, shape.span);
        }
        if !placed || !whole {
            return None;
        }
        let cutline_at = self.cutline_at(spec, &rect)?;
        let bleed = self.bleed(spec, &rect)?;
        let (cutline, text) = (spec.cutline.as_ref(), |text: &Option<Spanned<String>>| {
            text.as_ref().map(|text| text.value.clone())
        });
        Some(PictureSlot {
            span: spec.at.span,
            origin: self.origin(first.file.span),
            shots,
            arrange: spec
                .arrange
                .as_ref()
                .map_or(Arrange::Rows, |arrange| arrange.value),
            alley: spec
                .alley
                .as_ref()
                .map_or(ALLEY, |alley| self.measures().len(alley.value)),
            rect,
            cutline: cutline.map(|text| words_at(&text.value, text.span, self.loader.sink)),
            cutline_at,
            credit: text(&spec.credit),
            alt: text(&spec.alt),
            runaround,
            bleed,
            optional: flagged(&spec.optional),
            kind: kind.clone(),
        })
    }

    /// Returns how far a picture goes on over the trim; reports a side that it does not reach, a
    /// sheet without bleed, and a foot that its cutline stands under.
    fn bleed(&mut self, spec: &PictureSpec, rect: &Rect<PageSpace>) -> Option<[Len; 4]> {
        let Some(written) = &spec.bleed else {
            return Some([Len::ZERO; 4]);
        };
        let (trim, area, by) = (self.trim(), self.grid.area(), self.house.bleed);
        let reaches = [
            rect.left == area.left,
            rect.top == area.top,
            rect.right == area.right,
            rect.bottom == area.bottom,
        ];
        let inside = written
            .value
            .iter()
            .zip(reaches)
            .any(|(wanted, reaches)| *wanted && !reaches);
        let under = written.value[3]
            && spec
                .cutline
                .as_ref()
                .is_none_or(|text| !text.value.is_empty())
            && spec
                .cutline_at
                .as_ref()
                .is_none_or(|at| at.value == CutlineSide::Below);
        let (message, help) = if by == Len::ZERO {
            (
                text!("edition.sheet-has-no-bleed", "the sheet has no bleed"),
                text!(
                    "edition.give-sheet-bleed",
                    "give it one in the layout, `[sheet]` with `bleed = \"3mm\"`"
                ),
            )
        } else if inside {
            (
                text!(
                    "edition.picture-ends-before-edge",
                    "the picture ends before that edge of the type area"
                ),
                text!(
                    "edition.let-at-reach-edge",
                    "let `at` reach the edge on each side that bleeds"
                ),
            )
        } else if under {
            (
                text!(
                    "edition.cutline-under-bleeding-foot",
                    "its cutline stands under it, where it bleeds"
                ),
                text!(
                    "edition.put-cutline-elsewhere",
                    "set it with `cutline-at = \"on\"`, or leave it out with `cutline = \"\"`"
                ),
            )
        } else {
            let far = [
                rect.left + by,
                rect.top + by,
                trim.width - rect.right + by,
                trim.height - rect.bottom + by,
            ];
            let mut bleed = [Len::ZERO; 4];
            for (nth, wanted) in written.value.iter().enumerate() {
                if *wanted {
                    bleed[nth] = far[nth];
                }
            }
            return Some(bleed);
        };
        self.loader
            .sink
            .report(Diagnostic::new(Code::BadValue, written.span, message).help(help));
        None
    }

    /// Resolves one file of a picture. The `inks` are for the colours of its drawings.
    fn shot(&mut self, shot: &ShotSpec, spec: &PictureSpec) -> Option<Shot> {
        let path = beside(self.folder, &shot.file.value);
        let (span, mono) = (shot.file.span, spec.ink.is_some());
        let picture = if is_drawing(&path) {
            self.loader
                .drawing(&path, span, &spec.inks, mono, &Paints::of(self.house))
        } else {
            let picture = self.loader.picture(&path, span);
            if mono {
                picture.and_then(|id| self.loader.grey(id, span))
            } else {
                if let Some(id) = picture {
                    self.tell_condition(id, &path, span);
                }
                picture
            }
        };
        let written = shot.crop.as_ref().or(spec.crop.as_ref());
        let crop = written.map_or(CropSpec::WHOLE, |crop| crop.value);
        let focus = shot
            .focus
            .or(spec.focus.as_ref().map(|focus| focus.value))
            .unwrap_or(crop.middle());
        let mut refuse = |message: Text, help: Text| {
            let span = written.map_or(span, |crop| crop.span);
            self.loader
                .sink
                .report(Diagnostic::new(Code::BadValue, span, message).help(help));
        };
        if written.is_some() && is_drawing(&path) {
            refuse(
                text!(
                    "edition.drawing-shown-whole-never",
                    "a drawing is shown whole, and never cropped"
                ),
                text!(
                    "edition.take-crop-out-drawn",
                    "take `crop` out, or have it drawn so"
                ),
            );
        } else if !crop.keeps(focus) {
            refuse(
                text!(
                    "edition.focus-picture-lies-outside",
                    "the focus of the picture lies outside of what `crop` keeps"
                ),
                text!(
                    "edition.take-focus-out-crop",
                    "take `focus` out, or crop the picture round it"
                ),
            );
        }
        Some(Shot {
            picture: picture?,
            focus,
            crop,
        })
    }

    /// Reports a picture whose inks were made for another printing condition.
    fn tell_condition(&mut self, id: PictureId, path: &str, span: Span) {
        let profile = self.loader.pictures.get(id).ink_profile();
        let other = profile.and_then(|profile| self.house.condition.other_condition(&profile));
        if let Some(other) = other {
            let message = text!(
                "edition.inks-made-converted-pages",
                "the inks of “{path}” were made for “{other}” and are converted for the page's condition",
                path,
                other
            );
            self.loader
                .sink
                .report(
                    Diagnostic::new(Code::OtherCondition, span, message).help(text!(
                        "edition.numbers-printed-they-save",
                        "to have its numbers printed as they are, save it without a profile"
                    )),
                );
        }
    }

    /// Returns the clipping path in a picture file; reports a file without one.
    fn path(&mut self, shot: &ShotSpec, span: Span) -> RunaroundShape {
        let path = beside(self.folder, &shot.file.value);
        let picture = if is_drawing(&path) {
            None
        } else {
            self.loader.picture(&path, shot.file.span)
        };
        if let Some(corners) = picture.and_then(|id| self.loader.pictures.get(id).clipping_path()) {
            return RunaroundShape::Path(corners);
        }
        let message = text!(
            "edition.clipping-path-saved",
            "no clipping path (剪贴路径) is saved in “{path}”",
            path
        );
        self.loader.sink.report(
            Diagnostic::new(Code::BadValue, span, message)
                .help(text!("edition.save-path-name-clipping", "save the path and name it as clipping path in Photoshop, as JPEG or TIFF; or draw it here as `polygon`")),
        );
        RunaroundShape::Box
    }

    /// Returns the position of a cutline; beside its picture it takes a quarter of the slot's width
    /// by default.
    fn cutline_at(&mut self, spec: &PictureSpec, rect: &Rect<PageSpace>) -> Option<CutlineAt> {
        let measures = self.measures();
        let at = spec.cutline_at.as_ref().map(|at| at.value);
        let side = match at.unwrap_or_default() {
            CutlineSide::Left => CutlineAt::Left,
            CutlineSide::Right => CutlineAt::Right,
            at @ (CutlineSide::Below | CutlineSide::On) => {
                if let Some(width) = &spec.cutline_width {
                    self.loader.sink.report(
                        Diagnostic::new(
                            Code::BadValue,
                            width.span,
                            text!(
                                "edition.only-cutline-beside-picture",
                                "only a cutline beside its picture has a width of its own"
                            ),
                        )
                        .help(text!(
                            "edition.say-cutline-left-right",
                            "say `cutline-at = \"left\"` or \"right\", or take `cutline-width` out"
                        )),
                    );
                }
                return Some(if at == CutlineSide::On {
                    CutlineAt::On
                } else {
                    CutlineAt::Below
                });
            }
        };
        let Some(width) = &spec.cutline_width else {
            return Some(side(rect.width() / 4));
        };
        let wanted = measures.len(width.value);
        if wanted > rect.width() / 2 {
            let message = text!(
                "edition.cutlines-width-leaves-less",
                "the cutline's width of {wanted} leaves less than half of the slot's {width} to its picture",
                wanted,
                width = rect.width()
            );
            self.loader
                .sink
                .report(
                    Diagnostic::new(Code::BadValue, width.span, message).help(text!(
                        "edition.take-smaller-cutline-width",
                        "take a smaller `cutline-width`"
                    )),
                );
            return None;
        }
        Some(side(wanted))
    }
}
