//! Lints of the flow of text 走文: from column to column.

use super::finding::Found;
use super::lines::bare;
use super::proofs::Proofs;
use super::sheet::{LintLeg, LintSheet, PlacedStory};
use crate::diag::{Code, Diagnostic};
use crate::geom::{LegSpace, Len, Rect};
use crate::say::{Text, text};
use crate::story::BlockKind;

/// Finds ambiguous flow 两流: a column without a headline over it is right of a column of another
/// story, or under its foot, that continues elsewhere, and no rule, headline, picture or box
/// separates the two.
pub(super) fn ambiguous(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let near = i64::from(proofs.limit(Code::AmbiguousFlow, "rows"));
    for sheet in &proofs.sheets {
        // Nobody reads on across lines into lines that run down.
        for story in sheet.stories.iter().filter(|story| story.frame.along()) {
            for leg in story.legs.iter().filter(|leg| !under_head(story, leg)) {
                let rival = sheet
                    .stories
                    .iter()
                    .filter(|other| {
                        other.id != story.id && !other.boxed && !story.boxed && other.frame.along()
                    })
                    .find(|other| goes_on(other).any(|rival| leads_to(sheet, rival, leg, near)));
                let Some(rival) = rival else { continue };
                let message = text!(
                    "lint.column-read-whose-text",
                    "a column of “{story}” may be read on from “{rival}”, whose text goes on elsewhere (两流)",
                    story = story.id,
                    rival = rival.id
                );
                let diagnostic =
                    Diagnostic::new(Code::AmbiguousFlow, proofs.span(story.origin), message).help(
                        text!(
                            "lint.put-rule-between-them",
                            "put a rule between them, box one, or give the column a headline"
                        ),
                    );
                let diagnostic = match proofs.span(rival.origin) {
                    Some(span) => {
                        diagnostic.label(span, text!("lint.other-story", "the other story"))
                    }
                    None => diagnostic,
                };
                found.push(Found::on(sheet, leg.rect, "两流", diagnostic));
            }
        }
    }
}

/// Iterates over the legs of a story but its last.
fn goes_on<'s>(story: &'s PlacedStory<'_>) -> impl Iterator<Item = &'s LintLeg> {
    story
        .legs
        .split_last()
        .into_iter()
        .flat_map(|(_, before)| before)
}

/// Returns whether a story's headline is over a leg, in the columns of its slot.
fn under_head(story: &PlacedStory<'_>, leg: &LintLeg) -> bool {
    let Some(head) = &story.head else {
        return false;
    };
    let place = story.slot.map_or(head.rect, |slot| {
        story.frame.page.in_text(&slot.head_place())
    });
    let shared = place.right.min(leg.rect.right) - place.left.max(leg.rect.left);
    head.rect.bottom <= leg.rect.top && shared * 2 >= leg.rect.width()
}

/// Returns whether a reader at the foot of `from` may go on in `to`.
fn leads_to(sheet: &LintSheet<'_>, from: &LintLeg, to: &LintLeg, near: i64) -> bool {
    let grid = &sheet.page.grid;
    let (a, b) = (&from.rect, &to.rect);
    let rows = a.bottom.min(b.bottom) - a.top.max(b.top);
    let beside = b.left >= a.right && b.left - a.right <= grid.alley * 2 && rows >= grid.pitch;
    if beside {
        return !sheet.ruled_between(a, b);
    }
    let columns = a.right.min(b.right) - a.left.max(b.left);
    let under =
        b.top >= a.bottom && b.top - a.bottom <= grid.pitch * near && columns * 2 >= b.width();
    let gap = Rect::new(b.left, a.bottom, b.right, b.top);
    let head = |story: &PlacedStory<'_>| {
        story
            .head
            .as_ref()
            .is_some_and(|head| head.rect.overlaps(&gap))
    };
    under
        && !sheet.ruled_off(a, b)
        && !sheet
            .figures
            .iter()
            .any(|figure| figure.rect.overlaps(&gap))
        && !sheet.stories.iter().any(head)
}

/// Finds 隔栏跳: the next leg of a story is a whole column further right than it should be. What is
/// inside a story on purpose may be as wide as a leg, which continues below it.
pub(super) fn skipped(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for story in &sheet.stories {
            let own = |leg: &LintLeg| story.frame.own(&leg.rect);
            let column = story
                .legs
                .iter()
                .map(|leg| own(leg).width())
                .max()
                .unwrap_or(Len::ZERO);
            for (leg, next) in story.legs.iter().zip(story.legs.iter().skip(1)) {
                let (from, to) = (own(leg), own(next));
                let beside = to.top < from.bottom && from.top < to.bottom;
                // The gutter of a spread is no column.
                let fold = sheet
                    .page
                    .spread
                    .filter(|spread| from.right <= spread.fold && to.left >= spread.fold);
                let gutter = fold.map_or(Len::ZERO, |spread| spread.gutter.1 - spread.gutter.0);
                let stride = to.left - from.left - gutter;
                if beside && stride > column + column / 2 + sheet.page.grid.alley {
                    let message = text!(
                        "lint.text-leaps-over-column",
                        "the text of “{story}” leaps over a column to go on (隔栏跳)",
                        story = story.id
                    );
                    report(
                        proofs,
                        sheet,
                        story,
                        leg.rect.union(&next.rect),
                        message,
                        found,
                    );
                }
            }
        }
    }
}

fn report(
    proofs: &Proofs<'_>,
    sheet: &LintSheet<'_>,
    story: &PlacedStory<'_>,
    rect: Rect<LegSpace>,
    message: Text,
    found: &mut Vec<Found>,
) {
    let diagnostic =
        Diagnostic::new(Code::SkippedColumn, proofs.span(story.origin), message).help(text!(
            "lint.make-leaps-over-narrower",
            "make what it leaps over narrower or less deep, or set the text in fewer columns"
        ));
    found.push(Found::on(sheet, rect, "隔栏跳", diagnostic));
}

/// Finds 泣き別れ: a leg ends with a paragraph, and the next opens with an indented one.
pub(super) fn turn(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for story in &sheet.stories {
            let Some(copy) = story
                .slot
                .and_then(|slot| proofs.edition.stories.get(&slot.story))
            else {
                continue;
            };
            for (leg, next) in story.legs.iter().zip(story.legs.iter().skip(1)) {
                let (Some(last), Some(first)) = (leg.lines.last(), next.lines.first()) else {
                    continue;
                };
                let indented = story.frame.own(&first.rect).left - story.frame.own(&next.rect).left
                    >= first.size / 2;
                let opens = copy.body.iter().any(|block| {
                    block.kind == BlockKind::Paragraph
                        && bare(&block.text.text).starts_with(first.text.as_str())
                });
                if !indented || !opens {
                    continue;
                }
                let message = text!(
                    "lint.column-ends-paragraph-next",
                    "a column of “{story}” ends with a paragraph, and the next opens with another",
                    story = story.id
                );
                let diagnostic =
                    Diagnostic::new(Code::ParagraphAtTurn, proofs.span(story.origin), message)
                        .help(text!(
                            "lint.add-cut-few-characters-above",
                            "add or cut a few characters above the turn"
                        ));
                found.push(Found::on(sheet, last.rect, "段尽于栏", diagnostic));
            }
        }
    }
}
