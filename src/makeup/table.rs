//! Tables 表格: their rules, and the problems reported of them.

use super::compositor::Compositor;
use super::heavy::{cell_gap, is_heavy};
use crate::diag::{Code, Diagnostic};
use crate::edition::{Grid, RulePlace, RuleStyle, StorySlot};
use crate::flow::{Galley, Poured, PouredRow, Table};
use crate::geom::Len;
use crate::say::text;

impl Compositor<'_> {
    /// Reports tables that are wider than their column.
    pub(super) fn tell_tables(&mut self, slot: &StorySlot, galley: &Galley, poured: &Poured) {
        let story = &self.edition.stories[&slot.story];
        let begins: Vec<_> = story
            .body
            .iter()
            .filter(|block| block.cell.is_some_and(|cell| cell.begins()))
            .collect();
        for (nth, over) in &poured.too_wide {
            let size = galley
                .tables
                .get(*nth)
                .and_then(|table| galley.pars.get(table.first))
                .map_or(Len::PT, |par| par.par.style.size);
            let message = text!(
                "makeup.table-too-wide-column",
                "the table is {over} 字 too wide for a column of “{slot}”",
                over = over.div_ceil(size),
                slot = slot.id
            );
            self.sink.report(
                Diagnostic::new(
                    Code::TableTooWide,
                    begins.get(*nth).map(|block| block.text.span()),
                    message,
                )
                .help(text!(
                    "makeup.shorten-widest-cells-take",
                    "shorten its widest cells, take a column out, or give the slot wider columns"
                )),
            );
        }
    }
}

/// Returns the rules of one row of a table, in the middle of the blank between two rows: with
/// `table-rule` round each cell, with `table-head-rule` under the head; none too heavy for the blank.
pub(super) fn table_rules<'a>(
    row: &PouredRow,
    slot: &'a StorySlot,
    tables: &[Table],
    poured: &Poured,
    grid: &Grid,
    drop: Len,
) -> Vec<(RulePlace, &'a RuleStyle)> {
    let top = row.baseline + drop - grid.ascent() - (grid.pitch - grid.size) / 2;
    let bottom = top + grid.pitch * row.depth as i64;
    let (left, right) = (row.x, row.x + row.measure);
    let mut rules = Vec::new();
    let fits = |gap: Len| move |rule: &&RuleStyle| !is_heavy(rule, gap, slot.pitch());
    let round = slot.kind.table_rule.as_ref().filter(fits(cell_gap(grid)));
    let head = row.row == 0 && tables.get(row.table).is_some_and(|table| table.head);
    let under = slot
        .kind
        .table_head_rule
        .as_ref()
        .filter(|_| head)
        .filter(fits(grid.gap()))
        .or(round);
    rules.extend(under.map(|rule| {
        (
            RulePlace::Across {
                y: bottom,
                left,
                right,
            },
            rule,
        )
    }));
    if let Some(rule) = round {
        // The rule under the row above is the one over this.
        let continued = poured.rows.iter().any(|above| {
            (above.table, above.leg, above.x, above.measure)
                == (row.table, row.leg, row.x, row.measure)
                && above.baseline + grid.pitch * above.depth as i64 == row.baseline
        });
        if !continued {
            rules.push((
                RulePlace::Across {
                    y: top,
                    left,
                    right,
                },
                rule,
            ));
        }
        let inside = rule.thickness() / 2;
        let downs = [inside, row.measure - inside]
            .into_iter()
            .chain(row.seams.iter().copied());
        rules.extend(downs.map(|x| {
            (
                RulePlace::Down {
                    x: left + x,
                    top,
                    bottom,
                },
                rule,
            )
        }));
    }
    rules
}
