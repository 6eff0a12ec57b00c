//! A fixed-point length.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use crate::say::{Arg, Typed};

/// A length in units of 1/65024 pt.
///
/// The unit is chosen so that the point, the millimetre (184,320 units), the Q
/// 级 (46,080) and the inch (4,681,728) are all whole numbers: sums are exact
/// and files are byte-stable.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Len(i64);

impl Len {
    /// Units in one point.
    pub const PER_PT: i64 = 65_024;
    /// Zero length.
    pub const ZERO: Len = Len(0);
    /// A length beyond any sheet, used for open-ended measures.
    pub const MAX: Len = Len(i64::MAX / 4);
    /// Length of one point.
    pub const PT: Len = Len(Self::PER_PT);
    /// Length of one millimetre.
    pub const MM: Len = Len(184_320);
    /// Length of one Q 级, a quarter of a millimetre.
    pub const Q: Len = Len(46_080);
    /// Length of one inch.
    pub const INCH: Len = Len(4_681_728);

    /// Creates a length of this many raw units.
    pub const fn from_units(units: i64) -> Len {
        Len(units)
    }

    /// Returns the raw units.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// Creates a length of a whole number of points.
    pub const fn pt(points: i64) -> Len {
        Len(points * Self::PER_PT)
    }

    /// Converts points in binary floating point, rounded to the nearest unit. Only for numbers that
    /// arrive as floats (fonts, parsed decimals).
    pub fn from_pt_f64(points: f64) -> Len {
        Len((points * Self::PER_PT as f64).round() as i64)
    }

    /// Returns the length in points, for exporters and reports.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / Self::PER_PT as f64
    }

    /// Returns the length in millimetres, for reports.
    pub fn to_mm(self) -> f64 {
        self.0 as f64 / Self::MM.0 as f64
    }

    /// Returns `self × num ÷ den`, rounded to nearest, without intermediate overflow.
    // Inlined: a divisor that is known becomes a shift or a product.
    #[inline]
    pub fn scale(self, num: i64, den: i64) -> Len {
        if den == 0 {
            return Len::ZERO;
        }
        // Nearly every product fits, and dividing one that may not is dear.
        if let Some(product) = self
            .0
            .checked_mul(num)
            .filter(|product| product.unsigned_abs() < 1 << 62)
            && den.unsigned_abs() < 1 << 62
        {
            let half = den.abs() / 2 * den.signum();
            return Len(if (product < 0) != (den < 0) {
                product - half
            } else {
                product + half
            } / den);
        }
        let (product, den) = (i128::from(self.0) * i128::from(num), i128::from(den));
        let half = den.abs() / 2 * den.signum();
        Len((if (product < 0) != (den < 0) {
            product - half
        } else {
            product + half
        } / den) as i64)
    }

    /// Returns the smaller of two lengths.
    pub fn min(self, other: Len) -> Len {
        Len(self.0.min(other.0))
    }

    /// Returns the larger of two lengths.
    pub fn max(self, other: Len) -> Len {
        Len(self.0.max(other.0))
    }

    /// Returns the absolute value.
    pub fn abs(self) -> Len {
        Len(self.0.abs())
    }

    /// Returns how many whole `other` fit into this length; zero if `other` is not positive.
    pub fn div_floor(self, other: Len) -> i64 {
        if other.0 <= 0 {
            0
        } else {
            self.0.div_euclid(other.0)
        }
    }

    /// Returns how many `other` are needed to cover this length; zero if `other` is not positive.
    pub fn div_ceil(self, other: Len) -> i64 {
        if other.0 <= 0 {
            0
        } else {
            -((-self.0).div_euclid(other.0))
        }
    }
}

impl fmt::Debug for Len {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self)
    }
}

impl Typed for Len {
    fn arg(&self) -> Arg {
        self.to_string().as_str().arg()
    }
}

impl fmt::Display for Len {
    /// Points with at most three decimals, trailing zeros dropped: `13.5pt`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milli = self.scale(1000, Self::PER_PT).0;
        let sign = if milli < 0 { "-" } else { "" };
        let (whole, frac) = (milli.abs() / 1000, milli.abs() % 1000);
        if frac == 0 {
            write!(f, "{sign}{whole}pt")
        } else {
            let digits = format!("{frac:03}");
            write!(f, "{sign}{whole}.{}pt", digits.trim_end_matches('0'))
        }
    }
}

impl Add for Len {
    type Output = Len;
    fn add(self, other: Len) -> Len {
        Len(self.0 + other.0)
    }
}
impl Sub for Len {
    type Output = Len;
    fn sub(self, other: Len) -> Len {
        Len(self.0 - other.0)
    }
}
impl Neg for Len {
    type Output = Len;
    fn neg(self) -> Len {
        Len(-self.0)
    }
}
impl Mul<i64> for Len {
    type Output = Len;
    fn mul(self, times: i64) -> Len {
        Len(self.0 * times)
    }
}
impl Div<i64> for Len {
    type Output = Len;
    /// Divides, rounding towards negative infinity, so that halves are stable.
    fn div(self, by: i64) -> Len {
        Len(self.0.div_euclid(by))
    }
}
impl AddAssign for Len {
    fn add_assign(&mut self, other: Len) {
        self.0 += other.0;
    }
}
impl SubAssign for Len {
    fn sub_assign(&mut self, other: Len) {
        self.0 -= other.0;
    }
}
impl Sum for Len {
    fn sum<I: Iterator<Item = Len>>(iter: I) -> Len {
        iter.fold(Len::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_exact() {
        assert_eq!(Len::INCH, Len::pt(72));
        assert_eq!(Len::MM * 254, Len::INCH * 10);
        assert_eq!(Len::Q * 4, Len::MM);
    }

    #[test]
    fn scale_rounds_to_nearest_both_ways() {
        assert_eq!(Len::from_units(10).scale(1, 4).units(), 3);
        assert_eq!(Len::from_units(-10).scale(1, 4).units(), -3);
        assert_eq!(Len::from_units(9).scale(1, 4).units(), 2);
    }

    /// `scale` rounds to nearest, halves away from zero, whether the product fits 64 bits or not.
    #[test]
    fn scale_is_exact_at_every_size() {
        for shift in 0..31 {
            for (len, num, den) in [
                (7_i64, 3_i64, 5_i64),
                (-7, 9, 2),
                (5, -1, 3),
                (-1, -3, 2),
                (3, 1, -2),
            ] {
                let (len, num, den) = (len << shift, num << shift, den << shift.max(2) >> 2);
                let scaled =
                    i128::from(Len::from_units(len).scale(num, den).units()) * i128::from(den);
                let product = i128::from(len) * i128::from(num);
                let off = (scaled - product).abs() * 2;
                let half = i128::from(den).abs();
                assert!(
                    off < half || off == half && scaled.abs() > product.abs(),
                    "{len} {num} {den}"
                );
            }
        }
    }

    #[test]
    fn prints_points() {
        assert_eq!(Len::from_pt_f64(11.25).to_string(), "11.25pt");
        assert_eq!((-Len::PT).to_string(), "-1pt");
    }
}
