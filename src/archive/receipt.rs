//! Receipts: what an edition came to.

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::key::EditionKey;
use super::names;
use crate::desk::Blobs;
use crate::press::Output;

/// A receipt larger than this is none.
pub(super) const LARGEST: u64 = 16 << 20;

/// What an edition came to. It tells neither when nor where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionReceipt {
    /// The version of this format.
    pub schema: u32,
    /// The version of the program.
    pub duikai: String,
    /// SHA-256 of what it was made from, as in the plan.
    pub input: String,
    /// The paper's name.
    pub paper: String,
    /// Its date.
    pub date: String,
    /// How many pages it has.
    pub pages: u32,
    /// How many warnings were told.
    pub warnings: u32,
    /// Its files, by name.
    pub files: Vec<ReceiptFile>,
}

/// A file of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptFile {
    /// Its name.
    pub name: String,
    /// Its SHA-256, by which it is stored.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

impl EditionReceipt {
    /// The receipt of an edition whose files these are.
    pub(super) fn of(
        entry: &Entry,
        (paper, date): (&str, &str),
        (pages, warnings): (u32, u32),
        outputs: &[Output],
    ) -> EditionReceipt {
        let mut files: Vec<ReceiptFile> = outputs
            .iter()
            .map(|output| ReceiptFile {
                name: output.name.clone(),
                sha256: output.sha256().to_owned(),
                bytes: output.bytes.len() as u64,
            })
            .collect();
        files.sort_by(|one, other| one.name.cmp(&other.name));
        EditionReceipt {
            schema: 1,
            duikai: env!("CARGO_PKG_VERSION").to_owned(),
            input: entry.input.clone(),
            paper: paper.to_owned(),
            date: date.to_owned(),
            pages,
            warnings,
            files,
        }
    }

    /// The bytes of the receipt.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        (text + "\n").into_bytes()
    }

    /// Reads the receipt of an edition, if there is one.
    pub(super) fn read(blobs: &Blobs, key: &EditionKey) -> std::io::Result<Option<EditionReceipt>> {
        let bytes = blobs.read(&names::receipt(key), LARGEST)?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// Whether the folder of the edition under a name is that of this receipt.
    pub(super) fn is_shown(blobs: &Blobs, key: &EditionKey, name: &str) -> bool {
        blobs.is_view(&names::edition(name), names::MARK, &names::receipt(key))
    }

    /// Makes the folder of the edition under a name, if it is not there.
    pub(super) fn show(&self, blobs: &Blobs, key: &EditionKey, name: &str) -> std::io::Result<()> {
        let objects: Vec<String> = self
            .files
            .iter()
            .map(|file| names::object(&file.sha256))
            .collect();
        let receipt = names::receipt(key);
        let files: Vec<(&str, &str)> = self
            .files
            .iter()
            .map(|file| file.name.as_str())
            .zip(objects.iter().map(String::as_str))
            .chain([(names::MARK, receipt.as_str())])
            .collect();
        blobs.view(&names::edition(name), names::MARK, &files)
    }
}
