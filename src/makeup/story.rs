//! One story into its slot.

use super::Desk;
use super::head::SetHead;
use super::page::StoryFit;
use super::rule::{frame_items, straight};
use super::run::line_items;
use crate::diag::{Code, Diagnostic};
use crate::edition::{Grid, RulePlace, StorySlot};
use crate::flow::{Galley, Ground, Poured, PouredLine, Thread, legs, pour_level};
use crate::forme::{Dest, Group, Item, Mark, Origin, Role};
use crate::geom::{Len, PageSpace, Rect};
use crate::line::strain;
use crate::story::PartRole;
use crate::style::Align;

/// A stretch of text beside an obstacle is at least this many 字 wide.
const LEAST_MEASURE: i64 = 6;

impl Desk<'_> {
    /// Makes up a story with its head, text, pictures and insets.
    pub(super) fn story(&mut self, slot: &StorySlot, grid: &Grid, role: Role, fits: &mut Vec<StoryFit>) -> Item {
        let origin = Origin(slot.origin);
        let mut items = vec![Item::Mark(Mark::Dest { dest: Dest(slot.id.clone()), title: self.title(slot), at: slot.rect.origin() })];
        items.extend(frame_items(&slot.rect, &slot.kind.frame, origin));
        let inner = inner_area(slot, grid);
        let head_width = slot.head_rect.map_or(inner.width(), |rect| rect.width());
        let head = self.set_head(slot, head_width);
        let has_body = !self.edition.stories[slot.story].body.is_empty();
        let (head_area, text_area) = self.areas(slot, grid, &inner, &head, has_body);
        items.extend(self.place_head(slot, &head, &head_area));
        if has_body {
            let galley = self.galley(slot);
            self.text(slot, grid, &text_area, &galley, &mut items, fits);
        } else {
            self.lone_parts(slot);
        }
        for (nth, picture) in slot.pictures.iter().enumerate() {
            items.push(self.picture(picture, (nth == 0).then_some(slot)));
        }
        for inset in &slot.insets {
            let inset = self.story(inset, grid, Role::Sidebar, fits);
            items.push(inset);
        }
        if let Some((to, _)) = &slot.refer {
            items.push(Item::Mark(Mark::Link { rect: slot.rect, to: Dest(to.clone()) }));
        }
        Item::Group(Group { origin, role, name: slot.id.clone(), items })
    }

    fn title(&self, slot: &StorySlot) -> String {
        let lines: Vec<&str> = self.edition.stories[slot.story].part(PartRole::Headline).map(|part| part.text.text.as_str()).collect();
        if lines.is_empty() { slot.id.clone() } else { lines.join(" ") }
    }

    /// Parts that stand with a body and have none to stand with.
    fn lone_parts(&mut self, slot: &StorySlot) {
        let edition = self.edition;
        for role in [PartRole::Dateline, PartRole::Signature] {
            if let Some(part) = edition.stories[slot.story].part(role).next() {
                self.no_style(slot, role, Some(&part.text));
            }
        }
    }

    /// Where head and text stand: the head on whole rows at the top, or in
    /// the place it was given.
    fn areas(
        &mut self,
        slot: &StorySlot,
        grid: &Grid,
        inner: &Rect<PageSpace>,
        head: &SetHead,
        has_body: bool,
    ) -> (Rect<PageSpace>, Rect<PageSpace>) {
        if let Some(rect) = slot.head_rect {
            return (rect, *inner);
        }
        if !has_body {
            return (*inner, *inner);
        }
        let rows = slot.head_rows.unwrap_or_else(|| self.head_rows(head, grid.pitch));
        let foot = inner.top + grid.pitch * i64::from(rows);
        // The last row's gap belongs to the head, so that air stands on both sides.
        let head_area = Rect::new(inner.left, inner.top, inner.right, (foot - (grid.pitch - grid.size)).max(inner.top));
        (head_area, Rect::new(inner.left, foot, inner.right, inner.bottom))
    }

    fn text(
        &mut self,
        slot: &StorySlot,
        grid: &Grid,
        area: &Rect<PageSpace>,
        galley: &Galley,
        items: &mut Vec<Item>,
        fits: &mut Vec<StoryFit>,
    ) {
        let origin = Origin(slot.origin);
        let ground = Ground { top: grid.top, pitch: grid.pitch, size: grid.size, ascent: grid.ascent(), least: grid.size * LEAST_MEASURE };
        let columns = columns_of(slot, grid, area);
        let obstacles = obstacles_of(slot, grid);
        let thread = legs(&columns, &obstacles, &ground);
        let room = thread.room();
        if room == 0 {
            self.sink.tell(
                Diagnostic::new(Code::NoRoom, slot.span, format!("the slot of “{}” has no line left for text", slot.id))
                    .help("give it more rows, or its headline and pictures fewer"),
            );
            return;
        }
        let poured = pour_level(galley, &thread, grid.pitch);
        let over = poured.overset.as_ref();
        let fit = StoryFit {
            story: slot.id.clone(),
            lines: poured.used + over.map_or(0, |over| over.lines),
            room,
            over_lines: over.map_or(0, |over| over.lines),
            over_chars: over.map_or(0, |over| over.chars),
            spare_lines: if over.is_some() { 0 } else { room - poured.used },
            chars: galley.chars(),
            span: slot.span,
        };
        self.tell_fit(slot, &fit, &poured, thread.legs.len());
        self.tell_lines(slot, galley, &poured);
        let drop = self.drop_of(slot, &thread, &poured, grid);
        for (nth, leg) in thread.legs.iter().enumerate() {
            let mut set = Vec::new();
            for line in poured.lines.iter().filter(|line| line.leg == nth) {
                set.extend(line_items(&galley.pars[line.par].par, &line.line, line.x, line.baseline + drop, origin));
            }
            if !set.is_empty() {
                items.push(Item::Group(Group { origin, role: Role::Leg, name: format!("{}.{}", slot.id, nth + 1), items: set }));
            }
            if let (Some(rule), Some(next)) = (&slot.kind.column_rule, thread.legs.get(nth + 1)) {
                let x = (leg.frame.right + next.frame.left) / 2;
                for (top, bottom) in clear_stretches(x, area, &obstacles, &poured, grid) {
                    items.extend(straight(RulePlace::Down { x, top, bottom }, rule, origin));
                }
            }
        }
        if fit.over_lines > 0 {
            items.push(Item::Mark(Mark::Fault {
                rect: slot.rect,
                text: format!("{} 超 {} 行 {} 字", slot.id, fit.over_lines, fit.over_chars),
            }));
        }
        fits.push(fit);
    }

    fn tell_fit(&mut self, slot: &StorySlot, fit: &StoryFit, poured: &Poured, legs: usize) {
        if let Some(over) = &poured.overset {
            let (lines, chars) = (counted(over.lines, "line"), counted(over.chars, "character"));
            let message = format!(
                "“{}” is over by {lines} and {chars} ({} 行 {} 字): “{}…” found no place",
                slot.id, over.lines, over.chars, over.first
            );
            let rows = counted(over.lines.div_ceil(legs.max(1)), "row");
            let help = format!("cut {chars}, give the slot {rows} more, or make a picture smaller");
            self.sink.tell(Diagnostic::new(Code::Overset, slot.span, message).help(help));
        } else if fit.spare_lines > legs.max(2) && !slot.kind.middle {
            let message = format!("“{}” leaves {} of {} lines empty ({} 行)", slot.id, fit.spare_lines, fit.room, fit.spare_lines);
            self.sink.tell(
                Diagnostic::new(Code::Underset, slot.span, message)
                    .help("add copy, enlarge a picture or the headline, or take rows from the slot"),
            );
        }
    }

    /// Tells of lines that could not be set well.
    fn tell_lines(&mut self, slot: &StorySlot, galley: &Galley, poured: &Poured) {
        let loose = |line: &&PouredLine| {
            let par = &galley.pars[line.par].par;
            par.style.align == Align::Justify && strain(par, &line.line).opening > par.style.size / 4
        };
        let loose = poured.lines.iter().filter(loose).count();
        if loose > 0 {
            let message = format!("{} of “{}” could only be set with gaps wider than ¼ em", counted(loose, "line"), slot.id);
            self.sink.tell(
                Diagnostic::new(Code::LooseLine, slot.span, message).help("widen the measure, or reword beside the long number or word"),
            );
        }
        let fallen = poured.lines.iter().filter(|line| line.line.forced).count();
        if fallen > 0 {
            let message =
                format!("{} of “{}” ends where none may, because nothing else fits its measure", counted(fallen, "line"), slot.id);
            self.sink
                .tell(Diagnostic::new(Code::ForcedBreak, slot.span, message).help("widen the measure, or reword the long word or number"));
        }
    }

    /// How far the text moves down when it is centred in its depth.
    fn drop_of(&self, slot: &StorySlot, thread: &Thread, poured: &Poured, grid: &Grid) -> Len {
        let last = thread.legs.iter().filter_map(|leg| leg.slots.last()).map(|slot| slot.baseline).max();
        let used = poured.lines.iter().map(|line| line.baseline).max();
        match (last, used) {
            (Some(last), Some(used)) if slot.kind.middle => grid.pitch * ((last - used).div_floor(grid.pitch).max(0) / 2),
            _ => Len::ZERO,
        }
    }
}

