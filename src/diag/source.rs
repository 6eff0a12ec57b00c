//! The sources: the files of a run, kept so that every problem can point into them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

/// Which file: a hash of its path, so that a file has the same id in every run,
/// whatever else is read and in whatever order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u64);

impl SourceId {
    /// The id of the file at a path: the first 64 bits of the path's SHA-256.
    pub fn of(path: &str) -> SourceId {
        let hash: [u8; 32] = Sha256::digest(path).into();
        let [a, b, c, d, e, f, g, h, ..] = hash;
        SourceId(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }
}

/// A byte range in one file of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// End of the range: one past the last byte.
    pub end: u32,
}

impl Span {
    /// Creates the span of bytes `start..end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        Span {
            source,
            start: start as u32,
            end: end as u32,
        }
    }
}

/// A value and the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Place where the value was written.
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
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<SourceId, Source>,
    /// The files in the order of reading.
    order: Vec<SourceId>,
}

#[derive(Clone, Debug)]
struct Source {
    path: Arc<str>,
    text: Arc<str>,
    /// Its place in the order of reading.
    rank: usize,
    /// Made when the first place in the file is asked for.
    index: Arc<OnceLock<Index>>,
}

impl Source {
    fn new(path: &str, text: impl Into<Arc<str>>) -> Source {
        Source {
            path: path.into(),
            text: text.into(),
            rank: 0,
            index: Arc::default(),
        }
    }
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
    /// Keeps `text` under `path` and returns its id. A text that is there
    /// already keeps its place in the order.
    pub fn add(&mut self, path: &str, text: String) -> SourceId {
        self.insert(SourceId::of(path), Source::new(path, text))
    }

    /// Keeps a text that comes with the program. A file of the user may have
    /// the same path, so their ids differ.
    pub fn add_bundled(&mut self, path: &str, text: &str) -> SourceId {
        let id = SourceId::of(&format!("bundled:{path}"));
        self.insert(id, Source::new(path, text))
    }

    /// Returns whether a file came with the program.
    pub fn is_bundled(&self, id: SourceId) -> bool {
        id == SourceId::of(&format!("bundled:{}", self.path(id)))
    }

    /// Takes in the texts of others, after its own.
    pub fn absorb(&mut self, other: &Sources) {
        for id in &other.order {
            if let Some(source) = other.files.get(id) {
                self.insert(*id, source.clone());
            }
        }
    }

    fn insert(&mut self, id: SourceId, source: Source) -> SourceId {
        let next = self.order.len();
        let rank = self.files.get(&id).map_or(next, |source| source.rank);
        if rank == next {
            self.order.push(id);
        }
        self.files.insert(id, Source { rank, ..source });
        id
    }

    /// Every file, in the order of reading.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> {
        self.order.iter().copied()
    }

    /// Iterates over every text, in the order of reading.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.order
            .iter()
            .filter_map(|id| Some(&*self.files.get(id)?.text))
    }

    /// The place of a file in the order of reading; after all others when it
    /// was not read.
    pub fn rank(&self, id: SourceId) -> usize {
        self.files.get(&id).map_or(usize::MAX, |source| source.rank)
    }

    /// Returns the path of a file.
    pub fn path(&self, id: SourceId) -> &str {
        self.files.get(&id).map_or("", |source| &source.path)
    }

    /// Returns the text of a file, as decoded.
    pub fn text(&self, id: SourceId) -> &str {
        self.files.get(&id).map_or("", |source| &source.text)
    }

    /// Returns the text a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.source)
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// Returns path, line and column of the first byte of a span.
    pub fn place(&self, span: Span) -> LineColumn<'_> {
        let Some(source) = self.files.get(&span.source) else {
            return LineColumn {
                path: "",
                line: 1,
                column: 1,
            };
        };
        let Source {
            path, text, index, ..
        } = source;
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
