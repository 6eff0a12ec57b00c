//! Unsaved buffers over the files of a desk.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::door::{Desk, FileStamp};

/// Unsaved buffers of an editor, which stand in for the files of a desk.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// Each buffer with the change that brought it.
    buffers: BTreeMap<String, (Arc<[u8]>, u64)>,
    changes: u64,
}

impl Overlay {
    /// Lets a buffer stand in for the file that is asked for by `path`.
    pub fn set(&mut self, path: &str, bytes: impl Into<Arc<[u8]>>) {
        self.changes += 1;
        self.buffers
            .insert(path.to_owned(), (bytes.into(), self.changes));
    }

    /// Lets the file itself be seen again.
    pub fn clear(&mut self, path: &str) {
        self.buffers.remove(path);
    }

    /// A desk with these buffers over its files.
    pub fn over<'d>(&'d self, desk: &'d dyn Desk) -> OverlaidDesk<'d> {
        OverlaidDesk {
            overlay: self,
            desk,
        }
    }
}

/// A desk whose files unsaved buffers stand in for.
pub struct OverlaidDesk<'d> {
    overlay: &'d Overlay,
    desk: &'d dyn Desk,
}

impl Desk for OverlaidDesk<'_> {
    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        match self.overlay.buffers.get(path) {
            Some((bytes, _)) => Ok(bytes.clone()),
            None => self.desk.read(path),
        }
    }

    fn has(&self, path: &str) -> bool {
        self.overlay.buffers.contains_key(path) || self.desk.has(path)
    }

    fn stamp(&self, path: &str) -> Option<FileStamp> {
        match self.overlay.buffers.get(path) {
            Some((_, change)) => Some(FileStamp([u64::MAX, u64::MAX, *change, 0])),
            None => self.desk.stamp(path),
        }
    }

    fn extra_fonts(&self) -> Vec<String> {
        self.desk.extra_fonts()
    }

    fn lies_within(&self, path: &str, roots: &[String]) -> bool {
        self.desk.lies_within(path, roots)
    }

    fn absolute(&self, path: &str) -> String {
        self.desk.absolute(path)
    }

    fn changed(&self) -> Vec<String> {
        self.desk.changed()
    }
}
