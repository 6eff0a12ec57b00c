//! Clashes: furniture 固定件 and rules 栏线 printed over stories, pictures, advertisements, one
//! another or the edge of the sheet.
//!
//! Ink is compared, not frames: a folio may be in the empty part of another's frame.

use crate::asset::Fonts;
use crate::diag::{Code, Diagnostic, Sink, Span};
use crate::edition::{Edition, FurnitureSlot, Page, RulePlace, StorySlot};
use crate::forme::{self, GlyphRun, Group, Item, Role, Rotation, Rule};
use crate::geom::{Len, PageSpace, Rect};

/// Reports furniture and rules of a page that are printed over something else. `items` are those of
/// the page, its furniture first.
pub(super) fn clashes(edition: &Edition, page: &Page, items: &[Item], sink: &mut Sink) {
    let (furniture, others) = items.split_at(page.furniture.len().min(items.len()));
    let others = leaves(others);
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
                let message = format!("furniture {} is printed over this {what}", piece.name());
                sink.report(
                    Diagnostic::new(Code::SlotsOverlap, span, message)
                        .label(piece.slot.span, "the furniture")
                        .help(
                            "move one of them, or give the furniture other `pages` in the layout",
                        ),
                );
            }
        }
        for other in pieces[..nth]
            .iter()
            .filter(|other| piece.crosses(other) || other.crosses(piece))
        {
            let message = format!(
                "furniture {} is printed over furniture {}",
                piece.name(),
                other.name()
            );
            sink.report(
                Diagnostic::new(Code::SlotsOverlap, piece.slot.span, message)
                    .label(other.slot.span, "the other")
                    .help("shorten what they say, give one a smaller style, or move one"),
            );
        }
    }
    struck(edition, page, &others, sink);
    covered_heads(edition, page, &others, sink);
}

/// Reports a headline that a picture or an inset of its own story is printed over.
fn covered_heads(edition: &Edition, page: &Page, leaves: &[Leaf], sink: &mut Sink) {
    let holds = |slot: &&StorySlot| !slot.pictures.is_empty() || !slot.insets.is_empty();
    for slot in page
        .stories
        .iter()
        .filter(|slot| slot.head_over.is_none() && slot.part == 0)
        .filter(holds)
    {
        let of_head = leaves
            .iter()
            .filter(|leaf| leaf.group.role == Role::Head && leaf.group.origin.0 == slot.origin);
        let runs = of_head.filter_map(|leaf| {
            if let Item::GlyphRun(run) = leaf.item {
                Some(run)
            } else {
                None
            }
        });
        let head: Vec<Rect<PageSpace>> =
            runs.filter_map(|run| inked(run, &edition.fonts)).collect();
        let pictures = slot
            .pictures
            .iter()
            .map(|picture| (picture.rect, picture.span, "a picture"));
        let insets = slot
            .insets
            .iter()
            .map(|inset| (inset.rect, inset.span, "an inset"));
        for (_, span, what) in pictures
            .chain(insets)
            .filter(|(rect, ..)| head.iter().any(|ink| ink.overlaps(rect)))
        {
            sink.report(
                Diagnostic::new(
                    Code::SlotsOverlap,
                    span,
                    format!("{what} covers the headline of “{}”", slot.id),
                )
                .label(slot.span, "the story")
                .help("move it down, or give the headline a place of its own with `head-at`"),
            );
        }
    }
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
        let message = format!("furniture {} is printed off the sheet", piece.name());
        sink.report(
            Diagnostic::new(Code::OutsideTypeArea, piece.slot.span, message)
                .help(format!("the sheet is {width:.1} × {height:.1} mm; `frame` is left, top, width, height on it")),
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
    let pictures = page
        .pictures
        .iter()
        .map(|slot| (slot.rect, slot.span, "picture", slot.origin));
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
                String::new()
            } else {
                format!(" of “{}”", group.name)
            };
            let mut diagnostic = Diagnostic::new(Code::SlotsOverlap, span, format!("the rule runs through {what}{name}"))
                .help("end it where the slot begins, or take it out; rules between the legs of a story are its kind's `column-rule`");
            if let Some(slot) = page
                .stories
                .iter()
                .find(|slot| slot.origin == group.origin.0)
            {
                diagnostic = diagnostic.label(slot.span, "the slot");
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
) -> Option<&'static str> {
    // Outlines are walked of those few glyphs only that may be met.
    let meets = |run: &GlyphRun, place: &Rect<PageSpace>| {
        glyphs(run, fonts, Some(place)).any(|glyph| glyph.overlaps(place))
    };
    leaves
        .chunk_by(|a, b| std::ptr::eq(a.group, b.group))
        .find_map(|leaves| {
            let role = leaves[0].group.role;
            let met = leaves.iter().find_map(|leaf| match leaf.item {
                Item::Picture(picture) if picture.frame.overlaps(line) => Some("a picture"),
                Item::Page(placed) if placed.frame.overlaps(line) => Some("an advertisement"),
                Item::GlyphRun(run) if meets(run, line) => Some(if role == Role::Head {
                    "the headline"
                } else {
                    "the text"
                }),
                _ => None,
            });
            let near = |side| {
                leaves
                    .iter()
                    .any(|leaf| matches!(leaf.item, Item::GlyphRun(run) if meets(run, side)))
            };
            met.or_else(|| (role == Role::Leg && beside.iter().all(near)).then_some("the text"))
        })
}

