//! Exporters.
//!
//! Input: finished [`crate::forme::Forme`]s. Output: bytes of one file format.
//! Invariant: an exporter sees formes and assets only, and the same formes
//! give the same bytes.

mod marks;
mod pair;
pub mod pdf;
mod plates;
pub mod png;
pub mod screen;

pub use marks::marked;
pub use pair::{paired, pairs};
pub use plates::plates;
