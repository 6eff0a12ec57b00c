//! Outlines of stroked paths: bars, dashes, corners and ends (ISO 32000-1 §8.4.3).

use super::path::Path;

/// How the ends of a line look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cap {
    Butt,
    Round,
    Square,
}

/// How its corners look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Join {
    /// Pointed, up to this ratio of miter and width.
    Miter(f64),
    Round,
    Bevel,
}

/// A line that a path is drawn with.
pub(super) struct Line<'d> {
    /// Width, in the units of the path.
    pub width: f64,
    /// Lengths of dashes and gaps; none for a whole line.
    pub dashes: &'d [f64],
    /// Where in the dashes it begins.
    pub phase: f64,
    /// Its ends.
    pub cap: Cap,
    /// Its corners.
    pub join: Join,
}

/// Maximum number of dash patterns along one segment.
const MOST_DASHES: f64 = 2_000.0;
/// Cosine of a turn that needs no corner.
const STRAIGHT: f64 = 0.999_999;

type Point = (f64, f64);

/// Returns the outline of a stroked path: polygons that overlap, to be filled by the non-zero rule.
pub(super) fn stroked(path: &Path, line: &Line<'_>) -> Path {
    let whole: f64 = line.dashes.iter().map(|dash| dash.abs()).sum();
    let dashed = whole > 0.0 && whole.is_finite() && line.phase.is_finite();
    let mut brush = Brush {
        out: Path::default(),
        half: line.width / 2.0,
        line,
    };
    for part in path.parts() {
        let ways = ways(part);
        let Some((first, last)) = ways.first().zip(ways.last()) else {
            // A point has ends, if it is drawn at all.
            if let [point, _, ..] = part.as_slice() {
                brush.end(*point, (1.0, 0.0));
                brush.end(*point, (-1.0, 0.0));
            }
            continue;
        };
        let closed = part.len() > 2 && part.first() == part.last();
        if dashed {
            brush.dashes(&ways, whole);
            continue;
        }
        for way in &ways {
            brush.bar(way.from, way.to);
        }
        for pair in ways.windows(2) {
            brush.corner(pair[1].from, pair[0].way, pair[1].way);
        }
        if closed {
            brush.corner(first.from, last.way, first.way);
        } else {
            brush.end(first.from, (-first.way.0, -first.way.1));
            brush.end(last.to, last.way);
        }
    }
    brush.out
}

/// A straight piece: its ends, its direction, its length.
struct Way {
    from: Point,
    to: Point,
    way: Point,
    length: f64,
}

fn ways(part: &[Point]) -> Vec<Way> {
    part.windows(2)
        .filter_map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = (dx * dx + dy * dy).sqrt();
            (length > 0.0 && length.is_finite()).then(|| Way {
                from,
                to,
                way: (dx / length, dy / length),
                length,
            })
        })
        .collect()
}

struct Brush<'l> {
    out: Path,
    half: f64,
    line: &'l Line<'l>,
}

