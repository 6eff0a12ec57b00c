//! The processes that fill the folder, and which of them live.

use crate::say::text;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The folder of temporary files, one folder in it for each process.
pub(super) const TEMPORARY: &str = "tmp";
/// The folder of the files of processes.
const WORKERS: &str = "workers";

/// How often a name is tried.
const ATTEMPTS: usize = 100;

/// A process that fills the folder. Its file is locked as long as it lives.
#[derive(Debug)]
pub struct Worker {
    name: String,
    root: PathBuf,
    path: PathBuf,
    /// None of one that only looks on.
    file: Mutex<Option<(File, u64)>>,
    boot: String,
    patience: Duration,
    /// What was last read of the files of others, and when it had changed.
    seen: Mutex<BTreeMap<String, (Vec<u8>, Instant)>>,
    ended: (Mutex<bool>, Condvar),
}

impl Worker {
    /// Writes the file of this process and locks it.
    pub(super) fn start(root: &Path, patience: Duration) -> io::Result<Worker> {
        let folder = root.join(WORKERS);
        for _ in 0..ATTEMPTS {
            fs::create_dir_all(&folder)?;
            let name = random_name();
            let path = folder.join(&name);
            let file = match OpenOptions::new()
                .read(true)
                .write(true)
                .create_new(true)
                .open(&path)
            {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            match file.try_lock() {
                Ok(()) => {}
                // Another process looks whether anybody holds it, and removes it.
                Err(TryLockError::WouldBlock) => continue,
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            let worker = Worker {
                name,
                root: root.to_owned(),
                path: path.clone(),
                file: Mutex::new(Some((file, 0))),
                boot: boot(),
                patience,
                seen: Mutex::default(),
                ended: (Mutex::new(false), Condvar::new()),
            };
            worker.beat()?;
            if path.exists() {
                return Ok(worker);
            }
        }
        Err(io::Error::other(text!(
            "desk.no-name-process-free",
            "no name for this process is free"
        )))
    }

    /// A process that only looks on.
    pub(super) fn onlooker(root: &Path) -> Worker {
        let name = random_name();
        Worker {
            path: root.join(WORKERS).join(&name),
            name,
            root: root.to_owned(),
            file: Mutex::new(None),
            boot: boot(),
            patience: Duration::MAX,
            seen: Mutex::default(),
            ended: (Mutex::new(false), Condvar::new()),
        }
    }

    /// The name of this process in the folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A number that no other process is likely to have.
    pub fn seed(&self) -> u64 {
        u64::from_str_radix(&self.name, 16).unwrap_or(0)
    }

    /// Tells other machines that this process lives, until [`Worker::end`] is
    /// called. The error is of a folder that cannot be written any more.
    pub fn keep_alive(&self) -> io::Result<()> {
        let mut ended = lock(&self.ended.0);
        while !*ended {
            let waited = self.ended.1.wait_timeout(ended, self.patience / 4);
            ended = waited.unwrap_or_else(PoisonError::into_inner).0;
            if !*ended {
                self.beat()?;
            }
        }
        Ok(())
    }

    /// Ends [`Worker::keep_alive`].
    pub fn end(&self) {
        *lock(&self.ended.0) = true;
        self.ended.1.notify_all();
    }

    /// Waits, at most so long, for the end of [`Worker::keep_alive`].
    pub fn pause(&self, time: Duration) {
        let ended = lock(&self.ended.0);
        if !*ended {
            drop(self.ended.1.wait_timeout(ended, time));
        }
    }

    fn beat(&self) -> io::Result<()> {
        let mut held = lock(&self.file);
        let Some((file, beats)) = held.as_mut() else {
            return Ok(());
        };
        *beats += 1;
        let text = format!("{} {beats:012}\n", self.boot);
        file.seek(SeekFrom::Start(0))?;
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }

    /// Whether a process of this name does not live: its file is gone or nobody
    /// holds it, or, where locks say nothing, it has not changed for as long
    /// as this process has patience.
    pub fn is_dead(&self, name: &str) -> bool {
        if name == self.name {
            return false;
        }
        match self.open(name) {
            Some(mut file) => self.nobody_holds(&mut file, name),
            None => !self.path_of(name).exists(),
        }
    }

    fn open(&self, name: &str) -> Option<File> {
        let path = self.path_of(name);
        OpenOptions::new().read(true).write(true).open(path).ok()
    }

    /// Whether the process of a file does not live; the file is locked then.
    fn nobody_holds(&self, file: &mut File, name: &str) -> bool {
        let mut bytes = Vec::new();
        // What cannot be read now has not changed.
        let _ = file.read_to_end(&mut bytes);
        let here = !self.boot.is_empty() && bytes.starts_with(self.boot.as_bytes());
        if here || bytes.is_empty() {
            match file.try_lock() {
                Ok(()) => return here || self.is_silent(name, bytes),
                Err(TryLockError::WouldBlock) => return false,
                Err(TryLockError::Error(_)) => {}
            }
        }
        self.is_silent(name, bytes)
    }

    fn is_silent(&self, name: &str, bytes: Vec<u8>) -> bool {
        let now = Instant::now();
        let mut seen = lock(&self.seen);
        match seen.get(name) {
            Some((before, since)) if *before == bytes => now.duration_since(*since) > self.patience,
            _ => {
                seen.insert(name.to_owned(), (bytes, now));
                false
            }
        }
    }

    /// Sweeps the temporary files of processes that died.
    pub(super) fn sweep_dead(&self) {
        let names = |folder: &str| -> Vec<String> {
            let entries = fs::read_dir(self.root.join(folder)).into_iter().flatten();
            let names = entries.flatten().map(|entry| entry.file_name());
            names.filter_map(|name| name.into_string().ok()).collect()
        };
        for name in names(TEMPORARY) {
            if self.is_dead(&name) {
                let _ = fs::remove_dir_all(self.root.join(TEMPORARY).join(&name));
            }
        }
        // The file goes last, so that what it vouches for is never orphaned.
        for name in names(WORKERS) {
            if name == self.name || self.root.join(TEMPORARY).join(&name).exists() {
                continue;
            }
            // It is locked while it is removed: a process that has just made it
            // sees that, and takes another name.
            if let Some(mut file) = self.open(&name)
                && self.nobody_holds(&mut file, &name)
            {
                let _ = fs::remove_file(self.path_of(&name));
            }
        }
    }

    fn path_of(&self, name: &str) -> PathBuf {
        self.root.join(WORKERS).join(name)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Removed while it is held.
        let _ = fs::remove_file(&self.path);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// 64 bits in hex that no other process is likely to draw: the keys that the
/// system seeds hash tables with.
fn random_name() -> String {
    let draw = RandomState::new().build_hasher().finish();
    format!(
        "{:016x}",
        draw ^ u64::from(std::process::id()).rotate_left(32)
    )
}

/// What tells one running kernel from every other; empty where the system does
/// not say.
fn boot() -> String {
    let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    id.trim().to_owned()
}
