//! Runaround 绕排: obstacles, their outlines and the intervals they block.

use super::{Interval, Len, Point, Rect};

/// The outline of an obstacle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outline<S> {
    /// An axis-aligned rectangle.
    Box(Rect<S>),
    /// The ellipse that touches a rectangle's sides; a circle in a square.
    Ellipse(Rect<S>),
    /// A polygon by its corners; the last is joined to the first. Where it crosses itself, the
    /// even-odd rule says what is inside.
    Polygon(Vec<Point<S>>),
    /// Rectangles that together cover the object: a picture's own outline.
    Strips(Vec<Rect<S>>),
}

/// The sides of an obstacle on which text may run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// Both sides.
    #[default]
    Both,
    /// The left side only.
    Left,
    /// The right side only.
    Right,
    /// The wider side, decided for each line.
    Wider,
    /// Neither side.
    Neither,
}

/// Distances that text keeps from the four sides of an obstacle 绕排间距.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standoff<L = Len> {
    /// Distance above.
    pub top: L,
    /// Distance to the right.
    pub right: L,
    /// Distance below.
    pub bottom: L,
    /// Distance to the left.
    pub left: L,
}

impl<L: Copy> Standoff<L> {
    /// Creates a standoff of `beside` on the left and right, `above` at the top and bottom.
    pub fn even(beside: L, above: L) -> Standoff<L> {
        Standoff {
            top: above,
            right: beside,
            bottom: above,
            left: beside,
        }
    }

    /// Applies `change` to each side.
    pub fn map<M>(self, change: impl Fn(L) -> M) -> Standoff<M> {
        Standoff {
            top: change(self.top),
            right: change(self.right),
            bottom: change(self.bottom),
            left: change(self.left),
        }
    }
}

impl Standoff<Option<Len>> {
    /// Returns the sides that are given, with those of `usual` for the others.
    pub fn or(self, usual: Standoff) -> Standoff {
        Standoff {
            top: self.top.unwrap_or(usual.top),
            right: self.right.unwrap_or(usual.right),
            bottom: self.bottom.unwrap_or(usual.bottom),
            left: self.left.unwrap_or(usual.left),
        }
    }
}

/// An object that text runs round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle<S> {
    /// Outline of the object.
    pub outline: Outline<S>,
    /// Distance that text keeps from it.
    pub standoff: Standoff,
    /// Sides on which text may run.
    pub sides: Sides,
    /// Minimum measure of text beside it; the grid's when absent.
    pub min_measure: Option<Len>,
}

impl<S: Copy> Outline<S> {
    /// Returns the smallest rectangle around the outline; `None` if it is empty.
    pub fn bounds(&self) -> Option<Rect<S>> {
        match self {
            Outline::Box(rect) | Outline::Ellipse(rect) => Some(*rect),
            Outline::Polygon(corners) => {
                let (x, y) = (
                    corners.iter().map(|corner| corner.x),
                    corners.iter().map(|corner| corner.y),
                );
                Some(Rect::new(
                    x.clone().min()?,
                    y.clone().min()?,
                    x.max()?,
                    y.max()?,
                ))
            }
            Outline::Strips(strips) => strips.iter().copied().reduce(|a, b| a.union(&b)),
        }
    }

    /// Returns the horizontal intervals covered at height `y`, in no order.
    pub fn across(&self, y: Len) -> Vec<Interval> {
        self.covered(y, y + Len::from_units(1))
    }

    /// Returns the outline moved by `right` and `down`.
    pub fn moved(&self, right: Len, down: Len) -> Outline<S> {
        let by = |rect: &Rect<S>| {
            Rect::new(
                rect.left + right,
                rect.top + down,
                rect.right + right,
                rect.bottom + down,
            )
        };
        match self {
            Outline::Box(rect) => Outline::Box(by(rect)),
            Outline::Ellipse(rect) => Outline::Ellipse(by(rect)),
            Outline::Polygon(corners) => Outline::Polygon(
                corners
                    .iter()
                    .map(|corner| Point::new(corner.x + right, corner.y + down))
                    .collect(),
            ),
            Outline::Strips(strips) => Outline::Strips(strips.iter().map(by).collect()),
        }
    }

    /// Returns a ring of width `wide` around the outline: text that runs round the ring stays
    /// inside the outline.
    pub fn outside(&self, wide: Len) -> Outline<S> {
        let corners = match self {
            Outline::Box(rect) => vec![
                Point::new(rect.left, rect.top),
                Point::new(rect.right, rect.top),
                Point::new(rect.right, rect.bottom),
                Point::new(rect.left, rect.bottom),
            ],
            Outline::Ellipse(rect) => round(rect),
            Outline::Polygon(corners) => corners.clone(),
            Outline::Strips(_) => Vec::new(),
        };
        let Some((bounds, first)) = self.bounds().zip(corners.first().copied()) else {
            return Outline::Strips(Vec::new());
        };
        let rim = bounds.grown(wide);
        let from = Point::new(rim.left, rim.top);
        let ring = [
            from,
            Point::new(rim.right, rim.top),
            Point::new(rim.right, rim.bottom),
            Point::new(rim.left, rim.bottom),
            from,
        ];
        // The way from the rim to the outline is gone there and back.
        Outline::Polygon(ring.into_iter().chain(corners).chain([first]).collect())
    }

