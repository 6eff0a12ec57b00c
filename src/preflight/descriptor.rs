//! Checks of font descriptors.

use super::case::Case;
use super::rule::{Check, Weight};
use crate::pdf::{Dict, Value};
use crate::say::{Text, text};

/// What every descriptor of an embedded font has beside its name (ISO 32000-1 table 122).
const NUMBERS: [&str; 4] = ["ItalicAngle", "Ascent", "Descent", "StemV"];

/// Checks the descriptor of an embedded font; `inner` is the font's dictionary, that of the
/// descendant for a composite font.
pub(super) fn check(case: &Case<'_>, font: &str, inner: &Dict) {
    let file = case.file;
    let Some(descriptor) = file.dict(inner, "FontDescriptor") else {
        return;
    };
    let say = |weight: Weight, what: Text| {
        let message = text!(
            "preflight.descriptor-fault",
            "the descriptor of the font {font} {what}",
            font,
            what
        );
        case.findings
            .report(Check::FontDescriptor, weight, None, None, message);
    };
    let flags = file.get(&descriptor, "Flags");
    match flags {
        // Symbolic or not: one of the two (ISO 32000-1 table 123).
        Value::Int(flags) if (flags & 4 != 0) == (flags & 32 != 0) => say(
            Weight::Warning,
            text!(
                "preflight.says-neither-both-symbolic",
                "says neither or both of symbolic and nonsymbolic"
            ),
        ),
        Value::Int(_) => {}
        Value::Null => say(
            Weight::Error,
            text!("preflight.descriptor-without-flags", "has no Flags"),
        ),
        _ => say(
            Weight::Error,
            text!("preflight.flags-number", "has Flags that are no number"),
        ),
    }
    let name = file.get(&descriptor, "FontName");
    if name.name().is_none() {
        say(
            Weight::Error,
            text!("preflight.descriptor-without-fontname", "has no FontName"),
        );
    } else if name != file.get(inner, "BaseFont") {
        say(
            Weight::Warning,
            text!(
                "preflight.descriptor-calls-font",
                "calls it {shown}",
                shown = name.shown()
            ),
        );
    }
    if file
        .numbers::<4>(&file.get(&descriptor, "FontBBox"))
        .is_none()
    {
        say(
            Weight::Error,
            text!(
                "preflight.fontbbox-four-numbers",
                "has no FontBBox of four numbers"
            ),
        );
    }
    for key in NUMBERS {
        if file.get(&descriptor, key).number().is_none() {
            say(
                Weight::Warning,
                text!(
                    "preflight.descriptor-lacks-number",
                    "has no number {key}",
                    key
                ),
            );
        }
    }
}
