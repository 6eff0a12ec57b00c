//! Reading a PDF that nobody vouches for.
//!
//! Input: the bytes of a file. Output: its objects, each read only when it is
//! asked for, and what was found damaged on the way.
//! Invariant: whatever the bytes are, reading ends, does not panic, and never
//! takes more memory or work than the [`Budget`] allows. A library that loads
//! a whole file could promise none of this, so this room has its own reader;
//! it copies no stream, so checking a file costs little beside making it.

mod file;
mod filter;
mod lex;
mod value;
mod xref;

use std::cell::Cell;

pub(crate) use file::File;
pub(crate) use filter::{Coded, filters};
pub(crate) use lex::{Lexer, Token};
pub(crate) use value::{Dict, Id, Stream, Value, printable, text};

/// How much one file may ask for. Every limit is far beyond any newspaper
/// page; a file that reaches one is refused.
#[derive(Debug)]
pub(crate) struct Budget {
    /// Values that may still be parsed.
    values: Cell<u64>,
    /// Bytes that may still be unpacked or searched through.
    bytes: Cell<u64>,
    /// Content operators that may still be run.
    operators: Cell<u64>,
}

impl Budget {
    /// The most one stream may unpack to.
    pub const STREAM: usize = 96 << 20;

    /// The budget of one file.
    pub fn new() -> Budget {
        Budget {
            values: Cell::new(6_000_000),
            bytes: Cell::new(240 << 20),
            operators: Cell::new(3_000_000),
        }
    }

    /// The budget of a page that is to be placed on another: an advertisement
    /// is read while the page is made up, so it may ask for less.
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

    /// Asks for one more value.
    pub fn value(&self) -> bool {
        Budget::take(&self.values, 1)
    }

    /// Asks for the work of so many bytes.
    pub fn work(&self, bytes: usize) -> bool {
        Budget::take(&self.bytes, bytes as u64)
    }

    /// Asks for one more operator.
    pub fn operator(&self) -> bool {
        Budget::take(&self.operators, 1)
    }

    /// Asks to run one more form, which costs as much as some operators.
    pub fn form(&self) -> bool {
        Budget::take(&self.operators, 24)
    }

    /// How many bytes may still be unpacked.
    pub fn left(&self) -> usize {
        usize::try_from(self.bytes.get()).unwrap_or(usize::MAX)
    }

    /// Whether something was refused.
    pub fn spent(&self) -> bool {
        self.values.get() == 0 || self.bytes.get() == 0 || self.operators.get() == 0
    }
}
