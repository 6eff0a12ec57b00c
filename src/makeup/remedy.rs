//! What would make a story fit 凑版: every remedy tried on the page itself.

use super::Desk;
use super::legs::columns_in;
use super::page::{StoryFit, chain_of, stands_of};
use super::story::Stand;
use crate::diag::Sink;
use crate::edition::{ColumnMode, Columns, Edition, StorySlot};
use crate::flow::{Depth, Galley};
use crate::forme::Role;
use crate::geom::{Len, Rect};
use crate::line::{Slots, break_};
use crate::story::PartRole;
use crate::text::{RichLine, ShapedPar, Shaper};

/// Characters taken out of one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Which paragraph of the story's text, from 1.
    pub paragraph: usize,
    /// How many characters 字.
    pub chars: usize,
    /// The words it ends with.
    pub ending: String,
}

/// One way to make a story fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Cut these, each for a line 删.
    Cuts(Vec<Cut>),
    /// Give the headline so many rows more or fewer 题高.
    Head(i64),
    /// Give a picture so many rows more or fewer 图高: its file.
    Picture(String, i64),
    /// Set it in other columns 破栏: base columns of its slot, and into how many.
    Columns(u32, u32),
    /// Leave a sidebar out 撤边栏: its id.
    Drop(String),
    /// Give the slot so many rows more or fewer 版位.
    Slot(i64),
}

/// A change and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What to do.
    pub change: Change,
    /// Lines still over.
    pub over_lines: usize,
    /// Line places then empty.
    pub spare_lines: usize,
}

/// A story's fit and what would better it, the least visible first.
#[derive(Clone, Debug)]
pub struct Remedies {
    /// The page it begins on.
    pub page: u32,
    /// How it fits as it is.
    pub fit: StoryFit,
    /// What would better it.
    pub remedies: Vec<Remedy>,
}

/// No picture or head is changed by more rows than this.
const MOST_ROWS: i64 = 12;
/// No paragraph loses more than this for a line.
const MOST_CUT: usize = 12;

/// Tries every remedy on every story of the wanted pages.
pub fn remedies(edition: &Edition) -> Vec<Remedies> {
    let mut all = Vec::new();
    for (at, page) in edition.pages.iter().enumerate() {
        for (nth, _) in page.stories.iter().enumerate().filter(|(_, slot)| slot.part == 0) {
            let chain = chain_of(edition, at, nth);
            if !chain.iter().any(|(page, _)| edition.pages[*page].wanted) {
                continue;
            }
            let stands = stands_of(edition, &chain);
            let insets = stands.iter().flat_map(|stand| stand.slot.insets.iter().map(|inset| vec![Stand { slot: inset, ..*stand }]));
            for stands in std::iter::once(stands.clone()).chain(insets) {
                let slots: Vec<StorySlot> = stands.iter().map(|stand| stand.slot.clone()).collect();
                let mut trial = Trial { edition, shaper: Some(Shaper::new(&edition.fonts)), stands: &stands };
                all.extend(trial.remedies(&slots).map(|(fit, remedies)| Remedies { page: stands[0].page, fit, remedies }));
            }
        }
    }
    all
}

/// A story set over and over with its slots changed.
struct Trial<'a> {
    edition: &'a Edition,
    shaper: Option<Shaper<'a>>,
    stands: &'a [Stand<'a>],
}

impl<'a> Trial<'a> {
    /// How the story fits these slots; `None` when it has no text to fit.
    fn fit(&mut self, slots: &[StorySlot]) -> Option<StoryFit> {
        let shaper = self.shaper.take()?;
        let mut desk = Desk { edition: self.edition, shaper, sink: Sink::new() };
        let stands: Vec<Stand<'_>> = self.stands.iter().zip(slots).map(|(stand, slot)| Stand { slot, ..*stand }).collect();
        let mut fits = Vec::new();
        desk.story(&stands, Role::Story, &mut fits);
        self.shaper = Some(desk.shaper);
        fits.into_iter().find(|fit| fit.story == slots[0].id)
    }

    fn galley(&mut self, slot: &StorySlot) -> Galley {
        let Some(shaper) = self.shaper.take() else { return Galley::default() };
        let mut desk = Desk { edition: self.edition, shaper, sink: Sink::new() };
        let galley = desk.galley(slot);
        self.shaper = Some(desk.shaper);
        galley
    }

