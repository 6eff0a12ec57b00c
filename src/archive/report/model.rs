//! What a report tells.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::archive::letter::Thumbnail;
use crate::archive::record::RunRecord;

/// An archive at one time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this format.
    pub schema: u32,
    /// The version of the program.
    pub duikai: String,
    /// Whether every edition has a receipt.
    pub complete: bool,
    /// Numbers.
    pub counts: Counts,
    /// What the runs say of themselves, the first first.
    pub runs: Vec<RunRecord>,
    /// The editions that failed, by name.
    pub failures: Vec<Failure>,
    /// What changed since the report before, if there is one.
    pub changes: Option<Changes>,
    /// Every edition by name.
    pub editions: BTreeMap<String, KnownEdition>,
}

/// Numbers of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Editions of the plan.
    pub planned: usize,
    /// Those with a receipt.
    pub done: usize,
    /// Those with a dead letter.
    pub failed: usize,
    /// Those with neither.
    pub open: usize,
    /// Pages of those that are done.
    pub pages: u64,
    /// Their files.
    pub files: u64,
    /// The bytes of these.
    pub bytes: u64,
    /// Their warnings.
    pub warnings: u64,
}

/// An edition that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What it is called in the plan.
    pub edition: String,
    /// Its edition file, as the plan names it.
    pub path: String,
    /// The code of what forbade its files.
    pub code: String,
    /// The same in words.
    pub message: String,
    /// The same in Chinese.
    #[serde(default)]
    pub local: String,
    /// Its pages, small.
    pub thumbnails: Vec<Thumbnail>,
}

/// How an edition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It has a receipt.
    Done,
    /// It has a dead letter.
    Failed,
    /// It has neither.
    Open,
}

/// What is known of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownEdition {
    /// How it stands.
    pub state: State,
    /// What its files depend on: the name of its receipt.
    pub key: String,
}

/// What changed between two reports, by the names of editions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Editions that the plan did not have.
    pub new: Vec<String>,
    /// Editions that the plan no longer has.
    pub gone: Vec<String>,
    /// Editions that are done and were not.
    pub now_done: Vec<String>,
    /// Editions that have failed and had not.
    pub now_failed: Vec<String>,
    /// Editions that were done before, and came to other files.
    pub other_files: Vec<OtherFiles>,
}

/// An edition that came to other files than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherFiles {
    /// What it is called.
    pub edition: String,
    /// The files that differ, are new or are gone.
    pub files: Vec<String>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}
