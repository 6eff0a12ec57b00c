//! Lints of the edition as a whole: duplicates and omissions.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::digest::{PageDigest, StoryDigest};
use super::finding::Found;
use super::whole::Whole;
use crate::asset::PictureId;
use crate::diag::{Code, Diagnostic, Spanned};
use crate::edition::{StoryId, day_number};
use crate::geom::Folio;
use crate::say::{List, text};

/// Every story is held against the first so many; no edition has more.
const HELD: usize = 2_000;

/// Finds 重稿: one article in two places, or two articles with `share` per cent of the shorter
/// one's runs of six characters in common.
pub(super) fn story_twice(whole: &Whole<'_>, found: &mut Vec<Found>) {
    // Where a story goes on it is not reported again.
    let placed: Vec<(&PageDigest, &StoryDigest)> = whole
        .wanted()
        .flat_map(|page| page.stories.iter().map(move |story| (page, story)))
        .filter(|(_, story)| story.slot.is_none_or(|(_, part)| part == 0))
        .collect();
    let share = whole.limit(Code::DuplicateStory, "share") as usize;
    let copy = |story: &StoryDigest| story.slot.map(|(story, _)| story);
    // The first place of each article.
    let mut articles: BTreeMap<StoryId, usize> = BTreeMap::new();
    for (at, (page, story)) in placed.iter().enumerate() {
        let same = copy(story).and_then(|article| match articles.entry(article) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(free) => {
                free.insert(at);
                None
            }
        });
        let near = placed[..at.min(HELD)]
            .iter()
            .position(|(other_page, other)| {
                // A data box sums up the story that it stands in.
                let own = other_page.number == page.number
                    && (story.within == Some(other.origin) || other.within == Some(story.origin));
                !own && story.runs.near(&other.runs, share)
            });
        let twin = same.into_iter().chain(near).min();
        let Some((other_page, other)) = twin.map(|twin| &placed[twin]) else {
            continue;
        };
        let how = if copy(story) == copy(other) {
            text!("lint.same-article", "is the same article as")
        } else {
            text!("lint.says-nearly-same", "says nearly the same as")
        };
        let message = text!(
            "lint.duplicate-story-on-page",
            "“{story}” {how} “{other}” on page {other_page} (重稿)",
            story = story.id,
            how,
            other = other.id,
            other_page = other_page.number
        );
        let mut diagnostic = Diagnostic::new(Code::DuplicateStory, story.span, message).help(
            text!("lint.take-them-off-page", "take one of them off its page"),
        );
        if let Some(span) = other.span {
            diagnostic = diagnostic.label(span, text!("lint.other-place", "the other place"));
        }
        found.push(Found::on_digest(page, story.rect, "重稿", diagnostic));
    }
}

/// Finds a picture, byte for byte the same, in two places.
pub(super) fn picture_twice(whole: &Whole<'_>, found: &mut Vec<Found>) {
    let figures = whole
        .wanted()
        .flat_map(|page| page.figures.iter().map(move |figure| (page, figure)));
    let placed: Vec<_> = figures
        .flat_map(|(page, figure)| {
            let pictures = figure.pictures.iter();
            pictures.map(move |id| (page, figure, *id))
        })
        .collect();
    let mut known: BTreeMap<PictureId, usize> = BTreeMap::new();
    let mut alike: BTreeMap<&[u8], usize> = BTreeMap::new();
    for (at, (page, figure, id)) in placed.iter().enumerate() {
        // The bytes of a picture are held against others once.
        let first = *known.entry(*id).or_insert_with(|| {
            *alike
                .entry(whole.edition.pictures.get(*id).bytes())
                .or_insert(at)
        });
        if first == at {
            continue;
        }
        let (other_page, other, _) = &placed[first];
        let message = if figure.span == other.span {
            text!(
                "lint.picture-stands-twice-group",
                "a picture stands twice in its group (重稿)"
            )
        } else {
            text!(
                "lint.picture-stands-page-well",
                "this picture stands on page {other_page} as well (重稿)",
                other_page = other_page.number
            )
        };
        let diagnostic = Diagnostic::new(Code::DuplicatePicture, figure.span, message)
            .label(other.span, text!("lint.other-place", "the other place"))
            .help(text!(
                "lint.take-another-picture-them",
                "take another picture for one of them"
            ));
        found.push(Found::on_digest(page, figure.rect, "重图", diagnostic));
    }
}

/// Finds page numbers that do not rise in the order of the edition file 版序.
pub(super) fn order(whole: &Whole<'_>, found: &mut Vec<Found>) {
    let numbers = &whole.edition.numbers;
    for (before, after) in numbers.iter().zip(numbers.iter().skip(1)) {
        if after.value > before.value {
            continue;
        }
        let message = text!(
            "lint.page-comes-after-page",
            "page {after} comes after page {before} (版序)",
            after = after.value,
            before = before.value
        );
        let diagnostic = Diagnostic::new(Code::PageOrder, after.span, message)
            .label(before.span, text!("lint.page-before", "the page before it"))
            .help(text!(
                "lint.name-pages-edition-order",
                "name the pages of the edition in the order of their numbers"
            ));
        let folio = whole
            .wanted()
            .find(|page| page.number == after.value)
            .and_then(|page| page.folio);
        found.push(Found {
            at: folio.map(|rect| (after.value, rect, "版序")),
            diagnostic,
        });
    }
}

