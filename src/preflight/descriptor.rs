//! Checks of font descriptors.

use super::case::Case;
use super::rule::{Check, Weight};
use crate::pdf::{Dict, Value};

/// What every descriptor of an embedded font has beside its name (ISO 32000-1 table 122).
const NUMBERS: [&str; 4] = ["ItalicAngle", "Ascent", "Descent", "StemV"];

/// Checks the descriptor of an embedded font; `inner` is the font's dictionary, that of the
/// descendant for a composite font.
pub(super) fn check(case: &Case<'_>, font: &str, inner: &Dict) {
    let file = case.file;
    let Some(descriptor) = file.dict(inner, "FontDescriptor") else {
        return;
    };
    let say = |weight: Weight, what: String| {
        let message = format!("the descriptor of the font {font} {what}");
        case.findings
            .report(Check::FontDescriptor, weight, None, None, message);
    };
    let flags = file.get(&descriptor, "Flags");
    match flags {
        // Symbolic or not: one of the two (ISO 32000-1 table 123).
        Value::Int(flags) if (flags & 4 != 0) == (flags & 32 != 0) => say(
            Weight::Warning,
            "says neither or both of symbolic and nonsymbolic".to_owned(),
        ),
        Value::Int(_) => {}
        Value::Null => say(Weight::Error, "has no Flags".to_owned()),
        _ => say(Weight::Error, "has Flags that are no number".to_owned()),
    }
    let name = file.get(&descriptor, "FontName");
    if name.name().is_none() {
        say(Weight::Error, "has no FontName".to_owned());
    } else if name != file.get(inner, "BaseFont") {
        say(Weight::Warning, format!("calls it {}", name.shown()));
    }
    if file
        .numbers::<4>(&file.get(&descriptor, "FontBBox"))
        .is_none()
    {
        say(Weight::Error, "has no FontBBox of four numbers".to_owned());
    }
    for key in NUMBERS {
        if file.get(&descriptor, key).number().is_none() {
            say(Weight::Warning, format!("has no number {key}"));
        }
    }
}
