//! Paths on the page, curves as polygons.

use super::matrix::{Bounds, Matrix, apply};

/// Number of straight segments that approximate a curve.
const PIECES: u32 = 8;

/// A path in page space.
#[derive(Clone, Default)]
pub(super) struct Path {
    parts: Vec<Vec<(f64, f64)>>,
    /// Sides of the rectangles, while the path contains nothing else.
    rectangles: Option<Vec<(f64, f64)>>,
    started: bool,
}

impl Path {
    /// Begins a subpath.
    pub fn start(&mut self, point: (f64, f64)) {
        self.parts.push(vec![point]);
    }

    /// Adds a line to a point.
    pub fn line(&mut self, point: (f64, f64)) {
        self.rectangles = None;
        self.started = true;
        match self.parts.last_mut() {
            Some(part) => part.push(point),
            None => self.parts.push(vec![point]),
        }
    }

    /// Adds a curve with two control points.
    pub fn curve(&mut self, first: (f64, f64), second: (f64, f64), end: (f64, f64)) {
        let start = self.at().unwrap_or(first);
        for piece in 1..=PIECES {
            let t = f64::from(piece) / f64::from(PIECES);
            let s = 1.0 - t;
            let (a, b, c, d) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
            self.line((
                a * start.0 + b * first.0 + c * second.0 + d * end.0,
                a * start.1 + b * first.1 + c * second.1 + d * end.1,
            ));
        }
    }

