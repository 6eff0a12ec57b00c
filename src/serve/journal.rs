//! The journal: every change that was made here, so that it can be undone, also by the next server.
//!
//! It stands in `.duikai/desk.jsonl` beside the edition file, a line of JSON for each step: what is
//! done, undone or done again. A line is on the disk before the files are touched, so that whatever
//! a killed server left is known to the next, which finishes the last step.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::desk::{ReplaceFault, append_line, read_regular, replace};
use crate::edit::FileEdit;
use crate::limits::FILE_BYTES;
use crate::say::{Text, text};

/// A change that was made: its name and what became of which files.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    label: String,
    /// What typing it belongs to, if it is typing: all of one is undone at once.
    typing: Option<String>,
    files: Vec<FileEdit>,
}

/// Why a step was not taken.
#[derive(Debug)]
pub(super) enum StepFault {
    /// There is nothing to undo or to do again.
    Nothing,
    /// A file is not what it was thought to be.
    Changed(String),
    /// The system says no.
    Io(Text),
}

/// All changes, those that stand and those that were undone.
pub(super) struct Journal {
    path: PathBuf,
    done: Vec<Entry>,
    undone: Vec<Entry>,
}

/// Which way a file goes.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    On,
    Back,
}

impl Journal {
    /// The journal of an edition file, its last step finished.
    pub fn open(edition: &Path) -> Journal {
        let folder = edition.parent().unwrap_or(Path::new(""));
        let mut journal = Journal {
            path: folder.join(".duikai").join("desk.jsonl"),
            done: Vec::new(),
            undone: Vec::new(),
        };
        let text = read_regular(&journal.path, FILE_BYTES).unwrap_or_default();
        let mut last = None;
        for line in String::from_utf8_lossy(&text).lines() {
            // What a killed server left of a line is none.
            if let Ok(step) = serde_json::from_str::<Value>(line) {
                last = match step["step"].as_str() {
                    Some("ok") => None,
                    Some("not") => {
                        journal.take_back(last);
                        None
                    }
                    _ => journal.take(&step).or(last),
                };
            }
        }
        if let Some((entry, way)) = last {
            // Files that somebody has changed since stay.
            for file in &entry.files {
                let _ = moved(file, way);
            }
        }
        journal
    }

    /// What would be undone and what done again.
    pub fn next(&self) -> Value {
        let label = |list: &[Entry]| list.last().map(|entry| entry.label.clone());
        json!({"undo": label(&self.done), "redo": label(&self.undone)})
    }

    /// Makes a change.
    pub fn make(
        &mut self,
        label: &str,
        typing: Option<&str>,
        files: Vec<FileEdit>,
    ) -> Result<(), StepFault> {
        let written: Vec<Value> = files
            .iter()
            .map(|file| json!([file.path, file.before, file.after]))
            .collect();
        let entry = Entry {
            label: label.to_owned(),
            typing: typing.map(str::to_owned),
            files,
        };
        let step = json!({"step": "do", "label": label, "typing": typing, "files": written});
        self.step(&step, &entry, Way::On)
    }

    /// Undoes the last change that stands.
    pub fn undo(&mut self) -> Result<(), StepFault> {
        let entry = self.done.last().cloned().ok_or(StepFault::Nothing)?;
        self.step(&json!({"step": "undo"}), &entry, Way::Back)
    }

    /// Does the last change again that was undone.
    pub fn redo(&mut self) -> Result<(), StepFault> {
        let entry = self.undone.last().cloned().ok_or(StepFault::Nothing)?;
        self.step(&json!({"step": "redo"}), &entry, Way::On)
    }

