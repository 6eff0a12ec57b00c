//! The sentences of each language by their keys.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::language::Language;

macro_rules! rooms {
    ($($room:literal),* $(,)?) => {
        /// The Chinese catalogue: of each room its name and its sentences as
        /// TOML, `key = "sentence"`.
        pub(super) const ZH: &[(&str, &str)] = &[
            $(($room, include_str!(concat!("zh/", $room, ".toml"))),)*
        ];
    };
}

rooms![
    "archive",
    "asset",
    "cli",
    "codes",
    "compare",
    "convert",
    "desk",
    "diag",
    "edit",
    "edition",
    "export",
    "galley",
    "geom",
    "help",
    "import",
    "ink",
    "lint",
    "lsp",
    "makeup",
    "package",
    "pages",
    "pdf",
    "preflight",
    "press",
    "rules",
    "say",
    "serve",
    "session",
    "sheet",
    "spec",
    "starter",
    "steady",
    "story",
    "tidy",
];

/// The sentences of a room's file by their keys, without the room.
pub(super) fn sentences(file: &str) -> Result<BTreeMap<String, String>, String> {
    toml::from_str(file).map_err(|fault| fault.to_string())
}

fn chinese() -> &'static BTreeMap<String, String> {
    static CHINESE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    CHINESE.get_or_init(|| {
        let rooms = ZH.iter();
        rooms
            .flat_map(|(room, file)| {
                let sentences = sentences(file).unwrap_or_default();
                let keyed = sentences.into_iter();
                keyed.map(move |(key, sentence)| (format!("{room}.{key}"), sentence))
            })
            .collect()
    })
}

/// The sentence of a key in a language; English stands where it is said, and
/// not here.
pub fn sentence(language: Language, key: &str) -> Option<&'static str> {
    match language {
        Language::Zh => chinese().get(key).map(String::as_str),
        Language::En => None,
    }
}

/// A key and its Chinese sentence, as the catalogue keeps them.
pub(super) fn entry(key: &str) -> Option<(&'static str, &'static str)> {
    let (key, sentence) = chinese().get_key_value(key)?;
    Some((key, sentence))
}

/// The keys of a room, without the room.
#[cfg(test)]
pub fn keys(room: &str) -> Vec<String> {
    let files = ZH.iter().filter(|(name, _)| *name == room);
    files
        .flat_map(|(_, file)| sentences(file).unwrap_or_default().into_keys())
        .collect()
}
