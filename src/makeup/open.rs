//! A slot that is open for text: its head and pictures have their places.

use super::slot::SlotOnPage;
use crate::flow::SetDeck;
use crate::forme::Item;
use crate::geom::{Axes, LegSpace, Len, Obstacle, Rect};
use crate::role::TextRole;

/// A slot with its head and pictures placed, open for text.
pub(super) struct OpenSlot<'a> {
    pub stand: SlotOnPage<'a>,
    /// Rotation of its text on the page.
    pub axes: Axes,
    /// Areas for text, one for each of the slot's.
    pub areas: Vec<Rect<LegSpace>>,
    /// Outside of a slot that is no rectangle, as an obstacle.
    pub within: Option<Obstacle<LegSpace>>,
    pub obstacles: Vec<Obstacle<LegSpace>>,
    /// Items before the text in reading order.
    pub items: Vec<Item>,
    /// The head, which comes next, if it is not yet placed: one over text that is centred waits for
    /// it.
    pub head: Option<PlacedHead>,
    /// Pictures, which come after the text.
    pub figures: Vec<Item>,
}

/// A set head, not yet placed.
pub(super) struct SetHead {
    /// Its decks with the space before each, and their roles.
    pub decks: Vec<(Len, TextRole, SetDeck)>,
    /// Height from the top of the first deck to the foot of the last.
    pub height: Len,
}

/// A set head and its position.
pub(super) struct PlacedHead {
    pub head: SetHead,
    /// Rotation of its lines on the page.
    pub axes: Axes,
    /// Area of the head, its tint and box included.
    pub area: Rect<LegSpace>,
    /// Position at which what follows it begins.
    pub next: Len,
    /// True if it is above its text and moves with it.
    pub over_text: bool,
}

impl SetHead {
    pub fn is_empty(&self) -> bool {
        self.decks.is_empty()
    }
}
