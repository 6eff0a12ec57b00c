//! A slot of a story on its page, and the places in it.

use super::compositor::axes_of;
use super::shape::outline_in;
use crate::edition::{BoxFrame, Edition, Grid, PictureSlot, RuleStyle, RunaroundShape, StorySlot};
use crate::forme::Dest;
use crate::geom::{Axes, Folio, LegSpace, Len, Outline, PageSpace, Rect};

/// A slot of a story and the page it is on.
#[derive(Clone, Copy)]
pub(super) struct SlotOnPage<'a> {
    /// The slot.
    pub slot: &'a StorySlot,
    /// Grid of the page.
    pub grid: &'a Grid,
    /// The page's number.
    pub page: Folio,
    /// Index of the page in the edition; both halves of a spread are one.
    pub sheet: usize,
    /// The page's width.
    pub width: Len,
}

impl SlotOnPage<'_> {
    /// Returns the rotation of the slot's text on the page.
    pub fn axes(&self) -> Axes {
        axes_of(self.slot.kind.writing(), self.width)
    }

    /// Returns the rows that the slot's text stands on, and whether they are its own.
    pub fn text_grid(&self) -> (Grid, bool) {
        let grid = self.slot.kind.text_grid(self.grid);
        let own = (grid.pitch, grid.size) != (self.grid.pitch, self.grid.size);
        (grid, own)
    }

    /// A place in the slot as far as it keeps the padding from the slot's box.
    pub fn inside(&self, place: Rect<PageSpace>) -> Rect<PageSpace> {
        let (slot, axes) = (self.slot, self.axes());
        let boxed = !slot.kind.frame.is_bare() && slot.runaround.shape == RunaroundShape::Box;
        let inner = match inner_areas(slot, self.grid, &axes).as_slice() {
            [inner] if boxed => axes.on_page(inner),
            _ => return place,
        };
        let kept = Rect::new(
            place.left.max(inner.left),
            place.top.max(inner.top),
            place.right.min(inner.right),
            place.bottom.min(inner.bottom),
        );
        if kept.is_empty() { place } else { kept }
    }

    /// The pictures of the slot where they stand.
    pub fn pictures(&self) -> Vec<PictureSlot> {
        let pictures = self.slot.pictures.iter();
        pictures
            .map(|picture| PictureSlot {
                rect: self.inside(picture.rect),
                ..picture.clone()
            })
            .collect()
    }

    /// The insets of the slot where they stand.
    pub fn insets(&self) -> Vec<StorySlot> {
        let inset = |inset: &StorySlot| {
            let mut kept = inset.clone();
            kept.rect = self.inside(inset.rect);
            if inset.areas == [inset.rect] {
                kept.areas = vec![kept.rect];
            }
            kept
        };
        self.slot.insets.iter().map(inset).collect()
    }
}

/// Returns the slots of the story that begins in one: page and slot, by index.
pub fn chain_of(edition: &Edition, page: usize, nth: usize) -> Vec<(usize, usize)> {
    std::iter::successors(Some((page, nth)), |(page, nth)| {
        edition.pages[*page].stories[*nth].next
    })
    .collect()
}

/// Returns the slots of a story together with their pages.
pub(super) fn stands_of<'a>(edition: &'a Edition, chain: &[(usize, usize)]) -> Vec<SlotOnPage<'a>> {
    let stand = |(at, nth): &(usize, usize)| {
        let page = &edition.pages[*at];
        let slot = &page.stories[*nth];
        SlotOnPage {
            slot,
            grid: &page.grid,
            page: page.number_at(&slot.rect),
            sheet: *at,
            width: page.trim.width,
        }
    };
    chain.iter().map(stand).collect()
}

/// Returns the link target of a slot.
pub(super) fn dest(slot: &StorySlot) -> Dest {
    Dest(if slot.part == 0 {
        slot.id.clone()
    } else {
        format!("{}/{}", slot.id, slot.part + 1)
    })
}

impl StorySlot {
    /// Returns the distance from row to row in this slot, by its body style.
    pub(super) fn pitch(&self) -> Len {
        self.kind
            .blocks
            .values()
            .next()
            .map_or(Len::pt(12), |style| style.par.leading)
            .max(Len::PT)
    }
}

/// Returns the outline of a slot that is no rectangle and has a shape or a box.
pub(super) fn own_shape(slot: &StorySlot, grid: &Grid) -> Option<Outline<PageSpace>> {
    let shape = outline_in(&slot.runaround.shape, &slot.rect, &slot.rect);
    let boxed = slot.areas.len() > 1 && slot.kind.frame != BoxFrame::default();
    shape.or_else(|| {
        grid.outline(&slot.areas)
            .filter(|_| boxed)
            .map(Outline::Polygon)
    })
}

/// Returns the depth that a rule along the head or foot of a slot takes of it, and the rule's
/// distance from that edge: in the middle of the gap outside, or of the rows that are left free for
/// one too heavy for the gap.
pub(super) fn edge(rule: Option<RuleStyle>, slot: &StorySlot, grid: &Grid) -> (Len, Len) {
    let frame = &slot.kind.frame;
    let rows = |depth: Len| grid.pitch * depth.div_ceil(grid.pitch);
    let thickness = rule.map_or(Len::ZERO, |rule| rule.thickness());
    if thickness <= grid.gap().scale(2, 3) {
        (rows(frame.inset()), -grid.gap() / 2)
    } else if frame.inset() > Len::ZERO {
        // Inside a box, with the padding on its other side.
        (
            rows(frame.inset() + thickness),
            frame.border() + thickness / 2,
        )
    } else {
        let free = grid.pitch * thickness.div_ceil(grid.pitch);
        (free, (free - grid.gap()) / 2)
    }
}

/// The slot's places less its box, the padding and what the rules at its edges
/// take.
/// Top and foot stay on the grid's rows.
pub(super) fn inner_areas(slot: &StorySlot, grid: &Grid, axes: &Axes) -> Vec<Rect<LegSpace>> {
    let [above, below] = slot.kind.edges.map(|rule| edge(rule, slot, grid).0);
    let padding = slot.kind.frame.inset_beside(above.min(below));
    let inner = |area: &Rect<PageSpace>| {
        let area = axes.in_text(area);
        let top = area.top + above;
        Rect::new(
            area.left + padding,
            top,
            area.right - padding,
            (area.bottom - below).max(top),
        )
    };
    slot.areas.iter().map(inner).collect()
}
