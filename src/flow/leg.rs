//! Legs 栏段 and their line slots 行位: runaround 绕排.

use crate::geom::{Interval, LegSpace, Len, Obstacle, Rect, free_spans};

/// A slot for a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineSlot {
    /// Left end.
    pub x: Len,
    /// Baseline.
    pub baseline: Len,
    /// Measure 行长.
    pub measure: Len,
}

/// A story's part in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The column's rectangle.
    pub frame: Rect<LegSpace>,
    /// Line slots, in reading order.
    pub slots: Vec<LineSlot>,
}

/// A transfer of a thread from one slot to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The first leg of the next slot.
    pub leg: usize,
    /// True if that slot is on another page 转版.
    pub jump: bool,
}

/// The ordered legs of a story 文流.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    /// The legs.
    pub legs: Vec<Leg>,
    /// Transfers to other slots, in order.
    pub turns: Vec<Transfer>,
}

/// The baseline grid of legs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Top of the first row on the page.
    pub top: Len,
    /// Distance from row to row.
    pub pitch: Len,
    /// Body size: the depth of a row.
    pub size: Len,
    /// Distance from a row's top to its baseline.
    pub ascent: Len,
    /// Minimum measure; a narrower stretch stays blank.
    pub min_measure: Len,
    /// True if a stretch that touches neither edge of its column is centred, not flush left.
    pub centred: bool,
}

/// Returns the legs of a story: each column's rows, less what obstacles block. A stretch beside an
/// obstacle is cut to whole 字, flush with the column edge it touches, so that text returns to the
/// grid.
pub fn legs(
    columns: &[Rect<LegSpace>],
    obstacles: &[Obstacle<LegSpace>],
    ground: &Ground,
) -> Thread {
    let legs = columns
        .iter()
        .map(|frame| Leg {
            frame: *frame,
            slots: column_slots(frame, obstacles, ground),
        })
        .collect();
    Thread {
        legs,
        turns: Vec::new(),
    }
}

fn column_slots(
    frame: &Rect<LegSpace>,
    obstacles: &[Obstacle<LegSpace>],
    ground: &Ground,
) -> Vec<LineSlot> {
    let mut slots = Vec::new();
    let mut row = (frame.top - ground.top).div_ceil(ground.pitch).max(0);
    loop {
        let top = ground.top + ground.pitch * row;
        let bottom = top + ground.size;
        if bottom > frame.bottom || ground.pitch <= Len::ZERO {
            return slots;
        }
        let whole = Interval {
            from: frame.left,
            to: frame.right,
        };
        let free = free_spans(whole, top, bottom, obstacles);
        let least = if free == [whole] {
            Len::ZERO
        } else {
            least(whole, top, bottom, obstacles, ground)
        };
        for span in free {
            let slot = if span == whole {
                span
            } else {
                whole_ems(span, whole, ground)
            };
            if slot.len() >= least.min(whole.len()) {
                slots.push(LineSlot {
                    x: slot.from,
                    baseline: top + ground.ascent,
                    measure: slot.len(),
                });
            }
        }
        row += 1;
    }
}

/// Returns the minimum measure of a stretch in a line: the largest that the obstacles in it ask
/// for.
fn least(
    line: Interval,
    top: Len,
    bottom: Len,
    obstacles: &[Obstacle<LegSpace>],
    ground: &Ground,
) -> Len {
    let asked = obstacles
        .iter()
        .filter(|obstacle| obstacle.bears_on(line, top, bottom));
    asked
        .map(|obstacle| obstacle.min_measure.unwrap_or(ground.min_measure))
        .max()
        .unwrap_or(ground.min_measure)
}

fn whole_ems(span: Interval, column: Interval, ground: &Ground) -> Interval {
    let measure = ground.size * span.len().div_floor(ground.size);
    if span.to == column.to && span.from != column.from {
        Interval {
            from: span.to - measure,
            to: span.to,
        }
    } else if ground.centred && span.from != column.from {
        let from = span.from + (span.len() - measure) / 2;
        Interval {
            from,
            to: from + measure,
        }
    } else {
        Interval {
            from: span.from,
            to: span.from + measure,
        }
    }
}

impl Thread {
    /// Returns the slots of all legs, each with the index of its leg, in reading order.
    pub fn slots(&self) -> Vec<(usize, LineSlot)> {
        self.legs
            .iter()
            .enumerate()
            .flat_map(|(at, leg)| leg.slots.iter().map(move |slot| (at, *slot)))
            .collect()
    }

