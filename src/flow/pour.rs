//! Pouring a galley into a thread.

use std::collections::BTreeMap;
use std::ops::Range;

use super::galley::{Depth, Galley};
use super::keeps::{self, Keeps};
use super::leg::{LineSlot, Thread};
use super::table::{PouredRow, TableColumns};
use crate::geom::{Len, em_box};
use crate::line::{Line, Slots, break_lines};
use crate::text::ShapedPar;

/// A line with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PouredLine {
    /// Index of the paragraph in the galley.
    pub par: usize,
    /// Index of the leg in the thread.
    pub leg: usize,
    /// The line.
    pub line: Line,
    /// Whether it stands in the head of a table that is repeated here.
    pub again: bool,
    /// Left end, as the text runs.
    pub x: Len,
    /// Baseline, as the text runs.
    pub baseline: Len,
}

/// The overset 溢排: text without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overset {
    /// Number of rows missing 行.
    pub lines: usize,
    /// Number of characters without a place 字.
    pub chars: usize,
    /// First words of the overset text.
    pub first: String,
    /// Paragraph of the galley in which it begins, and its first byte there.
    pub at: (usize, usize),
}

/// A poured story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Poured {
    /// The placed lines, in reading order.
    pub lines: Vec<PouredLine>,
    /// Overset, if there is any.
    pub overset: Option<Overset>,
    /// Number of line slots that the placed text takes, rows kept blank included.
    pub used: usize,
    /// The last slot of each leg that text took, rows kept blank under it
    /// counted in.
    pub ends: BTreeMap<usize, LineSlot>,
    /// Rows of tables that are placed.
    pub rows: Vec<PouredRow>,
    /// Tables that are too wide, and the largest excess of each.
    pub too_wide: BTreeMap<usize, Len>,
}

/// Number of characters of the overset text that a message shows.
const FIRST_WORDS: usize = 12;

/// A cache of a galley's lines by measure, so that trying another depth breaks nothing twice.
#[derive(Default)]
pub(super) struct Broken {
    pub at: BTreeMap<(usize, Len), Vec<Line>>,
    /// Columns of tables by table and measure.
    pub columns: BTreeMap<(usize, Len), TableColumns>,
}

impl Broken {
    /// The lines of a paragraph in slots that are all so wide, broken once.
    pub fn even(&mut self, at: usize, par: &ShapedPar, measure: Len) -> &Vec<Line> {
        self.at.entry((at, measure)).or_insert_with(|| {
            let slots = Slots {
                measures: &[],
                beyond: measure,
            };
            break_lines(par, slots)
        })
    }
}

/// Maximum number of consecutive headings that are kept together.
const MOST_HEADINGS: usize = 4;

pub(super) struct Pourer<'a> {
    pub galley: &'a Galley,
    pub slots: Vec<(usize, LineSlot)>,
    pub pitch: Len,
    pub next: usize,
    /// Number of slots left blank to avoid single lines.
    blank: usize,
    /// The size of the body: of the first paragraph on the grid.
    pub body_size: Len,
    pub poured: Poured,
    pub broken: &'a mut Broken,
}

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

