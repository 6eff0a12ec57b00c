//! What stands at the fold of a spread 中缝.

use crate::asset::Fonts;
use crate::edition::Page;
use crate::forme::{Forme, GlyphRun, Item, Origin, Role, leaves};
use crate::geom::{Len, PageSpace, Rect, em_box};

/// Type at the fold of a spread.
#[derive(Default)]
pub struct AtFold {
    /// Characters that the fold cuts.
    pub cut: Vec<PieceAtFold>,
    /// Lines with characters in the gutter, except headlines and furniture of the fold.
    pub gutter: Vec<PieceAtFold>,
}

/// Characters at the fold.
pub struct PieceAtFold {
    /// Input place of their story.
    pub origin: Origin,
    /// Bounds of their em boxes.
    pub rect: Rect<PageSpace>,
    /// The characters.
    pub text: String,
}

/// Margin of a character's em box that the fold may cross, as a fraction of it: 1/20, for ink is
/// never so near its edge.
const EDGE: i64 = 20;

impl AtFold {
    /// Collects the type at the fold of a page; nothing if it has none.
    pub fn of(page: &Page, forme: &Forme, fonts: &Fonts) -> AtFold {
        let mut found = AtFold::default();
        if let Some(spread) = &page.spread {
            for leaf in leaves(&forme.items) {
                let role = leaf.group.map(|group| group.role);
                let meant = matches!(role, Some(Role::Head | Role::Furniture));
                if let Item::GlyphRun(run) = leaf.item {
                    found.run(run, meant, spread.fold, spread.gutter, fonts);
                }
            }
        }
        found
    }

    fn run(&mut self, run: &GlyphRun, meant: bool, fold: Len, gutter: (Len, Len), fonts: &Fonts) {
        let edge = run.size / EDGE;
        // A mark at a line's end has its blank half beyond it.
        let blank = run.size / 2;
        let mut inside: Option<PieceAtFold> = None;
        for glyph in run
            .glyphs
            .iter()
            .filter(|glyph| !run.text_of(glyph).trim().is_empty())
        {
            let (left, right) = run.reach(glyph, fonts);
            let y = run.pen(glyph).y;
            let rect = Rect::new(
                left,
                y - em_box::ascent(run.size),
                right,
                y + em_box::descent(run.size),
            );
            let piece = || PieceAtFold {
                origin: run.origin,
                rect,
                text: run.text_of(glyph).to_owned(),
            };
            if left + edge < fold && right - edge > fold {
                self.cut.push(piece());
            } else if !meant && right - blank > gutter.0 && left + blank < gutter.1 {
                match &mut inside {
                    Some(inside) => {
                        inside.rect = inside.rect.union(&rect);
                        inside.text.push_str(run.text_of(glyph));
                    }
                    None => inside = Some(piece()),
                }
            }
        }
        self.gutter.extend(inside);
    }
}
