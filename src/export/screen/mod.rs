//! What a screen needs to draw formes by itself.
//!
//! Input: a face. Output: a font file that a browser takes, in which the glyph of id `n` is that
//! of the private character [`FIRST`] + `n`. Invariant: text in those characters is drawn glyph by
//! glyph as the forme says: the file has no rule that joins, replaces or moves glyphs.

mod sfnt;

pub use sfnt::{FIRST, face_file};
