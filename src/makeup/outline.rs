//! Boxes and tints that follow an outline: an irregular slot 异形栏, a sidebar
//! in a circle.

use super::rule::ellipse;
use crate::asset::{Cap, Join, Pencil, Step, Stroke};
use crate::edition::BoxFrame;
use crate::forme::{Item, Origin, Path, Rule};
use crate::geom::{Len, Outline, PageSpace, Point};

/// Returns the box and tint of an outline. Rules run inside its edges; those of a polygon with
/// slanting sides run along them.
pub(super) fn outlined(
    outline: &Outline<PageSpace>,
    frame: &BoxFrame,
    origin: Origin,
) -> Vec<Item> {
    let steps = |by: Len| match outline {
        Outline::Box(rect) | Outline::Ellipse(rect) => ellipse(&rect.grown(-by)),
        Outline::Polygon(corners) => polygon(corners),
        Outline::Strips(_) => Vec::new(),
    };
    let fill = |ink| {
        Item::Path(Path {
            origin,
            steps: steps(Len::ZERO),
            stroke: Stroke::Fill { even_odd: true },
            ink,
        })
    };
    let mut items: Vec<Item> = frame.tint.map(fill).into_iter().collect();
    let Some(style) = &frame.rule else {
        return items;
    };
    let mut inset = Len::ZERO;
    for (gap, weight) in [Some((Len::ZERO, style.weight)), style.second]
        .into_iter()
        .flatten()
    {
        inset += gap + weight / 2;
        match outline {
            Outline::Polygon(corners) if upright(corners) => {
                let edge = |(from, to): (Point<PageSpace>, Point<PageSpace>)| {
                    Item::Rule(Rule {
                        origin,
                        from,
                        to,
                        weight,
                        dash: style.dash,
                        ink: style.ink,
                    })
                };
                items.extend(edges(corners, inset, weight / 2).into_iter().map(edge));
            }
            _ => {
                let dash = style.dash.map_or_else(Vec::new, |(on, off)| vec![on, off]);
                let pencil = Pencil {
                    weight,
                    cap: Cap::Butt,
                    join: Join::Miter(40),
                    dash,
                    phase: Len::ZERO,
                };
                items.push(Item::Path(Path {
                    origin,
                    steps: steps(inset),
                    stroke: Stroke::Line(pencil),
                    ink: style.ink,
                }));
            }
        }
        inset += weight / 2;
    }
    items
}

fn polygon(corners: &[Point<PageSpace>]) -> Vec<Step> {
    let mut steps: Vec<Step> = corners.iter().map(|corner| Step::Line(*corner)).collect();
    if let (Some(begin), Some(first)) = (steps.first_mut(), corners.first()) {
        *begin = Step::Move(*first);
        steps.push(Step::Close);
    }
    steps
}

/// Iterates over the sides: each corner with the next.
fn sides(
    corners: &[Point<PageSpace>],
) -> impl Iterator<Item = (&Point<PageSpace>, &Point<PageSpace>)> {
    corners.iter().zip(corners.iter().cycle().skip(1))
}

/// Returns whether all sides are horizontal or vertical.
fn upright(corners: &[Point<PageSpace>]) -> bool {
    sides(corners).all(|(from, to)| (from.x == to.x) != (from.y == to.y))
}

/// Returns the sides of an upright outline that runs clockwise, moved inward, each lengthened at
/// both ends so that they meet at the corners.
fn edges(
    corners: &[Point<PageSpace>],
    inward: Len,
    longer: Len,
) -> Vec<(Point<PageSpace>, Point<PageSpace>)> {
    let step = |from: Len, to: Len, by: Len| {
        if to > from {
            by
        } else if to < from {
            -by
        } else {
            Len::ZERO
        }
    };
    let along = |(from, to): (&Point<PageSpace>, &Point<PageSpace>), by: Len| {
        (step(from.x, to.x, by), step(from.y, to.y, by))
    };
    let sides: Vec<_> = sides(corners).collect();
    let count = sides.len();
    let place = |nth: usize| {
        // The inside lies a quarter turn to the right of the way along a side.
        let (a, b) = (
            along(sides[(nth + count - 1) % count], inward),
            along(sides[nth % count], inward),
        );
        let corner = sides[nth % count].0;
        Point::new(corner.x - a.1 - b.1, corner.y + a.0 + b.0)
    };
    let edge = |nth: usize| {
        let (dx, dy) = along(sides[nth], longer);
        let (from, to): (Point<PageSpace>, Point<PageSpace>) = (place(nth), place(nth + 1));
        (
            Point::new(from.x - dx, from.y - dy),
            Point::new(to.x + dx, to.y + dy),
        )
    };
    (0..count).map(edge).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sides_of_an_l_run_inside_it_and_meet() {
        let corners = [(0, 0), (40, 0), (40, 20), (20, 20), (20, 50), (0, 50)]
            .map(|(x, y)| Point::new(Len::pt(x), Len::pt(y)));
        let pt = |length: Len| length.div_floor(Len::PT);
        let moved: Vec<_> = edges(&corners, Len::pt(2), Len::pt(1))
            .into_iter()
            .map(|(from, to)| [pt(from.x), pt(from.y), pt(to.x), pt(to.y)])
            .collect();
        let wanted = [
            [1, 2, 39, 2],
            [38, 1, 38, 19],
            [39, 18, 17, 18],
            [18, 17, 18, 49],
            [19, 48, 1, 48],
            [2, 49, 2, 1],
        ];
        assert_eq!(moved, wanted);
        assert!(upright(&corners) && !upright(&corners[..3]));
    }
}
