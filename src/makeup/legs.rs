//! The legs 栏段 of a slot.

use std::collections::BTreeMap;

use super::open::OpenSlot;
use crate::edition::{ColumnMode, Columns, Grid, RunaroundShape, StorySlot};
use crate::flow::{Ground, Thread, legs};
use crate::geom::{LegSpace, Len, Obstacle, Rect};

/// Returns the legs of one slot with their line slots.
pub(super) fn slot_thread(opened: &OpenSlot<'_>) -> Thread {
    let (slot, (grid, own)) = (opened.stand.slot, opened.stand.text_grid());
    // Text that runs across the paper's own, or has its own leading, has no rows but its slot's.
    let top = if opened.axes == grid.axes && !own {
        grid.top
    } else {
        opened
            .areas
            .iter()
            .map(|area| area.top)
            .min()
            .unwrap_or(grid.top)
    };
    let centred = slot.runaround.shape != RunaroundShape::Box;
    let ground = Ground {
        top,
        pitch: grid.pitch,
        size: grid.size,
        ascent: grid.ascent(),
        min_measure: grid.min_measure,
        centred,
    };
    let (columns, gaps) = columns_of(slot, &grid, &opened.areas, opened.axes == grid.axes);
    let columns = if own {
        columns
            .iter()
            .map(|column| one_column(&grid, column))
            .collect()
    } else {
        columns
    };
    let obstacles = opened.obstacles.iter().chain(&opened.within).cloned();
    let obstacles: Vec<_> = obstacles
        .chain(gaps.into_iter().map(Obstacle::bare))
        .collect();
    legs(&columns, &obstacles, &ground)
}

/// Returns a slot's columns, and the gaps between areas of one column, which are not its own, such
/// as an advertisement that the legs skip.
fn columns_of(
    slot: &StorySlot,
    grid: &Grid,
    areas: &[Rect<LegSpace>],
    along: bool,
) -> (Vec<Rect<LegSpace>>, Vec<Rect<LegSpace>>) {
    if let [area] = areas {
        return (columns_in(slot, grid, area, along), Vec::new());
    }
    // Columns that are not the page's own follow one another place by place,
    // where the places are as wide and do not stand over one another.
    let stepped = areas
        .windows(2)
        .any(|pair| (pair[0].left, pair[0].right) != (pair[1].left, pair[1].right));
    if stepped && !matches!(slot.columns, Columns::Base | Columns::Grid) {
        return (
            areas
                .iter()
                .flat_map(|area| columns_in(slot, grid, area, along))
                .collect(),
            Vec::new(),
        );
    }
    let Some(whole) = areas.iter().copied().reduce(|a, b| a.union(&b)) else {
        return (Vec::new(), Vec::new());
    };
    let mut columns = Vec::new();
    let mut gaps = Vec::new();
    for column in columns_in(slot, grid, &whole, along) {
        let mut own: BTreeMap<Len, Len> = BTreeMap::new();
        for area in areas.iter().filter(|area| {
            area.left <= column.left && column.right <= area.right && area.top < area.bottom
        }) {
            own.insert(area.top, area.bottom);
        }
        let (Some((top, _)), Some(bottom)) = (own.first_key_value(), own.values().max()) else {
            continue;
        };
        let frame = column.rows(*top, *bottom);
        let ends: Vec<(Len, Len)> = own.iter().map(|(top, bottom)| (*top, *bottom)).collect();
        for pair in ends.windows(2) {
            // Rows that follow one another leave but the leading between them.
            if pair[1].0 - pair[0].1 > grid.pitch - grid.size {
                gaps.push(column.rows(pair[0].1, pair[1].0));
            }
        }
        columns.push(frame);
    }
    (columns, gaps)
}

/// Returns the columns of an area: the grid's own if the text runs `along` it, else as many as the
/// slot says, one by default.
pub(super) fn columns_in(
    slot: &StorySlot,
    grid: &Grid,
    area: &Rect<LegSpace>,
    along: bool,
) -> Vec<Rect<LegSpace>> {
    // Round corners, and the box that an inset stands in, may leave less than
    // the columns of the page. Text in an outline keeps clear of it by itself.
    let base = i64::from(slot.base);
    let narrow = area.width() < grid.column * base + grid.alley * (base - 1);
    let padded = slot.kind.frame.inset() > Len::ZERO && slot.runaround.shape == RunaroundShape::Box;
    let boxed = (padded || narrow) && slot.areas.len() == 1;
    match &slot.columns {
        // Whatever lies between them, the fold too.
        Columns::Base if along && !boxed && grid.fold.is_some() => grid.columns_within(area),
        Columns::Base if along && !boxed => (0..i64::from(slot.base))
            .map(|nth| {
                Rect::at(
                    area.left + (grid.column + grid.alley) * nth,
                    area.top,
                    grid.column,
                    area.height(),
                )
            })
            .collect(),
        Columns::Grid if along => grid.columns_within(area),
        Columns::Base | Columns::Grid if !along || slot.base == 1 => vec![one_column(grid, area)],
        Columns::Broken(1, mode) if *mode != ColumnMode::Free => vec![one_column(grid, area)],
        Columns::Base | Columns::Grid => {
            grid.broken_columns(area, slot.base, ColumnMode::default())
        }
        Columns::Broken(into, mode) => grid.broken_columns(area, *into, *mode),
        Columns::Measures(measures) => grid.measured_columns(area, measures),
    }
}

/// Returns a column of whole 字, centred between the box rules.
fn one_column(grid: &Grid, area: &Rect<LegSpace>) -> Rect<LegSpace> {
    let measure = grid.size * area.width().div_floor(grid.size);
    let left = area.left + (area.width() - measure) / 2;
    Rect::at(left, area.top, measure, area.height())
}
