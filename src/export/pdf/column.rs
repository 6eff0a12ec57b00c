//! Columns of upright glyphs in vertical lines 直排: which runs they are, and the face that they are
//! set in.

use crate::forme::{Glyph, GlyphRun, Rotation};
use crate::geom::Em;

/// Height above the baseline, in thousandths of an em, of the point that a glyph of a column hangs
/// from, in the middle of its width (ISO 32000-1 §9.7.4.3).
pub(super) const HANG: i16 = 880;

/// Returns whether a run is a column of upright glyphs in a vertical line 直排: below its start,
/// where a line has its glyphs beside it.
pub(super) fn is_column(run: &GlyphRun) -> bool {
    let below = |glyph: &Glyph| glyph.y * 2 > run.size;
    run.turn == Rotation::Upright && run.condense == Em::ONE && run.glyphs.iter().any(below)
}

/// Returns the resource name of a face for columns.
pub(super) fn column_name(resource: &str) -> String {
    format!("{resource}V")
}
