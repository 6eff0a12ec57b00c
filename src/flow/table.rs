//! Tables 表格 in a thread: rows on the grid, none divided.

use super::columns::{TableColumns, before_point};
use super::galley::Table;
use super::poured::{PouredLine, PouredRow};
use super::pourer::Pourer;
use crate::geom::{Len, em_box};
use crate::line::Line;
use crate::style::Align;

/// A row of cells broken at the widths of their columns: each cell's paragraph, left end and lines.
type SetRow = Vec<(usize, Len, Vec<Line>)>;

impl Pourer<'_> {
    /// Pours a table: a row is not divided, the table may continue in the next leg between any two
    /// rows but the first two of one with a head.
    pub fn pour_table(&mut self, nth: usize, table: &Table) {
        for row in 0..table.rows {
            self.pour_row(nth, table, row);
        }
    }

    fn pour_row(&mut self, nth: usize, table: &Table, row: usize) {
        // Where no leg is deep enough for head and row, the row goes alone.
        let heads = table.repeats && row > 0;
        if heads && self.place_row(nth, table, row, true) || self.place_row(nth, table, row, false)
        {
            return;
        }
        self.next = self.slots.len().max(self.next);
        let cells = self.set_row(nth, table, row, self.beyond());
        let depth = rows_of(&cells);
        let mut rows = depth;
        let galley = self.galley;
        for (at, _, lines) in &cells {
            for line in lines {
                self.over(*at, &galley.pars[*at].par, line, rows);
                rows = 0;
            }
        }
        self.next += depth;
    }

    /// Places a row in the first slots that have room for it, under the head
    /// where it is the first of its leg and `headed`; false when there are none.
    fn place_row(&mut self, nth: usize, table: &Table, row: usize, headed: bool) -> bool {
        let before = self.poured.rows.last().filter(|before| before.table == nth);
        let before = before.map(|before| before.leg);
        let mut tried = self.next;
        while let Some(&(leg, slot)) = self.slots.get(tried) {
            let again = headed && before.is_some_and(|before| before != leg);
            let mut depth_of = |row: usize| rows_of(&self.set_row(nth, table, row, slot.measure));
            let above = if again { depth_of(0) } else { 0 };
            let follows = if table.head && row == 0 && table.rows > 1 {
                depth_of(1)
            } else {
                0
            };
            let depth = depth_of(row);
            if self.unbroken(tried, above + depth + follows) {
                if again {
                    self.set_down(nth, table, 0, tried, true);
                }
                self.set_down(nth, table, row, tried + above, false);
                self.take_to(tried + above + depth);
                return true;
            }
            tried += 1;
        }
        false
    }

    /// Adds a row in its place, the slots from one on.
    fn set_down(&mut self, nth: usize, table: &Table, row: usize, at: usize, again: bool) {
        let (leg, slot) = self.slots[at];
        let cells = self.set_row(nth, table, row, slot.measure);
        let columns = self.columns(nth, table, slot.measure);
        let (seams, over) = (columns.seams(), columns.over);
        if over > Len::ZERO {
            let most = self.poured.too_wide.entry(nth).or_insert(over);
            *most = over.max(*most);
        }
        self.poured.rows.push(PouredRow {
            table: nth,
            row,
            leg,
            x: slot.x,
            measure: slot.measure,
            baseline: slot.baseline,
            depth: rows_of(&cells),
            seams,
        });
        let body = self.body_size;
        for (at, x, lines) in cells {
            // Em boxes of another size are centred in those of the rows.
            let shift = em_box::middle(self.galley.pars[at].par.style.size - body);
            for (nth, line) in lines.into_iter().enumerate() {
                let baseline = slot.baseline + shift + self.pitch * nth as i64;
                self.poured.lines.push(PouredLine {
                    par: at,
                    leg,
                    line,
                    again,
                    x: slot.x + x,
                    baseline,
                });
            }
        }
    }

    fn columns(&mut self, nth: usize, table: &Table, measure: Len) -> &TableColumns {
        let galley = self.galley;
        self.broken
            .columns
            .entry((nth, measure))
            .or_insert_with(|| TableColumns::of(galley, table, measure))
    }

    fn set_row(&mut self, nth: usize, table: &Table, row: usize, measure: Len) -> SetRow {
        let columns = self.columns(nth, table, measure);
        let places: Vec<((Len, Len), Len)> = columns
            .places
            .iter()
            .copied()
            .zip(columns.points.iter().copied())
            .collect();
        let mut set = Vec::new();
        for ((at, by_point), ((left, width), point)) in
            table.row(row).zip(&table.points).zip(places)
        {
            let Some(cell) = self.galley.pars.get(at).map(|cell| &cell.par) else {
                continue;
            };
            let number = *by_point && cell.style.align == Align::Start;
            let x = if number {
                left + (point - before_point(cell)).max(Len::ZERO)
            } else {
                left
            };
            let measure = if number {
                width.max(cell.natural_width())
            } else {
                width
            };
            set.push((at, x, self.broken.even(at, cell, measure).clone()));
        }
        set
    }
}

/// Returns the number of grid rows that a row of cells takes.
fn rows_of(cells: &SetRow) -> usize {
    cells
        .iter()
        .map(|(_, _, lines)| lines.len())
        .max()
        .unwrap_or(1)
        .max(1)
}
