//! Advertisements 广告 in their slots.

use super::house::PartStyle;
use super::matter::Matter;
use super::runaround::{Runaround, RunaroundShape};
use crate::diag::Span;
use crate::geom::{PageSpace, Rect};

/// The mark 广告 that is set on an advertisement.
#[derive(Clone, Debug)]
pub struct AdLabel {
    /// Style of the mark.
    pub style: PartStyle,
    /// True if it is at the left.
    pub left: bool,
    /// True if it is at the top.
    pub head: bool,
}

/// An advertisement's slot.
#[derive(Clone, Debug)]
pub struct AdSlot {
    /// Place where its area is written.
    pub span: Span,
    /// Its file, by number in [`Page::origins`](super::page::Page::origins).
    pub origin: u32,
    /// Area of the slot, which text keeps clear of.
    pub rect: Rect<PageSpace>,
    /// Frame in which it shows.
    pub frame: Rect<PageSpace>,
    /// Extent of the whole of it; what lies beyond the frame is cropped.
    pub image: Rect<PageSpace>,
    /// Content of the advertisement.
    pub matter: Matter,
    /// Name of the client; the file's stem when none is given.
    pub client: String,
    /// The order's name.
    pub order: Option<String>,
    /// The mark that is set on it.
    pub label: Option<AdLabel>,
    /// True if it carries the mark, set by duikai or part of the artwork.
    pub marked: bool,
    /// Runaround of the text around it.
    pub runaround: Runaround,
}

impl AdSlot {
    /// Returns the area that text keeps clear of: its slot, or its frame if it has a shape.
    pub(in crate::edition) fn kept_clear(&self) -> Rect<PageSpace> {
        if self.runaround.shape == RunaroundShape::Box {
            self.rect
        } else {
            self.frame
        }
    }
}
