//! The files of a run, kept so that every problem can point into them.

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
    files: Vec<(String, String)>,
}

impl Sources {
    /// Keeps `text` under `path` and returns its id.
    pub fn add(&mut self, path: &str, text: String) -> SourceId {
        self.files.push((path.to_owned(), text));
        SourceId(self.files.len() as u32 - 1)
    }

    /// Every text, in the order of reading.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(_, text)| text.as_str())
    }

    /// The path of a file.
    pub fn path(&self, id: SourceId) -> &str {
        &self.files[id.0 as usize].0
    }

    /// The text of a file, as decoded.
    pub fn text(&self, id: SourceId) -> &str {
        &self.files[id.0 as usize].1
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
