//! Lines.
//!
//! Input: a [`ShapedPar`](crate::text::ShapedPar) and the measures of the
//! line slots it is poured into. Output: [`Line`]s, and with [`place`] the
//! position of every cluster on its line.
//! Invariant: lines partition the clusters; a justified line is exactly as
//! wide as its measure; nothing here knows a page or a y position.

mod cost;
mod justify;
mod optimum;

pub use justify::{Placed, place};
pub use optimum::{Slots, break_};

use std::ops::Range;

use crate::geom::Len;

/// One line 行 of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its clusters, trailing spaces included.
    pub clusters: Range<usize>,
    /// Blank before the first character.
    pub indent: Len,
    /// The measure of its slot 行长.
    pub measure: Len,
    /// Whether the paragraph ends with it.
    pub last: bool,
    /// Whether it broke where no line may, because nothing else was possible.
    pub forced: bool,
}
