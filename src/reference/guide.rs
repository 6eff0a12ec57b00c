//! The guide: a page for each of the three readers, and the keys of every file.

use std::fmt::Write as _;

use crate::say::Language;
use crate::spec::{FileKind, KeyInfo, Shape, file_keys};

/// A chapter of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chapter {
    /// For layout staff.
    Staff,
    /// For printers.
    Plant,
    /// For archives.
    Archive,
    /// The keys of a kind of file.
    Keys(FileKind),
}

impl Chapter {
    /// Every chapter.
    pub const ALL: [Chapter; 7] = [
        Chapter::Staff,
        Chapter::Plant,
        Chapter::Archive,
        Chapter::Keys(FileKind::Edition),
        Chapter::Keys(FileKind::Page),
        Chapter::Keys(FileKind::Layout),
        Chapter::Keys(FileKind::Printer),
    ];

    /// Returns the name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Chapter::Staff => "staff",
            Chapter::Plant => "plant",
            Chapter::Archive => "archive",
            Chapter::Keys(kind) => kind.name(),
        }
    }

    /// Returns the chapter with this name.
    pub fn from_name(name: &str) -> Option<Chapter> {
        Chapter::ALL
            .into_iter()
            .find(|chapter| chapter.name() == name)
    }

    /// Returns its first line.
    pub fn title(self, language: Language) -> String {
        let text = self.text(language);
        let line = text.lines().next().unwrap_or_default();
        line.trim_start_matches('#').trim().to_owned()
    }

    /// Returns the chapter as Markdown.
    pub fn text(self, language: Language) -> String {
        let (zh, en) = match self {
            Chapter::Staff => (
                include_str!("guide/zh/staff.md"),
                include_str!("guide/en/staff.md"),
            ),
            Chapter::Plant => (
                include_str!("guide/zh/plant.md"),
                include_str!("guide/en/plant.md"),
            ),
            Chapter::Archive => (
                include_str!("guide/zh/archive.md"),
                include_str!("guide/en/archive.md"),
            ),
            Chapter::Keys(kind) => return keys(kind, language),
        };
        match language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        }
    }
}

/// A table of keys for every table of a file.
fn keys(kind: FileKind, language: Language) -> String {
    let name = kind.name();
    let (title, head, required) = match language {
        Language::Zh => (format!("{name} 的键"), "| 键 | 意思 | 值 |", "必写"),
        Language::En => (
            format!("Keys of {name}"),
            "| key | what it means | value |",
            "required",
        ),
    };
    let mut out = format!("# {title}\n");
    let file = file_keys(kind);
    for (section, table) in &file.tables {
        let shape = |key: &&KeyInfo| key.name == section;
        let parents = file.tables.values().flat_map(|table| &table.keys);
        let several = parents.filter(shape).flat_map(|key| &key.shapes);
        let header = several.fold(format!("[{section}]"), |known, shape| match shape {
            Shape::Tables(_) => format!("[[{section}]]"),
            Shape::Named(_) | Shape::TextOrNamed(_) => format!("[{section}.NAME]"),
            _ => known,
        });
        if !section.is_empty() {
            let _ = write!(out, "\n## `{header}`\n");
        }
        let _ = write!(out, "\n{head}\n|---|---|---|\n");
        for key in &table.keys {
            let values: Vec<String> = key.shapes.iter().filter_map(value).collect();
            let mark = if key.required {
                format!("（{required}）")
            } else {
                String::new()
            };
            let about = key.about(language).replace('|', "\\|");
            let _ = writeln!(
                out,
                "| `{}`{mark} | {about} | {} |",
                key.name,
                values.join(" · ")
            );
        }
    }
    out
}

/// The words, or the bounds, of a value.
fn value(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Words(words) => {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            Some(quoted.join(" "))
        }
        Shape::Bool => Some("true false".to_owned()),
        Shape::Whole(least, most) => Some(format!("{least}–{most}")),
        Shape::Lint(_) => Some("\"allow\" \"warn\" \"deny\"".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chapter_is_there_in_both_languages() {
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for chapter in Chapter::ALL {
            let [zh, en] = [Language::Zh, Language::En].map(|language| chapter.title(language));
            assert!(zh.chars().any(han) && !en.chars().any(han), "{zh} / {en}");
        }
        let page = Chapter::Keys(FileKind::Page).text(Language::Zh);
        assert!(
            page.contains("## `[[story]]`") && page.contains("| `at`（必写） |"),
            "{page}"
        );
        let layout = Chapter::Keys(FileKind::Layout).text(Language::En);
        assert!(layout.contains("## `[style.NAME]`"), "{layout}");
        assert!(
            layout.contains("| `writing` |") && layout.contains("\"vertical\""),
            "{layout}"
        );
    }
}
