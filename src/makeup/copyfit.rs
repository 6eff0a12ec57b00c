//! Copyfit by itself, within what the layout allows 自动凑版.

use std::fmt;
use std::mem;

use super::Desk;
use super::legs::columns_in;
use super::page::StoryFit;
use super::story::Stand;
use crate::diag::{Code, Diagnostic, Sink};
use crate::edition::{Endings, StorySlot};
use crate::geom::{Axes, Em, Len, PageSpace, Rect};

/// What was spent on a story to make it fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// Last lines of so few characters pulled in.
    Endings(usize),
    /// This much more, or less, after every character 字距.
    Tracking(Em),
    /// So many rows more or fewer for the headline 题高.
    Head(i64),
    /// So many rows more or fewer for the picture of this number in its slot 图高.
    Picture(usize, i64),
    /// This optional part left out.
    Dropped(String),
}

/// One means and the lines it won, or filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// What was done.
    pub means: Means,
    /// Lines 行 that the story is less over, or less short.
    pub lines: usize,
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = |rows: i64| if rows > 0 { format!("{rows} 行 more") } else { format!("{} 行 fewer", -rows) };
        match &self.means {
            Means::Endings(chars) => write!(f, "last lines of {chars} 字 or fewer pulled in")?,
            Means::Tracking(tracking) => write!(f, "tracking {:+.3} 字", tracking.to_f64())?,
            Means::Head(by) => write!(f, "headline {}", rows(*by))?,
            Means::Picture(nth, by) => write!(f, "picture {} {}", nth + 1, rows(*by))?,
            Means::Dropped(what) => write!(f, "{what} left out")?,
        }
        write!(f, " ({} 行)", self.lines)
    }
}

/// A story's slots as they are tried, and what they have cost so far.
struct Try {
    slots: Vec<StorySlot>,
    spent: Vec<Spent>,
    /// Lines over, or line places empty.
    amiss: usize,
}

/// How many steps the tracking takes to its limit.
const STEPS: i64 = 4;
/// No picture becomes less deep than this many rows.
const LEAST_ROWS: i64 = 4;

