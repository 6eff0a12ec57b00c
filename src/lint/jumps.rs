//! Lints of jumps 转版: stories that continue on another page.

use std::sync::Arc;

use super::digest::{PageDigest, StoryDigest};
use super::finding::Found;
use super::lines::bare;
use super::whole::Whole;
use crate::diag::{Code, Diagnostic};
use crate::edition::{StorySlot, page_named};
use crate::geom::Folio;
use crate::say::text;
use crate::story::PartRole;

/// A jump: the slot that a story leaves and the one it reaches, each with the
/// number of its page.
struct Jump<'p> {
    leaves: (&'p StorySlot, Folio),
    reaches: (&'p StorySlot, Folio),
    /// Index of the page it leaves; a spread is one.
    from: usize,
    /// Which it reaches.
    into: usize,
}

/// Returns every jump of the edition, by the page that it leaves.
fn jumps<'p>(whole: &'p Whole<'_>) -> Vec<Jump<'p>> {
    let pages = &whole.edition.pages;
    let slots = pages
        .iter()
        .enumerate()
        .flat_map(|(at, page)| page.stories.iter().map(move |slot| (at, page, slot)));
    let jump = |(at, page, slot): (usize, &'p Arc<crate::edition::Page>, &'p StorySlot)| {
        let (to, nth) = slot.next.filter(|(to, _)| *to != at)?;
        let reached = pages.get(to)?;
        let after = reached.stories.get(nth)?;
        Some(Jump {
            leaves: (slot, page.number_at(&slot.rect)),
            reaches: (after, reached.number_at(&after.rect)),
            from: at,
            into: to,
        })
    };
    slots.filter_map(jump).collect()
}

impl Whole<'_> {
    /// What stands in a slot of a page, and the page.
    fn placed(&self, page: usize, slot: &StorySlot) -> Option<(&PageDigest, &StoryDigest)> {
        let page = (*self.pages.get(page)?)?;
        Some((page, page.story(slot.origin)?))
    }

    fn report_at(
        &self,
        (page, slot): (usize, &StorySlot),
        mark: &'static str,
        diagnostic: Diagnostic,
        found: &mut Vec<Found>,
    ) {
        found.push(match self.placed(page, slot) {
            Some((page, story)) => Found::on_digest(page, story.rect, mark, diagnostic),
            None => Found::anywhere(diagnostic),
        });
    }
}

/// Finds 逆向转版: a story continues on a page before the one it leaves.
pub(super) fn back(whole: &Whole<'_>, found: &mut Vec<Found>) {
    for Jump {
        leaves: (slot, from),
        reaches: (after, to),
        into,
        ..
    } in jumps(whole)
    {
        if to > from {
            continue;
        }
        let message = text!(
            "lint.begins-page-goes-page",
            "“{slot}” begins on page {from} and goes on on page {to}, which comes before it (逆向转版)",
            slot = slot.id,
            from,
            to
        );
        let diagnostic = Diagnostic::new(Code::JumpBack, after.span, message)
            .label(slot.span, text!("lint.where-comes", "where it comes from"))
            .help(text!(
                "lint.move-continuation-later-page",
                "move the continuation to a later page"
            ));
        whole.report_at((into, after), "逆转", diagnostic, found);
    }
}

/// Finds pages that more than `page` stories leave, and stories that jump more than `story` times.
pub(super) fn count(whole: &Whole<'_>, found: &mut Vec<Found>) {
    let jumps = jumps(whole);
    let (page, story) = (
        whole.limit(Code::JumpCount, "page") as usize,
        whole.limit(Code::JumpCount, "story") as usize,
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
            text!(
                "lint.stories-page-go-elsewhere",
                "{all} stories of page {number} go on elsewhere, and the house wants {page} at most (转版)",
                all,
                number,
                page
            )
        } else if before(&|other| other.leaves.0.id == slot.id) == story {
            let all = jumps
                .iter()
                .filter(|other| other.leaves.0.id == slot.id)
                .count();
            text!(
                "lint.jumps-times-house-wants",
                "“{slot}” jumps {all} times, and the house wants {story} at most (转版)",
                slot = slot.id,
                all,
                story
            )
        } else {
            continue;
        };
        let diagnostic = Diagnostic::new(Code::JumpCount, slot.span, message).help(text!(
            "lint.cut-story-ends-here",
            "cut the story so that it ends here, or give it more room"
        ));
        whole.report_at((*from, slot), "转版过多", diagnostic, found);
    }
}

