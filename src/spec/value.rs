//! Values with units, as written.

use std::collections::BTreeMap;

use crate::diag::{Span, Spanned};
use crate::geom::{Em, Len};
use crate::ink::{Ink, Tint};

/// A length as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// `12.5mm 9pt 4Q 4级 1in 1cm`, or a 字号 such as `小五`, `五号`.
    Absolute(Len),
    /// `13字` or `1.5em`: of the type it is used with.
    Em(Em),
    /// `42行`: grid rows, in thousandths.
    Rows(i64),
    /// `3栏`: base columns with the alleys between, whole.
    Columns(u32),
}

/// An ink as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InkSpec {
    /// Process inks: `"black"`, `"K30"`, `"M100 Y100"`.
    Process(Ink),
    /// An ink that a layout declares, and how much of it: `"red"`, `"red 30%"`.
    Named(String, Tint),
}

/// The ink that a colour of a drawing is printed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnInk {
    /// The colour: red, green, blue.
    pub colour: [u8; 3],
    /// Place where the colour is written.
    pub place: Span,
    /// The ink.
    pub ink: Spanned<InkSpec>,
}

/// The table by which 字号 are read. 小初 is 30 pt in newspaper tables, 36 pt in word processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hao {
    /// Newspaper practice.
    News,
    /// Word processors.
    Word,
}

/// A range of whole columns or rows, first and last, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// An area of the grid: `"1-4栏 16-84行"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridArea {
    /// Base columns 栏.
    pub columns: Reach,
    /// Rows 行.
    pub rows: Reach,
}

/// Ranges of pages, `"2-4,6-"`; of none there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages(pub Vec<PageRange>);

/// Places by the name of their cell; a cell of several places is one slot.
pub type Cells = BTreeMap<String, Vec<GridArea>>;

/// A range of pages: `"all"`, `"1"`, `"2-"`, `"2-4"`, `"odd"`, `"even"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRange {
    /// Every page.
    All,
    /// Odd pages.
    Odd,
    /// Even pages.
    Even,
    /// The fold of a spread 中缝; no page.
    Spread,
    /// The pages from the first to the last, both included.
    Between(u32, u32),
}
