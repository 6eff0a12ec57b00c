//! What is said of a font.

use crate::asset::{Face, Outlines};

/// Names the kind of a face's outlines, for programs.
pub(in crate::cli) fn outlines(face: &Face) -> &'static str {
    match face.outlines() {
        Outlines::TrueType => "glyf",
        Outlines::Cff => "cff",
        Outlines::Drawn => "drawn",
    }
}
