//! Answers to an editor: what may be written at a place, what it means, where it leads.

use serde_json::{Value, json};

use crate::desk::{Desk, normal};
use crate::edition::resolve::beside;
use crate::reference::{LinePlace, file_kind, line_place};
use crate::say::{Language, text};
use crate::spec::{FileKeys, FileKind, KeyInfo, Shape, file_keys};

use super::buffers::Buffers;
use super::place::{line_and_byte, path_of, range, uri_of};

/// The cursor of a request in its file.
struct Cursor {
    path: String,
    text: String,
    line: usize,
    byte: usize,
}

impl Cursor {
    fn of(buffers: &Buffers, params: &Value) -> Option<Cursor> {
        let path = normal(&path_of(params["textDocument"]["uri"].as_str()?)?);
        let text = buffers.text(&path)?;
        let (line, byte) = line_and_byte(&text, &params["position"]);
        Some(Cursor {
            path,
            text,
            line,
            byte,
        })
    }

    fn own_line(&self) -> &str {
        self.text.lines().nth(self.line).unwrap_or_default()
    }

    /// The keys of its kind of file, and its place; none in an article.
    fn keys(&self) -> Option<(FileKeys, LinePlace)> {
        if !self.path.ends_with(".toml") {
            return None;
        }
        let keys = file_keys(file_kind(&self.path, &self.text));
        Some((keys, line_place(&self.text, self.line, self.byte)))
    }

    /// The words in quotes round the cursor, with the bytes of the line that they have.
    fn quoted(&self) -> Option<(usize, &str)> {
        let line = self.own_line();
        let start = line.get(..self.byte)?.rfind('"')? + 1;
        let end = start + line.get(start..)?.find('"')?;
        // Between two pairs of quotes is no word.
        let within = line[..start].matches('"').count() % 2 == 1;
        within.then(|| (start, &line[start..end]))
    }
}

fn key<'k>(keys: &'k FileKeys, section: &str, name: &str) -> Option<&'k KeyInfo> {
    keys.tables
        .get(section)?
        .keys
        .iter()
        .find(|key| key.name == name)
}

/// What may be written at a place.
pub(super) fn completion(buffers: &Buffers, params: &Value) -> Value {
    let items = Cursor::of(buffers, params)
        .and_then(|cursor| {
            let (keys, place) = cursor.keys()?;
            Some(match &place.value_of {
                Some(name) => values(buffers, &cursor, &keys, &place.section, name),
                None => names(&keys, &place, buffers.language),
            })
        })
        .unwrap_or_default();
    Value::Array(items)
}

/// The keys of a table that it has not yet.
fn names(keys: &FileKeys, place: &LinePlace, language: Language) -> Vec<Value> {
    let Some(table) = keys.tables.get(&place.section) else {
        return Vec::new();
    };
    let open = table
        .keys
        .iter()
        .filter(|key| !place.written.iter().any(|own| own == key.name));
    open.map(|key| {
        let wanted = if key.required { "0" } else { "1" };
        json!({
            "label": key.name,
            "kind": 10,
            "detail": key.about(language),
            "insertText": format!("{} = ", key.name),
            "sortText": format!("{wanted}{}", key.name),
        })
    })
    .collect()
}

/// The values that a key may have.
fn values(
    buffers: &Buffers,
    cursor: &Cursor,
    keys: &FileKeys,
    section: &str,
    name: &str,
) -> Vec<Value> {
    let quote = |word: &str| match cursor.quoted() {
        Some(_) => word.to_owned(),
        None => format!("\"{word}\""),
    };
    let item = |word: &str, detail: &str| json!({"label": word, "kind": 12, "detail": detail, "insertText": quote(word)});
    if keys.kind == FileKind::Page && name == "kind" {
        let Some(house) = buffers.house(&cursor.path) else {
            return Vec::new();
        };
        let kinds = house.kinds.iter();
        return kinds
            .map(|(word, kind)| {
                item(
                    word,
                    kind.about.in_language(buffers.language).unwrap_or_default(),
                )
            })
            .collect();
    }
    if keys.kind == FileKind::Page && section == "rule" && name == "style" {
        let house = buffers.house(&cursor.path);
        let rules = house.iter().flat_map(|house| house.rules.keys());
        return rules.map(|word| item(word, "")).collect();
    }
    let shapes = key(keys, section, name).map_or(&[][..], |key| &key.shapes);
    let mut items = Vec::new();
    for shape in shapes {
        match shape {
            Shape::Words(words) => items.extend(words.iter().map(|word| item(word, ""))),
            Shape::Lint(_) => {
                let levels = crate::diag::Level::NAMES;
                items.extend(levels.iter().map(|word| item(word, "")));
            }
            Shape::Bool => {
                let word = |word: &str| json!({"label": word, "kind": 12});
                items.extend([word("true"), word("false")]);
            }
            _ => {}
        }
    }
    items
}

/// What the key under the cursor means, or the kind.
pub(super) fn hover(buffers: &Buffers, params: &Value) -> Value {
    let said = Cursor::of(buffers, params).and_then(|cursor| {
        let (keys, place) = cursor.keys()?;
        let line = cursor.own_line();
        if let Some("kind") = place.value_of.as_deref() {
            let house = buffers.house(&cursor.path)?;
            let kind = house.kinds.get(cursor.quoted()?.1)?;
            let about = kind.about.in_language(buffers.language)?;
            return Some((about.to_owned(), None));
        }
        let name = line.split('=').next()?.trim();
        let key = key(&keys, &place.section, name)?;
        let mut words = format!("`{name}`: {}", key.about(buffers.language));
        if key.required {
            let required = text!("lsp.required", "(required)");
            words.push(' ');
            words.push_str(&required.in_language(buffers.language));
        }
        let start = line.find(name)?;
        Some((
            words,
            Some((cursor.line, start, start + name.len(), line.to_owned())),
        ))
    });
    match said {
        None => Value::Null,
        Some((words, place)) => {
            let mut hover = json!({"contents": {"kind": "markdown", "value": words}});
            if let Some((number, start, end, line)) = place {
                let mut at = range(&line, start, end);
                for edge in ["start", "end"] {
                    at[edge]["line"] = json!(number);
                }
                hover["range"] = at;
            }
            hover
        }
    }
}

/// The file that the words under the cursor name.
pub(super) fn definition(buffers: &Buffers, params: &Value) -> Value {
    let found = Cursor::of(buffers, params).and_then(|cursor| {
        let (_, name) = cursor.quoted()?;
        let path = normal(&beside(&cursor.path, name));
        (!name.is_empty() && buffers.desk.has(&path)).then_some(path)
    });
    found.map_or(
        Value::Null,
        |path| json!({"uri": uri_of(&path), "range": range("", 0, 0)}),
    )
}
