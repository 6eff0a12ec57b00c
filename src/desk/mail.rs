//! What wakes a server: files that change, and orders that others hand in.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecursiveMode, Watcher};

/// One thing that happened.
#[derive(Debug)]
pub enum Mail<T> {
    /// A file in a watched folder is not what it was.
    Changed,
    /// Somebody's order.
    Order(T),
    /// Nothing, for as long as was waited.
    Nothing,
    /// Nobody is left who could hand in anything.
    Closed,
}

/// Where orders are handed in.
#[derive(Debug)]
pub struct MailSlot<T>(Sender<Mail<T>>);

impl<T> Clone for MailSlot<T> {
    fn clone(&self) -> MailSlot<T> {
        MailSlot(self.0.clone())
    }
}

impl<T> MailSlot<T> {
    /// Hands in an order; `false` if nobody takes them any more.
    pub fn hand_in(&self, order: T) -> bool {
        self.0.send(Mail::Order(order)).is_ok()
    }
}

/// A box into which changes of files and orders come. Folders are watched, not files: editors
/// write a new file and rename it over the old one.
pub struct Mailbox<T> {
    slot: Sender<Mail<T>>,
    mail: Receiver<Mail<T>>,
    watcher: Option<notify::RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
}

impl<T: Send + 'static> Mailbox<T> {
    /// An empty box. Where the system cannot tell of changes nothing is watched, and whoever waits
    /// looks by himself now and then.
    pub fn new() -> Mailbox<T> {
        let (slot, mail) = channel();
        let bell = slot.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.as_ref().is_ok_and(is_change) {
                // The box may be gone by now.
                let _ = bell.send(Mail::Changed);
            }
        });
        Mailbox {
            slot,
            mail,
            watcher: watcher.ok(),
            watched: BTreeSet::new(),
        }
    }

    /// A slot for orders.
    pub fn slot(&self) -> MailSlot<T> {
        MailSlot(self.slot.clone())
    }

    /// Watches the folders of these files, and no others.
    pub fn watch<'a>(&mut self, files: impl IntoIterator<Item = &'a str>) {
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        let folder = |file: &str| {
            let parent = Path::new(file).parent()?;
            match parent.as_os_str().is_empty() {
                true => Some(PathBuf::from(".")),
                false => Some(parent.to_owned()),
            }
        };
        let wanted: BTreeSet<PathBuf> = files.into_iter().filter_map(folder).collect();
        for gone in self.watched.difference(&wanted) {
            // It may have been taken away itself.
            let _ = watcher.unwatch(gone);
        }
        let mut watched: BTreeSet<PathBuf> = self.watched.intersection(&wanted).cloned().collect();
        for new in wanted.difference(&self.watched) {
            // What cannot be watched is tried again the next time.
            if watcher.watch(new, RecursiveMode::NonRecursive).is_ok() {
                watched.insert(new.clone());
            }
        }
        self.watched = watched;
    }

    /// The next thing, waited for no longer than so many milliseconds.
    pub fn next(&self, milliseconds: u64) -> Mail<T> {
        match self.mail.recv_timeout(Duration::from_millis(milliseconds)) {
            Ok(mail) => mail,
            Err(RecvTimeoutError::Timeout) => Mail::Nothing,
            Err(RecvTimeoutError::Disconnected) => Mail::Closed,
        }
    }
}

impl<T: Send + 'static> Default for Mailbox<T> {
    fn default() -> Mailbox<T> {
        Mailbox::new()
    }
}

/// Whether an event may change what is read. Reading is no change: whoever reads because of it
/// would never rest.
fn is_change(event: &notify::Event) -> bool {
    match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_renamed_over_another_is_a_change_and_reading_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.toml");
        std::fs::write(&file, "a").expect("writes");
        let mut mail: Mailbox<u8> = Mailbox::new();
        let name = file.to_string_lossy().into_owned();
        mail.watch([name.as_str()]);
        std::fs::read(&file).expect("reads");
        assert!(matches!(mail.next(200), Mail::Nothing));
        std::fs::write(folder.path().join("b"), "b").expect("writes");
        std::fs::rename(folder.path().join("b"), &file).expect("renames");
        assert!(matches!(mail.next(5000), Mail::Changed));
        while matches!(mail.next(200), Mail::Changed) {}
        assert!(mail.slot().hand_in(7));
        assert!(matches!(mail.next(5000), Mail::Order(7)));
    }
}
