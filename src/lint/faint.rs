//! Lint of type with too little contrast to its background 看不清: reversed on too light a tint,
//! black on black, white on bare paper.

use std::collections::BTreeSet;

use super::finding::Found;
use super::proofs::Proofs;
use crate::diag::{Code, Diagnostic};
use crate::geom::Len;
use crate::ink::Ink;
use crate::say::text;

/// Finds type that differs in lightness from its background by less than `contrast` per cent.
pub(super) fn faint(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let least = i64::from(proofs.limit(Code::FaintType, "contrast")) * 10;
    for sheet in &proofs.sheets {
        let mut seen = BTreeSet::new();
        for laid in &sheet.laid {
            // Black is laid over what is below; anything else takes its place.
            let differs = (laid.ink.lightness() - laid.under.lightness()).abs();
            if differs >= least
                || !seen.insert((laid.origin, laid.ink.to_string(), laid.under.to_string()))
            {
                continue;
            }
            let shown: String = laid.text.chars().take(8).collect();
            let ink = if laid.ink == Ink::PAPER {
                text!("lint.white-type", "white")
            } else {
                laid.ink.to_string().into()
            };
            let under = if laid.under == Ink::PAPER {
                text!("lint.bare-paper", "bare paper")
            } else {
                laid.under.to_string().into()
            };
            let message = text!(
                "lint.printed-nobody-read",
                "“{shown}” is printed in {ink} on {under}, and nobody can read it 看不清",
                shown,
                ink,
                under
            );
            let diagnostic = Diagnostic::new(Code::FaintType, proofs.span(laid.origin), message)
                .help(text!(
                    "lint.give-style-another-ink",
                    "give its style another ink, or lay a tint under it that differs more"
                ));
            found.push(Found::at(
                sheet,
                laid.rect.grown(Len::PT),
                "看不清",
                diagnostic,
            ));
        }
    }
}
