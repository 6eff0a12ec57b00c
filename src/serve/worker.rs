//! The worker: makes the edition again whenever a file of it changes, puts it on the board, and
//! changes files when it is asked to.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

use super::ask::{Refused, copy, first_error, remedies_told, wanted};
use super::board::Board;
use super::journal::Journal;
use crate::desk::{Mail, Mailbox};
use crate::makeup::remedies_of;
use crate::say::{Language, Text};
use crate::session::{Made, Session};

/// How long it waits for news before it looks by itself, in milliseconds: for file systems that
/// tell of no changes.
const LOOKS: u64 = 2000;

/// How long broken files are given before they are shown so: who writes a file in two steps
/// leaves it broken between them.
const GRACE: u64 = 60;

/// What a browser asks of the worker, and where it waits for the answer.
#[derive(Debug)]
pub(super) struct Ask {
    /// The message of the browser.
    pub message: Value,
    /// Where the answer goes.
    pub answer: mpsc::UnboundedSender<String>,
}

/// The edition while it is worked on.
struct Work<'w> {
    session: Session<'w>,
    journal: Journal,
    edition: &'w str,
    /// What was made of the files last.
    last: Option<Arc<Made>>,
}

/// Works until nobody is left to work for.
pub(super) fn work(
    session: Session<'_>,
    mut mail: Mailbox<Ask>,
    board: &watch::Sender<Option<Arc<Board>>>,
    edition: &str,
) {
    let mut work = Work {
        session,
        journal: Journal::open(Path::new(edition)),
        edition,
        last: None,
    };
    let mut more = Value::Null;
    loop {
        let made = work.made(&mail);
        let next = work.journal.next();
        let is_same = work
            .last
            .as_ref()
            .is_some_and(|last| Arc::ptr_eq(last, &made));
        if !is_same || next != more {
            mail.watch(files_of(&made, edition));
            let before = board.borrow().clone();
            let board_now = Board::of(&made, before.as_deref(), (edition, &next));
            board.send_replace(Some(Arc::new(board_now)));
            (work.last, more) = (Some(made), next);
        }
        match mail.next(LOOKS) {
            Mail::Order(ask) => work.answer(&ask),
            Mail::Changed | Mail::Nothing => {}
            Mail::Closed => return,
        }
    }
}

impl Work<'_> {
    /// What the files come to now.
    fn made(&mut self, mail: &Mailbox<Ask>) -> Arc<Made> {
        let mut made = self.session.refresh();
        let was_sound = self.last.as_ref().is_none_or(|last| last.is_sound());
        while was_sound && !made.is_sound() {
            match mail.next(GRACE) {
                Mail::Changed => made = self.session.refresh(),
                Mail::Order(ask) => self.answer(&ask),
                Mail::Nothing | Mail::Closed => break,
            }
        }
        made
    }

    fn answer(&mut self, ask: &Ask) {
        let id = &ask.message["id"];
        let answer = match self.answered(&ask.message) {
            Ok(mut answer) => {
                answer["id"] = id.clone();
                answer
            }
            Err(Refused(why, words)) => {
                let local = words.in_language(Language::Zh);
                json!({"type": "refused", "id": id, "why": why, "words": words, "local": local})
            }
        };
        // The browser may be gone.
        let _ = ask.answer.send(answer.to_string());
    }

    fn answered(&mut self, message: &Value) -> Result<Value, Refused> {
        match message["type"].as_str().unwrap_or_default() {
            "again" => {}
            "undo" => self.journal.undo()?,
            "redo" => self.journal.redo()?,
            "edit" => self.edit(&message["gesture"])?,
            "copy" => {
                let (made, path) = (self.sound()?, message["file"].as_str().unwrap_or_default());
                let edition = made
                    .edition
                    .as_ref()
                    .ok_or(Refused("broken", Text::default()))?;
                return Ok(json!({"type": "copy", "text": copy(&made, edition, path)?}));
            }
            "fit" => {
                let made = self.sound()?;
                let story = message["story"].as_str().unwrap_or_default();
                let found = made.edition.as_ref().and_then(|it| remedies_of(it, story));
                let found = found.ok_or(Refused("unknown", Text::default()))?;
                return Ok(json!({"type": "fit", "remedies": remedies_told(&found)}));
            }
            _ => return Err(Refused("unknown", Text::default())),
        }
        Ok(json!({"type": "done"}))
    }

    /// What the files come to, if it can be printed.
    fn sound(&mut self) -> Result<Arc<Made>, Refused> {
        let made = self.session.refresh();
        match made.is_sound() {
            true => Ok(made),
            false => Err(Refused("broken", Text::default())),
        }
    }

    /// Makes a change, unless the edition could not be made with it.
    fn edit(&mut self, gesture: &Value) -> Result<(), Refused> {
        let made = self.session.refresh();
        let wanted = wanted(&made, self.edition, gesture)?;
        if wanted.file.before == wanted.file.after {
            return Ok(());
        }
        // Words may be broken while they are typed; a page is tried first.
        if made.is_sound() && wanted.typing.is_none() {
            let after = wanted.file.after.clone().into_bytes();
            self.session.overlay().set(&wanted.file.path, after);
            let tried = self.session.refresh();
            self.session.overlay().clear(&wanted.file.path);
            if !tried.is_sound() {
                return Err(Refused("unsound", first_error(&tried)));
            }
        }
        let typing = wanted.typing.as_deref();
        Ok(self.journal.make(wanted.label, typing, vec![wanted.file])?)
    }
}

/// The files that an edition is made of, and those that its broken parts name.
fn files_of<'a>(made: &'a Made, edition: &'a str) -> Vec<&'a str> {
    let inputs = made.edition.iter().flat_map(|edition| &edition.inputs);
    let read = made.sources.ids().map(|id| made.sources.path(id));
    inputs
        .map(|(path, _)| path.as_str())
        .chain(read)
        .chain([edition])
        .collect()
}
