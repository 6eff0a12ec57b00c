//! The keys of the files as data: their names, the shapes of their values, what they mean.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::diag::Code;
use crate::say::{Language, sentence};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `edition.toml`.
    Edition,
    /// A page.
    Page,
    /// A layout.
    Layout,
    /// A printer.
    Printer,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 4] = [
        FileKind::Edition,
        FileKind::Page,
        FileKind::Layout,
        FileKind::Printer,
    ];

    /// Returns the name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Edition => "edition",
            FileKind::Page => "page",
            FileKind::Layout => "layout",
            FileKind::Printer => "printer",
        }
    }

    /// Returns the kind with this name.
    pub fn from_name(name: &str) -> Option<FileKind> {
        FileKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The shape of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Anything.
    Any,
    /// A text: words, a length, a place, an ink.
    Text,
    /// One of a few words.
    Words(Vec<String>),
    /// True or false.
    Bool,
    /// A whole number, the least and the most.
    Whole(u32, u32),
    /// A text, or an array of them.
    TextOrTexts,
    /// An array of texts.
    Texts,
    /// An array of so many texts.
    TextsOf(usize),
    /// An array of whole numbers, so many of them.
    WholesOf(usize),
    /// Corners, each across and down: at least so many, at most so many.
    Corners(usize, Option<usize>),
    /// A table, by its section.
    Table(String),
    /// An array of tables.
    Tables(String),
    /// Tables by name.
    Named(String),
    /// Texts by name.
    Keyed,
    /// Texts or tables by name.
    TextOrNamed(String),
    /// Texts or arrays of texts by name.
    KeyedLists,
    /// The level of a lint, or a table with its limits.
    Lint(Code),
}

/// A key.
#[derive(Clone, Debug)]
pub struct KeyInfo {
    /// Its name.
    pub name: &'static str,
    /// Whether its table must have it.
    pub required: bool,
    /// The shapes that its value may have; none is known when empty.
    pub shapes: Vec<Shape>,
    /// What it means, in Chinese and in English.
    pub about: [&'static str; 2],
}

impl KeyInfo {
    /// Returns what it means in a language.
    pub fn about(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.about[0],
            Language::En => self.about[1],
        }
    }
}

/// The keys of a table, in the order in which they are read.
#[derive(Clone, Debug)]
pub struct TableKeys {
    /// The keys.
    pub keys: Vec<KeyInfo>,
}

/// The keys of a file, by the section that they stand in; the file itself is "".
#[derive(Clone, Debug)]
pub struct FileKeys {
    /// The kind of file.
    pub kind: FileKind,
    /// Its tables.
    pub tables: BTreeMap<String, TableKeys>,
}

type Lines = BTreeMap<String, BTreeMap<String, [String; 2]>>;

fn lines() -> &'static Lines {
    static LINES: OnceLock<Lines> = OnceLock::new();
    LINES.get_or_init(|| toml::from_str(include_str!("keys.toml")).unwrap_or_default())
}

/// Where the meaning of a key is written: section and key.
pub(super) fn place(kind: FileKind, section: &str, key: &str) -> Option<(String, String)> {
    let section = match (kind, section) {
        (_, "") => kind.name(),
        (FileKind::Layout, "rule") => "rule-style",
        (_, "inset") => "story",
        (_, "fonts") => "font",
        (_, section) => section,
    };
    let known = lines().get(section)?.contains_key(key);
    known.then(|| (section.to_owned(), key.to_owned()))
}

/// Every place at which the meaning of a key is written.
#[cfg(test)]
pub(super) fn places() -> Vec<(String, String)> {
    let all = lines()
        .iter()
        .flat_map(|(section, keys)| keys.keys().map(|key| (section.clone(), key.clone())));
    all.collect()
}

/// What a key means, in Chinese and in English.
pub(super) fn about(kind: FileKind, section: &str, key: &str) -> [&'static str; 2] {
    if section == "lints" {
        return lint(key);
    }
    place(kind, section, key)
        .and_then(|(section, key)| lines().get(&section)?.get(&key))
        .map_or(["", ""], |[zh, en]| [zh, en])
}

/// What a lint looks for: the first sentence of its page in the manual.
fn lint(name: &str) -> [&'static str; 2] {
    let Some(code) = Code::from_name(name) else {
        return ["", ""];
    };
    let first = |text: &'static str| {
        text.split_inclusive(['.', '。'])
            .next()
            .unwrap_or(text)
            .trim()
    };
    let english = first(code.manual());
    let chinese = sentence(Language::Zh, &format!("pages.{name}")).map_or(english, first);
    [chinese, english]
}
