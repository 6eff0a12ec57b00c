//! The files of the folder.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::super::read::read_regular;
use super::flush::{flush_files, flush_folders};
use super::view;
use super::worker::{TEMPORARY, Worker};
use crate::say::text;

/// A folder of blobs, opened by a process that puts some.
#[derive(Debug)]
pub struct Blobs {
    root: PathBuf,
    temporary: PathBuf,
    worker: Worker,
    count: AtomicU64,
}

impl Blobs {
    /// Opens a folder, which is made when it is not there, and sweeps what
    /// processes that died left of themselves. Another process is taken for
    /// dead when nothing was seen of it for as long as `patience`.
    pub fn open(root: &Path, patience: Duration) -> io::Result<Blobs> {
        fs::create_dir_all(root)?;
        let root = fs::canonicalize(root)?;
        let worker = Worker::start(&root, patience)?;
        let temporary = root.join(TEMPORARY).join(worker.name());
        fs::create_dir_all(&temporary)?;
        let blobs = Blobs {
            root,
            temporary,
            worker,
            count: AtomicU64::new(0),
        };
        blobs.worker.sweep_dead();
        Ok(blobs)
    }

    /// A folder to look at only: nothing is written for it, and nothing can be
    /// put.
    pub fn look(root: &Path) -> Blobs {
        Blobs {
            root: root.to_owned(),
            temporary: root.join(TEMPORARY).join("none"),
            worker: Worker::onlooker(root),
            count: AtomicU64::new(0),
        }
    }