    /// Writes a step down, takes it, and takes it back when a file cannot be changed.
    fn step(&mut self, step: &Value, entry: &Entry, way: Way) -> Result<(), StepFault> {
        // Nothing is written down that cannot be done.
        for file in &entry.files {
            let (from, _) = ends(file, way);
            let now = read_regular(Path::new(&file.path), FILE_BYTES);
            match now {
                Ok(bytes) if bytes == from.as_bytes() => {}
                Ok(_) => return Err(StepFault::Changed(file.path.clone())),
                Err(fault) => {
                    return Err(StepFault::Io(text!(
                        "serve.file-fault",
                        "{path}: {fault}",
                        path = file.path,
                        fault
                    )));
                }
            }
        }
        append_line(&self.path, &step.to_string()).map_err(|fault| {
            StepFault::Io(text!(
                "serve.file-fault",
                "{path}: {fault}",
                path = self.path.display(),
                fault
            ))
        })?;
        for (nth, file) in entry.files.iter().enumerate() {
            let Err(fault) = moved(file, way) else {
                continue;
            };
            let back = match way {
                Way::On => Way::Back,
                Way::Back => Way::On,
            };
            for file in &entry.files[..nth] {
                // It was ours a moment ago; whoever changed it since keeps his words.
                let _ = moved(file, back);
            }
            // What cannot be written down is found out by the next server in the same way.
            let _ = append_line(&self.path, &json!({"step": "not"}).to_string());
            return Err(match fault {
                ReplaceFault::Changed => StepFault::Changed(file.path.clone()),
                ReplaceFault::Io(fault) => StepFault::Io(text!(
                    "serve.file-fault",
                    "{path}: {fault}",
                    path = file.path,
                    fault
                )),
            });
        }
        self.take(step);
        // Without it the next server looks whether the files are what they should be.
        let _ = append_line(&self.path, &json!({"step": "ok"}).to_string());
        Ok(())
    }

    /// Forgets a step that could not be taken.
    fn take_back(&mut self, step: Option<(Entry, Way)>) {
        match step {
            Some((_, Way::On)) => drop(self.done.pop()),
            Some((entry, Way::Back)) => {
                self.undone.pop();
                self.done.push(entry);
            }
            None => {}
        }
    }

    /// Keeps a step in mind; gives what it did.
    fn take(&mut self, step: &Value) -> Option<(Entry, Way)> {
        match step["step"].as_str()? {
            "do" => {
                let files: Option<Vec<FileEdit>> =
                    step["files"].as_array()?.iter().map(file_of).collect();
                let entry = Entry {
                    label: step["label"].as_str().unwrap_or_default().to_owned(),
                    typing: step["typing"].as_str().map(str::to_owned),
                    files: files?,
                };
                self.undone.clear();
                match self.done.last_mut().filter(|last| last.goes_on(&entry)) {
                    Some(last) => last.files[0].after.clone_from(&entry.files[0].after),
                    None => self.done.push(entry.clone()),
                }
                Some((entry, Way::On))
            }
            "undo" => {
                let entry = self.done.pop()?;
                self.undone.push(entry.clone());
                Some((entry, Way::Back))
            }
            "redo" => {
                let entry = self.undone.pop()?;
                self.done.push(entry.clone());
                Some((entry, Way::On))
            }
            _ => None,
        }
    }
}

impl Entry {
    /// Whether another change is more of the same typing.
    fn goes_on(&self, other: &Entry) -> bool {
        match (self.files.as_slice(), other.files.as_slice()) {
            ([one], [more]) => {
                self.typing.is_some()
                    && self.typing == other.typing
                    && one.path == more.path
                    && one.after == more.before
            }
            _ => false,
        }
    }
}

fn file_of(written: &Value) -> Option<FileEdit> {
    let text = |at: usize| written.get(at)?.as_str().map(str::to_owned);
    Some(FileEdit {
        path: text(0)?,
        before: text(1)?,
        after: text(2)?,
    })
}

/// What a file is and what it becomes.
fn ends(file: &FileEdit, way: Way) -> (&str, &str) {
    match way {
        Way::On => (&file.before, &file.after),
        Way::Back => (&file.after, &file.before),
    }
}

