//! Stretches along one axis.

use super::Len;

/// A stretch along one axis, `from` ≤ `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Where it begins.
    pub from: Len,
    /// Where it ends.
    pub to: Len,
}

impl Interval {
    /// Its length.
    pub fn len(&self) -> Len {
        self.to - self.from
    }

    /// Whether it has no length.
    pub fn is_empty(&self) -> bool {
        self.to <= self.from
    }
}
