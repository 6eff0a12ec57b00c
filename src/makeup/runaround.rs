//! The obstacles of a slot's text 绕排.

use super::compositor::Compositor;
use super::picture::SetPicture;
use super::shape::outline_in;
use super::slot::SlotOnPage;
use crate::asset::Crop;
use crate::diag::{Code, Diagnostic};
use crate::edition::{CutlineAt, PictureSlot, Runaround, RunaroundShape};
use crate::geom::{Len, Obstacle, Outline, PageSpace, Rect, Standoff};
use crate::say::text;

/// Returns an outline with its standoff: as written, else, as the text runs, an alley on the left
/// and right, and above and below as in the kind of the story.
pub(super) fn obstacle(
    outline: Outline<PageSpace>,
    round: &Runaround,
    stand: &SlotOnPage<'_>,
) -> Obstacle<PageSpace> {
    let usual = stand
        .axes()
        .standoff_on_page(&Standoff::even(stand.grid.alley, stand.slot.kind.standoff));
    Obstacle {
        outline,
        standoff: round.standoff.or(usual),
        sides: round.sides,
        min_measure: round.min_measure,
    }
}

/// Returns the part of an outline inside a frame, in strips of 2 pt.
fn within(outline: &Outline<PageSpace>, frame: &Rect<PageSpace>) -> Outline<PageSpace> {
    let high = Len::pt(2);
    let strip = |nth: i64| {
        let (top, bottom) = (
            frame.top + high * nth,
            (frame.top + high * (nth + 1)).min(frame.bottom),
        );
        let covered = outline.covered(top, bottom).into_iter();
        covered.map(move |span| {
            Rect::new(
                span.from.max(frame.left),
                top,
                span.to.min(frame.right),
                bottom,
            )
        })
    };
    let strips = (0..frame.height().div_ceil(high)).flat_map(strip);
    Outline::Strips(strips.filter(|strip| !strip.is_empty()).collect())
}

impl Compositor<'_> {
    /// Returns the obstacles of a placed picture: its shape, and the rest of its slot, where its
    /// cutline is.
    pub(super) fn round_picture(
        &mut self,
        stand: &SlotOnPage<'_>,
        picture: &PictureSlot,
        placed: &SetPicture,
    ) -> Vec<Obstacle<PageSpace>> {
        let round = |outline| obstacle(outline, &picture.runaround, stand);
        let outline = match picture.runaround.shape {
            RunaroundShape::Alpha => self.cut_out(picture, placed),
            RunaroundShape::Path(_) => {
                outline_in(&picture.runaround.shape, &placed.frame, &placed.image)
                    .map(|path| within(&path, &placed.frame))
            }
            ref shape => outline_in(shape, &placed.frame, &placed.image),
        };
        let Some(outline) = outline else {
            return vec![round(Outline::Box(picture.rect))];
        };
        let (rect, frame) = (&picture.rect, &placed.frame);
        let sides = [
            rect.rows(frame.bottom, rect.bottom),
            Rect::new(rect.left, rect.top, frame.left, rect.bottom),
            Rect::new(frame.right, rect.top, rect.right, rect.bottom),
        ];
        // A drawing shown whole leaves room beside it that is no cutline's.
        let at = match picture.cutline_at {
            CutlineAt::Below => Some(0),
            CutlineAt::Left(_) => Some(1),
            CutlineAt::Right(_) => Some(2),
            CutlineAt::On => None,
        };
        let cutline = at
            .map(|at| sides[at])
            .filter(|side| !side.is_empty())
            .map(|side| round(Outline::Box(side)));
        std::iter::once(round(outline)).chain(cutline).collect()
    }

    /// Returns the outline of the opaque part of a picture, in strips a third of a row high.
    fn cut_out(&mut self, slot: &PictureSlot, placed: &SetPicture) -> Option<Outline<PageSpace>> {
        let picture = self.edition.pictures.get(slot.lone()?.picture);
        let (frame, image) = (&placed.frame, &placed.image);
        let down = image.height().div_ceil(Len::pt(4)).clamp(1, 400) as u32;
        let across = image.width().div_ceil(Len::pt(4)).clamp(1, 400) as u32;
        let whole = Crop::whole(picture.width, picture.height);
        // A picture that cannot be decoded is told elsewhere.
        let pixels = picture
            .cut(&Crop {
                across: across.min(whole.width),
                down: down.min(whole.height),
                ..whole
            })
            .ok()?;
        let Some(alpha) = &pixels.alpha else {
            self.sink.report(
                Diagnostic::new(Code::BadValue, slot.span, text!("makeup.picture-clear-parts-outline", "the picture has no clear parts, so it has no outline for text to run round"))
                    .help(text!("makeup.take-shape-alpha-out", "take `shape = \"alpha\"` out, or save the picture with a transparent ground as PNG, TIFF or WebP")),
            );
            return None;
        };
        let (across, down) = (i64::from(pixels.width), i64::from(pixels.height));
        let mut strips = Vec::new();
        for (row, line) in alpha.chunks_exact(pixels.width.max(1) as usize).enumerate() {
            let solid = |alpha: &u8| *alpha >= 64;
            let (Some(first), Some(last)) =
                (line.iter().position(solid), line.iter().rposition(solid))
            else {
                continue;
            };
            let x = |at: usize| image.left + image.width().scale(at as i64, across);
            let y = |at: usize| image.top + image.height().scale(at as i64, down);
            let (left, right) = (x(first).max(frame.left), x(last + 1).min(frame.right));
            strips.push(Rect::new(
                left,
                y(row).max(frame.top),
                right,
                y(row + 1).min(frame.bottom),
            ));
        }
        strips.retain(|strip| !strip.is_empty());
        Some(Outline::Strips(strips))
    }
}
