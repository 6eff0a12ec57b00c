//! A poured story: its lines and rows in their places, and what has none.

use std::collections::BTreeMap;

use super::leg::LineSlot;
use crate::geom::Len;
use crate::line::Line;

/// A line with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PouredLine {
    /// Index of the paragraph in the galley.
    pub par: usize,
    /// Index of the leg in the thread.
    pub leg: usize,
    /// The line.
    pub line: Line,
    /// Whether it stands in the head of a table that is repeated here.
    pub again: bool,
    /// Left end, as the text runs.
    pub x: Len,
    /// Baseline, as the text runs.
    pub baseline: Len,
}

/// The overset 溢排: text without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overset {
    /// Number of rows missing 行.
    pub lines: usize,
    /// Number of characters without a place 字.
    pub chars: usize,
    /// First words of the overset text.
    pub first: String,
    /// Paragraph of the galley in which it begins, and its first byte there.
    pub at: (usize, usize),
}

/// A poured story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Poured {
    /// The placed lines, in reading order.
    pub lines: Vec<PouredLine>,
    /// Overset, if there is any.
    pub overset: Option<Overset>,
    /// Number of line slots that the placed text takes, rows kept blank included.
    pub used: usize,
    /// The last slot of each leg that text took, rows kept blank under it
    /// counted in.
    pub ends: BTreeMap<usize, LineSlot>,
    /// Rows of tables that are placed.
    pub rows: Vec<PouredRow>,
    /// Tables that are too wide, and the largest excess of each.
    pub too_wide: BTreeMap<usize, Len>,
}

/// A placed row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PouredRow {
    /// Index of the table in the galley.
    pub table: usize,
    /// Index of the row in the table.
    pub row: usize,
    /// Index of the leg in the thread.
    pub leg: usize,
    /// Left end, as the text runs.
    pub x: Len,
    /// Measure of the row.
    pub measure: Len,
    /// Baseline of its first grid row.
    pub baseline: Len,
    /// Number of grid rows it takes.
    pub depth: usize,
    /// Middles between neighbouring columns, measured from `x`.
    pub seams: Vec<Len>,
}
