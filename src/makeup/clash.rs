//! Clashes: furniture 固定件 and rules 栏线 printed over stories, pictures, advertisements, one
//! another or the edge of the sheet.
//!
//! Ink is compared, not frames: a folio may be in the empty part of another's frame.

use super::covered::covered_heads;
use super::inked::{glyphs, inked, line_of};
use crate::asset::Fonts;
use crate::diag::{Code, Diagnostic, Sink, Span};
use crate::edition::{Edition, FurnitureSlot, Page, RulePlace};
use crate::forme::{self, GlyphRun, Group, Item, Role};
use crate::geom::{Len, PageSpace, Rect};
use crate::say::{Text, text};

/// Reports furniture and rules of a page that are printed over something else. `items` are those of
/// the page, its furniture first.
pub(super) fn clashes(edition: &Edition, page: &Page, items: &[Item], sink: &mut Sink) {
    let (furniture, rest) = items.split_at(page.furniture.len().min(items.len()));
    let others = leaves(rest);
    let pieces: Vec<Piece> = page
        .furniture
        .iter()
        .zip(furniture)
        .map(|(slot, item)| Piece::of(slot, page, item, &edition.fonts))
        .collect();
    for (nth, piece) in pieces.iter().enumerate() {
        off_the_sheet(piece, page, sink);
        for (rect, span, what, origin) in slots(page) {
            let meets = match what {
                // Type may stand on a picture, but not over its edge.
                "picture" => piece.crosses_edge(&rect),
                "slot" => {
                    piece.covers(&rect)
                        && printed(&others, origin, page, &edition.fonts)
                            .iter()
                            .any(|ink| piece.covers(ink))
                }
                _ => piece.covers(&rect),
            };
            if meets {
                let message = text!(
                    "makeup.furniture-printed-over",
                    "furniture {piece} is printed over this {what}",
                    piece = piece.name(),
                    what
                );
                sink.report(
                    Diagnostic::new(Code::SlotsOverlap, span, message)
                        .label(piece.slot.span, text!("makeup.furniture", "the furniture"))
                        .help(text!(
                            "makeup.move-them-give-furniture",
                            "move one of them, or give the furniture other `pages` in the layout"
                        )),
                );
            }
        }
        for other in pieces[..nth]
            .iter()
            .filter(|other| piece.crosses(other) || other.crosses(piece))
        {
            let message = text!(
                "makeup.furniture-printed-over-furniture",
                "furniture {piece} is printed over furniture {other}",
                piece = piece.name(),
                other = other.name()
            );
            sink.report(
                Diagnostic::new(Code::SlotsOverlap, piece.slot.span, message)
                    .label(other.slot.span, text!("makeup.another-piece", "the other"))
                    .help(text!(
                        "makeup.shorten-they-say-give",
                        "shorten what they say, give one a smaller style, or move one"
                    )),
            );
        }
    }
    struck(edition, page, &others, sink);
    covered_heads(edition, page, rest, sink);
}

/// A printed item, the group it is in and the outermost one around that.
struct Leaf<'a> {
    whole: &'a Group,
    group: &'a Group,
    item: &'a Item,
}

/// Returns every item that groups print, in their order.
fn leaves(items: &[Item]) -> Vec<Leaf<'_>> {
    forme::leaves(items)
        .filter_map(|leaf| {
            Some(Leaf {
                whole: leaf.outermost?,
                group: leaf.group?,
                item: leaf.item,
            })
        })
        .collect()
}

/// Returns the areas that a story prints: its lines, grown by half a row on all sides, and its
/// pictures and tints.
fn printed(leaves: &[Leaf], origin: u32, page: &Page, fonts: &Fonts) -> Vec<Rect<PageSpace>> {
    let beside = page.grid.pitch / 2;
    let ink = |leaf: &Leaf| match leaf.item {
        Item::GlyphRun(run) => inked(run, fonts).map(|ink| ink.grown_by(beside, beside)),
        Item::Picture(picture) => Some(picture.frame),
        Item::Page(placed) => Some(placed.frame),
        Item::Fill(fill) => Some(fill.rect),
        _ => None,
    };
    leaves
        .iter()
        .filter(|leaf| leaf.whole.origin.0 == origin)
        .filter_map(ink)
        .collect()
}

/// Minimum distance between the type of two pieces on one line.
const CLEAR: Len = Len::pt(3);

