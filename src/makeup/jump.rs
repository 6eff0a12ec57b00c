//! Jump lines 转版: 下转 at the end of a slot, 上接 at the beginning of the
//! slot on another page that the story goes on in.

use super::compositor::Compositor;
use super::open::OpenSlot;
use super::run::text_line;
use crate::diag::{Code, Diagnostic};
use crate::edition::{Grid, page_named};
use crate::flow::{LineSlot, Thread};
use crate::forme::{Group, Item, Mark, Origin, Role};
use crate::geom::{Axes, LegSpace, Len, Rect};
use crate::line::{Line, Measures, break_lines};
use crate::role::{TextRole, TextTag};
use crate::say::text;
use crate::story::PartRole;
use crate::style::Align;
use crate::text::{RichLine, ShapedPar};

/// A jump line and the line slots kept for it.
pub(super) struct JumpLine {
    /// Index of the story's slot that it is in.
    pub part: usize,
    /// Which leg of that slot.
    pub leg: usize,
    /// Index of the slot at the other end.
    pub to: usize,
    words: Words,
    /// All that it took of its leg, what stays blank beside it counted in.
    taken: Vec<LineSlot>,
}

/// Words set in lines, each with its place.
struct Words {
    par: ShapedPar,
    lines: Vec<Line>,
    places: Vec<LineSlot>,
}

