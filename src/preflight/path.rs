//! Paths on the page, curves as polygons.

use super::matrix::{Bounds, Matrix, apply};
use super::outline::{Outline, Step};

/// Number of straight segments that approximate a curve, at least and at most; twice the root of
/// its length keeps them within a twentieth of a point.
const PIECES: (f64, f64) = (4.0, 40.0);

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
        let leg = |a: (f64, f64), b: (f64, f64)| {
            ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt()
        };
        let length = leg(start, first) + leg(first, second) + leg(second, end);
        let pieces = (length.sqrt() * 2.0).ceil();
        // A length that is no number has the least.
        let pieces = pieces.min(PIECES.1).max(PIECES.0) as u32;
        for piece in 1..=pieces {
            let t = f64::from(piece) / f64::from(pieces);
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

    /// Adds a closed polygon, clockwise whichever way it is given, so that overlapping ones add up.
    pub fn polygon(&mut self, mut points: Vec<(f64, f64)>) {
        let Some(&first) = points.first() else { return };
        points.push(first);
        let twice: f64 = points
            .windows(2)
            .map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1)
            .sum();
        if twice > 0.0 {
            points.reverse();
        }
        self.rectangles = None;
        self.started = true;
        self.parts.push(points);
    }

    /// Returns the points of every subpath.
    pub fn parts(&self) -> &[Vec<(f64, f64)>] {
        &self.parts
    }

    /// Adds the outline of a glyph, placed by a matrix.
    pub fn glyph(&mut self, outline: &Outline, matrix: &Matrix) {
        let at = |point: (f64, f64)| apply(matrix, point.0, point.1);
        for step in outline.steps() {
            match *step {
                Step::Move(to) => self.start(at(to)),
                Step::Line(to) => self.line(at(to)),
                Step::Curve(one, two, to) => self.curve(at(one), at(two), at(to)),
                Step::Close => self.close(),
            }
        }
    }

    /// Adds all of another path.
    pub fn join(&mut self, other: &Path) {
        self.rectangles = None;
        self.started = true;
        self.parts.extend(other.parts.iter().cloned());
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

    /// Returns the number of its points.
    pub fn points(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }
}
