//! The record of what was sent to the printer, and the letters of corrections 更正版次.
//!
//! The record is beside the manifest. A file in it is never written again: a page that has changed
//! since gets the next letter, and a name of its own.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::asset::sha256;
use crate::desk::Folder;
use crate::diag::{Code, Diagnostic};
use crate::export::pdf::{Identity, identity, revised};
use crate::say::{Text, text};

/// A manifest, record or report larger than this is none.
pub(super) const LARGEST_RECORD: u64 = 64 << 20;

/// The files sent, in order, by the name of the first version.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    schema: u32,
    pub files: BTreeMap<String, Vec<Sent>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    pub version: String,
    pub file: String,
    pub sha256: String,
    /// The identity that its corrections keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

/// The identity of a document, as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub id: String,
    pub file_id: String,
}

impl Document {
    /// Reads the identity of a press file.
    pub fn of(bytes: &[u8]) -> Option<Document> {
        let Identity { document, file } = identity(bytes)?;
        Some(Document {
            id: document,
            file_id: file,
        })
    }

    fn identity(&self) -> Identity {
        Identity {
            document: self.id.clone(),
            file: self.file_id.clone(),
        }
    }
}

/// The version of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// Letter of the version, A for one never corrected.
    pub letter: String,
    /// SHA-256 of the version it replaces, if one was sent.
    pub replaces: Option<String>,
    /// True if exactly this version was sent.
    pub sent: bool,
}

impl Record {
    /// Reads the record of an edition in a folder; an empty one if nothing of it was sent. Fails
    /// with the reason why it cannot be read.
    pub fn of(folder: &Folder, slug: &str) -> Result<Record, Box<Diagnostic>> {
        let name = record_name(slug);
        let failed = |why: Text| Err(unreadable(&folder.path().join(&name), why));
        match folder.read(&name, LARGEST_RECORD) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Record {
                schema: 1,
                files: BTreeMap::new(),
            }),
            Err(error) => failed(text!("press.system-error", "{error}", error)),
            Ok(bytes) => serde_json::from_slice(&bytes)
                .or_else(|error| failed(text!("press.system-error", "{error}", error))),
        }
    }

    /// Returns the version of a file with this content. What was sent once keeps its letter when it
    /// comes again.
    pub fn version(&self, first_name: &str, sha256: &str) -> Version {
        let sent = self.files.get(first_name).map_or(&[][..], Vec::as_slice);
        match sent.last() {
            Some(last) if last.sha256 == sha256 => {
                let replaces = sent
                    .len()
                    .checked_sub(2)
                    .map(|before| sent[before].sha256.clone());
                Version {
                    letter: last.version.clone(),
                    replaces,
                    sent: true,
                }
            }
            last => Version {
                letter: letter(sent.len()),
                replaces: last.map(|last| last.sha256.clone()),
                sent: false,
            },
        }
    }

    /// Returns the versions of a file that were sent, and the identity that they share: that of the
    /// first, as it was entered or as it still stands in the folder.
    fn sent(&self, folder: &Folder, first_name: &str) -> (&[Sent], Option<Identity>) {
        let sent = self.files.get(first_name).map_or(&[][..], Vec::as_slice);
        let document = sent.first().and_then(|first| {
            let stands = || {
                let bytes = folder.read(&first.file, u64::MAX - 1).ok()?;
                (sha256(&bytes) == first.sha256).then(|| Document::of(&bytes))?
            };
            first.document.clone().or_else(stands)
        });
        (sent, document.map(|document| document.identity()))
    }

    /// Returns a file as the version that it is: as it was sent if nothing changed, or as the next
    /// correction. One that was never sent is as it is.
    pub fn revised(&self, folder: &Folder, first_name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let (sent, identity) = self.sent(folder, first_name);
        let (last, identity) = (sent.last()?, identity?);
        if last.sha256 == sha256(bytes) {
            return None;
        }
        let again = revised(bytes, sent.len(), &identity)?;
        if sent.len() > 1 && last.sha256 == sha256(&again) {
            return Some(again);
        }
        revised(bytes, sent.len() + 1, &identity)
    }

    /// Returns the letter that a correction of this file would get.
    pub fn next(&self, first_name: &str) -> String {
        letter(self.files.get(first_name).map_or(0, Vec::len))
    }

    /// Returns whether a file was sent.
    pub fn holds(&self, file: &str) -> bool {
        self.files.values().flatten().any(|sent| sent.file == file)
    }
}

pub(super) fn record_name(slug: &str) -> String {
    format!("{slug}-sent.json")
}

pub(super) fn unreadable(path: &Path, why: Text) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::SentRecord, None, text!("press.cannot-taken-into-account", "“{path}” cannot be taken into account: {why}", path = path.display(), why))
            .help(text!("press.build-whole-edition-again", "build the whole edition again, then `duikai sent` its manifest; a damaged record must be restored, or nothing guards what was sent")),
    )
}

/// Returns the letter of version `at`: A, B … Z, AA, AB …
fn letter(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (at % 26) as u8);
        match at / 26 {
            0 => break,
            more => at = more - 1,
        }
    }
    letters.into_iter().rev().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(
            [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letter),
            ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]
        );
    }

    #[test]
    fn a_file_gets_the_next_letter_when_it_is_no_more_what_was_sent() {
        let sent = |version: &str, sha256: &str| Sent {
            version: version.to_owned(),
            file: format!("p{version}"),
            sha256: sha256.to_owned(),
            document: None,
        };
        let record = Record {
            schema: 1,
            files: [("p".to_owned(), vec![sent("A", "1"), sent("B", "2")])].into(),
        };
        let version = |letter: &str, replaces: Option<&str>, sent| Version {
            letter: letter.to_owned(),
            replaces: replaces.map(str::to_owned),
            sent,
        };
        assert_eq!(record.version("p", "2"), version("B", Some("1"), true));
        assert_eq!(record.version("p", "3"), version("C", Some("2"), false));
        // What was withdrawn and comes again is a correction of the correction.
        assert_eq!(record.version("p", "1"), version("C", Some("2"), false));
        assert_eq!(record.version("q", "1"), version("A", None, false));
    }
}
