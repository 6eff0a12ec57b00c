//! Exporters.
//!
//! Input: finished [`crate::forme::Forme`]s. Output: bytes of one file format.
//! Invariant: an exporter sees formes and assets only, and the same formes
//! give the same bytes.

pub mod pdf;
pub mod png;
