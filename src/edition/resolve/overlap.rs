//! What would stand on the same ground, and what text runs round.

use super::maker::PageMaker;
use crate::diag::{Code, Diagnostic, Span};
use crate::edition::model::{AdSlot, PictureSlot, StorySlot};
use crate::geom::{PageSpace, Rect};
use crate::limits::{ELEMENTS, LINE_SLOTS};
use crate::say::{Text, text};

/// An occupied area, the place where it is written, and its name in messages.
type Taken = (Rect<PageSpace>, Span, Text);

impl PageMaker<'_, '_> {
    /// Leaves out the stories with which the page has more line slots than the
    /// limit allows.
    pub(super) fn within_slots(&mut self, stories: &mut Vec<StorySlot>) {
        let grid = self.grid;
        let rows = |slot: &StorySlot| slot.rect.height().div_ceil(grid.pitch).max(1) as usize;
        let across = |slot: &StorySlot| slot.rect.width().div_ceil(grid.pitch).max(1) as usize;
        let mut all = 0;
        stories.retain(|slot| {
            for own in std::iter::once(slot).chain(&slot.insets) {
                let depth = rows(own).max(across(own));
                all += own.columns.count(own.base) as usize * depth;
            }
            let within = all <= LINE_SLOTS;
            if !within {
                let what = text!(
                    "edition.line-slots-page",
                    "line slots of a page with this one"
                );
                let over = Diagnostic::over_limit(slot.span, what, all, LINE_SLOTS);
                self.loader.sink.report(over);
            }
            within
        });
    }

    /// Reports slots that cover the same ground, each with the first it meets.
    pub(super) fn check_overlaps(&mut self, stories: &[StorySlot], pictures: &[PictureSlot]) {
        let stories = stories
            .iter()
            .enumerate()
            .flat_map(|(nth, slot)| slot.areas.iter().map(move |rect| (nth, *rect, slot.span)));
        let pictures = pictures
            .iter()
            .map(|slot| (usize::MAX, slot.rect, slot.span));
        let mut slots: Vec<(usize, Rect<PageSpace>, Span)> = stories.chain(pictures).collect();
        if let Some((_, _, beyond)) = slots.get(ELEMENTS) {
            let what = text!(
                "edition.places-slots-held-against",
                "places of slots that are held against one another"
            );
            let over = Diagnostic::over_limit(*beyond, what, slots.len(), ELEMENTS);
            self.loader.sink.report(over);
            slots.truncate(ELEMENTS);
        }
        for (at, (one, rect, span)) in slots.iter().enumerate() {
            // Places of one slot are reported by the slot itself.
            let met = slots[..at]
                .iter()
                .find(|(two, other, _)| (one != two || *one == usize::MAX) && rect.overlaps(other));
            let Some((_, other, other_span)) = met else {
                continue;
            };
            let grid = &self.grid;
            let (rect, other) = (grid.axes.in_text(rect), grid.axes.in_text(other));
            let top = rect.top.max(other.top);
            let bottom = rect.bottom.min(other.bottom);
            let first = (top - grid.top).div_floor(grid.pitch) + 1;
            let last = (bottom - grid.top).div_floor(grid.pitch) + 1;
            let rows = if first == last {
                text!("edition.row-number", "row {first}", first)
            } else {
                text!("edition.row-range", "rows {first} to {last}", first, last)
            };
            let message = text!(
                "edition.two-slots-cover-same",
                "two slots cover the same ground in {rows}",
                rows
            );
            self.loader.sink.report(
                Diagnostic::new(Code::SlotsOverlap, *span, message)
                    .label(*other_span, text!("edition.other-slot", "the other slot"))
                    .help(text!("edition.move-text-should-run", "move one; what text should run round is written inside its story as [[story.picture]] or [[story.inset]]")),
            );
        }
    }

    /// Assigns the pictures and advertisements of the page to the slots in which text runs round
    /// them; reports what else they cover there.
    pub(super) fn run_round(
        &mut self,
        ads: &[AdSlot],
        stories: &mut [StorySlot],
        pictures: &[PictureSlot],
    ) {
        for picture in pictures {
            self.in_the_way(
                (
                    picture.rect,
                    picture.span,
                    text!("edition.picture-name", "picture"),
                ),
                &[],
                stories,
            );
        }
        for (nth, ad) in ads.iter().enumerate() {
            let mut others: Vec<Taken> = ads[..nth]
                .iter()
                .map(|other| {
                    (
                        other.rect,
                        other.span,
                        text!("edition.another-advertisement", "another advertisement"),
                    )
                })
                .collect();
            others.extend(pictures.iter().map(|slot| {
                (
                    slot.rect,
                    slot.span,
                    text!("edition.a-picture", "a picture"),
                )
            }));
            self.in_the_way(
                (
                    ad.rect,
                    ad.span,
                    text!("edition.advertisement-name", "advertisement"),
                ),
                &others,
                stories,
            );
        }
        for slot in stories {
            let stands =
                |place: &Rect<PageSpace>| slot.areas.iter().any(|area| area.overlaps(place));
            let inside = ads.iter().filter(|ad| stands(&ad.rect));
            slot.ads = inside
                .map(|ad| (ad.kept_clear(), ad.runaround.clone()))
                .collect();
            slot.page_pictures = pictures
                .iter()
                .filter(|picture| stands(&picture.rect))
                .cloned()
                .collect();
        }
    }

    /// Reports what a picture of the page or an advertisement covers apart from the text of
    /// stories.
    fn in_the_way(&mut self, (rect, span, name): Taken, others: &[Taken], stories: &[StorySlot]) {
        let inside = stories.iter().flat_map(|slot| {
            let pictures = slot.pictures.iter().map(|picture| {
                (
                    picture.rect,
                    picture.span,
                    text!("edition.a-picture", "a picture"),
                )
            });
            let insets = slot.insets.iter().map(|inset| {
                (
                    inset.rect,
                    inset.span,
                    text!("edition.a-sidebar", "a sidebar"),
                )
            });
            pictures.chain(insets).chain(
                slot.head_rect
                    .map(|head| (head, slot.span, text!("edition.a-headline", "a headline"))),
            )
        });
        for (_, other, what) in others
            .iter()
            .cloned()
            .chain(inside)
            .filter(|(other, _, _)| other.overlaps(&rect))
        {
            self.loader.sink.report(
                Diagnostic::new(
                    Code::SlotsOverlap,
                    span,
                    text!("edition.covers", "the {name} covers {what}", name, what),
                )
                .label(other, text!("edition.its-place", "its place"))
                .help(text!(
                    "edition.move-them-only-text",
                    "move one of them; only the text of stories runs round the {name}",
                    name
                )),
            );
        }
    }
}
