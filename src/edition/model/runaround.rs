//! How text runs round something 绕排, resolved.

use crate::geom::{Len, Sides, Standoff};

/// What shape something has to the text round it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RunaroundShape {
    /// A rectangle.
    #[default]
    Box,
    /// A circle or an ellipse, as its frame is square or not.
    Circle,
    /// A polygon, its corners in per cent of the frame.
    Polygon(Vec<(u32, u32)>),
    /// What is not clear in the picture 抠图.
    Alpha,
    /// The clipping path of the picture, its corners in
    /// [`WHOLE_PATH`](crate::asset::WHOLE_PATH)s of it.
    Path(Vec<(i64, i64)>),
}

/// How text runs round a picture, an inset or an advertisement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Runaround {
    /// Its shape.
    pub shape: RunaroundShape,
    /// How far text keeps away from its sides on the page; as usual in the
    /// story from those that are absent.
    pub standoff: Standoff<Option<Len>>,
    /// Where text may stand.
    pub sides: Sides,
    /// The narrowest stretch of text beside it; the grid's when absent.
    pub least: Option<Len>,
}
