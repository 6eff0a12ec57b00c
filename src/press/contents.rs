//! What the files of an edition are made of.

use crate::Setting;
use crate::asset::{FontId, sha256};
use crate::export::pdf::Purpose;
use crate::forme::{Forme, Item, leaves};
use serde_json::{Value, json};

/// Returns the standards that the files conform to: with a placed page of another PDF they do not
/// claim to be archive files.
pub(super) fn standard(setting: &Setting, kind: Purpose) -> &'static str {
    let placed = setting
        .formes
        .iter()
        .any(|forme| !forme.placed_pages().is_empty());
    let whole = kind.standard();
    if placed {
        whole.split(" + ").next().unwrap_or(whole)
    } else {
        whole
    }
}

/// Returns the faces of some pages as JSON.
pub(super) fn used_fonts(setting: &Setting, formes: &[Forme]) -> Vec<Value> {
    let runs = formes.iter().flat_map(|forme| leaves(&forme.items));
    let mut used: Vec<FontId> = runs
        .filter_map(|leaf| match leaf.item {
            Item::GlyphRun(run) => Some(run.font),
            _ => None,
        })
        .collect();
    used.sort();
    used.dedup();
    used.iter().map(|id| json!({"name": setting.fonts.name(*id), "postscript_name": setting.fonts.face(*id).postscript_name(), "sha256": setting.fonts.sha256(*id)})).collect()
}

/// Returns one digest of all inputs, independent of their folder.
pub(super) fn inputs_digest(setting: &Setting) -> String {
    let mut hashes: Vec<&str> = setting
        .inputs
        .iter()
        .map(|(_, hash)| hash.as_str())
        .collect();
    hashes.sort_unstable();
    sha256(hashes.join("\n").as_bytes())
}
