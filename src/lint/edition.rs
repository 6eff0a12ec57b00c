//! The edition as a whole: what stands twice, what is missing.

use std::collections::BTreeMap;

use super::sheet::{LintSheet, PlacedStory};
use super::{Found, Proofs};
use crate::asset::PictureId;
use crate::diag::{Code, Diagnostic};
use crate::edition::day_number;

/// Characters in a run that two articles may have in common.
const RUN: usize = 6;
/// A run that so many stories have says nothing of a story more: it is a
/// formula, and comparing all of them would cost their number squared.
const SHARED: usize = 64;

/// 重稿: one article in two places, or two articles with `share` per cent of the
/// shorter one's runs of six characters in common.
pub(super) fn story_twice(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let placed: Vec<(&LintSheet<'_>, &PlacedStory<'_>)> = proofs
        .sheets
        .iter()
        .flat_map(|sheet| sheet.stories.iter().map(move |story| (sheet, story)))
        .collect();
    // Where a story goes on it is not told again.
    let placed: Vec<_> = placed
        .into_iter()
        .filter(|(_, story)| story.slot.is_none_or(|slot| slot.part == 0))
        .collect();
    let share = proofs.limit(Code::DuplicateStory, "share") as usize;
    let copy = |story: &PlacedStory<'_>| story.slot.map(|slot| slot.story);
    let runs: Vec<Vec<u64>> = placed
        .iter()
        .map(|(_, story)| copy(story).map_or_else(Vec::new, |at| runs(proofs, at)))
        .collect();
    // The first place of each article, and the first stories with each run.
    let mut articles: BTreeMap<usize, usize> = BTreeMap::new();
    let mut having: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, (sheet, story)) in placed.iter().enumerate() {
        let same = copy(story).and_then(|article| articles.get(&article).copied());
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for run in &runs[at] {
            let others = having.entry(*run).or_default();
            for other in others.iter() {
                *common.entry(*other).or_default() += 1;
            }
            if others.len() < SHARED {
                others.push(at);
            }
        }
        let near = common.into_iter().find(|(other, common)| {
            let shorter = runs[at].len().min(runs[*other].len());
            common * 100 >= shorter * share
        });
        if let Some(article) = copy(story) {
            articles.entry(article).or_insert(at);
        }
        let twin = same.into_iter().chain(near.map(|(other, _)| other)).min();
        let Some((other_sheet, other)) = twin.map(|twin| &placed[twin]) else {
            continue;
        };
        let how = if copy(story) == copy(other) {
            "is the same article as"
        } else {
            "says nearly the same as"
        };
        let message = format!(
            "“{}” {how} “{}” on page {} 重稿",
            story.id, other.id, other_sheet.page.number
        );
        let mut diagnostic =
            Diagnostic::new(Code::DuplicateStory, proofs.span(story.origin), message)
                .help("take one of them off its page");
        if let Some(span) = proofs.span(other.origin) {
            diagnostic = diagnostic.label(span, "the other place");
        }
        found.push(Found::on(sheet, story.rect, "重稿", diagnostic));
    }
}

/// The runs of six characters in an article's body, as numbers, sorted; none
/// for short copy. Marks and blanks do not count.
fn runs(proofs: &Proofs<'_>, story: usize) -> Vec<u64> {
    let Some(story) = proofs.edition.stories.get(story) else {
        return Vec::new();
    };
    let text: Vec<char> = story
        .body
        .iter()
        .flat_map(|block| block.text.text.chars())
        .filter(|c| c.is_alphanumeric())
        .collect();
    if text.len() < proofs.limit(Code::DuplicateStory, "chars") as usize {
        return Vec::new();
    }
    // FNV-1a: the same on every machine.
    let number = |run: &[char]| {
        run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, c| {
            (sum ^ u64::from(u32::from(*c))).wrapping_mul(0x100_0000_01b3)
        })
    };
    let mut runs: Vec<u64> = text.windows(RUN).map(number).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// One picture, byte for byte, in two places.