    /// Closes the subpath.
    pub fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && let Some(&first) = part.first()
        {
            part.push(first);
            self.parts.push(vec![first]);
        }
    }

    /// Adds a rectangle under a matrix.
    pub fn rectangle(&mut self, matrix: &Matrix, [x, y, w, h]: [f64; 4]) {
        let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
            .map(|(x, y)| apply(matrix, x, y));
        self.parts.push(corners.to_vec());
        if !self.started {
            let (across, down) = super::matrix::lengths(matrix);
            self.rectangles
                .get_or_insert_default()
                .push((w.abs() * across, h.abs() * down));
        }
        self.started |= self.rectangles.is_none();
    }

    /// Returns the current point.
    pub fn at(&self) -> Option<(f64, f64)> {
        self.parts.last().and_then(|part| part.last().copied())
    }

    /// Returns whether nothing was drawn.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.len() < 2)
    }

    /// Returns its bounds.
    pub fn bounds(&self) -> Bounds {
        Bounds::round(
            self.parts
                .iter()
                .filter(|part| part.len() > 1)
                .flatten()
                .copied(),
        )
    }

    /// Iterates over every straight segment, subpaths closed as filling closes them.
    pub fn edges(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
        self.parts
            .iter()
            .filter(|part| part.len() > 1)
            .flat_map(|part| {
                let closing = part.last().copied().zip(part.first().copied());
                part.windows(2)
                    .map(|pair| (pair[0], pair[1]))
                    .chain(closing)
            })
    }

    /// Returns the rectangle, if the path is a single upright one.
    pub fn upright(&self) -> Option<Bounds> {
        let mut parts = self.parts.iter().filter(|part| part.len() > 1);
        let part = parts.next()?;
        if parts.next().is_some() || !(4..=6).contains(&part.len()) {
            return None;
        }
        let level =
            |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() < 1e-6 || (a.1 - b.1).abs() < 1e-6;
        let closed = part.last().copied().zip(part.first().copied());
        let square = part.windows(2).all(|pair| level(pair[0], pair[1]))
            && closed.is_some_and(|(a, b)| level(a, b));
        let bounds = self.bounds();
        // Four corners of the bounds, each met.
        let corner = |x: f64, y: f64| {
            part.iter()
                .any(|point| (point.0 - x).abs() < 1e-6 && (point.1 - y).abs() < 1e-6)
        };
        let all = corner(bounds.left, bounds.bottom)
            && corner(bounds.right, bounds.bottom)
            && corner(bounds.right, bounds.top)
            && corner(bounds.left, bounds.top);
        (square && all).then_some(bounds)
    }

    /// Returns the width of the thinnest line, if the path consists of rectangles and one is so
    /// thin that it serves as a rule.
    pub fn as_rule(&self) -> Option<f64> {
        const WIDEST: f64 = 2.0;
        let rectangles = self.rectangles.as_ref()?;
        rectangles
            .iter()
            .map(|&(a, b)| (a.min(b), a.max(b)))
            .filter(|&(thin, long)| thin < WIDEST && long > 4.0 * thin)
            .map(|(thin, _)| thin)
            .reduce(f64::min)
    }

    /// Returns the outline of the stroked path: a quadrilateral for each straight segment or dash,
    /// and a hexagon where two segments of some width meet.
    pub fn stroked(&self, width: f64, dashes: &[f64], phase: f64) -> Path {
        let half = width / 2.0;
        let mut out = Path::default();
        let whole: f64 = dashes.iter().map(|dash| dash.abs()).sum();
        let dashed = whole > 0.0 && whole.is_finite() && phase.is_finite();
        for part in &self.parts {
            let mut pencil = Pencil::new(dashes, phase);
            for pair in part.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                let (dx, dy) = (to.0 - from.0, to.1 - from.1);
                let length = (dx * dx + dy * dy).sqrt();
                if !(length > 0.0 && length.is_finite()) {
                    continue;
                }
                // Dashes without number would be drawn for ever.
                if dashed && length / whole < MOST_DASHES {
                    pencil.along(length, |start, end| {
                        let at =
                            |way: f64| (from.0 + dx * way / length, from.1 + dy * way / length);
                        out.bar(at(start), at(end), half);
                    });
                } else {
                    out.bar(from, to, half);
                }
            }
            if !dashed && width > JOINED {
                for &point in part.iter().skip(1).take(part.len().saturating_sub(2)) {
                    out.dot(point, half);
                }
            }
        }
        out
    }

    /// Returns the number of its points.
    pub fn points(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    fn bar(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64), half: f64) {
        let (dx, dy) = (x1 - x0, y1 - y0);
        let length = (dx * dx + dy * dy).sqrt();
        if !(length > 0.0 && length.is_finite()) {
            return;
        }
        let (nx, ny) = (-dy / length * half, dx / length * half);
        self.parts.push(vec![
            (x0 + nx, y0 + ny),
            (x1 + nx, y1 + ny),
            (x1 - nx, y1 - ny),
            (x0 - nx, y0 - ny),
            (x0 + nx, y0 + ny),
        ]);
    }

    fn dot(&mut self, (x, y): (f64, f64), half: f64) {
        // Clockwise, as the bars are, so that they add up.
        let corners = [
            (1.0, 0.0),
            (0.5, -0.866),
            (-0.5, -0.866),
            (-1.0, 0.0),
            (-0.5, 0.866),
            (0.5, 0.866),
            (1.0, 0.0),
        ];
        self.parts.push(
            corners
                .iter()
                .map(|(dx, dy)| (x + dx * half, y + dy * half))
                .collect(),
        );
    }
}

/// Maximum number of dash patterns along one segment.
const MOST_DASHES: f64 = 2_000.0;
/// Width of a line in points above which its corners are filled.
const JOINED: f64 = 1.0;

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

    fn along(&mut self, length: f64, mut draw: impl FnMut(f64, f64)) {
        let mut at = 0.0;
        while at < length {
            let end = (at + self.left).min(length);
            if self.nth.is_multiple_of(2) && end > at {
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

    fn line(length: f64) -> Path {
        let mut path = Path::default();
        path.start((0.0, 0.0));
        path.line((length, 0.0));
        path
    }

    #[test]
    fn dashes_end_whatever_they_are() {
        assert_eq!(line(10.0).stroked(1.0, &[2.0, 3.0], 0.0).parts.len(), 2);
        assert_eq!(line(10.0).stroked(1.0, &[3.0], 0.0).parts.len(), 2);
        assert_eq!(line(10.0).stroked(1.0, &[2.0, 3.0], 2.0).parts.len(), 2);
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
                let found = line(1e4).stroked(1.0, dashes, phase);
                assert!(found.parts.len() < 20_000, "{dashes:?} {phase}");
            }
        }
    }
}