/// The printed areas of one piece of furniture.
struct Piece<'a> {
    slot: &'a FurnitureSlot,
    /// Type, run by run.
    type_: Vec<Rect<PageSpace>>,
    /// Rules.
    rules: Vec<Rect<PageSpace>>,
    /// Tints, pictures and drawings: they may be wholly under something.
    grounds: Vec<Rect<PageSpace>>,
    /// True if all its tints and pictures are off the sheet.
    gone: bool,
}

impl<'a> Piece<'a> {
    fn of(slot: &'a FurnitureSlot, page: &Page, item: &Item, fonts: &Fonts) -> Piece<'a> {
        let mut piece = Piece {
            slot,
            type_: Vec::new(),
            rules: Vec::new(),
            grounds: Vec::new(),
            gone: false,
        };
        leaves(std::slice::from_ref(item))
            .iter()
            .for_each(|leaf| piece.take(leaf.item, fonts));
        // What bleeds off the sheet is cut away there.
        let sheet =
            Rect::at(Len::ZERO, Len::ZERO, page.trim.width, page.trim.height).grown(page.bleed);
        let had = !piece.grounds.is_empty();
        piece.grounds.retain(|ground| ground.overlaps(&sheet));
        piece.gone = had && piece.grounds.is_empty();
        piece
    }

    fn take(&mut self, item: &Item, fonts: &Fonts) {
        match item {
            Item::GlyphRun(run) => self.type_.extend(inked(run, fonts)),
            Item::Rule(rule) => self.rules.push(line_of(rule)),
            Item::Picture(picture) => self.grounds.push(picture.frame),
            Item::Page(placed) => self.grounds.push(placed.frame),
            Item::Fill(fill) => self.grounds.push(fill.rect),
            Item::Path(path) => self.grounds.extend(path.bounds()),
            Item::Group(_) | Item::Mark(_) => {}
        }
    }

    /// Returns its name for messages, with the first words of its text.
    fn name(&self) -> String {
        let words: String = self
            .slot
            .rows
            .iter()
            .map(|row| row.text.as_str())
            .find(|text| !text.trim().is_empty())
            .unwrap_or("")
            .into();
        let short: String = words.chars().take(12).collect();
        let more = if words.chars().count() > 12 {
            "…"
        } else {
            ""
        };
        if short.is_empty() {
            format!("“{}”", self.slot.name)
        } else {
            format!("“{}” ({short}{more})", self.slot.name)
        }
    }

    /// Returns whether it prints over a slot. A tint or picture may be under the whole of it.
    fn covers(&self, slot: &Rect<PageSpace>) -> bool {
        self.type_
            .iter()
            .chain(&self.rules)
            .any(|ink| ink.overlaps(slot))
            || self
                .grounds
                .iter()
                .any(|ground| ground.overlaps(slot) && !ground.contains(slot))
    }

    /// Returns whether it crosses the edge of a picture.
    fn crosses_edge(&self, picture: &Rect<PageSpace>) -> bool {
        let all = self.type_.iter().chain(&self.rules).chain(&self.grounds);
        all.into_iter()
            .any(|ink| ink.overlaps(picture) && !picture.contains(ink) && !ink.contains(picture))
    }

    /// Returns whether its type meets another's type or rules, or the edge of a tint or picture, or
    /// is so close to another's type that the two read as one.
    fn crosses(&self, other: &Piece) -> bool {
        let cut = |ground: &Rect<PageSpace>, line: &Rect<PageSpace>| {
            ground.overlaps(line) && !ground.contains(line)
        };
        self.type_.iter().any(|line| {
            let near = line.grown_by(CLEAR, Len::ZERO);
            other.type_.iter().any(|ink| ink.overlaps(&near))
                || other.rules.iter().any(|ink| ink.overlaps(line))
                || other.grounds.iter().any(|ground| cut(ground, line))
        })
    }
}

fn off_the_sheet(piece: &Piece, page: &Page, sink: &mut Sink) {
    let sheet = Rect::at(Len::ZERO, Len::ZERO, page.trim.width, page.trim.height);
    let lost = piece.gone || piece.type_.iter().any(|line| !sheet.contains(line));
    if lost {
        let (width, height) = (page.trim.width.to_mm(), page.trim.height.to_mm());
        let message = text!(
            "makeup.furniture-printed-off-sheet",
            "furniture {piece} is printed off the sheet",
            piece = piece.name()
        );
        sink.report(
            Diagnostic::new(Code::OutsideTypeArea, piece.slot.span, message)
                .help(text!("makeup.sheet-mm-frame-left", "the sheet is {width:.1} × {height:.1} mm; `frame` is left, top, width, height on it", width, height)),
        );
    }
}

/// Returns the occupied areas of a page.
fn slots(page: &Page) -> Vec<(Rect<PageSpace>, Span, &'static str, u32)> {
    let stories = page.stories.iter().flat_map(|slot| {
        slot.areas
            .iter()
            .map(|area| (*area, slot.span, "slot", slot.origin))
    });
    let pictures = page.pictures.iter().map(|slot| {
        let shown = slot.bled(&slot.rect);
        // Nobody sees what stands under one that bleeds.
        let what = if shown == slot.rect {
            "picture"
        } else {
            "bleeding picture"
        };
        (shown, slot.span, what, slot.origin)
    });
    let ads = page
        .ads
        .iter()
        .map(|slot| (slot.rect, slot.span, "advertisement", slot.origin));
    stories.chain(pictures).chain(ads).collect()
}

/// Reports rules that run through type or pictures of a story.
fn struck(edition: &Edition, page: &Page, leaves: &[Leaf], sink: &mut Sink) {
    for rule in &page.rules {
        let half = (rule.style.weight / 2).max(Len::from_units(1));
        let (line, beside) = match rule.place {
            RulePlace::Down { x, top, bottom } => {
                let line = |left, right| Rect::new(left, top, right, bottom);
                (
                    line(x - half, x + half),
                    [line(x - page.grid.pitch, x), line(x, x + page.grid.pitch)],
                )
            }
            RulePlace::Across { y, left, right } => {
                let line = |top, bottom| Rect::new(left, top, right, bottom);
                (
                    line(y - half, y + half),
                    [line(y - page.grid.pitch, y), line(y, y + page.grid.pitch)],
                )
            }
        };
        let Some(span) = page.span(rule.origin) else {
            continue;
        };
        for leaves in leaves.chunk_by(|a, b| std::ptr::eq(a.whole, b.whole)) {
            let Some(what) = hit(leaves, &line, &beside, &edition.fonts) else {
                continue;
            };
            let group = leaves[0].whole;
            let name = if group.name.is_empty() {
                Text::default()
            } else {
                text!("makeup.of-group", " of “{group}”", group = group.name)
            };
            let mut diagnostic = Diagnostic::new(Code::SlotsOverlap, span, text!("makeup.rule-runs-through", "the rule runs through {what}{name}", what, name))
                .help(text!("makeup.end-where-slot-begins", "end it where the slot begins, or take it out; rules between the legs of a story are its kind's `column-rule`"));
            if let Some(slot) = page
                .stories
                .iter()
                .find(|slot| slot.origin == group.origin.0)
            {
                diagnostic = diagnostic.label(slot.span, text!("makeup.slot-noun", "the slot"));
            }
            sink.report(diagnostic);
        }
    }
}

/// Returns what a line runs through: type or a picture, or the space between two lines of one leg
/// with type close on each side.
fn hit(
    leaves: &[Leaf],
    line: &Rect<PageSpace>,
    beside: &[Rect<PageSpace>; 2],
    fonts: &Fonts,
) -> Option<Text> {
    // Outlines are walked of those few glyphs only that may be met.
    let meets = |run: &GlyphRun, place: &Rect<PageSpace>| {
        glyphs(run, fonts, Some(place)).any(|glyph| glyph.overlaps(place))
    };
    leaves
        .chunk_by(|a, b| std::ptr::eq(a.group, b.group))
        .find_map(|leaves| {
            let role = leaves[0].group.role;
            let met = leaves.iter().find_map(|leaf| match leaf.item {
                Item::Picture(picture) if picture.frame.overlaps(line) => {
                    Some(text!("makeup.a-picture", "a picture"))
                }
                Item::Page(placed) if placed.frame.overlaps(line) => {
                    Some(text!("makeup.advertisement-noun", "an advertisement"))
                }
                Item::GlyphRun(run) if meets(run, line) => Some(if role == Role::Head {
                    text!("makeup.headline-noun", "the headline")
                } else {
                    text!("makeup.text-noun", "the text")
                }),
                _ => None,
            });
            let near = |side| {
                leaves
                    .iter()
                    .any(|leaf| matches!(leaf.item, Item::GlyphRun(run) if meets(run, side)))
            };
            met.or_else(|| {
                (role == Role::Leg && beside.iter().all(near))
                    .then_some(text!("makeup.text-noun", "the text"))
            })
        })
}