/// Finds fewer than `before` lines of text where a story jumps, or than `after` where it continues.
pub(super) fn short(whole: &Whole<'_>, found: &mut Vec<Found>) {
    for jump in jumps(whole) {
        let sides = [
            (
                jump.from,
                jump.leaves,
                "before",
                text!("lint.jump-stands", "stand on"),
                text!("lint.before-jump", "before its jump"),
            ),
            (
                jump.into,
                jump.reaches,
                "after",
                text!("lint.jump-goes", "go on on"),
                text!("lint.after-jump", "after its jump"),
            ),
        ];
        for (sheet, (slot, page), limit, stand, side) in sides {
            let Some((sheet, story)) = whole.placed(sheet, slot) else {
                continue;
            };
            let lines = story.rows;
            let least = whole.limit(Code::JumpShort, limit) as usize;
            // A continuation that stays empty is told elsewhere.
            if lines == 0 || lines >= least {
                continue;
            }
            let message = text!(
                "lint.lines-page-house-wants",
                "{lines} lines of “{slot}” {stand} page {page}, {side}; the house wants {least} at least",
                lines,
                slot = slot.id,
                stand,
                page,
                side,
                least
            );
            let diagnostic = Diagnostic::new(Code::JumpShort, slot.span, message).help(text!(
                "lint.cut-story-needs-jump",
                "cut the story so that it needs no jump, or give this side more rows"
            ));
            found.push(Found::on_digest(sheet, story.rect, "转版过短", diagnostic));
        }
    }
}

/// Finds jumps at the end of a paragraph.
pub(super) fn at_break(whole: &Whole<'_>, found: &mut Vec<Found>) {
    for Jump {
        leaves: (slot, _),
        reaches: (after, to),
        from,
        into,
    } in jumps(whole)
    {
        let (Some((sheet, story)), Some((_, next)), Some(copy)) = (
            whole.placed(from, slot),
            whole.placed(into, after),
            whole.edition.stories.get(&slot.story),
        ) else {
            continue;
        };
        let (Some((last_rect, last)), Some((is_heading, first))) = (&story.last, &next.first)
        else {
            continue;
        };
        let blocks: Vec<String> = copy
            .body
            .iter()
            .map(|block| bare(&block.text.text))
            .collect();
        let ends = blocks.iter().any(|block| block.ends_with(last.as_str()));
        let opens = *is_heading || blocks.iter().any(|block| block.starts_with(first.as_str()));
        if !(ends && opens) {
            continue;
        }
        let message = text!(
            "lint.jumps-page-where-paragraph",
            "“{slot}” jumps to page {to} where a paragraph ends, so that it seems to be over",
            slot = slot.id,
            to
        );
        let diagnostic = Diagnostic::new(Code::JumpBreak, slot.span, message).help(text!(
            "lint.add-cut-few-characters",
            "add or cut a few characters, or give the slot a row more or less"
        ));
        found.push(Found::on_digest(sheet, *last_rect, "段尽转版", diagnostic));
    }
}

/// Finds jump lines in articles that name a page the edition does not have, or one on which the
/// story does not continue.
pub(super) fn nowhere(whole: &Whole<'_>, found: &mut Vec<Found>) {
    let pages = whole.edition.pages.iter().enumerate();
    let slots = pages.flat_map(|(at, page)| page.stories.iter().map(move |slot| (at, slot)));
    for (at, slot) in slots {
        let Some(copy) = whole
            .edition
            .stories
            .get(&slot.story)
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
        let there = whole
            .edition
            .numbers
            .iter()
            .any(|page| page.value == number);
        let message = match there {
            true => text!(
                "lint.jump-line-leads-page",
                "the jump line of “{slot}” leads to page {number}, where the story does not go on (转版)",
                slot = slot.id,
                number
            ),
            false => text!(
                "lint.jump-line-leads-page-edition",
                "the jump line of “{slot}” leads to page {number}, which the edition has not (转版)",
                slot = slot.id,
                number
            ),
        };
        let diagnostic = Diagnostic::new(Code::JumpNowhere, part.text.span(), message)
            .label(slot.span, text!("lint.its-slot", "its slot"))
            .help(text!(
                "lint.place-continues-take-line",
                "place it there with `continues = \"{slot}\"`, or take the line out of the article",
                slot = slot.id
            ));
        whole.report_at((at, slot), "转版落空", diagnostic, found);
    }
}