    /// This process.
    pub fn worker(&self) -> &Worker {
        &self.worker
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Puts files that are not there yet, all at once: of each the bytes are on
    /// the disk before its name appears. The names themselves are on the disk
    /// when the next ones are put, or after [`Blobs::flush`].
    pub fn put_all(&self, files: &[(&str, &[u8])]) -> io::Result<()> {
        let mut staged: Vec<(&str, PathBuf)> = Vec::new();
        let done = self.stage_and_link(files, &mut staged);
        for (_, path) in &staged {
            // What cannot be removed now is swept by the next process.
            let _ = fs::remove_file(path);
        }
        done
    }

    fn stage_and_link<'f>(
        &self,
        files: &[(&'f str, &[u8])],
        staged: &mut Vec<(&'f str, PathBuf)>,
    ) -> io::Result<()> {
        for (name, bytes) in files {
            if !self.is_there(name, bytes.len() as u64) {
                let path = self.stage();
                staged.push((name, path.clone()));
                write_new(&path, bytes).map_err(named(name))?;
            }
        }
        let paths: Vec<&Path> = staged.iter().map(|(_, path)| path.as_path()).collect();
        flush_files(&self.root, &paths)?;
        let mut folders: Vec<PathBuf> = Vec::new();
        for (name, path) in staged.iter() {
            let to = self.root.join(name);
            link_new(path, &to).map_err(named(name))?;
            folders.extend(to.parent().map(Path::to_owned));
        }
        folders.sort();
        folders.dedup();
        flush_folders(&folders)
    }

    /// Waits until the disk has every name that was put.
    pub fn flush(&self) -> io::Result<()> {
        flush_files(&self.root, &[])
    }

    /// Puts a small file that nobody else has put; returns false when it is
    /// there. It may be gone after a power loss.
    pub fn claim(&self, name: &str, bytes: &[u8]) -> io::Result<bool> {
        let path = self.stage();
        let linked = write_new(&path, bytes).and_then(|()| link_new(&path, &self.root.join(name)));
        let _ = fs::remove_file(&path);
        linked.map_err(named(name))
    }

    /// Puts a file in place of what stands there, in one step.
    pub fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.replace_all(&[(name, bytes)])
    }

    /// Puts files in place of what stands there, each in one step when the
    /// bytes of all are on the disk.
    pub fn replace_all(&self, files: &[(&str, &[u8])]) -> io::Result<()> {
        if files.is_empty() {
            return Ok(());
        }
        let mut staged: Vec<PathBuf> = Vec::new();
        let done = self.stage_and_rename(files, &mut staged);
        for path in &staged {
            // What was put is no longer there.
            let _ = fs::remove_file(path);
        }
        done
    }

    fn stage_and_rename(
        &self,
        files: &[(&str, &[u8])],
        staged: &mut Vec<PathBuf>,
    ) -> io::Result<()> {
        for (name, bytes) in files {
            let path = self.stage();
            staged.push(path.clone());
            write_new(&path, bytes).map_err(named(name))?;
        }
        let paths: Vec<&Path> = staged.iter().map(PathBuf::as_path).collect();
        flush_files(&self.root, &paths)?;
        for ((name, _), path) in files.iter().zip(staged) {
            let to = self.root.join(name);
            with_folder(&to, || fs::rename(&*path, &to)).map_err(named(name))?;
        }
        Ok(())
    }

    /// The bytes of a file, if it is there.
    pub fn read(&self, name: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        match read_regular(&self.root.join(name), most) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(named(name)(error)),
        }
    }

    /// Whether a file is there.
    pub fn has(&self, name: &str) -> bool {
        self.root.join(name).is_file()
    }

    /// Removes a file; one that is not there is removed already.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.root.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(named(name)(error)),
            _ => Ok(()),
        }
    }

    /// The names in a folder and in the folders in it, one deep, in no order.
    pub fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        list(&self.root.join(folder), true, &mut found).map_err(named(folder))?;
        Ok(found)
    }

    /// Makes a folder `name` of files that are there under other names, in
    /// place of what stood there; readers never see half of it. `mark` is the
    /// file among `files` that tells one state of the folder from another: a
    /// folder that has it is left as it is.
    pub fn view(&self, name: &str, mark: &str, files: &[(&str, &str)]) -> io::Result<()> {
        view::make(&self.root, &self.temporary, name, mark, files, &self.count).map_err(named(name))
    }

    /// Whether a folder that [`Blobs::view`] made is that of a blob that marks
    /// it.
    pub fn is_view(&self, name: &str, mark: &str, blob: &str) -> bool {
        view::is_same(&self.root.join(blob), &self.root.join(name).join(mark))
    }

    /// Removes a folder that [`Blobs::view`] made, in one step.
    pub fn clear_view(&self, name: &str) -> io::Result<()> {
        let aside = self.temporary.join(format!("old-{}", self.next()));
        match fs::rename(self.root.join(name), &aside) {
            Ok(()) => fs::remove_dir_all(&aside).map_err(named(name)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(named(name)(error)),
        }
    }

    fn stage(&self) -> PathBuf {
        self.temporary.join(self.next().to_string())
    }

    fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    /// Whether a blob of this length stands under a name. Its bytes were on the
    /// disk before it was put there.
    fn is_there(&self, name: &str, length: u64) -> bool {
        fs::symlink_metadata(self.root.join(name))
            .is_ok_and(|about| about.is_file() && about.len() == length)
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.temporary);
    }
}

/// Names the blob at which an operation failed.
fn named(name: &str) -> impl FnOnce(io::Error) -> io::Error {
    move |error| {
        io::Error::new(
            error.kind(),
            text!("desk.name-error", "{name}: {error}", name, error),
        )
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(bytes)
}

/// Gives a file a second name; returns false when something has it.
fn link_new(from: &Path, to: &Path) -> io::Result<bool> {
    with_folder(to, || match fs::hard_link(from, to) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        // A file system without links: nobody sees half of it either, and who
        // comes second puts the same bytes.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::Unsupported | ErrorKind::PermissionDenied
            ) =>
        {
            match to.exists() {
                true => Ok(false),
                false => fs::rename(from, to).map(|()| true),
            }
        }
        Err(error) => Err(error),
    })
}

/// Does something in a folder, which is made when it is not there.
fn with_folder<T>(path: &Path, mut act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    match act() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            act()
        }
        done => done,
    }
}

fn list(folder: &Path, deeper: bool, found: &mut Vec<String>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if deeper && entry.file_type()?.is_dir() {
            list(&entry.path(), false, found)?;
        } else {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(())
}
