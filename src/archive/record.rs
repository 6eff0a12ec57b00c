//! What a run says of itself, for reports.

use std::io;

use serde::{Deserialize, Serialize};

use super::names::RUNS;
use super::receipt::LARGEST;
use crate::desk::Blobs;

/// At most so many samples are kept; of more, every second one.
const MOST_SAMPLES: usize = 240;

/// What a run did. Times are counted from its beginning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// The version of the program.
    pub duikai: String,
    /// How many threads set editions.
    pub threads: usize,
    /// The shard, if it was not the whole plan.
    pub shard: Option<String>,
    /// Editions of the plan, or of the shard.
    pub planned: usize,
    /// Those that were done before.
    pub found: usize,
    /// Editions that this run did.
    pub set: usize,
    /// Their pages.
    pub pages: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Editions that failed in this run.
    pub failed: usize,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Whether it came to its end.
    pub ended: bool,
    /// How far it was at some times.
    pub samples: Vec<Sample>,
}

/// How far a run was at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Seconds since it began.
    pub seconds: f64,
    /// Editions done so far.
    pub editions: usize,
    /// Pages done so far.
    pub pages: u64,
}

impl RunRecord {
    /// Notes how far the run is.
    pub(super) fn sample(&mut self, seconds: f64) {
        let spacing = seconds / MOST_SAMPLES as f64;
        let last = self.samples.last().map_or(0.0, |sample| sample.seconds);
        if seconds - last < spacing.max(0.2) {
            return;
        }
        self.samples.push(Sample {
            seconds,
            editions: self.set,
            pages: self.pages,
        });
        if self.samples.len() > MOST_SAMPLES {
            let mut nth = 0;
            self.samples.retain(|_| {
                nth += 1;
                nth % 2 == 0
            });
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let text = serde_json::to_string(self).unwrap_or_default();
        (text + "\n").into_bytes()
    }
}

/// The place of a run's record in the archive.
#[derive(Debug)]
pub(super) struct RecordPlace(String);

impl RecordPlace {
    /// Takes the first number that is free.
    pub fn take(blobs: &Blobs, record: &RunRecord) -> io::Result<RecordPlace> {
        let taken = numbers(blobs)?.last().copied().unwrap_or(0);
        for number in taken + 1.. {
            let name = name(number);
            if blobs.claim(&name, &record.to_bytes())? {
                return Ok(RecordPlace(name));
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Writes the record down.
    pub fn write(&self, blobs: &Blobs, record: &RunRecord) -> io::Result<()> {
        blobs.replace(&self.0, &record.to_bytes())
    }
}

fn name(number: u64) -> String {
    format!("{RUNS}/{number:06}.json")
}

fn numbers(blobs: &Blobs) -> io::Result<Vec<u64>> {
    let names = blobs.names(RUNS)?;
    let mut numbers: Vec<u64> = names
        .iter()
        .filter_map(|name| name.strip_suffix(".json")?.parse().ok())
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// The records of all runs, the first first.
pub(super) fn records(blobs: &Blobs) -> io::Result<Vec<RunRecord>> {
    let mut records = Vec::new();
    for number in numbers(blobs)? {
        let bytes = blobs.read(&name(number), LARGEST)?;
        records.extend(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()));
    }
    Ok(records)
}
