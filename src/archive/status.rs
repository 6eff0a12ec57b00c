//! How far an archive is.

use std::collections::BTreeSet;

use super::entry::Entry;
use super::fault::failed_archive;
use super::letter::DeadLetter;
use super::names;
use super::order::Shard;
use super::state::{Settled, items};
use crate::desk::Blobs;
use crate::diag::Diagnostic;
use crate::say::Text;

/// How far an archive is with a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArchiveStatus {
    /// Editions of the plan, or of the shard.
    pub planned: usize,
    /// Editions that have a receipt.
    pub done: usize,
    /// Their pages, as far as the plan knows.
    pub pages_done: u64,
    /// Pages of all editions, as far as the plan knows.
    pub pages: u64,
    /// Editions that have neither receipt nor dead letter and that a process
    /// has, or had when it died.
    pub leased: usize,
    /// Editions that have none of these.
    pub open: usize,
    /// Editions that have a dead letter.
    pub failed: Vec<FailedEdition>,
}

/// An edition that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedEdition {
    /// What it is called in the plan.
    pub edition: String,
    /// Its edition file, as the plan names it.
    pub path: String,
    /// The code of what forbade its files.
    pub code: String,
    /// The same in words.
    pub message: Text,
}

impl ArchiveStatus {
    /// Whether every edition has a receipt.
    pub fn is_complete(&self) -> bool {
        self.done == self.planned
    }

    /// Whether every edition has a receipt or a dead letter.
    pub fn is_settled(&self) -> bool {
        self.done + self.failed.len() == self.planned
    }
}

/// How far an archive is with a plan, by its receipts.
pub fn status(
    blobs: &Blobs,
    entries: &[Entry],
    shard: Option<Shard>,
) -> Result<ArchiveStatus, Box<Diagnostic>> {
    let failed = |error: std::io::Error| failed_archive(blobs, &error);
    let mine = entries
        .iter()
        .enumerate()
        .filter(|(at, _)| shard.is_none_or(|shard| shard.has(*at)))
        .map(|(_, entry)| entry);
    let leases: BTreeSet<String> = blobs
        .names(names::LEASES)
        .map_err(failed)?
        .into_iter()
        .collect();
    let mut status = ArchiveStatus::default();
    for item in items(blobs, mine).map_err(failed)? {
        let count = item.entries.len();
        let pages = item
            .entries
            .iter()
            .map(|entry| u64::from(entry.pages))
            .sum::<u64>();
        status.planned += count;
        status.pages += pages;
        match item.settled {
            Settled::Done => {
                status.done += count;
                status.pages_done += pages;
            }
            Settled::Failed => {
                let letter = DeadLetter::read(blobs, &item.key).map_err(failed)?;
                for entry in &item.entries {
                    status.failed.push(FailedEdition {
                        edition: entry.edition.clone(),
                        path: entry.path.clone(),
                        code: letter
                            .as_ref()
                            .map_or_else(String::new, |it| it.code.clone()),
                        message: letter.as_ref().map_or_else(Text::default, DeadLetter::text),
                    });
                }
            }
            Settled::Open if leases.contains(item.key.as_str()) => status.leased += count,
            Settled::Open => status.open += count,
        }
    }
    status
        .failed
        .sort_by(|one, other| one.edition.cmp(&other.edition));
    Ok(status)
}