impl Desk<'_> {
    /// The slots of a story changed so that it fits, and what that cost: the
    /// least visible means first, each as far as it helps; a story that is short
    /// is opened last. `None` when the
    /// story fits, when the layout allows nothing, or when all that it allows
    /// is not enough; then nothing is spent.
    pub(super) fn copyfit(&mut self, stands: &[Stand<'_>]) -> Option<(Vec<StorySlot>, Vec<Spent>)> {
        let limits = self.edition.copyfit;
        if limits.allows_nothing() {
            return None;
        }
        let slots: Vec<StorySlot> = stands.iter().map(|stand| stand.slot.clone()).collect();
        let now = self.trial(stands, &slots)?;
        if now.over_lines == 0 && (!now.is_short() || stands.first()?.slot.kind.middle) {
            return None;
        }
        let over = now.over_lines > 0;
        let mut best = Try { slots, spent: Vec::new(), amiss: if over { now.over_lines } else { now.spare_lines } };
        let enough = |best: &mut Try, desk: &mut Self, slots: Vec<StorySlot>, means: Means| -> bool {
            let Some(then) = desk.trial(stands, &slots) else { return false };
            let amiss = if over { then.over_lines } else { then.spare_lines };
            // Nothing is won at the price of lines that gape.
            if amiss >= best.amiss || then.loose > now.loose || (!over && then.over_lines > 0) {
                return false;
            }
            let lines = best.amiss - amiss;
            best.amiss = amiss;
            best.slots = slots;
            // A further step of one means replaces the one before.
            match best.spent.last_mut().filter(|last| same_means(&last.means, &means)) {
                Some(last) => *last = Spent { means, lines: last.lines + lines },
                None => best.spent.push(Spent { means, lines }),
            }
            if over { then.over_lines == 0 } else { !then.is_short() }
        };
        let done = 'tried: {
            if over && limits.endings > 0 {
                let mut slots = best.slots.clone();
                for (slot, stand) in slots.iter_mut().zip(stands) {
                    slot.tightened.endings =
                        measure_of(slot, stand).map(|measure| Endings { chars: limits.endings, most: limits.tracking, measure });
                }
                if enough(&mut best, self, slots, Means::Endings(limits.endings)) {
                    break 'tried true;
                }
            }
            if over && self.tracked(&mut best, limits.tracking.scale(-1, 1), &enough) {
                break 'tried true;
            }
            let sign = if over { -1 } else { 1 };
            if let Some(rows) = self.rows_of_head(stands.first()?) {
                for by in 1..=i64::from(limits.head) {
                    let Some(rows) = u32::try_from(i64::from(rows) + by * sign).ok().filter(|rows| *rows > 0) else { break };
                    let mut slots = best.slots.clone();
                    if let Some(first) = slots.first_mut() {
                        first.head_rows = Some(rows);
                    }
                    if enough(&mut best, self, slots, Means::Head(by * sign)) {
                        break 'tried true;
                    }
                }
            }
            let pictures: Vec<(usize, usize)> =
                best.slots.iter().enumerate().flat_map(|(part, slot)| (0..slot.pictures.len()).map(move |nth| (part, nth))).collect();
            for (part, nth) in &pictures {
                let as_it_was = best.slots.clone();
                for by in 1..=i64::from(limits.picture) {
                    let mut slots = best.slots.clone();
                    slots[*part] = as_it_was[*part].clone();
                    let stand = &stands[*part];
                    if !deepen(&mut slots[*part], *nth, by * sign, stand.grid.pitch, &stand.grid.axes) {
                        break;
                    }
                    if enough(&mut best, self, slots, Means::Picture(*nth, by * sign)) {
                        break 'tried true;
                    }
                }
            }
            // Opened, whole lines of Han show it more than a row of white does.
            if !over && self.tracked(&mut best, limits.tracking, &enough) {
                break 'tried true;
            }
            if over && limits.optional {
                while let Some((slots, what)) = self.without_one(&best.slots) {
                    let before = best.amiss;
                    if enough(&mut best, self, slots, Means::Dropped(what)) {
                        break 'tried true;
                    }
                    if best.amiss == before {
                        break;
                    }
                }
            }
            false
        };
        let Try { slots, spent, amiss } = best;
        let (slot, wanted) = (stands.first()?.slot, if over { now.over_lines } else { now.spare_lines });
        let each: Vec<String> = spent.iter().map(ToString::to_string).collect();
        if done || (!over && !spent.is_empty()) {
            let message = format!("“{}” is made to fit 凑版: {}", slot.id, each.join(", "));
            self.sink.tell(Diagnostic::new(Code::Copyfit, slot.span, message).help("`[copyfit]` of the layout says how far this may go"));
            return Some((slots, spent));
        }
        if over && !spent.is_empty() {
            let message = format!(
                "“{}” is over by {wanted} 行, and all that the layout allows would win {}: {}; nothing is spent 凑版",
                slot.id,
                wanted - amiss,
                each.join(", ")
            );
            self.sink
                .tell(Diagnostic::new(Code::Copyfit, slot.span, message).help("cut the copy, or allow more in `[copyfit]` of the layout"));
        }
        None
    }

    /// Tracks a story closer or wider by steps; whether that is enough.
    fn tracked(&mut self, best: &mut Try, most: Em, enough: &impl Fn(&mut Try, &mut Self, Vec<StorySlot>, Means) -> bool) -> bool {
        for step in 1..=STEPS {
            let tracking = most.scale(step, STEPS);
            if tracking == Em::ZERO {
                return false;
            }
            let mut slots = best.slots.clone();
            slots.iter_mut().for_each(|slot| slot.tightened.tracking = tracking);
            if enough(best, self, slots, Means::Tracking(tracking)) {
                return true;
            }
        }
        false
    }

    /// How a story fits these slots; `None` when it has no text, or when a
    /// headline or cutline no longer has its room.
    fn trial(&mut self, stands: &[Stand<'_>], slots: &[StorySlot]) -> Option<StoryFit> {
        let told = mem::replace(&mut self.sink, Sink::new());
        let mut fits = Vec::new();
        let tried: Vec<Stand<'_>> = stands.iter().zip(slots).map(|(stand, slot)| Stand { slot, ..*stand }).collect();
        let galley = self.galley(slots.first()?);
        let mut opened: Vec<_> = tried.iter().map(|stand| self.open(*stand, true)).collect();
        self.text(&mut opened, &galley, &mut fits);
        let met = mem::replace(&mut self.sink, told).finish();
        let spoilt = met.iter().any(|diagnostic| matches!(diagnostic.code, Code::HeadTooDeep | Code::CutlineTooDeep | Code::NoRoom));
        fits.into_iter().next().filter(|_| !spoilt)
    }

    /// The rows a headline takes over its text; `None` when it has a place of
    /// its own or stands beside the text.
    fn rows_of_head(&mut self, stand: &Stand<'_>) -> Option<u32> {
        let slot = stand.slot;
        let across = super::axes_of(slot.kind.head_writing(), stand.width) != stand.axes();
        if slot.head_rect.is_some() || across {
            return None;
        }
        slot.head_rows.or_else(|| {
            let told = mem::replace(&mut self.sink, Sink::new());
            let padding = slot.kind.frame.padding.max(Len::ZERO);
            let width = stand.axes().in_text(&slot.rect).width() - padding * 2;
            let head = self.set_head(slot, width);
            self.sink = told;
            Some(self.head_rows(slot, &head, stand.grid)).filter(|rows| *rows > 0)
        })
    }

    /// The slots without the last of their optional parts.
    fn without_one(&self, slots: &[StorySlot]) -> Option<(Vec<StorySlot>, String)> {
        let mut left = slots.to_vec();
        for slot in left.iter_mut().rev() {
            let referred = |id: &str| {
                self.edition
                    .pages
                    .iter()
                    .flat_map(|page| page.all_stories())
                    .any(|other| other.refer.as_ref().is_some_and(|(to, _)| to == id))
            };
            if let Some(nth) = slot.insets.iter().rposition(|inset| inset.optional && !referred(&inset.id)) {
                let inset = slot.insets.remove(nth);
                return Some((left, format!("inset “{}”", inset.id)));
            }
            // The article's own cutline is that of the first picture, which
            // must not change.
            let alone = slot.pictures.len() == 1;
            if let Some(nth) = slot.pictures.iter().rposition(|picture| picture.optional).filter(|nth| *nth > 0 || alone) {
                let picture = slot.pictures.remove(nth);
                return Some((left, format!("picture “{}”", picture.files(&self.edition.pictures))));
            }
        }
        None
    }
}

