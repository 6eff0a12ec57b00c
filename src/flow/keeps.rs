//! Single lines at the edges of legs 孤行.

use std::ops::Range;

use super::leg::LineSlot;
use crate::style::ParStyle;

/// What a paragraph wants at the edges of legs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keeps {
    /// Lines at a foot where it begins, at least.
    orphans: usize,
    /// Lines at the top of a leg where it ends, at least.
    widows: usize,
    /// Whether a subhead stands right before it, which cannot be left alone.
    headed: bool,
}

impl Keeps {
    /// Those of a style; `keep` lines must follow the subhead before it.
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

    /// How many of `count` lines must stand in one leg with what is before
    /// them, so that they need not move on.
    pub(super) fn together(&self, count: usize) -> usize {
        if count < self.orphans + self.widows {
            count
        } else {
            self.orphans
        }
    }
}

/// The line slots to leave blank so that a paragraph of `count` lines, poured
/// from slot `from` on, leaves no fewer lines than it wants at the foot of a
/// leg or at the top of the next; `None` when it does not, or where its legs
/// are too short for it to be helped.
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
