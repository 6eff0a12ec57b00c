//! The desk 编辑台: the only door to the world.
//!
//! Input: names of files. Output: their bytes; and files delivered into a
//! [`Folder`], all of them or none. Invariant: the library reads and writes
//! nothing else; no clock, environment or locale reaches what it makes.

mod folder;
mod interrupt;
mod path;
mod read;
mod seen;

pub use folder::{Change, Folder, FolderFault, Holder};
pub use interrupt::Interrupt;
pub use path::{normal, relative};
pub use read::read_regular;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use read::{LARGEST_FILE, can_read, read_file};
use seen::Seen;

/// Where files come from.
pub trait Desk: Sync {
    /// The bytes of the file at `path`, which is relative to the desk's root
    /// or absolute.
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>>;

    /// Whether the file at `path` can be read.
    fn has(&self, path: &str) -> bool {
        self.read(path).is_ok()
    }

    /// Font files to search after the bundled faces, in order.
    fn extra_fonts(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether the file at `path` lies in one of the folders `roots`, wherever
    /// links lead. A desk that has no outside says yes.
    fn lies_within(&self, _path: &str, _roots: &[String]) -> bool {
        true
    }

    /// The path counted from the root of the file system, if the desk has one.
    fn absolute(&self, path: &str) -> String {
        path.to_owned()
    }

    /// The files that are no longer what they were when they were first read
    /// since this was last asked, and forgets what was read.
    fn changed(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A desk over the file system.
#[derive(Debug, Default)]
pub struct DiskDesk {
    font_paths: Vec<PathBuf>,
    outside: bool,
    seen: Seen,
}

impl DiskDesk {
    /// A desk that also offers the font files in these folders, each folder's
    /// files in the order of their names.
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
}

impl Desk for DiskDesk {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        let (bytes, stamp) = read_file(Path::new(path), LARGEST_FILE)?;
        self.seen.note(path, stamp);
        Ok(Cow::Owned(bytes))
    }

    fn has(&self, path: &str) -> bool {
        can_read(Path::new(path))
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
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryDesk {
    /// An empty desk.
    pub fn new() -> MemoryDesk {
        MemoryDesk::default()
    }

    /// Lays a file on the desk.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) -> &mut Self {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }
}

impl Desk for MemoryDesk {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        self.files
            .get(path)
            .cloned()
            .map(Cow::Owned)
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}
