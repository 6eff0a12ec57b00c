//! Waiting for the disk.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Waits until the disk has these files and every name that was put in the
/// folder before. One call for a whole file system costs less than one for
/// each of many files.
#[cfg(target_os = "linux")]
pub(super) fn flush_files(root: &Path, _: &[&Path]) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(root)?)?)
}

/// Waits until the disk has these files.
#[cfg(not(target_os = "linux"))]
pub(super) fn flush_files(_: &Path, files: &[&Path]) -> io::Result<()> {
    files
        .iter()
        .try_for_each(|file| File::open(file)?.sync_all())
}

/// Waits until the disk has the names in these folders: the next
/// [`flush_files`] does.
#[cfg(target_os = "linux")]
pub(super) fn flush_folders(_: &[PathBuf]) -> io::Result<()> {
    Ok(())
}

/// Waits until the disk has the names in these folders. Windows has no such
/// call and needs none.
#[cfg(not(target_os = "linux"))]
pub(super) fn flush_folders(folders: &[PathBuf]) -> io::Result<()> {
    match cfg!(unix) {
        true => folders
            .iter()
            .try_for_each(|folder| File::open(folder)?.sync_all()),
        false => Ok(()),
    }
}
