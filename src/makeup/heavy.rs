//! Rules too heavy for the gaps they stand in: what goes in is a slot with its
//! poured text, what comes out are problems. Such a rule is not printed, a mark
//! on the proof says so; rules along the edges of a slot are given rows of
//! their own instead.

use std::ops::Range;

use super::compositor::Compositor;
use super::open::OpenSlot;
use crate::diag::{Code, Diagnostic};
use crate::edition::{Grid, RuleStyle, StorySlot};
use crate::flow::{Poured, Table, Thread};
use crate::forme::{Item, Mark};
use crate::geom::{Len, PageSpace, Rect};
use crate::say::text;

/// Returns whether a rule is too thick for its gap. A hairline may stand in no
/// gap: faces leave so much blank at the edges of their em boxes.
pub(super) fn is_heavy(rule: &RuleStyle, gap: Len, pitch: Len) -> bool {
    rule.thickness() > gap.max(pitch / 20)
}

/// Returns the gap of rules round the cells of a table: they stand beside cells
/// as well, in the half em before the first.
pub(super) fn cell_gap(grid: &Grid) -> Len {
    grid.gap().min(grid.size / 2)
}

/// Returns the mark in the place of a rule that is too heavy to be printed.
pub(super) fn heavy_mark(rect: Rect<PageSpace>, rule: &RuleStyle) -> Item {
    Item::Mark(Mark::Fault {
        rect,
        text: format!("线粗 {:.1} pt", rule.thickness().to_pt()),
    })
}

impl Compositor<'_> {
    /// Tells of rules of tables and between legs that would be printed into
    /// the text of a slot, which has these legs of the thread.
    pub(super) fn tell_heavy_rules(
        &mut self,
        opened: &OpenSlot<'_>,
        thread: &Thread,
        poured: &Poured,
        tables: &[Table],
        legs: Range<usize>,
    ) {
        let (slot, grid) = (opened.stand.slot, &opened.stand.text_grid().0);
        let rows = || poured.rows.iter().filter(|row| legs.contains(&row.leg));
        if let Some(rule) = slot
            .kind
            .table_rule
            .as_ref()
            .filter(|_| rows().next().is_some())
        {
            self.tell_heavy(slot, "table-rule", rule, cell_gap(grid));
        }
        let headed =
            rows().any(|row| row.row == 0 && tables.get(row.table).is_some_and(|table| table.head));
        if let Some(rule) = slot.kind.table_head_rule.as_ref().filter(|_| headed) {
            self.tell_heavy(slot, "table-head-rule", rule, grid.gap());
        }
        let alley = thread.legs[legs]
            .windows(2)
            .filter(|pair| {
                let [a, b] = [&pair[0].frame, &pair[1].frame];
                a.top.max(b.top) < a.bottom.min(b.bottom) && !pair[0].slots.is_empty()
            })
            .map(|pair| pair[1].frame.left - pair[0].frame.right)
            .min();
        if let (Some(rule), Some(alley)) = (&slot.kind.column_rule, alley) {
            self.tell_heavy(slot, "column-rule", rule, alley);
        }
    }

    /// Tells of a rule thicker than its gap.
    pub(super) fn tell_heavy(&mut self, slot: &StorySlot, key: &str, rule: &RuleStyle, gap: Len) {
        let thickness = rule.thickness();
        if !is_heavy(rule, gap, slot.pitch()) {
            return;
        }
        let message = text!(
            "makeup.pt-thick-gap-pt",
            "the `{key}` of “{slot}” is {thickness:.2} pt thick, in a gap of {gap:.2} pt: it would be printed into the type beside it",
            key,
            slot = slot.id,
            thickness = thickness.to_pt(),
            gap = gap.max(Len::ZERO).to_pt()
        );
        let more = match key {
            "column-rule" => text!("makeup.wider-alley", "a wider `alley`"),
            "head-rule" => text!("makeup.headline-more-rows", "its headline more rows"),
            _ => text!("makeup.grid-more-pitch", "the grid more `pitch`"),
        };
        self.sink.report(
            Diagnostic::new(Code::RuleTooHeavy, slot.span, message).help(text!(
                "makeup.name-finer-rule-kind",
                "name a finer rule in the kind “{slot}”, or give {more}",
                slot = slot.kind.name,
                more
            )),
        );
    }
}
