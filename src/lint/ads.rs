//! Lint of advertisements and their mark.

use super::finding::Found;
use super::proofs::Proofs;
use crate::diag::{Code, Diagnostic};
use crate::geom::Len;
use crate::say::text;

/// Finds advertisements without the mark 广告, neither set nor drawn (广告法, the Advertising Law
/// of the PRC, art. 14).
pub(super) fn label(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for ad in sheet.page.ads.iter().filter(|ad| !ad.marked) {
            let message = text!(
                "lint.advertisement-does-bear-mark",
                "the advertisement of {client} does not bear the mark 广告",
                client = ad.client
            );
            let diagnostic = Diagnostic::new(Code::AdLabel, ad.span, message)
                .help(text!("lint.set-label-true-say", "set it with `label = true`, or say `label-in-art = true` when it is drawn in the advertisement"));
            found.push(Found::at(sheet, ad.frame, "缺广告标识", diagnostic));
        }
    }
}

/// Finds advertisements that reach the trim of a sheet with bleed and stop short of its edge.
pub(super) fn bleed(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        let (page, near) = (sheet.page, Len::MM);
        if page.bleed == Len::ZERO {
            continue;
        }
        for ad in &page.ads {
            let frame = &ad.frame;
            // How far each edge goes beyond the trim.
            let beyond = [
                -frame.left,
                -frame.top,
                frame.right - page.trim.width,
                frame.bottom - page.trim.height,
            ];
            let least = beyond
                .into_iter()
                .filter(|beyond| *beyond >= -near && *beyond + near / 10 < page.bleed)
                .min();
            let Some(least) = least else { continue };
            let message = text!(
                "lint.advertisement-stops-at-trim",
                "the advertisement of {client} reaches the trim and bleeds {beyond:.1} mm, of {bleed:.1} mm (出血不足)",
                client = ad.client,
                beyond = least.max(Len::ZERO).to_mm(),
                bleed = page.bleed.to_mm()
            );
            let diagnostic = Diagnostic::new(Code::BleedShort, ad.span, message).help(text!(
                "lint.give-frame-through-bleed",
                "give it a `frame` through the bleed and artwork that has one, or end it inside the trim"
            ));
            found.push(Found::at(sheet, *frame, "出血不足", diagnostic));
        }
    }
}
