//! A line of meaning: what a kind of story is for.

use std::fmt;

use super::keys::Shape;
use super::table::Table;
use crate::say::{Arg, Language, Text, Typed, text};

/// `about`: a line for people, in one language or in both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AboutSpec {
    zh: Option<String>,
    en: Option<String>,
}

impl AboutSpec {
    /// Returns the line in a language, or else as it is written.
    pub fn in_language(&self, language: Language) -> Option<&str> {
        let (own, other) = match language {
            Language::Zh => (&self.zh, &self.en),
            Language::En => (&self.en, &self.zh),
        };
        own.as_deref().or(other.as_deref())
    }
}

impl fmt::Display for AboutSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.in_language(Language::En).unwrap_or_default())
    }
}

impl Typed for AboutSpec {
    fn arg(&self) -> Arg {
        let line = |language| self.in_language(language).unwrap_or_default().to_owned();
        Arg::Both(line(Language::En), line(Language::Zh))
    }
}

/// The accepted forms of `about`, for help texts.
const FORMS: Text = text!(
    "spec.about-forms",
    "write a line, or one in each language: { zh = \"…\", en = \"…\" }"
);

/// Reads a line of meaning.
pub(super) fn about(table: &mut Table<'_>, key: &'static str) -> Option<AboutSpec> {
    table.ask(key, Shape::Text);
    if let Some(inner) = table.asked_table(key) {
        both(inner);
    }
    let value = table.value(key)?;
    if let Some(words) = value.get_ref().as_str() {
        let words = Some(words.to_owned());
        return Some(AboutSpec {
            zh: words.clone(),
            en: words,
        });
    }
    if !value.get_ref().is_table() {
        let wants = text!("spec.about-wants", "a string, or a table of two");
        table.mistyped(key, value, wants, FORMS);
        return None;
    }
    table.table(key).map(both)
}

fn both(mut inner: Table<'_>) -> AboutSpec {
    let mut line = |key| inner.name(key).map(|line| line.value);
    let about = AboutSpec {
        zh: line("zh"),
        en: line("en"),
    };
    inner.finish();
    about
}
