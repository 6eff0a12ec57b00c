//! Type of a page and the flat ink behind it.

use super::pictured::OnPictures;
use crate::asset::{Fonts, Stroke};
use crate::forme::{Forme, GlyphRun, Item, Origin, PlacedPicture, Role, Rotation, Visit, walk};
use crate::geom::{PageSpace, Point, Rect, em_box};
use crate::ink::Ink;

/// Type and the flat ink behind it.
pub struct Laid {
    /// Input place of the type.
    pub origin: Origin,
    /// Bounds of its em boxes.
    pub rect: Rect<PageSpace>,
    /// Its characters.
    pub text: String,
    /// Ink that it is printed with.
    pub ink: Ink,
    /// Ink behind it.
    pub under: Ink,
}

/// A background: its extent and what it is.
type Ground<'a> = (Rect<PageSpace>, Under<'a>);

#[derive(Clone, Copy)]
enum Under<'a> {
    /// A flat ink.
    Flat(Ink),
    /// A picture of pixels.
    Picture(&'a PlacedPicture),
    /// A drawing or a placed page, whose lightness at a given place is unknown.
    Drawn,
}

/// Returns all type of a page on a flat ink or on bare paper, and all that stands on pictures.
pub fn laid(forme: &Forme, fonts: &Fonts) -> (Vec<Laid>, OnPictures) {
    let mut grounds: Vec<Ground> = Vec::new();
    let (mut found, mut on_pictures) = (Vec::new(), OnPictures::default());
    let items = &forme.items;
    // What is drawn with many paths is one thing.
    let mut drawn: Option<Rect<PageSpace>> = None;
    let mut roles: Vec<Role> = Vec::new();
    for visit in walk(items) {
        if let (Some(rect), false) = (drawn, matches!(visit, Visit::Item(Item::Path(_)))) {
            grounds.push((rect, Under::Drawn));
            drawn = None;
        }
        let item = match visit {
            Visit::Enter(group) => {
                roles.push(group.role);
                continue;
            }
            Visit::Leave(_) => {
                roles.pop();
                continue;
            }
            Visit::Item(item) => item,
        };
        match item {
            Item::Fill(fill) => grounds.push((fill.rect, Under::Flat(fill.ink))),
            Item::Picture(picture) => grounds.push((picture.frame, Under::Picture(picture))),
            Item::Page(page) => grounds.push((page.frame, Under::Drawn)),
            Item::Path(path) => {
                let Some(rect) = path.bounds() else { continue };
                // A path of the story itself is a tint with round corners.
                let tint = matches!(roles.last(), Some(Role::Story | Role::Sidebar | Role::Head));
                match path.stroke {
                    Stroke::Fill { .. } if tint => grounds.push((rect, Under::Flat(path.ink))),
                    Stroke::Line(_) if tint => {}
                    _ => drawn = Some(drawn.map_or(rect, |drawn| drawn.union(&rect))),
                }
            }
            Item::GlyphRun(run) => {
                let Some(rect) = place(run, fonts) else {
                    continue;
                };
                let middle = Point::new((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2);
                let under = grounds
                    .iter()
                    .rev()
                    .find(|(ground, _)| holds(ground, middle))
                    .map_or(Under::Flat(Ink::PAPER), |(_, under)| *under);
                match under {
                    Under::Flat(under) => found.push(Laid {
                        origin: run.origin,
                        rect,
                        text: run.text.clone(),
                        ink: run.ink,
                        under,
                    }),
                    Under::Picture(picture) => on_pictures.take(run, picture, fonts),
                    Under::Drawn => {}
                }
            }
            Item::Group(_) | Item::Rule(_) | Item::Mark(_) => {}
        }
    }
    (found, on_pictures)
}

fn holds(ground: &Rect<PageSpace>, at: Point<PageSpace>) -> bool {
    ground.left <= at.x && at.x <= ground.right && ground.top <= at.y && at.y <= ground.bottom
}

/// Returns the bounds of the em boxes of a run's glyphs, which follow one another along it.
fn place(run: &GlyphRun, fonts: &Fonts) -> Option<Rect<PageSpace>> {
    let mut shown = run
        .glyphs
        .iter()
        .filter(|glyph| !run.text_of(glyph).trim().is_empty());
    let em_box = |glyph| {
        let ((left, right), y) = (run.reach(glyph, fonts), run.pen(glyph).y);
        match run.turn {
            Rotation::Upright => Rect::new(
                left,
                y - em_box::ascent(run.size),
                right,
                y + em_box::descent(run.size),
            ),
            Rotation::Clockwise => Rect::new(left, y, right, y + run.size / 2),
        }
    };
    let first = em_box(shown.next()?);
    Some(
        shown
            .next_back()
            .map_or(first, |last| first.union(&em_box(last))),
    )
}