impl Brush<'_> {
    fn bar(&mut self, (x0, y0): Point, (x1, y1): Point) {
        let (dx, dy) = (x1 - x0, y1 - y0);
        let length = (dx * dx + dy * dy).sqrt();
        if !(length > 0.0 && length.is_finite()) {
            return;
        }
        let (nx, ny) = (-dy / length * self.half, dx / length * self.half);
        self.out.polygon(vec![
            (x0 + nx, y0 + ny),
            (x1 + nx, y1 + ny),
            (x1 - nx, y1 - ny),
            (x0 - nx, y0 - ny),
        ]);
    }

    /// Draws every dash of a subpath, with the corners inside it and its ends.
    fn dashes(&mut self, ways: &[Way], whole: f64) {
        let mut pencil = Pencil::new(self.line.dashes, self.line.phase);
        let mut down = false;
        for (nth, way) in ways.iter().enumerate() {
            let at = |along: f64| {
                (
                    way.from.0 + way.way.0 * along,
                    way.from.1 + way.way.1 * along,
                )
            };
            let back = (-way.way.0, -way.way.1);
            // Dashes without number would be drawn for ever.
            if way.length / whole >= MOST_DASHES {
                self.bar(way.from, way.to);
                down = false;
                continue;
            }
            if down && nth > 0 {
                self.corner(way.from, ways[nth - 1].way, way.way);
            }
            let mut pieces = Vec::new();
            pencil.along(way.length, |start, end| pieces.push((start, end)));
            for &(start, end) in &pieces {
                self.bar(at(start), at(end));
                if start > 0.0 || !down {
                    self.end(at(start), back);
                }
                if end < way.length {
                    self.end(at(end), way.way);
                }
            }
            down = pieces.last().is_some_and(|piece| piece.1 >= way.length);
            if down && (nth + 1 == ways.len() || !pencil.is_down()) {
                self.end(way.to, way.way);
                down = false;
            }
        }
    }

    fn corner(&mut self, at: Point, one: Point, two: Point) {
        let (dot, cross) = (one.0 * two.0 + one.1 * two.1, one.0 * two.1 - one.1 * two.0);
        if dot > STRAIGHT {
            return;
        }
        if self.line.join == Join::Round {
            return self.dot(at);
        }
        // The outer side of the turn.
        let side = if cross > 0.0 { -self.half } else { self.half };
        let out = |way: Point| (at.0 - way.1 * side, at.1 + way.0 * side);
        let (a, b) = (out(one), out(two));
        let mut points = vec![at, a];
        if let Join::Miter(limit) = self.line.join
            && dot > -STRAIGHT
            && 2.0 / (1.0 + dot) <= limit * limit
        {
            let reach = |a: f64, b: f64, at: f64| at + (a - at + b - at) / (1.0 + dot);
            points.push((reach(a.0, b.0, at.0), reach(a.1, b.1, at.1)));
        }
        points.push(b);
        self.out.polygon(points);
    }

    fn end(&mut self, at: Point, way: Point) {
        match self.line.cap {
            Cap::Butt => {}
            Cap::Round => self.dot(at),
            Cap::Square => {
                let to = (at.0 + way.0 * self.half, at.1 + way.1 * self.half);
                self.bar(at, to);
            }
        }
    }

    /// Draws a disc as a polygon.
    fn dot(&mut self, (x, y): Point) {
        // Turned again and again by a fixed angle: the cosines and sines of 1/8, 1/16, 1/32.
        let (sides, (cos, sin)) = match self.half {
            ..1.5 => (8, (0.707_106_781_186_547_5, 0.707_106_781_186_547_5)),
            ..8.0 => (16, (0.923_879_532_511_286_7, 0.382_683_432_365_089_8)),
            _ => (32, (0.980_785_280_403_230_4, 0.195_090_322_016_128_28)),
        };
        let mut arm = (self.half, 0.0);
        let mut points = Vec::with_capacity(sides);
        for _ in 0..sides {
            points.push((x + arm.0, y + arm.1));
            arm = (arm.0 * cos - arm.1 * sin, arm.0 * sin + arm.1 * cos);
        }
        self.out.polygon(points);
    }
}

/// A pencil that is lifted and set down as a dash pattern says.
struct Pencil<'d> {
    dashes: &'d [f64],
    nth: usize,
    left: f64,
}

