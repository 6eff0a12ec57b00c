//! How much work and memory one file may ask for.

use std::cell::Cell;

/// The budget of memory and work for one file. Every limit is far beyond any newspaper page; a file
/// that reaches one is refused.
#[derive(Debug)]
pub(crate) struct Budget {
    /// Number of values that may still be parsed.
    values: Cell<u64>,
    /// Number of bytes that may still be decoded or searched.
    bytes: Cell<u64>,
    /// Number of content operators that may still be interpreted.
    operators: Cell<u64>,
}

impl Budget {
    /// Maximum size of one decoded stream in bytes.
    pub const STREAM: usize = 96 << 20;

    /// Values, bytes and operators of one file.
    const WHOLE: [u64; 3] = [6_000_000, 240 << 20, 3_000_000];

    /// Creates the budget of one file.
    pub fn new() -> Budget {
        let [values, bytes, operators] = Budget::WHOLE.map(Cell::new);
        Budget {
            values,
            bytes,
            operators,
        }
    }

    /// Adds as much again for every page but the first of a file of our own, which has as many as
    /// its edition.
    pub fn grow(&self, pages: usize) {
        let more = (pages as u64).saturating_sub(1);
        let counters = [&self.values, &self.bytes, &self.operators];
        for (left, whole) in counters.into_iter().zip(Budget::WHOLE) {
            left.set(left.get() + whole * more);
        }
    }

    /// Creates the budget of a page that is to be placed on another: an advertisement is read while
    /// the page is made up, so it gets less.
    pub fn placed() -> Budget {
        Budget {
            values: Cell::new(1_500_000),
            bytes: Cell::new(160 << 20),
            operators: Cell::new(600_000),
        }
    }

    fn take(counter: &Cell<u64>, much: u64) -> bool {
        let left = counter.get();
        counter.set(left.saturating_sub(much));
        left >= much
    }

    /// Spends one value; returns false if none is left.
    pub fn value(&self) -> bool {
        Budget::take(&self.values, 1)
    }

    /// Spends the work of so many bytes; returns false if it is not left.
    pub fn work(&self, bytes: usize) -> bool {
        Budget::take(&self.bytes, bytes as u64)
    }

    /// Spends one operator; returns false if none is left.
    pub fn operator(&self) -> bool {
        Budget::take(&self.operators, 1)
    }

    /// Spends the interpretation of one form, which costs as much as some operators; returns false
    /// if it is not left.
    pub fn form(&self) -> bool {
        Budget::take(&self.operators, 24)
    }

    /// Returns the number of bytes that may still be decoded.
    pub fn left(&self) -> usize {
        usize::try_from(self.bytes.get()).unwrap_or(usize::MAX)
    }

    /// Returns whether a limit was reached.
    pub fn spent(&self) -> bool {
        self.values.get() == 0 || self.bytes.get() == 0 || self.operators.get() == 0
    }
}
