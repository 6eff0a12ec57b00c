//! A change made file by file, with a journal.
//!
//! New files are written into a folder of ours inside, the old ones that they
//! replace get a second name there, and a journal says what is to be done.
//! From then on every step can be done again and undone, by this process or by
//! the next.

use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};

use super::super::interrupt::Interrupt;
use super::change::FolderChange;
use super::fault::FolderFault;
use super::journal::{JOURNAL, Journal};
use super::place::{link, put, remove, remove_folder, stands, sync_folder, write_all};

/// The folder of ours.
pub(super) const WORK: &str = ".duikai";
/// Whose name a file has on its way.
const ASIDE: &str = "aside";

struct Work {
    root: PathBuf,
    new: PathBuf,
    old: PathBuf,
}

impl Work {
    fn of(home: &Path) -> Work {
        let root = home.join(WORK);
        Work {
            new: root.join("new"),
            old: root.join("old"),
            root,
        }
    }

    fn sweep(&self) -> io::Result<()> {
        if !stands(&self.root) {
            return Ok(());
        }
        remove_folder(&self.new)?;
        remove_folder(&self.old)?;
        remove_folder(&self.root)
    }
}

/// Makes a change, all of it or none.
pub(super) fn commit(
    home: &Path,
    change: &FolderChange,
    interrupt: &Interrupt,
) -> Result<(), FolderFault> {
    let work = Work::of(home);
    let journal = match prepare(home, &work, change) {
        Ok(journal) if interrupt.signal().is_none() => journal,
        prepared => {
            // Whatever is left of it, the next process sweeps.
            let _ = work.sweep();
            return Err(prepared.map_or_else(
                |(name, error)| FolderFault::Io(home.join(name), error),
                |_| FolderFault::Interrupted,
            ));
        }
    };
    let made = journal
        .write(&work.root)
        .and_then(|()| sync_folder(home))
        .map_err(|error| (home.to_owned(), error))
        .and_then(|()| forward(home, &work, &journal));
    match made {
        Ok(()) => {
            // The change is made; the next process can sweep as well.
            let _ = close(&work);
            Ok(())
        }
        Err((path, error)) => match back(home, &work, &journal).and_then(|()| close(&work)) {
            Ok(()) => Err(FolderFault::Io(path, error)),
            Err(_) => Err(FolderFault::Torn(home.to_owned(), error)),
        },
    }
}

/// Finishes or sweeps what a stopped process left.
pub(super) fn mend(home: &Path) -> Result<(), FolderFault> {
    let work = Work::of(home);
    let at = || FolderFault::at(home);
    let Some(journal) = Journal::of(&work.root).map_err(at())? else {
        return work.sweep().map_err(at());
    };
    if let Err((_, error)) = forward(home, &work, &journal) {
        back(home, &work, &journal).map_err(|_| FolderFault::Torn(home.to_owned(), error))?;
    }
    close(&work).map_err(at())
}

/// Lays the new files and the old ones that they replace aside; the error
/// names the file.
fn prepare(
    home: &Path,
    work: &Work,
    change: &FolderChange,
) -> Result<Journal, (String, io::Error)> {
    let at = |name: &str| {
        let name = name.to_owned();
        |error| (name, error)
    };
    for folder in [&work.root, &work.new, &work.old] {
        DirBuilder::new().create(folder).map_err(at(WORK))?;
    }
    write_all(&work.new, &change.write)?;
    let journal = Journal::for_change(change);
    for name in journal.write.iter().chain(&journal.remove) {
        let (from, to) = (home.join(name), work.old.join(name));
        if stands(&from) && !stands(&to) {
            link(&from, &to).map_err(at(name))?;
        }
    }
    sync_folder(&work.new).map_err(at(WORK))?;
    sync_folder(&work.old).map_err(at(WORK))?;
    Ok(journal)
}

/// Makes the change; the error names the file.
fn forward(home: &Path, work: &Work, journal: &Journal) -> Result<(), (PathBuf, io::Error)> {
    let aside = work.root.join(ASIDE);
    for name in &journal.write {
        let path = home.join(name);
        put(&work.new.join(name), &path, &aside).map_err(|error| (path, error))?;
    }
    for name in &journal.remove {
        let path = home.join(name);
        remove(&path).map_err(|error| (path, error))?;
    }
    sync_folder(home).map_err(|error| (home.to_owned(), error))
}

/// Undoes it.
fn back(home: &Path, work: &Work, journal: &Journal) -> io::Result<()> {
    let aside = work.root.join(ASIDE);
    for name in journal.write.iter().chain(&journal.remove) {
        let old = work.old.join(name);
        match stands(&old) {
            true => put(&old, &home.join(name), &aside)?,
            false => remove(&home.join(name))?,
        }
    }
    sync_folder(home)
}

/// Ends the journal, which nobody acts on from here, and sweeps.
fn close(work: &Work) -> io::Result<()> {
    remove(&work.root.join(JOURNAL))?;
    sync_folder(&work.root)?;
    work.sweep()
}
