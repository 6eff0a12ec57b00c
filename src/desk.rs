//! The desk 编辑台: the only door to the world.
//!
//! Input: names of files. Output: their bytes. Invariant: the library reads
//! nothing else; no clock, environment or locale is asked anywhere.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

/// Where files come from.
pub trait Desk: Sync {
    /// The bytes of the file at `path`, which is relative to the desk's root
    /// or absolute.
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>>;

    /// Whether the file at `path` can be read.
    fn has(&self, path: &str) -> bool {
        self.read(path).is_ok()
    }

    /// What tells the state of the file at `path` from every other, without
    /// reading it; `None` when only its bytes do.
    fn stamp(&self, _path: &str) -> Option<Stamp> {
        None
    }

    /// Font files to search after the bundled faces, in order.
    fn extra_fonts(&self) -> Vec<String> {
        Vec::new()
    }
}

impl<D: Desk + ?Sized> Desk for &D {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        (**self).read(path)
    }

    fn has(&self, path: &str) -> bool {
        (**self).has(path)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        (**self).stamp(path)
    }

    fn extra_fonts(&self) -> Vec<String> {
        (**self).extra_fonts()
    }
}

/// File systems tell times apart by less than this.
const UNSETTLED: std::time::Duration = std::time::Duration::from_secs(2);

/// The number of a file and the time of its last change of any kind, mixed.
#[cfg(unix)]
fn inode(about: &std::fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    about
        .ino()
        .rotate_left(32)
        .wrapping_add(about.ctime().cast_unsigned().rotate_left(16))
        .wrapping_add(about.ctime_nsec().cast_unsigned())
}

#[cfg(not(unix))]
fn inode(_: &std::fs::Metadata) -> u64 {
    0
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

    /// Size, times and number of the file. Within a moment of a change a second
    /// one may leave them all as they are, so that a file just written has no
    /// stamp. The clock decides only whether a file is read again.
    fn stamp(&self, path: &str) -> Option<Stamp> {
        let about = std::fs::metadata(path).ok()?;
        let modified = about.modified().ok()?;
        let settled = std::time::SystemTime::now()
            .duration_since(modified)
            .is_ok_and(|age| age > UNSETTLED);
        let since = modified.duration_since(std::time::UNIX_EPOCH).ok()?;
        (settled && about.is_file()).then_some(Stamp([
            about.len(),
            since.as_secs(),
            u64::from(since.subsec_nanos()),
            inode(&about),
        ]))
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
    /// Each file with the change that brought it.
    files: BTreeMap<String, (Vec<u8>, u64)>,
    changes: u64,
}

impl MemoryDesk {
    /// An empty desk.
    pub fn new() -> MemoryDesk {
        MemoryDesk::default()
    }

    /// Lays a file on the desk.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) -> &mut Self {
        self.changes += 1;
        self.files
            .insert(path.to_owned(), (bytes.into(), self.changes));
        self
    }

    /// Takes a file off the desk.
    pub fn remove(&mut self, path: &str) -> &mut Self {
        self.files.remove(path);
        self
    }
}

impl Desk for MemoryDesk {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        self.files
            .get(path)
            .map(|(bytes, _)| Cow::Owned(bytes.clone()))
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.files
            .get(path)
            .map(|(_, change)| Stamp([u64::MAX, *change, 0, 0]))
    }
}

/// Unsaved buffers of an editor, which stand in for the files of a desk.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// Each buffer with the change that brought it.
    buffers: BTreeMap<String, (Arc<[u8]>, u64)>,
    changes: u64,
}

impl Overlay {
    /// Lets a buffer stand in for the file that is asked for by `path`.
    pub fn set(&mut self, path: &str, bytes: impl Into<Arc<[u8]>>) {
        self.changes += 1;
        self.buffers
            .insert(path.to_owned(), (bytes.into(), self.changes));
    }

    /// Lets the file itself be seen again.
    pub fn clear(&mut self, path: &str) {
        self.buffers.remove(path);
    }

    /// A desk with these buffers over its files.
    pub fn over<'d>(&'d self, desk: &'d dyn Desk) -> OverlaidDesk<'d> {
        OverlaidDesk {
            overlay: self,
            desk,
        }
    }
}

/// A desk whose files unsaved buffers stand in for.
pub struct OverlaidDesk<'d> {
    overlay: &'d Overlay,
    desk: &'d dyn Desk,
}

impl Desk for OverlaidDesk<'_> {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        match self.overlay.buffers.get(path) {
            Some((bytes, _)) => Ok(Cow::Owned(bytes.to_vec())),
            None => self.desk.read(path),
        }
    }

    fn has(&self, path: &str) -> bool {
        self.overlay.buffers.contains_key(path) || self.desk.has(path)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        match self.overlay.buffers.get(path) {
            Some((_, change)) => Some(Stamp([u64::MAX, u64::MAX, *change, 0])),
            None => self.desk.stamp(path),
        }
    }

    fn extra_fonts(&self) -> Vec<String> {
        self.desk.extra_fonts()
    }
}

/// What tells one state of a file from another without reading it: two equal
/// stamps of a path mean the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp([u64; 4]);

/// A file that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Their SHA-256.
    pub sha256: [u8; 32],
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFault {
    /// The kind of error.
    pub kind: io::ErrorKind,
    /// The error in words.
    pub message: String,
}

/// The state of a path: the SHA-256 of what stands there, or why it cannot be
/// read.
pub type FileState = Result<[u8; 32], ReadFault>;

/// The files that were asked for to make something, each in the state that it
/// was found in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(BTreeMap<String, FileState>);

