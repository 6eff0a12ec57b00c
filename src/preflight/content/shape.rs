//! The glyphs of Type 3 fonts as they were drawn.

use crate::preflight::matrix::Matrix;
use crate::preflight::raster::{Grey, Samples};

/// A glyph that was drawn, and the square of glyph space that it fills.
pub(super) struct Shape {
    pub square: Matrix,
    pub ink: GlyphInk,
}

/// The ink of a glyph.
pub(super) enum GlyphInk {
    /// Takes the colour of the text.
    Plain(Grey),
    /// Has colours of its own.
    Own(Samples),
}
