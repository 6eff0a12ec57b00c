//! What a change consists of, as it is written down before it begins.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::change::FolderChange;
use super::place::{remove, sync_folder, write_all};

/// The name of a journal in its folder.
pub(super) const JOURNAL: &str = ".duikai.journal";

/// A change that has been decided on.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    /// Device and number of the folder that is changed; zeroes where it stays
    /// in its place.
    pub home: (u64, u64),
    /// Names that are written.
    pub write: Vec<String>,
    /// Names that are taken away.
    pub remove: Vec<String>,
    /// Names that stay as they are.
    pub keep: Vec<String>,
    /// Folders that stay as they are.
    pub through: Vec<String>,
}

impl Journal {
    /// The journal of a change of a folder that stays in its place.
    pub fn for_change(change: &FolderChange) -> Journal {
        let owned = |name: &str| name.to_owned();
        Journal {
            write: change.write.iter().map(|(name, _)| owned(name)).collect(),
            remove: change.remove.iter().map(|name| owned(name)).collect(),
            ..Journal::default()
        }
    }

    /// The journal in a folder, if there is one. One that cannot be read was
    /// not finished and counts for nothing: it is in force only once it bears
    /// its name, and it bears it only when it is on the disk.
    pub fn of(folder: &Path) -> io::Result<Option<Journal>> {
        let bytes = match fs::read(folder.join(JOURNAL)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            bytes => bytes?,
        };
        let journal: Option<Journal> = serde_json::from_slice(&bytes).ok();
        // Only plain names: a journal that was tampered with reaches no other
        // folder.
        Ok(journal.filter(|journal| journal.names().all(|name| is_plain(name))))
    }

    /// Writes the journal; when this returns, it is in force.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let draft = format!("{JOURNAL}.new");
        remove(&folder.join(&draft))?;
        let text = serde_json::to_vec(self).map_err(io::Error::other)?;
        write_all(folder, &[(&draft, &text)]).map_err(|(_, error)| error)?;
        fs::rename(folder.join(&draft), folder.join(JOURNAL))?;
        sync_folder(folder)
    }

    fn names(&self) -> impl Iterator<Item = &String> {
        let lists = [&self.write, &self.remove, &self.keep, &self.through];
        lists.into_iter().flatten()
    }
}

/// Whether a name is one of a file in the folder itself.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty() && !matches!(name, "." | "..") && !name.contains(['/', '\\', '\0'])
}
