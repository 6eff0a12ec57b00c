//! Folders of blobs under the names that people know.

use crate::say::text;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// How often a folder that others make at the same time is tried.
const ATTEMPTS: usize = 20;

/// Makes the folder of some files, each with its name in it and as a blob. It
/// is laid out aside and comes to its place in one step.
pub(super) fn make(
    root: &Path,
    temporary: &Path,
    name: &str,
    mark: &str,
    files: &[(&str, &str)],
    count: &AtomicU64,
) -> io::Result<()> {
    let to = root.join(name);
    let Some((_, blob)) = files.iter().find(|(file, _)| *file == mark) else {
        return Err(io::Error::other(text!(
            "desk.lacks-file-marks",
            "it lacks the file that marks it"
        )));
    };
    let aside = || temporary.join(format!("view-{}", count.fetch_add(1, Ordering::Relaxed)));
    let mut laid_out = None;
    for _ in 0..ATTEMPTS {
        if is_same(&root.join(blob), &to.join(mark)) {
            break;
        }
        let new = match laid_out.take() {
            Some(new) => new,
            None => {
                let new = aside();
                fs::create_dir_all(&new)?;
                for (file, blob) in files {
                    link(&root.join(blob), &new.join(file))?;
                }
                if let Some(folder) = to.parent() {
                    fs::create_dir_all(folder)?;
                }
                new
            }
        };
        match fs::rename(&new, &to) {
            Ok(()) => return Ok(()),
            Err(_) if to.is_dir() => {
                laid_out = Some(new);
                // The folder of another state goes first. Another process may
                // have been quicker.
                let old = aside();
                match fs::rename(&to, &old) {
                    Ok(()) => fs::remove_dir_all(&old)?,
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
            Err(error) => {
                let _ = fs::remove_dir_all(&new);
                return Err(error);
            }
        }
    }
    if let Some(new) = laid_out {
        fs::remove_dir_all(new)?;
    }
    match is_same(&root.join(blob), &to.join(mark)) {
        true => Ok(()),
        false => Err(io::Error::other(text!(
            "desk.other-processes-keep-changing",
            "other processes keep changing it"
        ))),
    }
}

/// Gives a file a second name, or copies it where the file system knows no
/// links.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => fs::copy(from, to).map(drop),
        done => done,
    }
}

/// Whether two names are of one file, or of two with the same bytes.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let (Ok(a), Ok(b)) = (fs::metadata(one), fs::metadata(other)) else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if (a.dev(), a.ino()) == (b.dev(), b.ino()) {
            return true;
        }
    }
    a.len() == b.len()
        && matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}
