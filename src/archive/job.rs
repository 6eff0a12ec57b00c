//! What a run is asked and what it tells.

use super::entry::Entry;
use super::order::Shard;
use super::record::RunRecord;
use crate::say::Text;

/// How a plan is run.
#[derive(Clone, Copy, Debug)]
pub struct RunJob<'p> {
    /// Its lines.
    pub entries: &'p [Entry],
    /// The folder that its paths count from.
    pub folder: &'p str,
    /// How many editions are set at the same time.
    pub threads: usize,
    /// Memory for stores and editions together, in bytes.
    pub memory: u64,
    /// The part of the plan that is this run's.
    pub shard: Option<Shard>,
    /// Whether editions that failed are tried again.
    pub retry_failed: bool,
    /// After so many deaths of processes that set it an edition has failed.
    pub attempts: u32,
}

/// What a run tells while it goes on.
#[derive(Clone, Debug)]
pub enum RunEvent<'e> {
    /// It knows what there is to do.
    Begins {
        /// Editions to set.
        editions: usize,
        /// Their pages, as far as the plan knows.
        pages: u64,
        /// Editions that were done before.
        done: usize,
        /// Editions that failed before and are left alone.
        failed: usize,
    },
    /// An edition is done, by this run or by another one.
    Done {
        /// Its pages, as far as the plan knows.
        pages: u64,
        /// Whether another run did it.
        elsewhere: bool,
    },
    /// An edition failed.
    Failed {
        /// What it is called.
        edition: &'e str,
        /// The code of what forbade its files.
        code: &'e str,
        /// The same in words.
        message: &'e Text,
        /// Its pages, as far as the plan knows.
        pages: u64,
    },
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunSummary {
    /// What it did.
    pub record: RunRecord,
    /// Editions that other runs did meanwhile.
    pub elsewhere: usize,
    /// Editions that have failed, in this run or in one before.
    pub failed: usize,
    /// Editions that are left: a stop was asked for.
    pub left: usize,
}
