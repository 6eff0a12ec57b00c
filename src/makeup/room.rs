//! Space on the page for deepening or reducing slots and pictures.

use crate::edition::{Edition, Page, RulePlace, StorySlot};
use crate::geom::{Len, PageSpace, Rect};

/// Minimum depth of a picture, in rows.
const LEAST_PICTURE: i64 = 4;
/// Minimum depth of a slot, in rows.
const LEAST_SLOT: i64 = 2;

/// Deepens a picture of a slot by `by` rows; returns false if it would become too flat, leave its
/// slot or cover something else there.
pub(super) fn deepen_picture(slot: &mut StorySlot, nth: usize, by: i64, page: &Page) -> bool {
    let Some(picture) = slot.pictures.get(nth) else {
        return false;
    };
    let Some(rect) = deepened(&picture.rect, by, LEAST_PICTURE, page) else {
        return false;
    };
    // A headline that is printed on it stays on it.
    let carries = slot.head_over.is_some()
        && slot
            .head_rect
            .is_some_and(|head| picture.rect.contains(&head));
    let keeps_head = slot.head_rect.is_none_or(|head| {
        if carries {
            rect.contains(&head)
        } else {
            !rect.overlaps(&head)
        }
    });
    let others = slot
        .pictures
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != nth)
        .map(|(_, other)| other.rect);
    let covered = others
        .chain(slot.insets.iter().map(|inset| inset.rect))
        .chain(slot.ads.iter().map(|(area, _)| *area))
        .any(|other| other.overlaps(&rect));
    let inside = match slot.areas.as_slice() {
        [area] => area.contains(&rect),
        areas => by < 0 || areas.iter().any(|area| area.contains(&rect)),
    };
    if covered || !keeps_head || !inside {
        return false;
    }
    slot.pictures[nth].rect = rect;
    true
}

/// Deepens a slot of the page, or an inset of `host`, by `by` rows at its foot; returns false if
/// they are not free, or if a part of it would be in rows that it loses.
pub(super) fn deepen_slot(
    slot: &mut StorySlot,
    by: i64,
    page: &Page,
    host: Option<&StorySlot>,
) -> bool {
    let axes = page.grid.axes;
    let foot = axes.in_text(&slot.rect).bottom;
    let Some(rect) = deepened(&slot.rect, by, LEAST_SLOT, page) else {
        return false;
    };
    let mut areas = slot.areas.clone();
    for area in &mut areas {
        let own = axes.in_text(area);
        if own.bottom != foot {
            continue;
        }
        let Some(deep) = deepened(area, by, LEAST_SLOT, page) else {
            return false;
        };
        let gained = own.rows(own.bottom, axes.in_text(&deep).bottom);
        if by > 0 && !is_free(&axes.on_page(&gained), slot, page, host) {
            return false;
        }
        *area = deep;
    }
    let parts = slot
        .pictures
        .iter()
        .map(|picture| picture.rect)
        .chain(slot.insets.iter().map(|inset| inset.rect))
        .chain(slot.head_rect);
    let inside = |part: Rect<PageSpace>| match areas.as_slice() {
        [area] => area.contains(&part),
        // Where places end at different rows, no part may reach below them.
        _ => {
            rect.contains(&part)
                && slot
                    .areas
                    .iter()
                    .zip(&areas)
                    .all(|(was, is)| !was.contains(&part) || is.contains(&part))
        }
    };
    if !parts.into_iter().all(inside) {
        return false;
    }
    (slot.rect, slot.areas) = (rect, areas);
    true
}

/// Deepens an inset of `host` by `by` rows at its head, up to `ceiling` in the text; returns false
/// if they are not free.
pub(super) fn raise_inset(
    inset: &mut StorySlot,
    by: i64,
    ceiling: Len,
    page: &Page,
    host: &StorySlot,
) -> bool {
    let [area] = inset.areas.as_slice() else {
        return false;
    };
    let (axes, pitch) = (page.grid.axes, page.grid.pitch);
    let own = axes.in_text(area);
    let top = own.top - pitch * by;
    if top < ceiling
        || !is_free(
            &axes.on_page(&own.rows(top, own.top)),
            inset,
            page,
            Some(host),
        )
    {
        return false;
    }
    let raised = axes.on_page(&own.rows(top, own.bottom));
    (inset.rect, inset.areas) = (raised, vec![raised]);
    true
}

/// Returns a rectangle deeper by `by` rows; `None` if fewer than `least` rows are left.
fn deepened(rect: &Rect<PageSpace>, by: i64, least: i64, page: &Page) -> Option<Rect<PageSpace>> {
    let (axes, pitch) = (page.grid.axes, page.grid.pitch);
    let mut area = axes.in_text(rect);
    area.bottom += pitch * by;
    (area.bottom > area.top + pitch * (least - 1)).then(|| axes.on_page(&area))
}

/// Returns whether a slot may take this area: it is in the type area, or in the story that contains
/// the slot, and nothing else is on it or runs through it.
fn is_free(
    ground: &Rect<PageSpace>,
    slot: &StorySlot,
    page: &Page,
    host: Option<&StorySlot>,
) -> bool {
    let Some(host) = host else {
        let stories = page
            .stories
            .iter()
            .filter(|other| other.origin != slot.origin)
            .flat_map(|other| &other.areas);
        let pictures = page.pictures.iter().map(|picture| &picture.rect);
        let ads = page.ads.iter().map(|ad| &ad.rect);
        let furniture = page.furniture.iter().map(|piece| &piece.rect);
        let taken = stories
            .chain(pictures)
            .chain(ads)
            .chain(furniture)
            .any(|other| other.overlaps(ground));
        return page.grid.area().contains(ground)
            && !taken
            && !page.rules.iter().any(|rule| crosses(rule.place, ground));
    };
    let insets = host
        .insets
        .iter()
        .filter(|other| other.origin != slot.origin)
        .map(|other| &other.rect);
    let pictures = host.pictures.iter().map(|picture| &picture.rect);
    let taken = insets
        .chain(pictures)
        .chain(host.ads.iter().map(|(area, _)| area))
        .chain(&host.head_rect)
        .any(|other| other.overlaps(ground));
    host.areas.iter().any(|area| area.contains(ground)) && !taken
}

/// Returns whether a rule runs through an area.
fn crosses(rule: RulePlace, ground: &Rect<PageSpace>) -> bool {
    let meets = |at: Len, (from, to): (Len, Len), across: (Len, Len), along: (Len, Len)| {
        across.0 < at && at < across.1 && from < along.1 && along.0 < to
    };
    let (over, down) = ((ground.left, ground.right), (ground.top, ground.bottom));
    match rule {
        RulePlace::Down { x, top, bottom } => meets(x, (top, bottom), over, down),
        RulePlace::Across { y, left, right } => meets(y, (left, right), down, over),
    }
}

/// Returns whether another story refers to this one, so that it cannot be left out.
pub(super) fn is_referred_to(edition: &Edition, id: &str) -> bool {
    let slots = edition.pages.iter().flat_map(|page| page.all_stories());
    slots
        .into_iter()
        .any(|slot| slot.refer.as_ref().is_some_and(|(to, _)| to == id))
}
