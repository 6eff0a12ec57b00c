//! Hot folders 热文件夹: folders that a plant's workflow takes files out of as soon as they stand
//! there.

use crate::say::text;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

/// What became of a file that was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// It stands in the folder, whole.
    Over,
    /// The same file stood there already.
    Before,
}

/// Copies a file into a folder so that whoever watches it sees all of it or nothing: it is written
/// aside under a name that begins with a dot, flushed to the disk, read back and compared, and then
/// given its name. A file of that name that is another is never written over.
pub fn hand_over(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<Handed> {
    if name.is_empty() || name.contains(['/', '\\']) || name.starts_with('.') {
        return Err(io::Error::other(text!(
            "desk.no-name-file-folder",
            "it is no name of a file in the folder"
        )));
    }
    if !folder.is_dir() {
        return Err(io::Error::new(
            ErrorKind::NotFound,
            text!("desk.folder-not", "the folder is not there"),
        ));
    }
    let to = folder.join(name);
    match stands(&to, bytes)? {
        Some(true) => return Ok(Handed::Before),
        Some(false) => return Err(taken()),
        None => {}
    }
    let aside = folder.join(format!(".{name}.part"));
    let done = lay_aside(&aside, bytes).and_then(|()| name_it(&aside, &to));
    if done.is_err() {
        // What could not be handed over does not stay.
        let _ = fs::remove_file(&aside);
    }
    done?;
    // Network shares need not know how to flush a folder.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(Handed::Over)
}

fn taken() -> io::Error {
    io::Error::new(
        ErrorKind::AlreadyExists,
        text!(
            "desk.another-file-name-stands",
            "another file of this name stands there, and is not written over"
        ),
    )
}

/// Returns whether a file stands at a path, and if so whether it is this one.
fn stands(path: &Path, bytes: &[u8]) -> io::Result<Option<bool>> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(about) if !about.is_file() || about.len() != bytes.len() as u64 => Ok(Some(false)),
        Ok(_) => same(path, bytes).map(Some),
    }
}

fn same(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut read = Vec::with_capacity(bytes.len());
    File::open(path)?
        .take(bytes.len() as u64 + 1)
        .read_to_end(&mut read)?;
    Ok(read == bytes)
}

fn lay_aside(aside: &Path, bytes: &[u8]) -> io::Result<()> {
    // One that a stopped process left, or a link that somebody laid there.
    match fs::remove_file(aside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(aside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    match same(aside, bytes)? {
        true => Ok(()),
        false => Err(io::Error::other(text!(
            "desk.what-written-reads-back",
            "what was written there reads back otherwise"
        ))),
    }
}

/// Gives a file its name, unless another has it.
fn name_it(aside: &Path, to: &Path) -> io::Result<()> {
    // A link cannot take a name that is taken; a renaming could.
    match fs::hard_link(aside, to) {
        Ok(()) => fs::remove_file(aside),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(taken()),
        // A file system without links: between the look and the renaming there is a moment.
        Err(_) => match fs::symlink_metadata(to) {
            Ok(_) => Err(taken()),
            Err(_) => fs::rename(aside, to),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_handed_over_once_and_nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        assert_eq!(hand_over(path, "a.pdf", b"one").unwrap(), Handed::Over);
        assert_eq!(hand_over(path, "a.pdf", b"one").unwrap(), Handed::Before);
        let other = hand_over(path, "a.pdf", b"two").unwrap_err();
        assert_eq!(other.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(path.join("a.pdf")).unwrap(), b"one");
        // What a stopped process left aside is in nobody's way.
        fs::write(path.join(".b.pdf.part"), b"half").unwrap();
        assert_eq!(hand_over(path, "b.pdf", b"two").unwrap(), Handed::Over);
        let mut names: Vec<_> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["a.pdf", "b.pdf"]);
        for name in ["", "../a.pdf", ".a", "x/y"] {
            assert!(hand_over(path, name, b"").is_err(), "{name}");
        }
        assert!(hand_over(&path.join("none"), "a.pdf", b"").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_laid_aside_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("victim"), b"mine").unwrap();
        std::os::unix::fs::symlink(path.join("victim"), path.join(".a.pdf.part")).unwrap();
        assert_eq!(hand_over(path, "a.pdf", b"one").unwrap(), Handed::Over);
        assert_eq!(fs::read(path.join("victim")).unwrap(), b"mine");
    }
}
