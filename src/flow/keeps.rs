//! Widows and orphans: single lines at the edges of legs 孤行.

use std::ops::Range;

use super::leg::LineSlot;
use crate::style::ParStyle;

/// The requirements of a paragraph at the edges of legs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keeps {
    /// Minimum number of lines at a foot where it begins.
    orphans: usize,
    /// Minimum number of lines at the top of a leg where it ends.
    widows: usize,
    /// True if a subhead is right before it, which cannot be left alone.
    headed: bool,
}

impl Keeps {
    /// Returns the requirements of a style; `keep` lines must follow the subhead before it.
    pub(super) fn of(style: &ParStyle, keep: Option<usize>) -> Keeps {
        let (orphans, widows) = (style.orphans.max(1), style.widows.max(1));
        // By itself a subhead is kept with what follows.
        let single = orphans == 1 && widows == 1;
        Keeps {
            orphans: if single {
                1
            } else {
                orphans.max(keep.unwrap_or(0))
            },
            widows,
            headed: keep.is_some(),
        }
    }

    /// Returns how many of `count` lines must be in one leg with what is before them, so that they
    /// need not move on.
    pub(super) fn together(&self, count: usize) -> usize {
        if count < self.orphans + self.widows {
            count
        } else {
            self.orphans
        }
    }
}

/// Returns the line slots to leave blank so that a paragraph of `count` lines, poured from slot
/// `from` on, keeps its minimum of lines at the foot of a leg and at the top of the next; `None` if
/// it does anyway, or if its legs are too short.
pub(super) fn blank(
    slots: &[(usize, LineSlot)],
    from: usize,
    count: usize,
    keeps: Keeps,
) -> Option<Range<usize>> {
    let Keeps {
        orphans,
        widows,
        headed,
    } = keeps;
    if orphans == 1 && widows == 1 {
        return None;
    }
    let end = from + count;
    let edge = |at: &usize| slots[at - 1].0 != slots[*at].0;
    for edge in (from + 1..end.min(slots.len())).filter(edge) {
        let leg = slots[edge - 1].0;
        let top = slots.partition_point(|(other, _)| *other < leg);
        let first = top.max(from);
        let (kept, rest) = (edge - first, end - edge);
        let begins = top <= from;
        // The whole paragraph may go on to the next leg when something else
        // stays in this one.
        let whole = (begins && top < from && !headed).then_some(first..edge);
        if begins && kept < orphans {
            match whole {
                Some(whole) => return Some(whole),
                None => continue,
            }
        }
        if rest < widows {
            let least = if begins { orphans } else { 1 };
            let wanted = widows - rest;
            if kept >= least + wanted {
                return Some(edge - wanted..edge);
            }
            if whole.is_some() {
                return whole;
            }
        }
    }
    None
}
