//! Diagnostics for editors and scripts: one line each.

use crate::diag::{Diagnostic, Sources};
use crate::press::severity;
use crate::say::Language;

/// Formats a diagnostic as `file:line:column: error[code]: message`.
pub(super) fn short(sources: &Sources, diagnostic: &Diagnostic, language: Language) -> String {
    let place = diagnostic
        .primary
        .map(|span| sources.place(span))
        .map_or_else(String::new, |place| {
            format!("{}:{}:{}: ", place.path, place.line, place.column)
        });
    format!(
        "{place}{}[{}]: {}",
        severity(diagnostic.severity),
        diagnostic.code.name(),
        diagnostic.message.in_language(language)
    )
}
