//! The editions that one can start from.

use super::language::in_language;
use crate::reference::{SchemaKind, schema};
use crate::say::Language;
use crate::spec::FileKind;

/// An edition to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// 对开日报.
    Duikai,
    /// 四开报.
    Sikai,
    /// A Western broadsheet.
    Western,
    /// A Japanese broadsheet, vertical.
    Ja,
    /// A Taiwan broadsheet.
    Tw,
}

/// Specs of a template, with remarks in both languages.
macro_rules! specs {
    ($folder:literal: $($name:literal),+) => {
        &[$(($name, include_str!(concat!("templates/", $folder, "/", $name)))),+]
    };
}

/// Articles of a template.
macro_rules! copy {
    ($folder:literal: $($name:literal),+) => {
        &[$((concat!("copy/", $name), include_str!(concat!("templates/", $folder, "/", $name)))),+]
    };
}

type Files = &'static [(&'static str, &'static str)];

const CHINESE: Files = copy!("zh": "lead.md", "brief.md", "box.md");

const PICTURES: Files = &[
    (
        "pictures/harbour.svg",
        include_str!("templates/pictures/harbour.svg"),
    ),
    (
        "pictures/hills.svg",
        include_str!("templates/pictures/hills.svg"),
    ),
    ("pictures/ad.svg", include_str!("templates/pictures/ad.svg")),
];

impl Template {
    /// Every template.
    pub const ALL: [Template; 5] = [
        Template::Duikai,
        Template::Sikai,
        Template::Western,
        Template::Ja,
        Template::Tw,
    ];

    /// Returns the name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Template::Duikai => "duikai",
            Template::Sikai => "sikai",
            Template::Western => "western",
            Template::Ja => "ja",
            Template::Tw => "tw",
        }
    }

    /// Returns the template with this name.
    pub fn from_name(name: &str) -> Option<Template> {
        Template::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Returns its files by their paths in the folder of the edition, with the remarks in their
    /// specs in a language; with them the schemas that the specs name, for editors.
    pub fn files(self, language: Language) -> Vec<(String, Vec<u8>)> {
        let (specs, copy): (Files, Files) = match self {
            Template::Duikai => (specs!("duikai": "edition.toml", "page-01.toml"), CHINESE),
            Template::Sikai => (specs!("sikai": "edition.toml", "page-01.toml"), CHINESE),
            Template::Western => (
                specs!("western": "edition.toml", "page-01.toml"),
                copy!("western": "lead.md", "brief.md"),
            ),
            Template::Ja => (
                specs!("ja": "edition.toml", "layout.toml", "page-01.toml"),
                copy!("ja": "lead.md", "brief.md"),
            ),
            Template::Tw => (
                specs!("tw": "edition.toml", "layout.toml", "page-01.toml"),
                copy!("tw": "lead.md", "brief.md", "strip.md"),
            ),
        };
        let specs = specs
            .iter()
            .map(|(name, spec)| ((*name).to_owned(), in_language(spec, language).into_bytes()));
        let plain = copy
            .iter()
            .chain(PICTURES)
            .map(|(name, words)| ((*name).to_owned(), words.as_bytes().to_vec()));
        let schemas = [FileKind::Edition, FileKind::Page, FileKind::Layout].map(|kind| {
            let name = format!(".schema/{}.json", kind.name());
            (name, schema(SchemaKind::File(kind)).into_bytes())
        });
        specs.chain(plain).chain(schemas).collect()
    }
}
