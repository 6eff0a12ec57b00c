//! Gathering a report.

use std::collections::BTreeMap;

use super::changes::changes;
use super::html::html;
use super::model::{Counts, Failure, KnownEdition, Report, State};
use crate::archive::entry::Entry;
use crate::archive::fault::failed_archive;
use crate::archive::letter::DeadLetter;
use crate::archive::receipt::EditionReceipt;
use crate::archive::record::records;
use crate::archive::state::{Settled, items};
use crate::desk::Blobs;
use crate::diag::Diagnostic;
use crate::say::Language;

/// Looks at the archive of a plan. `before` is the report before this one.
pub fn report(
    blobs: &Blobs,
    entries: &[Entry],
    before: Option<&Report>,
) -> Result<Report, Box<Diagnostic>> {
    gather(blobs, entries, before).map_err(|error| failed_archive(blobs, &error))
}

/// The name of a report in its archive, for programs.
pub const JSON: &str = "report.json";
/// The name of a report in its archive, for people.
pub const HTML: &str = "report.html";
/// The last report that told otherwise.
const BEFORE: &str = "report-before.json";
/// A report larger than this is none.
const LARGEST: u64 = 4 << 30;

/// Writes the report of a plan into its archive. It is compared with `before`,
/// or with the last one there that told otherwise.
pub fn publish(
    blobs: &Blobs,
    entries: &[Entry],
    before: Option<Report>,
    language: Language,
) -> Result<Report, Box<Diagnostic>> {
    let written = || -> std::io::Result<Report> {
        let read = |name: &str| -> std::io::Result<Option<Report>> {
            let bytes = blobs.read(name, LARGEST)?;
            Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
        };
        let mut now = gather(blobs, entries, None)?;
        if before.is_none()
            && let Some(last) = read(JSON)?
            && last.editions != now.editions
        {
            blobs.replace(BEFORE, &to_bytes(&last))?;
        }
        let before = match before {
            Some(before) => Some(before),
            None => read(BEFORE)?,
        };
        if let Some(before) = before {
            now.changes = Some(changes(blobs, &before.editions, &now.editions)?);
        }
        blobs.replace(JSON, &to_bytes(&now))?;
        blobs.replace(HTML, html(blobs, &now, language).as_bytes())?;
        Ok(now)
    };
    written().map_err(|error| failed_archive(blobs, &error))
}

fn to_bytes(report: &Report) -> Vec<u8> {
    let text = serde_json::to_string_pretty(report).unwrap_or_default();
    (text + "\n").into_bytes()
}

fn gather(blobs: &Blobs, entries: &[Entry], before: Option<&Report>) -> std::io::Result<Report> {
    let mut counts = Counts::default();
    let mut failures = Vec::new();
    let mut editions: BTreeMap<String, KnownEdition> = BTreeMap::new();
    for item in items(blobs, entries.iter())? {
        let each = item.entries.len();
        counts.planned += each;
        let state = match item.settled {
            Settled::Done => {
                counts.done += each;
                if let Some(receipt) = EditionReceipt::read(blobs, &item.key)? {
                    // Two names of one edition are one set of files.
                    counts.pages += u64::from(receipt.pages);
                    counts.files += receipt.files.len() as u64;
                    counts.bytes += receipt.files.iter().map(|file| file.bytes).sum::<u64>();
                    counts.warnings += u64::from(receipt.warnings);
                }
                State::Done
            }
            Settled::Failed => {
                counts.failed += each;
                if let Some(letter) = DeadLetter::read(blobs, &item.key)? {
                    failures.extend(item.entries.iter().map(|entry| Failure {
                        edition: entry.edition.clone(),
                        path: entry.path.clone(),
                        code: letter.code.clone(),
                        message: letter.message.clone(),
                        local: letter.text().in_language(Language::Zh).into_owned(),
                        thumbnails: letter.thumbnails.clone(),
                    }));
                }
                State::Failed
            }
            Settled::Open => {
                counts.open += each;
                State::Open
            }
        };
        for entry in &item.entries {
            let key = item.key.as_str().to_owned();
            editions.insert(entry.edition.clone(), KnownEdition { state, key });
        }
    }
    failures.sort_by(|one, other| one.edition.cmp(&other.edition));
    let changes = match before {
        Some(before) => Some(changes(blobs, &before.editions, &editions)?),
        None => None,
    };
    Ok(Report {
        schema: 1,
        duikai: env!("CARGO_PKG_VERSION").to_owned(),
        complete: counts.done == counts.planned,
        counts,
        runs: records(blobs)?,
        failures,
        changes,
        editions,
    })
}
