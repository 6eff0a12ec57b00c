//! Where in a TOML file a line stands: its table, and the key before the cursor.

use crate::spec::FileKind;

/// The place of a cursor in a TOML file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinePlace {
    /// The section of the table: "" for the file itself, `story` under `[[story]]`.
    pub section: String,
    /// The key of the line, when the cursor is in its value.
    pub value_of: Option<String>,
    /// The keys that the table has already, other lines.
    pub written: Vec<String>,
}

/// The header of a line, without its brackets.
fn header(line: &str) -> Option<&str> {
    let line = line.trim();
    let inner = line.strip_prefix('[')?;
    let inner = inner.strip_prefix('[').unwrap_or(inner);
    let end = inner.find(']')?;
    Some(inner[..end].trim())
}

/// The section that a header begins: `story.picture` is `picture`, `style.body` `style`.
fn section(header: &str) -> String {
    const NAMED: [&str; 5] = ["style", "kind", "rule", "ink", "fonts"];
    let parts: Vec<&str> = header.split('.').map(str::trim).collect();
    match parts.as_slice() {
        [first, _] if NAMED.contains(first) => (*first).to_owned(),
        [.., last] => (*last).to_owned(),
        [] => String::new(),
    }
}

/// The key of a line.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim();
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    (!key.is_empty() && key.chars().all(plain)).then_some(key)
}

/// The place of a cursor at a byte of a line, counted from 0.
pub fn line_place(text: &str, line: usize, byte: usize) -> LinePlace {
    let lines: Vec<&str> = text.lines().collect();
    let line = line.min(lines.len());
    let begins = (0..line).rev().find(|at| header(lines[*at]).is_some());
    let ends = (line + 1..lines.len())
        .find(|at| header(lines[*at]).is_some())
        .unwrap_or(lines.len());
    let own = lines.get(line).copied().unwrap_or_default();
    let before = own.get(..byte.min(own.len())).unwrap_or(own);
    let others = begins.map_or(0, |at| at + 1)..ends;
    LinePlace {
        section: begins
            .and_then(|at| header(lines[at]))
            .map_or_else(String::new, section),
        value_of: before
            .contains('=')
            .then(|| key(own).map(str::to_owned))
            .flatten(),
        written: others
            .filter(|at| *at != line)
            .filter_map(|at| key(lines[at]).map(str::to_owned))
            .collect(),
    }
}

/// What kind of file a TOML text is, by what stands in it.
pub fn file_kind(path: &str, text: &str) -> FileKind {
    let begins = |words: &[&str]| {
        text.lines()
            .any(|line| words.iter().any(|word| line.trim_start().starts_with(word)))
    };
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    if name == "edition.toml" || (begins(&["paper "]) && begins(&["pages "])) {
        FileKind::Edition
    } else if begins(&["[printer]"]) {
        FileKind::Printer
    } else if begins(&["[[story]]", "[[ad]]", "number "]) {
        FileKind::Page
    } else {
        FileKind::Layout
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_knows_its_table_and_key() {
        let text = "number = 1\n\n[[story]]\ncopy = \"a\"\n\n  [[story.picture]]\n  file = \"b\"\n\n[style.body]\nfont = \"x\"\n";
        let place = line_place(text, 4, 0);
        assert_eq!(place.section, "story");
        assert_eq!(place.written, ["copy"]);
        let place = line_place(text, 6, 10);
        assert_eq!(
            (place.section.as_str(), place.value_of.as_deref()),
            ("picture", Some("file"))
        );
        assert_eq!(line_place(text, 9, 2).section, "style");
        assert_eq!(line_place(text, 0, 0).section, "");
        assert_eq!(line_place(text, 99, 99).section, "style");
        assert_eq!(file_kind("a/page-01.toml", text), FileKind::Page);
        assert_eq!(file_kind("a.toml", "[sheet]\n"), FileKind::Layout);
    }
}