impl Pourer<'_> {
    pub fn beyond(&self) -> Len {
        self.slots
            .last()
            .map_or(Len::pt(100), |(_, slot)| slot.measure)
    }

    fn pour_lines(&mut self, at: usize, par: &ShapedPar) {
        let mut lines = self.lines_at(at, par);
        // Every round takes slots away, so there is an end to it.
        let keeps = self.keeps_of(at, par);
        while let Some(blank) = keeps::blank(&self.slots, self.next, lines.len(), keeps) {
            self.blank += blank.len();
            self.slots.drain(blank);
            lines = self.lines_at(at, par);
        }
        if par.style.reading_rows > 1 {
            self.open_lines(at, par, &mut lines);
        }
        for line in lines {
            match self.slots.get(self.next) {
                Some(&(leg, slot)) => {
                    self.poured.lines.push(PouredLine {
                        par: at,
                        leg,
                        line,
                        again: false,
                        x: slot.x,
                        baseline: slot.baseline,
                    });
                }
                None => self.over(at, par, &line, 1),
            }
            self.take_to(self.next + 1);
        }
    }

    /// Adds a row to every line with readings above it, so that the next is on the grid again. A
    /// line that moves on takes its reading along.
    fn open_lines(&mut self, at: usize, par: &ShapedPar, lines: &mut Vec<Line>) {
        let read = |line: &Line| {
            let before = |at: usize| par.readings.partition_point(|it| it.base.start < at);
            before(line.clusters.start) < before(line.clusters.end)
        };
        let mut nth = 0;
        // Lines that no slot is left for need none above them.
        while nth < lines.len() && self.next + nth < self.slots.len() {
            if read(&lines[nth]) {
                self.leave_above(self.next + nth, par.style.reading_rows - 1);
                *lines = self.lines_at(at, par);
            }
            nth += 1;
        }
    }

    /// Leaves rows blank from a slot on; if the leg has no row for the line under them, the line
    /// moves to the next.
    fn leave_above(&mut self, first: usize, rows: usize) {
        while let Some(&(leg, _)) = self.slots.get(first) {
            let left = self.slots[first..]
                .iter()
                .take(rows + 1)
                .take_while(|slot| slot.0 == leg)
                .count();
            let stands = left > rows;
            // A row that holds nothing but blank is given up with the leg.
            let gone = left.min(rows);
            self.slots.drain(first..first + gone);
            self.blank += gone;
            if stands {
                break;
            }
        }
    }

    fn keeps_of(&self, at: usize, par: &ShapedPar) -> Keeps {
        let before = at
            .checked_sub(1)
            .and_then(|before| self.galley.pars.get(before));
        let keep = before.and_then(|before| {
            if let Depth::Rows { keep, .. } = before.depth {
                Some(keep)
            } else {
                None
            }
        });
        Keeps::of(&par.style, keep)
    }

    /// Returns the number of text rows that must follow a subhead in its leg; of consecutive
    /// headings so many are looked at.
    fn follows(&mut self, at: usize, keep: usize, measure: Len, headings: usize) -> usize {
        let galley = self.galley;
        let Some(next) = galley.pars.get(at + 1) else {
            return 0;
        };
        match next.depth {
            Depth::Grid if next.par.style.orphans > 1 || next.par.style.widows > 1 => {
                let lines = self.broken.even(at + 1, &next.par, measure).len();
                keep.max(self.keeps_of(at + 1, &next.par).together(lines))
            }
            // What follows is a block itself: it must stand here too.
            Depth::Rows { rows, keep: after } if keep > 0 && headings > 0 => {
                let lines = self.broken.even(at + 1, &next.par, measure).len();
                keep.max(
                    rows.max(self.rows_of(&next.par, lines))
                        + self.follows(at + 1, after, measure, headings - 1),
                )
            }
            _ => keep,
        }
    }

    /// Returns the paragraph's lines from the next slot on.
    fn lines_at(&mut self, at: usize, par: &ShapedPar) -> Vec<Line> {
        let beyond = self.beyond();
        let rest = self.slots.get(self.next..).unwrap_or(&[]);
        let measure = rest.first().map_or(beyond, |(_, slot)| slot.measure);
        let even = self.broken.even(at, par, measure);
        let steady = rest
            .iter()
            .take(even.len())
            .all(|(_, slot)| slot.measure == measure)
            && (rest.len() >= even.len() || beyond == measure);
        if steady {
            return even.clone();
        }
        let measures: Vec<Len> = rest.iter().map(|(_, slot)| slot.measure).collect();
        break_lines(
            par,
            Slots {
                measures: &measures,
                beyond,
            },
        )
    }

    /// Pours a subhead, whose rows, and the text rows after it, must be unbroken in one leg.
    fn pour_block(&mut self, at: usize, par: &ShapedPar, rows: usize, keep: usize) {
        let mut tried = self.next;
        while tried < self.slots.len() {
            let (leg, slot) = self.slots[tried];
            let lines = self.broken.even(at, par, slot.measure).clone();
            let own = self.rows_of(par, lines.len());
            // What stands at the head of a leg wants no blank above it, and is
            // as far from its text as any other.
            let at_top = tried == 0 || self.slots[tried - 1].0 != leg;
            let spare = rows.max(own) - own;
            let (above, needed) = match at_top {
                true if spare % 2 == 1 => (self.pitch / 2, own + spare.div_ceil(2)),
                true => (Len::ZERO, own + spare / 2),
                false => (Len::ZERO, own + spare),
            };
            let follows = self.follows(at, keep, slot.measure, MOST_HEADINGS);
            if self.unbroken(tried, needed + follows) {
                let centred = if at_top { own } else { needed };
                let depth = self.pitch * (centred as i64 - 1);
                let set = par.style.leading * (lines.len() as i64 - 1);
                // The lines' em boxes are centred in the rows' em boxes.
                let shift = em_box::middle(par.style.size - self.body_size);
                let first = slot.baseline + above + (depth - set) / 2 + shift;
                for (nth, line) in lines.into_iter().enumerate() {
                    let baseline = first + par.style.leading * nth as i64;
                    self.poured.lines.push(PouredLine {
                        par: at,
                        leg,
                        line,
                        again: false,
                        x: slot.x,
                        baseline,
                    });
                }
                self.take_to(tried + needed);
                return;
            }
            tried += 1;
        }
        self.next = self.slots.len();
        let lines = break_lines(
            par,
            Slots {
                measures: &[],
                beyond: self.beyond(),
            },
        );
        let needed = rows.max(self.rows_of(par, lines.len()));
        for (nth, line) in lines.iter().enumerate() {
            self.over(at, par, line, if nth == 0 { needed } else { 0 });
        }
        self.next += needed;
    }

    /// Goes on after so many slots.
    pub fn take_to(&mut self, next: usize) {
        if let Some(&(leg, last)) = next.checked_sub(1).and_then(|last| self.slots.get(last)) {
            self.poured.ends.insert(leg, last);
        }
        self.next = next;
    }

    fn rows_of(&self, par: &ShapedPar, lines: usize) -> usize {
        let set = par.style.size + par.style.leading * (lines as i64 - 1);
        set.div_ceil(self.pitch).max(1) as usize
    }

    pub fn unbroken(&self, from: usize, count: usize) -> bool {
        let Some(run) = self.slots.get(from..from + count) else {
            return false;
        };
        run.windows(2).all(|pair| {
            pair[0].0 == pair[1].0
                && pair[0].1.x == pair[1].1.x
                && pair[0].1.measure == pair[1].1.measure
                && pair[1].1.baseline - pair[0].1.baseline == self.pitch
        })
    }

    pub fn over(&mut self, at: usize, par: &ShapedPar, line: &Line, rows: usize) {
        let start = par.clusters[line.clusters.start].start as usize;
        let overset = self.poured.overset.get_or_insert_with(|| Overset {
            lines: 0,
            chars: 0,
            first: String::new(),
            at: (at, start),
        });
        overset.lines += rows;
        overset.chars += par.count_chars(line.clusters.clone());
        let shown = overset.first.chars().count();
        if shown < FIRST_WORDS {
            let end = par.clusters[line.clusters.end - 1].end as usize;
            overset
                .first
                .extend(par.text[start..end].chars().take(FIRST_WORDS - shown));
        }
    }
}

/// The size of the body: of the first paragraph on the grid.
fn body_size(galley: &Galley, pitch: Len) -> Len {
    galley
        .pars
        .iter()
        .find(|par| par.depth == Depth::Grid)
        .map_or(pitch.scale(3, 4), |par| par.par.style.size)
}
