//! Headlines 题 that something of the page is printed over.
//!
//! What is printed is compared: of a headline its type, its box or tint and its rules, of a picture
//! its pixels and the words under them, of an inset all that it fills.

use super::inked::{glyphs, line_of};
use crate::asset::Fonts;
use crate::diag::{Code, Diagnostic, Sink};
use crate::edition::{Edition, Page, StorySlot};
use crate::forme::{Group, Item, Role, leaves};
use crate::geom::{Len, Outline, PageSpace, Rect};
use crate::say::text;

/// Reports headlines that pictures, insets or advertisements are printed over. `items` are those of
/// the page.
pub(super) fn covered_heads(edition: &Edition, page: &Page, items: &[Item], sink: &mut Sink) {
    covered_in(edition, page, &page.all_stories(), items, sink);
}

/// Reports covered headlines as [`covered_heads`] does, of slots that may be others than the page
/// has.
pub(super) fn covered_in(
    edition: &Edition,
    page: &Page,
    slots: &[&StorySlot],
    items: &[Item],
    sink: &mut Sink,
) {
    for group in stories(items) {
        let Some(slot) = slots.iter().find(|slot| slot.origin == group.origin.0) else {
            continue;
        };
        let head: Vec<Area> = children(&group.items)
            .filter(|child| child.role == Role::Head)
            .flat_map(|child| areas(child, &edition.fonts))
            .collect();
        if head.is_empty() {
            continue;
        }
        // The others of the page are held against the places of headlines where they are resolved,
        // and against a headline that stands over its text where that is opened.
        let strip = slot.head_rect.is_none() && slot.kind.head_writing() != slot.kind.writing();
        let others = children(items).filter(|child| {
            strip && matches!(child.role, Role::Figure | Role::Ad) && group.role == Role::Story
        });
        let own = children(&group.items)
            .filter(|child| matches!(child.role, Role::Figure | Role::Sidebar));
        for child in own.chain(others) {
            let mut over = areas(child, &edition.fonts);
            // A cutline that leaves its place is told by itself.
            if let Some(rect) = place_of(slot, child) {
                over.retain(|area| rect.contains(&area.rect));
            }
            let covers = |head: &Area| over.iter().any(|area| area.meets(head));
            if !is_ground(slot, child) && head.iter().any(covers) {
                report(slot, child, page, sink);
            }
        }
    }
}

fn report(slot: &StorySlot, child: &Group, page: &Page, sink: &mut Sink) {
    let what = match child.role {
        Role::Figure => text!("makeup.a-picture", "a picture"),
        Role::Ad => text!("makeup.advertisement-noun", "an advertisement"),
        _ => text!("makeup.an-inset", "an inset"),
    };
    let origin = child.origin.0;
    let picture = slot.pictures.iter().find(|one| one.origin == origin);
    let inset = slot.insets.iter().find(|one| one.origin == origin);
    let own = picture
        .map(|one| one.span)
        .or_else(|| inset.map(|one| one.span));
    let span = own.or_else(|| page.span(origin)).unwrap_or(slot.span);
    let message = text!(
        "makeup.covers-headline",
        "{what} covers the headline of “{slot}”",
        what,
        slot = slot.id
    );
    sink.report(
        Diagnostic::new(Code::SlotsOverlap, span, message)
            .label(slot.span, text!("makeup.this-story", "the story"))
            .help(text!(
                "makeup.move-down-give-headline",
                "move it down, or give the headline a place of its own with `head-at`"
            )),
    );
}

/// Returns the place of a picture of a slot: as it is written, and as it is printed.
fn place_of(slot: &StorySlot, child: &Group) -> Option<Rect<PageSpace>> {
    let mut written = slot.pictures.iter();
    let written = written.find(|one| one.origin == child.origin.0)?.rect;
    let frames = child.items.iter().filter_map(|item| match item {
        Item::Picture(picture) if !picture.frame.is_empty() => Some(picture.frame),
        _ => None,
    });
    Some(frames.fold(written, |all, frame| all.union(&frame)))
}

