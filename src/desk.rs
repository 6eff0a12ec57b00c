//! The desk 编辑台: the only door to the world.
//!
//! Input: names of files. Output: their bytes; and files delivered into a
//! [`Folder`], all of them or none. Invariant: the library reads and writes
//! nothing else; no clock, environment or locale reaches what it makes.

mod blobs;
mod door;
mod folder;
mod hot;
mod interrupt;
mod lay_out;
mod mail;
mod overlay;
mod path;
mod read;
mod replace;
mod seen;
mod snapshot;
mod stopwatch;
mod walk;

pub use blobs::{Blobs, Worker};
pub use door::{Desk, FileStamp};
pub use folder::{Folder, FolderChange, FolderFault, Holder, moment};
pub use hot::{Handed, hand_over};
pub use interrupt::{Interrupt, WritingGuard};
pub use lay_out::{lay_down, lay_out};
pub use mail::{Mail, MailSlot, Mailbox};
pub use overlay::{OverlaidDesk, Overlay};
pub use path::{normal, relative};
pub use read::{open_regular, read_below, read_regular};
pub use replace::{ReplaceFault, append_line, replace};
pub use snapshot::{File, FileCache, FileState, ReadFault, Reads, Snapshot};
pub use stopwatch::Stopwatch;
pub use walk::files_below;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use read::{can_read, read_file, settled_stamp};
use seen::Seen;

use crate::limits::FILE_BYTES;

/// A desk over the file system.
#[derive(Debug, Default)]
pub struct DiskDesk {
    font_paths: Vec<PathBuf>,
    outside: bool,
    seen: Seen,
}

impl DiskDesk {
    /// Creates a desk that also offers the font files in these folders, each folder's files in the
    /// order of their names.
    pub fn new(font_paths: Vec<PathBuf>) -> DiskDesk {
        DiskDesk {
            font_paths,
            ..DiskDesk::default()
        }
    }

    /// The desk, which reads files wherever they lie when `outside` is true,
    /// and else only in the folders of an edition.
    pub fn reading_outside(self, outside: bool) -> DiskDesk {
        DiskDesk { outside, ..self }
    }

    /// A desk over the same files that knows nothing of what was read from
    /// this one.
    pub fn another(&self) -> DiskDesk {
        DiskDesk {
            font_paths: self.font_paths.clone(),
            outside: self.outside,
            seen: Seen::default(),
        }
    }
}

impl Desk for DiskDesk {
    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        let (bytes, stamp) = read_file(Path::new(path), FILE_BYTES)?;
        self.seen.note(path, stamp);
        Ok(Arc::from(bytes))
    }

    fn has(&self, path: &str) -> bool {
        can_read(Path::new(path))
    }

    /// Within a moment of a change a second one may leave size, times and number
    /// of the file as they are, so that a file just written has no stamp. The
    /// clock decides only whether a file is read again.
    fn stamp(&self, path: &str) -> Option<FileStamp> {
        settled_stamp(Path::new(path)).map(FileStamp)
    }

    fn lies_within(&self, path: &str, roots: &[String]) -> bool {
        self.outside || path::lies_within(path, roots)
    }

    fn absolute(&self, path: &str) -> String {
        path::absolute(path)
    }

    fn changed(&self) -> Vec<String> {
        self.seen.changed()
    }

    fn extra_fonts(&self) -> Vec<String> {
        let mut found = Vec::new();
        for path in &self.font_paths {
            if path.is_dir() {
                let mut names: Vec<PathBuf> = std::fs::read_dir(path)
                    .into_iter()
                    .flatten()
                    .flatten()
                    .map(|entry| entry.path())
                    .filter(|file| is_font(file))
                    .collect();
                names.sort();
                found.extend(names);
            } else {
                found.push(path.clone());
            }
        }
        found
            .into_iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect()
    }
}

fn is_font(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| {
            matches!(
                ending.to_ascii_lowercase().as_str(),
                "ttf" | "otf" | "ttc" | "otc"
            )
        })
}

/// A desk over files in memory, for tests and embedding.
#[derive(Debug, Default)]
pub struct MemoryDesk {
    /// Each file with the change that brought it.
    files: BTreeMap<String, (Arc<[u8]>, u64)>,
    changes: u64,
}

impl MemoryDesk {
    /// Creates an empty desk.
    pub fn new() -> MemoryDesk {
        MemoryDesk::default()
    }

    /// Adds a file, or replaces the one at this path.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) -> &mut Self {
        self.changes += 1;
        self.files
            .insert(path.to_owned(), (Arc::from(bytes.into()), self.changes));
        self
    }

    /// Takes a file off the desk.
    pub fn remove(&mut self, path: &str) -> &mut Self {
        self.files.remove(path);
        self
    }
}

impl Desk for MemoryDesk {
    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        self.files
            .get(path)
            .map(|(bytes, _)| bytes.clone())
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn stamp(&self, path: &str) -> Option<FileStamp> {
        self.files
            .get(path)
            .map(|(_, change)| FileStamp([u64::MAX, *change, 0, 0]))
    }
}
