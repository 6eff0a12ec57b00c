//! Matrices and bounds of PDF space, in points. Only sums, products and square roots are used, so
//! every processor gets the same result.

/// A matrix `[a b c d e f]` as PDF writes it.
pub(super) type Matrix = [f64; 6];

/// The identity matrix.
pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Returns the product: first `a`, then `b`.
pub(super) fn times(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Transforms a point.
pub(super) fn apply(m: &Matrix, x: f64, y: f64) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

/// Returns the inverse; `None` for a singular matrix.
pub(super) fn inverse(m: &Matrix) -> Option<Matrix> {
    let det = m[0] * m[3] - m[1] * m[2];
    if !det.is_finite() || det.abs() < 1e-12 {
        return None;
    }
    let (a, b, c, d) = (m[3] / det, -m[1] / det, -m[2] / det, m[0] / det);
    Some([a, b, c, d, -(m[4] * a + m[5] * c), -(m[4] * b + m[5] * d)])
}

/// Returns the lengths of a unit along x and a unit along y.
pub(super) fn lengths(m: &Matrix) -> (f64, f64) {
    (
        (m[0] * m[0] + m[1] * m[1]).sqrt(),
        (m[2] * m[2] + m[3] * m[3]).sqrt(),
    )
}

/// Returns the smallest factor by which a length is scaled.
pub(super) fn least_scale(m: &Matrix) -> f64 {
    let det = (m[0] * m[3] - m[1] * m[2]).abs();
    let sum = m[0] * m[0] + m[1] * m[1] + m[2] * m[2] + m[3] * m[3];
    let most = ((sum + (sum * sum - 4.0 * det * det).max(0.0).sqrt()) / 2.0).sqrt();
    if most > 0.0 { det / most } else { 0.0 }
}

/// An upright rectangle, y upward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

impl Bounds {
    /// Empty bounds; a start for [`Bounds::with`].
    pub const NONE: Bounds = Bounds {
        left: f64::MAX,
        bottom: f64::MAX,
        right: f64::MIN,
        top: f64::MIN,
    };

    /// Creates bounds from two opposite corners.
    pub fn of([a, b, c, d]: [f64; 4]) -> Bounds {
        Bounds {
            left: a.min(c),
            bottom: b.min(d),
            right: a.max(c),
            top: b.max(d),
        }
    }

    /// Returns the bounds of these points.
    pub fn round(points: impl IntoIterator<Item = (f64, f64)>) -> Bounds {
        points
            .into_iter()
            .fold(Bounds::NONE, |bounds, point| bounds.with(point))
    }

    /// Returns the bounds of the rectangle `x y w h` under a matrix.
    pub fn under(m: &Matrix, [x, y, w, h]: [f64; 4]) -> Bounds {
        Bounds::round([(x, y), (x + w, y), (x, y + h), (x + w, y + h)].map(|(x, y)| apply(m, x, y)))
    }

    /// Returns the bounds extended to contain a point.
    pub fn with(self, (x, y): (f64, f64)) -> Bounds {
        Bounds {
            left: self.left.min(x),
            bottom: self.bottom.min(y),
            right: self.right.max(x),
            top: self.top.max(y),
        }
    }

    /// Returns the smallest bounds round both.
    pub fn round_with(self, other: &Bounds) -> Bounds {
        self.with((other.left, other.bottom))
            .with((other.right, other.top))
    }

    /// Returns the intersection.
    pub fn both(self, other: &Bounds) -> Bounds {
        Bounds {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    /// Returns the bounds grown on every side.
    pub fn grown(self, by: f64) -> Bounds {
        Bounds {
            left: self.left - by,
            bottom: self.bottom - by,
            right: self.right + by,
            top: self.top + by,
        }
    }

    /// Returns whether the bounds are empty.
    pub fn is_empty(&self) -> bool {
        self.left > self.right || self.bottom > self.top
    }

    /// Returns whether it is inside `outer`, with a tolerance of 0.01 pt.
    pub fn within(&self, outer: &Bounds) -> bool {
        const HAIR: f64 = 0.01;
        self.left >= outer.left - HAIR
            && self.bottom >= outer.bottom - HAIR
            && self.right <= outer.right + HAIR
            && self.top <= outer.top + HAIR
    }

    /// Returns whether both share an area.
    pub fn meets(&self, other: &Bounds) -> bool {
        self.left < other.right
            && self.right > other.left
            && self.bottom < other.top
            && self.top > other.bottom
    }

    /// Returns the width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Returns the height.
    pub fn height(&self) -> f64 {
        self.top - self.bottom
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_and_back_is_no_way() {
        let m = [2.0, 1.0, -1.0, 3.0, 7.0, -5.0];
        let back = times(&m, &inverse(&m).unwrap());
        for (found, wanted) in back.iter().zip(IDENTITY) {
            assert!((found - wanted).abs() < 1e-12, "{back:?}");
        }
        assert_eq!(inverse(&[0.0; 6]), None);
    }

    #[test]
    fn the_least_scale_is_that_of_the_short_axis() {
        assert!((least_scale(&[0.0, 3.0, -0.5, 0.0, 1.0, 1.0]) - 0.5).abs() < 1e-12);
        assert_eq!(least_scale(&[0.0; 6]), 0.0);
    }
}
