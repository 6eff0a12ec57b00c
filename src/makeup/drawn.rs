//! Paths of a drawing in their place.

use crate::asset::{Drawing, DrawnPath, Pencil, Stroke};
use crate::forme::{Item, Origin, Path};
use crate::geom::{Len, PageSpace, Point, Rect};
use crate::ink::Ink;

/// Returns the paths of a drawing, scaled to its place.
pub(super) fn drawn(drawing: &Drawing<Ink>, image: &Rect<PageSpace>, origin: Origin) -> Vec<Item> {
    let place = |x: Len, y: Len| Point::new(image.left + x, image.top + y);
    drawn_by(drawing, (image.width(), image.height()), place, origin)
}

/// Returns the paths of a drawing of this size, its points mapped by `place`.
pub(super) fn drawn_by(
    drawing: &Drawing<Ink>,
    (across, down): (Len, Len),
    place: impl Fn(Len, Len) -> Point<PageSpace>,
    origin: Origin,
) -> Vec<Item> {
    let scale = |length: Len, to: Len, from: Len| length.scale(to.units(), from.units().max(1));
    let (width, height) = drawing.size;
    let place = |point: Point<PageSpace>| {
        place(scale(point.x, across, width), scale(point.y, down, height))
    };
    let thin = |length: Len| scale(length, across, width);
    let one = |shape: &DrawnPath<Ink>| {
        let stroke = match &shape.stroke {
            Stroke::Fill { even_odd } => Stroke::Fill {
                even_odd: *even_odd,
            },
            Stroke::Line(pencil) => Stroke::Line(Pencil {
                weight: thin(pencil.weight),
                dash: pencil.dash.iter().map(|length| thin(*length)).collect(),
                phase: thin(pencil.phase),
                ..*pencil
            }),
        };
        Item::Path(Path {
            origin,
            steps: shape.steps.iter().map(|step| step.placed(place)).collect(),
            stroke,
            ink: shape.colour,
        })
    };
    drawing.shapes.iter().map(one).collect()
}