    /// Appends the legs of another slot.
    pub fn append(&mut self, next: Thread, jump: bool) {
        let leg = self.legs.len();
        self.turns.push(Transfer { leg, jump });
        self.turns.extend(next.turns.iter().map(|turn| Transfer {
            leg: turn.leg + leg,
            ..*turn
        }));
        self.legs.extend(next.legs);
    }

    /// Returns the first leg of the slot that contains a leg.
    pub fn slot_start(&self, leg: usize) -> usize {
        self.turns
            .iter()
            .map(|turn| turn.leg)
            .filter(|start| *start <= leg)
            .max()
            .unwrap_or(0)
    }

    /// The legs of one of its slots, by the slot's number.
    pub fn slot_legs(&self, slot: usize) -> std::ops::Range<usize> {
        let start = |slot: usize| match slot.checked_sub(1) {
            None => 0,
            Some(turn) => self
                .turns
                .get(turn)
                .map_or(self.legs.len(), |turn| turn.leg),
        };
        start(slot)..start(slot + 1)
    }

    /// Returns the number of line slots.
    pub fn room(&self) -> usize {
        self.legs.iter().map(|leg| leg.slots.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws each leg as text, one `字` for each cell, so that a runaround can be checked by eye.
    fn map(thread: &Thread, left: Len, right: Len, ground: &Ground) -> String {
        let cells = (right - left).div_floor(ground.size) as usize;
        let mut rows: Vec<Vec<char>> = Vec::new();
        for (_, slot) in thread.slots() {
            let row = (slot.baseline - ground.ascent - ground.top).div_floor(ground.pitch) as usize;
            while rows.len() <= row {
                rows.push(vec!['.'; cells]);
            }
            let from = (slot.x - left).div_floor(ground.size) as usize;
            for cell in &mut rows[row][from..from + slot.measure.div_floor(ground.size) as usize] {
                *cell = '字';
            }
        }
        rows.into_iter()
            .map(|row| row.into_iter().collect::<String>() + "\n")
            .collect()
    }

    fn ground() -> Ground {
        Ground {
            top: Len::ZERO,
            pitch: Len::pt(12),
            size: Len::pt(10),
            ascent: Len::pt(9),
            min_measure: Len::pt(20),
            centred: false,
        }
    }

    #[test]
    fn text_runs_on_both_sides_of_an_obstacle_and_back_to_the_grid() {
        let columns = [Rect::new(Len::ZERO, Len::ZERO, Len::pt(80), Len::pt(58))];
        let hole = [Obstacle::bare(Rect::new(
            Len::pt(33),
            Len::pt(12),
            Len::pt(56),
            Len::pt(34),
        ))];
        let drawn = map(
            &legs(&columns, &hole, &ground()),
            Len::ZERO,
            Len::pt(80),
            &ground(),
        );
        assert_eq!(
            drawn,
            "字字字字字字字字\n字字字...字字\n字字字...字字\n字字字字字字字字\n字字字字字字字字\n"
        );
    }

    #[test]
    fn an_obstacle_says_how_narrow_text_beside_it_may_be() {
        let columns = [Rect::new(Len::ZERO, Len::ZERO, Len::pt(80), Len::pt(34))];
        let hole = |min_measure| {
            [Obstacle {
                min_measure,
                ..Obstacle::bare(Rect::new(Len::pt(33), Len::ZERO, Len::pt(52), Len::pt(10)))
            }]
        };
        let drawn = |least| {
            map(
                &legs(&columns, &hole(least), &ground()),
                Len::ZERO,
                Len::pt(80),
                &ground(),
            )
        };
        assert!(drawn(None).starts_with("字字字...字字\n"));
        assert!(drawn(Some(Len::pt(30))).starts_with("字字字.....\n"));
    }

    #[test]
    fn a_sliver_beside_an_obstacle_stays_blank() {
        let columns = [Rect::new(Len::ZERO, Len::ZERO, Len::pt(80), Len::pt(34))];
        let hole = [Obstacle::bare(Rect::new(
            Len::pt(15),
            Len::ZERO,
            Len::pt(80),
            Len::pt(10),
        ))];
        let thread = legs(&columns, &hole, &ground());
        assert_eq!(thread.room(), 2);
        assert_eq!(thread.slots()[0].1.baseline, Len::pt(21));
    }
}
