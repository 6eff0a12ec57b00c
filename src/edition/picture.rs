//! From a picture as written to its slot.

use super::drawing::is_drawing;
use super::house::Kind;
use super::load::beside;
use super::page::{Arrange, CutlineAt, PictureSlot, Shot, Side};
use super::place::{PageMaker, flagged};
use super::styles::unknown;
use crate::diag::{Code, Diagnostic, Spanned};
use crate::geom::{Len, PageSpace, Rect};
use crate::spec::{PictureSpec, Place, ShotSpec};
use crate::story::words_at;

/// What lies between the pictures of a group when the page does not say.
const ALLEY: Len = Len::pt(4);

impl PageMaker<'_, '_> {
    pub(super) fn picture(&mut self, spec: &PictureSpec, kind: &Kind, parent: Option<&[Spanned<Place>]>) -> Option<PictureSlot> {
        let all = || spec.shots.iter().flatten();
        if !all().any(|shot| is_drawing(&shot.file.value)) {
            self.loader.no_inks(&spec.inks);
        }
        let mut shots = Vec::with_capacity(spec.shots.len());
        for list in &spec.shots {
            shots.push(list.iter().filter_map(|shot| self.shot(shot, spec)).collect::<Vec<_>>());
        }
        let first = all().next()?;
        let whole = shots.iter().map(Vec::len).eq(spec.shots.iter().map(Vec::len));
        let placed = self.on_grid(&spec.at, "the picture", parent);
        let mut rect = self.grid.rect(&spec.at.value);
        let side = match spec.side.as_ref().map(|side| side.value.as_str()) {
            None | Some("left") => Side::Left,
            Some("right") => Side::Right,
            Some("centre" | "center") => Side::Centre,
            Some(_) => {
                if let Some(side) = &spec.side {
                    unknown(self.loader.sink, "side", side, ["left", "right", "centre"]);
                }
                Side::Left
            }
        };
        if let Some(width) = &spec.width {
            let measures = self.measures();
            let wanted = measures.len(width.value);
            if wanted > rect.width() || wanted <= Len::ZERO {
                let message = format!("the picture's width of {wanted} does not fit its slot of {}", rect.width());
                self.loader
                    .sink
                    .tell(Diagnostic::new(Code::BadValue, width.span, message).help("take a smaller `width`, or more columns in `at`"));
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
        let runaround = self.runaround(&spec.runaround);
        if !placed || !whole {
            return None;
        }
        let cutline_at = self.cutline_at(spec, &rect)?;
        let (cutline, text) = (spec.cutline.as_ref(), |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone()));
        Some(PictureSlot {
            span: spec.at.span,
            origin: self.loader.origin(first.file.span),
            shots,
            arrange: if spec.arrange.as_ref().is_some_and(|arrange| arrange.value == "columns") { Arrange::Columns } else { Arrange::Rows },
            alley: spec.alley.as_ref().map_or(ALLEY, |alley| self.measures().len(alley.value)),
            rect,
            cutline: cutline.map(|text| words_at(&text.value, text.span, self.loader.sink)),
            cutline_at,
            credit: text(&spec.credit),
            runaround,
            optional: flagged(&spec.optional),
            kind: kind.clone(),
        })
    }

    /// One file of a picture. The colours of `inks` are those of its drawings.
    fn shot(&mut self, shot: &ShotSpec, spec: &PictureSpec) -> Option<Shot> {
        let path = beside(self.folder, &shot.file.value);
        let (span, mono) = (shot.file.span, spec.ink.is_some());
        let picture = if is_drawing(&path) {
            self.loader.drawing(&path, span, &spec.inks, mono, &self.house.paints())
        } else {
            let picture = self.loader.picture(&path, span);
            if mono { picture.and_then(|id| self.loader.grey(id, span)) } else { picture }
        };
        let focus = shot.focus.or(spec.focus.as_ref().map(|focus| focus.value)).unwrap_or((50, 50));
        Some(Shot { picture: picture?, focus })
    }

    /// Where a cutline stands; beside its picture it takes a quarter of the
    /// slot unless the page says how much.
    fn cutline_at(&mut self, spec: &PictureSpec, rect: &Rect<PageSpace>) -> Option<CutlineAt> {
        let measures = self.measures();
        let side = match spec.cutline_at.as_ref().map(|at| at.value.as_str()) {
            Some("left") => CutlineAt::Left,
            Some("right") => CutlineAt::Right,
            at => {
                if let Some(width) = &spec.cutline_width {
                    self.loader.sink.tell(
                        Diagnostic::new(Code::BadValue, width.span, "only a cutline beside its picture has a width of its own")
                            .help("say `cutline-at = \"left\"` or \"right\", or take `cutline-width` out"),
                    );
                }
                return Some(if at == Some("on") { CutlineAt::On } else { CutlineAt::Below });
            }
        };
        let Some(width) = &spec.cutline_width else { return Some(side(rect.width() / 4)) };
        let wanted = measures.len(width.value);
        if wanted > rect.width() / 2 {
            let message = format!("the cutline's width of {wanted} leaves less than half of the slot's {} to its picture", rect.width());
            self.loader.sink.tell(Diagnostic::new(Code::BadValue, width.span, message).help("take a smaller `cutline-width`"));
            return None;
        }
        Some(side(wanted))
    }
}
