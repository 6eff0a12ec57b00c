//! Why a folder could not be changed.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::holder::Holder;
use crate::say::{Text, text};

/// Why a folder could not be changed. But for [`FolderFault::Torn`] it stands
/// as it stood.
#[derive(Debug)]
#[non_exhaustive]
pub enum FolderFault {
    /// Something that is no folder stands there.
    NotAFolder(PathBuf),
    /// Another process changes it, and did not end within the time that is
    /// waited.
    InUse(PathBuf, Holder),
    /// A file could not be read, written or renamed.
    Io(PathBuf, io::Error),
    /// A stop was asked for.
    Interrupted,
    /// Old and new files stand side by side, since the change could neither be
    /// finished nor undone; the next process that opens the folder tries anew.
    Torn(PathBuf, io::Error),
}

impl FolderFault {
    /// Names the file at which an operation failed.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> FolderFault {
        move |error| FolderFault::Io(path.to_owned(), error)
    }
}

impl FolderFault {
    /// Returns the reason in words for people.
    pub fn text(&self) -> Text {
        match self {
            FolderFault::NotAFolder(path) => text!(
                "desk.not-a-folder",
                "“{path}” is a file, not a folder",
                path = path.display()
            ),
            FolderFault::InUse(path, holder) => text!(
                "desk.in-use",
                "“{path}” is being written by {holder}",
                path = path.display(),
                holder = holder.text()
            ),
            FolderFault::Io(path, error) => text!(
                "desk.not-written",
                "“{path}” could not be written: {error}",
                path = path.display(),
                error
            ),
            FolderFault::Interrupted => {
                text!("desk.interrupted", "stopped before anything was written")
            }
            FolderFault::Torn(path, error) => text!(
                "desk.torn",
                "“{path}” holds old and new files: the change could be neither finished nor undone: {error}",
                path = path.display(),
                error
            ),
        }
    }
}

impl fmt::Display for FolderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl std::error::Error for FolderFault {}
