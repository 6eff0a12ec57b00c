//! What a newsroom's own style names mean.

use std::collections::BTreeMap;
use std::path::Path;

use super::names::{role_of_key, role_of_style};
use crate::desk::read_regular;
use crate::diag::{Code, Diagnostic, SourceId, Sources, Span};
use crate::limits::TOML_BYTES;
use crate::say::{Text, text};
use crate::story::PartRole;

/// What a paragraph style means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    Role(PartRole),
    Subhead,
    Item,
    Body,
}

/// A table of styles, over the names that are known anyway.
#[derive(Clone, Debug, Default)]
pub struct StyleTable {
    own: BTreeMap<String, Meant>,
}

/// Words for what is no part.
const WORDS: &[(&str, Meant)] = &[
    ("subhead", Meant::Subhead),
    ("小标题", Meant::Subhead),
    ("插题", Meant::Subhead),
    ("item", Meant::Item),
    ("body", Meant::Body),
    ("正文", Meant::Body),
];

impl StyleTable {
    /// Reads a table of styles from a file.
    ///
    /// # Errors
    ///
    /// As [`StyleTable::read`]; `file-unreadable` for a file that cannot be read.
    pub fn of_file(path: &Path, sources: &mut Sources) -> Result<StyleTable, Box<Diagnostic>> {
        let name = path.to_string_lossy();
        let read = read_regular(path, TOML_BYTES as u64).and_then(|bytes| {
            String::from_utf8(bytes)
                .map_err(|_| std::io::Error::other(text!("import.not-utf-8", "it is not UTF-8")))
        });
        match read {
            Ok(text) => {
                let source = sources.add(&name, text.clone());
                StyleTable::read(&text, source)
            }
            Err(fault) => {
                let message = text!(
                    "import.table-styles-cannot-read",
                    "the table of styles “{name}” cannot be read: {fault}",
                    name,
                    fault
                );
                Err(Box::new(Diagnostic::new(
                    Code::FileUnreadable,
                    None,
                    message,
                )))
            }
        }
    }

    /// Reads a table of styles: `[styles]` with a style's name and what it means, a front-matter key
    /// (`"大标题" = "主题"`), `subhead`, `item` or `body`. `source` is for places.
    ///
    /// # Errors
    ///
    /// `toml-syntax`, or `bad-value` for a meaning that is none.
    pub fn read(text: &str, source: SourceId) -> Result<StyleTable, Box<Diagnostic>> {
        let table: toml::Table = text.parse().map_err(|fault: toml::de::Error| {
            let span = fault.span().unwrap_or(0..0);
            let place = Span::new(source, span.start, span.end);
            Box::new(Diagnostic::new(
                Code::TomlSyntax,
                place,
                Text::quoted(fault.message()),
            ))
        })?;
        let mut own = BTreeMap::new();
        let listed = table.get("styles").and_then(toml::Value::as_table);
        for (name, value) in listed.unwrap_or(&table) {
            let meant = value.as_str().and_then(|value| {
                role_of_key(value).map(Meant::Role).or_else(|| {
                    WORDS
                        .iter()
                        .find(|(word, _)| *word == value)
                        .map(|(_, meant)| *meant)
                })
            });
            let Some(meant) = meant else {
                let at = text.find(name.as_str()).unwrap_or(0);
                let message = text!(
                    "import.style-given-no-meaning",
                    "the style “{name}” is given no meaning that is known: {value}",
                    name,
                    value = value.to_string()
                );
                return Err(Box::new(
                    Diagnostic::new(Code::BadValue, Span::new(source, at, at + name.len()), message)
                        .help(text!("import.give-key-front-matter", "give a key of front matter such as \"主题\", or \"subhead\", \"item\", \"body\"")),
                ));
            };
            own.insert(name.to_lowercase(), meant);
        }
        Ok(StyleTable { own })
    }

    /// What a style of this name means: as the table says, else as it is called.
    pub(super) fn meant(&self, name: &str) -> Option<Meant> {
        let own = self.own.get(&name.to_lowercase()).copied();
        own.or_else(|| role_of_style(name).map(Meant::Role))
            .or_else(|| {
                matches!(
                    name,
                    "正文" | "Body" | "Body Text" | "Text body" | "Standard" | "Normal"
                )
                .then_some(Meant::Body)
            })
            .or_else(|| {
                matches!(name, "小标题" | "小标" | "Subhead" | "Subheading" | "插题")
                    .then_some(Meant::Subhead)
            })
    }
}
