//! Fixed-point geometry.
//!
//! Input: numbers with units. Output: exact lengths, points and rectangles.
//! Invariant: no float enters or leaves this room except through the named
//! conversions (`Len::from_pt_f64`, `Len::to_pt`), and a rectangle always says
//! in which space it stands.

mod axes;
mod band;
mod em;
pub mod em_box;
mod folio;
mod len;
mod obstacle;
mod rect;

pub use axes::Axes;
pub use band::Interval;
pub use em::Em;
pub use folio::Folio;
pub use len::Len;
pub use obstacle::{Obstacle, Outline, Sides, Standoff, free_spans};
pub use rect::{LegSpace, PageSpace, Point, Rect, Size};