pub(super) fn picture_twice(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let figures = proofs
        .sheets
        .iter()
        .flat_map(|sheet| sheet.figures.iter().map(move |figure| (sheet, figure)));
    let placed: Vec<_> = figures
        .filter_map(|(sheet, figure)| Some((sheet, figure, figure.slot?)))
        .flat_map(|(sheet, figure, slot)| slot.all().map(move |id| (sheet, figure, slot, id)))
        .collect();
    let mut known: BTreeMap<PictureId, usize> = BTreeMap::new();
    let mut alike: BTreeMap<&[u8], usize> = BTreeMap::new();
    for (at, (sheet, figure, slot, id)) in placed.iter().enumerate() {
        // The bytes of a picture are held against others once.
        let first = *known.entry(*id).or_insert_with(|| {
            *alike
                .entry(proofs.edition.pictures.get(*id).bytes())
                .or_insert(at)
        });
        if first == at {
            continue;
        }
        let (other_sheet, _, other, _) = &placed[first];
        let message = if slot.span == other.span {
            "a picture stands twice in its group 重稿".to_owned()
        } else {
            format!(
                "this picture stands on page {} as well 重稿",
                other_sheet.page.number
            )
        };
        let diagnostic = Diagnostic::new(Code::DuplicatePicture, slot.span, message)
            .label(other.span, "the other place")
            .help("take another picture for one of them");
        found.push(Found::on(sheet, figure.rect, "重图", diagnostic));
    }
}

/// 版序: page numbers rise in the order of the edition file.
pub(super) fn order(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let numbers = &proofs.edition.numbers;
    for (before, after) in numbers.iter().zip(numbers.iter().skip(1)) {
        if after.value > before.value {
            continue;
        }
        let message = format!(
            "page {} comes after page {} 版序",
            after.value, before.value
        );
        let diagnostic = Diagnostic::new(Code::PageOrder, after.span, message)
            .label(before.span, "the page before it")
            .help("name the pages of the edition in the order of their numbers");
        let sheet = proofs
            .sheets
            .iter()
            .find(|sheet| sheet.page.number == after.value);
        match sheet.and_then(|sheet| Some((sheet, sheet.folio()?))) {
            Some((sheet, rect)) => found.push(Found::at(sheet, rect, "版序", diagnostic)),
            None => found.push(Found::anywhere(diagnostic)),
        }
    }
}

/// The field that tells the reader how many pages the issue has 版数.
const PAGE_COUNT: &str = "page-count";

/// Pages run from 1 to the last, or to the number that `page-count` tells.
pub(super) fn missing(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let numbers = &proofs.edition.numbers;
    let field = proofs.edition.fields.get(PAGE_COUNT);
    let reported = field.and_then(|field| counted(&field.value));
    let last = numbers.iter().map(|number| number.value).max().unwrap_or(0);
    let whole = reported.unwrap_or(last).min(1000);
    let absent: Vec<String> = (1..=whole)
        .filter(|page| numbers.iter().all(|number| number.value != *page))
        .map(|page| page.to_string())
        .collect();
    let span = field
        .map(|field| field.span)
        .or_else(|| numbers.first().map(|number| number.span));
    let message = if !absent.is_empty() {
        format!(
            "the issue has {whole} pages; missing from the edition: {}",
            absent.join(", ")
        )
    } else if last > whole {
        format!("`{PAGE_COUNT}` tells the reader of {whole} pages, and there is a page {last}")
    } else {
        return;
    };
    let help = format!("add the pages to the edition, or correct `{PAGE_COUNT}`");
    found.push(Found::anywhere(
        Diagnostic::new(Code::PageMissing, span, message).help(help),
    ));
}

/// The number in a text such as `8` or `八`, up to 99 in Chinese numerals.
fn counted(text: &str) -> Option<u32> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| (1..100).find(|number| crate::edition::chinese_number(*number) == text))
}

/// The field that the reader sees the issue's number in 期号, and the one that
/// tells of an earlier issue: its date and number.
const ISSUE: &str = "issue";
const ISSUE_BEFORE: &str = "issue-before";

/// 期号: between an earlier issue and this one there is one issue a day at most.
pub(super) fn issue(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let fields = &proofs.edition.fields;
    let (Some(issue), Some(before)) = (fields.get(ISSUE), fields.get(ISSUE_BEFORE)) else {
        return;
    };
    let earlier = before.value.split_once(' ').and_then(|(date, number)| {
        Some((date, day_number(date)?, number.trim().parse::<i64>().ok()?))
    });
    let Some((date, then, first)) = earlier else {
        let message = format!(
            "`{ISSUE_BEFORE}` does not give the date and number of an earlier issue: “{}”",
            before.value
        );
        let help = "write it as in \"2021-12-30 12044\"";
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
    let (Ok(number), Some(today)) = (digits.parse::<i64>(), day_number(&proofs.edition.date))
    else {
        return;
    };
    let days = today - then;
    if number > first && number - first <= days {
        return;
    }
    let message = format!(
        "issue {number} of {} cannot follow issue {first} of {date} 期号",
        proofs.edition.date
    );
    let diagnostic = Diagnostic::new(Code::IssueNumber, issue.span, message)
        .label(before.span, "the earlier issue")
        .help("correct the number, or the earlier issue's");
    found.push(Found::anywhere(diagnostic));
}
