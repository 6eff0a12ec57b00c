//! The keys of the files for those who write them.
//!
//! Input: the keys that the readers of `spec` ask for. Output: JSON Schema for editors and
//! validators, and which keys may stand at a line.
//! Invariant: nothing is known here that the readers do not ask for.

mod guide;
mod line;
mod schema;

pub use guide::Chapter;
pub use line::{LinePlace, file_kind, line_place};
pub use schema::{SchemaKind, schema};
