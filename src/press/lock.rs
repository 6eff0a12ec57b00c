//! The lock of an edition: everything it was made of, and what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::edition::Ready;
use super::output::Output;
use crate::asset::{FontId, sha256};
use crate::desk::{Desk, read_regular};
use crate::diag::{Code, Diagnostic, Sources};
use crate::forme::{Forme, Item, leaves};
use crate::say::{List, Text, text};

/// The name of the lock, beside the edition file.
pub const LOCK_FILE: &str = "duikai.lock";

/// The version of the lock's form.
const FORM: u32 = 1;

/// Everything an edition was made of, and what came of it. Equal locks mean equal files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Version of this form.
    lock: u32,
    /// Version of the program.
    duikai: String,
    /// Version of the form of edition files.
    format: u32,
    /// The standard of the press files.
    standard: String,
    /// Name and SHA-256 of the printing condition.
    profile: (String, String),
    /// Every file that was read, counted from the edition's folder, with its SHA-256.
    inputs: BTreeMap<String, String>,
    /// Layouts that came with the program, with their SHA-256.
    layouts: BTreeMap<String, String>,
    /// Faces that are printed, with their SHA-256.
    fonts: BTreeMap<String, String>,
    /// The pages.
    pages: Vec<LockedPage>,
    /// Every file that was made, with its SHA-256.
    outputs: BTreeMap<String, String>,
}

/// A page, and what it has of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedPage {
    /// Its number, `02-03` for a spread.
    page: String,
    /// Its press file.
    output: String,
    /// Faces on it, by name.
    fonts: BTreeSet<String>,
    /// Pictures on it, by the names of their files.
    pictures: BTreeSet<String>,
}

impl Lock {
    /// Takes the lock of an edition whose files are ready. Proofs of refused pages have none.
    pub fn of(ready: &Ready, sources: &Sources) -> Option<Lock> {
        if ready.denied {
            return None;
        }
        let setting = &ready.setting;
        let named = |path: &str| ready.named.name(path);
        let bundled = sources
            .ids()
            .filter(|id| sources.is_bundled(*id))
            .map(|id| {
                let hash = sha256(sources.text(id).as_bytes());
                (sources.path(id).to_owned(), hash)
            });
        let pages: Vec<LockedPage> = setting
            .formes
            .iter()
            .zip(&ready.outputs)
            .map(|(forme, output)| {
                let pictures = forme.pictures().into_iter();
                LockedPage {
                    page: setting.file_number(forme),
                    output: output.name.clone(),
                    fonts: fonts_of(forme)
                        .into_iter()
                        .map(|id| setting.fonts.name(id).to_owned())
                        .collect(),
                    pictures: pictures
                        .map(|placed| named(&setting.pictures.get(placed.picture).path))
                        .collect(),
                }
            })
            .collect();
        let fonts = setting.formes.iter().flat_map(fonts_of);
        let condition = &setting.condition;
        Some(Lock {
            lock: FORM,
            duikai: env!("CARGO_PKG_VERSION").to_owned(),
            format: crate::limits::FORMAT,
            standard: ready.kind.standard().to_owned(),
            profile: (
                condition.identifier.to_string(),
                condition.sha256().to_string(),
            ),
            inputs: setting
                .inputs
                .iter()
                .map(|(path, hash)| (named(path), hash.clone()))
                .collect(),
            layouts: bundled.collect(),
            fonts: fonts
                .map(|id| {
                    let hash = setting.fonts.sha256(id).to_owned();
                    (setting.fonts.name(id).to_owned(), hash)
                })
                .collect(),
            pages,
            outputs: ready
                .outputs
                .iter()
                .map(|output| (output.name.clone(), output.sha256().to_owned()))
                .collect(),
        })
    }

    /// Reads a lock.
    pub fn parse(path: &str, bytes: &[u8]) -> Result<Lock, Box<Diagnostic>> {
        serde_json::from_slice(bytes).map_err(|fault| {
            let message = text!(
                "press.no-lock-file",
                "{path} is no lock: {fault}",
                path,
                fault
            );
            Box::new(
                Diagnostic::new(Code::LockDiffers, None, message).help(text!(
                    "press.write-anew-duikai-lock",
                    "write it anew with `duikai lock`, if the edition is as it should be"
                )),
            )
        })
    }

    /// Returns the file of the lock.
    pub fn file(&self) -> Output {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        Output::new(LOCK_FILE.to_owned(), (text + "\n").into_bytes())
    }

