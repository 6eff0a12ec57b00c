//! Checks of graphics state dictionaries and halftones.

use super::case::Case;
use super::rule::Check;
use crate::pdf::{Dict, Value};
use crate::say::text;

/// Returns whether a value is one of the four rendering intents.
pub(super) fn is_intent(value: &Value) -> bool {
    [
        "AbsoluteColorimetric",
        "RelativeColorimetric",
        "Saturation",
        "Perceptual",
    ]
    .iter()
    .any(|intent| value.is(intent))
}

/// Checks a graphics state dictionary that a page uses.
pub(super) fn check(case: &Case<'_>, page: u32, dict: &Dict) {
    let (file, findings) = (case.file, case.findings);
    for key in ["TR", "TR2"] {
        let value = file.get(dict, key);
        if value != Value::Null && !(key == "TR2" && value.is("Default")) {
            findings.page(
                Check::TransferFunction,
                page,
                text!(
                    "preflight.graphics-state-transfer-function",
                    "a graphics state has a transfer function ({key})",
                    key
                ),
            );
        }
    }
    if dict.has("HTP") {
        findings.page(
            Check::HalftonePhase,
            page,
            text!(
                "preflight.graphics-state-shifts-halftone",
                "a graphics state shifts the halftone"
            ),
        );
    }
    let value = file.get(dict, "HT");
    if let Some(screen) = value.dict() {
        halftone(case, page, screen, 0);
    }
    let intent = file.get(dict, "RI");
    if intent != Value::Null && !is_intent(&intent) {
        findings.page(
            Check::RenderingIntent,
            page,
            text!(
                "preflight.rendering-intent-does-exist",
                "the rendering intent {intent} does not exist",
                intent = intent.shown()
            ),
        );
    }
}

fn halftone(case: &Case<'_>, page: u32, dict: &Dict, depth: usize) {
    let (file, findings) = (case.file, case.findings);
    if dict.has("HalftoneName") {
        findings.page(
            Check::Halftone,
            page,
            text!(
                "preflight.halftone-asked-name",
                "a halftone is asked for by name"
            ),
        );
    }
    let kind = file.get(dict, "HalftoneType").int().unwrap_or(0);
    if kind != 1 && kind != 5 {
        findings.page(
            Check::Halftone,
            page,
            text!(
                "preflight.halftone-type",
                "a halftone is of type {kind}",
                kind
            ),
        );
    }
    let transfer = file.get(dict, "TransferFunction");
    if kind == 1 && transfer != Value::Null && !transfer.is("Identity") {
        findings.page(
            Check::TransferFunction,
            page,
            text!(
                "preflight.halftone-transfer-function",
                "a halftone has a transfer function"
            ),
        );
    }
    if kind == 5 && depth == 0 {
        for value in dict.entries.values() {
            let value = file.resolve(value);
            if let Some(part) = value.dict() {
                halftone(case, page, part, 1);
            }
        }
    }
}
