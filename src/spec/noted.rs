//! What is asked for while a file with nothing in it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use toml::Spanned as Parsed;
use toml::de::{DeTable, DeValue};

use super::keys::Shape;

/// What one table was asked for.
#[derive(Debug, Default)]
pub(super) struct Noted {
    /// Each key with the shapes that were asked for, in order.
    pub keys: Vec<(&'static str, Vec<Shape>)>,
    /// Keys that have to be there.
    pub must: BTreeSet<&'static str>,
}

/// What is noted while a file with nothing in it is read.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub tables: BTreeMap<String, Noted>,
    /// Keys by which readers choose their way.
    pub chosen_by: BTreeSet<String>,
    /// The only key that is said to be there.
    pub there: Option<String>,
    /// How many tables were read to their end.
    pub finished: usize,
}

impl Asked {
    /// Notes a key of a table.
    pub fn key(&mut self, table: &str, key: &'static str, shape: Shape) {
        let noted = self.tables.entry(section(table)).or_default();
        let at = noted.keys.iter().position(|(known, _)| *known == key);
        let at = at.unwrap_or_else(|| {
            noted.keys.push((key, Vec::new()));
            noted.keys.len() - 1
        });
        let shapes = &mut noted.keys[at].1;
        if shape != Shape::Any && !shapes.contains(&shape) {
            shapes.push(shape);
        }
    }

    /// Notes that a key has to be there.
    pub fn must(&mut self, table: &str, key: &'static str) {
        self.tables
            .entry(section(table))
            .or_default()
            .must
            .insert(key);
    }

    /// Notes that a reader chooses its way by a key, and says whether it is there.
    pub fn has(&mut self, key: &str) -> bool {
        self.chosen_by.insert(key.to_owned());
        self.there.as_deref() == Some(key)
    }

    /// Notes that a table was read to its end.
    pub fn finish(&mut self) {
        self.finished += 1;
    }
}

/// The section of a table by its header: `[[story.picture]]` is `picture`, `[style.NAME]` `style`.
pub(super) fn section(header: &str) -> String {
    let plain = header.trim_matches(['[', ']']);
    let parts: Vec<&str> = plain.split('.').filter(|part| *part != NAME).collect();
    let last = parts.last().copied().unwrap_or_default();
    // The file itself is called by words.
    if header.starts_with('[') {
        last.to_owned()
    } else {
        String::new()
    }
}

/// What stands for the name of a named table.
pub(super) const NAME: &str = "NAME";

/// A table with nothing in it.
pub(super) fn nothing() -> &'static Parsed<DeValue<'static>> {
    static NOTHING: OnceLock<Parsed<DeValue<'static>>> = OnceLock::new();
    NOTHING.get_or_init(|| Parsed::new(0..0, DeValue::Table(DeTable::new())))
}
