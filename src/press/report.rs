//! `report.json`: the files of a build, and its inputs.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::contents::{standard, used_fonts};
use super::output::Output;
use super::problem::problems;
use super::remains::Wrote;
use crate::Setting;
use crate::desk::{Desk, normal, relative};
use crate::diag::{Diagnostic, Sources};
use crate::export::pdf::Purpose;
use crate::forme::{Forme, Group, Item, Role};
use crate::geom::{Folio, Len};
use crate::makeup::StoryFit;

/// What the files that were read are called: counted from the edition's
/// folder, however the edition itself was named.
pub struct InputNames {
    /// The edition's folder as it was named, and from the root.
    folder: String,
    absolute: String,
    /// Of each path that was read the same from the root.
    root: String,
}

impl InputNames {
    /// The names of what is read for the edition at a path.
    pub fn of(desk: &dyn Desk, edition: &str) -> InputNames {
        let folder = edition.rfind(['/', '\\']).map_or("", |at| &edition[..=at]);
        InputNames {
            folder: folder.to_owned(),
            absolute: desk.absolute(if folder.is_empty() { "." } else { folder }),
            root: desk.absolute("."),
        }
    }

    /// The name of a file that was read.
    pub fn name(&self, path: &str) -> String {
        // A face that no layout names is called as its file is.
        if !self.folder.is_empty() && !path.contains(['/', '\\']) {
            return path.to_owned();
        }
        let absolute = match path.starts_with('/') {
            true => normal(path),
            false => normal(&format!("{}/{path}", self.root)),
        };
        let inside = relative(&absolute, &self.absolute);
        // What is written from the root of the file system and lies elsewhere
        // is called as it is written.
        match path.starts_with(self.folder.as_str()) || !inside.starts_with("..") {
            true => inside,
            false => normal(path),
        }
    }
}

/// Returns the report as text. Paths are relative to the edition's folder; it contains no times and
/// no machine, so it is as reproducible as the pages.
pub(super) fn report(
    setting: &Setting,
    outputs: &[Output],
    (sources, diagnostics): (&Sources, &[Diagnostic]),
    press: Option<Purpose>,
    names: &InputNames,
    standing: &[Wrote],
) -> String {
    let named = |path: &str| names.name(path);
    let inputs: BTreeSet<(String, &str)> = setting
        .inputs
        .iter()
        .map(|(path, hash)| (named(path), hash.as_str()))
        .collect();
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
        "inputs": inputs.iter().map(|(name, hash)| json!({"file": name, "sha256": hash})).collect::<Vec<_>>(),
        "diagnostics": problems(sources, diagnostics, &named),
    });
    format!("{value:#}\n")
}

/// Returns the fit of every story as JSON.
pub fn stories(setting: &Setting) -> Vec<Value> {
    let story = |fit: &StoryFit| {
        json!({
            "story": fit.story,
            "page": fit.page,
            "lines": fit.lines,
            "room": fit.room,
            "chars": fit.chars,
            "over": {"lines": fit.over_lines, "chars": fit.over_chars},
            "spare_lines": fit.spare_lines,
            "copyfit": fit.spent.iter().map(|spent| json!({"words": spent.text(), "lines": spent.lines})).collect::<Vec<_>>(),
        })
    };
    setting.fits.iter().map(story).collect()
}

/// Returns a page as JSON; a spread with the number of its right page.
fn page(setting: &Setting, forme: &Forme) -> Value {
    let mut page = json!({"number": forme.number, "section": forme.section});
    if let Some(facing) = setting.facing.get(&forme.number) {
        page["facing"] = json!(facing);
    }
    page
}

/// Returns every advertisement as JSON: its page, client, order and place.
fn ads(setting: &Setting) -> Vec<Value> {
    let report = |page: Folio, group: &Group| {
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
