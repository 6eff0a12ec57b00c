//! The page as a whole: what cuts it, and where it is grey.

use super::sheet::{Leg, Sheet};
use super::{Found, Press};
use crate::diag::{Code, Diagnostic};
use crate::edition::Page;
use crate::geom::{Len, PageSpace, Rect};

/// More rows of text than this want a headline, a subhead or a picture.
const MOST_ROWS: i64 = 40;
/// Columns side by side that make such text grey.
const LEAST_COLUMNS: usize = 3;

/// 断版: a band from edge to edge of the matter on the page, or an alley from
/// its head to its foot, that no story and no picture crosses.
pub(super) fn cut(press: &Press<'_>, found: &mut Vec<Found>) {
    for sheet in &press.sheets {
        let stories = sheet.stories.iter().filter(|story| !story.inset).map(|story| story.rect);
        let alone = sheet.figures.iter().filter(|figure| figure.story.is_none()).map(|figure| figure.rect);
        let matter: Vec<Rect<PageSpace>> = stories.chain(alone).chain(sheet.page.ads.iter().map(|ad| ad.rect)).collect();
        let Some(all) = matter.iter().copied().reduce(|all, one| all.union(&one)) else { continue };
        let across = gaps(matter.iter().map(|rect| (rect.top, rect.bottom)));
        let down = gaps(matter.iter().map(|rect| (rect.left, rect.right)));
        let bands = across.into_iter().map(|(top, bottom)| (Rect::new(all.left, top, all.right, bottom), "across the page"));
        let alleys = down.into_iter().map(|(left, right)| (Rect::new(left, all.top, right, all.bottom), "down the page"));
        for (rect, way) in bands.chain(alleys) {
            let message =
                format!("nothing on page {} crosses a band that runs {way}: {} 断版", sheet.page.number, where_it_is(sheet.page, &rect));
            let place = number_span(press, sheet.page.number);
            let diagnostic = Diagnostic::new(Code::PageCut, place, message).help("let a story or a picture reach across it");
            found.push(Found::on(sheet, rect, "断版", diagnostic));
        }
    }
}

/// The gaps between stretches, in order.
fn gaps(stretches: impl Iterator<Item = (Len, Len)>) -> Vec<(Len, Len)> {
    let mut stretches: Vec<(Len, Len)> = stretches.collect();
    stretches.sort_unstable();
    let mut gaps = Vec::new();
    let mut end: Option<Len> = None;
    for (from, to) in stretches {
        if let Some(end) = end.filter(|end| *end < from) {
            gaps.push((end, from));
        }
        end = Some(end.map_or(to, |end| end.max(to)));
    }
    gaps
}

/// The grid place of a band, for messages.
fn where_it_is(page: &Page, rect: &Rect<PageSpace>) -> String {
    let grid = &page.grid;
    if rect.width() > rect.height() {
        format!("below {}行", (rect.top - grid.top).div_ceil(grid.pitch))
    } else {
        format!("after {}栏", (rect.right - grid.left).div_floor(grid.column + grid.alley))
    }
}

fn number_span(press: &Press<'_>, number: u32) -> Option<crate::diag::Span> {
    press.edition.numbers.iter().find(|written| written.value == number).map(|written| written.span)
}

/// Grey: text over three columns or more side by side, 40 rows deep, with no
/// heading, picture, inset or box in it.
pub(super) fn grey(press: &Press<'_>, found: &mut Vec<Found>) {
    for sheet in &press.sheets {
        let grid = &sheet.page.grid;
        let most = grid.pitch * MOST_ROWS;
        let deep = |rect: &Rect<PageSpace>| rect.height() > most;
        let mut plain: Vec<(usize, Rect<PageSpace>)> = Vec::new();
        for (at, story) in sheet.stories.iter().enumerate().filter(|(_, story)| !story.boxed) {
            let stretches = story.legs.iter().flat_map(|leg| unbroken(leg, grid.pitch));
            plain.extend(stretches.filter(deep).map(|rect| (at, rect)));
        }
        plain.sort_by_key(|(_, rect)| (rect.left, rect.top));
        let mut told: Vec<Rect<PageSpace>> = Vec::new();
        for (at, first) in &plain {
            let (mut area, mut columns, mut last) = (*first, 1, *first);
            // The next column to the right that shares the most rows, as long
            // as enough rows are shared by all.
            while let Some((next, shared)) = plain
                .iter()
                .map(|(_, rect)| (rect, Rect::new(area.left, area.top.max(rect.top), rect.right, area.bottom.min(rect.bottom))))
                .filter(|(rect, shared)| rect.left >= last.right && rect.left - last.right <= grid.alley * 2 && deep(shared))
                .max_by_key(|(_, shared)| shared.height())
            {
                (area, last, columns) = (shared, *next, columns + 1);
            }
            if columns < LEAST_COLUMNS || told.iter().any(|other| other.overlaps(&area)) {
                continue;
            }
            told.push(area);
            let Some(story) = sheet.stories.get(*at) else { continue };
            let rows = area.height().div_ceil(grid.pitch);
            let message = format!("{rows} rows of {columns} columns of text have no subhead, picture or box among them");
            let diagnostic =
                Diagnostic::new(Code::GreyPage, press.span(story.origin), message).help("put in a subhead, a picture or a box");
            found.push(Found::on(sheet, area, "灰版", diagnostic));
        }
    }
}

/// The stretches of a leg that no heading or gap interrupts.
fn unbroken(leg: &Leg, pitch: Len) -> Vec<Rect<PageSpace>> {
    let mut stretches: Vec<Rect<PageSpace>> = Vec::new();
    let mut open: Option<Rect<PageSpace>> = None;
    for line in &leg.lines {
        if line.heading.is_some() {
            stretches.extend(open.take());
            continue;
        }
        let rect = Rect::new(leg.rect.left, line.rect.top, leg.rect.right, line.rect.bottom);
        open = match open {
            Some(before) if rect.top - before.bottom <= pitch => Some(before.union(&rect)),
            before => {
                stretches.extend(before);
                Some(rect)
            }
        };
    }
    stretches.extend(open);
    stretches
}

impl Sheet<'_> {
    /// Where a story's place is written, for rules that name no slot.
    pub(super) fn number_span(&self, press: &Press<'_>) -> Option<crate::diag::Span> {
        number_span(press, self.page.number)
    }
}
