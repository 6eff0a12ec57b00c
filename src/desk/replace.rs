//! One file in place of another, in one step.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::read::read_regular;
use crate::limits::FILE_BYTES;

/// Why a file was not replaced.
#[derive(Debug)]
pub enum ReplaceFault {
    /// It is not what it was thought to be: somebody else has written it.
    Changed,
    /// The system says no.
    Io(io::Error),
}

impl From<io::Error> for ReplaceFault {
    fn from(fault: io::Error) -> ReplaceFault {
        ReplaceFault::Io(fault)
    }
}

/// Replaces the bytes of a file in one step: whoever reads it sees all of the old ones or all of
/// the new ones, also after a failure of power. It must hold the bytes `before`. A link stays, and
/// the file that it leads to is replaced.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), ReplaceFault> {
    let real = fs::canonicalize(path)?;
    let same = |path: &Path| -> io::Result<bool> { Ok(read_regular(path, FILE_BYTES)? == before) };
    if !same(&real)? {
        return Err(ReplaceFault::Changed);
    }
    let beside = beside(&real);
    let result = laid(&beside, &real, after).and_then(|()| {
        // Writing takes a while: it is looked at once more before the step.
        if !same(&real)? {
            return Err(ReplaceFault::Changed);
        }
        fs::rename(&beside, &real)?;
        flush_folder(&real)?;
        Ok(())
    });
    if result.is_err() {
        // It may never have come to be.
        let _ = fs::remove_file(&beside);
    }
    result
}

fn laid(beside: &Path, real: &Path, bytes: &[u8]) -> Result<(), ReplaceFault> {
    let permissions = fs::metadata(real)?.permissions();
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(beside)?;
    file.set_permissions(permissions)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

/// The name of the file that is written first: hidden, and not one that an edition reads.
fn beside(real: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(real.file_name().unwrap_or_default());
    name.push(format!(".{}.duikai-new", std::process::id()));
    real.with_file_name(name)
}

#[cfg(unix)]
fn flush_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Adds a line to a file, which is made with its folder when it is not there; it is on the disk
/// when this returns. What a stopped process left of a line is ended first.
pub fn append_line(path: &Path, line: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new()
        .create(true)
        .read(true)
        .append(true)
        .open(path)?;
    let mut last = [b'\n'];
    if file.metadata()?.len() > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    let whole = last == *b"\n";
    let line = format!("{}{line}\n", if whole { "" } else { "\n" });
    file.write_all(line.as_bytes())?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_somebody_else_wrote_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a");
        fs::write(&file, "one").expect("writes");
        replace(&file, b"one", b"two").expect("it is what it was");
        assert_eq!(fs::read(&file).expect("reads"), b"two");
        assert!(matches!(
            replace(&file, b"one", b"three"),
            Err(ReplaceFault::Changed)
        ));
        assert_eq!(fs::read(&file).expect("reads"), b"two");
        let left = fs::read_dir(folder.path()).expect("lists").count();
        assert_eq!(left, 1, "nothing else is left in the folder");
    }

    #[test]
    fn a_torn_line_is_ended_before_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("in/lines");
        append_line(&file, "one").expect("it is made");
        fs::write(&file, "one\ntw").expect("writes");
        append_line(&file, "three").expect("it is added");
        assert_eq!(
            fs::read_to_string(&file).expect("reads"),
            "one\ntw\nthree\n"
        );
    }
}