    fn remedies(&mut self, slots: &[StorySlot]) -> Option<(StoryFit, Vec<Remedy>)> {
        let now = self.fit(slots)?;
        let mut found = Vec::new();
        if now.over_lines > 0 {
            found.extend(self.cuts(slots, now.over_lines));
        }
        let step = if now.over_lines > 0 { -1 } else { 1 };
        if now.over_lines > 0 || now.spare_lines > slots.len() {
            let last = slots.len() - 1;
            let pitch = self.stands[last].grid.pitch;
            if let Some(rows) = slots[0].head_rows {
                let mut tried = |by: i64| -> Option<Vec<StorySlot>> {
                    let rows = u32::try_from(i64::from(rows) + by).ok().filter(|rows| *rows > 0)?;
                    let mut changed = slots.to_vec();
                    changed[0].head_rows = Some(rows);
                    Some(changed)
                };
                found.extend(self.stepped(&now, step, &mut tried, Change::Head));
            }
            for (part, slot) in slots.iter().enumerate() {
                for (nth, picture) in slot.pictures.iter().enumerate() {
                    let file = picture.files(&self.edition.pictures);
                    let mut tried = |by: i64| {
                        let mut changed = slots.to_vec();
                        let rect = &mut changed[part].pictures[nth].rect;
                        rect.bottom += pitch * by;
                        (rect.height() > pitch * 4 && rect.bottom <= slot.rect.bottom).then_some(changed)
                    };
                    found.extend(self.stepped(&now, step, &mut tried, |by| Change::Picture(file.clone(), by)));
                }
                for (nth, inset) in slot.insets.iter().enumerate().filter(|_| now.over_lines > 0) {
                    let mut changed = slots.to_vec();
                    changed[part].insets.remove(nth);
                    found.extend(self.remedy(&now, &changed, Change::Drop(inset.id.clone())));
                }
            }
            let columns = slots[0].columns.count(slots[0].base);
            for into in [columns.saturating_sub(1), columns + 1].into_iter().filter(|into| (1..=12).contains(into)) {
                let mut changed = slots.to_vec();
                changed[0].columns = if into == slots[0].base { Columns::Base } else { Columns::Broken(into, ColumnMode::default()) };
                if slots.len() == 1 && slots[0].areas.len() == 1 {
                    found.extend(self.remedy(&now, &changed, Change::Columns(slots[0].base, into)));
                }
            }
            let mut tried = |by: i64| {
                let mut changed = slots.to_vec();
                let slot = &mut changed[last];
                // The slot itself gains rows when text is over.
                let grown = pitch * -by;
                let foot = slot.rect.bottom;
                slot.rect.bottom += grown;
                slot.areas.iter_mut().filter(|area| area.bottom == foot).for_each(|area| area.bottom += grown);
                (slot.rect.height() > pitch * 2).then_some(changed)
            };
            found.extend(self.stepped(&now, step, &mut tried, |by| Change::Slot(-by)));
        }
        // A change that leaves nothing over and little empty comes first; among
        // equals the order above, which is by how little a reader sees.
        found.sort_by_key(|remedy| (remedy.over_lines, remedy.spare_lines.min(now.spare_lines) > slots.len() + 1));
        Some((now, found))
    }

    /// What a change leads to, when it betters the fit.
    fn remedy(&mut self, now: &StoryFit, changed: &[StorySlot], change: Change) -> Option<Remedy> {
        let then = self.fit(changed)?;
        let better =
            if now.over_lines > 0 { then.over_lines < now.over_lines } else { then.over_lines == 0 && then.spare_lines < now.spare_lines };
        better.then_some(Remedy { change, over_lines: then.over_lines, spare_lines: then.spare_lines })
    }

    /// The fewest rows that do, or the most that help.
    fn stepped(
        &mut self,
        now: &StoryFit,
        step: i64,
        tried: &mut dyn FnMut(i64) -> Option<Vec<StorySlot>>,
        change: impl Fn(i64) -> Change,
    ) -> Option<Remedy> {
        let mut best: Option<Remedy> = None;
        for rows in 1..=MOST_ROWS {
            let Some(changed) = tried(rows * step) else { break };
            let Some(remedy) = self.remedy(now, &changed, change(rows * step)) else {
                if now.over_lines == 0 {
                    break;
                }
                continue;
            };
            let done = now.over_lines > 0 && remedy.over_lines == 0;
            if best.as_ref().is_none_or(|best| (remedy.over_lines, remedy.spare_lines) < (best.over_lines, best.spare_lines)) {
                best = Some(remedy);
            }
            if done {
                break;
            }
        }
        best
    }

    /// The paragraphs that give a line for the fewest characters.
    fn cuts(&mut self, slots: &[StorySlot], lines: usize) -> Option<Remedy> {
        let galley = self.galley(&slots[0]);
        let grid = self.stands[0].grid;
        let axes = self.stands[0].axes();
        let columns =
            slots[0].areas.first().map_or_else(Vec::new, |area| columns_in(&slots[0], grid, &axes.in_text(area), axes == grid.axes));
        let measure = columns.iter().map(Rect::width).min().unwrap_or(grid.column);
        let mut cuts: Vec<Cut> = Vec::new();
        // A note 按语 stands first and is no paragraph of the article.
        let notes = match slots[0].kind.parts.contains_key(&PartRole::Note) {
            true => self.edition.stories[slots[0].story].part(PartRole::Note).count(),
            false => 0,
        };
        let body = galley.pars.iter().skip(notes).filter(|par| par.depth == Depth::Grid);
        for (nth, par) in body.enumerate() {
            cuts.extend(self.cut(&par.par, measure).map(|(chars, ending)| Cut { paragraph: nth + 1, chars, ending }));
        }
        cuts.sort_by_key(|cut| (cut.chars, cut.paragraph));
        cuts.truncate(lines);
        (!cuts.is_empty()).then(|| Remedy { over_lines: lines - cuts.len(), spare_lines: 0, change: Change::Cuts(cuts) })
    }

    /// The fewest characters whose loss saves a paragraph a line, and the
    /// words it ends with.
    fn cut(&mut self, par: &ShapedPar, measure: Len) -> Option<(usize, String)> {
        let shaper = self.shaper.as_mut()?;
        let lines_of = |par: &ShapedPar| break_(par, Slots { measures: &[], beyond: measure }).len();
        let before = lines_of(par);
        if before < 2 {
            return None;
        }
        let characters: Vec<char> = par.text.chars().collect();
        let closing = characters.iter().rev().take_while(|c| !c.is_alphanumeric()).count();
        for chars in 1..=MOST_CUT.min(characters.len().saturating_sub(closing + 2)) {
            let kept = characters.len() - closing - chars;
            let text: String = characters[..kept].iter().chain(&characters[characters.len() - closing..]).collect();
            if lines_of(&shaper.shape(RichLine::plain(&text), &par.style)) < before {
                let ending: String = characters[characters.len().saturating_sub(8)..].iter().collect();
                return Some((chars, ending));
            }
        }
        None
    }
}
