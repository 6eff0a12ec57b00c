//! Automatic copyfitting within the limits of the layout 自动凑版.

use std::mem;

use super::compositor::{Compositor, axes_of};
use super::fit::{Adjustment, Spent, StoryFit, lines};
use super::legs::columns_in;
use super::room::{deepen_picture, is_referred_to};
use super::slot::SlotOnPage;
use crate::diag::{Code, Diagnostic, Sink};
use crate::edition::{Endings, PictureSlot, StorySlot};
use crate::geom::{Em, Len, Rect};
use crate::say::{List, Text, text};

/// Number of steps in which the tracking reaches its limit.
const STEPS: i64 = 4;

/// The best combination of adjustments found so far.
struct Best {
    means: Vec<Adjustment>,
    /// Number of lines over, or of empty line slots, with all of them.
    misfit_lines: usize,
    done: bool,
}

impl Compositor<'_> {
    /// Returns the slots of a story changed so that it fits, and the adjustments used: the least
    /// visible first, each as far as it helps; a story that is short is letterspaced last. What a
    /// larger step makes needless is undone, the most visible first. `None` if the story fits, if
    /// the layout allows nothing, or if all that it allows is not enough; then nothing is changed.
    pub(super) fn copyfit(
        &mut self,
        stands: &[SlotOnPage<'_>],
    ) -> Option<(Vec<StorySlot>, Vec<Spent>)> {
        if self.edition.copyfit.allows_nothing() {
            return None;
        }
        let slot = stands.first()?.slot;
        let now = self.trial(stands, &[])?;
        let over = now.over_lines > 0;
        if !over && (!now.is_short() || slot.kind.middle) {
            return None;
        }
        let wanted = misfit_lines(&now, over);
        let mut bought = Best {
            means: Vec::new(),
            misfit_lines: wanted,
            done: false,
        };
        let candidates = self.candidates(stands, over);
        for steps in &candidates {
            if !bought.done {
                self.try_steps(stands, steps, &now, &mut bought);
            }
        }
        if !bought.done {
            // Steps that win nothing by themselves may do together.
            let all: Vec<Adjustment> = candidates
                .iter()
                .filter_map(|steps| steps.last().cloned())
                .collect();
            if self
                .trial(stands, &all)
                .is_some_and(|then| is_done(&then, &now))
            {
                bought = Best {
                    means: all,
                    misfit_lines: 0,
                    done: true,
                };
            }
        }
        if bought.done {
            self.relax(stands, &now, &mut bought.means);
        }
        let spent = self.gains(stands, &bought.means, &now);
        bought.done &= wins_nothing(&spent) == 0;
        let each = List::of(spent.iter().map(Spent::text));
        if bought.done || (!over && !spent.is_empty()) {
            let message = text!(
                "makeup.copyfitted",
                "copyfitted (凑版) “{slot}”: {each}",
                slot = slot.id,
                each
            );
            self.sink.report(
                Diagnostic::new(Code::Copyfit, slot.span, message).help(text!(
                    "makeup.copyfit-layout-says-how",
                    "`[copyfit]` of the layout says how far this may go"
                )),
            );
            let means: Vec<Adjustment> = spent.iter().map(|spent| spent.means.clone()).collect();
            return Some((self.changed(stands, &means)?, spent));
        }
        if over && !spent.is_empty() {
            let message = text!(
                "makeup.overflows-copyfitting-layout-allows",
                "“{slot}” overflows by {lines}; the copyfitting (凑版) that the layout allows gains only {gained} ({each}), so none was applied",
                slot = slot.id,
                lines = lines(wanted),
                gained = wanted - bought.misfit_lines,
                each
            );
            self.sink.report(
                Diagnostic::new(Code::Copyfit, slot.span, message).help(text!(
                    "makeup.cut-copy-allow-more",
                    "cut the copy, or allow more in `[copyfit]` of the layout"
                )),
            );
        }
        None
    }

    /// Returns the adjustments that the layout allows, the least visible first, each in its steps.
    fn candidates(&mut self, stands: &[SlotOnPage<'_>], over: bool) -> Vec<Vec<Adjustment>> {
        let limits = self.edition.copyfit;
        let sign = if over { -1 } else { 1 };
        let rows = |most: u32| (1..=i64::from(most)).map(move |by| by * sign);
        let steps = (1..=STEPS)
            .map(|step| limits.tracking.scale(step * sign, STEPS))
            .filter(|tracking| *tracking != Em::ZERO);
        let tracking: Vec<Adjustment> = steps.map(Adjustment::Tracking).collect();
        let endings = (limits.endings > 0).then_some(Adjustment::Endings(limits.endings));
        let pictures: usize = stands.iter().map(|stand| stand.slot.pictures.len()).sum();
        let mut candidates: Vec<Vec<Adjustment>> = Vec::new();
        if over {
            candidates.extend(endings.map(|endings| vec![endings]));
            candidates.push(tracking.clone());
        }
        candidates.push(rows(limits.head).map(Adjustment::Head).collect());
        candidates.extend((0..pictures).map(|nth| {
            rows(limits.picture)
                .map(|by| Adjustment::Picture(nth, by))
                .collect()
        }));
        if !over {
            // Opened, whole lines of Han show it more than a row of white does.
            candidates.push(tracking);
        } else if limits.optional {
            candidates.extend(
                self.optional_parts(stands)
                    .into_iter()
                    .map(|part| vec![Adjustment::Dropped(part)]),
            );
        }
        candidates
    }

    /// Applies the steps of one adjustment as far as they help.
    fn try_steps(
        &mut self,
        stands: &[SlotOnPage<'_>],
        steps: &[Adjustment],
        now: &StoryFit,
        bought: &mut Best,
    ) {
        let over = now.over_lines > 0;
        let before = bought.means.clone();
        for means in steps {
            let tried: Vec<Adjustment> = before.iter().chain([means]).cloned().collect();
            let Some(then) = self
                .trial(stands, &tried)
                .filter(|then| is_sound(then, now))
            else {
                continue;
            };
            if misfit_lines(&then, over) < bought.misfit_lines {
                *bought = Best {
                    means: tried,
                    misfit_lines: misfit_lines(&then, over),
                    done: is_done(&then, now),
                };
            }
            if bought.done {
                return;
            }
        }
    }

    /// Undoes as much of each adjustment as keeps the story fitting.
    fn relax(&mut self, stands: &[SlotOnPage<'_>], now: &StoryFit, means: &mut Vec<Adjustment>) {
        let mut idle = wins_nothing(&self.gains(stands, means, now));
        for at in (0..means.len()).rev() {
            for less in means[at].weaker(self.edition.copyfit.tracking) {
                let mut tried = means.clone();
                tried.splice(at..=at, less);
                if !self
                    .trial(stands, &tried)
                    .is_some_and(|then| is_done(&then, now))
                {
                    continue;
                }
                // What stays wins something by itself, so that it can be told.
                let left = wins_nothing(&self.gains(stands, &tried, now));
                if left <= idle {
                    idle = left;
                    *means = tried;
                    break;
                }
            }
        }
    }

    /// Returns the lines that each adjustment gains after those before it.
    fn gains(
        &mut self,
        stands: &[SlotOnPage<'_>],
        means: &[Adjustment],
        now: &StoryFit,
    ) -> Vec<Spent> {
        let over = now.over_lines > 0;
        let mut before = misfit_lines(now, over);
        let mut spent = Vec::new();
        for at in 1..=means.len() {
            let then = self.trial(stands, &means[..at]);
            let after = then.map_or(before, |then| misfit_lines(&then, over));
            spent.push(Spent {
                means: means[at - 1].clone(),
                lines: before.saturating_sub(after),
            });
            before = after;
        }
        spent
    }

    /// Returns a story's slots with these adjustments applied; `None` if one has no room for them.
    fn changed(
        &mut self,
        stands: &[SlotOnPage<'_>],
        means: &[Adjustment],
    ) -> Option<Vec<StorySlot>> {
        let mut slots: Vec<StorySlot> = stands.iter().map(|stand| stand.slot.clone()).collect();
        for means in means {
            match means {
                Adjustment::Endings(chars) => {
                    for (slot, stand) in slots.iter_mut().zip(stands) {
                        let endings = |measure| Endings {
                            chars: *chars,
                            max_tracking: self.edition.copyfit.tracking,
                            measure,
                        };
                        slot.tightened.endings = measure_of(slot, stand).map(endings);
                    }
                }
                Adjustment::Tracking(tracking) => slots
                    .iter_mut()
                    .for_each(|slot| slot.tightened.tracking = *tracking),
                Adjustment::Head(by) => {
                    let rows = i64::from(self.rows_of_head(stands.first()?)?) + by;
                    slots.first_mut()?.head_rows =
                        Some(u32::try_from(rows).ok().filter(|rows| *rows > 0)?);
                }
                Adjustment::Picture(nth, by) => {
                    let mut pictures = slots.iter().enumerate().flat_map(|(part, slot)| {
                        (0..slot.pictures.len()).map(move |at| (part, at))
                    });
                    let (part, at) = pictures.nth(*nth)?;
                    deepen_picture(
                        &mut slots[part],
                        at,
                        *by,
                        &self.edition.pages[stands[part].sheet],
                    )
                    .then_some(())?;
                }
                Adjustment::Dropped(part) => self.leave_out(&mut slots, part),
            }
        }
        Some(slots)
    }

    /// Returns the fit of a story with these adjustments; `None` if it has no text, or if a
    /// headline or cutline no longer has its space.
    fn trial(&mut self, stands: &[SlotOnPage<'_>], means: &[Adjustment]) -> Option<StoryFit> {
        let slots = self.changed(stands, means)?;
        let saved = mem::replace(&mut self.sink, Sink::new());
        let mut fits = Vec::new();
        let tried: Vec<SlotOnPage<'_>> = stands
            .iter()
            .zip(&slots)
            .map(|(stand, slot)| SlotOnPage { slot, ..*stand })
            .collect();
        let mut opened: Vec<_> = tried.iter().map(|stand| self.open(*stand, true)).collect();
        let galley = self.galley(&opened);
        self.text(&mut opened, &galley, &mut fits);
        let met = mem::replace(&mut self.sink, saved).into_list();
        let spoilt = met.iter().any(|diagnostic| {
            matches!(
                diagnostic.code,
                Code::HeadTooDeep | Code::CutlineTooDeep | Code::NoRoom
            )
        });
        fits.into_iter().next().filter(|_| !spoilt)
    }

    /// Returns the rows a headline takes above its text; `None` if it has an area of its own or is
    /// beside the text.
    pub(super) fn rows_of_head(&mut self, stand: &SlotOnPage<'_>) -> Option<u32> {
        let slot = stand.slot;
        let across = axes_of(slot.kind.head_writing(), stand.width) != stand.axes();
        if slot.head_rect.is_some() || across {
            return None;
        }
        slot.head_rows.or_else(|| {
            let saved = mem::replace(&mut self.sink, Sink::new());
            let padding = slot.kind.frame.inset();
            let width = stand.axes().in_text(&slot.rect).width() - padding * 2;
            let head = self.set_head(slot, width);
            self.sink = saved;
            Some(self.head_rows(slot, &head, stand.grid)).filter(|rows| *rows > 0)
        })
    }

    /// Returns the optional parts, the last first.
    fn optional_parts(&self, stands: &[SlotOnPage<'_>]) -> Vec<Text> {
        let mut slots: Vec<StorySlot> = stands.iter().map(|stand| stand.slot.clone()).collect();
        let mut found = Vec::new();
        while let Some((slot, part)) = slots
            .iter()
            .enumerate()
            .rev()
            .find_map(|(at, slot)| Some((at, self.optional_part(slot)?)))
        {
            found.push(part.clone());
            self.leave_out(&mut slots[slot..=slot], &part);
        }
        found
    }

    /// Returns the last optional part of a slot.
    fn optional_part(&self, slot: &StorySlot) -> Option<Text> {
        if let Some(inset) = slot
            .insets
            .iter()
            .rev()
            .find(|inset| inset.optional && !is_referred_to(self.edition, &inset.id))
        {
            return Some(inset_named(inset));
        }
        // The article's own cutline is that of the first picture, which must
        // not change.
        let alone = slot.pictures.len() == 1;
        let nth = slot
            .pictures
            .iter()
            .rposition(|picture| picture.optional)
            .filter(|nth| *nth > 0 || alone)?;
        Some(self.picture_named(&slot.pictures[nth]))
    }

    fn picture_named(&self, picture: &PictureSlot) -> Text {
        text!(
            "makeup.picture-of-files",
            "picture “{files}”",
            files = picture.files(&self.edition.pictures)
        )
    }

    /// Removes the last optional part with this name.
    fn leave_out(&self, slots: &mut [StorySlot], part: &Text) {
        for slot in slots.iter_mut().rev() {
            if let Some(nth) = slot
                .insets
                .iter()
                .rposition(|inset| inset.optional && inset_named(inset) == *part)
            {
                slot.insets.remove(nth);
                return;
            }
            if let Some(nth) = slot
                .pictures
                .iter()
                .rposition(|picture| picture.optional && self.picture_named(picture) == *part)
            {
                slot.pictures.remove(nth);
                return;
            }
        }
    }
}

impl Adjustment {
    /// Returns weaker forms of the adjustment, from none at all up to the step before it.
    fn weaker(&self, tracking: Em) -> Vec<Option<Adjustment>> {
        let mut less = vec![None];
        match self {
            Adjustment::Tracking(most) => {
                let steps = (1..STEPS)
                    .map(|step| tracking.scale(if *most < Em::ZERO { -step } else { step }, STEPS));
                less.extend(
                    steps
                        .take_while(|tracking| tracking != most)
                        .map(|tracking| Some(Adjustment::Tracking(tracking))),
                );
            }
            Adjustment::Head(by) => {
                less.extend((1..by.abs()).map(|rows| Some(Adjustment::Head(rows * by.signum()))))
            }
            Adjustment::Picture(nth, by) => less.extend(
                (1..by.abs()).map(|rows| Some(Adjustment::Picture(*nth, rows * by.signum()))),
            ),
            Adjustment::Endings(_) | Adjustment::Dropped(_) => {}
        }
        less
    }
}

/// Returns the lines over, or the empty line slots.
fn misfit_lines(fit: &StoryFit, over: bool) -> usize {
    if over {
        fit.over_lines
    } else {
        fit.spare_lines
    }
}

/// Returns whether a trial makes no more lines loose, and no text overset that was not.
fn is_sound(then: &StoryFit, now: &StoryFit) -> bool {
    then.loose <= now.loose && (now.over_lines > 0 || then.over_lines == 0)
}

/// Returns whether a story that was over, or short, no longer is.
fn is_done(then: &StoryFit, now: &StoryFit) -> bool {
    is_sound(then, now)
        && if now.over_lines > 0 {
            then.over_lines == 0
        } else {
            !then.is_short()
        }
}

/// Returns how many adjustments gain no line after those before them.
fn wins_nothing(spent: &[Spent]) -> usize {
    spent.iter().filter(|spent| spent.lines == 0).count()
}

fn inset_named(inset: &StorySlot) -> Text {
    text!("makeup.inset-named", "inset “{inset}”", inset = inset.id)
}

/// Returns the measure of most of a slot's lines.
fn measure_of(slot: &StorySlot, stand: &SlotOnPage<'_>) -> Option<Len> {
    let axes = stand.axes();
    let area = axes.in_text(slot.areas.first()?);
    columns_in(slot, stand.grid, &area, axes == stand.grid.axes)
        .iter()
        .map(Rect::width)
        .min()
}
