//! Clip paths of drawings that are upright rectangles: what they leave of a path.

use super::path::Step;
use crate::geom::{Len, PageSpace, Point, Rect};

type Corner = Point<PageSpace>;

/// Number of straight pieces that a cut curve becomes.
const PIECES: i64 = 24;

/// A rectangle through which a part of a drawing is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window(pub Rect<PageSpace>);

impl Window {
    /// Returns the window that a path of straight lines is; `None` for any other path.
    pub fn of(steps: &[Step]) -> Option<Window> {
        let mut corners = Vec::new();
        for step in steps {
            match step {
                Step::Move(at) | Step::Line(at) => corners.push(*at),
                Step::Curve(..) => return None,
                Step::Close => {}
            }
        }
        if corners.len() == 5 && corners.first() == corners.last() {
            corners.pop();
        }
        let [a, b, c, d] = *<&[Corner; 4]>::try_from(corners.as_slice()).ok()?;
        let near = |a: Len, b: Len| (a - b).abs() < Len::PT / 20;
        let upright = |a: Corner, b: Corner, c: Corner, d: Corner| {
            near(a.x, d.x) && near(b.x, c.x) && near(a.y, b.y) && near(c.y, d.y)
        };
        (upright(a, b, c, d) || upright(b, c, d, a)).then(|| {
            Window(Rect::new(
                a.x.min(c.x),
                a.y.min(c.y),
                a.x.max(c.x),
                a.y.max(c.y),
            ))
        })
    }

    /// Returns what two windows both show.
    pub fn within(self, outer: Option<Window>) -> Window {
        let Some(Window(outer)) = outer else {
            return self;
        };
        Window(Rect::new(
            self.0.left.max(outer.left),
            self.0.top.max(outer.top),
            self.0.right.min(outer.right),
            self.0.bottom.min(outer.bottom),
        ))
    }

    /// Returns what it shows of a path that is filled, or drawn as a line.
    pub fn shows(self, steps: &[Step], filled: bool) -> Vec<Step> {
        let inside = |at: &Corner| {
            let Window(own) = self;
            own.left <= at.x && at.x <= own.right && own.top <= at.y && at.y <= own.bottom
        };
        let whole = steps.iter().all(|step| match step {
            Step::Move(at) | Step::Line(at) => inside(at),
            Step::Curve(a, b, at) => inside(a) && inside(b) && inside(at),
            Step::Close => true,
        });
        if whole {
            return steps.to_vec();
        }
        let mut shown = Vec::new();
        for (corners, closed) in flattened(steps) {
            if filled {
                let left = self.area(corners);
                if left.len() > 2 {
                    push(&mut shown, &left);
                    shown.push(Step::Close);
                }
            } else {
                self.line(corners, closed, &mut shown);
            }
        }
        shown
    }

    /// Cuts an area at the four sides, one after another (Sutherland and Hodgman).
    fn area(self, mut corners: Vec<Corner>) -> Vec<Corner> {
        let Window(own) = self;
        let sides: [(bool, Len, bool); 4] = [
            (true, own.left, true),
            (true, own.right, false),
            (false, own.top, true),
            (false, own.bottom, false),
        ];
        for (upright, at, above) in sides {
            let along = |point: &Corner| if upright { point.x } else { point.y };
            let holds = |point: &Corner| (along(point) >= at) == above || along(point) == at;
            let mut kept = Vec::new();
            for (nth, to) in corners.iter().enumerate() {
                let from = &corners[(nth + corners.len() - 1) % corners.len()];
                if holds(from) != holds(to) {
                    kept.push(crossing(from, to, upright, at));
                }
                if holds(to) {
                    kept.push(*to);
                }
            }
            corners = kept;
        }
        corners
    }

    /// Cuts a line into the pieces that lie inside.
    fn line(self, mut corners: Vec<Corner>, closed: bool, shown: &mut Vec<Step>) {
        if let (true, Some(first)) = (closed, corners.first().copied()) {
            corners.push(first);
        }
        let mut end: Option<Corner> = None;
        for pair in corners.windows(2) {
            let Some((from, to)) = self.piece(pair[0], pair[1]) else {
                end = None;
                continue;
            };
            if end != Some(from) {
                shown.push(Step::Move(from));
            }
            shown.push(Step::Line(to));
            end = Some(to);
        }
    }

    fn piece(self, mut from: Corner, mut to: Corner) -> Option<(Corner, Corner)> {
        let Window(own) = self;
        for (upright, at, above) in [
            (true, own.left, true),
            (true, own.right, false),
            (false, own.top, true),
            (false, own.bottom, false),
        ] {
            let along = |point: &Corner| if upright { point.x } else { point.y };
            let holds = |point: &Corner| (along(point) >= at) == above || along(point) == at;
            match (holds(&from), holds(&to)) {
                (true, true) => {}
                (false, false) => return None,
                (true, false) => to = crossing(&from, &to, upright, at),
                (false, true) => from = crossing(&from, &to, upright, at),
            }
        }
        Some((from, to))
    }
}

