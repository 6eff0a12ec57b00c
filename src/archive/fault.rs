//! Why an archive could not be read or written.

use std::io;

use crate::desk::Blobs;
use crate::diag::{Code, Diagnostic};
use crate::say::text;

/// The diagnostic of an archive that cannot be written or read.
pub(super) fn failed_archive(blobs: &Blobs, error: &io::Error) -> Box<Diagnostic> {
    let archive = blobs.root().to_string_lossy().into_owned();
    let message = text!(
        "archive.archive-failed",
        "the archive {archive} cannot be read or written: {why}",
        archive,
        why = error
    );
    Box::new(
        Diagnostic::new(Code::OutputFailed, None, message).help(text!(
            "archive.archive-failed-help",
            "what was done before stays done; mend the cause and run the plan again"
        )),
    )
}