fn same_means(one: &Means, other: &Means) -> bool {
    match (one, other) {
        (Means::Picture(one, _), Means::Picture(other, _)) => one == other,
        (Means::Dropped(_), _) => false,
        _ => mem::discriminant(one) == mem::discriminant(other),
    }
}

/// The measure of most of a slot's lines.
fn measure_of(slot: &StorySlot, stand: &Stand<'_>) -> Option<Len> {
    let axes = stand.axes();
    let area = axes.in_text(slot.areas.first()?);
    columns_in(slot, stand.grid, &area, axes == stand.grid.axes).iter().map(Rect::width).min()
}

/// Gives a picture so many rows more; false when it has no room for them.
fn deepen(slot: &mut StorySlot, nth: usize, by: i64, pitch: Len, axes: &Axes) -> bool {
    let Some(picture) = slot.pictures.get(nth) else { return false };
    let mut area = axes.in_text(&picture.rect);
    area.bottom += pitch * by;
    let rect: Rect<PageSpace> = axes.on_page(&area);
    let others = slot.pictures.iter().enumerate().filter(|(at, _)| *at != nth).map(|(_, other)| other.rect);
    let covered = others.chain(slot.insets.iter().map(|inset| inset.rect)).any(|other| other.overlaps(&rect));
    if area.height() < pitch * LEAST_ROWS || !slot.rect.contains(&rect) || covered {
        return false;
    }
    slot.pictures[nth].rect = rect;
    true
}
