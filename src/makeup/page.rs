//! One page.

use super::Desk;
use super::rule::straight;
use crate::diag::{Sink, Span};
use crate::edition::{Edition, Page};
use crate::forme::{Forme, Group, Item, Origin, Role, Sheet};
use crate::geom::Len;
use crate::text::Shaper;

/// How one story fits its slot.
#[derive(Clone, Debug)]
pub struct StoryFit {
    /// The story's id.
    pub story: String,
    /// Lines of the whole story, set or not.
    pub lines: usize,
    /// Line places its slot has.
    pub room: usize,
    /// Lines that found no place 溢排.
    pub over_lines: usize,
    /// Characters that found no place.
    pub over_chars: usize,
    /// Line places left empty 欠排.
    pub spare_lines: usize,
    /// Characters of the story's text.
    pub chars: usize,
    /// The slot in the page spec.
    pub span: Span,
}

/// A page made up.
pub struct MadePage {
    /// The finished page.
    pub forme: Forme,
    /// How its stories fit.
    pub fits: Vec<StoryFit>,
    /// What was met on the way.
    pub sink: Sink,
}

/// Makes up one page.
pub fn make_up(edition: &Edition, page: &Page) -> MadePage {
    let mut desk = Desk { edition, shaper: Shaper::new(&edition.fonts), sink: Sink::new() };
    let mut items: Vec<Item> = page.furniture.iter().map(|slot| desk.furniture(slot)).collect();
    let mut fits = Vec::new();
    for slot in &page.stories {
        items.push(desk.story(slot, &page.grid, Role::Story, &mut fits));
    }
    for slot in &page.pictures {
        items.push(desk.picture(slot, None));
    }
    let rules: Vec<Item> = page.rules.iter().flat_map(|rule| straight(rule.place, &rule.style, Origin(rule.origin))).collect();
    if !rules.is_empty() {
        items.push(Item::Group(Group { origin: Origin::default(), role: Role::Rules, name: "rules".to_owned(), items: rules }));
    }
    desk.check_inks(page, &items);
    let sheet = Sheet { trim: page.trim, bleed: page.bleed, margin: Len::ZERO };
    MadePage { forme: Forme { number: page.number, section: page.section.clone(), sheet, items }, fits, sink: desk.sink }
}
