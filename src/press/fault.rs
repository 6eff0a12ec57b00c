//! Why a file could not be made.

use std::collections::BTreeMap;

use crate::asset::Fonts;
use crate::diag::{Code, Diagnostic, Span};
use crate::export::pdf::ExportFault;
use crate::say::text;

/// Returns the diagnostic of a file that could not be made: because of its fonts, or an internal
/// error.
pub(super) fn refused(
    (fonts, named): (&Fonts, &BTreeMap<String, Span>),
    file: &str,
    fault: &ExportFault,
) -> Diagnostic {
    let ExportFault::Font(id, why) = fault else {
        return Diagnostic::new(
            Code::Internal,
            None,
            text!(
                "press.fault-of-file",
                "{file}: {fault}",
                file,
                fault = fault.text()
            ),
        );
    };
    let name = fonts.name(*id);
    Diagnostic::new(
        Code::BadFont,
        named.get(name).copied(),
        text!(
            "press.font-cannot-embedded",
            "the font “{name}” cannot be embedded: {why}",
            name,
            why
        ),
    )
    .help(text!(
        "press.get-font-file-anew",
        "get the font file anew from where it came, or set its styles in another face"
    ))
}
