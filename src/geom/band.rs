//! Stretches along one axis.

use super::Len;

/// A stretch along one axis, `from` ≤ `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span1 {
    /// Where it begins.
    pub from: Len,
    /// Where it ends.
    pub to: Len,
}

impl Span1 {
    /// Its length.
    pub fn len(&self) -> Len {
        self.to - self.from
    }

    /// Whether it has no length.
    pub fn is_empty(&self) -> bool {
        self.to <= self.from
    }
}