impl Compositor<'_> {
    /// Sets the jump line from one slot to another on another page, in line slots taken from the
    /// end of the one or the start of the other.
    pub(super) fn jump_line(
        &mut self,
        opened: &[OpenSlot<'_>],
        part: usize,
        to: usize,
        thread: &mut Thread,
    ) -> Option<JumpLine> {
        let slot = opened[part].stand.slot;
        let par = self.jump_par(opened, part, to)?;
        let forward = to > part;
        let mut legs = thread.legs.iter_mut().enumerate();
        let holds = |(_, leg): &(usize, &mut crate::flow::Leg)| !leg.slots.is_empty();
        let leg = if forward {
            legs.rev().find(holds)
        } else {
            legs.find(holds)
        };
        let kept = leg.and_then(|(nth, leg)| {
            let (lines, places) = if forward {
                last_rows(&par, &leg.slots)
            } else {
                first_rows(&par, &leg.slots)
            }?;
            let at =
                |place: Option<&LineSlot>| leg.slots.iter().position(|slot| Some(slot) == place);
            // Text ends before its first line, or begins after its last.
            let taken = if forward {
                leg.slots.split_off(at(places.first())?)
            } else {
                leg.slots.drain(..=at(places.last())?).collect()
            };
            Some((nth, lines, places, taken))
        });
        // Where nothing is left for text the slot holds nothing but the way on.
        let Some((leg, lines, places, taken)) = kept.filter(|_| thread.room() > 0) else {
            let message = text!(
                "makeup.slot-page-line-left",
                "the slot of “{slot}” on page {page} has no line left for text beside “{par}”",
                slot = slot.id,
                page = opened[part].stand.page,
                par = par.text
            );
            self.sink.report(
                Diagnostic::new(Code::NoRoom, slot.span, message).help(text!(
                    "makeup.give-more-rows-headline",
                    "give it more rows, or its headline and pictures fewer"
                )),
            );
            return None;
        };
        Some(JumpLine {
            part,
            leg,
            to,
            words: Words { par, lines, places },
            taken,
        })
    }

    /// What a jump line says, shaped; tells of a copy that names another page.
    fn jump_par(&mut self, opened: &[OpenSlot<'_>], part: usize, to: usize) -> Option<ShapedPar> {
        let slot = opened[part].stand.slot;
        let forward = to > part;
        let role = if forward {
            PartRole::Jump
        } else {
            PartRole::Continued
        };
        let page = opened[to].stand.page;
        let edition = self.edition;
        let own = edition.stories[&slot.story].part(role).next();
        if let Some((part, named)) = own
            .and_then(|part| Some((part, page_named(&part.text.text)?)))
            .filter(|(_, named)| *named != page)
        {
            let message = text!(
                "makeup.copy-names-page-page",
                "the copy names page {named}, and “{slot}” {goes} page {page}",
                named,
                slot = slot.id,
                goes = if forward {
                    text!("makeup.jump-goes", "goes on on")
                } else {
                    text!("makeup.jump-comes", "comes from")
                },
                page
            );
            self.sink.report(
                Diagnostic::new(Code::ReferPage, part.text.span(), message).help(text!(
                    "makeup.correct-copy-leave-words",
                    "correct the copy, or leave the words out: they are made from the pages"
                )),
            );
        }
        let words = own.map_or_else(
            || self.jump_words(opened[part].stand.slot, &opened[to].stand, forward),
            |part| part.text.text.clone(),
        );
        let mut style = match (
            slot.kind.parts.get(&role),
            slot.kind.parts.get(&PartRole::Jump),
        ) {
            (Some(style), _) => style.par.clone(),
            (None, Some(style)) => style.par.clone(),
            (None, None) => {
                self.no_style(slot, role, own.map(|part| &part.text));
                return None;
            }
        };
        if !forward && !slot.kind.parts.contains_key(&role) {
            style.align = Align::Start;
        }
        style.writing = slot.kind.writing();
        let par = self.shaper.shape(RichLine::plain(&words), &style);
        for missing in &par.missing {
            let span = own.map_or(slot.span, |part| part.text.span_at(missing.at));
            self.sink
                .report(Diagnostic::missing_glyph(span, missing.character));
        }
        Some(par)
    }
}

impl JumpLine {
    /// Whether it leads on, and not back.
    pub(super) fn leads_on(&self) -> bool {
        self.to > self.part
    }

    /// Its lines as they are printed.
    pub(super) fn item(&self, origin: Origin, axes: &Axes) -> Item {
        let Words { par, lines, places } = &self.words;
        let line = |(line, place): (&Line, &LineSlot)| {
            text_line(par, line, place.x, place.baseline, axes, origin)
        };
        let role = match self.leads_on() {
            true => TextRole::Jump,
            false => TextRole::Continued,
        };
        let tag = Item::Mark(Mark::Text(Some(TextTag::plain(role, self.part))));
        let lines = lines.iter().zip(places).flat_map(line);
        let items = std::iter::once(tag).chain(lines).collect();
        Item::Group(Group {
            origin,
            role: Role::Jump,
            name: String::new(),
            items,
        })
    }

    /// Moves it up to the text of its leg, which ends with the slot `last`,
    /// where rows between the two stay empty. `slots` are those of the leg
    /// that text might have filled.
    pub(super) fn follow(&mut self, slots: &[LineSlot], last: LineSlot) {
        let after = |slot: &&LineSlot| (slot.baseline, slot.x) > (last.baseline, last.x);
        let free: Vec<LineSlot> = slots
            .iter()
            .chain(&self.taken)
            .filter(after)
            .copied()
            .collect();
        let rows = rows(&free);
        let count = self.words.lines.len();
        let stands = |from: usize| {
            let rows = rows.get(from..from + count)?;
            set_in(&self.words.par, rows, true)
        };
        if let Some((lines, places)) = (0..rows.len()).find_map(stands) {
            (self.words.lines, self.words.places) = (lines, places);
        }
    }

    /// Returns its area.
    pub(super) fn area(&self, grid: &Grid) -> Option<Rect<LegSpace>> {
        let em_box = |place: &LineSlot| {
            Rect::at(
                place.x,
                place.baseline - grid.ascent(),
                place.measure,
                grid.size,
            )
        };
        self.words
            .places
            .iter()
            .map(em_box)
            .reduce(|a, b| a.union(&b))
    }
}

/// Lines with their places, one to one.
type Placed = (Vec<Line>, Vec<LineSlot>);

/// The slots of a leg row by row: beside a picture with text on both sides
/// several stand on one baseline.
fn rows(slots: &[LineSlot]) -> Vec<&[LineSlot]> {
    slots.chunk_by(|a, b| a.baseline == b.baseline).collect()
}

/// The fewest rows at the foot of a leg that hold the words.
fn last_rows(par: &ShapedPar, slots: &[LineSlot]) -> Option<Placed> {
    let rows = rows(slots);
    (1..=rows.len()).find_map(|count| set_in(par, &rows[rows.len() - count..], true))
}

/// The fewest rows at the head of a leg that hold the words.
fn first_rows(par: &ShapedPar, slots: &[LineSlot]) -> Option<Placed> {
    let rows = rows(slots);
    (1..=rows.len()).find_map(|count| set_in(par, &rows[..count], false))
}

/// Words in the rows they are given: whole on the one next to the text where
/// that is wide enough, else a line on each. Words at the end of text stand at
/// the end of a row rather than at its beginning.
fn set_in(par: &ShapedPar, rows: &[&[LineSlot]], at_end: bool) -> Option<Placed> {
    let set = |places: &[LineSlot]| {
        let measures: Vec<Len> = places.iter().map(|place| place.measure).collect();
        let beyond = measures.last().copied()?;
        let lines = break_lines(
            par,
            Measures {
                known: &measures,
                rest: beyond,
            },
        );
        (lines.len() <= places.len()).then_some(lines)
    };
    let near = if at_end { rows.first() } else { rows.last() }?;
    let mut order: Vec<LineSlot> = near.to_vec();
    if at_end {
        order.reverse();
    }
    for place in order {
        if let Some(lines) = set(&[place]) {
            return Some((lines, vec![place]));
        }
    }
    let widest = |row: &&[LineSlot]| {
        let wider = |a: &LineSlot, b: &LineSlot| {
            // Of equal ones `max_by` takes the last, `min_by` the first.
            a.measure.cmp(&b.measure)
        };
        if at_end {
            row.iter().max_by(|a, b| wider(a, b)).copied()
        } else {
            row.iter().min_by(|a, b| wider(b, a)).copied()
        }
    };
    let places: Vec<LineSlot> = rows.iter().filter_map(widest).collect();
    let lines = set(&places)?;
    let places = places[..lines.len()].to_vec();
    Some((lines, places))
}
