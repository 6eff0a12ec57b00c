//! Reading of untrusted PDFs.
//!
//! Input: the bytes of a file. Output: its objects, each read only on demand, and the damage found
//! on the way. Invariant: whatever the bytes are, reading ends, does not panic, and never takes
//! more memory or work than the `Budget` allows. A library that loads a whole file could promise
//! none of this, so this room has its own reader; it copies no stream, so checking a file costs
//! little compared with making it.

mod budget;
mod calculator;
mod file;
mod filter;
mod function;
mod lex;
mod raw;
mod value;
mod xref;

pub(crate) use budget::Budget;
pub(crate) use file::File;
pub(crate) use filter::{Coded, deflated};
pub(crate) use function::{Function, bits_at};
pub(crate) use lex::{Lexer, Token};
pub(crate) use raw::find;
pub(crate) use value::{Dict, Id, Stream, Value, printable, text};
