//! The desk 编辑台: the only door to the world.
//!
//! Input: names of files. Output: their bytes. Invariant: the library reads
//! nothing else; no clock, environment or locale is asked anywhere.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

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
}

/// A file larger than this belongs to no edition.
const LARGEST_FILE: u64 = 1 << 30;

/// A desk over the file system.
#[derive(Debug, Default)]
pub struct DiskDesk {
    font_paths: Vec<PathBuf>,
}

impl DiskDesk {
    /// A desk that also offers the font files in these folders, each folder's
    /// files in the order of their names.
    pub fn new(font_paths: Vec<PathBuf>) -> DiskDesk {
        DiskDesk { font_paths }
    }
}

/// Refuses what is no file of an edition.
fn sound(path: &str) -> io::Result<()> {
    // A pipe may never end, nor a device.
    let about = std::fs::metadata(path)?;
    if about.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    if !about.is_file() {
        return Err(io::Error::other("it is a pipe or a device, not a file"));
    }
    if about.len() > LARGEST_FILE {
        return Err(io::Error::other("it is larger than 1 GB"));
    }
    Ok(())
}

impl Desk for DiskDesk {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        sound(path)?;
        std::fs::read(path).map(Cow::Owned)
    }

    fn has(&self, path: &str) -> bool {
        sound(path).is_ok() && std::fs::File::open(path).is_ok()
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
