//! Paths and their strokes, of drawings and of what the page draws itself; plain data.

use crate::geom::{Len, PageSpace, Point};

/// A segment of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Moves to a point, drawing nothing.
    Move(Point<PageSpace>),
    /// A straight line to a point.
    Line(Point<PageSpace>),
    /// A cubic Bézier curve: its two control points and its end.
    Curve(Point<PageSpace>, Point<PageSpace>, Point<PageSpace>),
    /// Closes the subpath.
    Close,
}

impl Step {
    /// Returns the segment with every point mapped by `place`.
    pub fn placed(self, place: impl Fn(Point<PageSpace>) -> Point<PageSpace>) -> Step {
        match self {
            Step::Move(to) => Step::Move(place(to)),
            Step::Line(to) => Step::Line(place(to)),
            Step::Curve(a, b, to) => Step::Curve(place(a), place(b), place(to)),
            Step::Close => Step::Close,
        }
    }
}

/// The cap at the ends of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// Cut off at the end.
    Butt,
    /// Rounded.
    Round,
    /// Extended by half the thickness.
    Square,
}

/// The join of two segments of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// A mitre, up to this limit in tenths of the thickness.
    Miter(u32),
    /// Rounded.
    Round,
    /// Bevelled.
    Bevel,
}

/// The stroke of a line along a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pencil {
    /// Thickness.
    pub weight: Len,
    /// Cap at its ends.
    pub cap: Cap,
    /// Join at its corners.
    pub join: Join,
    /// Dashes and gaps in turn; none for a solid line.
    pub dash: Vec<Len>,
    /// Offset into the dash pattern at its start.
    pub phase: Len,
}

/// The painting of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// The inside is filled.
    Fill {
        /// True for the even-odd rule, false for the non-zero winding rule.
        even_odd: bool,
    },
    /// The path is stroked.
    Line(Pencil),
}
