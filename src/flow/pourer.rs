//! Pouring of paragraphs, slot by slot.

use super::broken::Broken;
use super::galley::{Depth, Galley};
use super::keeps::{self, Keeps};
use super::leg::LineSlot;
use super::poured::{Overset, Poured, PouredLine};
use crate::geom::{Len, em_box};
use crate::line::{Line, Measures, break_lines};
use crate::text::ShapedPar;

/// Number of characters of the overset text that a message shows.
const FIRST_WORDS: usize = 12;

/// Maximum number of consecutive headings that are kept together.
const MOST_HEADINGS: usize = 4;

/// A galley on its way into the slots of a thread.
pub(super) struct Pourer<'a> {
    /// What is poured.
    pub galley: &'a Galley,
    /// The slots with the indices of their legs; those given up are taken out.
    pub slots: Vec<(usize, LineSlot)>,
    /// Distance of baselines on the grid.
    pub pitch: Len,
    /// Index of the next free slot.
    pub next: usize,
    /// Number of slots left blank to avoid single lines.
    pub blank: usize,
    /// The size of the body: of the first paragraph on the grid.
    pub body_size: Len,
    /// What is poured so far.
    pub poured: Poured,
    /// Lines broken before.
    pub broken: &'a mut Broken,
}

impl Pourer<'_> {
    /// Returns the measure of slots past the last.
    pub fn beyond(&self) -> Len {
        self.slots
            .last()
            .map_or(Len::pt(100), |(_, slot)| slot.measure)
    }

    /// Pours a paragraph whose lines stand on the grid.
    pub fn pour_lines(&mut self, at: usize, par: &ShapedPar) {
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
            Measures {
                known: &measures,
                rest: beyond,
            },
        )
    }

    /// Pours a subhead, whose rows, and the text rows after it, must be unbroken in one leg.
    pub fn pour_block(&mut self, at: usize, par: &ShapedPar, rows: usize, keep: usize) {
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
            Measures {
                known: &[],
                rest: self.beyond(),
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

    /// Returns whether so many slots from one on follow one another in one leg.
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

    /// Counts a line that has no place, and the rows that it lacks.
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