    /// Returns the horizontal intervals covered anywhere between two heights, in no order; they may
    /// overlap.
    pub fn covered(&self, top: Len, bottom: Len) -> Vec<Interval> {
        let crosses = |rect: &Rect<S>| rect.top < bottom && rect.bottom > top && !rect.is_empty();
        match self {
            Outline::Box(rect) => crosses(rect)
                .then_some(Interval {
                    from: rect.left,
                    to: rect.right,
                })
                .into_iter()
                .collect(),
            Outline::Ellipse(rect) => crosses(rect)
                .then(|| across_ellipse(rect, top, bottom))
                .into_iter()
                .collect(),
            Outline::Polygon(corners) => across_polygon(corners, top, bottom),
            Outline::Strips(strips) => strips
                .iter()
                .filter(|strip| crosses(strip))
                .map(|strip| Interval {
                    from: strip.left,
                    to: strip.right,
                })
                .collect(),
        }
    }
}

/// Returns the interval an ellipse covers within a band: it is widest at the height nearest its
/// middle.
fn across_ellipse<S>(rect: &Rect<S>, top: Len, bottom: Len) -> Interval {
    let (middle_x, middle_y) = ((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2);
    let (half_width, half_height) = (
        rect.width() / 2,
        (rect.height() / 2).max(Len::from_units(1)),
    );
    let off = (middle_y.max(top).min(bottom) - middle_y)
        .abs()
        .min(half_height);
    let (off, height) = (i128::from(off.units()), i128::from(half_height.units()));
    let root = (height * height - off * off).unsigned_abs().isqrt();
    let half = half_width.scale(root as i64, half_height.units());
    Interval {
        from: middle_x - half,
        to: middle_x + half,
    }
}

/// Returns a polygon inscribed in an ellipse, close enough for lines of text.
fn round<S>(rect: &Rect<S>) -> Vec<Point<S>> {
    const STEPS: i64 = 64;
    let height = |step: i64| rect.top + rect.height().scale(step, STEPS);
    let across = |step: i64| {
        (
            across_ellipse(rect, height(step), height(step)),
            height(step),
        )
    };
    let right = (0..=STEPS)
        .map(across)
        .map(|(span, y)| Point::new(span.to, y));
    let left = (1..STEPS)
        .rev()
        .map(across)
        .map(|(span, y)| Point::new(span.from, y));
    right.chain(left).collect()
}

/// Returns the intervals a polygon covers within a band. Between two neighbouring corner heights it
/// is a row of trapezia, each covering from its leftmost to its rightmost corner.
fn across_polygon<S>(corners: &[Point<S>], top: Len, bottom: Len) -> Vec<Interval> {
    let edges: Vec<(&Point<S>, &Point<S>)> =
        corners.iter().zip(corners.iter().cycle().skip(1)).collect();
    let mut heights: Vec<Len> = corners
        .iter()
        .map(|corner| corner.y)
        .filter(|y| top < *y && *y < bottom)
        .chain([top, bottom])
        .collect();
    heights.sort();
    heights.dedup();
    let at = |edge: &(&Point<S>, &Point<S>), y: Len| {
        edge.0.x
            + (edge.1.x - edge.0.x).scale((y - edge.0.y).units(), (edge.1.y - edge.0.y).units())
    };
    let mut covered = Vec::new();
    for pair in heights.windows(2) {
        let middle = (pair[0] + pair[1]) / 2;
        let mut crossing: Vec<_> = edges
            .iter()
            .filter(|(a, b)| (a.y <= middle) != (b.y <= middle))
            .collect();
        crossing.sort_by_key(|edge| at(edge, middle));
        for sides in crossing.chunks_exact(2) {
            let ends = |edge| [at(edge, pair[0]), at(edge, pair[1])];
            let ([a, b], [c, d]) = (ends(sides[0]), ends(sides[1]));
            covered.push(Interval {
                from: a.min(b).min(c).min(d),
                to: a.max(b).max(c).max(d),
            });
        }
    }
    covered
}

impl<S: Copy> Obstacle<S> {
    /// Creates a rectangular obstacle without standoff.
    pub fn bare(rect: Rect<S>) -> Obstacle<S> {
        Obstacle {
            outline: Outline::Box(rect),
            standoff: Standoff::default(),
            sides: Sides::Both,
            min_measure: None,
        }
    }

    /// Returns the smallest rectangle around the obstacle and its standoff; `None` if its outline
    /// is empty.
    pub fn bounds(&self) -> Option<Rect<S>> {
        let Standoff {
            top,
            right,
            bottom,
            left,
        } = self.standoff;
        self.outline.bounds().map(|rect| {
            Rect::new(
                rect.left - left,
                rect.top - top,
                rect.right + right,
                rect.bottom + bottom,
            )
        })
    }

    /// Returns whether the obstacle blocks any part of `line` in the band `top..bottom`.
    pub fn bears_on(&self, line: Interval, top: Len, bottom: Len) -> bool {
        !self.blocked(line, top, bottom).is_empty()
    }

    /// Returns the intervals that the obstacle blocks for `line` in the band `top..bottom`.
    fn blocked(&self, line: Interval, top: Len, bottom: Len) -> Vec<Interval> {
        let standoff = self.standoff;
        // A line above it keeps away from its head, one below from its foot.
        let covered = self
            .outline
            .covered(top - standoff.bottom, bottom + standoff.top);
        let mut blocked: Vec<Interval> = covered
            .into_iter()
            .map(|span| Interval {
                from: span.from - standoff.left,
                to: span.to + standoff.right,
            })
            .collect();
        let from = blocked.iter().map(|span| span.from).min();
        let to = blocked.iter().map(|span| span.to).max();
        let (Some(from), Some(to)) = (from, to) else {
            return blocked;
        };
        // A line that lies wholly beside the obstacle is no side of it.
        if to <= line.from || from >= line.to {
            return Vec::new();
        }
        let (left, right) = (from - line.from, line.to - to);
        let (close_left, close_right) = match self.sides {
            Sides::Both => (false, false),
            Sides::Left => (false, true),
            Sides::Right => (true, false),
            Sides::Wider => (right > left, right <= left),
            Sides::Neither => (true, true),
        };
        if self.sides != Sides::Both {
            blocked.push(Interval {
                from: if close_left { line.from } else { from },
                to: if close_right { line.to } else { to },
            });
        }
        blocked
    }
}

/// Returns the intervals of `line` that stay free in the band `top..bottom` once every obstacle
/// touching the band is subtracted, left to right.
///
/// This is the whole of runaround 绕排: the obstacles come from the dummy, so the result never
/// depends on the text.
pub fn free_spans<S: Copy>(
    line: Interval,
    top: Len,
    bottom: Len,
    obstacles: &[Obstacle<S>],
) -> Vec<Interval> {
    let mut free = vec![line];
    for hole in obstacles
        .iter()
        .flat_map(|obstacle| obstacle.blocked(line, top, bottom))
    {
        free = free
            .into_iter()
            .flat_map(|span| {
                [
                    Interval {
                        from: span.from,
                        to: span.to.min(hole.from),
                    },
                    Interval {
                        from: span.from.max(hole.to),
                        to: span.to,
                    },
                ]
            })
            .filter(|span| !span.is_empty())
            .collect();
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::LegSpace;

    fn pt(n: i64) -> Len {
        Len::pt(n)
    }

    fn line(from: i64, to: i64) -> Interval {
        Interval {
            from: pt(from),
            to: pt(to),
        }
    }

    fn hole(outline: Outline<LegSpace>) -> Obstacle<LegSpace> {
        Obstacle {
            outline,
            standoff: Standoff::default(),
            sides: Sides::Both,
            min_measure: None,
        }
    }

    #[test]
    fn an_obstacle_in_the_middle_leaves_two_spans() {
        let hole: Obstacle<LegSpace> = Obstacle::bare(Rect::new(pt(40), pt(10), pt(60), pt(30)));
        let spans = free_spans(line(0, 100), pt(12), pt(20), std::slice::from_ref(&hole));
        assert_eq!(spans, [line(0, 40), line(60, 100)]);
        assert_eq!(
            free_spans(line(0, 100), pt(30), pt(40), &[hole]),
            [line(0, 100)]
        );
    }

    #[test]
    fn a_covering_obstacle_leaves_nothing() {
        let hole: Obstacle<LegSpace> = Obstacle::bare(Rect::new(pt(-5), pt(0), pt(105), pt(30)));
        assert!(free_spans(line(0, 100), pt(0), pt(9), &[hole]).is_empty());
    }

    #[test]
    fn a_circle_is_as_wide_as_its_widest_height_in_the_band() {
        let circle = hole(Outline::Ellipse(Rect::new(pt(0), pt(0), pt(100), pt(100))));
        // At 20 below the top, 30 from the middle, half a 3-4-5 chord is 40.
        let spans = free_spans(line(-50, 150), pt(0), pt(20), std::slice::from_ref(&circle));
        assert_eq!(spans, [line(-50, 10), line(90, 150)]);
        assert_eq!(
            free_spans(line(-50, 150), pt(45), pt(55), &[circle]),
            [line(-50, 0), line(100, 150)]
        );
    }

    #[test]
    fn a_polygon_with_a_notch_leaves_the_notch_free() {
        // A W: two peaks with a valley between them.
        let corners = [
            (0, 0),
            (20, 0),
            (50, 50),
            (80, 0),
            (100, 0),
            (100, 100),
            (0, 100),
        ]
        .map(|(x, y)| Point::new(pt(x), pt(y)));
        let w = hole(Outline::Polygon(corners.to_vec()));
        let spans = free_spans(line(0, 100), pt(0), pt(25), std::slice::from_ref(&w));
        assert_eq!(spans, [line(35, 65)]);
        assert!(free_spans(line(0, 100), pt(50), pt(60), &[w]).is_empty());
    }

    #[test]
    fn sides_close_the_other_side() {
        let with = |sides| Obstacle {
            sides,
            ..Obstacle::<LegSpace>::bare(Rect::new(pt(30), pt(0), pt(60), pt(30)))
        };
        let free = |sides| free_spans(line(0, 100), pt(0), pt(10), &[with(sides)]);
        assert_eq!(free(Sides::Left), [line(0, 30)]);
        assert_eq!(free(Sides::Right), [line(60, 100)]);
        assert_eq!(free(Sides::Wider), [line(60, 100)]);
        assert!(free(Sides::Neither).is_empty());
        // A column beside it keeps its whole measure.
        assert_eq!(
            free_spans(line(70, 100), pt(0), pt(10), &[with(Sides::Neither)]),
            [line(70, 100)]
        );
    }

    #[test]
    fn standoff_grows_every_outline() {
        let triangle = Outline::Polygon(
            [(50, 0), (100, 100), (0, 100)]
                .map(|(x, y)| Point::new(pt(x), pt(y)))
                .to_vec(),
        );
        let near = Obstacle {
            standoff: Standoff::even(pt(5), pt(10)),
            ..hole(triangle)
        };
        // The band 0..40 is seen as -10..50: half the base wide at its foot.
        assert_eq!(
            free_spans(line(0, 100), pt(0), pt(40), &[near]),
            [line(0, 20), line(80, 100)]
        );
    }

    #[test]
    fn each_side_keeps_its_own_standoff() {
        let standoff = Standoff {
            top: pt(10),
            right: pt(4),
            bottom: pt(2),
            left: pt(7),
        };
        let near = [Obstacle {
            standoff,
            ..Obstacle::<LegSpace>::bare(Rect::new(pt(30), pt(50), pt(60), pt(80)))
        }];
        assert_eq!(
            free_spans(line(0, 100), pt(31), pt(41), &near),
            [line(0, 23), line(64, 100)]
        );
        assert_eq!(
            free_spans(line(0, 100), pt(30), pt(40), &near),
            [line(0, 100)]
        );
        assert_eq!(
            free_spans(line(0, 100), pt(81), pt(91), &near),
            [line(0, 23), line(64, 100)]
        );
        assert_eq!(
            free_spans(line(0, 100), pt(82), pt(92), &near),
            [line(0, 100)]
        );
        assert_eq!(
            near[0].bounds(),
            Some(Rect::new(pt(23), pt(40), pt(64), pt(82)))
        );
    }

    #[test]
    fn what_is_outside_of_an_outline_leaves_its_inside() {
        let free = |outline: &Outline<LegSpace>, top, bottom| {
            free_spans(
                line(-20, 120),
                pt(top),
                pt(bottom),
                &[hole(outline.outside(pt(50)))],
            )
        };
        let square = Outline::Box(Rect::new(pt(0), pt(0), pt(100), pt(100)));
        assert_eq!(free(&square, 10, 20), [line(0, 100)]);
        assert!(free(&square, -5, 5).is_empty());
        let l = Outline::Polygon(
            [(0, 0), (100, 0), (100, 50), (40, 50), (40, 100), (0, 100)]
                .map(|(x, y)| Point::new(pt(x), pt(y)))
                .to_vec(),
        );
        assert_eq!(
            (free(&l, 30, 50), free(&l, 45, 60)),
            (vec![line(0, 100)], vec![line(0, 40)])
        );
        // 3-4-5: at 20 below the top of the circle half a chord is 40.
        let inside = free(
            &Outline::Ellipse(Rect::new(pt(0), pt(0), pt(100), pt(100))),
            20,
            30,
        );
        assert!(
            inside.len() == 1
                && inside[0].from >= pt(10)
                && inside[0].from < pt(11)
                && inside[0].to <= pt(90)
                && inside[0].to > pt(89)
        );
    }
}
