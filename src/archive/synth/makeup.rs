//! Make-ups: a page parted into stories, as one cuts paper, edge to edge.

use std::fmt::Write as _;

use super::house::Grid;
use crate::archive::order::Dice;

/// Rows between stories one above the other.
const GAP: u32 = 2;
/// A story has at least so many rows.
const LOWEST: u32 = 15;
/// A story of one column has at most so many rows.
const NARROW: u32 = 46;
/// A story with a photograph has at least so many rows beside it.
const BESIDE: u32 = 14;

/// A rectangle of the grid: columns and rows, both ends inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub left: u32,
    pub right: u32,
    pub top: u32,
    pub bottom: u32,
}

impl Area {
    pub fn columns(&self) -> u32 {
        self.right - self.left + 1
    }

    pub fn rows(&self) -> u32 {
        self.bottom - self.top + 1
    }

    /// As a page file writes it.
    pub fn written(&self) -> String {
        let span = |from: u32, to: u32| match from == to {
            true => from.to_string(),
            false => format!("{from}-{to}"),
        };
        format!(
            "{}栏 {}行",
            span(self.left, self.right),
            span(self.top, self.bottom)
        )
    }
}

/// A page parted into stories.
#[derive(Clone, Debug, Default)]
pub(super) struct Makeup {
    /// The stories, the most important first.
    pub areas: Vec<Area>,
    /// For each the place of its photograph.
    pub photographs: Vec<Option<Area>>,
    /// The rules between them, as a page file writes them.
    pub rules: String,
}

/// Parts a page.
pub(super) fn part(dice: &mut Dice, grid: &Grid, is_first: bool, photographs: u32) -> Makeup {
    let whole = Area {
        left: 1,
        right: grid.columns,
        top: if is_first { grid.first } else { 1 },
        bottom: grid.rows,
    };
    let mut makeup = Makeup::default();
    cut(dice, whole, &mut makeup);
    // The lead is the largest, wherever the knife went first.
    makeup
        .areas
        .sort_by_key(|area| std::cmp::Reverse((area.columns() * area.rows(), area.bottom)));
    makeup.photographs = vec![None; makeup.areas.len()];
    let mut left = photographs;
    for (area, photograph) in makeup.areas.iter().zip(&mut makeup.photographs) {
        if left == 0 {
            break;
        }
        *photograph = place(area, grid);
        left -= u32::from(photograph.is_some());
    }
    makeup
}

/// Cuts an area until its pieces are stories.
fn cut(dice: &mut Dice, area: Area, makeup: &mut Makeup) {
    let (columns, rows) = (area.columns(), area.rows());
    let can_part_rows = rows >= 2 * LOWEST + GAP;
    let must = columns > 5 || columns == 1 && rows > NARROW || columns * rows > 230;
    let may = columns * rows > 60 && dice.below(3) > 0;
    if !(must || may) || columns == 1 && !can_part_rows {
        makeup.areas.push(area);
        return;
    }
    // Square pieces are the rule: rows are parted where they are many.
    let by_rows = can_part_rows && (columns == 1 || rows > columns * 9 && dice.below(5) > 0);
    if by_rows {
        let spare = rows - 2 * LOWEST - GAP;
        let upper = LOWEST + dice.below(spare as usize + 1) as u32;
        let end = area.top + upper - 1;
        let _ = writeln!(
            makeup.rules,
            "[[rule]]\nstyle = \"hairline\"\nbelow = \"{}行\"\ncolumns = \"{}栏\"\n",
            end + 1,
            span(area.left, area.right)
        );
        cut(
            dice,
            Area {
                bottom: end,
                ..area
            },
            makeup,
        );
        cut(
            dice,
            Area {
                top: end + GAP + 1,
                ..area
            },
            makeup,
        );
    } else {
        let after = area.left + dice.below(columns as usize - 1) as u32;
        let _ = writeln!(
            makeup.rules,
            "[[rule]]\nstyle = \"hairline\"\nafter = \"{after}栏\"\nrows = \"{}行\"\n",
            span(area.top, area.bottom)
        );
        cut(
            dice,
            Area {
                right: after,
                ..area
            },
            makeup,
        );
        cut(
            dice,
            Area {
                left: after + 1,
                ..area
            },
            makeup,
        );
    }
}

fn span(from: u32, to: u32) -> String {
    match from == to {
        true => from.to_string(),
        false => format!("{from}-{to}"),
    }
}

/// The place of a photograph, three to two, in the last corner of a story.
fn place(area: &Area, grid: &Grid) -> Option<Area> {
    let fits = |columns: u32| -> Option<Area> {
        let measure = grid.measure(columns);
        let rows = match grid.is_vertical {
            true => measure * 1.5 / grid.pitch,
            // Two rows are for the words below it.
            false => measure / 1.5 / grid.pitch + 2.0,
        };
        let rows = rows.round() as u32;
        let room = rows + BESIDE <= area.rows();
        (columns <= area.columns() && room).then(|| Area {
            left: area.right + 1 - columns,
            top: area.bottom + 1 - rows,
            ..*area
        })
    };
    [3, 2].into_iter().find_map(fits)
}

#[cfg(test)]
mod tests {
    use super::super::house::HOUSES;
    use super::*;

    #[test]
    fn every_cell_of_a_page_is_in_one_story_or_in_a_gap() {
        for seed in 0..200 {
            let grid = HOUSES[seed as usize % HOUSES.len()].grid();
            let makeup = part(&mut Dice::new(seed), &grid, seed % 2 == 0, 2);
            let mut taken = vec![0; (grid.columns * grid.rows) as usize];
            for area in &makeup.areas {
                assert!(area.rows() >= LOWEST, "{area:?}");
                for column in area.left..=area.right {
                    for row in area.top..=area.bottom {
                        taken[((column - 1) * grid.rows + row - 1) as usize] += 1;
                    }
                }
            }
            assert!(taken.iter().all(|count| *count <= 1));
            let first = if seed % 2 == 0 { grid.first } else { 1 };
            let page = grid.columns * (grid.rows + 1 - first);
            let covered: u32 = taken.iter().sum();
            assert!(covered * 10 >= page * 8, "{covered} of {page}");
            for (area, photograph) in makeup.areas.iter().zip(&makeup.photographs) {
                if let Some(place) = photograph {
                    assert!(place.left >= area.left && place.top > area.top);
                    assert_eq!((place.right, place.bottom), (area.right, area.bottom));
                }
            }
        }
    }
}
