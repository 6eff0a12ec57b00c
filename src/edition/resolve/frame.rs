//! What every page has from the edition: the number of the issue, the count of
//! pages, where stories begin.

use std::collections::BTreeMap;

use super::issue::{self, NoPaper};
use super::names::stem;
use crate::diag::{Code, Diagnostic, Sink, Spanned};
use crate::edition::model::House;
use crate::geom::{Folio, Len, Rect};
use crate::say::text;
use crate::spec::{CopySpec, EditionSpec, IssuesSpec, PageSpec};

/// What every page has from the edition.
pub struct Frame<'a> {
    /// The stories that others may go on with, by id.
    pub starts: BTreeMap<String, StoryStart<'a>>,
    /// The number of the issue 总期号, if its day has one.
    pub issue: Option<i64>,
    /// How many pages the edition has, a spread two.
    pub count: usize,
    /// The numbers of all pages, in the order of the edition file.
    pub numbers: Vec<Spanned<Folio>>,
}

/// The start of a story that others may continue.
#[derive(Clone, Copy, Debug)]
pub struct StoryStart<'a> {
    /// The article, as its page names it.
    pub copy: &'a str,
    /// The page file.
    pub folder: &'a str,
    /// Its kind.
    pub kind: Option<&'a Spanned<String>>,
}

/// The frame of an edition, from its pages as written, each with its path;
/// reports what is wrong between them.
pub fn frame<'a>(
    spec: &EditionSpec,
    house: Option<&House>,
    pages: &[(&'a str, &'a PageSpec)],
) -> (Frame<'a>, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    same_numbers(pages, &mut sink);
    if let Some(house) = house {
        furniture_on_grid(house, pages, &mut sink);
    }
    let issue = house
        .and_then(|house| house.issues.as_ref())
        .and_then(|issues| issue_of(issues, spec, &mut sink));
    // A page that cannot be read is a page still.
    let spreads = pages.iter().filter(|(_, page)| page.facing.is_some());
    let frame = Frame {
        starts: starts(pages),
        issue,
        count: spec.pages.len() + spreads.count(),
        numbers: pages
            .iter()
            .flat_map(|(_, page)| numbers_of(page))
            .cloned()
            .collect(),
    };
    (frame, sink.into_list())
}

/// Returns the numbers of a page file: one, or two of a spread.
fn numbers_of(page: &PageSpec) -> impl Iterator<Item = &Spanned<Folio>> {
    std::iter::once(&page.number).chain(&page.facing)
}

fn same_numbers(pages: &[(&str, &PageSpec)], sink: &mut Sink) {
    let mut first: BTreeMap<Folio, &Spanned<Folio>> = BTreeMap::new();
    for number in pages.iter().flat_map(|(_, page)| numbers_of(page)) {
        let Some(other) = first.get(&number.value) else {
            first.insert(number.value, number);
            continue;
        };
        sink.report(
            Diagnostic::new(
                Code::DuplicateName,
                number.span,
                text!(
                    "edition.two-pages-carry-number",
                    "two pages carry the number {number}",
                    number = number.value
                ),
            )
            .label(other.span, text!("edition.first-here", "the first is here"))
            .help(text!(
                "edition.give-one-page-another-number",
                "give one of them another `number`"
            )),
        );
    }
}

/// Reports furniture that leaves the grid of a page it stands on; what stands on
/// no page of the edition is nobody's trouble.
fn furniture_on_grid(house: &House, pages: &[(&str, &PageSpec)], sink: &mut Sink) {
    for slot in &house.furniture {
        let stands = pages
            .iter()
            .filter(|(_, page)| page.furniture.keeps(&slot.name))
            .flat_map(|(_, page)| numbers_of(page))
            .any(|number| slot.pages.holds(number.value));
        if let Some(at) = slot
            .at
            .as_ref()
            .filter(|at| stands && !house.grid.holds(&at.value))
        {
            let what = text!(
                "edition.furniture-named",
                "furniture “{slot}”",
                slot = slot.name
            );
            sink.report(house.grid.outside(at.span, &what));
        }
        let sheet = Rect::at(Len::ZERO, Len::ZERO, house.trim.width, house.trim.height);
        let is_whole = slot.rect.left < slot.rect.right && slot.rect.top < slot.rect.bottom;
        if let Some(span) = slot.counted.filter(|_| stands)
            && !(is_whole && sheet.contains(&slot.rect))
        {
            let area = house.grid.area();
            let message = text!(
                "edition.furniture-off-sheet",
                "furniture “{name}” does not stand on the sheet: {left:.1} to {right:.1} mm across, {top:.1} to {bottom:.1} mm down",
                name = slot.name,
                left = slot.rect.left.to_mm(),
                right = slot.rect.right.to_mm(),
                top = slot.rect.top.to_mm(),
                bottom = slot.rect.bottom.to_mm()
            );
            let help = text!(
                "edition.furniture-margins",
                "the type area leaves {head:.1} mm at the head and {foot:.1} mm at the foot: give [grid] another `top` or fewer `rows`, or the furniture another frame",
                head = area.top.to_mm(),
                foot = (house.trim.height - area.bottom).to_mm()
            );
            sink.report(Diagnostic::new(Code::OutsideTypeArea, span, message).help(help));
        }
    }
}

/// The number of the issue, if its day has one.
fn issue_of(issues: &IssuesSpec, spec: &EditionSpec, sink: &mut Sink) -> Option<i64> {
    let date = &spec.date.value;
    let message = match issue::number(issues, date) {
        Ok(number) => return Some(number),
        Err(NoPaper::Before) => text!(
            "edition.papers-first-issue-after",
            "the paper's first issue is of {first}, after {date}",
            first = issues.first.value,
            date
        ),
        Err(NoPaper::Rest) => text!(
            "edition.paper-comes-out",
            "no paper comes out on {date} (休刊)",
            date
        ),
    };
    sink.report(
        Diagnostic::new(Code::BadValue, spec.date.span, message)
            .label(
                issues.first.span,
                text!("edition.how-issues-counted", "how issues are counted"),
            )
            .help(text!(
                "edition.correct-date-issues-layout",
                "correct the date, or `[issues]` of the layout"
            )),
    );
    None
}

/// The stories that may go on elsewhere, by id.
fn starts<'a>(pages: &[(&'a str, &'a PageSpec)]) -> BTreeMap<String, StoryStart<'a>> {
    let mut starts = BTreeMap::new();
    for (folder, page) in pages {
        for story in &page.stories {
            if let CopySpec::File(copy) = &story.copy {
                let id = story
                    .id
                    .as_ref()
                    .map_or_else(|| stem(&copy.value), |id| id.value.clone());
                starts.entry(id).or_insert(StoryStart {
                    copy: &copy.value,
                    folder,
                    kind: story.kind.as_ref(),
                });
            }
        }
    }
    starts
}
