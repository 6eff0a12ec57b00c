//! The worker: makes the edition again whenever a file of it changes, and puts it on the board.

use std::sync::Arc;

use serde_json::json;
use tokio::sync::watch;

use super::board::Board;
use crate::desk::{Mail, Mailbox};
use crate::session::{Made, Session};

/// How long it waits for news before it looks by itself, in milliseconds: for file systems that
/// tell of no changes.
const LOOKS: u64 = 2000;

/// How long broken files are given before they are shown so: who writes a file in two steps
/// leaves it broken between them.
const GRACE: u64 = 60;

/// What browsers ask of the worker.
#[derive(Debug)]
pub(super) enum Ask {
    /// To make the edition again.
    Again,
}

/// Works until nobody is left to work for.
pub(super) fn work(
    mut session: Session<'_>,
    mut mail: Mailbox<Ask>,
    board: &watch::Sender<Option<Arc<Board>>>,
    edition: &str,
) {
    let mut last: Option<Arc<Made>> = None;
    loop {
        let mut made = session.refresh();
        let is_news = |made: &Arc<Made>| last.as_ref().is_none_or(|last| !Arc::ptr_eq(last, made));
        let was_sound = last.as_ref().is_none_or(|last| last.is_sound());
        if is_news(&made) && !made.is_sound() && was_sound {
            while let Mail::Changed = mail.next(GRACE) {
                made = session.refresh();
                if made.is_sound() {
                    break;
                }
            }
        }
        if is_news(&made) {
            mail.watch(files_of(&made, edition));
            let before = board.borrow().clone();
            let next = Board::of(&made, before.as_deref(), (edition, &json!({})));
            board.send_replace(Some(Arc::new(next)));
            last = Some(made);
        }
        if let Mail::Closed = mail.next(LOOKS) {
            return;
        }
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
