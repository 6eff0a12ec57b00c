//! Reports: an archive at one time, and what changed since the report before.
//!
//! Input: a plan and its archive. Output: [`Report`], which is written as JSON
//! and as one HTML page that needs no other file. Invariant: counts are of
//! receipts and dead letters; of runs it is told what they wrote of themselves.

mod base64;
mod changes;
mod gather;
mod html;
mod model;
mod plot;

pub use gather::{HTML, JSON, publish, report};
pub use html::html;
pub use model::{Changes, Counts, Failure, KnownEdition, OtherFiles, Report, State};
