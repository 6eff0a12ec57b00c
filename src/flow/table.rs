//! Tables 表格 in a thread: columns as wide as their cells require, rows on the grid.

use super::galley::{Galley, Table};
use super::pour::{PouredLine, Pourer};
use crate::geom::{Len, em_box};
use crate::line::Line;
use crate::style::Align;
use crate::text::{Break, ShapedPar};

/// A placed row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PouredRow {
    /// Index of the table in the galley.
    pub table: usize,
    /// Index of the row in the table.
    pub row: usize,
    /// Index of the leg in the thread.
    pub leg: usize,
    /// Left end, as the text runs.
    pub x: Len,
    /// Measure of the row.
    pub measure: Len,
    /// Baseline of its first grid row.
    pub baseline: Len,
    /// Number of grid rows it takes.
    pub depth: usize,
    /// Middles between neighbouring columns, measured from `x`.
    pub seams: Vec<Len>,
}

/// The columns of a table at one measure.
#[derive(Clone, Debug)]
pub(super) struct TableColumns {
    /// Left end and width of each column.
    places: Vec<(Len, Len)>,
    /// Position of the decimal point in each, from its left.
    points: Vec<Len>,
    /// Width by which the table is too wide.
    over: Len,
}

/// Gap between two columns, in em.
const GAP: i64 = 1;
/// Minimum width of a column of words, in em.
const LEAST: i64 = 2;

impl TableColumns {
    /// Computes the columns: as wide as their widest cells if the measure has room for it, the rest
    /// shared out evenly; else the widest shrink, down to what cannot be divided.
    fn of(galley: &Galley, table: &Table, measure: Len) -> TableColumns {
        let count = table.points.len() as i64;
        let par = |at: usize| galley.pars.get(at).map(|par| &par.par);
        let em = par(table.first).map_or(Len::PT, |par| par.style.size);
        let gap = em * GAP;
        let room = (measure - table.edge * 2 - gap * (count - 1)).max(Len::ZERO);
        let (mut natural, mut least, mut points) = (Vec::new(), Vec::new(), Vec::new());
        for (column, by_point) in table.points.iter().enumerate() {
            let cells = || (0..table.rows).filter_map(|row| par(table.row(row).start + column));
            let numbers = || cells().filter(|par| *by_point && par.style.align == Align::Start);
            let before = numbers().map(before_point).max().unwrap_or(Len::ZERO);
            let after = numbers()
                .map(|par| par.natural_width() - before_point(par))
                .max()
                .unwrap_or(Len::ZERO);
            let whole = cells()
                .map(ShapedPar::natural_width)
                .max()
                .unwrap_or(Len::ZERO)
                .max(before + after);
            let undivided = cells()
                .map(widest_piece)
                .max()
                .unwrap_or(Len::ZERO)
                .max(before + after);
            natural.push(whole);
            least.push(undivided.max(em * LEAST).min(whole));
            points.push((before, after));
        }
        let sum = |widths: &[Len]| widths.iter().copied().sum::<Len>();
        let (wanted, needed) = (sum(&natural), sum(&least));
        let mut over = Len::ZERO;
        let widths: Vec<Len> = if wanted <= room {
            let spare = room - wanted;
            let share =
                |nth: usize| spare.scale(nth as i64 + 1, count) - spare.scale(nth as i64, count);
            natural
                .iter()
                .enumerate()
                .map(|(nth, width)| *width + share(nth))
                .collect()
        } else if needed <= room {
            let at = |most: i64| -> Vec<Len> {
                natural
                    .iter()
                    .zip(&least)
                    .map(|(natural, least)| (*least).max((*natural).min(em.scale(most, 100))))
                    .collect()
            };
            let (mut low, mut high) = (0, wanted.scale(100, em.units().max(1)).units());
            while low < high {
                let middle = (low + high + 1) / 2;
                if sum(&at(middle)) <= room {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            at(low)
        } else {
            over = needed - room;
            least
                .iter()
                .map(|width| width.scale(room.units(), needed.units().max(1)))
                .collect()
        };
        let mut x = table.edge;
        let mut places = Vec::new();
        for width in &widths {
            places.push((x, *width));
            x += *width + gap;
        }
        let points = points
            .iter()
            .zip(&widths)
            .map(|((before, after), width)| {
                ((*width - *before - *after) / 2).max(Len::ZERO) + *before
            })
            .collect();
        TableColumns {
            places,
            points,
            over,
        }
    }

    fn seams(&self) -> Vec<Len> {
        self.places
            .windows(2)
            .map(|pair| (pair[0].0 + pair[0].1 + pair[1].0) / 2)
            .collect()
    }
}

/// Returns the width of a number up to its decimal point, or to its end.
fn before_point(par: &ShapedPar) -> Len {
    let whole = |c: char| c.is_ascii_digit() || matches!(c, ',' | '+' | '-' | '−' | '±');
    let byte = par.text.find(|c| !whole(c)).unwrap_or(par.text.len());
    par.clusters
        .iter()
        .take_while(|cluster| (cluster.start as usize) < byte)
        .map(|cluster| cluster.width + cluster.gap)
        .sum()
}

/// Returns the width of the widest unbreakable stretch of a cell.
fn widest_piece(par: &ShapedPar) -> Len {
    let (mut upper_bound_width, mut piece) = (Len::ZERO, Len::ZERO);
    for cluster in &par.clusters {
        piece += cluster.width;
        upper_bound_width = upper_bound_width.max(piece);
        piece = if matches!(cluster.after, Break::Allowed | Break::Poor) {
            Len::ZERO
        } else {
            piece + cluster.gap
        };
    }
    upper_bound_width
}

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
