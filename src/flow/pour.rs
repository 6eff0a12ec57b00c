//! Pouring a galley into a thread.

use std::ops::Range;

use super::broken::Broken;
use super::galley::{Depth, Galley};
use super::leg::{LineSlot, Thread};
use super::poured::Poured;
use super::pourer::Pourer;
use crate::geom::Len;

/// Pours from the first slot on, taking as many as the text needs.
pub fn pour(galley: &Galley, thread: &Thread, pitch: Len) -> Poured {
    pour_slots(galley, thread.slots(), pitch, &mut Broken::default())
}

/// Pours so that the legs end level: the fewest rows that hold the text, and among legs of those
/// rows the rightmost a line shorter. Slots before the one in which the story ends are filled.
pub fn pour_level(galley: &Galley, thread: &Thread, pitch: Len) -> Poured {
    let mut broken = Broken::default();
    let thread = &turned(galley, thread, pitch, &mut broken);
    let whole = pour_slots(galley, thread.slots(), pitch, &mut broken);
    let Some(ends) = whole.lines.last().map(|line| line.leg) else {
        return whole;
    };
    let first = thread.slot_start(ends);
    let last = thread
        .turns
        .iter()
        .map(|turn| turn.leg)
        .find(|start| *start > ends)
        .unwrap_or(thread.legs.len());
    if whole.overset.is_some() || last - first < 2 {
        return whole;
    }
    let mut baselines: Vec<Len> = thread.legs[first..last]
        .iter()
        .flat_map(|leg| &leg.slots)
        .map(|slot| slot.baseline)
        .collect();
    baselines.sort();
    baselines.dedup();
    // The least depth at which nothing is over; depth is monotonic enough for
    // bisection, and the answer is poured again below, so it is never wrong.
    let at = |deepest, short| cut(thread, first..last, deepest, short);
    let (mut low, mut high) = (0, baselines.len() - 1);
    while low < high {
        let middle = (low + high) / 2;
        if pour_slots(galley, at(baselines[middle], 0), pitch, &mut broken)
            .overset
            .is_none()
        {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let deepest = baselines[high];
    let level = pour_slots(galley, at(deepest, 0), pitch, &mut broken);
    if level.overset.is_some() {
        return whole;
    }
    (1..last - first)
        .rev()
        .map(|short| pour_slots(galley, at(deepest, short), pitch, &mut broken))
        .find(|poured| poured.overset.is_none())
        .unwrap_or(level)
}

/// Returns the slots of the legs up to `legs`; of those in it down to `deepest`, the last `short`
/// of them one row less.
fn cut(thread: &Thread, legs: Range<usize>, deepest: Len, short: usize) -> Vec<(usize, LineSlot)> {
    let first_short = legs.end - short;
    let stays = |leg: usize, slot: &LineSlot| {
        leg < legs.start
            || leg < legs.end
                && (slot.baseline < deepest || (slot.baseline == deepest && leg < first_short))
    };
    thread
        .slots()
        .into_iter()
        .filter(|(leg, slot)| stays(*leg, slot))
        .collect()
}

/// Maximum number of rows given up before a jump so that it does not fall at a bad place.
const MOST_GIVEN_UP: usize = 3;

/// Removes slots from the legs before each jump, so that no jump is at the end of a paragraph, nor
/// leaves one line of it behind or before; unchanged if nothing helps.
fn turned(galley: &Galley, thread: &Thread, pitch: Len, broken: &mut Broken) -> Thread {
    let mut thread = thread.clone();
    for turn in thread
        .turns
        .clone()
        .into_iter()
        .filter(|turn| turn.jump && turn.leg > 0)
    {
        let mut most = MOST_GIVEN_UP;
        for given_up in 0.. {
            if given_up > most {
                break;
            }
            let mut tried = thread.clone();
            let slots = &mut tried.legs[turn.leg - 1].slots;
            slots.truncate(slots.len().saturating_sub(given_up));
            let poured = pour_slots(galley, tried.slots(), pitch, broken);
            // Rows are not given up at the price of text that finds no place.
            if given_up > 0 && poured.overset.is_some() {
                break;
            }
            if falls_well(&poured, turn.leg) {
                thread = tried;
                break;
            }
            if given_up == 0 {
                // Rows that no text takes, before a subhead that goes on to the
                // next leg, cost nothing.
                most += empty_at_foot(&thread, &poured, turn.leg - 1);
            }
        }
    }
    thread
}

/// Returns the number of empty slots at the foot of a leg under its last line.
fn empty_at_foot(thread: &Thread, poured: &Poured, leg: usize) -> usize {
    let last = poured
        .lines
        .iter()
        .filter(|line| line.leg == leg)
        .map(|line| line.baseline)
        .max();
    last.map_or(0, |last| {
        thread.legs[leg]
            .slots
            .iter()
            .filter(|slot| slot.baseline > last)
            .count()
    })
}

/// Returns whether text passes from the legs before `leg` to it inside a paragraph, with at least
/// two lines of it on either side.
fn falls_well(poured: &Poured, leg: usize) -> bool {
    let next = poured.lines.partition_point(|line| line.leg < leg);
    let (Some(before), Some(after)) = (
        next.checked_sub(1).and_then(|at| poured.lines.get(at)),
        poured.lines.get(next),
    ) else {
        return true;
    };
    before.par == after.par && before.line.clusters.start > 0 && !after.line.last
}

fn pour_slots(
    galley: &Galley,
    slots: Vec<(usize, LineSlot)>,
    pitch: Len,
    broken: &mut Broken,
) -> Poured {
    let mut pourer = Pourer {
        galley,
        slots,
        pitch,
        next: 0,
        blank: 0,
        body_size: body_size(galley, pitch),
        poured: Poured::default(),
        broken,
    };
    for (at, par) in galley.pars.iter().enumerate() {
        match par.depth {
            Depth::Grid => pourer.pour_lines(at, &par.par),
            Depth::Rows { rows, keep } => pourer.pour_block(at, &par.par, rows, keep),
            // A table is poured whole when its first cell is met.
            Depth::Cell => {
                if let Ok(nth) = galley.tables.binary_search_by_key(&at, |table| table.first) {
                    pourer.pour_table(nth, &galley.tables[nth]);
                }
            }
        }
    }
    pourer.poured.used = pourer.next.min(pourer.slots.len()) + pourer.blank;
    pourer.poured
}

/// The size of the body: of the first paragraph on the grid.
fn body_size(galley: &Galley, pitch: Len) -> Len {
    galley
        .pars
        .iter()
        .find(|par| par.depth == Depth::Grid)
        .map_or(pitch.scale(3, 4), |par| par.par.style.size)
}
