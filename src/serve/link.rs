//! The connection to one browser: it is sent what it lacks, and hands in what is asked for.

use crate::geom::Folio;
use std::collections::BTreeMap;

use axum::extract::ws::{Message, WebSocket};
use serde_json::Value;
use tokio::sync::mpsc;

use super::office::Office;
use super::worker::Ask;

/// The pages that a browser has, by number and key.
type Has = BTreeMap<Folio, String>;

/// Keeps a browser in step until it goes away.
pub(super) async fn keep(mut socket: WebSocket, mut office: Office) {
    let mut has: Option<Has> = None;
    let (answer, mut answers) = mpsc::unbounded_channel();
    office.board.mark_changed();
    loop {
        let message = tokio::select! {
            message = socket.recv() => {
                let Some(Ok(message)) = message else { return };
                let Message::Text(text) = message else { continue };
                let Ok(asked) = serde_json::from_str::<Value>(&text) else { return };
                if asked["type"] == "have" {
                    has = Some(pages_of(&asked["pages"]));
                    office.board.mark_changed();
                } else {
                    let answer = answer.clone();
                    office.worker.hand_in(Ask { message: asked, answer });
                }
                continue;
            }
            changed = office.board.changed() => {
                if changed.is_err() {
                    return;
                }
                // A browser is told nothing before it has said what it has.
                let Some(has) = &mut has else { continue };
                let board = office.board.borrow_and_update().clone();
                let Some(board) = board else { continue };
                let knows = |number: Folio, key: &str| has.get(&number).is_some_and(|has| has == key);
                let message = board.message(&knows);
                *has = board
                    .pages
                    .iter()
                    .map(|page| (page.number, page.key.clone()))
                    .collect();
                message
            }
            answer = answers.recv() => match answer {
                Some(answer) => answer,
                None => return,
            },
        };
        if socket.send(Message::Text(message.into())).await.is_err() {
            return;
        }
    }
}

fn pages_of(asked: &Value) -> Has {
    let pages = asked.as_object().into_iter().flatten();
    pages
        .filter_map(|(number, key)| Some((number.parse().ok()?, key.as_str()?.to_owned())))
        .collect()
}
