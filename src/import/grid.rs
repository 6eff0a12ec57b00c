//! The rows and cells of a table that is being read.

use super::model::{Mark, Words};

/// A table being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Vec<Words>>,
    /// Whether the first row is a head.
    pub head: bool,
    /// For each column, rows below that a cell reaches into.
    reach: Vec<usize>,
    /// The column of the open cell.
    open: Option<usize>,
    /// Cells so far.
    cells: usize,
}

/// A cell reaches over no more columns or rows.
const SPAN: usize = 100;
/// A row has no more columns, and a table no more cells; what is beyond goes into the last.
const COLUMNS: usize = 500;
const CELLS: usize = 400_000;

impl Grid {
    /// A row begins.
    pub fn row(&mut self) {
        self.rows.push(Vec::new());
        self.open = None;
    }

    /// A cell begins, so many columns wide and rows deep.
    pub fn cell(&mut self, wide: usize, deep: usize, head: bool) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        self.head |= head && self.rows.len() == 1;
        self.fill();
        let (wide, deep) = (wide.clamp(1, SPAN), deep.clamp(1, SPAN));
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        let at = row.len();
        if self.cells + wide > CELLS || at + wide > COLUMNS {
            self.open = at.checked_sub(1);
            return;
        }
        self.cells += wide;
        self.open = Some(at);
        row.resize(at + wide, Words::default());
        if self.reach.len() < at + wide {
            self.reach.resize(at + wide, 0);
        }
        self.reach[at..at + wide].fill(deep - 1);
    }

    /// Puts empty cells where a cell above reaches into the row.
    fn fill(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            while let Some(left) = self.reach.get_mut(row.len()).filter(|left| **left > 0) {
                if self.cells >= CELLS {
                    return;
                }
                self.cells += 1;
                *left -= 1;
                row.push(Words::default());
            }
        }
    }

    /// Whether words now go into a cell.
    pub fn in_cell(&self) -> bool {
        self.open.is_some()
    }

    /// Adds words to the open cell, after a gap when it has some.
    pub fn put(&mut self, words: Words) {
        let open = self.open;
        let cell = self
            .rows
            .last_mut()
            .and_then(|row| open.and_then(|at| row.get_mut(at)));
        if let Some(cell) = cell {
            if !cell.is_blank() {
                cell.push("\n", &Mark::default());
            }
            cell.append(words);
        }
    }

    /// The open cell ends.
    pub fn end_cell(&mut self) {
        self.open = None;
    }

    /// All rows, none empty, as long as the longest.
    pub fn rows(mut self) -> Vec<Vec<Words>> {
        self.fill();
        self.rows
            .retain(|row| row.iter().any(|cell| !cell.is_blank()));
        let most = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if most * self.rows.len() <= CELLS {
            for row in &mut self.rows {
                row.resize(most, Words::default());
            }
        }
        self.rows
    }
}