/// Returns the bounds of the ink of a run; `None` if it prints nothing.
fn inked(run: &GlyphRun, fonts: &Fonts) -> Option<Rect<PageSpace>> {
    glyphs(run, fonts, None).reduce(|all, one| all.union(&one))
}

/// Returns the ink bounds of every glyph of a run that prints any, or only of those whose pen is
/// near a place.
fn glyphs<'a>(
    run: &'a GlyphRun,
    fonts: &'a Fonts,
    near: Option<&'a Rect<PageSpace>>,
) -> impl Iterator<Item = Rect<PageSpace>> {
    let face = fonts.face(run.font);
    // Ink keeps within half an em of a glyph's advance, and of an em over and under its line.
    let (half, whole) = (run.size / 2, run.size);
    let pens = run
        .glyphs
        .first()
        .zip(run.glyphs.last())
        .map(|(first, last)| (run.pen(first), run.pen(last)));
    // No glyph is wider than three em.
    let far = pens.zip(near).is_some_and(|((first, last), near)| {
        let all = Rect::new(
            first.x.min(last.x),
            first.y.min(last.y),
            first.x.max(last.x),
            first.y.max(last.y),
        );
        !all.grown(whole * 3).overlaps(near)
    });
    run.glyphs
        .iter()
        .filter(move |_| !far)
        .filter_map(move |glyph| {
            let at = run.pen(glyph);
            let may_meet = |near: &Rect<PageSpace>| {
                let end = run
                    .condense
                    .at(face.to_len(i32::from(face.advance(glyph.id)), run.size))
                    + half;
                near.overlaps(&match run.turn {
                    Rotation::Upright => {
                        Rect::new(at.x - half, at.y - whole - half, at.x + end, at.y + whole)
                    }
                    Rotation::Clockwise => {
                        Rect::new(at.x - whole, at.y - half, at.x + whole + half, at.y + end)
                    }
                })
            };
            if near.is_some_and(|near| !may_meet(near)) {
                return None;
            }
            let [left, foot, right, head] = face
                .ink_box(glyph.id)?
                .map(|units| face.to_len(i32::from(units), run.size));
            let [left, right] = [left, right].map(|x| run.condense.at(x));
            Some(match run.turn {
                Rotation::Upright => Rect::new(at.x + left, at.y - head, at.x + right, at.y - foot),
                Rotation::Clockwise => {
                    Rect::new(at.x + foot, at.y + left, at.x + head, at.y + right)
                }
            })
        })
}

fn line_of(rule: &Rule) -> Rect<PageSpace> {
    let (a, b) = (rule.from, rule.to);
    Rect::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y))
}
