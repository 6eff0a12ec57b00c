//! A change made by swapping whole folders.
//!
//! The new set is laid out beside the folder and swapped with it in one step
//! of the file system. Readers have all of the new from then on. The folder
//! itself, now aside, is brought up to date out of their sight and swapped
//! back, so that it stays the folder that it was, with its owner, its rights
//! and whoever stands in it. A stop anywhere leaves either
//!
//! 1. the folder in its place without a journal: what lies beside is swept;
//! 2. the new set in its place with a journal: the folder is brought up to
//!    date and swapped back;
//! 3. the folder in its place with a journal: what came or went while the new
//!    set stood in for it is taken over, and what lies beside is swept.

use std::fs::{self, DirBuilder, Metadata, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};

use super::super::interrupt::Interrupt;
use super::change::FolderChange;
use super::fault::FolderFault;
use super::journal::{JOURNAL, Journal};
use super::lock::LOCK;
use super::place::{names, put, remove, remove_folder, stands, sync_folder, write_all};

/// A folder of more files is changed step by step: every one of them would
/// be linked.
const MOST_FILES: usize = 4096;
/// A name for a file on its way.
const ASIDE: &str = ".duikai.aside";
/// The mode bit of folders in which only owners remove.
const STICKY: u32 = 0o1000;

/// Makes a change, all of it or none. `false` when it cannot be made so
/// here.
pub(super) fn commit(
    home: &Path,
    change: &FolderChange,
    interrupt: &Interrupt,
) -> Result<bool, FolderFault> {
    let (Some(stage), Some(parent)) = (stage_of(home), home.parent()) else {
        return Ok(false);
    };
    let Some((about, [keep, through])) = suits(home, change) else {
        return Ok(false);
    };
    let journal = Journal {
        home: id(&about),
        keep,
        through,
        ..Journal::for_change(change)
    };
    if let Err((name, error)) = lay_out(home, &about, &stage, change, &journal) {
        // Whatever is left of it, the next process sweeps.
        let _ = remove_folder(&stage);
        return match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                Err(FolderFault::Io(home.join(name), error))
            }
            _ => Ok(false),
        };
    }
    if interrupt.signal().is_some() {
        let _ = remove_folder(&stage);
        return Err(FolderFault::Interrupted);
    }
    if swap(home, &stage).is_err() {
        let _ = remove_folder(&stage);
        return Ok(false);
    }
    if let Err(error) = sync_folder(parent)
        && swap(home, &stage).is_ok()
    {
        let _ = remove_folder(&stage);
        return Err(FolderFault::Io(home.to_owned(), error));
    }
    // The new set stands. What is left to do can be tried again, and be left
    // to the next process.
    let _ = finish(home, &stage).or_else(|_| finish(home, &stage));
    Ok(true)
}

/// Finishes or sweeps what a stopped process left.
pub(super) fn mend(home: &Path) -> io::Result<()> {
    let Some(stage) = stage_of(home) else {
        return Ok(());
    };
    let begun = Journal::of(home)?.is_some();
    match (begun, stage.is_dir()) {
        (true, true) => finish(home, &stage),
        (true, false) => remove(&home.join(JOURNAL)),
        (false, true) => remove_folder(&stage),
        (false, false) => Ok(()),
    }
}

/// Where the new set is laid out.
fn stage_of(home: &Path) -> Option<PathBuf> {
    let name = home.file_name()?.to_str()?;
    Some(home.with_file_name(format!(".{name}.duikai")))
}

/// What a folder is, and the files and folders in it that a change leaves
/// alone, if it can be swapped. One with hidden names is somebody's home or
/// project, which stays in its place.
fn suits(home: &Path, change: &FolderChange) -> Option<(Metadata, [Vec<String>; 2])> {
    let about = fs::metadata(home).ok()?;
    if about.mode() & STICKY != 0 || has_access_list(home) {
        return None;
    }
    let names = names(home).ok()?;
    if names.len() > MOST_FILES {
        return None;
    }
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for name in names.into_iter().filter(|name| !is_ours(name)) {
        let about = fs::symlink_metadata(home.join(&name)).ok()?;
        match (about.is_dir(), about.is_file() || about.is_symlink()) {
            _ if name.starts_with('.') => return None,
            (true, _) => folders.push(name),
            (_, true) if change.touches(&name) => {}
            (_, true) => files.push(name),
            _ => return None,
        }
    }
    Some((about, [files, folders]))
}

