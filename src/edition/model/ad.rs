//! Advertisements 广告 in their slots.

use super::house::PartStyle;
use super::matter::Matter;
use super::runaround::{Runaround, RunaroundShape};
use crate::diag::Span;
use crate::geom::{PageSpace, Rect};

/// The mark 广告 that is set on an advertisement.
#[derive(Clone, Debug)]
pub struct AdLabel {
    /// Its style.
    pub style: PartStyle,
    /// Whether it stands at the left.
    pub left: bool,
    /// Whether it stands at the head.
    pub head: bool,
}

/// An advertisement's slot.
#[derive(Clone, Debug)]
pub struct AdSlot {
    /// Where its place is written.
    pub span: Span,
    /// Its file, by number in [`Page::origins`](super::page::Page::origins).
    pub origin: u32,
    /// The slot, which text keeps clear of.
    pub rect: Rect<PageSpace>,
    /// Where it shows.
    pub frame: Rect<PageSpace>,
    /// Where the whole of it would.
    pub image: Rect<PageSpace>,
    /// What it is made of.
    pub matter: Matter,
    /// Whose it is; the file's stem when nobody says.
    pub client: String,
    /// The order's name.
    pub order: Option<String>,
    /// The mark that is set on it.
    pub label: Option<AdLabel>,
    /// Whether it bears the mark, set or drawn.
    pub marked: bool,
    /// How text runs round it.
    pub runaround: Runaround,
}

impl AdSlot {
    /// What text keeps clear of: its slot, or where a shape shows.
    pub(in crate::edition) fn kept_clear(&self) -> Rect<PageSpace> {
        if self.runaround.shape == RunaroundShape::Box {
            self.rect
        } else {
            self.frame
        }
    }
}
