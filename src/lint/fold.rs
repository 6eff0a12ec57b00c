//! Lints of the fold of a spread 中缝: what it cuts, and type in the gutter.

use super::{Found, Proofs};
use crate::asset::Fonts;
use crate::diag::{Code, Diagnostic};
use crate::edition::Page;
use crate::forme::{Forme, GlyphRun, Item, Origin, Role, leaves};
use crate::geom::{Len, PageSpace, Rect, em_box};

/// Type at the fold of a spread.
#[derive(Default)]
pub struct AtFold {
    /// Characters that the fold cuts.
    cut: Vec<Piece>,
    /// Lines with characters in the gutter, except headlines and furniture of the fold.
    gutter: Vec<Piece>,
}

struct Piece {
    origin: Origin,
    rect: Rect<PageSpace>,
    text: String,
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
        let mut inside: Option<Piece> = None;
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
            let piece = || Piece {
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

/// Finds characters that the fold runs through.
pub(super) fn cut(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for piece in &sheet.at_fold.cut {
            let message = format!("the fold runs through “{}” 压中缝", piece.text);
            let diagnostic = Diagnostic::new(Code::FoldText, proofs.span(piece.origin), message)
                .help("give the headline a character more or fewer, or another place, so that the fold falls between two");
            found.push(Found::at(sheet, piece.rect, "压中缝", diagnostic));
        }
    }
}

/// Finds type other than a headline's in the gutter.
pub(super) fn gutter(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for piece in &sheet.at_fold.gutter {
            let shown: String = piece.text.chars().take(8).collect();
            let message =
                format!("“{shown}” stands in the gutter of the spread, where the paper folds 中缝");
            let diagnostic = Diagnostic::new(Code::GutterText, proofs.span(piece.origin), message)
                .help("keep text to the columns on either side; only headlines, pictures and tints run across");
            found.push(Found::at(sheet, piece.rect, "入中缝", diagnostic));
        }
    }
}