impl Reads {
    /// Notes that a path was found in a state.
    pub fn note(&mut self, path: &str, state: FileState) {
        self.0.insert(path.to_owned(), state);
    }

    /// Every path with its state, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FileState)> {
        self.0.iter().map(|(path, state)| (path.as_str(), state))
    }

    /// Bytes of memory, about.
    pub fn weight(&self) -> usize {
        self.0.keys().map(|path| path.len() + 96).sum()
    }
}

/// What is known of files from one [`Snapshot`] to the next.
#[derive(Debug, Default)]
pub struct FileCache {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// Which snapshot is the newest.
    generation: u64,
    files: BTreeMap<String, KnownFile>,
    /// Paths whose existence alone was asked for.
    exists: BTreeMap<String, bool>,
}

#[derive(Debug)]
struct KnownFile {
    stamp: Option<Stamp>,
    result: Result<Arc<File>, ReadFault>,
    /// The snapshot that last looked.
    generation: u64,
}

impl KnownFile {
    fn state(&self) -> FileState {
        match &self.result {
            Ok(file) => Ok(file.sha256),
            Err(fault) => Err(fault.clone()),
        }
    }
}

/// The files of a desk at one time: each is looked at once, however often it
/// is asked for, and read only when its stamp is not the one known.
pub struct Snapshot<'d> {
    desk: &'d dyn Desk,
    cache: &'d FileCache,
    generation: u64,
}

impl<'d> Snapshot<'d> {
    /// A new look at the files of a desk.
    pub fn new(desk: &'d dyn Desk, cache: &'d FileCache) -> Snapshot<'d> {
        let mut known = cache.lock();
        known.generation += 1;
        Snapshot {
            desk,
            cache,
            generation: known.generation,
        }
    }

    /// The file at a path.
    pub fn file(&self, path: &str) -> Result<Arc<File>, ReadFault> {
        if let Some(known) = self.cache.lock().files.get_mut(path)
            && self.is_current(path, known)
        {
            return known.result.clone();
        }
        // The lock is not held while a file is read.
        let read = read(self.desk, path);
        let mut known = self.cache.lock();
        match known.files.get(path) {
            // Another thread was quicker: one snapshot sees one state.
            Some(other) if other.generation == self.generation => other.result.clone(),
            _ => {
                let result = read.1.clone();
                known.files.insert(
                    path.to_owned(),
                    KnownFile {
                        stamp: read.0,
                        result: read.1,
                        generation: self.generation,
                    },
                );
                result
            }
        }
    }

    /// Whether a file can be read, without reading it.
    pub fn has(&self, path: &str) -> bool {
        let has = self.desk.has(path);
        self.cache.lock().exists.insert(path.to_owned(), has);
        has
    }

    /// Whether all these files are in the state they were found in.
    pub fn agrees(&self, reads: &Reads) -> bool {
        reads.iter().all(|(path, state)| {
            if let Some(known) = self.cache.lock().files.get_mut(path)
                && self.is_current(path, known)
            {
                return known.state() == *state;
            }
            match (self.file(path), state) {
                (Ok(file), Ok(sha256)) => file.sha256 == *sha256,
                (Err(fault), Err(known)) => fault == *known,
                _ => false,
            }
        })
    }

    /// Font files to search after the bundled faces, in order.
    pub fn extra_fonts(&self) -> Vec<String> {
        self.desk.extra_fonts()
    }

    /// Whether everything that the snapshot before this one looked at is as it
    /// was then.
    pub fn is_unchanged(&self) -> bool {
        let mut known = self.cache.lock();
        let before = self.generation - 1;
        let Known { files, exists, .. } = &mut *known;
        let files_are = files
            .iter_mut()
            .filter(|(_, known)| known.generation >= before)
            .all(|(path, known)| {
                if self.is_current(path, known) {
                    return true;
                }
                let (stamp, result) = read(self.desk, path);
                let state = known.state();
                (known.stamp, known.result, known.generation) = (stamp, result, self.generation);
                known.state() == state
            });
        files_are && exists.iter().all(|(path, had)| self.desk.has(path) == *had)
    }

    /// Forgets files that neither this snapshot nor the one before it asked
    /// for.
    pub fn forget_unused(&self) {
        let mut known = self.cache.lock();
        let generation = self.generation;
        known
            .files
            .retain(|_, known| known.generation + 1 >= generation);
    }

    /// Whether what is known of a file holds for this snapshot; by its stamp if
    /// it was not looked at yet.
    fn is_current(&self, path: &str, known: &mut KnownFile) -> bool {
        if known.generation == self.generation {
            return true;
        }
        let same = known.stamp.is_some() && self.desk.stamp(path) == known.stamp;
        if same {
            known.generation = self.generation;
        }
        same
    }
}

impl FileCache {
    fn lock(&self) -> MutexGuard<'_, Known> {
        // Nothing in it is ever half changed.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file with the stamp that it had before it was read, so that what changes
/// while it is read is seen the next time.
fn read(desk: &dyn Desk, path: &str) -> (Option<Stamp>, Result<Arc<File>, ReadFault>) {
    let stamp = desk.stamp(path);
    let result = match desk.read(path) {
        Ok(bytes) => {
            let bytes: Arc<[u8]> = bytes.into();
            let sha256 = Sha256::digest(&bytes).into();
            Ok(Arc::new(File { bytes, sha256 }))
        }
        Err(error) => Err(ReadFault {
            kind: error.kind(),
            message: error.to_string(),
        }),
    };
    (stamp, result)
}
