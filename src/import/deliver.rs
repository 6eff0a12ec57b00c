//! Writing what imports made: every input whole or not at all, and nothing that a person edited.

use super::input::{Content, Imported, ImportedFile};
use super::report::{input_sum, sums};
use super::shot;
use crate::desk::{Folder, FolderChange, FolderFault};
use crate::diag::{Code, Diagnostic};
use crate::limits::{FILE_BYTES, PACKED_PICTURE_BYTES, XML_BYTES};
use crate::say::text;

/// Bytes that are written at once: what is larger goes in several steps, the articles last.
const BATCH: usize = 64 << 20;

/// What became of the files of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Delivered {
    /// Files that were written.
    pub written: usize,
    /// Files that stood there already as they are.
    pub same: usize,
}

/// A fault of writing: the folder's own, or a problem of the input.
#[derive(Debug)]
pub(super) enum DeliveryFault {
    /// The folder cannot be written.
    Folder(FolderFault),
    /// The input or what stands in its place.
    Input(Box<Diagnostic>),
}

/// Inputs that were not written, each with the reason.
type Refused = Vec<(String, Box<Diagnostic>)>;

/// Writes the files of some imports into a folder, and returns those that it did not write. A file
/// that stands there and is not as an earlier import of the same input wrote it was edited or comes
/// from another input, and nothing is written over it unless `force`.
///
/// # Errors
///
/// What the folder says.
pub(super) fn deliver(
    folder: &Folder<'_>,
    imports: &[Imported],
    force: bool,
) -> Result<(Delivered, Refused), DeliveryFault> {
    let mut done = Delivered::default();
    let mut refused = Refused::new();
    let mut batch: Vec<(String, Vec<u8>)> = Vec::new();
    let mut held = 0;
    for imported in imports {
        let fresh = match fresh(folder, imported, force) {
            Ok(fresh) => fresh,
            Err(fault) => {
                refused.push((imported.input.clone(), fault));
                continue;
            }
        };
        done.same += imported.files.len() - fresh.len();
        done.written += fresh.len();
        for made in fresh {
            let bytes = match &made.content {
                Content::Bytes(bytes) => bytes.clone(),
                Content::Part(part) => {
                    let zip = imported.zip.as_ref();
                    let entry = zip.and_then(|zip| Some((zip, zip.entry(part)?)));
                    let read = entry.map(|(zip, entry)| zip.read(entry, PACKED_PICTURE_BYTES));
                    match read {
                        Some(Ok(bytes)) if shot::sum(&bytes) == made.sum => bytes,
                        _ => return Err(DeliveryFault::Input(changed(&imported.input))),
                    }
                }
            };
            held += bytes.len();
            batch.push((made.name.clone(), bytes));
            if held > BATCH {
                commit(folder, &mut batch)?;
                held = 0;
            }
        }
    }
    commit(folder, &mut batch)?;
    Ok((done, refused))
}

fn commit(folder: &Folder<'_>, batch: &mut Vec<(String, Vec<u8>)>) -> Result<(), DeliveryFault> {
    let change = FolderChange {
        write: batch
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect(),
        remove: Vec::new(),
    };
    folder.commit(&change).map_err(DeliveryFault::Folder)?;
    batch.clear();
    Ok(())
}

/// The files that are not there yet as they are. Refuses to write over one that was edited.
fn fresh<'i>(
    folder: &Folder<'_>,
    imported: &'i Imported,
    force: bool,
) -> Result<Vec<&'i ImportedFile>, Box<Diagnostic>> {
    let report = imported.files.last().map_or("", |made| made.name.as_str());
    // Another input of the same name wrote an article of its own, which must not be lost.
    let own = imported.files.last().and_then(|made| match &made.content {
        Content::Bytes(bytes) => input_sum(bytes),
        Content::Part(_) => None,
    });
    let before = folder
        .read(report, XML_BYTES as u64)
        .ok()
        .filter(|bytes| input_sum(bytes) == own)
        .map(|bytes| sums(&bytes))
        .unwrap_or_default();
    let mut fresh = Vec::new();
    let mut edited = Vec::new();
    for made in &imported.files {
        if !folder.has(&made.name) {
            fresh.push(made);
            continue;
        }
        let there = folder
            .read(&made.name, FILE_BYTES)
            .map(|bytes| shot::sum(&bytes))
            .unwrap_or_default();
        if there == made.sum {
            continue;
        }
        let ours = before
            .iter()
            .any(|(name, sum)| *name == made.name && *sum == there);
        if !ours && !force && made.name != report {
            edited.push(made.name.as_str());
        }
        fresh.push(made);
    }
    if edited.is_empty() {
        return Ok(fresh);
    }
    let message = text!(
        "import.would-overwrite",
        "importing “{input}” would write over {edited}, which someone edited since or which came from another file",
        input = imported.input,
        edited = edited.join(", ")
    );
    Err(Box::new(
        Diagnostic::new(Code::EditedArticle, None, message).help(text!(
            "import.import-into-another-folder",
            "import into another folder with -o, or give --force to write over it"
        )),
    ))
}

fn changed(input: &str) -> Box<Diagnostic> {
    let message = text!(
        "import.changed-while-imported",
        "“{input}” was changed while it was imported",
        input
    );
    Box::new(
        Diagnostic::new(Code::FileUnreadable, None, message)
            .help(text!("import.import-again", "import it again")),
    )
}
