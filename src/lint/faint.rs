//! Lint of type with too little contrast to its background 看不清: reversed on too light a tint,
//! black on black, white on bare paper.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Found;
use super::pictured::Pictured;
use super::proofs::Proofs;
use super::sheet::LintSheet;
use crate::diag::{Code, Diagnostic};
use crate::geom::Len;
use crate::ink::Ink;
use crate::say::{Text, text};

/// Finds type that differs in lightness from its background by less than `contrast` per cent.
pub(super) fn faint(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let least = i64::from(proofs.limit(Code::FaintType, "contrast")) * 10;
    for sheet in &proofs.sheets {
        on_pictures(proofs, sheet, least, found);
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
                Text::quoted(laid.ink.to_string())
            };
            let under = if laid.under == Ink::PAPER {
                text!("lint.bare-paper", "bare paper")
            } else {
                Text::quoted(laid.under.to_string())
            };
            let message = text!(
                "lint.printed-nobody-read",
                "“{shown}” is printed in {ink} on {under}, and nobody can read it (看不清)",
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

/// Finds type on pictures, a glyph at a time, each against the separated pixels under it.
fn on_pictures(proofs: &Proofs<'_>, sheet: &LintSheet<'_>, least: i64, found: &mut Vec<Found>) {
    let mut lines: BTreeMap<_, Vec<&Pictured>> = BTreeMap::new();
    for glyph in sheet.on_pictures.faint(proofs.edition, least) {
        let line = (glyph.origin, glyph.ink.to_string());
        lines.entry(line).or_default().push(glyph);
    }
    for ((origin, ink), glyphs) in lines {
        let shown: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let shown: String = shown.chars().take(16).collect();
        let bounds = glyphs.iter().map(|glyph| glyph.rect);
        let Some(rect) = bounds.reduce(|all, one| all.union(&one)) else {
            continue;
        };
        let ink = if glyphs.iter().all(|glyph| glyph.ink == Ink::PAPER) {
            text!("lint.white-type", "white")
        } else {
            Text::quoted(ink)
        };
        let message = text!(
            "lint.printed-on-picture",
            "“{shown}” is printed in {ink} on parts of a picture that are as light or dark as it (看不清)",
            shown,
            ink
        );
        let diagnostic =
            Diagnostic::new(Code::FaintType, proofs.span(origin), message).help(text!(
                "lint.lay-band-under-type",
                "lay a band under it, as in `head-over = \"white on K80\"`, print it in the other ink, or move it to where the picture is darker or lighter"
            ));
        found.push(Found::at(sheet, rect.grown(Len::PT), "看不清", diagnostic));
    }
}
