//! What the files of an edition are made of.

use crate::Setting;
use crate::asset::{FontId, sha256};
use crate::export::pdf::Purpose;
use crate::forme::{Forme, Item, leaves};
use serde_json::{Value, json};

/// What the files are sold as: with a placed page of another PDF in them they
/// claim to be no archive files.
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

/// The faces of some pages.
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

/// One digest of all that was read, whatever folder it stood in.
pub(super) fn inputs_digest(setting: &Setting) -> String {
    let mut hashes: Vec<&str> = setting
        .inputs
        .iter()
        .map(|(_, hash)| hash.as_str())
        .collect();
    hashes.sort_unstable();
    sha256(hashes.join("\n").as_bytes())
}
