//! An output folder that is held.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::interrupt::Interrupt;
use super::super::read::read_regular;
use super::change::FolderChange;
use super::fault::FolderFault;
use super::holder::Holder;
use super::journal::{JOURNAL, is_plain};
use super::lock::Lock;
use super::place::stands;
use super::{exchange, stepwise};
use crate::say::text;

/// An output folder that this process alone changes, until it is dropped.
#[derive(Debug)]
pub struct Folder<'a> {
    /// Its path as it was asked for.
    asked: PathBuf,
    home: PathBuf,
    /// Whether it was made for this, so that it goes again when it stays empty.
    made: bool,
    interrupt: &'a Interrupt,
    // Dropped in this order: the lock is given back while a stop still waits.
    lock: Option<Lock>,
    _writing: super::super::interrupt::WritingGuard<'a>,
}

impl<'a> Folder<'a> {
    /// Opens a folder, which is made when it is not there, and finishes or
    /// sweeps what a stopped process left in it. Waits a while for another
    /// process that changes it, of whom `waiting` is told. `action` is what
    /// others are told of this one.
    pub fn open(
        path: &Path,
        action: &str,
        interrupt: &'a Interrupt,
        waiting: &mut dyn FnMut(&Holder),
    ) -> Result<Folder<'a>, FolderFault> {
        let writing = interrupt.begin();
        if path.exists() && !path.is_dir() {
            return Err(FolderFault::NotAFolder(path.to_owned()));
        }
        let made = !path.exists();
        let lock = Lock::take(path, action, interrupt, waiting)?;
        let home = fs::canonicalize(path).map_err(FolderFault::at(path))?;
        let folder = Folder {
            asked: path.to_owned(),
            home,
            made,
            interrupt,
            lock: Some(lock),
            _writing: writing,
        };
        exchange::mend(&folder.home).map_err(FolderFault::at(path))?;
        stepwise::mend(&folder.home)?;
        Ok(folder)
    }

    /// Whether a stopped process left something in a folder that opening it
    /// finishes or sweeps.
    pub fn is_unfinished(path: &Path) -> bool {
        [stepwise::WORK, JOURNAL]
            .iter()
            .any(|name| stands(&path.join(name)))
    }

    /// The path as it was asked for.
    pub fn path(&self) -> &Path {
        &self.asked
    }

    /// Whether a file of this name stands in it.
    pub fn has(&self, name: &str) -> bool {
        let about = fs::symlink_metadata(self.home.join(name));
        is_plain(name) && about.is_ok_and(|about| !about.is_dir())
    }

    /// The bytes of a file in it, which has at most `most`.
    pub fn read(&self, name: &str, most: u64) -> io::Result<Vec<u8>> {
        if !is_plain(name) {
            return Err(io::Error::other(text!(
                "desk.no-name-file-folder",
                "it is no name of a file in the folder"
            )));
        }
        read_regular(&self.home.join(name), most)
    }

    /// Makes a change, all of it or none. The error names the file.
    pub fn commit(&self, change: &FolderChange) -> Result<(), FolderFault> {
        for name in change
            .write
            .iter()
            .map(|(name, _)| name)
            .chain(&change.remove)
        {
            let path = self.asked.join(name);
            if !is_plain(name) {
                return Err(FolderFault::Io(
                    path,
                    io::Error::other(text!("desk.no-file-name", "it is no file name")),
                ));
            }
            if fs::symlink_metadata(self.home.join(name)).is_ok_and(|about| about.is_dir()) {
                return Err(FolderFault::Io(path, io::ErrorKind::IsADirectory.into()));
            }
        }
        // One file is renamed in one step anyway.
        let many = change.write.len() + change.remove.len() > 1;
        let done = many
            && exchange::commit(&self.home, change, self.interrupt)
                .map_err(|fault| self.told(fault))?;
        if done || change.write.is_empty() && change.remove.is_empty() {
            return Ok(());
        }
        stepwise::commit(&self.home, change, self.interrupt).map_err(|fault| self.told(fault))
    }

    /// A fault with the path that was asked for.
    fn told(&self, fault: FolderFault) -> FolderFault {
        let asked = |path: PathBuf| match path.strip_prefix(&self.home) {
            Ok(rest) if rest.as_os_str().is_empty() => self.asked.clone(),
            Ok(rest) => self.asked.join(rest),
            Err(_) => path,
        };
        match fault {
            FolderFault::Io(path, error) => FolderFault::Io(asked(path), error),
            FolderFault::Torn(path, error) => FolderFault::Torn(asked(path), error),
            fault => fault,
        }
    }
}

impl Drop for Folder<'_> {
    fn drop(&mut self) {
        self.lock = None;
        if self.made {
            // Only an empty one goes.
            let _ = fs::remove_dir(&self.asked);
        }
    }
}
