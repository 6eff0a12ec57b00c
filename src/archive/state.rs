//! What of a plan is settled.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::entry::Entry;
use super::key::EditionKey;
use super::names;
use crate::desk::Blobs;

/// Up to so many editions are looked up one by one; of more the whole archive
/// is listed, which costs a request for a thousand names and not for each.
const FEW: usize = 2_000;

/// The editions of a plan that are made from the same and come to the same.
#[derive(Debug)]
pub(super) struct Item<'p> {
    pub key: EditionKey,
    pub entries: Vec<&'p Entry>,
    pub settled: Settled,
}

impl<'p> Item<'p> {
    /// The line that stands for all.
    pub fn entry(&self) -> &'p Entry {
        self.entries[0]
    }
}

/// Whether an edition is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// There is a receipt.
    Done,
    /// There is a dead letter.
    Failed,
    /// There is neither.
    Open,
}

/// The editions of a plan, in its order, each with what the archive has of it.
pub(super) fn items<'p>(
    blobs: &Blobs,
    entries: impl Iterator<Item = &'p Entry>,
) -> io::Result<Vec<Item<'p>>> {
    let mut places: BTreeMap<EditionKey, usize> = BTreeMap::new();
    let mut items: Vec<Item<'p>> = Vec::new();
    for entry in entries {
        let key = EditionKey::of(entry);
        match places.get(&key) {
            Some(at) => items[*at].entries.push(entry),
            None => {
                places.insert(key.clone(), items.len());
                items.push(Item {
                    key,
                    entries: vec![entry],
                    settled: Settled::Open,
                });
            }
        }
    }
    if items.len() <= FEW {
        for item in &mut items {
            item.settled = settled(blobs, &item.key);
        }
        return Ok(items);
    }
    let keys = |folder: &str| -> io::Result<BTreeSet<String>> {
        let names = blobs.names(folder)?.into_iter();
        let keys = names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned));
        Ok(keys
            .filter(|key| places.contains_key(key.as_str()))
            .collect())
    };
    let (done, failed) = (keys(names::RECEIPTS)?, keys(names::FAILED)?);
    for item in &mut items {
        item.settled = match item.key.as_str() {
            key if done.contains(key) => Settled::Done,
            key if failed.contains(key) => Settled::Failed,
            _ => Settled::Open,
        };
    }
    Ok(items)
}

/// What the archive has of one edition now.
pub(super) fn settled(blobs: &Blobs, key: &EditionKey) -> Settled {
    if blobs.has(&names::receipt(key)) {
        Settled::Done
    } else if blobs.has(&names::letter(key)) {
        Settled::Failed
    } else {
        Settled::Open
    }
}
