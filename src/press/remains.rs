//! Remains of earlier builds in an edition's folder: a page since removed, the proof of a fault
//! since mended, files of all pages if one page is made again. None of them may pass for this
//! build's.

use std::path::Path;

use serde_json::Value;

use super::manifest::Manifest;
use super::names::Names;
use super::output::Output;
use super::proofs;
use super::record::{LARGEST_RECORD, Record};
use crate::asset::sha256;
use crate::desk::{Folder, read_regular};

/// A file that a build wrote: its name and its SHA-256.
pub(super) type Wrote = (String, String);

/// The files of earlier builds.
pub(super) struct Remains {
    files: Vec<Wrote>,
}

/// The remains, sorted by what becomes of them.
pub(super) struct Sorted {
    /// Files to remove.
    pub doomed: Vec<String>,
    /// Files that stay beside what was built.
    pub standing: Vec<Wrote>,
}

/// The name of the report.
pub(super) const REPORT: &str = "report.json";

fn parsed(bytes: Option<Vec<u8>>) -> Value {
    bytes
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// Returns the files that a report lists.
fn listed(report: &Value) -> Vec<Wrote> {
    let listed = ["outputs", "standing"]
        .into_iter()
        .flat_map(|key| report[key].as_array())
        .flatten();
    let file = |entry: &Value| {
        Some((
            entry["file"].as_str()?.to_owned(),
            entry["sha256"].as_str()?.to_owned(),
        ))
    };
    // A name with a folder in it is none that a build writes.
    let own = |file: &Wrote| !file.0.contains(['/', '\\']) && file.0 != REPORT;
    listed.filter_map(file).filter(own).collect()
}

/// Returns whether press files of an earlier build are in a folder, whatever edition they are of.
pub fn press_files_in(folder: &Path) -> bool {
    let report = read_regular(&folder.join(REPORT), LARGEST_RECORD).ok();
    listed(&parsed(report))
        .iter()
        .any(|(name, _)| name.ends_with(".pdf") && folder.join(name).is_file())
}

impl Remains {
    /// What the folder's report tells of, when it is this edition's.
    pub fn of(folder: &Folder, slug: &str) -> Remains {
        let report = parsed(folder.read(REPORT, LARGEST_RECORD).ok());
        Remains {
            files: if report["slug"] == slug {
                listed(&report)
            } else {
                Vec::new()
            },
        }
    }

    /// Sorts them by what is written now. What was sent stands. When only some
    /// pages were made, other pages stand too, and what holds all pages goes
    /// unless these came out as they were. A report is a text that anybody can
    /// edit: what it tells of counts only if it stands as it was written and
    /// shows that a build made it.
    pub fn sorted(
        self,
        folder: &Folder,
        names: &Names,
        outputs: &[Output],
        record: &Record,
        whole: bool,
    ) -> Sorted {
        let setting = names.setting;
        let written = |name: &str| outputs.iter().any(|output| output.name == name);
        let same = |output: &Output| {
            self.files
                .contains(&(output.name.clone(), output.sha256().to_owned()))
        };
        let as_before = !whole
            && outputs
                .iter()
                .filter(|output| output.name.ends_with(".pdf"))
                .all(same);
        let pages: Vec<String> = setting
            .formes
            .iter()
            .flat_map(|forme| {
                names
                    .of_page(forme, record)
                    .into_iter()
                    .chain([proofs::page(setting, forme)])
            })
            .collect();
        let goes = |name: &str| {
            whole || pages.iter().any(|page| page == name) || !as_before && names.holds_all(name)
        };
        let as_written = |name: &str, hash: &str| {
            let bytes = folder.read(name, u64::MAX - 1);
            // The proof of a fault may have been drawn anew since, finer or coarser; what it shows
            // is mended all the same.
            let proof = name.ends_with("-proof.png");
            bytes.is_ok_and(|bytes| proof || sha256(&bytes) == hash) && is_ours(folder, names, name)
        };
        let left = self
            .files
            .into_iter()
            .filter(|(name, hash)| !written(name) && as_written(name, hash));
        let (doomed, standing): (Vec<_>, Vec<_>) =
            left.partition(|(name, _)| goes(name) && !sent(record, name));
        Sorted {
            doomed: doomed.into_iter().map(|(name, _)| name).collect(),
            standing,
        }
    }
}

/// Returns whether a file was sent, or is the ticket of one that was.
fn sent(record: &Record, name: &str) -> bool {
    record.holds(name)
        || name
            .strip_suffix(".json")
            .is_some_and(|stem| record.holds(&format!("{stem}.pdf")))
}

/// Whether a file shows that a build of this edition made it: it is called as
/// the edition's files are, or the manifest beside it vouches for it, and in it
/// stands that this program made it.
fn is_ours(folder: &Folder, names: &Names, name: &str) -> bool {
    let Ok(bytes) = folder.read(name, u64::MAX - 1) else {
        return false;
    };
    let slug = &names.setting.slug;
    let vouched = || {
        let manifest = folder.read(&names.manifest(), LARGEST_RECORD).ok();
        let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
        manifest.is_some_and(|manifest| manifest.vouches(name, &bytes))
    };
    if !names.may_be(name) && !vouched() {
        return false;
    }
    match name.rsplit_once('.') {
        Some((_, "pdf")) => holds(&bytes, MADE_BY),
        Some((stem, "png")) => stem.ends_with("-proof") && bytes.starts_with(b"\x89PNG\r\n"),
        Some((_, "json")) => {
            let value = parsed(Some(bytes));
            value["duikai"].is_string() && value["slug"] == *slug
        }
        _ => false,
    }
}

/// What stands in the metadata of every PDF of ours.
const MADE_BY: &[u8] = b"<pdf:Producer>duikai ";

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}
