//! The forme 成版: a finished page as a device-independent display list.
//!
//! Input: the placed items of makeup. Output: the only thing that exporters, preflight and proofs
//! see, so they cannot disagree. Invariant: items are in reading order inside their groups; all
//! places are in [`PageSpace`](crate::geom::PageSpace), y downward from the top left of the trimmed
//! sheet.

mod dump;
mod halves;
mod item;
mod print;
mod walk;

pub use dump::dump;
pub use item::{
    Dest, Fill, Glyph, GlyphRun, Group, Item, Mark, Origin, Path, PlacedPage, PlacedPicture, Role,
    Rotation, Rule,
};
pub use print::Print;
pub use walk::{Leaf, Visit, leaves, rebuilt, walk};

use crate::geom::{Folio, Len, Size};

/// A finished page 版.
#[derive(Clone, Debug)]
pub struct Forme {
    /// The page number 版序.
    pub number: Folio,
    /// The section name 版名, such as 要闻.
    pub section: String,
    /// The sheet it is printed on.
    pub sheet: Sheet,
    /// Items on the page, from bottom to top and in reading order.
    pub items: Vec<Item>,
}

/// The sheet of a page: its trimmed size and the extent beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Trimmed size 成品尺寸.
    pub trim: Size,
    /// Bleed 出血 on every side; zero for most newspapers.
    pub bleed: Len,
    /// Extent of the medium beyond the bleed on every side, for printer's marks; zero without them.
    pub margin: Len,
}
