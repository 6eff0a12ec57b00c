//! Runs: characters with their properties, as marks.

use super::super::model::Mark;
use super::styles::Said;

/// The mark that properties ask for, beside what the whole paragraph has.
pub(super) fn mark(said: &Said) -> Mark {
    Mark {
        bold: said.bold == Some(true),
        sup: said.raised.as_deref() == Some("superscript"),
        sub: said.raised.as_deref() == Some("subscript"),
        dot: said.dotted == Some(true),
        face: said.face,
        ruby: None,
    }
}

/// The character of a symbol font, which Word writes as a code of its private use area.
pub(super) fn symbol(code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    // Codes below 0x100 mean the same as those above 0xF000.
    let code = if code < 0x100 { code + 0xF000 } else { code };
    char::from_u32(code)
}
