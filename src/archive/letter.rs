//! Dead letters: editions that failed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::entry::Entry;
use super::key::EditionKey;
use super::names;
use super::receipt::LARGEST;
use crate::desk::Blobs;
use crate::diag::{Code, Diagnostic, Severity, Sources};
use crate::geom::Folio;
use crate::press::{problems, severity};
use crate::say::Text;

/// An edition that failed: what was wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeadLetter {
    /// The version of this format.
    pub schema: u32,
    /// The version of the program.
    pub duikai: String,
    /// SHA-256 of what it is made from, as in the plan.
    pub input: String,
    /// The first error, or what else forbade its files, as a code.
    pub code: String,
    /// The same in words.
    pub message: String,
    /// Every problem, as `--format json` writes them.
    pub diagnostics: Vec<Value>,
    /// Its pages, small, if they could be set.
    pub thumbnails: Vec<Thumbnail>,
}

/// A page of an edition that failed, as a small PNG.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thumbnail {
    /// The number of the page.
    pub page: Folio,
    /// SHA-256 of the PNG, by which it is stored.
    pub sha256: String,
}

impl DeadLetter {
    /// The letter of an edition with these problems.
    pub(super) fn of(
        entry: &Entry,
        sources: &Sources,
        diagnostics: &[Diagnostic],
        named: &dyn Fn(&str) -> String,
    ) -> DeadLetter {
        // The first of the heaviest.
        let heaviest = diagnostics.iter().map(|it| it.severity).max();
        let first = diagnostics
            .iter()
            .find(|it| Some(it.severity) == heaviest && it.severity >= Severity::Denied);
        DeadLetter {
            schema: 1,
            duikai: env!("CARGO_PKG_VERSION").to_owned(),
            input: entry.input.clone(),
            code: first.map_or(Code::Internal, |it| it.code).name().to_owned(),
            message: first.map(|it| it.message.to_string()).unwrap_or_default(),
            diagnostics: problems(sources, diagnostics, named),
            thumbnails: Vec::new(),
        }
    }

    /// The letter of an edition that failed for a reason that no file of it
    /// tells.
    pub(super) fn for_reason(entry: &Entry, diagnostic: &Diagnostic) -> DeadLetter {
        let none = Sources::default();
        DeadLetter::of(
            entry,
            &none,
            std::slice::from_ref(diagnostic),
            &str::to_owned,
        )
    }

    /// What was wrong, in words of either language: the problem whose words the letter has.
    pub fn text(&self) -> Text {
        let told = |it: &&Value| it["message"].as_str() == Some(self.message.as_str());
        match self.diagnostics.iter().find(told) {
            Some(problem) => Text::restored(&problem["key"], &problem["args"], &self.message),
            None => Text::quoted(self.message.as_str()),
        }
    }

    /// How many of its problems have a severity.
    pub fn count(&self, of: Severity) -> usize {
        let word = severity(of);
        self.diagnostics
            .iter()
            .filter(|it| it["severity"] == word)
            .count()
    }

    /// The bytes of the letter.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        (text + "\n").into_bytes()
    }

    /// Reads the letter of an edition, if there is one.
    pub(super) fn read(blobs: &Blobs, key: &EditionKey) -> std::io::Result<Option<DeadLetter>> {
        let bytes = blobs.read(&names::letter(key), LARGEST)?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }
}
