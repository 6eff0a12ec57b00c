//! A length relative to a type size.

use super::Len;

/// A multiple of the type size, 16.16 fixed point. Converted to a [`Len`] by [`Em::at`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Em(i32);

impl Em {
    /// Zero em.
    pub const ZERO: Em = Em(0);
    /// One em 一字: the type size.
    pub const ONE: Em = Em(1 << 16);
    /// Half an em 半字.
    pub const HALF: Em = Em(1 << 15);
    /// A quarter of an em.
    pub const QUARTER: Em = Em(1 << 14);

    /// Returns `num / den` em.
    pub const fn ratio(num: i32, den: i32) -> Em {
        Em(((num as i64 * (1 << 16)) / den as i64) as i32)
    }

    /// Converts a parsed decimal, rounded to the nearest 1/65536.
    pub fn from_f64(ems: f64) -> Em {
        Em((ems * 65_536.0).round() as i32)
    }

    /// Returns `1 / self`, rounded to the nearest 1/65536; one for zero.
    pub fn inverse(self) -> Em {
        if self.0 == 0 {
            Em::ONE
        } else {
            Em((((1_i64 << 32) + i64::from(self.0) / 2) / i64::from(self.0)) as i32)
        }
    }

    /// Returns the length of this many em at type size `size`.
    #[inline]
    pub fn at(self, size: Len) -> Len {
        size.scale(i64::from(self.0), 1 << 16)
    }

    /// Returns `self × num ÷ den`.
    pub fn scale(self, num: i64, den: i64) -> Em {
        Em(
            (i64::from(self.0) * num / den.max(1)).clamp(i64::from(i32::MIN), i64::from(i32::MAX))
                as i32,
        )
    }

    /// Returns the sum, saturating at the bounds.
    pub fn plus(self, other: Em) -> Em {
        Em(self.0.saturating_add(other.0))
    }

    /// Returns the value as a number of em, for reports.
    pub fn to_f64(self) -> f64 {
        f64::from(self.0) / 65_536.0
    }
}
