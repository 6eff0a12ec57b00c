//! A story's text as a galley 小样.

use std::mem;

use super::compositor::Compositor;
use super::dress::dress;
use super::legs::slot_thread;
use super::open::OpenSlot;
use crate::diag::{Code, Diagnostic, Sink};
use crate::edition::{PartStyle, StorySlot};
use crate::flow::{Depth, Galley, GalleyPar, Table};
use crate::geom::{Em, Len};
use crate::line::{Measures, break_lines};
use crate::role::CellPlace;
use crate::say::text;
use crate::story::{Block, BlockKind, Cell, CellAlign, PartRole, RichText};
use crate::style::{Align, ParStyle};

/// Number of steps in which a paragraph is tightened to pull its last line in.
const TIGHTER: i64 = 4;

/// Number of sizes at which a big figure is tried.
const SMALLER: i64 = 12;

impl Compositor<'_> {
    /// Shapes the body: a note 按语 before it, the dateline run in before the first paragraph,
    /// bullets before items, signature and jump line after the last.
    pub(super) fn galley(&mut self, opened: &[OpenSlot<'_>]) -> Galley {
        let edition = self.edition;
        let mut galley = Galley::default();
        let Some(slot) = opened.first().map(|opened| opened.stand.slot) else {
            return galley;
        };
        let story = &edition.stories[&slot.story];
        let figures = story
            .body
            .iter()
            .any(|block| block.kind == BlockKind::Figure);
        let room = if figures { figure_room(opened) } else { None };
        self.standing(slot, PartRole::Note, &mut galley);
        let mut dateline = story.part(PartRole::Dateline).next().map(|part| &part.text);
        for (at, block) in story.body.iter().enumerate() {
            let cut = slot.cuts.get(&at).and_then(|chars| {
                Some(Block {
                    text: block.text.without(*chars)?,
                    ..block.clone()
                })
            });
            let block = cut.as_ref().unwrap_or(block);
            let Some(style) = slot.kind.blocks.get(&block.kind) else {
                // One cell speaks for its table.
                if block.cell.is_some_and(|cell| !cell.begins()) {
                    continue;
                }
                let message = text!(
                    "makeup.no-style-for-block",
                    "kind “{slot}” has no style for {block}, which this article has",
                    slot = slot.kind.name,
                    block = block.kind.name()
                );
                self.sink.report(
                    Diagnostic::new(Code::NoStyle, block.text.span(), message)
                        .label(slot.span, text!("makeup.its-slot", "its slot"))
                        .help(text!(
                            "makeup.give-kind-style-layout",
                            "give the kind a style for it in the layout"
                        )),
                );
                continue;
            };
            if let Some(cell) = block.cell {
                self.cell(slot, block, cell, style, &mut galley);
                continue;
            }
            let run_in = if block.kind == BlockKind::Paragraph {
                dateline.take()
            } else {
                None
            };
            let par = match room.filter(|_| block.kind == BlockKind::Figure) {
                Some(room) => self.figure(slot, block, style, room),
                None => self.tightened(slot, block, style, run_in),
            };
            galley.pars.push(par);
        }
        for role in [PartRole::Signature, PartRole::Jump] {
            // Of a story that goes on elsewhere they are the words of its jump line.
            if role == PartRole::Jump && (story.body.is_empty() || slot.next.is_some()) {
                continue;
            }
            self.standing(slot, role, &mut galley);
        }
        galley
    }

    /// Adds a part that is set in the text as paragraphs of its own.
    fn standing(&mut self, slot: &StorySlot, role: PartRole, galley: &mut Galley) {
        let edition = self.edition;
        for part in edition.stories[&slot.story].part(role) {
            match slot.kind.parts.get(&role) {
                Some(style) => {
                    let dressed = dress(
                        &part.text,
                        style.par.bold,
                        style.par.readings,
                        &edition.fonts,
                    );
                    let par = self.shape_copy(dressed, &along(style, slot), &part.text);
                    galley.pars.push(GalleyPar {
                        par,
                        depth: depth(style),
                        role: role.into(),
                        cell: None,
                    });
                }
                None => self.no_style(slot, role, Some(&part.text)),
            }
        }
    }

    /// Adds a cell of a table, and the table with its first: cells of the head in the bold face,
    /// all aligned as their column is.
    fn cell(
        &mut self,
        slot: &StorySlot,
        block: &Block,
        cell: Cell,
        style: &PartStyle,
        galley: &mut Galley,
    ) {
        let number = cell.align == CellAlign::Point
            && !cell.head
            && block.text.text.contains(|c: char| c.is_ascii_digit());
        let align = match cell.align {
            CellAlign::Start => Align::Start,
            CellAlign::Centre => Align::Centre,
            CellAlign::End => Align::End,
            CellAlign::Point if number => Align::Start,
            // What is no number stands in the middle of them.
            CellAlign::Point => Align::Centre,
        };
        let font = if cell.head {
            style.par.bold
        } else {
            style.par.font
        };
        let tracking = style.par.tracking.plus(slot.tightened.tracking);
        let par = ParStyle {
            font,
            align,
            tracking,
            indent: Em::ZERO,
            hang: Em::ZERO,
            end_indent: Em::ZERO,
            ..style.par.clone()
        };
        let mut set = self.block(
            slot,
            block,
            &PartStyle {
                par,
                ..style.clone()
            },
            None,
        );
        set.depth = Depth::Cell;
        if cell.begins() {
            let edge = if slot.kind.table_rule.is_some() {
                style.par.size / 2
            } else {
                Len::ZERO
            };
            galley.tables.push(Table {
                first: galley.pars.len(),
                rows: 0,
                points: Vec::new(),
                head: cell.head,
                repeats: cell.head && slot.kind.table_head_repeats,
                edge,
            });
        }
        set.cell = Some(CellPlace {
            table: galley.tables.len().saturating_sub(1),
            row: cell.row,
            column: cell.column,
            head: cell.head,
        });
        if let Some(table) = galley.tables.last_mut() {
            table.rows = cell.row + 1;
            if cell.row == 0 {
                table.points.push(cell.align == CellAlign::Point);
            }
        }
        galley.pars.push(set);
    }

    /// Shapes a block with the tracking its slot asks for; if its last line is to be pulled in,
    /// tightened by as little as does it.
    fn tightened(
        &mut self,
        slot: &StorySlot,
        block: &Block,
        style: &PartStyle,
        run_in: Option<&RichText>,
    ) -> GalleyPar {
        let tracked = |by: Em| {
            let tracking = style.par.tracking.plus(slot.tightened.tracking).plus(by);
            PartStyle {
                par: ParStyle {
                    tracking,
                    ..style.par.clone()
                },
                ..style.clone()
            }
        };
        let par = self.block(slot, block, &tracked(Em::ZERO), run_in);
        let Some(endings) = slot.tightened.endings.filter(|_| par.depth == Depth::Grid) else {
            return par;
        };
        let lines = |par: &GalleyPar| {
            break_lines(
                &par.par,
                Measures {
                    known: &[],
                    rest: endings.measure,
                },
            )
        };
        let before = lines(&par);
        let ending = before
            .last()
            .map_or(0, |last| par.par.count_chars(last.clusters.clone()));
        if before.len() < 2 || ending > endings.chars {
            return par;
        }
        let room = endings
            .max_tracking
            .plus(slot.tightened.tracking)
            .max(Em::ZERO);
        let tried = self.without_reporting(|desk| {
            (1..=TIGHTER).find_map(|step| {
                let tried = desk.block(slot, block, &tracked(room.scale(-step, TIGHTER)), run_in);
                (lines(&tried).len() < before.len()).then_some(tried)
            })
        });
        tried.unwrap_or(par)
    }

    /// Runs trial settings of text already set without reporting: what cannot be shaped has been
    /// reported.
    fn without_reporting<T>(&mut self, tries: impl FnOnce(&mut Self) -> T) -> T {
        let saved = mem::replace(&mut self.sink, Sink::new());
        let tried = tries(self);
        self.sink = saved;
        tried
    }

    /// Sets a big figure on one line: reduced as needed, down to the minimum of its style, or in
    /// full size if no size fits.
    fn figure(
        &mut self,
        slot: &StorySlot,
        block: &Block,
        style: &PartStyle,
        room: Len,
    ) -> GalleyPar {
        let full = style.par.size;
        let whole = self.tightened(slot, block, style, None);
        let one_line = |par: &GalleyPar| {
            break_lines(
                &par.par,
                Measures {
                    known: &[],
                    rest: room,
                },
            )
            .len()
                <= 1
        };
        if one_line(&whole) || style.min_size >= full {
            return whole;
        }
        let smaller = self.without_reporting(|desk| {
            (1..=SMALLER).find_map(|step| {
                let size = full - (full - style.min_size).scale(step, SMALLER);
                let par = ParStyle {
                    size,
                    leading: style.par.leading.min(size),
                    ..style.par.clone()
                };
                Some(desk.block(
                    slot,
                    block,
                    &PartStyle {
                        par,
                        ..style.clone()
                    },
                    None,
                ))
                .filter(one_line)
            })
        });
        smaller.unwrap_or(whole)
    }

    fn block(
        &mut self,
        slot: &StorySlot,
        block: &Block,
        style: &PartStyle,
        run_in: Option<&RichText>,
    ) -> GalleyPar {
        let mut dressed = dress(
            &block.text,
            style.par.bold,
            style.par.readings,
            &self.edition.fonts,
        );
        if block.kind == BlockKind::Item {
            dressed.lead_in(&slot.kind.bullet);
        }
        if let Some(dateline) = run_in {
            let font = slot
                .kind
                .parts
                .get(&PartRole::Dateline)
                .map_or(style.par.font, |style| style.par.font);
            dressed.lead_in_dateline(dateline, font);
        }
        dressed.keep_writers(&block.text);
        let par = self.shape_copy(dressed, &along(style, slot), &block.text);
        GalleyPar {
            par,
            depth: depth(style),
            role: block.kind.into(),
            cell: None,
        }
    }
}

/// Returns the measure of big figures: of the legs' longest lines the shortest.
fn figure_room(opened: &[OpenSlot<'_>]) -> Option<Len> {
    let legs = opened.iter().flat_map(|opened| slot_thread(opened).legs);
    legs.filter_map(|leg| leg.slots.iter().map(|line| line.measure).max())
        .min()
}

/// Returns a style in the writing direction of the slot's text.
fn along(style: &PartStyle, slot: &StorySlot) -> ParStyle {
    ParStyle {
        writing: slot.kind.writing(),
        ..style.par.clone()
    }
}

fn depth(style: &PartStyle) -> Depth {
    if style.rows == 0 {
        Depth::Grid
    } else {
        Depth::Rows {
            rows: style.rows,
            keep: style.keep,
        }
    }
}
