//! What the tables of one file share while it is read.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use super::noted::Asked;
use super::value::{Cells, Hao};
use crate::diag::{Diagnostic, SourceId, Span};

/// The state of reading one file. Its tables share it, so that all their problems are collected in
/// one place.
pub(super) struct Reading<'a> {
    /// The file.
    pub(super) source: SourceId,
    /// Its text.
    pub(super) text: &'a str,
    /// What is wrong with it, in the order found.
    pub(super) problems: RefCell<Vec<Diagnostic>>,
    /// The table by which 字号 are read from here on.
    pub(super) hao: Cell<Hao>,
    /// The cells by whose names places may be called.
    pub(super) cells: RefCell<Cells>,
    /// What the readers ask for, where nothing is read.
    pub(super) asked: Option<RefCell<Asked>>,
}

impl Reading<'_> {
    /// Returns the span of the parser's `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start, range.end)
    }

    /// Returns the span of `range` up to the end of its first line, so that a message about a table
    /// underlines its header and not its body.
    pub(super) fn first_line(&self, range: Range<usize>) -> Span {
        let covered = self.text.get(range.clone()).unwrap_or("");
        let line = covered.find('\n').unwrap_or(covered.len());
        self.span(range.start..range.start + covered[..line].trim_end().len())
    }

    /// Records a problem.
    pub(super) fn problem(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }
}
