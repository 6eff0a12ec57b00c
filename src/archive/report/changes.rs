//! What changed between two reports.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::model::{Changes, KnownEdition, OtherFiles, State};
use crate::archive::key::EditionKey;
use crate::archive::receipt::EditionReceipt;
use crate::desk::Blobs;

/// Compares two states of an archive, which keeps the receipts of both.
pub(super) fn changes(
    blobs: &Blobs,
    before: &BTreeMap<String, KnownEdition>,
    now: &BTreeMap<String, KnownEdition>,
) -> io::Result<Changes> {
    let mut changes = Changes {
        gone: before
            .keys()
            .filter(|name| !now.contains_key(*name))
            .cloned()
            .collect(),
        ..Changes::default()
    };
    for (name, known) in now {
        let Some(was) = before.get(name) else {
            changes.new.push(name.clone());
            continue;
        };
        match (was.state, known.state) {
            (State::Done, State::Done) if was.key != known.key => {
                let files = other_files(blobs, &was.key, &known.key)?;
                if !files.is_empty() {
                    let edition = name.clone();
                    changes.other_files.push(OtherFiles { edition, files });
                }
            }
            (State::Failed | State::Open, State::Done) => changes.now_done.push(name.clone()),
            (State::Done | State::Open, State::Failed) => changes.now_failed.push(name.clone()),
            _ => {}
        }
    }
    Ok(changes)
}

/// The names of the files in which two receipts differ.
fn other_files(blobs: &Blobs, before: &str, now: &str) -> io::Result<Vec<String>> {
    let files = |key: &str| -> io::Result<BTreeSet<(String, String)>> {
        let receipt = match EditionKey::read(key) {
            Some(key) => EditionReceipt::read(blobs, &key)?,
            None => None,
        };
        let files = receipt.into_iter().flat_map(|receipt| receipt.files);
        Ok(files.map(|file| (file.name, file.sha256)).collect())
    };
    let (before, now) = (files(before)?, files(now)?);
    let names: BTreeSet<&String> = before
        .symmetric_difference(&now)
        .map(|(name, _)| name)
        // It tells of the program's own inputs.
        .filter(|name| *name != "report.json")
        .collect();
    Ok(names.into_iter().cloned().collect())
}
