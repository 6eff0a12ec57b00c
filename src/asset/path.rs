//! Paths and the lines along them, of drawings and of what the page draws
//! itself; plain data.

use crate::geom::{Len, PageSpace, Point};

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To here, drawing nothing.
    Move(Point<PageSpace>),
    /// Straight to here.
    Line(Point<PageSpace>),
    /// By a cubic Bézier curve: its two handles and its end.
    Curve(Point<PageSpace>, Point<PageSpace>, Point<PageSpace>),
    /// Back to where the part began.
    Close,
}

impl Step {
    /// The same step with every point moved by `place`.
    pub fn placed(self, place: impl Fn(Point<PageSpace>) -> Point<PageSpace>) -> Step {
        match self {
            Step::Move(to) => Step::Move(place(to)),
            Step::Line(to) => Step::Line(place(to)),
            Step::Curve(a, b, to) => Step::Curve(place(a), place(b), place(to)),
            Step::Close => Step::Close,
        }
    }
}

/// How the ends of a line look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// Cut off at its end.
    Butt,
    /// Round.
    Round,
    /// Half its thickness beyond its end.
    Square,
}

/// How two parts of a line meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// In a point, unless it were this many tenths of the thickness long.
    Miter(u32),
    /// Round.
    Round,
    /// Cut off.
    Bevel,
}

/// A line along a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pencil {
    /// How thick it is.
    pub weight: Len,
    /// Its ends.
    pub cap: Cap,
    /// Its corners.
    pub join: Join,
    /// Dashes and gaps by turns; none for a solid line.
    pub dash: Vec<Len>,
    /// How far into them it begins.
    pub phase: Len,
}

/// What is done along a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// What it encloses is filled, every other field of it when `even_odd`.
    Fill {
        /// Whether fields are counted by crossings, not by turns.
        even_odd: bool,
    },
    /// A line follows it.
    Line(Pencil),
}
