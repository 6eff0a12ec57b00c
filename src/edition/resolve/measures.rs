//! What lengths come to on a grid.

use crate::geom::{Em, Len};
use crate::spec::Length;

/// The units that lengths on the page resolve to.
#[derive(Clone, Copy)]
pub(super) struct Measures {
    pub size: Len,
    pub pitch: Len,
    pub column: Len,
    pub alley: Len,
}

impl Measures {
    /// Resolves a length on the page; em are of `size`.
    pub fn len_at(&self, length: Length, size: Len) -> Len {
        match length {
            Length::Absolute(len) => len,
            Length::Em(em) => em.at(size),
            Length::Rows(thousandths) => self.pitch.scale(thousandths, 1000),
            Length::Columns(columns) => {
                self.column * i64::from(columns) + self.alley * (i64::from(columns) - 1).max(0)
            }
        }
    }

    /// Resolves a length on the page; em are of the body size.
    pub fn len(&self, length: Length) -> Len {
        self.len_at(length, self.size)
    }

    /// Resolves a length in em of `size`.
    pub fn em(&self, length: Length, size: Len) -> Em {
        match length {
            Length::Em(em) => em,
            other => Em::from_f64(self.len_at(other, size).to_pt() / size.to_pt().max(0.001)),
        }
    }
}
