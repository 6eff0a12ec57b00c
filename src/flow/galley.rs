//! The galley 小样: a story's text, set but not placed.

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
}

impl Galley {
    /// Characters in all, spaces not counted.
    pub fn chars(&self) -> usize {
        self.pars.iter().map(|par| par.par.count_chars(0..par.par.clusters.len())).sum()
    }
}
