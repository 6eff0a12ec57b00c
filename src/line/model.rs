//! A line, and the measures that lines are broken for.

use std::ops::Range;

use crate::geom::Len;
use crate::text::{Hyphen, ShapedPar};

/// A line 行 of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Clusters, trailing spaces included.
    pub clusters: Range<usize>,
    /// Blank before the first character.
    pub indent: Len,
    /// The measure of its slot 行长.
    pub measure: Len,
    /// True for the last line of the paragraph.
    pub last: bool,
    /// True if it breaks at a forbidden place because nothing else was possible.
    pub forced: bool,
    /// True if it is shorter than a measure it should fill, because nothing in it can stretch: one
    /// 字 alone, a dash.
    pub short: bool,
    /// True if its last mark hangs beyond the measure.
    pub hung: bool,
    /// The hyphen after it, if it ends inside a word.
    pub hyphen: Option<Hyphen>,
}

impl Line {
    /// Creates a line of the whole paragraph, as wide as itself.
    pub fn whole(par: &ShapedPar) -> Line {
        let clusters = 0..par.clusters.len();
        Line {
            clusters,
            indent: Len::ZERO,
            measure: par.natural_width(),
            last: true,
            forced: false,
            short: false,
            hung: false,
            hyphen: None,
        }
    }
}

/// The measures of the slots of a paragraph, in order. Past the last slot phantom slots of `beyond`
/// continue, so overset is counted in lines.
#[derive(Clone, Copy, Debug)]
pub struct Measures<'a> {
    /// The measures.
    pub known: &'a [Len],
    /// The measure of every slot after them.
    pub rest: Len,
}

impl Measures<'_> {
    pub(super) fn measure(&self, line: usize) -> Len {
        self.known.get(line).copied().unwrap_or(self.rest)
    }

    /// Returns the line from which on all slots are alike, so that the index of a line no longer
    /// matters. Two ways to a break beyond it are merged; without this the search would be
    /// quadratic.
    pub(super) fn settled(&self) -> usize {
        let alike = self
            .known
            .iter()
            .rev()
            .take_while(|measure| **measure == self.rest)
            .count();
        (self.known.len() - alike).max(1)
    }
}
