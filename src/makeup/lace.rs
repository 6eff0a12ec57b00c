//! Laces 花边: rules made of a repeated drawing.

use super::drawn::drawn_by;
use crate::asset::{Drawing, Pictures};
use crate::edition::{Lace, RulePlace};
use crate::forme::{Item, Origin};
use crate::geom::{Len, PageSpace, Point, Rect};
use crate::ink::Ink;

/// Minimum length of a tile: a very thin drawing would be repeated without end.
const LEAST: Len = Len::PT;

/// The direction in which tiles follow each other; their heads are on its left, so that they face
/// outward when running round a box clockwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    Right,
    Down,
    Left,
    Up,
}

impl Course {
    /// Returns the point `along` the course and `inward` of its outer edge, from the start of that
    /// edge.
    fn at(self, start: Point<PageSpace>, along: Len, inward: Len) -> Point<PageSpace> {
        match self {
            Course::Right => Point::new(start.x + along, start.y + inward),
            Course::Down => Point::new(start.x - inward, start.y + along),
            Course::Left => Point::new(start.x - along, start.y - inward),
            Course::Up => Point::new(start.x + inward, start.y - along),
        }
    }
}

/// Returns a row of tiles on a straight line, their heads up or to the right; or one in its middle.
pub(super) fn along(
    place: RulePlace,
    lace: &Lace,
    weight: Len,
    origin: Origin,
    pictures: &Pictures,
) -> Vec<Item> {
    let half = weight / 2;
    let (course, start, length) = match place {
        RulePlace::Across { y, left, right } => {
            (Course::Right, Point::new(left, y - half), right - left)
        }
        RulePlace::Down { x, top, bottom } => {
            (Course::Down, Point::new(x + half, top), bottom - top)
        }
    };
    let Some(tile) = &pictures.get(lace.tile).drawing else {
        return Vec::new();
    };
    if lace.once {
        let natural = long(tile, weight).min(length);
        let skipped = (length - natural) / 2;
        return drawn_by(
            tile,
            (natural, weight),
            |x, y| course.at(start, skipped + x, y),
            origin,
        );
    }
    row(tile, course, start, length, weight, origin)
}

/// Returns tiles round a rectangle, inside its edges. Without a drawing for the corners the tiles
/// above and below extend into them.
pub(super) fn round(
    rect: &Rect<PageSpace>,
    lace: &Lace,
    weight: Len,
    origin: Origin,
    pictures: &Pictures,
) -> Vec<Item> {
    let weight = weight.min(rect.width() / 2).min(rect.height() / 2);
    let Some(tile) = &pictures.get(lace.tile).drawing else {
        return Vec::new();
    };
    let corner = lace.corner.and_then(|id| pictures.get(id).drawing.as_ref());
    let short = if corner.is_some() { weight } else { Len::ZERO };
    let (across, down) = (rect.width() - short * 2, rect.height() - weight * 2);
    let mut items = Vec::new();
    for (course, angle, skipped, length) in [
        (
            Course::Right,
            Point::new(rect.left, rect.top),
            short,
            across,
        ),
        (Course::Down, Point::new(rect.right, rect.top), weight, down),
        (
            Course::Left,
            Point::new(rect.right, rect.bottom),
            short,
            across,
        ),
        (Course::Up, Point::new(rect.left, rect.bottom), weight, down),
    ] {
        if let Some(corner) = corner {
            items.extend(drawn_by(
                corner,
                (weight, weight),
                |x, y| course.at(angle, x, y),
                origin,
            ));
        }
        items.extend(row(
            tile,
            course,
            course.at(angle, skipped, Len::ZERO),
            length,
            weight,
            origin,
        ));
    }
    items
}

/// Returns the length of a tile of this height.
fn long(tile: &Drawing<Ink>, weight: Len) -> Len {
    tile.size
        .0
        .scale(weight.units(), tile.size.1.units().max(1))
        .max(LEAST)
}

