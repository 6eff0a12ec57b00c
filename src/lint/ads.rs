//! Lint of advertisements and their mark.

use super::finding::Found;
use super::proofs::Proofs;
use crate::diag::{Code, Diagnostic};
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
