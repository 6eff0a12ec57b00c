//! Runaround 绕排, resolved.

use crate::geom::{Len, Sides, Standoff};

/// The shape around which text runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RunaroundShape {
    /// A rectangle.
    #[default]
    Box,
    /// A circle or an ellipse, as its frame is square or not.
    Circle,
    /// A polygon, its corners in per cent of the frame.
    Polygon(Vec<(u32, u32)>),
    /// The opaque part of the picture 抠图.
    Alpha,
    /// The clipping path of the picture, its corners in
    /// [`WHOLE_PATH`](crate::asset::WHOLE_PATH)s of it.
    Path(Vec<(i64, i64)>),
}

/// The runaround of a picture, an inset or an advertisement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Runaround {
    /// Shape of the object.
    pub shape: RunaroundShape,
    /// Distances that text keeps from its sides on the page; absent ones are those of the story.
    pub standoff: Standoff<Option<Len>>,
    /// Sides on which text may run.
    pub sides: Sides,
    /// Minimum measure of text beside it; the grid's when absent.
    pub min_measure: Option<Len>,
}