impl StorySlot {
    /// Row to row in this slot, by its body style.
    pub(super) fn pitch(&self) -> Len {
        self.kind.blocks.values().next().map_or(Len::pt(12), |style| style.par.leading).max(Len::PT)
    }
}

/// A number with its noun.
fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// The slot less its padding. Top and foot stay on the grid's rows.
fn inner_area(slot: &StorySlot, grid: &Grid) -> Rect<PageSpace> {
    let padding = slot.kind.frame.padding;
    if padding <= Len::ZERO {
        return slot.rect;
    }
    let rows = padding.div_ceil(grid.pitch);
    let top = slot.rect.top + grid.pitch * rows;
    let bottom = (slot.rect.bottom - grid.pitch * rows).max(top);
    Rect::new(slot.rect.left + padding, top, slot.rect.right - padding, bottom)
}

fn columns_of(slot: &StorySlot, grid: &Grid, area: &Rect<PageSpace>) -> Vec<Rect<PageSpace>> {
    if slot.kind.frame.padding <= Len::ZERO && slot.base_columns {
        let count = i64::from(slot.columns);
        return (0..count)
            .map(|nth| Rect::at(area.left + (grid.column + grid.alley) * nth, area.top, grid.column, area.height()))
            .collect();
    }
    if slot.columns == 1 {
        // Whole 字, centred between the box rules.
        let size = grid.size;
        let measure = size * area.width().div_floor(size);
        let left = area.left + (area.width() - measure) / 2;
        return vec![Rect::at(left, area.top, measure, area.height())];
    }
    grid.broken_columns(area, slot.columns)
}

fn obstacles_of(slot: &StorySlot, grid: &Grid) -> Vec<Rect<PageSpace>> {
    let standoff = slot.kind.standoff;
    let rects = slot.pictures.iter().map(|picture| picture.rect).chain(slot.insets.iter().map(|inset| inset.rect));
    rects.chain(slot.head_rect).map(|rect| rect.grown_by(grid.alley, standoff)).collect()
}

/// The stretches of a column rule between head and foot that no obstacle covers.
fn clear_stretches(x: Len, area: &Rect<PageSpace>, obstacles: &[Rect<PageSpace>], poured: &Poured, grid: &Grid) -> Vec<(Len, Len)> {
    let foot = poured.lines.iter().map(|line| line.baseline).max().map_or(area.top, |last| last + grid.size - grid.ascent());
    let mut stretches = vec![(area.top, foot)];
    for obstacle in obstacles.iter().filter(|obstacle| obstacle.left < x && x < obstacle.right) {
        stretches = stretches
            .into_iter()
            .flat_map(|(top, bottom)| [(top, bottom.min(obstacle.top)), (top.max(obstacle.bottom), bottom)])
            .filter(|(top, bottom)| *bottom - *top > grid.pitch)
            .collect();
    }
    stretches
}