/// Returns whether a picture lies under the whole headline of its slot 压题图.
fn is_ground(slot: &StorySlot, child: &Group) -> bool {
    let Some(head) = slot.head_rect.filter(|_| slot.head_over.is_some()) else {
        return false;
    };
    child
        .items
        .iter()
        .any(|item| matches!(item, Item::Picture(picture) if picture.frame.contains(&head)))
        || slot
            .pictures
            .iter()
            .any(|picture| picture.origin == child.origin.0 && picture.rect.contains(&head))
}

/// A printed area: a rectangle, and what is inside it when that is not all of it.
struct Area {
    rect: Rect<PageSpace>,
    outline: Option<Outline<PageSpace>>,
}

impl Area {
    fn of(rect: Rect<PageSpace>) -> Area {
        Area {
            rect,
            outline: None,
        }
    }

    /// Returns whether it covers some of another, whose whole rectangle counts.
    fn meets(&self, other: &Area) -> bool {
        let (rect, outline) = (&self.rect, &self.outline);
        let common: Rect<PageSpace> = Rect::new(
            rect.left.max(other.rect.left),
            rect.top.max(other.rect.top),
            rect.right.min(other.rect.right),
            rect.bottom.min(other.rect.bottom),
        );
        let inside = |outline: &Outline<PageSpace>| {
            outline
                .covered(common.top, common.bottom)
                .iter()
                .any(|span| span.from < common.right && common.left < span.to)
        };
        !common.is_empty() && outline.as_ref().is_none_or(inside)
    }
}

/// Returns what a group prints. A box counts with all that is in it.
fn areas(group: &Group, fonts: &Fonts) -> Vec<Area> {
    let mut found = Vec::new();
    for leaf in leaves(&group.items) {
        match leaf.item {
            Item::GlyphRun(run) => found.extend(glyphs(run, fonts, None).map(Area::of)),
            Item::Picture(picture) => found.push(Area {
                rect: picture.frame,
                outline: picture.clip.clone(),
            }),
            Item::Page(placed) => found.push(Area {
                rect: placed.frame,
                outline: placed.clip.clone(),
            }),
            Item::Fill(fill) => found.push(Area::of(fill.rect)),
            Item::Rule(rule) => {
                let (across, half) = (rule.from.y == rule.to.y, rule.weight / 2);
                let by = if across {
                    (Len::ZERO, half)
                } else {
                    (half, Len::ZERO)
                };
                found.push(Area::of(line_of(rule).grown_by(by.0, by.1)));
            }
            Item::Path(path) => found.extend(path.bounds().map(Area::of)),
            Item::Group(_) | Item::Mark(_) => {}
        }
    }
    if group.role == Role::Sidebar {
        let whole = found.iter().map(|area| area.rect);
        if let (Some(whole), true) = (whole.reduce(|a, b| a.union(&b)), is_boxed(group)) {
            found.push(Area::of(whole));
        }
    }
    found
}

/// Returns whether a slot has a box or a tint, which is printed before all else in it.
fn is_boxed(group: &Group) -> bool {
    let prints = |item: &&Item| matches!(item, Item::Rule(_) | Item::Fill(_));
    group.items.iter().take(6).any(|item| prints(&item))
}

/// Returns the groups among some items.
fn children(items: &[Item]) -> impl Iterator<Item = &Group> {
    items.iter().filter_map(|item| match item {
        Item::Group(group) => Some(group),
        _ => None,
    })
}

/// Returns the slots of stories among some items, with those in them.
fn stories(items: &[Item]) -> Vec<&Group> {
    let mut found = Vec::new();
    for group in children(items) {
        if matches!(group.role, Role::Story | Role::Sidebar) {
            found.push(group);
            found.extend(stories(&group.items));
        }
    }
    found
}
