//! Pouring a story's text into its legs, and the problems reported of it.

use std::ops::Range;

use super::compositor::Compositor;
use super::fit::{StoryFit, characters, lines};
use super::heavy::{heavy_mark, is_heavy};
use super::jump::JumpLine;
use super::legs::slot_thread;
use super::open::OpenSlot;
use super::rule::straight;
use super::run::text_line;
use super::slot::dest;
use super::table::table_rules;
use crate::diag::{Code, Diagnostic};
use crate::edition::{Grid, RulePlace, RunaroundShape, StorySlot};
use crate::flow::{Depth, Galley, Poured, PouredLine, Thread, pour_level};
use crate::forme::{Group, Item, Mark, Origin, Role};
use crate::geom::{Folio, Len};
use crate::line::is_loose;
use crate::role::{TextRole, TextTag};
use crate::say::text;
use crate::style::Lang;

/// The text of a story poured through its slots.
#[derive(Default)]
struct Flowed {
    thread: Thread,
    jumps: Vec<JumpLine>,
    poured: Poured,
}

impl Flowed {
    /// Returns the number of characters without a place.
    fn over(&self) -> Option<usize> {
        self.poured.overset.as_ref().map(|over| over.chars)
    }
}

impl Compositor<'_> {
    /// Pours the text through all slots of a story and adds its legs to them.
    pub(super) fn text(
        &mut self,
        opened: &mut [OpenSlot<'_>],
        galley: &Galley,
        fits: &mut Vec<StoryFit>,
    ) {
        let Some((pitch, first_page)) = opened
            .first()
            .map(|opened| (opened.stand.text_grid().0.pitch, opened.stand.page))
        else {
            return;
        };
        let threads: Vec<Thread> = opened.iter().map(slot_thread).collect();
        for (opened, _) in opened
            .iter()
            .zip(&threads)
            .filter(|(_, thread)| thread.room() == 0)
        {
            let slot = opened.stand.slot;
            self.sink.report(
                Diagnostic::new(
                    Code::NoRoom,
                    slot.span,
                    text!(
                        "makeup.slot-line-left-text",
                        "the slot of “{slot}” has no line left for text",
                        slot = slot.id
                    ),
                )
                .help(text!(
                    "makeup.give-more-rows-headline",
                    "give it more rows, or its headline and pictures fewer"
                )),
            );
        }
        if threads.iter().any(|thread| thread.room() == 0) {
            return;
        }
        let flowed = self.pour_shaped(opened, &threads, galley, pitch);
        let Flowed {
            thread,
            jumps,
            poured,
        } = &flowed;
        let starts: Vec<usize> = std::iter::once(0)
            .chain(thread.turns.iter().map(|turn| turn.leg))
            .chain([thread.legs.len()])
            .collect();
        let slots: Vec<&StorySlot> = opened.iter().map(|opened| opened.stand.slot).collect();
        let mut fit = self.tell_fit(first_page, &slots, thread, &starts, poured, galley);
        fit.loose = self.tell_lines(slots[0], galley, poured);
        self.tell_tables(slots[0], galley, poured);
        for (part, opened) in opened.iter_mut().enumerate() {
            let slot = opened.stand.slot;
            let origin = Origin(slot.origin);
            let (grid, axes) = (&opened.stand.text_grid().0, opened.axes);
            let mine = starts[part]..starts[part + 1];
            let drop = if slots.len() == 1 {
                drop_of(slot, thread, poured, grid)
            } else {
                Len::ZERO
            };
            self.stand_head(opened, drop);
            self.tell_heavy_rules(opened, thread, poured, &galley.tables, mine.clone());
            for nth in mine.clone() {
                let set = self.leg(opened, &flowed, galley, (part, nth, &mine), drop);
                if !set.iter().all(|item| matches!(item, Item::Mark(_))) {
                    opened.items.push(Item::Group(Group {
                        origin,
                        role: Role::Leg,
                        name: format!("{}.{}", slot.id, nth + 1),
                        items: set,
                    }));
                }
                if nth + 1 < mine.end {
                    let rule = self.column_rule(opened, &flowed, (part, nth, &mine), drop);
                    opened.items.extend(rule);
                }
            }
            for jump in jumps.iter().filter(|jump| jump.part == part) {
                let to = dest(slots[jump.to]);
                opened.items.extend(jump.area(grid).map(|area| {
                    Item::Mark(Mark::Link {
                        rect: axes.on_page(&area),
                        to,
                    })
                }));
            }
        }
        if let (true, Some(last)) = (fit.over_lines > 0, opened.last_mut()) {
            last.items.push(Item::Mark(Mark::Fault {
                rect: last.stand.slot.rect,
                text: format!(
                    "{} 超 {} 行 {} 字",
                    fit.story, fit.over_lines, fit.over_chars
                ),
            }));
        }
        fits.push(fit);
    }

    /// Returns the items of one leg, of these of its part of the story: the line from the slot
    /// before, its text, the line to the next slot.
    fn leg(
        &self,
        opened: &OpenSlot<'_>,
        flowed: &Flowed,
        galley: &Galley,
        (part, nth, mine): (usize, usize, &Range<usize>),
        drop: Len,
    ) -> Vec<Item> {
        let Flowed { jumps, poured, .. } = flowed;
        let (slot, axes) = (opened.stand.slot, &opened.axes);
        let grid = &opened.stand.text_grid().0;
        let origin = Origin(slot.origin);
        let jump = |on: bool| {
            let here = move |jump: &&JumpLine| {
                jump.part == part && mine.start + jump.leg == nth && jump.leads_on() == on
            };
            let items = jumps.iter().filter(here);
            items.map(|jump| jump.item(origin, axes))
        };
        let mut set: Vec<Item> = jump(false).collect();
        let mut tagged = None;
        for line in poured.lines.iter().filter(|line| line.leg == nth) {
            let tag = tag_of(galley, line);
            if tagged != Some(tag) {
                tagged = Some(tag);
                set.push(Item::Mark(Mark::Text(tagged)));
            }
            set.extend(text_line(
                &galley.pars[line.par].par,
                &line.line,
                line.x,
                line.baseline + drop,
                axes,
                origin,
            ));
        }
        set.push(Item::Mark(Mark::Text(None)));
        for row in poured.rows.iter().filter(|row| row.leg == nth) {
            let rules = table_rules(row, slot, &galley.tables, poured, grid, drop);
            set.extend(rules.into_iter().flat_map(|(place, rule)| {
                straight(place.on_page(axes), rule, origin, &self.edition.pictures)
            }));
        }
        set.extend(jump(true));
        set
    }

    /// Returns the rule between a leg and the next, if its kind of story has one.
    fn column_rule(
        &self,
        opened: &OpenSlot<'_>,
        Flowed {
            thread,
            jumps,
            poured,
        }: &Flowed,
        (part, nth, mine): (usize, usize, &Range<usize>),
        drop: Len,
    ) -> Vec<Item> {
        let (slot, axes) = (opened.stand.slot, &opened.axes);
        let grid = &opened.stand.text_grid().0;
        let (leg, next) = (&thread.legs[nth], &thread.legs[nth + 1]);
        let foot = poured
            .lines
            .iter()
            .filter(|line| mine.contains(&line.leg))
            .map(|line| line.baseline)
            .max();
        let (Some(rule), Some(foot)) = (&slot.kind.column_rule, foot) else {
            return Vec::new();
        };
        let x = (leg.frame.right + next.frame.left) / 2;
        if is_heavy(rule, next.frame.left - leg.frame.right, slot.pitch()) {
            let alley = leg.frame.union(&next.frame);
            return vec![heavy_mark(axes.on_page(&alley), rule)];
        }
        // From the first line beside it to the last of the story.
        let beside = poured
            .lines
            .iter()
            .filter(|line| line.leg == nth || line.leg == nth + 1);
        let first = beside
            .map(|line| line.baseline)
            .min()
            .map_or(leg.frame.top, |baseline| baseline + drop - grid.ascent());
        let jump = jumps
            .iter()
            .filter(|jump| jump.part == part && !jump.leads_on() && nth == mine.start + jump.leg);
        let first = jump
            .filter_map(|jump| jump.area(grid))
            .map(|area| area.top)
            .min()
            .map_or(first, |top| top.min(first));
        let top = leg.frame.top.max(next.frame.top).max(first);
        let bottom = leg
            .frame
            .bottom
            .min(next.frame.bottom)
            .min(foot + drop + grid.size - grid.ascent());
        let half = rule.thickness() / 2;
        let stretches = clear_stretches((x, half), top, bottom, opened, grid.pitch).into_iter();
        let places =
            stretches.map(|(top, bottom)| RulePlace::Down { x, top, bottom }.on_page(axes));
        places
            .flat_map(|place| straight(place, rule, Origin(slot.origin), &self.edition.pictures))
            .collect()
    }

    /// Pours the text through all slots of a story as [`Compositor::text`] does, without placing
    /// it.
    pub(super) fn poured(&mut self, opened: &[OpenSlot<'_>], galley: &Galley) -> Poured {
        let threads: Vec<Thread> = opened.iter().map(slot_thread).collect();
        opened.first().map_or_else(Poured::default, |first| {
            self.pour_slots(opened, &threads, galley, first.stand.text_grid().0.pitch)
                .poured
        })
    }

    /// Pours the text. In a shape the measures depend on the position, so text centred in its depth
    /// is poured again, lower down.
    fn pour_shaped(
        &mut self,
        opened: &[OpenSlot<'_>],
        threads: &[Thread],
        galley: &Galley,
        pitch: Len,
    ) -> Flowed {
        let ([OpenSlot { stand, .. }], [thread]) = (opened, threads) else {
            return self.pour_slots(opened, threads, galley, pitch);
        };
        if stand.slot.runaround.shape == RunaroundShape::Box {
            return self.pour_slots(opened, threads, galley, pitch);
        }
        let mut best = thread.clone();
        let mut flowed = self.pour_slots(opened, threads, galley, pitch);
        if galley
            .pars
            .iter()
            .any(|par| matches!(par.depth, Depth::Rows { .. }))
        {
            // Lines on rows of their own want these as wide as one another.
            for rows in even_rows(thread) {
                let tried = self.pour_slots(opened, std::slice::from_ref(&rows), galley, pitch);
                let fits = tried.over().is_none();
                if fits || flowed.over() > tried.over() {
                    (best, flowed) = (rows, tried);
                }
                if fits {
                    break;
                }
            }
        }
        if !stand.slot.kind.middle || flowed.over().is_some() {
            return flowed;
        }
        let spare = (best.room() - flowed.poured.used.min(best.room())) / best.legs.len().max(1);
        let lower = (1..=spare / 2).rev().find_map(|by| {
            let mut thread = best.clone();
            thread
                .legs
                .iter_mut()
                .for_each(|leg| drop(leg.slots.drain(..by.min(leg.slots.len()))));
            Some(self.pour_slots(opened, &[thread], galley, pitch))
                .filter(|lower| lower.over().is_none())
        });
        lower.unwrap_or(flowed)
    }

    /// Joins the slots, reserves space for jump lines, and pours the text. A story that ends before
    /// a jump does not jump.
    fn pour_slots(
        &mut self,
        opened: &[OpenSlot<'_>],
        threads: &[Thread],
        galley: &Galley,
        pitch: Len,
    ) -> Flowed {
        let page = |part: usize| opened[part].stand.page;
        let sheet = |part: usize| opened[part].stand.sheet;
        for last in 0..threads.len() {
            let mut jumps = Vec::new();
            let mut parts = threads[..=last].to_vec();
            for part in 1..=last {
                if sheet(part - 1) != sheet(part) {
                    let (before, after) = parts.split_at_mut(part);
                    jumps.extend(self.jump_line(opened, part - 1, part, &mut before[part - 1]));
                    jumps.extend(self.jump_line(opened, part, part - 1, &mut after[0]));
                }
            }
            let mut parts = parts.into_iter();
            let mut thread = parts.next().unwrap_or_default();
            for (nth, part) in parts.enumerate() {
                thread.append(part, sheet(nth) != sheet(nth + 1));
            }
            let poured = pour_level(galley, &thread, pitch);
            for jump in jumps.iter_mut().filter(|jump| jump.leads_on()) {
                let leg = jump.leg + thread.slot_legs(jump.part).start;
                if let Some(last) = poured.ends.get(&leg) {
                    jump.follow(&thread.legs[leg].slots, *last);
                }
            }
            if poured.overset.is_none() || last + 1 == threads.len() {
                // Slots never reached stand in the thread without legs.
                for (unused, empty) in opened.iter().enumerate().skip(last + 1) {
                    thread.append(Thread::default(), sheet(unused - 1) != sheet(unused));
                    let slot = empty.stand.slot;
                    let message = text!(
                        "makeup.ends-page-continuation-here",
                        "“{slot}” ends on page {page}: its continuation here stays empty",
                        slot = slot.id,
                        page = page(last)
                    );
                    self.sink
                        .report(
                            Diagnostic::new(Code::Underset, slot.span, message).help(text!(
                                "makeup.take-continuation-out-give",
                                "take the continuation out, or give the slots before it fewer rows"
                            )),
                        );
                }
                return Flowed {
                    thread,
                    jumps,
                    poured,
                };
            }
        }
        Flowed::default()
    }

    fn tell_fit(
        &mut self,
        page: Folio,
        slots: &[&StorySlot],
        thread: &Thread,
        starts: &[usize],
        poured: &Poured,
        galley: &Galley,
    ) -> StoryFit {
        let (first, last) = (slots[0], slots[slots.len() - 1]);
        let over = poured.overset.as_ref();
        let room = thread.room();
        let legs = starts[slots.len()].saturating_sub(starts[slots.len() - 1]);
        let fit = StoryFit {
            story: first.id.clone(),
            page,
            lines: poured.used + over.map_or(0, |over| over.lines),
            room,
            over_lines: over.map_or(0, |over| over.lines),
            over_chars: over.map_or(0, |over| over.chars),
            spare_lines: if over.is_some() {
                0
            } else {
                room.saturating_sub(poured.used)
            },
            chars: galley.chars(),
            span: first.span,
            legs,
            loose: 0,
            spent: Vec::new(),
        };
        if let Some(over) = over {
            let message = text!(
                "makeup.overset",
                "“{story}” is over by {lines} and {chars}: “{words}…” found no place",
                story = first.id,
                lines = lines(over.lines),
                chars = characters(over.chars),
                words = over.first
            );
            let help = text!(
                "makeup.cut-duikai-fit-tries",
                "cut {chars}; `duikai fit` tries what else would make it fit, and says by how many rows",
                chars = characters(over.chars)
            );
            self.sink
                .report(Diagnostic::new(Code::Overset, last.span, message).help(help));
        } else if fit.is_short() && !first.kind.middle {
            let message = text!(
                "makeup.underset",
                "“{story}” leaves {lines} of {room} lines empty",
                story = first.id,
                lines = fit.spare_lines,
                room = fit.room
            );
            self.sink.report(
                Diagnostic::new(Code::Underset, last.span, message).help(text!(
                    "makeup.add-copy-enlarge-picture",
                    "add copy, enlarge a picture or the headline, or take rows from the slot"
                )),
            );
        }
        fit
    }

    /// Reports lines that could not be set well; returns how many are loose or short.
    fn tell_lines(&mut self, slot: &StorySlot, galley: &Galley, poured: &Poured) -> usize {
        let set_once = || poured.lines.iter().filter(|line| !line.again);
        let loose = |line: &&PouredLine| is_loose(&galley.pars[line.par].par, &line.line);
        let loose = set_once().filter(loose).count();
        if loose > 0 {
            let message = text!(
                "makeup.could-only-set-gaps",
                "{lines} of “{slot}” could only be set with gaps wider than {width} em",
                lines = lines(loose),
                slot = slot.id,
                width = if self.edition.lang == Lang::En {
                    "½"
                } else {
                    "¼"
                }
            );
            self.sink.report(
                Diagnostic::new(Code::LooseLine, slot.span, message).help(text!(
                    "makeup.widen-measure-reword-beside",
                    "widen the measure, or reword beside the long number or word"
                )),
            );
        }
        let fallen = set_once()
            .filter(|line| line.line.forced && galley.pars[line.par].depth != Depth::Cell)
            .count();
        if fallen > 0 {
            let message = text!(
                "makeup.ends-where-none-because",
                "{lines} of “{slot}” ends where none may, because nothing else fits its measure",
                lines = lines(fallen),
                slot = slot.id
            );
            self.sink.report(
                Diagnostic::new(Code::ForcedBreak, slot.span, message).help(text!(
                    "makeup.widen-measure-reword-long",
                    "widen the measure, or reword the long word or number"
                )),
            );
        }
        // One that ends where none may as well has been told of.
        let short = |line: &&PouredLine| {
            line.line.short && !line.line.forced && galley.pars[line.par].depth != Depth::Cell
        };
        let short = set_once().filter(short).count();
        if short > 0 {
            let message = text!(
                "makeup.cannot-justified-nothing-opens",
                "{lines} of “{slot}” cannot be justified: nothing in it opens",
                lines = lines(short),
                slot = slot.id
            );
            self.sink.report(
                Diagnostic::new(Code::ShortLine, slot.span, message).help(text!(
                    "makeup.widen-measure-reword-long",
                    "widen the measure, or reword the long word or number"
                )),
            );
        }
        loose + short
    }
}

/// Returns what the paragraph of a line is.
fn tag_of(galley: &Galley, line: &PouredLine) -> TextTag {
    let par = &galley.pars[line.par];
    TextTag {
        role: match line.again {
            true => TextRole::RepeatedHead,
            false => par.role,
        },
        par: line.par,
        cell: par.cell,
    }
}

/// Returns how far the text moves down if it is centred in its depth.
fn drop_of(slot: &StorySlot, thread: &Thread, poured: &Poured, grid: &Grid) -> Len {
    let last = thread
        .legs
        .iter()
        .filter_map(|leg| leg.slots.last())
        .map(|slot| slot.baseline)
        .max();
    let used = poured.lines.iter().map(|line| line.baseline).max();
    match (last, used) {
        (Some(last), Some(used))
            if slot.kind.middle && slot.runaround.shape == RunaroundShape::Box =>
        {
            grid.pitch * ((last - used).div_floor(grid.pitch).max(0) / 2)
        }
        _ => Len::ZERO,
    }
}

/// Returns the rows of a shape that are at least so wide, cut to what they have in common: from the
/// few widest to all of them.
fn even_rows(thread: &Thread) -> Vec<Thread> {
    let mut measures: Vec<Len> = thread
        .legs
        .iter()
        .flat_map(|leg| &leg.slots)
        .map(|slot| slot.measure)
        .collect();
    measures.sort_by(|a, b| b.cmp(a));
    measures.dedup();
    let rows = |least: &Len| {
        let mut thread = thread.clone();
        for leg in &mut thread.legs {
            leg.slots.retain(|slot| slot.measure >= *least);
            let left = leg
                .slots
                .iter()
                .map(|slot| slot.x)
                .max()
                .unwrap_or(leg.frame.left);
            let right = leg
                .slots
                .iter()
                .map(|slot| slot.x + slot.measure)
                .min()
                .unwrap_or(leg.frame.right);
            leg.slots.retain(|_| right > left);
            leg.slots
                .iter_mut()
                .for_each(|slot| (slot.x, slot.measure) = (left, right - left));
        }
        thread
    };
    measures.iter().map(rows).collect()
}

/// The stretches of a column rule between `top` and `bottom` that no obstacle
/// covers: none that its centre line runs through, what keeps text away
/// counted in, and none that half its thickness reaches.
fn clear_stretches(
    (x, half): (Len, Len),
    top: Len,
    bottom: Len,
    opened: &OpenSlot<'_>,
    least: Len,
) -> Vec<(Len, Len)> {
    let mut stretches = vec![(top, bottom)];
    for (own, obstacle) in opened
        .obstacles
        .iter()
        .filter_map(|obstacle| Some((obstacle.outline.bounds()?, obstacle.bounds()?)))
    {
        let through = obstacle.left < x && x < obstacle.right;
        if through || own.left < x + half && x - half < own.right {
            stretches = stretches
                .into_iter()
                .flat_map(|(top, bottom)| {
                    [
                        (top, bottom.min(obstacle.top)),
                        (top.max(obstacle.bottom), bottom),
                    ]
                })
                .collect();
        }
    }
    stretches.retain(|(top, bottom)| *bottom - *top > least);
    stretches
}
