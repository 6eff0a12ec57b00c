//! Writing files into a folder, all of them or none.

use super::output::Output;
use crate::desk::{Folder, FolderChange, FolderFault};
use crate::diag::{Code, Diagnostic};
use crate::say::text;

/// Writes files into a folder.
pub fn write(folder: &Folder, outputs: &[Output]) -> Result<(), Box<Diagnostic>> {
    exchange(folder, outputs, &[])
}

/// Writes files into a folder and takes others away, all at once.
pub fn exchange(
    folder: &Folder,
    outputs: &[Output],
    removed: &[String],
) -> Result<(), Box<Diagnostic>> {
    let change = FolderChange {
        write: outputs
            .iter()
            .map(|output| (output.name.as_str(), output.bytes.as_slice()))
            .collect(),
        remove: removed.iter().map(String::as_str).collect(),
    };
    folder.commit(&change).map_err(folder_fault)
}

/// A folder that could not be written, as a diagnostic.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `map_err` hands on"
)]
pub fn folder_fault(fault: FolderFault) -> Box<Diagnostic> {
    let (code, help) = match fault {
        FolderFault::InUse(..) => (
            Code::FolderInUse,
            text!(
                "press.try-again-when-ended",
                "try again when that has ended; a process that was killed holds nothing"
            ),
        ),
        FolderFault::NotAFolder(_) => (
            Code::OutputFailed,
            text!(
                "press.name-folder-o-made",
                "name a folder with -o; it is made when it is not there"
            ),
        ),
        FolderFault::Torn(..) => (
            Code::OutputTorn,
            text!(
                "press.mend-kept-being-written",
                "mend what kept it from being written and build again: that finishes or undoes the change"
            ),
        ),
        _ => (
            Code::OutputFailed,
            text!(
                "press.folder-stands-stood-none",
                "the folder stands as it stood: none of its files was changed"
            ),
        ),
    };
    Box::new(Diagnostic::new(code, None, fault.text()).help(help))
}