/// Returns the point of a line at one side.
fn crossing(from: &Corner, to: &Corner, upright: bool, at: Len) -> Corner {
    let between =
        |a: Len, b: Len, c: Len, d: Len| c + (d - c).scale((at - a).units(), (b - a).units());
    if upright {
        Point::new(at, between(from.x, to.x, from.y, to.y))
    } else {
        Point::new(between(from.y, to.y, from.x, to.x), at)
    }
}

fn push(shown: &mut Vec<Step>, corners: &[Corner]) {
    for (nth, corner) in corners.iter().enumerate() {
        shown.push(if nth == 0 {
            Step::Move(*corner)
        } else {
            Step::Line(*corner)
        });
    }
}

/// Returns the parts of a path as corners, curves in straight pieces, and whether each is closed.
fn flattened(steps: &[Step]) -> Vec<(Vec<Corner>, bool)> {
    let mut parts: Vec<(Vec<Corner>, bool)> = Vec::new();
    for step in steps {
        match *step {
            Step::Move(at) => parts.push((vec![at], false)),
            Step::Line(at) => {
                // What goes on after a close begins where that began.
                match parts.last_mut() {
                    Some((part, false)) => part.push(at),
                    Some((part, true)) => {
                        let first = part.first().copied().unwrap_or(at);
                        parts.push((vec![first, at], false));
                    }
                    None => parts.push((vec![at], false)),
                }
            }
            Step::Curve(a, b, to) => {
                let Some((part, _)) = parts.last_mut() else {
                    continue;
                };
                let Some(from) = part.last().copied() else {
                    continue;
                };
                for nth in 1..=PIECES {
                    let rest = PIECES - nth;
                    let weigh = |p: Len, q: Len, r: Len, s: Len| {
                        let cube = PIECES.pow(3);
                        p.scale(rest.pow(3), cube)
                            + q.scale(3 * rest.pow(2) * nth, cube)
                            + r.scale(3 * rest * nth.pow(2), cube)
                            + s.scale(nth.pow(3), cube)
                    };
                    part.push(Point::new(
                        weigh(from.x, a.x, b.x, to.x),
                        weigh(from.y, a.y, b.y, to.y),
                    ));
                }
            }
            Step::Close => {
                if let Some((_, closed)) = parts.last_mut() {
                    *closed = true;
                }
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: i64, y: i64) -> Corner {
        Point::new(Len::pt(x), Len::pt(y))
    }

    /// Whatever is cut, nothing is left outside, and what was inside stays.
    #[test]
    fn nothing_shows_beyond_the_window() {
        let own = Rect::new(Len::pt(10), Len::pt(10), Len::pt(50), Len::pt(40));
        let window = Window(own);
        let mut state = 3_u64;
        let mut roll = |sides: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % sides) as i64
        };
        for _ in 0..4000 {
            let mut steps = vec![Step::Move(at(roll(60), roll(60)))];
            for _ in 0..1 + roll(6) {
                steps.push(if roll(3) == 0 {
                    Step::Curve(
                        at(roll(60), roll(60)),
                        at(roll(60), roll(60)),
                        at(roll(60), roll(60)),
                    )
                } else {
                    Step::Line(at(roll(60), roll(60)))
                });
            }
            for filled in [true, false] {
                let near = own.grown(Len::from_units(2));
                for step in window.shows(&steps, filled) {
                    if let Step::Move(at) | Step::Line(at) = step {
                        let lies = near.left <= at.x
                            && at.x <= near.right
                            && near.top <= at.y
                            && at.y <= near.bottom;
                        assert!(lies, "{at:?} of {steps:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_line_through_the_window_is_cut_at_both_sides() {
        let window = Window(Rect::new(
            Len::pt(10),
            Len::pt(10),
            Len::pt(50),
            Len::pt(40),
        ));
        let line = [Step::Move(at(0, 20)), Step::Line(at(60, 20))];
        assert_eq!(
            window.shows(&line, false),
            [Step::Move(at(10, 20)), Step::Line(at(50, 20))]
        );
        let area = [
            Step::Move(at(0, 0)),
            Step::Line(at(30, 0)),
            Step::Line(at(30, 20)),
            Step::Line(at(0, 20)),
            Step::Close,
        ];
        let shown = window.shows(&area, true);
        assert_eq!(
            Window::of(&shown),
            Some(Window(Rect::new(
                Len::pt(10),
                Len::pt(10),
                Len::pt(30),
                Len::pt(20)
            )))
        );
        assert_eq!(
            window.shows(&[Step::Move(at(0, 0)), Step::Line(at(5, 60))], false),
            []
        );
    }
}
