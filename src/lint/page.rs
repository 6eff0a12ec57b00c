//! Lints of the page as a whole: bands that cut it, and grey areas.

use super::finding::Found;
use super::proofs::Proofs;
use super::sheet::{LintLeg, LintSheet};
use crate::diag::{Code, Diagnostic};
use crate::geom::{Folio, LegSpace, Len, Rect};
use crate::say::text;

/// Finds 断版: a band from edge to edge of the matter on the page, or an alley from its top to its
/// foot, that no story and no picture crosses.
pub(super) fn cut(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        let axes = sheet.page.grid.axes;
        let stories = sheet
            .stories
            .iter()
            .filter(|story| !story.inset)
            .map(|story| story.rect);
        let alone = sheet
            .figures
            .iter()
            .filter(|figure| figure.story.is_none())
            .map(|figure| figure.rect);
        let matter: Vec<Rect<LegSpace>> = stories
            .chain(alone)
            .chain(sheet.page.ads.iter().map(|ad| axes.in_text(&ad.rect)))
            .collect();
        let Some(all) = matter.iter().copied().reduce(|all, one| all.union(&one)) else {
            continue;
        };
        let across = gaps(matter.iter().map(|rect| (rect.top, rect.bottom)));
        let down = gaps(matter.iter().map(|rect| (rect.left, rect.right)));
        let (ways, turned) = (
            [
                text!("lint.across-page", "across the page"),
                text!("lint.down-page", "down the page"),
            ],
            usize::from(axes.is_vertical()),
        );
        let grid = &sheet.page.grid;
        let bands = across.into_iter().map(|(top, bottom)| {
            let row = (top - grid.top).div_ceil(grid.pitch);
            (
                Rect::new(all.left, top, all.right, bottom),
                ways[turned].clone(),
                text!("lint.below-row", "below {row}行", row),
            )
        });
        let alleys = down.into_iter().map(|(left, right)| {
            let stride = grid.column + grid.alley;
            let column = ((left + right) / 2 - grid.left + stride / 2).div_floor(stride);
            (
                Rect::new(left, all.top, right, all.bottom),
                ways[1 - turned].clone(),
                text!("lint.after-column", "after {column}栏", column),
            )
        });
        for (rect, way, place) in bands.chain(alleys) {
            let message = text!(
                "lint.nothing-page-crosses-band",
                "nothing on page {page} crosses a band that runs {way}: {place} (断版)",
                page = sheet.page.number,
                way,
                place
            );
            let place = number_span(proofs, sheet.page.number);
            let diagnostic = Diagnostic::new(Code::PageCut, place, message).help(text!(
                "lint.let-story-picture-reach",
                "let a story or a picture reach across it"
            ));
            found.push(Found::on(sheet, rect, "断版", diagnostic));
        }
    }
}

/// Returns the gaps between intervals, in order.
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

fn number_span(proofs: &Proofs<'_>, number: Folio) -> Option<crate::diag::Span> {
    proofs
        .edition
        .numbers
        .iter()
        .find(|written| written.value == number)
        .map(|written| written.span)
}

/// Finds grey areas: text over at least `columns` columns side by side, deeper than `rows`, without
/// a heading, picture, inset or box.
pub(super) fn grey(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        let grid = &sheet.page.grid;
        let most = grid.pitch * i64::from(proofs.limit(Code::GreyPage, "rows"));
        let deep = |rect: &Rect<LegSpace>| rect.height() > most;
        let mut plain: Vec<(usize, Rect<LegSpace>)> = Vec::new();
        for (at, story) in sheet
            .stories
            .iter()
            .enumerate()
            .filter(|(_, story)| !story.boxed && story.frame.along())
        {
            let stretches = story.legs.iter().flat_map(|leg| unbroken(leg, grid.pitch));
            plain.extend(stretches.filter(deep).map(|rect| (at, rect)));
        }
        plain.sort_by_key(|(_, rect)| (rect.left, rect.top));
        let mut seen: Vec<Rect<LegSpace>> = Vec::new();
        for (at, first) in &plain {
            let (mut area, mut columns, mut last) = (*first, 1_u32, *first);
            // The next column to the right that shares the most rows, as long
            // as enough rows are shared by all.
            while let Some((next, shared)) = plain
                .iter()
                .map(|(_, rect)| {
                    (
                        rect,
                        Rect::new(
                            area.left,
                            area.top.max(rect.top),
                            rect.right,
                            area.bottom.min(rect.bottom),
                        ),
                    )
                })
                .filter(|(rect, shared)| {
                    rect.left >= last.right
                        && rect.left - last.right <= grid.alley * 2
                        && deep(shared)
                })
                .max_by_key(|(_, shared)| shared.height())
            {
                (area, last, columns) = (shared, *next, columns + 1);
            }
            if columns < proofs.limit(Code::GreyPage, "columns")
                || seen.iter().any(|other| other.overlaps(&area))
            {
                continue;
            }
            seen.push(area);
            let Some(story) = sheet.stories.get(*at) else {
                continue;
            };
            let rows = area.height().div_ceil(grid.pitch);
            let message = text!(
                "lint.rows-columns-text-subhead",
                "{rows} rows of {columns} columns of text have no subhead, picture or box among them",
                rows,
                columns
            );
            let diagnostic = Diagnostic::new(Code::GreyPage, proofs.span(story.origin), message)
                .help(text!(
                    "lint.put-subhead-picture-box",
                    "put in a subhead, a picture or a box"
                ));
            found.push(Found::on(sheet, area, "灰版", diagnostic));
        }
    }
}

/// Returns the stretches of a leg that no heading or gap interrupts.
fn unbroken(leg: &LintLeg, pitch: Len) -> Vec<Rect<LegSpace>> {
    let mut stretches: Vec<Rect<LegSpace>> = Vec::new();
    let mut open: Option<Rect<LegSpace>> = None;
    for line in &leg.lines {
        if line.heading.is_some() {
            stretches.extend(open.take());
            continue;
        }
        let rect = Rect::new(
            leg.rect.left,
            line.rect.top,
            leg.rect.right,
            line.rect.bottom,
        );
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

impl LintSheet<'_> {
    /// Returns the place of the page's number in the input, for lints that name no slot.
    pub(super) fn number_span(&self, proofs: &Proofs<'_>) -> Option<crate::diag::Span> {
        number_span(proofs, self.page.number)
    }
}
