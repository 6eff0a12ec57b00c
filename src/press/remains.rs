//! What earlier builds of an edition left in its folder: a page since taken
//! off, the proof of a fault since mended, files of all pages when one is made
//! anew. None of them may pass for this build's.

use std::path::Path;

use serde_json::Value;

use super::names::Names;
use super::output::Output;
use super::proofs;
use super::record::Record;
use crate::Setting;
use crate::asset::sha256;

/// A file that a build wrote: its name and its SHA-256.
pub(super) type Wrote = (String, String);

/// The files of earlier builds.
pub(super) struct Remains {
    files: Vec<Wrote>,
}

/// What becomes of them.
pub(super) struct Sorted {
    /// To be taken away.
    pub doomed: Vec<Wrote>,
    /// They stand on beside what was built.
    pub standing: Vec<Wrote>,
}

/// The report in a folder; nothing when there is none.
fn report_in(folder: &Path) -> Value {
    let report = std::fs::read(folder.join("report.json")).ok();
    report
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// What a report tells of.
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
    let own = |file: &Wrote| !file.0.contains(['/', '\\']) && file.0 != "report.json";
    listed.filter_map(file).filter(own).collect()
}

/// Whether press files of an earlier build stand in a folder, whatever edition
/// they are of.
pub fn press_files_in(folder: &Path) -> bool {
    listed(&report_in(folder))
        .iter()
        .any(|(name, _)| name.ends_with(".pdf") && folder.join(name).is_file())
}

impl Remains {
    /// What the folder's `report.json` tells of, when it is this edition's.
    pub fn of(folder: &Path, slug: &str) -> Remains {
        let report = report_in(folder);
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
    /// unless these came out as they were.
    pub fn sorted(
        self,
        setting: &Setting,
        names: &Names,
        outputs: &[Output],
        record: &Record,
        whole: bool,
    ) -> Sorted {
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
        let left = self.files.into_iter().filter(|(name, _)| !written(name));
        let (doomed, standing) = left.partition(|(name, _)| goes(name) && !sent(record, name));
        Sorted { doomed, standing }
    }
}

/// Whether a file was sent, or is the ticket of one that was.
fn sent(record: &Record, name: &str) -> bool {
    record.holds(name)
        || name
            .strip_suffix(".json")
            .is_some_and(|stem| record.holds(&format!("{stem}.pdf")))
}

/// Takes files away that are still as they were written.
pub(super) fn take_away(doomed: &[Wrote], folder: &Path) -> Vec<String> {
    let as_written = |(name, hash): &&Wrote| {
        std::fs::read(folder.join(name)).is_ok_and(|bytes| sha256(&bytes) == *hash)
    };
    let taken = doomed
        .iter()
        .filter(as_written)
        .filter(|(name, _)| std::fs::remove_file(folder.join(name)).is_ok());
    taken.map(|(name, _)| name.clone()).collect()
}
