//! The galley 小样: a story's text, set but not placed.

use crate::geom::Len;
use crate::text::ShapedPar;

/// How many grid rows a paragraph's lines take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// One row a line: body text on the grid.
    Grid,
    /// A subhead or big figure centred over whole rows 占行.
    Rows {
        /// The rows it takes at least.
        rows: usize,
        /// Text rows that must follow it in the same leg, so that it is never
        /// left behind at the foot 背题.
        keep: usize,
    },
    /// A cell of one of the galley's tables.
    Cell,
}

/// A table 表格: which paragraphs are its cells, row by row.
#[derive(Clone, Debug)]
pub struct Table {
    /// The paragraph that is its first cell.
    pub first: usize,
    /// How many rows it has.
    pub rows: usize,
    /// Of each column, whether the decimal points of its numbers stand below
    /// one another; else its cells stand as their paragraphs are aligned.
    pub points: Vec<bool>,
    /// Whether its first row is a head 表头, which is not left alone at a foot.
    pub head: bool,
    /// Whether its head stands again in every leg it goes on in.
    pub repeats: bool,
    /// Blank at its two sides, inside its outer rules.
    pub edge: Len,
}

impl Table {
    /// The paragraphs of one row.
    pub fn row(&self, row: usize) -> std::ops::Range<usize> {
        let first = self.first + row * self.points.len();
        first..first + self.points.len()
    }
}

/// One paragraph of a galley.
#[derive(Clone, Debug)]
pub struct GalleyPar {
    /// The paragraph.
    pub par: ShapedPar,
    /// Its rows.
    pub depth: Depth,
}

/// A story's text in order.
#[derive(Clone, Debug, Default)]
pub struct Galley {
    /// Its paragraphs.
    pub pars: Vec<GalleyPar>,
    /// Its tables, in order.
    pub tables: Vec<Table>,
}

impl Galley {
    /// Characters in all, spaces not counted.
    pub fn chars(&self) -> usize {
        self.pars
            .iter()
            .map(|par| par.par.count_chars(0..par.par.clusters.len()))
            .sum()
    }
}
