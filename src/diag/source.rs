//! The files of a run, kept so that every problem can point into them.

use std::sync::OnceLock;

/// Which file of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A byte range in one file of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        Span {
            source,
            start: start as u32,
            end: end as u32,
        }
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A span resolved for people: 1-based line and column (in characters).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineColumn<'a> {
    /// The file as named on the command line or in the spec.
    pub path: &'a str,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in characters.
    pub column: usize,
}

/// Every text the run has read, by the path it was asked for.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

#[derive(Debug)]
struct SourceFile {
    path: String,
    text: String,
    /// Made when the first place in the file is asked for.
    index: OnceLock<Index>,
}

/// Bytes between two counts of characters.
const STEP: usize = 256;

/// What makes lines and columns of a text quick to find, whatever its length
/// and however long its lines.
#[derive(Debug)]
struct Index {
    /// The first byte of every line.
    lines: Vec<u32>,
    /// Characters that begin before byte 0, [`STEP`], 2 × [`STEP`] and so on.
    chars: Vec<u32>,
}

/// Whether a byte of UTF-8 begins a character.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl Index {
    fn of(text: &str) -> Index {
        let ends = text.match_indices('\n').map(|(at, _)| at as u32 + 1);
        let mut chars = vec![0];
        for step in text.as_bytes().chunks(STEP) {
            let count = step.iter().filter(|byte| begins(**byte)).count() as u32;
            chars.push(chars[chars.len() - 1] + count);
        }
        Index {
            lines: std::iter::once(0).chain(ends).collect(),
            chars,
        }
    }

    /// Characters that begin before byte `at`.
    fn chars_before(&self, text: &str, at: usize) -> usize {
        let step = at / STEP;
        let rest = &text.as_bytes()[step * STEP..at];
        self.chars[step] as usize + rest.iter().filter(|byte| begins(**byte)).count()
    }
}

impl Sources {
    /// Keeps `text` under `path` and returns its id.
    pub fn add(&mut self, path: &str, text: String) -> SourceId {
        self.files.push(SourceFile {
            path: path.to_owned(),
            text,
            index: OnceLock::new(),
        });
        SourceId(self.files.len() as u32 - 1)
    }

    /// Every text, in the order of reading.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.text.as_str())
    }

    /// The path of a file.
    pub fn path(&self, id: SourceId) -> &str {
        &self.files[id.0 as usize].path
    }

    /// The text of a file, as decoded.
    pub fn text(&self, id: SourceId) -> &str {
        &self.files[id.0 as usize].text
    }

    /// The text a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.source)
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// Path, line and column of the first byte of a span.
    pub fn place(&self, span: Span) -> LineColumn<'_> {
        let SourceFile { path, text, index } = &self.files[span.source.0 as usize];
        let start = text.floor_char_boundary(span.start as usize);
        let index = index.get_or_init(|| Index::of(text));
        let line = index
            .lines
            .partition_point(|first| *first as usize <= start);
        let first = index.lines[line - 1] as usize;
        LineColumn {
            path,
            line,
            column: index.chars_before(text, start) - index.chars_before(text, first) + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_finds() {
        let long: String = "甲a\u{1F600}".repeat(300);
        let text = format!("\n乙\n{long}\n{long}丙\n\n");
        let mut sources = Sources::default();
        let source = sources.add("a", text.clone());
        for at in 0..text.len() + 3 {
            let before = &text[..text.floor_char_boundary(at)];
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            let place = sources.place(Span::new(source, at, at));
            assert_eq!((place.line, place.column), (line, column), "{at}");
        }
    }
}
