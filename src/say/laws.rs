//! Laws of the catalogue: every key of the code in both languages, with
//! values of the same names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::catalogue::{ZH, sentences};
use super::template::{Piece, pieces};

/// A text as a source file writes it: its key, the names in its English, and
/// the file.
struct Written {
    key: String,
    english: String,
    file: String,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is there") {
        let path = entry.expect("reads").path();
        match path.is_dir() {
            true => files(&path, found),
            false if path.extension().is_some_and(|it| it == "rs") => found.push(path),
            false => {}
        }
    }
}

/// The string literal that `text` begins with, blanks aside, and what follows.
fn literal(text: &str) -> Option<(String, &str)> {
    let body = text.trim_start().strip_prefix('"')?;
    let mut words = String::new();
    let mut rest = body.char_indices();
    while let Some((at, c)) = rest.next() {
        match c {
            '"' => return Some((words, &body[at + 1..])),
            '\\' => match rest.next()?.1 {
                'n' => words.push('\n'),
                '\n' => {
                    let blank = body[at + 2..].len() - body[at + 2..].trim_start().len();
                    for _ in 0..body[at + 2..at + 2 + blank].chars().count() {
                        rest.next();
                    }
                }
                other => words.push(other),
            },
            other => words.push(other),
        }
    }
    None
}

/// Every `text!` of the program.
fn written() -> Vec<Written> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    let mut all = Vec::new();
    for path in paths {
        let file = path
            .strip_prefix(&root)
            .expect("inside")
            .display()
            .to_string();
        if file.starts_with("say") {
            continue;
        }
        let source = fs::read_to_string(&path).expect("reads");
        for (at, _) in source.match_indices("text!(") {
            if source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let Some((key, rest)) = literal(&source[at + "text!(".len()..]) else {
                continue;
            };
            let mut rest = rest.trim_start().trim_start_matches([',', '|']);
            while let Some((english, after)) = literal(rest) {
                let (key, file) = (key.clone(), file.clone());
                all.push(Written { key, english, file });
                rest = after.trim_start();
                rest = rest.strip_prefix('|').unwrap_or("");
            }
        }
    }
    all
}

/// The names of the values in a template.
fn names(template: &str) -> BTreeSet<&str> {
    let named = |piece| match piece {
        Piece::Value(name, _) => Some(name),
        Piece::Words(_) => None,
    };
    pieces(template).into_iter().filter_map(named).collect()
}

fn chinese() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (room, file) in ZH {
        let sentences = sentences(file).unwrap_or_else(|fault| panic!("{room}.toml: {fault}"));
        for (key, sentence) in sentences {
            all.insert(format!("{room}.{key}"), sentence);
        }
    }
    all
}

#[test]
fn every_text_is_there_in_both_languages_with_the_same_values() {
    let chinese = chinese();
    let mut wrong = Vec::new();
    let mut seen = BTreeMap::new();
    for text in written() {
        let Written { key, english, file } = &text;
        match chinese.get(key) {
            None => wrong.push(format!("{file}: `{key}` has no Chinese: {english}")),
            Some(sentence) if names(sentence) != names(english) => wrong.push(format!(
                "{file}: `{key}` has other values in Chinese: {english} / {sentence}"
            )),
            Some(_) => {}
        }
        if let Some(other) = seen.insert(key.clone(), english.clone())
            && names(&other) != names(english)
        {
            wrong.push(format!("{file}: `{key}` is two texts: {other} / {english}"));
        }
    }
    for key in chinese.keys() {
        let by_name = ["say.", "codes.", "pages.", "rules.", "help."];
        if !seen.contains_key(key) && !by_name.iter().any(|room| key.starts_with(room)) {
            wrong.push(format!("nothing says `{key}`"));
        }
    }
    assert!(seen.len() > 20, "only {} texts were seen", seen.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_sentence_is_of_its_language() {
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    for (key, sentence) in chinese() {
        assert!(
            sentence.chars().any(|c| han(&c)) || !names(&sentence).is_empty(),
            "`{key}` is not Chinese: {sentence}"
        );
    }
}

/// Rooms whose diagnostics are texts, all of them.
const ROOMS: &[&str] = &[
    "asset",
    "convert",
    "edition",
    "edit",
    "import",
    "lint",
    "makeup",
    "package",
    "pdf",
    "preflight",
    "press",
    "session",
    "sheet",
    "spec",
    "story",
    "tidy",
];

#[test]
fn rooms_of_texts_write_no_bare_sentence_into_a_diagnostic() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for room in ROOMS {
        let mut paths = Vec::new();
        files(&root.join(room), &mut paths);
        for path in paths {
            let source = fs::read_to_string(&path).expect("reads");
            let file = path.strip_prefix(&root).expect("inside").display();
            if file.to_string().contains("tests") {
                continue;
            }
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            let bare: String = code.split_whitespace().collect();
            for mark in [
                ".help(\"",
                ".help(format!",
                "letmessage=format!",
                "letmessage=\"",
            ] {
                if bare.contains(mark) {
                    wrong.push(format!("{file}: {mark}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
