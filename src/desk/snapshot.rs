//! The files of a desk at one time, each read once.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::door::{Desk, FileStamp};

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
    stamp: Option<FileStamp>,
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

    /// Whether a file lies in one of the folders `roots`.
    pub fn lies_within(&self, path: &str, roots: &[String]) -> bool {
        self.desk.lies_within(path, roots)
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
fn read(desk: &dyn Desk, path: &str) -> (Option<FileStamp>, Result<Arc<File>, ReadFault>) {
    let stamp = desk.stamp(path);
    let result = match desk.read(path) {
        Ok(bytes) => {
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
