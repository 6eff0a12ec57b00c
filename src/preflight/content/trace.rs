//! What is gathered of a page that is not opaque.

use std::ops::Range;

use crate::preflight::matrix::Bounds;

/// A stretch of a page's contents that paints something.
#[derive(Clone, Debug)]
pub struct Painted {
    /// The operator with its operands, in bytes.
    pub bytes: Range<usize>,
    /// Left, bottom, right and top of what it paints, in units of the page.
    pub area: [f64; 4],
    /// True if it is not opaque: alpha, a blend mode, a soft mask or a group with one of them.
    pub clear: bool,
    /// The text object that it stands in, counted from 0.
    pub text: Option<usize>,
    /// True for letters that become part of the clip.
    pub clips: bool,
}

/// The contents of a page and what in them is not opaque.
#[derive(Clone, Debug, Default)]
pub struct ClearParts {
    /// The contents, their streams joined.
    pub content: Vec<u8>,
    /// What paints, in order.
    pub painted: Vec<Painted>,
    /// Ends of operators after which the space, the clip and the kept states are those that a page
    /// begins with.
    pub fresh: Vec<usize>,
    /// Number of states kept (q) at the end.
    pub open: usize,
    /// Left, bottom, right and top of the medium.
    pub media: [f64; 4],
    /// True if a tile or a glyph of type drawn by operators is not opaque in itself.
    pub inner: bool,
}

/// What is gathered while contents are interpreted.
#[derive(Default)]
pub(super) struct Trace {
    pub parts: ClearParts,
    /// What the operator at work painted, and whether that is not opaque.
    pub now: Option<(Bounds, bool)>,
    /// Number of text objects begun.
    pub texts: usize,
    /// Number of tiles and glyphs being drawn, whose places are not those of the page.
    pub within: usize,
}
