//! Where there is room on a page.

use super::draft::StartFault;
use crate::edition::House;
use crate::geom::Folio;
use crate::say::{Text, text};
use crate::spec::{AdPlace, GridArea, PageSpec, Reach};

/// Rows left free between a story and what stands over or under it.
const BETWEEN: u32 = 2;

/// Fewer rows than these hold no story.
const LEAST: u32 = 8;

/// The areas of the grid that are taken on a page of this number; of a page that is not there yet
/// those of the furniture alone.
fn taken(house: &House, number: Folio, page: Option<&PageSpec>) -> Vec<GridArea> {
    let furniture = house.furniture.iter().filter(|slot| {
        slot.pages.holds(number) && page.is_none_or(|page| page.furniture.keeps(&slot.name))
    });
    let mut taken: Vec<GridArea> = furniture
        .filter_map(|slot| Some(slot.at.as_ref()?.value))
        .collect();
    if let Some(page) = page {
        taken.extend(
            page.stories
                .iter()
                .flat_map(|story| &story.at)
                .map(|at| at.value),
        );
        taken.extend(page.pictures.iter().map(|picture| picture.at.value));
        taken.extend(page.ads.iter().filter_map(|ad| match &ad.place {
            AdPlace::Grid(at) => Some(at.value),
            AdPlace::Frame(_) => None,
        }));
    }
    taken
}

/// A new story takes no more rows than these: others are to come.
const MOST: u32 = 20;

/// The upper rows of the largest free area of a page; none when no story fits anywhere.
pub(super) fn free(house: &House, number: Folio, page: Option<&PageSpec>) -> Option<GridArea> {
    let grid = &house.grid;
    let taken = taken(house, number, page);
    let mut best: Option<(u32, GridArea)> = None;
    for first in 1..=grid.columns {
        for last in first..=grid.columns {
            let columns = Reach { first, last };
            for rows in free_rows(&taken, columns, grid.rows) {
                let size = (last - first + 1) * (rows.last + 1 - rows.first);
                let area = GridArea { columns, rows };
                if best.is_none_or(|(most, _)| size > most) {
                    best = Some((size, area));
                }
            }
        }
    }
    best.map(|(_, area)| {
        let last = area.rows.last.min(area.rows.first + MOST - 1);
        let rows = Reach { last, ..area.rows };
        GridArea { rows, ..area }
    })
}

/// The runs of rows in which these columns are free.
fn free_rows(taken: &[GridArea], columns: Reach, rows: u32) -> Vec<Reach> {
    let beside =
        |area: &&GridArea| area.columns.first <= columns.last && columns.first <= area.columns.last;
    let mut inside: Vec<Reach> = taken.iter().filter(beside).map(|area| area.rows).collect();
    inside.sort_by_key(|rows| rows.first);
    let mut free = Vec::new();
    let mut from = 1;
    for Reach { first, last } in inside {
        free.push((from, first.saturating_sub(BETWEEN + 1)));
        from = from.max(last + BETWEEN + 1);
    }
    free.push((from, rows));
    free.into_iter()
        .filter(|(first, last)| *last + 1 >= first + LEAST)
        .map(|(first, last)| Reach { first, last })
        .collect()
}

/// Tells that no story fits on a page.
pub(super) fn no_room() -> StartFault {
    let why: Text = text!(
        "starter.no-room",
        "there is no room for a story on the page"
    );
    StartFault::Asked {
        why,
        help: text!(
            "starter.no-room-help",
            "make another story or picture smaller, or say where with --at"
        ),
    }
}

/// A place as a page file writes it.
pub(super) fn written(area: &GridArea) -> String {
    let reach = |reach: &Reach, unit: &str| match reach.first == reach.last {
        true => format!("{}{unit}", reach.first),
        false => format!("{}-{}{unit}", reach.first, reach.last),
    };
    format!("{} {}", reach(&area.columns, "栏"), reach(&area.rows, "行"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(text: &str) -> GridArea {
        GridArea::parse(text).expect("a place")
    }

    #[test]
    fn what_is_free_lies_between_what_is_taken() {
        let taken = [area("1-5栏 16-62行"), area("6-8栏 16-40行")];
        let rows = |first, last| Reach { first, last };
        let columns = Reach { first: 5, last: 6 };
        assert_eq!(
            free_rows(&taken, columns, 115),
            [rows(1, 13), rows(65, 115)]
        );
        let columns = Reach { first: 7, last: 8 };
        assert_eq!(free_rows(&taken, columns, 70), [rows(1, 13), rows(43, 70)]);
        assert_eq!(
            free_rows(&taken, columns, 49).len(),
            1,
            "seven rows are too few"
        );
        assert_eq!(written(&area("8栏 1-3行")), "8栏 1-3行");
    }
}
