//! Intervals along one axis.

use super::Len;

/// An interval along one axis, `from` ≤ `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Start of the interval.
    pub from: Len,
    /// End of the interval.
    pub to: Len,
}

impl Interval {
    /// Returns the length.
    pub fn len(&self) -> Len {
        self.to - self.from
    }

    /// Returns whether the length is zero.
    pub fn is_empty(&self) -> bool {
        self.to <= self.from
    }
}
