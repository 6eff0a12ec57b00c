//! Handing pages over in a plant's hot folder 热文件夹.
//!
//! Input: a manifest that a build wrote, and the folder. Output: the pages in the folder, each
//! verified, what went entered in the record of what was sent, and a receipt. Invariant: no page
//! is seen there half written, and none is written over.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::output::Output;
use super::record::{LARGEST_RECORD, unreadable};
use super::sent::{enter, manifest};
use super::write::write;
use crate::asset::sha256;
use crate::desk::{Folder, Handed, hand_over, moment};
use crate::diag::{Code, Diagnostic};
use crate::preflight::Printer;
use crate::say::{Text, text};

/// What was handed over of an edition, in the order in which it went.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Receipts {
    schema: u32,
    duikai: String,
    slug: String,
    receipts: Vec<Receipt>,
}

/// One delivery.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Receipt {
    /// The printer, as it calls itself.
    pub printer: String,
    /// The folder.
    pub to: String,
    /// The time of day when the last file stood there.
    pub at: String,
    /// The files, each read back there and found to be what was built.
    pub files: Vec<SentFile>,
}

/// A file of a delivery.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SentFile {
    /// Its name.
    pub file: String,
    /// Its version's letter.
    pub version: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256 in hex.
    pub sha256: String,
}

/// What came of sending.
pub struct Sending {
    /// What went, and is on the receipt.
    pub receipt: Receipt,
    /// Pages that stood there already, or were sent before and are not sent again.
    pub before: Vec<String>,
    /// Why a page could not be handed over; those before it went.
    pub fault: Option<Box<Diagnostic>>,
}

/// The file of the receipts of an edition.
fn receipts_name(slug: &str) -> String {
    format!("{slug}-receipts.json")
}

/// Hands the pages of a manifest over that were not sent yet; `again` hands all of them over.
pub fn send(
    folder: &Folder,
    name: &str,
    (printer, to): (&str, &Path),
    again: bool,
) -> Result<Sending, Box<Diagnostic>> {
    let manifest = manifest(folder, name)?;
    let record = super::record::Record::of(folder, &manifest.slug)?;
    let receipts = receipts_name(&manifest.slug);
    let mut known: Receipts = match folder.read(&receipts, LARGEST_RECORD) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
            unreadable(
                &folder.path().join(&receipts),
                text!("press.system-error", "{error}", error),
            )
        })?,
        Err(_) => Receipts {
            schema: 1,
            duikai: env!("CARGO_PKG_VERSION").to_owned(),
            slug: manifest.slug.clone(),
            receipts: Vec::new(),
        },
    };
    // All is read and held against the manifest before anything goes.
    let mut files = Vec::new();
    let (mut before, mut fault) = (Vec::new(), None);
    for entry in manifest.files.iter().filter(|entry| entry.is_page()) {
        let failed = |why: Text| unreadable(&folder.path().join(&entry.file), why);
        let bytes = folder
            .read(&entry.file, u64::MAX - 1)
            .map_err(|error| failed(text!("press.system-error", "{error}", error)))?;
        if sha256(&bytes) != entry.sha256 {
            return Err(failed(text!(
                "press.file-manifest-tells",
                "it is not the file that the manifest tells of"
            )));
        }
        let here = to.display().to_string();
        let went = known.receipts.iter().any(|receipt| {
            receipt.to == here
                && receipt
                    .files
                    .iter()
                    .any(|file| file.sha256 == entry.sha256 && file.file == entry.file)
        });
        if !again && went && record.holds(&entry.file) {
            before.push(entry.file.clone());
        } else {
            files.push((entry, bytes));
        }
    }
    let mut receipt = Receipt {
        printer: printer.to_owned(),
        to: to.display().to_string(),
        at: String::new(),
        files: Vec::new(),
    };
    for (entry, bytes) in &files {
        match hand_over(to, &entry.file, bytes) {
            Ok(handed) => {
                if handed == Handed::Before {
                    before.push(entry.file.clone());
                }
                receipt.files.push(SentFile {
                    file: entry.file.clone(),
                    version: entry.version.clone(),
                    bytes: bytes.len() as u64,
                    sha256: entry.sha256.clone(),
                });
            }
            Err(error) => {
                let message = text!(
                    "press.could-handed-over",
                    "“{entry}” could not be handed over in “{to}”: {error}",
                    entry = entry.file,
                    to = to.display(),
                    error
                );
                let help = text!(
                    "press.nothing-stands-see-folder",
                    "nothing of it stands there; see to the folder and send again: what went stays, the rest follows"
                );
                fault = Some(Box::new(
                    Diagnostic::new(Code::OutputFailed, None, message).help(help),
                ));
                break;
            }
        }
    }
    if !receipt.files.is_empty() {
        receipt.at = moment();
        let went = |file: &str| receipt.files.iter().any(|delivery| delivery.file == file);
        enter(folder, name, &manifest, &went)?;
        known.receipts.push(receipt.clone());
        let text = serde_json::to_string_pretty(&known).map_err(|error| {
            unreadable(
                &folder.path().join(&receipts),
                text!("press.system-error", "{error}", error),
            )
        })?;
        write(folder, &[Output::new(receipts, (text + "\n").into_bytes())])?;
    }
    Ok(Sending {
        receipt,
        before,
        fault,
    })
}

/// Returns the hot folder to send to: `asked`, or the printer's own, which counts from the
/// printer's file, `named`. Fails where there is neither.
pub fn hot_folder(
    printer: &Printer,
    named: Option<&str>,
    asked: Option<&Path>,
) -> Result<PathBuf, Box<Diagnostic>> {
    if let Some(to) = asked {
        return Ok(to.to_owned());
    }
    let Some(to) = &printer.send_to else {
        return Err(Box::new(
            Diagnostic::new(
                Code::MissingKey,
                None,
                text!(
                    "press.printer-names-hot-folder",
                    "the printer “{title}” names no hot folder",
                    title = printer.title
                ),
            )
            .help(text!(
                "press.write-send-mnt-plant",
                "write send-to = \"/mnt/plant/in\" in the printer's file, or give --to"
            )),
        ));
    };
    let beside = named
        .and_then(|file| Path::new(file).parent())
        .unwrap_or(Path::new(""));
    Ok(beside.join(&to.value))
}