fn is_ours(name: &str) -> bool {
    [LOCK, JOURNAL, ASIDE].contains(&name)
}

/// Lays out the new set; the error names the file.
fn lay_out(
    home: &Path,
    about: &Metadata,
    stage: &Path,
    change: &FolderChange,
    journal: &Journal,
) -> Result<(), (String, io::Error)> {
    let at = |name: &str| {
        let name = name.to_owned();
        |error| (name, error)
    };
    DirBuilder::new()
        .mode(0o700)
        .create(stage)
        .map_err(at(""))?;
    let made = fs::metadata(stage).map_err(at(""))?;
    if (made.uid(), made.gid()) != (about.uid(), about.gid()) {
        chown(stage, Some(about.uid()), Some(about.gid())).map_err(at(""))?;
    }
    let mode = Permissions::from_mode(about.mode() & 0o7777);
    fs::set_permissions(stage, mode).map_err(at(""))?;
    write_all(stage, &change.write)?;
    for name in journal.keep.iter().map(String::as_str).chain([LOCK]) {
        fs::hard_link(home.join(name), stage.join(name)).map_err(at(name))?;
    }
    // A folder has one place. Until it is back in it, a link leads there.
    let aside = Path::new("..").join(stage.file_name().unwrap_or_default());
    for name in &journal.through {
        symlink(aside.join(name), stage.join(name)).map_err(at(name))?;
    }
    journal.write(stage).map_err(at(JOURNAL))
}

/// Brings the folder that was swapped away up to date, swaps it back, and
/// sweeps.
fn finish(home: &Path, stage: &Path) -> io::Result<()> {
    let journal = Journal::of(home)?.unwrap_or_default();
    if id(&fs::metadata(home)?) != journal.home {
        for name in &journal.write {
            match stands(&home.join(name)) {
                true => carry(home, stage, name)?,
                false => remove(&stage.join(name))?,
            }
        }
        for name in &journal.remove {
            remove(&stage.join(name))?;
        }
        // The lock may be another's than the one who began.
        carry(home, stage, LOCK)?;
        carry(home, stage, JOURNAL)?;
        sync_folder(stage)?;
        swap(home, stage)?;
        home.parent().map_or(Ok(()), sync_folder)?;
    }
    let passes = |name: &String| is_ours(name) || journal.through.contains(name);
    for name in names(stage)?.iter().filter(|name| !passes(name)) {
        carry(stage, home, name)?;
    }
    for name in journal.write.iter().chain(&journal.keep) {
        if !stands(&stage.join(name)) {
            remove(&home.join(name))?;
        }
    }
    sync_folder(home)?;
    remove(&home.join(JOURNAL))?;
    sync_folder(home)?;
    remove_folder(stage)
}

/// Puts what stands in one folder into another, where it does not stand
/// already.
fn carry(from: &Path, to: &Path, name: &str) -> io::Result<()> {
    let (source, target) = (from.join(name), to.join(name));
    let about = fs::symlink_metadata(&source)?;
    if fs::symlink_metadata(&target).is_ok_and(|there| id(&there) == id(&about)) {
        return Ok(());
    }
    match about.is_dir() {
        true => fs::rename(source, target),
        false => put(&source, &target, &to.join(ASIDE)),
    }
}

fn id(about: &Metadata) -> (u64, u64) {
    (about.dev(), about.ino())
}

/// Swaps two folders in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether a folder has rights that its mode does not show, which the
/// folder that stands in for it would lack.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn has_access_list(folder: &Path) -> bool {
    let mut none: [u8; 0] = [];
    rustix::fs::getxattr(folder, "system.posix_acl_access", &mut none).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn has_access_list(_: &Path) -> bool {
    false
}
