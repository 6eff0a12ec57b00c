//! Lints of the fold of a spread 中缝: what it cuts, and type in the gutter.

use super::finding::Found;
use super::proofs::Proofs;
use crate::diag::{Code, Diagnostic};
use crate::say::text;

/// Finds characters that the fold runs through.
pub(super) fn cut(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for piece in &sheet.at_fold.cut {
            let message = text!(
                "lint.fold-runs-through",
                "the fold runs through “{piece}” (压中缝)",
                piece = piece.text
            );
            let diagnostic = Diagnostic::new(Code::FoldText, proofs.span(piece.origin), message)
                .help(text!("lint.give-headline-character-more", "give the headline a character more or fewer, or another place, so that the fold falls between two"));
            found.push(Found::at(sheet, piece.rect, "压中缝", diagnostic));
        }
    }
}

/// Finds type other than a headline's in the gutter.
pub(super) fn gutter(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for piece in &sheet.at_fold.gutter {
            let shown: String = piece.text.chars().take(8).collect();
            let message = text!(
                "lint.stands-gutter-spread-where",
                "“{shown}” stands in the gutter of the spread, where the paper folds (中缝)",
                shown
            );
            let diagnostic = Diagnostic::new(Code::GutterText, proofs.span(piece.origin), message)
                .help(text!("lint.keep-text-columns-either", "keep text to the columns on either side; only headlines, pictures and tints run across"));
            found.push(Found::at(sheet, piece.rect, "入中缝", diagnostic));
        }
    }
}
