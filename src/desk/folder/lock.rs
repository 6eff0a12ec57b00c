//! One process at a time changes a folder.
//!
//! The lock is the operating system's on a file in the folder, so it ends with
//! the process that holds it, however that ends; what the file says is only
//! for people. A file that nobody has locked is what a killed process left.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::super::interrupt::Interrupt;
use super::fault::FolderFault;
use super::holder::Holder;
use super::place::remove;
use crate::say::text;

/// The name of the lock in its folder.
pub(super) const LOCK: &str = ".duikai.lock";

/// How long another process is waited for before it is told.
const QUIET: Duration = Duration::from_millis(300);
/// How long another process is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the lock is tried.
const PAUSE: Duration = Duration::from_millis(10);

/// A lock that is held.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of a folder, which is made when it is not there. Waits
    /// for whoever holds it and tells `waiting` of them once.
    pub fn take(
        folder: &Path,
        action: &str,
        interrupt: &Interrupt,
        waiting: &mut dyn FnMut(&Holder),
    ) -> Result<Lock, FolderFault> {
        let path = folder.join(LOCK);
        let at = || FolderFault::at(&path);
        let (begun, mut told) = (Instant::now(), false);
        loop {
            if interrupt.signal().is_some() {
                return Err(FolderFault::Interrupted);
            }
            fs::create_dir_all(folder).map_err(FolderFault::at(folder))?;
            let file = match open(&path) {
                // The folder, or a file of another user, has just gone.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                file => file.map_err(at())?,
            };
            match file.try_lock() {
                // Whoever held it has removed it, so it is the lock of nothing.
                Ok(()) if !is_at(&file, &path) => continue,
                Ok(()) => {
                    let mut lock = Lock { path, file };
                    // A lock without a note is a lock.
                    let _ = lock.note(&Holder::here(action));
                    return Ok(lock);
                }
                Err(TryLockError::WouldBlock) => {}
                // Some network file systems have no locks.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(Lock { path, file });
                }
                Err(TryLockError::Error(error)) => return Err(at()(error)),
            }
            let waited = begun.elapsed();
            if waited > PATIENCE {
                return Err(FolderFault::InUse(folder.to_owned(), Holder::of(&path)));
            }
            if waited > QUIET && !told {
                waiting(&Holder::of(&path));
                told = true;
            }
            thread::sleep(PAUSE);
        }
    }

    fn note(&mut self, holder: &Holder) -> io::Result<()> {
        let text = serde_json::to_string(holder).map_err(io::Error::other)?;
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        writeln!(self.file, "{text}")
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is held, so that nobody finds it and takes it for
        // the lock of this folder.
        if is_at(&self.file, &self.path) {
            let _ = remove(&self.path);
        }
    }
}

/// Opens a lock's file, which is made when it is not there; never one that a
/// link leads to, nor a pipe.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::other(text!("desk.no-file", "it is no file"))),
    }
}

/// Whether an open file still stands at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(there)) = (file.metadata(), fs::symlink_metadata(path)) else {
        return false;
    };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

/// Whether an open file still stands at a path; where it could not have been
/// removed while it is open, it does.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_nobody_holds_is_taken_and_one_that_is_held_names_its_holder() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(LOCK), "left by a killed process").expect("writes");
        let interrupt = Interrupt::default();
        let lock = Lock::take(folder.path(), "build", &interrupt, &mut |_| {}).expect("is stale");
        let told = Holder::of(&folder.path().join(LOCK)).to_string();
        assert!(
            told.starts_with("`duikai build`, process ") && told.ends_with(" UTC"),
            "{told}"
        );
        let path = folder.path().to_owned();
        let waiter = thread::spawn(move || {
            let mut seen = Vec::new();
            let lock = Lock::take(&path, "sent", &Interrupt::default(), &mut |holder| {
                seen.push(holder.to_string());
            });
            (lock.is_ok(), seen)
        });
        thread::sleep(QUIET * 3);
        drop(lock);
        let (got, seen) = waiter.join().expect("ends");
        assert!(got);
        assert_eq!(seen, [told]);
        assert_eq!(fs::read_dir(folder.path()).expect("reads").count(), 0);
    }
}
