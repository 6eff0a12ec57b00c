//! Columns of a table, as wide as their cells require.

use super::galley::{Galley, Table};
use crate::geom::Len;
use crate::style::Align;
use crate::text::{Break, ShapedPar};

/// The columns of a table at one measure.
#[derive(Clone, Debug)]
pub(super) struct TableColumns {
    /// Left end and width of each column.
    pub places: Vec<(Len, Len)>,
    /// Position of the decimal point in each, from its left.
    pub points: Vec<Len>,
    /// Width by which the table is too wide.
    pub over: Len,
    /// True if not even one 字 has room in each column.
    pub shut: bool,
}

/// Gap between two columns, in em.
const GAP: i64 = 1;
/// Minimum width of a column of words, in em.
const LEAST: i64 = 2;

impl TableColumns {
    /// Computes the columns: as wide as their widest cells if the measure has room for it, the rest
    /// shared out evenly; else the widest shrink, down to what cannot be divided. Where that is too
    /// wide as well, every cell is divided where nothing may be.
    pub fn of(galley: &Galley, table: &Table, measure: Len) -> TableColumns {
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
        let shut = over > Len::ZERO && widths.iter().any(|width| *width < em);
        TableColumns {
            places,
            points,
            over,
            shut,
        }
    }

    /// Returns the middles between neighbouring columns.
    pub fn seams(&self) -> Vec<Len> {
        self.places
            .windows(2)
            .map(|pair| (pair[0].0 + pair[0].1 + pair[1].0) / 2)
            .collect()
    }
}

/// Returns the width of a number up to its decimal point, or to its end.
pub(super) fn before_point(par: &ShapedPar) -> Len {
    let sign = |c: char| {
        matches!(
            c,
            ',' | '+' | '-' | '−' | '±' | '▲' | '▼' | '△' | '▽' | '↑' | '↓'
        )
    };
    let whole = |c: char| c.is_ascii_digit() || sign(c);
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