/// The field that states the number of pages of the issue 版数.
const PAGE_COUNT: &str = "page-count";

/// Finds missing pages: they run from 1 to the last, or to the number in `page-count`.
pub(super) fn missing(whole: &Whole<'_>, found: &mut Vec<Found>) {
    let numbers = &whole.edition.numbers;
    if numbers
        .iter()
        .any(|number| number.value.section().is_some())
    {
        return missing_in_sections(numbers, found);
    }
    let field = whole.edition.fields.get(PAGE_COUNT);
    let reported = field.and_then(|field| counted(&field.value));
    let last = numbers
        .iter()
        .map(|number| number.value.in_section())
        .max()
        .unwrap_or(0);
    let whole = reported.unwrap_or(last).min(1000);
    let absent: Vec<String> = (1..=whole)
        .filter(|page| numbers.iter().all(|number| number.value != *page))
        .map(|page| page.to_string())
        .collect();
    let span = field
        .map(|field| field.span)
        .or_else(|| numbers.first().map(|number| number.span));
    let message = if !absent.is_empty() {
        text!(
            "lint.issue-pages-missing-edition",
            "the issue has {whole} pages; missing from the edition: {absent}",
            whole,
            absent = absent.join(", ")
        )
    } else if last > whole {
        text!(
            "lint.tells-reader-pages-page",
            "`{page_count}` tells the reader of {whole} pages, and there is a page {last}",
            page_count = PAGE_COUNT,
            whole,
            last
        )
    } else {
        return;
    };
    let help = text!(
        "lint.add-pages-edition-correct",
        "add the pages to the edition, or correct `{page_count}`",
        page_count = PAGE_COUNT
    );
    found.push(Found::anywhere(
        Diagnostic::new(Code::PageMissing, span, message).help(help),
    ));
}

/// Finds missing pages of sections: they run from the first to the last of each.
fn missing_in_sections(numbers: &[Spanned<Folio>], found: &mut Vec<Found>) {
    let mut last: BTreeMap<Option<char>, Folio> = BTreeMap::new();
    for number in numbers.iter().map(|number| number.value) {
        let most = last.entry(number.section()).or_insert(number);
        *most = number.max(*most);
    }
    let there: BTreeSet<Folio> = numbers.iter().map(|number| number.value).collect();
    let absent: Vec<Folio> = last
        .into_values()
        .flat_map(|last| (1..=last.in_section()).map(move |page| last.sibling(page)))
        .filter(|page| !there.contains(page))
        .collect();
    if absent.is_empty() {
        return;
    }
    let message = text!(
        "lint.missing-pages",
        "missing from the edition: {pages}",
        pages = List::of(absent)
    );
    let span = numbers.first().map(|number| number.span);
    found.push(Found::anywhere(
        Diagnostic::new(Code::PageMissing, span, message).help(text!(
            "lint.missing-pages-help",
            "add the pages to the edition, or count those of the section from 1"
        )),
    ));
}

/// Parses the number in a text such as `8` or `八`, up to 99 in Chinese numerals.
fn counted(text: &str) -> Option<u32> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| (1..100).find(|number| crate::edition::chinese_number(*number) == text))
}

/// The field with the issue's number in print 期号, and the one with an earlier issue: its date and
/// number.
const ISSUE: &str = "issue";
const ISSUE_BEFORE: &str = "issue-before";

/// Finds an issue number that cannot follow an earlier one: there is at most one issue a day 期号.
pub(super) fn issue(whole: &Whole<'_>, found: &mut Vec<Found>) {
    let fields = &whole.edition.fields;
    let (Some(issue), Some(before)) = (fields.get(ISSUE), fields.get(ISSUE_BEFORE)) else {
        return;
    };
    let earlier = before.value.split_once(' ').and_then(|(date, number)| {
        Some((date, day_number(date)?, number.trim().parse::<i64>().ok()?))
    });
    let Some((date, then, first)) = earlier else {
        let message = text!(
            "lint.does-give-date-number",
            "`{issue_before}` does not give the date and number of an earlier issue: “{before}”",
            issue_before = ISSUE_BEFORE,
            before = before.value
        );
        let help = text!("lint.write-issue-so", "write it as in \"2021-12-30 12044\"");
        found.push(Found::anywhere(
            Diagnostic::new(Code::IssueNumber, before.span, message).help(help),
        ));
        return;
    };
    let digits: String = issue
        .value
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    let (Ok(number), Some(today)) = (digits.parse::<i64>(), day_number(&whole.edition.date)) else {
        return;
    };
    let days = today - then;
    if number > first && number - first <= days {
        return;
    }
    let message = text!(
        "lint.issue-cannot-follow-issue",
        "issue {number} of {date2} cannot follow issue {first} of {date} (期号)",
        number,
        date2 = whole.edition.date,
        first,
        date
    );
    let diagnostic = Diagnostic::new(Code::IssueNumber, issue.span, message)
        .label(
            before.span,
            text!("lint.earlier-issue", "the earlier issue"),
        )
        .help(text!(
            "lint.correct-number-earlier-issues",
            "correct the number, or the earlier issue's"
        ));
    found.push(Found::anywhere(diagnostic));
}