    /// Tells what differs now from the lock: what the edition is made of, and on which pages; then
    /// which files came out otherwise.
    pub fn differences(&self, now: &Lock) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut tell = |message: Text, help: Text| {
            found.push(Diagnostic::new(Code::LockDiffers, None, message).help(help));
        };
        if self.duikai != now.duikai {
            tell(
                text!(
                    "press.duikai-lock-written",
                    "this is duikai {duikai}, and the lock was written by {duikai2}",
                    duikai = now.duikai,
                    duikai2 = self.duikai
                ),
                text!(
                    "press.use-version-same-bytes",
                    "use that version for the same bytes, or lock the edition again"
                ),
            );
        }
        if self.standard != now.standard {
            let message = text!(
                "press.press-files-lock",
                "the press files are to be {standard}, and the lock has {standard2}",
                standard = now.standard,
                standard2 = self.standard
            );
            tell(
                message,
                text!(
                    "press.build-standard-lock",
                    "build with the standard of the lock"
                ),
            );
        }
        let restore = text!(
            "press.restore-file-lock-edition",
            "restore the file, or lock the edition again if it is meant to differ"
        );
        if self.profile != now.profile {
            let message = text!(
                "press.printing-condition-locked-every",
                "the printing condition {profile} is not the locked one, {profile2}: every page is separated by it",
                profile = now.profile.0,
                profile2 = self.profile.0
            );
            tell(message, restore.clone());
        }
        for (what, before, after) in [
            (
                text!("press.input-layout", "layout"),
                &self.layouts,
                &now.layouts,
            ),
            (text!("press.input-file", "file"), &self.inputs, &now.inputs),
            (text!("press.input-face", "face"), &self.fonts, &now.fonts),
        ] {
            for (name, how) in changes(before, after) {
                let pages = self.pages_with(now, name);
                tell(
                    text!(
                        "press.changed-input",
                        "the {what} {name} {how}{pages}",
                        what,
                        name,
                        how,
                        pages
                    ),
                    restore.clone(),
                );
            }
        }
        let made = text!(
            "press.look-cause-above-none",
            "look for the cause above; with none of them the program differs from that of the lock"
        );
        for (name, how) in changes(&self.outputs, &now.outputs) {
            let page = self.pages.iter().find(|page| page.output == name);
            let page = page.map_or_else(Text::default, |page| {
                text!("press.on-page", ", page {page}", page = page.page)
            });
            tell(
                text!(
                    "press.press-file",
                    "the press file {name}{page} {how}",
                    name,
                    page,
                    how
                ),
                made.clone(),
            );
        }
        found
    }

    /// The pages that something is on: those that name it, or else those that came out otherwise.
    fn pages_with(&self, now: &Lock, name: &str) -> Text {
        let names = |page: &&LockedPage| page.fonts.contains(name) || page.pictures.contains(name);
        let mut pages: BTreeSet<&str> = self
            .pages
            .iter()
            .chain(&now.pages)
            .filter(names)
            .map(|page| page.page.as_str())
            .collect();
        if pages.is_empty() {
            let other = |page: &&LockedPage| {
                self.outputs.get(&page.output) != now.outputs.get(&page.output)
            };
            pages = self
                .pages
                .iter()
                .filter(other)
                .map(|page| page.page.as_str())
                .collect();
        }
        match pages.is_empty() {
            true => text!(
                "press.page-comes-out-otherwise",
                "; no page comes out otherwise"
            ),
            false => text!("press.on-pages", ": page {pages}", pages = List::of(pages)),
        }
    }
}

/// Returns how an edition differs from the lock beside it; a lock that is missing or no lock is a
/// difference. Nothing is said of pages that may not go to press: they have been told of.
pub fn lock_faults(
    desk: &dyn Desk,
    edition: &str,
    (ready, sources): (&Ready, &Sources),
) -> Vec<Diagnostic> {
    let Some(now) = Lock::of(ready, sources) else {
        return Vec::new();
    };
    let path = lock_beside(edition);
    let bytes = match desk.read(&path) {
        Ok(bytes) => bytes,
        Err(fault) => {
            let message = text!(
                "press.lock-cannot-read",
                "the lock {path} cannot be read: {fault}",
                path,
                fault
            );
            let help = text!("press.write-duikai-lock", "write it with `duikai lock`");
            return vec![Diagnostic::new(Code::LockDiffers, None, message).help(help)];
        }
    };
    match Lock::parse(&path, &bytes) {
        Ok(lock) => lock.differences(&now),
        Err(fault) => vec![*fault],
    }
}

/// The path of the lock of an edition.
fn lock_beside(edition: &str) -> String {
    let folder = edition.rfind(['/', '\\']).map_or("", |at| &edition[..=at]);
    format!("{folder}{LOCK_FILE}")
}

/// Returns how the files of a build in a folder differ from what an edition comes to now.
pub fn folder_faults(ready: &Ready, folder: &Path) -> Vec<Diagnostic> {
    let differs = |output: &Output| {
        let path = folder.join(&output.name);
        let what = match read_regular(&path, u64::MAX - 1) {
            Ok(bytes) if sha256(&bytes) == output.sha256() => return None,
            Ok(_) => text!(
                "press.other-bytes-edition-comes",
                "has other bytes than the edition comes to"
            ),
            Err(fault) => text!("press.cannot-read", "cannot be read: {fault}", fault),
        };
        let message = text!(
            "press.file-what",
            "{path} {what}",
            path = path.display(),
            what
        );
        let help = text!(
            "press.made-other-files-another",
            "it was made of other files, or by another version of the program; `duikai diff` tells what differs between two editions"
        );
        Some(Diagnostic::new(Code::LockDiffers, None, message).help(help))
    };
    ready.outputs.iter().filter_map(differs).collect()
}

/// Names whose hash is not the same in both, and how.
fn changes<'a>(
    before: &'a BTreeMap<String, String>,
    after: &'a BTreeMap<String, String>,
) -> Vec<(&'a str, Text)> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let how = match (before.get(name), after.get(name)) {
                (Some(a), Some(b)) if a == b => return None,
                (Some(_), Some(_)) => text!("press.other-bytes", "has other bytes"),
                (Some(_), None) => text!("press.input-gone", "is no longer there"),
                _ => text!("press.input-new", "is new"),
            };
            Some((name.as_str(), how))
        })
        .collect()
}

fn fonts_of(forme: &Forme) -> BTreeSet<FontId> {
    leaves(&forme.items)
        .filter_map(|leaf| match leaf.item {
            Item::GlyphRun(run) => Some(run.font),
            _ => None,
        })
        .collect()
}
