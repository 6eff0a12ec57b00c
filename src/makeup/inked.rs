//! The ink of type and rules on the page.

use crate::asset::Fonts;
use crate::forme::{GlyphRun, Rotation, Rule};
use crate::geom::{PageSpace, Rect};

/// Returns the bounds of the ink of a run; `None` if it prints nothing.
pub(super) fn inked(run: &GlyphRun, fonts: &Fonts) -> Option<Rect<PageSpace>> {
    glyphs(run, fonts, None).reduce(|all, one| all.union(&one))
}

/// Returns the ink bounds of every glyph of a run that prints any, or only of those whose pen is
/// near a place.
pub(super) fn glyphs<'a>(
    run: &'a GlyphRun,
    fonts: &'a Fonts,
    near: Option<&'a Rect<PageSpace>>,
) -> impl Iterator<Item = Rect<PageSpace>> {
    let face = fonts.face(run.font);
    // Ink keeps within half an em of a glyph's advance, and of an em over and under its line.
    let (half, whole) = (run.size / 2, run.size);
    let pens = run
        .glyphs
        .first()
        .zip(run.glyphs.last())
        .map(|(first, last)| (run.pen(first), run.pen(last)));
    // No glyph is wider than three em.
    let far = pens.zip(near).is_some_and(|((first, last), near)| {
        let all = Rect::new(
            first.x.min(last.x),
            first.y.min(last.y),
            first.x.max(last.x),
            first.y.max(last.y),
        );
        !all.grown(whole * 3).overlaps(near)
    });
    run.glyphs
        .iter()
        .filter(move |_| !far)
        .filter_map(move |glyph| {
            let at = run.pen(glyph);
            let may_meet = |near: &Rect<PageSpace>| {
                let end = run
                    .condense
                    .at(face.to_len(i32::from(face.advance(glyph.id)), run.size))
                    + half;
                near.overlaps(&match run.turn {
                    Rotation::Upright => {
                        Rect::new(at.x - half, at.y - whole - half, at.x + end, at.y + whole)
                    }
                    Rotation::Clockwise => {
                        Rect::new(at.x - whole, at.y - half, at.x + whole + half, at.y + end)
                    }
                })
            };
            if near.is_some_and(|near| !may_meet(near)) {
                return None;
            }
            let [left, foot, right, head] = face
                .ink_box(glyph.id)?
                .map(|units| face.to_len(i32::from(units), run.size));
            let [left, right] = [left, right].map(|x| run.condense.at(x));
            Some(match run.turn {
                Rotation::Upright => Rect::new(at.x + left, at.y - head, at.x + right, at.y - foot),
                Rotation::Clockwise => {
                    Rect::new(at.x + foot, at.y + left, at.x + head, at.y + right)
                }
            })
        })
}

/// Returns the centre line of a rule, as a rectangle without thickness.
pub(super) fn line_of(rule: &Rule) -> Rect<PageSpace> {
    let (a, b) = (rule.from, rule.to);
    Rect::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y))
}
