//! Text: from characters to shaped paragraphs.
//!
//! Input: a [`RichLine`] of text and a [`ParStyle`](crate::style::ParStyle). Output: a
//! [`ShapedPar`]: clusters with widths, blanks and break opportunities, neighbouring marks already
//! squeezed. Invariant: a paragraph is shaped once however often it is broken; every character
//! belongs to exactly one cluster; nothing here knows a page.

mod class;
mod counts;
mod dash;
mod divide;
mod glyphs;
mod grid;
mod hyphen;
mod kinsoku;
mod par;
mod quotes;
mod reading;
mod rich;
mod segments;
mod shape;
mod squeeze;
mod treat;
mod units;
mod vertical;
mod words;

pub use class::Class;
pub use par::{
    Break, Cluster, Dot, Gap, Hyphen, MissingGlyph, Orientation, ParGlyph, RichLine, SetReading,
    ShapedPar, StandIn, Treat,
};
pub use rich::Rich;
pub use shape::Shaper;
pub use words::{Seam, seams};

pub use crate::script::WordLang;
