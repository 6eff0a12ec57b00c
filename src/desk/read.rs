//! Reading a file of one moment.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::limits::FILE_BYTES;
use crate::say::text;

/// How often a file that is being written is tried.
const ATTEMPTS: usize = 5;

/// What tells a file from the same file later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Device, number, and the time of the last change of any kind.
    node: (u64, u64, i64, i64),
}

impl Stamp {
    /// The stamp of what stands at a path now.
    pub fn at(path: &Path) -> Option<Stamp> {
        fs::metadata(path).ok().map(|about| Stamp::of(&about))
    }

    fn of(about: &Metadata) -> Stamp {
        Stamp {
            length: about.len(),
            modified: about.modified().ok(),
            node: node(about),
        }
    }
}

#[cfg(unix)]
fn node(about: &Metadata) -> (u64, u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino(), about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
fn node(_: &Metadata) -> (u64, u64, i64, i64) {
    (0, 0, 0, 0)
}

/// File systems tell times apart by less than this.
const UNSETTLED: Duration = Duration::from_secs(2);

/// The stamp of a file as numbers; none when it was changed a moment ago, or is
/// no file.
pub(super) fn settled_stamp(path: &Path) -> Option<[u64; 4]> {
    let about = fs::metadata(path).ok()?;
    let modified = about.modified().ok()?;
    let age = SystemTime::now().duration_since(modified).ok()?;
    let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let (device, number, changed, nanoseconds) = node(&about);
    (about.is_file() && age > UNSETTLED).then(|| {
        [
            about.len(),
            since.as_secs().rotate_left(32) ^ u64::from(since.subsec_nanos()),
            device.rotate_left(32) ^ number,
            changed.cast_unsigned().rotate_left(32) ^ nanoseconds.cast_unsigned(),
        ]
    })
}

/// A file's bytes, all of one moment, and its stamp at that moment. What is no
/// file (a folder, a device, a pipe, what the kernel makes up) or is larger
/// than `most` bytes is refused.
pub(super) fn read_file(path: &Path, most: u64) -> io::Result<(Vec<u8>, Stamp)> {
    for _ in 0..ATTEMPTS {
        let file = open(path)?;
        let before = sound(&file.metadata()?, most)?;
        let mut bytes = Vec::with_capacity(usize::try_from(before.length).unwrap_or(0));
        (&file).take(most + 1).read_to_end(&mut bytes)?;
        let after = sound(&file.metadata()?, most)?;
        if before == after && bytes.len() as u64 == before.length {
            return Ok((bytes, before));
        }
    }
    Err(io::Error::other(text!(
        "desk.changes-while-read",
        "it changes while it is read"
    )))
}

/// The bytes of a regular file of at most `most` bytes, all of one moment.
pub fn read_regular(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    read_file(path, most).map(|(bytes, _)| bytes)
}

/// Opens a regular file of at most `most` bytes, to be read piece by piece.
pub fn open_regular(path: &Path, most: u64) -> io::Result<File> {
    let file = open(path)?;
    sound(&file.metadata()?, most)?;
    Ok(file)
}

/// The bytes of a regular file that a document names, of at most `most` bytes. It must lie in the
/// folder of the document or below, wherever links lead.
pub fn read_below(document: &Path, name: &str, most: u64) -> io::Result<Vec<u8>> {
    let folder = match document.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let home = fs::canonicalize(folder)?;
    let real = fs::canonicalize(home.join(name))?;
    if !real.starts_with(&home) {
        return Err(io::Error::other(text!(
            "desk.lies-outside-document-s",
            "it lies outside of the document's folder"
        )));
    }
    read_regular(&real, most)
}

/// Whether a file can be read.
pub(super) fn can_read(path: &Path) -> bool {
    let about = open(path).and_then(|file| file.metadata());
    about.is_ok_and(|about| sound(&about, FILE_BYTES).is_ok())
}

/// Opens what is a file, and never waits for a pipe's other end.
fn open(path: &Path) -> io::Result<File> {
    // Opening alone does things to some devices.
    sound(&fs::metadata(path)?, u64::MAX)?;
    let real = fs::canonicalize(path)?;
    if ["/dev", "/proc", "/sys"]
        .iter()
        .any(|folder| real.starts_with(folder))
    {
        return Err(no_file());
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

/// The stamp of what may be read.
fn sound(about: &Metadata, most: u64) -> io::Result<Stamp> {
    if about.is_dir() {
        return Err(io::Error::other(text!("desk.folder", "it is a folder")));
    }
    if !about.is_file() {
        return Err(no_file());
    }
    if about.len() > most {
        return Err(io::Error::other(match most {
            FILE_BYTES => text!("desk.larger-1-gb", "it is larger than 1 GB"),
            most => text!("desk.larger-bytes", "it is larger than {most} bytes", most),
        }));
    }
    Ok(Stamp::of(about))
}

fn no_file() -> io::Error {
    io::Error::other(text!(
        "desk.pipe-device-not-file",
        "it is a pipe or a device, not a file"
    ))
}
