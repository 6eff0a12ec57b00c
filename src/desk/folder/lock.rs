//! One process at a time changes a folder.
//!
//! The lock is the operating system's on a file in the folder, so it ends with
//! the process that holds it, however that ends; what the file says is only
//! for people. A file that nobody has locked is what a killed process left.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::super::interrupt::Interrupt;
use super::super::read::read_regular;
use super::fault::FolderFault;
use super::place::remove;

/// The name of the lock in its folder.
pub(super) const LOCK: &str = ".duikai.lock";

/// How long another process is waited for before it is told.
const QUIET: Duration = Duration::from_millis(300);
/// How long another process is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the lock is tried.
const PAUSE: Duration = Duration::from_millis(10);

/// Who holds a folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Holder {
    /// The process id.
    pub process: u32,
    /// The name of its machine.
    pub machine: String,
    /// What it does, such as `build`.
    pub action: String,
    /// Since when, `2026-12-01 01:02:03 UTC`.
    pub since: String,
}

impl Holder {
    fn here(action: &str) -> Holder {
        Holder {
            process: std::process::id(),
            machine: machine(),
            action: action.to_owned(),
            since: now(),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.process == 0 {
            return f.write_str("another process");
        }
        let Holder {
            process,
            machine,
            action,
            since,
        } = self;
        write!(
            f,
            "`duikai {action}`, process {process} on {machine}, since {since}"
        )
    }
}

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
                return Err(FolderFault::InUse(folder.to_owned(), holder(&path)));
            }
            if waited > QUIET && !told {
                waiting(&holder(&path));
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
        false => Err(io::Error::other("it is no file")),
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

/// What a lock's file says of who holds it.
fn holder(path: &Path) -> Holder {
    let note = read_regular(path, 4096).ok();
    note.and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or(Holder {
            process: 0,
            machine: String::new(),
            action: String::new(),
            since: String::new(),
        })
}

/// The name of this machine, where the system tells it.
fn machine() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    match name.trim() {
        "" => "this machine".to_owned(),
        name => name.to_owned(),
    }
}

/// The time of day, for the note that a lock carries and nothing else.
fn now() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let (day, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, date) = civil(day);
    format!(
        "{year:04}-{month:02}-{date:02} {:02}:{:02}:{:02} UTC",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// Year, month and date of a day counted from 1970-01-01, by eras of 400 years
/// that begin with March, so that the leap day is the last of its year.
fn civil(day: u64) -> (u64, u64, u64) {
    let day = day + 719_468;
    let (era, of_era) = (day / 146_097, day % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year + era * 400 + u64::from(month <= 2), month, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_788), (2026, 12, 1));
        assert_eq!(civil(47_540), (2100, 2, 28));
        assert_eq!(civil(47_541), (2100, 3, 1));
    }

    #[test]
    fn a_lock_that_nobody_holds_is_taken_and_one_that_is_held_names_its_holder() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(LOCK), "left by a killed process").expect("writes");
        let interrupt = Interrupt::default();
        let lock = Lock::take(folder.path(), "build", &interrupt, &mut |_| {}).expect("is stale");
        let told = holder(&folder.path().join(LOCK)).to_string();
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