impl<'d> Pencil<'d> {
    fn new(dashes: &'d [f64], phase: f64) -> Pencil<'d> {
        let whole: f64 = dashes.iter().map(|dash| dash.abs()).sum();
        let mut pencil = Pencil {
            dashes,
            nth: 0,
            left: dashes.first().map_or(0.0, |dash| dash.abs()),
        };
        if whole > 0.0 && phase.is_finite() {
            // Twice the pattern, as one of an odd number is itself only then.
            let mut skip = phase.max(0.0) % (whole * 2.0);
            while skip > pencil.left {
                skip -= pencil.left;
                pencil.next();
            }
            pencil.left -= skip;
        }
        pencil
    }

    fn next(&mut self) {
        self.nth += 1;
        self.left = self.dashes[self.nth % self.dashes.len()].abs();
    }

    fn is_down(&self) -> bool {
        self.nth.is_multiple_of(2)
    }

    fn along(&mut self, length: f64, mut draw: impl FnMut(f64, f64)) {
        let mut at = 0.0;
        while at < length {
            let end = (at + self.left).min(length);
            if self.is_down() && end > at {
                draw(at, end);
            }
            self.left -= end - at;
            // A dash too short to move the pencil at all is passed over.
            if self.left <= 0.0 || end <= at {
                self.next();
            }
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(points: &[Point]) -> Path {
        let mut path = Path::default();
        path.start(points[0]);
        points[1..].iter().for_each(|&point| path.line(point));
        path
    }

    fn drawn(path: &Path, dashes: &[f64], phase: f64, cap: Cap, join: Join) -> Path {
        let line = Line {
            width: 2.0,
            dashes,
            phase,
            cap,
            join,
        };
        stroked(path, &line)
    }

    #[test]
    fn dashes_end_whatever_they_are() {
        let count = |length: f64, dashes: &[f64], phase: f64| {
            let line = path(&[(0.0, 0.0), (length, 0.0)]);
            drawn(&line, dashes, phase, Cap::Butt, Join::Bevel)
                .parts()
                .len()
        };
        assert_eq!(count(10.0, &[2.0, 3.0], 0.0), 2);
        assert_eq!(count(10.0, &[3.0], 0.0), 2);
        assert_eq!(count(10.0, &[2.0, 3.0], 2.0), 2);
        for dashes in [
            &[0.0][..],
            &[0.0, 0.0],
            &[1e-300, 1.0],
            &[1e-18, 1e-18, 7.0],
            &[f64::NAN, 1.0],
            &[f64::INFINITY],
            &[-1.0, -2.0],
            &[1e-12],
        ] {
            for phase in [0.0, 1e9, -5.0, f64::NAN] {
                assert!(count(1e4, dashes, phase) < 20_000, "{dashes:?} {phase}");
            }
        }
    }

    /// Bounds of a corner of 90 degrees: a miter reaches out by half the width, a bevel does not.
    #[test]
    fn corners_and_ends_reach_as_far_as_they_say() {
        let corner = path(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]);
        let right = |cap: Cap, join: Join| {
            let bounds = drawn(&corner, &[], 0.0, cap, join).bounds();
            [bounds.left, bounds.bottom, bounds.right, bounds.top]
        };
        let near = |found: [f64; 4], wanted: [f64; 4]| {
            let alike = found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9);
            assert!(alike, "{found:?} {wanted:?}");
        };
        near(right(Cap::Butt, Join::Bevel), [0.0, -1.0, 11.0, 10.0]);
        near(
            right(Cap::Square, Join::Miter(10.0)),
            [-1.0, -1.0, 11.0, 11.0],
        );
        near(right(Cap::Round, Join::Round), [-1.0, -1.0, 11.0, 11.0]);
        // The point of the miter itself, which lies outside of both bars.
        let inside = |join: Join| {
            let path = drawn(&corner, &[], 0.0, Cap::Butt, join);
            path.parts()
                .iter()
                .flatten()
                .any(|&(x, y)| (x - 11.0).abs() < 1e-9 && (y + 1.0).abs() < 1e-9)
        };
        assert!(inside(Join::Miter(10.0)) && !inside(Join::Miter(1.1)) && !inside(Join::Bevel));
    }

    #[test]
    fn a_dash_goes_round_a_corner_in_one() {
        let corner = path(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]);
        let drawn = drawn(&corner, &[12.0, 100.0], 0.0, Cap::Butt, Join::Miter(4.0));
        // Two bars and the corner between them.
        assert_eq!(drawn.parts().len(), 3);
    }
}
