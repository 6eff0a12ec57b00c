//! Tables 表格 in a thread: rows on the grid, none divided.

use super::columns::{TableColumns, before_point};
use super::galley::Table;
use super::leg::LineSlot;
use super::poured::{PouredLine, PouredRow};
use super::pourer::Pourer;
use crate::geom::{Len, em_box};
use crate::line::Line;
use crate::style::Align;

/// Where the rows of a table stand across its leg.
#[derive(Clone, Copy)]
struct Strip {
    /// Left end, as the text runs.
    x: Len,
    measure: Len,
}

impl Strip {
    fn lies_in(&self, slot: &LineSlot) -> bool {
        slot.x <= self.x && self.x + self.measure <= slot.x + slot.measure
    }

    /// Returns what it has in common with a slot.
    fn common(&self, slot: &LineSlot) -> Option<Strip> {
        let x = self.x.max(slot.x);
        let measure = (self.x + self.measure).min(slot.x + slot.measure) - x;
        (measure > Len::ZERO).then_some(Strip { x, measure })
    }
}

/// A row of cells broken at the widths of their columns: each cell's paragraph, left end and lines.
type SetRow = Vec<(usize, Len, Vec<Line>)>;

impl Pourer<'_> {
    /// Pours a table: a row is not divided, the table may continue in the next leg between any two
    /// rows but the first two of one with a head.
    pub fn pour_table(&mut self, nth: usize, table: &Table) {
        // Where one row finds no slot that is wide enough, those after it find none.
        let mut fitting = true;
        for row in 0..table.rows {
            let placed = fitting && self.pour_row(nth, table, row, true);
            fitting = placed;
            if !placed && !self.pour_row(nth, table, row, false) {
                self.over_row(nth, table, row);
            }
        }
    }

    /// Pours a row; returns false if there is no slot for it.
    fn pour_row(&mut self, nth: usize, table: &Table, row: usize, fitting: bool) -> bool {
        // Where no leg is deep enough for head and row, the row goes alone.
        let heads = table.repeats && row > 0;
        heads && self.place_row(nth, table, row, (true, fitting))
            || self.place_row(nth, table, row, (false, fitting))
    }

    /// Counts a row as overset.
    fn over_row(&mut self, nth: usize, table: &Table, row: usize) {
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
    /// where it is the first of its leg and `headed`, in those alone that are
    /// wide enough if `fitting`; false when there are none.
    fn place_row(
        &mut self,
        nth: usize,
        table: &Table,
        row: usize,
        (headed, fitting): (bool, bool),
    ) -> bool {
        let before = self.poured.rows.last().filter(|before| before.table == nth);
        let before = before.map(|before| before.leg);
        for tried in self.next..self.slots.len() {
            let (leg, slot) = self.slots[tried];
            if self.is_narrower(tried) {
                continue;
            }
            let strip = self.strip(nth, table, row, tried);
            let columns = self.columns(nth, table, strip.measure);
            let (over, shut) = (columns.over, columns.shut);
            if over > Len::ZERO && (fitting || shut) {
                if !fitting {
                    self.too_wide(nth, over);
                }
                continue;
            }
            let again = headed && before.is_some_and(|before| before != leg);
            let mut depth_of = |row: usize| rows_of(&self.set_row(nth, table, row, strip.measure));
            let above = if again { depth_of(0) } else { 0 };
            let follows = if table.head && row == 0 && table.rows > 1 {
                depth_of(1)
            } else {
                0
            };
            let depth = depth_of(row);
            if self.run_of(tried, above + depth + follows, strip).is_none() {
                continue;
            }
            if again {
                self.set_down(nth, table, 0, (leg, strip, slot.baseline), true);
            }
            let baseline = slot.baseline + self.pitch * above as i64;
            self.set_down(nth, table, row, (leg, strip, baseline), false);
            let end = self.run_of(tried, above + depth, strip);
            self.take_to(end.unwrap_or(tried + 1));
            return true;
        }
        false
    }

    /// Returns whether another slot on the same row of the leg is wider than a slot.
    fn is_narrower(&self, at: usize) -> bool {
        let (leg, slot) = self.slots[at];
        let beside =
            |(other, it): &&(usize, LineSlot)| *other == leg && it.baseline == slot.baseline;
        let after = self.slots[at..].iter().take_while(beside);
        after.map(|(_, it)| it.measure).max() > Some(slot.measure)
    }

    /// Returns the index after the slots of so many rows on end from one on, each with a slot that
    /// holds the strip; `None` if there are not so many in its leg.
    fn run_of(&self, from: usize, count: usize, strip: Strip) -> Option<usize> {
        let (leg, first) = *self.slots.get(from)?;
        let mut next = from;
        for nth in 0..count as i64 {
            let baseline = first.baseline + self.pitch * nth;
            let rest = self.slots[next..].iter();
            let row: Vec<&LineSlot> = rest
                .take_while(|(other, slot)| *other == leg && slot.baseline == baseline)
                .map(|(_, slot)| slot)
                .collect();
            if !row.iter().any(|slot| strip.lies_in(slot)) {
                return None;
            }
            next += row.len();
        }
        Some(next)
    }

    /// Returns where the rows of a table stand across its leg, from a row on that begins in a slot:
    /// as those before it, or else as wide as the slots of all rows leave it in common, as long as
    /// the table has room there. So it has one width in one leg.
    fn strip(&mut self, nth: usize, table: &Table, row: usize, at: usize) -> Strip {
        let (leg, slot) = self.slots[at];
        let before = self.poured.rows.last();
        let before = before.filter(|before| (before.table, before.leg) == (nth, leg));
        let standing = before.map(|before| Strip {
            x: before.x,
            measure: before.measure,
        });
        if let Some(strip) = standing.filter(|strip| strip.lies_in(&slot)) {
            return strip;
        }
        let mut strip = Strip {
            x: slot.x,
            measure: slot.measure,
        };
        if self.columns(nth, table, strip.measure).over == Len::ZERO {
            while let Some(narrower) = self.narrowed(nth, table, row, at, strip) {
                strip = narrower;
            }
        }
        strip
    }

    /// Returns what a strip and the first row of slots that does not hold it have in common, if the
    /// table has room there; `None` if all rows of its leg hold it.
    fn narrowed(
        &mut self,
        nth: usize,
        table: &Table,
        row: usize,
        at: usize,
        strip: Strip,
    ) -> Option<Strip> {
        let (leg, first) = self.slots[at];
        let (mut next, mut rows) = (at, 0);
        for row in row..table.rows {
            rows += rows_of(&self.set_row(nth, table, row, strip.measure)) as i64;
            let foot = first.baseline + self.pitch * (rows - 1);
            while let Some((_, slot)) = self
                .slots
                .get(next)
                .filter(|(other, slot)| *other == leg && slot.baseline <= foot)
            {
                let baseline = slot.baseline;
                let level = self.slots[next..]
                    .iter()
                    .take_while(|(other, slot)| *other == leg && slot.baseline == baseline);
                let holds = level.clone().any(|(_, slot)| strip.lies_in(slot));
                let common = level.clone().filter_map(|(_, slot)| strip.common(slot));
                let widest = common.max_by_key(|common| common.measure);
                next += level.count();
                if let Some(widest) = widest.filter(|_| !holds) {
                    let fits = self.columns(nth, table, widest.measure).over == Len::ZERO;
                    return fits.then_some(widest);
                }
            }
            if self.slots.get(next).is_none_or(|(other, _)| *other != leg) {
                break;
            }
        }
        None
    }

    /// Adds a row in its place.
    fn set_down(
        &mut self,
        nth: usize,
        table: &Table,
        row: usize,
        (leg, strip, baseline): (usize, Strip, Len),
        again: bool,
    ) {
        let cells = self.set_row(nth, table, row, strip.measure);
        let columns = self.columns(nth, table, strip.measure);
        let (seams, over) = (columns.seams(), columns.over);
        if over > Len::ZERO {
            self.too_wide(nth, over);
        }
        self.poured.rows.push(PouredRow {
            table: nth,
            row,
            leg,
            x: strip.x,
            measure: strip.measure,
            baseline,
            depth: rows_of(&cells),
            seams,
        });
        let body = self.body_size;
        for (at, x, lines) in cells {
            // Em boxes of another size are centred in those of the rows.
            let shift = em_box::middle(self.galley.pars[at].par.style.size - body);
            for (nth, line) in lines.into_iter().enumerate() {
                let baseline = baseline + shift + self.pitch * nth as i64;
                self.poured.lines.push(PouredLine {
                    par: at,
                    leg,
                    line,
                    again,
                    x: strip.x + x,
                    baseline,
                });
            }
        }
    }

    /// Notes by how much a table is too wide.
    fn too_wide(&mut self, nth: usize, over: Len) {
        let most = self.poured.too_wide.entry(nth).or_insert(over);
        *most = over.max(*most);
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
        let too_wide = columns.over > Len::ZERO;
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
            let number = *by_point && cell.style.align == Align::Start && !too_wide;
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
