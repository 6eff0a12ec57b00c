//! New folders of files.

use crate::say::text;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Writes a new file, and the folder that it stands in when that is not there.
pub fn lay_down(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn laid(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

/// Makes a folder of files that is not there yet: it is laid out aside and comes
/// to its place in one step. One that is there and has the same files is left
/// as it is; one that has others is an error.
pub fn lay_out(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    if folder.exists() {
        let is_same = |(name, bytes): &(String, Vec<u8>)| {
            fs::read(folder.join(name)).is_ok_and(|there| there == *bytes)
        };
        return match files.iter().all(is_same) {
            true => Ok(()),
            false => Err(io::Error::other(text!(
                "desk.another-edition-stands",
                "another edition stands there"
            ))),
        };
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let home = folder.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(home)?;
    let aside = home.join(format!(".{name}.{}", std::process::id()));
    fs::create_dir(&aside)?;
    let done = files
        .iter()
        .try_for_each(|(name, bytes)| laid(&aside.join(name), bytes))
        .and_then(|()| fs::rename(&aside, folder));
    if done.is_err() {
        let _ = fs::remove_dir_all(&aside);
    }
    done
}
