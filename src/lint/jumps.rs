//! Jumps 转版: stories that go on on another page.

use super::lines::{bare, rows};
use super::sheet::{LintSheet, PlacedStory};
use super::{Found, Proofs};
use crate::diag::{Code, Diagnostic};
use crate::edition::{StorySlot, page_named};
use crate::story::PartRole;

/// A jump: the slot that a story leaves and the one it reaches, each with the
/// number of its page.
struct Jump<'p> {
    leaves: (&'p StorySlot, u32),
    reaches: (&'p StorySlot, u32),
    /// Which page of the edition it leaves; a spread is one.
    from: usize,
}

/// Every jump of the edition, by the page that it leaves.
fn jumps<'p>(proofs: &'p Proofs<'_>) -> Vec<Jump<'p>> {
    let pages = &proofs.edition.pages;
    let slots = pages
        .iter()
        .enumerate()
        .flat_map(|(at, page)| page.stories.iter().map(move |slot| (at, page, slot)));
    let jump = |(at, page, slot): (usize, &'p crate::edition::Page, &'p StorySlot)| {
        let (to, nth) = slot.next.filter(|(to, _)| *to != at)?;
        let reached = pages.get(to)?;
        let after = reached.stories.get(nth)?;
        Some(Jump {
            leaves: (slot, page.number_at(&slot.rect)),
            reaches: (after, reached.number_at(&after.rect)),
            from: at,
        })
    };
    slots.filter_map(jump).collect()
}

impl Proofs<'_> {
    /// The sheet and what stands on it of a slot.
    fn placed<'p>(&'p self, slot: &StorySlot) -> Option<(&'p LintSheet<'p>, &'p PlacedStory<'p>)> {
        let on = |sheet: &'p LintSheet<'p>| {
            sheet
                .stories
                .iter()
                .find(|story| story.origin.0 == slot.origin)
                .map(|story| (sheet, story))
        };
        self.sheets.iter().find_map(on)
    }

    fn tell_at(
        &self,
        slot: &StorySlot,
        mark: &'static str,
        diagnostic: Diagnostic,
        found: &mut Vec<Found>,
    ) {
        found.push(match self.placed(slot) {
            Some((sheet, story)) => Found::on(sheet, story.rect, mark, diagnostic),
            None => Found::anywhere(diagnostic),
        });
    }
}

/// 逆向转版: a story goes on on a page before the one it leaves.
pub(super) fn back(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for Jump {
        leaves: (slot, from),
        reaches: (after, to),
        ..
    } in jumps(proofs)
    {
        if to > from {
            continue;
        }
        let message = format!(
            "“{}” begins on page {from} and goes on on page {to}, which comes before it 逆向转版",
            slot.id
        );
        let diagnostic = Diagnostic::new(Code::JumpBack, after.span, message)
            .label(slot.span, "where it comes from")
            .help("move the continuation to a later page");
        proofs.tell_at(after, "逆转", diagnostic, found);
    }
}

/// More than `page` stories leave a page, or a story leaves one more than
/// `story` times.
pub(super) fn count(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let jumps = jumps(proofs);
    let (page, story) = (
        proofs.limit(Code::JumpCount, "page") as usize,
        proofs.limit(Code::JumpCount, "story") as usize,
    );
    for (
        nth,
        Jump {
            leaves: (slot, number),
            from,
            ..
        },
    ) in jumps.iter().enumerate()
    {
        let before = |same: &dyn Fn(&Jump<'_>) -> bool| {
            jumps.iter().take(nth).filter(|other| same(other)).count()
        };
        let message = if before(&|other| other.from == *from) == page {
            let all = jumps.iter().filter(|other| other.from == *from).count();
            format!(
                "{all} stories of page {number} go on elsewhere, and the house wants {page} at most 转版"
            )
        } else if before(&|other| other.leaves.0.id == slot.id) == story {
            let all = jumps
                .iter()
                .filter(|other| other.leaves.0.id == slot.id)
                .count();
            format!(
                "“{}” jumps {all} times, and the house wants {story} at most 转版",
                slot.id
            )
        } else {
            continue;
        };
        let diagnostic = Diagnostic::new(Code::JumpCount, slot.span, message)
            .help("cut the story so that it ends here, or give it more room");
        proofs.tell_at(slot, "转版过多", diagnostic, found);
    }
}

