//! Steps on single files, each of them whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::say::text;
use rayon::prelude::*;

/// Writes new files into a folder and waits until the disk has them.
pub(super) fn write_all(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), (String, io::Error)> {
    for (name, bytes) in files {
        write_new(&folder.join(name), bytes).map_err(|error| ((*name).to_owned(), error))?;
    }
    // Side by side, so that the file system can gather them into few commits.
    files.par_iter().try_for_each(|(name, _)| {
        let synced = File::open(folder.join(name)).and_then(|file| file.sync_all());
        synced.map_err(|error| ((*name).to_owned(), error))
    })
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(bytes)
}

/// Waits until the disk has the names of a folder. Windows has no such call
/// and needs none.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Gives a file a second name, or copies it where the file system knows no
/// links.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        Err(_) => {
            fs::copy(from, to)?;
            File::open(to)?.sync_all()
        }
    }
}

/// Puts a file at another name in one step and keeps it where it was; `aside`
/// is a name on the same file system that is free for it.
pub(super) fn put(from: &Path, to: &Path, aside: &Path) -> io::Result<()> {
    remove(aside)?;
    link(from, aside)?;
    fs::rename(aside, to)?;
    // Renaming one name of a file to another of the same file does nothing.
    remove(aside)
}

/// Removes a file; one that is not there is removed already.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes a folder of files that is ours.
pub(super) fn remove_folder(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        remove(&entry?.path())?;
    }
    fs::remove_dir(folder)
}

/// The names in a folder; one that is not valid Unicode is an error.
pub(super) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().into_string();
        names.push(name.map_err(|_| {
            io::Error::other(text!(
                "desk.name-not-unicode",
                "a name in it is not Unicode"
            ))
        })?);
    }
    names.sort();
    Ok(names)
}

/// Whether something stands at a path, be it a link that leads nowhere.
pub(super) fn stands(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
