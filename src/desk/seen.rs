//! What was read, to see whether it is of one moment.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::read::Stamp;

/// The files read, each with its first stamp.
#[derive(Debug, Default)]
pub(super) struct Seen(Mutex<BTreeMap<String, Stamp>>);

impl Seen {
    /// Notes the stamp of a file when it is read for the first time.
    pub fn note(&self, path: &str, stamp: Stamp) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entry(path.to_owned()).or_insert(stamp);
    }

    /// The files that are no longer what they were; forgets all.
    pub fn changed(&self) -> Vec<String> {
        let seen = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let changed =
            |(path, stamp): &(String, Stamp)| Stamp::at(Path::new(path)).as_ref() != Some(stamp);
        seen.into_iter()
            .filter(changed)
            .map(|(path, _)| path)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::desk::{Desk, DiskDesk};

    #[test]
    fn a_file_that_changes_after_it_was_read_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        for name in ["a", "b", "c", "d"] {
            std::fs::write(path(name), "old").expect("writes");
        }
        let desk = DiskDesk::default();
        for name in ["a", "b", "c"] {
            desk.read(&path(name)).expect("reads");
        }
        assert_eq!(desk.changed(), [""; 0]);
        for name in ["a", "b", "c"] {
            desk.read(&path(name)).expect("reads");
        }
        // Written over in its place with as many bytes, replaced, never read.
        std::fs::write(path("a"), "new").expect("writes");
        std::fs::rename(path("d"), path("b")).expect("renames");
        std::fs::write(path("d"), "new").expect("writes");
        assert_eq!(desk.changed(), [path("a"), path("b")]);
        assert_eq!(desk.changed(), [""; 0], "what was read is forgotten");
    }
}
