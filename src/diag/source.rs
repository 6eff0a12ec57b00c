//! The files of a run, kept so that every problem can point into them.

use std::collections::BTreeMap;
use std::sync::Arc;

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
}

impl Sources {
    /// Keeps `text` under `path` and returns its id. A text that is there
    /// already keeps its place in the order.
    pub fn add(&mut self, path: &str, text: String) -> SourceId {
        self.insert(SourceId::of(path), path.into(), text.into())
    }

    /// Keeps a text that comes with the program. A file of the user may have
    /// the same path, so their ids differ.
    pub fn add_bundled(&mut self, path: &str, text: &str) -> SourceId {
        self.insert(
            SourceId::of(&format!("bundled:{path}")),
            path.into(),
            text.into(),
        )
    }

    /// Takes in the texts of others, after its own.
    pub fn absorb(&mut self, other: &Sources) {
        for id in &other.order {
            if let Some(source) = other.files.get(id) {
                self.insert(*id, source.path.clone(), source.text.clone());
            }
        }
    }

    fn insert(&mut self, id: SourceId, path: Arc<str>, text: Arc<str>) -> SourceId {
        let next = self.order.len();
        let rank = self.files.get(&id).map_or(next, |source| source.rank);
        if rank == next {
            self.order.push(id);
        }
        self.files.insert(id, Source { path, text, rank });
        id
    }

    /// Every file, in the order of reading.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> {
        self.order.iter().copied()
    }

    /// Every text, in the order of reading.
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

    /// The path of a file.
    pub fn path(&self, id: SourceId) -> &str {
        self.files.get(&id).map_or("", |source| &source.path)
    }

    /// The text of a file, as decoded.
    pub fn text(&self, id: SourceId) -> &str {
        self.files.get(&id).map_or("", |source| &source.text)
    }

    /// The text a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.source)
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// Path, line and column of the first byte of a span.
    pub fn place(&self, span: Span) -> LineColumn<'_> {
        let text = self.text(span.source);
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        LineColumn {
            path: self.path(span.source),
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}
