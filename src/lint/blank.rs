//! 留白: places of the page that nothing has.

use super::finding::Found;
use super::proofs::Proofs;
use super::sheet::LintSheet;
use crate::diag::{Code, Diagnostic};
use crate::edition::Grid;
use crate::geom::{LegSpace, Len, Rect};
use crate::say::text;

/// Maximum number of blank places that are told of one page.
const MOST: usize = 5;

/// Finds places of at least `columns` columns and `rows` rows without a slot, a picture, an
/// advertisement or furniture. Rows that a story leaves empty in its slot are told of it.
pub(super) fn blank(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let limit = |name| proofs.limit(Code::BlankArea, name) as usize;
    let (columns, rows) = (limit("columns"), limit("rows"));
    for sheet in &proofs.sheets {
        let grid = &sheet.page.grid;
        let mut cells = Cells::of(sheet);
        for _ in 0..MOST {
            let Some(hole) = cells.largest(columns, rows) else {
                break;
            };
            cells.take(&hole);
            let rect = hole.rect(grid);
            let message = text!(
                "lint.page-blank-column-row",
                "{width} 栏 × {depth} 行 of page {page} are blank, from column {column} and row {row} on (留白)",
                width = hole.width,
                depth = hole.depth,
                page = sheet.page.number,
                column = hole.column + 1,
                row = hole.row + 1
            );
            let place = proofs
                .edition
                .numbers
                .iter()
                .find(|written| written.value == sheet.page.number)
                .map(|written| written.span);
            let diagnostic = Diagnostic::new(Code::BlankArea, place, message).help(text!(
                "lint.give-stories-beside-more",
                "give the stories beside it more room, or put a picture or an advertisement there"
            ));
            found.push(Found::on(sheet, rect, "留白", diagnostic));
        }
    }
}

/// A rectangle of cells, counted from 0.
struct Hole {
    column: usize,
    row: usize,
    width: usize,
    depth: usize,
}

impl Hole {
    fn rect(&self, grid: &Grid) -> Rect<LegSpace> {
        let (first, last) = (self.column as u32 + 1, (self.column + self.width) as u32);
        Rect::at(
            grid.column_left(first),
            grid.row_top(self.row as u32 + 1),
            grid.reach(first, last),
            grid.depth(self.depth as u32),
        )
    }
}

/// Which cells of the grid, a column wide and a row deep, something has.
struct Cells {
    columns: usize,
    rows: usize,
    /// Row by row.
    taken: Vec<bool>,
}

impl Cells {
    fn of(sheet: &LintSheet<'_>) -> Cells {
        let page = sheet.page;
        let (grid, axes) = (&page.grid, page.grid.axes);
        let mut cells = Cells {
            columns: grid.columns as usize,
            rows: grid.rows as usize,
            taken: vec![false; grid.columns as usize * grid.rows as usize],
        };
        let stories = page.stories.iter().flat_map(|slot| &slot.areas);
        let pictures = page.pictures.iter().map(|slot| &slot.rect);
        let ads = page.ads.iter().map(|slot| &slot.rect);
        let slots = stories.chain(pictures).chain(ads);
        for rect in slots {
            cells.cover(&axes.in_text(rect), grid);
        }
        for piece in &sheet.furniture {
            cells.cover(&axes.in_text(&piece.rect), grid);
        }
        cells
    }

    /// Takes the cells that a place reaches into.
    fn cover(&mut self, rect: &Rect<LegSpace>, grid: &Grid) {
        let row = |y: Len| {
            (y - grid.top)
                .div_floor(grid.pitch)
                .clamp(0, self.rows as i64)
        };
        let first = row(rect.top) as usize;
        let last = row(rect.bottom - Len::from_units(1) + grid.pitch) as usize;
        for column in 0..self.columns {
            let left = grid.column_left(column as u32 + 1);
            if rect.left < left + grid.column && left < rect.right {
                for row in first..last {
                    self.taken[row * self.columns + column] = true;
                }
            }
        }
    }

    fn take(&mut self, hole: &Hole) {
        for row in hole.row..hole.row + hole.depth {
            let from = row * self.columns + hole.column;
            self.taken[from..from + hole.width].fill(true);
        }
    }

    /// Returns the largest rectangle of free cells that is so wide and deep at least; of equal ones
    /// the first from the top.
    fn largest(&self, columns: usize, rows: usize) -> Option<Hole> {
        let mut best: Option<Hole> = None;
        // How many free cells end in each column of the row.
        let mut depths = vec![0_usize; self.columns];
        for row in 0..self.rows {
            for (column, depth) in depths.iter_mut().enumerate() {
                *depth = if self.taken[row * self.columns + column] {
                    0
                } else {
                    *depth + 1
                };
            }
            for column in 0..self.columns {
                let mut depth = usize::MAX;
                for (width, own) in (1..).zip(&depths[column..]) {
                    depth = depth.min(*own);
                    if depth < rows {
                        break;
                    }
                    let most = best.as_ref().map_or(0, |hole| hole.width * hole.depth);
                    if width >= columns && width * depth > most {
                        best = Some(Hole {
                            column,
                            row: row + 1 - depth,
                            width,
                            depth,
                        });
                    }
                }
            }
        }
        best
    }
}
