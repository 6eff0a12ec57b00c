//! The buffers of an editor over the files of its editions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::asset::Fonts;
use crate::desk::{Desk, DiskDesk, normal};
use crate::diag::{Sink, Sources};
use crate::edition::resolve::beside;
use crate::edition::{House, house_named};
use crate::say::Language;
use crate::session::{Job, Session};
use crate::spec::bundled_names;

use super::place::{path_of, uri_of};
use super::told;

/// What is open, and a session for each edition that some of it belongs to.
pub(super) struct Buffers {
    pub language: Language,
    pub desk: DiskDesk,
    texts: BTreeMap<String, String>,
    sessions: BTreeMap<String, Session<'static>>,
    /// The files that problems were told of, by edition.
    told: BTreeMap<String, BTreeSet<String>>,
}

impl Buffers {
    /// None are open yet.
    pub fn over(desk: DiskDesk, language: Language) -> Buffers {
        Buffers {
            language,
            desk,
            texts: BTreeMap::new(),
            sessions: BTreeMap::new(),
            told: BTreeMap::new(),
        }
    }

    /// The text of a file: the buffer, or what is on the disk.
    pub fn text(&self, path: &str) -> Option<String> {
        if let Some(text) = self.texts.get(path) {
            return Some(text.clone());
        }
        let bytes = self.desk.read(path).ok()?;
        String::from_utf8(bytes.to_vec()).ok()
    }

    /// The edition that a file belongs to: itself, or the edition.toml of its folder or one above.
    pub fn edition_of(&self, path: &str) -> Option<String> {
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            let edition = format!("{above}/edition.toml");
            if self.texts.contains_key(&edition) || self.desk.has(&edition) {
                return Some(edition);
            }
            folder = above;
        }
        None
    }

    /// The house style of the edition that a file belongs to.
    pub fn house(&self, path: &str) -> Option<House> {
        let edition = self.edition_of(path)?;
        let text = self.text(&edition)?;
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with("layout"))?;
        let name = line.split('"').nth(1)?;
        let name = match bundled_names().contains(&name) {
            true => name.to_owned(),
            false => beside(&edition, name),
        };
        let mut fonts = Fonts::bundled();
        let (mut sources, mut sink) = (Sources::default(), Sink::new());
        house_named(&self.desk, &name, &mut fonts, &mut sources, &mut sink).ok()
    }

    /// What is to be told after a notification.
    pub fn notified(&mut self, method: &str, params: &Value) -> Vec<Value> {
        let document = &params["textDocument"];
        let Some(path) = document["uri"].as_str().and_then(path_of) else {
            return Vec::new();
        };
        let path = normal(&path);
        let text = match method {
            "textDocument/didOpen" => document["text"].as_str(),
            "textDocument/didChange" => params["contentChanges"]
                .as_array()
                .and_then(|changes| changes.last()?["text"].as_str()),
            "textDocument/didClose" => {
                self.texts.remove(&path);
                return self.checked(&path, |session| session.overlay().clear(&path));
            }
            "textDocument/didSave" => return self.checked(&path, |_| ()),
            _ => return Vec::new(),
        };
        let Some(text) = text.map(str::to_owned) else {
            return Vec::new();
        };
        self.texts.insert(path.clone(), text.clone());
        self.checked(&path, |session| {
            session.overlay().set(&path, text.into_bytes())
        })
    }

    /// Makes the edition of a file again, and tells what is wrong with each of its files.
    fn checked(&mut self, path: &str, change: impl FnOnce(&mut Session<'static>)) -> Vec<Value> {
        let Some(edition) = self.edition_of(path) else {
            let text = self.text(path).unwrap_or_default();
            return vec![notice(path, told::alone(path, &text, self.language))];
        };
        let session = self.sessions.entry(edition.clone()).or_insert_with(|| {
            let job = Job {
                edition: edition.clone(),
                page: None,
            };
            let mut session = Session::open(self.desk.another(), job);
            for (path, text) in &self.texts {
                session.overlay().set(path, text.clone().into_bytes());
            }
            session
        });
        change(session);
        let made = session.refresh();
        let mut by_file = told::by_file(&made.sources, &made.diagnostics, &edition, self.language);
        let before = self.told.remove(&edition).unwrap_or_default();
        for file in before {
            by_file.entry(file).or_default();
        }
        by_file.entry(path.to_owned()).or_default();
        let wrong = by_file.iter().filter(|(_, list)| !list.is_empty());
        let wrong = wrong.map(|(file, _)| file.clone()).collect();
        self.told.insert(edition, wrong);
        let notices = by_file.into_iter();
        notices.map(|(file, list)| notice(&file, list)).collect()
    }
}

fn notice(path: &str, problems: Vec<Value>) -> Value {
    json!({
        "jsonrpc": "2.0",
        "method": "textDocument/publishDiagnostics",
        "params": {"uri": uri_of(path), "diagnostics": problems},
    })
}
