//! Outlines of what is no rectangle.

use crate::asset::WHOLE_PATH;
use crate::edition::RunaroundShape;
use crate::geom::{Outline, PageSpace, Point, Rect};

/// Returns the outline of a shape in a frame that shows part of an image; `None` for the frame
/// itself, and for shapes that depend on the pixels.
pub(super) fn outline_in(
    shape: &RunaroundShape,
    frame: &Rect<PageSpace>,
    image: &Rect<PageSpace>,
) -> Option<Outline<PageSpace>> {
    let point = |(x, y): &(i64, i64)| {
        Point::new(
            image.left + image.width().scale(*x, WHOLE_PATH),
            image.top + image.height().scale(*y, WHOLE_PATH),
        )
    };
    let corner = |(x, y): &(u32, u32)| {
        Point::new(
            frame.left + frame.width().scale(i64::from(*x), 100),
            frame.top + frame.height().scale(i64::from(*y), 100),
        )
    };
    match shape {
        RunaroundShape::Box | RunaroundShape::Alpha => None,
        RunaroundShape::Circle => Some(Outline::Ellipse(*frame)),
        RunaroundShape::Path(corners) => {
            Some(Outline::Polygon(corners.iter().map(point).collect()))
        }
        RunaroundShape::Polygon(corners) => {
            Some(Outline::Polygon(corners.iter().map(corner).collect()))
        }
    }
}