fn moved(file: &FileEdit, way: Way) -> Result<(), ReplaceFault> {
    let (from, to) = ends(file, way);
    replace(Path::new(&file.path), from.as_bytes(), to.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    struct Room {
        folder: tempfile::TempDir,
    }

    impl Room {
        fn new() -> Room {
            let folder = tempfile::tempdir().expect("a folder");
            for name in ["a", "b"] {
                fs::write(folder.path().join(name), "0").expect("writes");
            }
            Room { folder }
        }

        fn journal(&self) -> Journal {
            Journal::open(&self.folder.path().join("edition.toml"))
        }

        fn path(&self, name: &str) -> String {
            self.folder.path().join(name).to_string_lossy().into_owned()
        }

        fn edit(&self, name: &str, before: &str, after: &str) -> FileEdit {
            FileEdit {
                path: self.path(name),
                before: before.to_owned(),
                after: after.to_owned(),
            }
        }

        fn now(&self) -> String {
            ["a", "b"]
                .map(|name| fs::read_to_string(self.path(name)).expect("reads"))
                .concat()
        }
    }

    #[test]
    fn changes_are_undone_by_the_next_server() {
        let room = Room::new();
        let mut journal = room.journal();
        journal
            .make(
                "one",
                None,
                vec![room.edit("a", "0", "1"), room.edit("b", "0", "1")],
            )
            .expect("it can be made");
        journal
            .make("two", None, vec![room.edit("a", "1", "2")])
            .expect("it can be made");
        assert_eq!(room.now(), "21");
        let mut journal = room.journal();
        journal.undo().expect("the second");
        assert_eq!(room.now(), "11");
        let mut journal = room.journal();
        assert_eq!(journal.next(), json!({"undo": "one", "redo": "two"}));
        journal.undo().expect("the first");
        assert_eq!(room.now(), "00");
        assert!(matches!(journal.undo(), Err(StepFault::Nothing)));
        journal.redo().expect("the first again");
        assert_eq!(room.now(), "11");
        journal
            .make("three", None, vec![room.edit("b", "1", "3")])
            .expect("it can be made");
        assert!(matches!(journal.redo(), Err(StepFault::Nothing)));
    }

    #[test]
    fn what_somebody_else_wrote_is_left() {
        let room = Room::new();
        let mut journal = room.journal();
        let files = vec![room.edit("a", "0", "1"), room.edit("b", "9", "1")];
        assert!(matches!(
            journal.make("one", None, files),
            Err(StepFault::Changed(_))
        ));
        assert_eq!(room.now(), "00");
        journal
            .make("two", None, vec![room.edit("a", "0", "1")])
            .expect("it can be made");
        fs::write(room.path("a"), "mine").expect("writes");
        assert!(matches!(journal.undo(), Err(StepFault::Changed(_))));
        assert_eq!(room.now(), "mine0");
        assert_eq!(room.journal().next(), json!({"undo": "two", "redo": null}));
        assert_eq!(room.now(), "mine0");
    }

    #[test]
    fn typing_is_undone_at_once() {
        let room = Room::new();
        let mut journal = room.journal();
        for (before, after) in [("0", "01"), ("01", "012"), ("012", "0123")] {
            journal
                .make("typing", Some("x"), vec![room.edit("a", before, after)])
                .expect("it can be made");
        }
        journal
            .make("typing", Some("y"), vec![room.edit("a", "0123", "z")])
            .expect("it can be made");
        let mut journal = room.journal();
        journal.undo().expect("the last typing");
        assert_eq!(room.now(), "01230");
        journal.undo().expect("the first typing");
        assert_eq!(room.now(), "00");
    }

    /// Killed after any number of bytes of the journal, and after any file: the next server finds
    /// all words, in the files or in the journal.
    #[test]
    fn a_kill_loses_nothing() {
        let room = Room::new();
        room.journal()
            .make(
                "one",
                None,
                vec![room.edit("a", "0", "1"), room.edit("b", "0", "1")],
            )
            .expect("it can be made");
        let path = room.folder.path().join(".duikai/desk.jsonl");
        let whole = fs::read(&path).expect("reads");
        let first = whole
            .iter()
            .position(|byte| *byte == b'\n')
            .expect("a line");
        let ends = [first - 1, first, first + 1, whole.len() - 1, whole.len()];
        for written in (0..first).step_by(29).chain(ends) {
            for touched in 0..=2 {
                fs::write(&path, &whole[..written]).expect("writes");
                let line_is_whole = written >= first;
                // That all is done is written when it is.
                let touched = if written + 1 >= whole.len() {
                    2
                } else {
                    touched
                };
                for (nth, name) in ["a", "b"].into_iter().enumerate() {
                    let new = line_is_whole && nth < touched;
                    fs::write(room.path(name), if new { "1" } else { "0" }).expect("writes");
                }
                let mut journal = room.journal();
                let state = if line_is_whole { "11" } else { "00" };
                assert_eq!(room.now(), state, "{written} bytes, {touched} files");
                // A torn line does not spoil those after it.
                let b = &state[1..];
                journal
                    .make("two", None, vec![room.edit("b", b, "2")])
                    .expect("it can be made");
                room.journal().undo().expect("it stands in the journal");
                assert_eq!(room.now(), state);
            }
        }
    }
}