/// Returns as many whole tiles as fit a length, each slightly stretched or shrunk so that they fill
/// it.
fn row(
    tile: &Drawing<Ink>,
    course: Course,
    start: Point<PageSpace>,
    length: Len,
    weight: Len,
    origin: Origin,
) -> Vec<Item> {
    let natural = long(tile, weight);
    let count = ((length + natural / 2).div_floor(natural)).max(1);
    let edge = |nth: i64| length.scale(nth, count);
    let one = |nth: i64| {
        let from = edge(nth);
        drawn_by(
            tile,
            (edge(nth + 1) - from, weight),
            |x, y| course.at(start, from + x, y),
            origin,
        )
    };
    if length > Len::ZERO {
        (0..count).flat_map(one).collect()
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::{ContentHash, DrawnPath, PictureId, Step, Stroke};

    /// Returns a tile of 20 by 10 pt: a triangle with its point at the upper left.
    fn pictures() -> (Pictures, PictureId) {
        let at = |x: i64, y: i64| Point::new(Len::pt(x), Len::pt(y));
        let steps = vec![
            Step::Move(at(0, 0)),
            Step::Line(at(20, 10)),
            Step::Line(at(0, 10)),
            Step::Close,
        ];
        let shape = DrawnPath {
            steps,
            stroke: Stroke::Fill { even_odd: false },
            colour: Ink::BLACK,
        };
        let mut pictures = Pictures::default();
        let id = pictures.add_drawing(
            "tile",
            (b"tile".as_slice().into(), ContentHash::of(b"tile")),
            Drawing {
                size: (Len::pt(20), Len::pt(10)),
                shapes: vec![shape],
            },
        );
        (pictures, id)
    }

    fn bounds(items: &[Item]) -> Vec<Rect<PageSpace>> {
        items
            .iter()
            .map(|item| {
                if let Item::Path(path) = item {
                    path.bounds().unwrap()
                } else {
                    panic!("{item:?}")
                }
            })
            .collect()
    }

    fn first_point(item: &Item) -> Point<PageSpace> {
        let Item::Path(path) = item else {
            panic!("{item:?}")
        };
        let Step::Move(point) = path.steps[0] else {
            panic!("{path:?}")
        };
        point
    }

    #[test]
    fn whole_tiles_fill_a_rule() {
        let (pictures, tile) = pictures();
        let lace = Lace {
            tile,
            once: false,
            corner: None,
        };
        let cases: [(RulePlace, Rect<PageSpace>); 2] = [
            (
                RulePlace::Across {
                    y: Len::pt(50),
                    left: Len::pt(3),
                    right: Len::pt(100),
                },
                Rect::at(Len::pt(3), Len::pt(48), Len::pt(97), Len::pt(4)),
            ),
            (
                RulePlace::Down {
                    x: Len::pt(50),
                    top: Len::pt(3),
                    bottom: Len::pt(100),
                },
                Rect::at(Len::pt(48), Len::pt(3), Len::pt(4), Len::pt(97)),
            ),
        ];
        for (place, rect) in cases {
            // Drawn 8 pt long at this weight, twelve of them.
            let tiles = bounds(&along(place, &lace, Len::pt(4), Origin(0), &pictures));
            assert_eq!(tiles.len(), 12);
            assert_eq!(
                (
                    tiles[0].left,
                    tiles[0].top,
                    tiles[11].right,
                    tiles[11].bottom
                ),
                (rect.left, rect.top, rect.right, rect.bottom)
            );
            for pair in tiles.windows(2) {
                assert!(
                    pair[0].right == pair[1].left || pair[0].bottom == pair[1].top,
                    "{pair:?}"
                );
            }
        }
    }

    #[test]
    fn an_ornament_stands_once_in_the_middle() {
        let (pictures, tile) = pictures();
        let lace = Lace {
            tile,
            once: true,
            corner: None,
        };
        let place = RulePlace::Across {
            y: Len::pt(50),
            left: Len::pt(10),
            right: Len::pt(110),
        };
        let tiles = bounds(&along(place, &lace, Len::pt(10), Origin(0), &pictures));
        assert_eq!(
            tiles,
            [Rect::at(Len::pt(50), Len::pt(45), Len::pt(20), Len::pt(10))]
        );
    }

    #[test]
    fn tiles_run_round_a_box_with_their_heads_out() {
        let (pictures, tile) = pictures();
        let rect = Rect::at(Len::pt(10), Len::pt(20), Len::pt(80), Len::pt(60));
        for corner in [None, Some(tile)] {
            let items = round(
                &rect,
                &Lace {
                    tile,
                    once: false,
                    corner,
                },
                Len::pt(5),
                Origin(0),
                &pictures,
            );
            assert!(bounds(&items).iter().all(|tile| rect.contains(tile)));
            // The point of each stands on an outer edge.
            for item in &items {
                let point = first_point(item);
                let on_edge = point.x == rect.left
                    || point.x == rect.right
                    || point.y == rect.top
                    || point.y == rect.bottom;
                assert!(on_edge, "{point:?}");
            }
            let (sides, corners) = if corner.is_some() {
                (7 + 7 + 5 + 5, 4)
            } else {
                (8 + 8 + 5 + 5, 0)
            };
            assert_eq!(items.len(), sides + corners);
        }
    }
}
