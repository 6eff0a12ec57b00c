//! Writing files whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::output::Output;
use crate::diag::{Code, Diagnostic};

/// Refuses a place that is there and is no folder.
pub fn usable(folder: &Path) -> Result<(), Box<Diagnostic>> {
    if !folder.exists() || folder.is_dir() {
        return Ok(());
    }
    let message = format!(
        "“{}” is a file; what is written goes into a folder",
        folder.display()
    );
    Err(Box::new(
        Diagnostic::new(Code::OutputFailed, None, message)
            .help("name a folder with -o; it is made when it is not there"),
    ))
}

/// Writes the outputs, or says which could not be.
pub fn write(folder: &Path, outputs: &[Output]) -> Result<(), Box<Diagnostic>> {
    write_all(folder, outputs).map_err(|(path, error)| {
        Box::new(
            Diagnostic::new(
                Code::OutputFailed,
                None,
                format!("“{}” could not be written: {error}", path.display()),
            )
            .help("nothing was left half written"),
        )
    })
}

/// Writes every file beside its final name first and renames them only when
/// all are on the disk. The error names the file.
fn write_all(folder: &Path, outputs: &[Output]) -> Result<(), (PathBuf, io::Error)> {
    fs::create_dir_all(folder).map_err(|error| (folder.to_owned(), error))?;
    let mut written = Vec::with_capacity(outputs.len());
    let readable = mode(folder);
    for output in outputs {
        let path = folder.join(&output.name);
        let mut file = NamedTempFile::new_in(folder).map_err(|error| (path.clone(), error))?;
        file.write_all(&output.bytes)
            .map_err(|error| (path.clone(), error))?;
        open_to_readers(&file, readable).map_err(|error| (path.clone(), error))?;
        written.push((file, path));
    }
    for (file, path) in written {
        file.persist(&path).map_err(|error| (path, error.error))?;
    }
    Ok(())
}

/// Temporary files are private; a press file is for others to fetch, as far as
/// the umask of whoever runs the program lets them. It is asked by what it
/// makes of a new folder.
#[cfg(unix)]
fn mode(folder: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    let asked = tempfile::Builder::new()
        .permissions(fs::Permissions::from_mode(0o777))
        .tempdir_in(folder);
    let given = asked.and_then(|folder| fs::metadata(folder.path()));
    given.map_or(0o600, |about| about.permissions().mode() & 0o666)
}

#[cfg(unix)]
fn open_to_readers(file: &NamedTempFile, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file()
        .set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    0
}

#[cfg(not(unix))]
fn open_to_readers(_: &NamedTempFile, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("taken.pdf")).expect("a folder in the way");
        fs::write(folder.path().join("taken.pdf/x"), "x").expect("a file in it");
        let outputs = [Output::new("taken.pdf".to_owned(), vec![1])];
        assert!(write_all(folder.path(), &outputs).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("reads").count(), 1);
        let outputs = [
            Output::new("a.pdf".to_owned(), vec![1]),
            Output::new("b.pdf".to_owned(), vec![2]),
        ];
        assert!(write_all(folder.path(), &outputs).is_ok());
        assert_eq!(fs::read(folder.path().join("b.pdf")).expect("reads"), [2]);
    }
}
