//! What a desk is asked.

use std::io;
use std::sync::Arc;

/// A source of files.
pub trait Desk: Sync {
    /// Returns the bytes of the file at `path`, which is relative to the desk's root or absolute.
    /// They are shared: whoever keeps them keeps no copy.
    fn read(&self, path: &str) -> io::Result<Arc<[u8]>>;

    /// Returns whether the file at `path` can be read.
    fn has(&self, path: &str) -> bool {
        self.read(path).is_ok()
    }

    /// What tells the state of the file at `path` from every other, without
    /// reading it; `None` when only its bytes do.
    fn stamp(&self, _path: &str) -> Option<FileStamp> {
        None
    }

    /// Returns the font files to search after the bundled faces, in order.
    fn extra_fonts(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether the file at `path` lies in one of the folders `roots`, wherever
    /// links lead. A desk that has no outside says yes.
    fn lies_within(&self, _path: &str, _roots: &[String]) -> bool {
        true
    }

    /// The path counted from the root of the file system, if the desk has one.
    fn absolute(&self, path: &str) -> String {
        path.to_owned()
    }

    /// The files that are no longer what they were when they were first read
    /// since this was last asked, and forgets what was read.
    fn changed(&self) -> Vec<String> {
        Vec::new()
    }
}

impl<D: Desk + ?Sized> Desk for &D {
    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        (**self).read(path)
    }

    fn has(&self, path: &str) -> bool {
        (**self).has(path)
    }

    fn stamp(&self, path: &str) -> Option<FileStamp> {
        (**self).stamp(path)
    }

    fn extra_fonts(&self) -> Vec<String> {
        (**self).extra_fonts()
    }

    fn lies_within(&self, path: &str, roots: &[String]) -> bool {
        (**self).lies_within(path, roots)
    }

    fn absolute(&self, path: &str) -> String {
        (**self).absolute(path)
    }

    fn changed(&self) -> Vec<String> {
        (**self).changed()
    }
}

/// What tells one state of a file from another without reading it: two equal
/// stamps of a path mean the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp(pub(super) [u64; 4]);