/// Fewer than `before` lines of text where a story jumps, or than `after`
/// where it goes on.
pub(super) fn short(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for Jump {
        leaves: (slot, from),
        reaches: (after, to),
        ..
    } in jumps(proofs)
    {
        let sides = [
            (slot, from, "before", "stand on", "before its jump"),
            (after, to, "after", "go on on", "after its jump"),
        ];
        for (slot, page, limit, stand, side) in sides {
            let Some((sheet, story)) = proofs.placed(slot) else {
                continue;
            };
            let lines: usize = story.legs.iter().map(|leg| rows(&leg.lines)).sum();
            let least = proofs.limit(Code::JumpShort, limit) as usize;
            // A continuation that stays empty is told elsewhere.
            if lines == 0 || lines >= least {
                continue;
            }
            let message = format!(
                "{lines} lines of “{}” {stand} page {page}, {side}; the house wants {least} at least",
                slot.id
            );
            let diagnostic = Diagnostic::new(Code::JumpShort, slot.span, message)
                .help("cut the story so that it needs no jump, or give this side more rows");
            found.push(Found::on(sheet, story.rect, "转版过短", diagnostic));
        }
    }
}

/// A jump falls where a paragraph ends.
pub(super) fn at_break(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for Jump {
        leaves: (slot, _),
        reaches: (after, to),
        ..
    } in jumps(proofs)
    {
        let (Some((sheet, story)), Some((_, next)), Some(copy)) = (
            proofs.placed(slot),
            proofs.placed(after),
            proofs.edition.stories.get(slot.story),
        ) else {
            continue;
        };
        let (Some(last), Some(first)) = (
            story.legs.last().and_then(|leg| leg.lines.last()),
            next.legs.first().and_then(|leg| leg.lines.first()),
        ) else {
            continue;
        };
        let blocks: Vec<String> = copy
            .body
            .iter()
            .map(|block| bare(&block.text.text))
            .collect();
        let ends = blocks.iter().any(|block| block.ends_with(&last.text));
        let opens =
            first.heading.is_some() || blocks.iter().any(|block| block.starts_with(&first.text));
        if !(ends && opens) {
            continue;
        }
        let message = format!(
            "“{}” jumps to page {to} where a paragraph ends, so that it seems to be over",
            slot.id
        );
        let diagnostic = Diagnostic::new(Code::JumpBreak, slot.span, message)
            .help("add or cut a few characters, or give the slot a row more or less");
        found.push(Found::on(sheet, last.rect, "段尽转版", diagnostic));
    }
}

/// The article's own jump line names a page that the edition has not, or one
/// on which the story does not go on.
pub(super) fn nowhere(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for slot in proofs.edition.pages.iter().flat_map(|page| &page.stories) {
        let Some(copy) = proofs
            .edition
            .stories
            .get(slot.story)
            .filter(|copy| slot.part == 0 && !copy.body.is_empty())
        else {
            continue;
        };
        let part = copy.part(PartRole::Jump).next();
        // Of a story that goes on elsewhere the number is checked as it is set.
        let Some((part, number)) = part
            .filter(|_| slot.next.is_none())
            .and_then(|part| Some((part, page_named(&part.text.text)?)))
        else {
            continue;
        };
        let there = proofs
            .edition
            .numbers
            .iter()
            .any(|page| page.value == number);
        let message = match there {
            true => format!(
                "the jump line of “{}” leads to page {number}, where the story does not go on 转版",
                slot.id
            ),
            false => format!(
                "the jump line of “{}” leads to page {number}, which the edition has not 转版",
                slot.id
            ),
        };
        let diagnostic = Diagnostic::new(Code::JumpNowhere, part.text.span(), message)
            .label(slot.span, "its slot")
            .help(format!(
                "place it there with `continues = \"{}\"`, or take the line out of the article",
                slot.id
            ));
        proofs.tell_at(slot, "转版落空", diagnostic, found);
    }
}
