//! `report.json`: what was built, from what.

use serde_json::{Value, json};

use super::handover::standard;
use super::output::Output;
use super::remains::Wrote;
use super::render::all_as_json;
use crate::Setting;
use crate::asset::sha256;
use crate::diag::{Diagnostic, Sources};
use crate::export::pdf::Purpose;
use crate::forme::{Forme, Group, Item, Role, leaves};
use crate::geom::Len;
use crate::makeup::StoryFit;

/// The report as text. Paths count from the edition's folder; there are no
/// times and no machine in it, so it is as reproducible as the pages.
pub(super) fn report(
    setting: &Setting,
    outputs: &[Output],
    sources: &Sources,
    diagnostics: &[Diagnostic],
    press: Option<Purpose>,
    edition: &str,
    standing: &[Wrote],
) -> String {
    let folder = edition.rfind(['/', '\\']).map_or("", |at| &edition[..=at]);
    let relative = |path: &str| path.strip_prefix(folder).unwrap_or(path).to_owned();
    let file = |output: &Output| json!({"file": output.name, "bytes": output.bytes.len(), "sha256": output.sha256()});
    let value = json!({
        "schema": 1,
        "duikai": env!("CARGO_PKG_VERSION"),
        "paper": setting.paper,
        "slug": setting.slug,
        "date": setting.date,
        "press": press.is_some(),
        "standard": press.map(|kind| standard(setting, kind)),
        "pages": setting.formes.iter().map(|forme| page(setting, forme)).collect::<Vec<_>>(),
        "outputs": outputs.iter().map(file).collect::<Vec<_>>(),
        // What earlier builds wrote and this one left alone.
        "standing": standing.iter().map(|(name, hash)| json!({"file": name, "sha256": hash})).collect::<Vec<_>>(),
        "stories": stories(setting),
        "ads": ads(setting),
        "fonts": used_fonts(setting, &setting.formes),
        "inputs": setting.inputs.iter().map(|(path, hash)| json!({"file": relative(path), "sha256": hash})).collect::<Vec<_>>(),
        "diagnostics": all_as_json(sources, diagnostics, folder),
    });
    format!("{value:#}\n")
}

/// How every story fits.
pub(super) fn stories(setting: &Setting) -> Vec<Value> {
    let story = |fit: &StoryFit| {
        json!({
            "story": fit.story,
            "page": fit.page,
            "lines": fit.lines,
            "room": fit.room,
            "chars": fit.chars,
            "over": {"lines": fit.over_lines, "chars": fit.over_chars},
            "spare_lines": fit.spare_lines,
            "copyfit": fit.spent.iter().map(|spent| json!({"words": spent.to_string(), "lines": spent.lines})).collect::<Vec<_>>(),
        })
    };
    setting.fits.iter().map(story).collect()
}

/// A page; of a spread with the number of the page right of the fold.
fn page(setting: &Setting, forme: &Forme) -> Value {
    let mut page = json!({"number": forme.number, "section": forme.section});
    if let Some(facing) = setting.facing.get(&forme.number) {
        page["facing"] = json!(facing);
    }
    page
}

/// Every advertisement: its page, whose it is and which order, and its place.
fn ads(setting: &Setting) -> Vec<Value> {
    let report = |page: u32, group: &Group| {
        let frame = group.items.iter().find_map(|item| match item {
            Item::Page(placed) => Some(placed.frame),
            Item::Picture(picture) => Some(picture.frame),
            _ => None,
        });
        let mm = |len: Len| (len.to_mm() * 10.0).round() / 10.0;
        json!({
            "page": page,
            "ad": group.name,
            "place": frame.map(|frame| json!({
                "left_mm": mm(frame.left), "top_mm": mm(frame.top), "width_mm": mm(frame.width()), "height_mm": mm(frame.height()),
            })),
        })
    };
    let on = |forme: &Forme| -> Vec<Value> {
        let groups = forme.items.iter().filter_map(|item| {
            if let Item::Group(group) = item {
                Some(group)
            } else {
                None
            }
        });
        groups
            .filter(|group| group.role == Role::Ad)
            .map(|group| report(forme.number, group))
            .collect()
    };
    setting.formes.iter().flat_map(on).collect()
}

/// The faces of some pages.
pub(super) fn used_fonts(setting: &Setting, formes: &[Forme]) -> Vec<Value> {
    let runs = formes.iter().flat_map(|forme| leaves(&forme.items));
    let mut used: Vec<_> = runs
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
