//! Why an archive could not be read or written.

use std::io;

use super::texts::{self, fill};
use crate::desk::Blobs;
use crate::diag::{Code, Diagnostic};

/// The diagnostic of an archive that cannot be written or read.
pub(super) fn failed_archive(blobs: &Blobs, error: &io::Error) -> Box<Diagnostic> {
    let archive = blobs.root().to_string_lossy().into_owned();
    let why = error.to_string();
    let message = fill(
        texts::ARCHIVE_FAILED,
        &[("archive", &archive), ("why", &why)],
    );
    Box::new(Diagnostic::new(Code::OutputFailed, None, message).help(texts::ARCHIVE_FAILED_HELP))
}
