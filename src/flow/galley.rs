//! The galley 小样: a story's text, set but not placed.

use crate::geom::Len;
use crate::role::{CellPlace, TextRole};
use crate::text::ShapedPar;

/// The depth of a paragraph's lines in grid rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// One row for each line: body text on the grid.
    Grid,
    /// A subhead or big figure centred over whole rows 占行.
    Rows {
        /// Minimum number of rows it takes.
        rows: usize,
        /// Text rows that must follow it in the same leg, so that it is never stranded at the foot
        /// 背题.
        keep: usize,
    },
    /// A cell of one of the galley's tables.
    Cell,
}

/// A table 表格: the paragraphs that are its cells, row by row.
#[derive(Clone, Debug)]
pub struct Table {
    /// Index of the paragraph that is its first cell.
    pub first: usize,
    /// Number of rows.
    pub rows: usize,
    /// For each column, true if its numbers are aligned by the decimal point; else its cells have
    /// the alignment of their paragraphs.
    pub points: Vec<bool>,
    /// True if its first row is a head 表头, which is not left alone at a foot.
    pub head: bool,
    /// Whether its head stands again in every leg it goes on in.
    pub repeats: bool,
    /// Blank at both sides, inside the outer rules.
    pub edge: Len,
}

impl Table {
    /// Returns the paragraphs of one row.
    pub fn row(&self, row: usize) -> std::ops::Range<usize> {
        let first = self.first + row * self.points.len();
        first..first + self.points.len()
    }
}

/// A paragraph of a galley.
#[derive(Clone, Debug)]
pub struct GalleyPar {
    /// The paragraph.
    pub par: ShapedPar,
    /// Depth of the paragraph.
    pub depth: Depth,
    /// What it is in its story.
    pub role: TextRole,
    /// Its place, if it is a cell.
    pub cell: Option<CellPlace>,
}

/// A story's text in order.
#[derive(Clone, Debug, Default)]
pub struct Galley {
    /// Paragraphs, in order.
    pub pars: Vec<GalleyPar>,
    /// Tables, in order.
    pub tables: Vec<Table>,
}

impl Galley {
    /// Returns the number of characters, spaces not counted.
    pub fn chars(&self) -> usize {
        self.pars
            .iter()
            .map(|par| par.par.count_chars(0..par.par.clusters.len()))
            .sum()
    }
}
