//! Remedies for a story that does not fit 凑版, each tried on the page itself.

use super::compositor::Compositor;
use super::covered::covered_in;
use super::fit::StoryFit;
use super::legs::columns_in;
use super::room::{deepen_picture, deepen_slot, is_referred_to, raise_inset};
use super::slot::{SlotOnPage, chain_of, stands_of};
use crate::diag::{Code, Severity, Sink};
use crate::edition::{ColumnMode, Columns, Edition, StorySlot};
use crate::forme::Role;
use crate::geom::{Folio, LegSpace, Rect};
use crate::line::{Measures, break_lines};
use crate::story::{BlockKind, PartRole, RichText};
use crate::text::Shaper;

/// A cut: characters removed from the end of one paragraph, before its closing marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyCut {
    /// Number of the paragraph in the story's text, from 1; items count, headings do not.
    pub paragraph: usize,
    /// Number of characters 字.
    pub chars: usize,
    /// The words it ends with.
    pub ending: String,
}

/// A change that may make a story fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Cuts in the copy 删.
    Cuts(Vec<CopyCut>),
    /// Other rows for the headline 题高: the present number and the new one.
    Head(u32, u32),
    /// More or fewer rows for a picture 图高: its file and the difference.
    Picture(String, i64),
    /// Other columns 破栏: base columns of the slot, and the number to set it in; equal numbers are
    /// the base columns themselves.
    Columns(u32, u32),
    /// A sidebar left out 撤边栏: its id.
    Drop(String),
    /// More or fewer rows for the slot 版位.
    Slot(i64),
    /// More rows for a sidebar, at its head.
    Raise(i64),
}

/// A change and its effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The change.
    pub change: Change,
    /// Lines still over with it.
    pub over_lines: usize,
    /// Line slots then empty.
    pub spare_lines: usize,
}

/// A story's fit and its remedies, the least visible first.
#[derive(Clone, Debug)]
pub struct Remedies {
    /// The page it begins on.
    pub page: Folio,
    /// Present fit.
    pub fit: StoryFit,
    /// Remedies.
    pub remedies: Vec<Remedy>,
}

/// Maximum number of rows by which a picture, head or slot is changed.
const MOST_ROWS: i64 = 12;
/// Maximum number of cuts in one paragraph, each gaining a line.
const MOST_CUTS: usize = 3;
/// Number of characters around that of the last line that are tried as a cut to gain a line.
const ABOUT: usize = 2;

/// Tries every remedy on every story of the wanted pages.
pub fn remedies(edition: &Edition) -> Vec<Remedies> {
    remedies_where(edition, &|_| true)
}

/// Tries every remedy on one story, or on one sidebar.
pub fn remedies_of(edition: &Edition, story: &str) -> Option<Remedies> {
    let found = remedies_where(edition, &|id| id == story);
    found.into_iter().find(|found| found.fit.story == story)
}

fn remedies_where(edition: &Edition, is_wanted: &dyn Fn(&str) -> bool) -> Vec<Remedies> {
    let mut all = Vec::new();
    for (at, page) in edition.pages.iter().enumerate() {
        for (nth, _) in page
            .stories
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.part == 0)
        {
            let chain = chain_of(edition, at, nth);
            if !chain.iter().any(|(page, _)| edition.pages[*page].wanted) {
                continue;
            }
            let stands = stands_of(edition, &chain);
            let insets = stands.iter().enumerate().flat_map(|(part, stand)| {
                (0..stand.slot.insets.len()).map(move |nth| Some((part, nth)))
            });
            for inset in std::iter::once(None).chain(insets) {
                let id = match inset {
                    None => &stands[0].slot.id,
                    Some((part, nth)) => &stands[part].slot.insets[nth].id,
                };
                if !is_wanted(id) {
                    continue;
                }
                let mut trial = Trial {
                    edition,
                    shaper: Some(Shaper::new(&edition.fonts)),
                    stands: &stands,
                    inset,
                };
                all.extend(trial.remedies().map(|(fit, remedies)| Remedies {
                    page: stands[0].page,
                    fit,
                    remedies,
                }));
            }
        }
    }
    all
}

/// A story, or a sidebar in it, set repeatedly with its slots changed.
struct Trial<'a> {
    edition: &'a Edition,
    shaper: Option<Shaper<'a>>,
    /// Slots of the story on their pages.
    stands: &'a [SlotOnPage<'a>],
    /// The sidebar that is tried: the index of its slot, and its own there.
    inset: Option<(usize, usize)>,
}

/// The result of one trial.
struct Tried {
    fit: StoryFit,
    /// Lines over in the story that contains the sidebar.
    host_over: usize,
    /// Number of problems that forbid printing, other than overset.
    faults: usize,
}

impl<'a> Trial<'a> {
    /// Returns the slots that are tried, as the page has them.
    fn slots(&self) -> Vec<StorySlot> {
        match self.inset {
            Some((part, nth)) => vec![self.stands[part].slot.insets[nth].clone()],
            None => self.stands.iter().map(|stand| stand.slot.clone()).collect(),
        }
    }

    /// Returns the slot that contains the sidebar.
    fn host(&self) -> Option<&'a StorySlot> {
        self.inset.map(|(part, _)| self.stands[part].slot)
    }

    fn stand(&self, part: usize) -> SlotOnPage<'a> {
        self.stands[self.inset.map_or(part, |(host, _)| host)]
    }

    fn desk(&mut self) -> Compositor<'a> {
        let shaper = self
            .shaper
            .take()
            .unwrap_or_else(|| Shaper::new(&self.edition.fonts));
        Compositor {
            edition: self.edition,
            shaper,
            sink: Sink::new(),
        }
    }

    /// Sets the whole story with these slots; `None` if there is no text to fit.
    fn set(&mut self, slots: &[StorySlot]) -> Option<Tried> {
        let mut whole: Vec<StorySlot> =
            self.stands.iter().map(|stand| stand.slot.clone()).collect();
        match self.inset {
            Some((part, nth)) => whole[part].insets[nth] = slots.first()?.clone(),
            None => whole = slots.to_vec(),
        }
        let stands: Vec<SlotOnPage<'_>> = self
            .stands
            .iter()
            .zip(&whole)
            .map(|(stand, slot)| SlotOnPage { slot, ..*stand })
            .collect();
        let mut desk = self.desk();
        let mut fits = Vec::new();
        let items = desk.story(&stands, Role::Story, &mut fits);
        let Compositor {
            shaper, mut sink, ..
        } = desk;
        // What grew must not stand on the headline, nor that on it.
        for (part, item) in items.iter().enumerate().take(whole.len()) {
            let page = &self.edition.pages[self.stands[part].sheet];
            let slots: Vec<&StorySlot> = std::iter::once(&whole[part])
                .chain(&whole[part].insets)
                .collect();
            covered_in(
                self.edition,
                page,
                &slots,
                std::slice::from_ref(item),
                &mut sink,
            );
        }
        self.shaper = Some(shaper);
        let faults = sink
            .into_list()
            .iter()
            .filter(|diagnostic| {
                diagnostic.severity >= Severity::Denied && diagnostic.code != Code::Overset
            })
            .count();
        let of = |id: &str| fits.iter().find(|fit| fit.story == id);
        let host_over = of(&whole[0].id)
            .filter(|_| self.inset.is_some())
            .map_or(0, |fit| fit.over_lines);
        Some(Tried {
            fit: of(&slots.first()?.id)?.clone(),
            host_over,
            faults,
        })
    }

    fn remedies(&mut self) -> Option<(StoryFit, Vec<Remedy>)> {
        let slots = self.slots();
        let now = self.set(&slots)?;
        let (over, spare) = (now.fit.over_lines, now.fit.spare_lines);
        let mut found = Vec::new();
        if over > 0 {
            found.extend(self.cuts(&slots, &now));
        }
        if over > 0 || spare > slots.len() {
            // A row of a picture is seen by nobody, one of a headline by who looks for it, a
            // sidebar that is gone by all.
            let parts: Vec<Remedy> = (0..slots.len())
                .flat_map(|part| self.parts(&slots, part, &now))
                .collect();
            let (dropped, pictures): (Vec<Remedy>, Vec<Remedy>) = parts
                .into_iter()
                .partition(|remedy| matches!(remedy.change, Change::Drop(_)));
            found.extend(pictures);
            found.extend(self.head(&slots, &now));
            found.extend(dropped);
            found.extend(self.columns(&slots, &now));
            let (last, host) = (slots.len() - 1, self.host());
            let page = &self.edition.pages[self.stand(last).sheet];
            // The slot itself gains rows when text is over.
            let tried = |by: i64| {
                let mut changed = slots.clone();
                deepen_slot(&mut changed[last], -by, page, host).then_some(changed)
            };
            found.extend(self.stepped(&now, &tried, |by| Change::Slot(-by)));
        }
        if over > 0 {
            found.extend(self.raised(&slots, &now));
        }
        // A change that leaves nothing over and little empty comes first; among
        // equals the order above, which is by how little a reader sees.
        found.sort_by_key(|remedy| {
            (
                remedy.over_lines,
                remedy.spare_lines.min(spare) > slots.len() + 1,
            )
        });
        Some((now.fit, found))
    }

    /// Returns the remedy of other rows for the headline.
    fn head(&mut self, slots: &[StorySlot], now: &Tried) -> Option<Remedy> {
        let stand = SlotOnPage {
            slot: &slots[0],
            ..self.stand(0)
        };
        let mut desk = self.desk();
        let rows = desk.rows_of_head(&stand);
        self.shaper = Some(desk.shaper);
        let rows = rows?;
        let then = |by: i64| rows.saturating_add_signed(by as i32);
        let tried = |by: i64| {
            let mut changed = slots.to_vec();
            changed[0].head_rows = Some(then(by));
            // More than half as deep again, and it floats in its rows.
            let most = rows + (rows / 2).max(2);
            (1..=most).contains(&then(by)).then_some(changed)
        };
        self.stepped(now, &tried, |by| Change::Head(rows, then(by)))
    }

    /// Returns the remedy of more rows at the head of a sidebar, under the headline of the story
    /// that contains it.
    fn raised(&mut self, slots: &[StorySlot], now: &Tried) -> Option<Remedy> {
        let (host, stand) = (self.host()?, self.stand(0));
        let page = &self.edition.pages[stand.sheet];
        let top = stand.axes().in_text(&host.rect).top;
        let ceiling = match host.head_rect {
            Some(_) => top,
            None => {
                let mut desk = self.desk();
                let rows = desk.rows_of_head(&stand);
                self.shaper = Some(desk.shaper);
                top + stand.grid.pitch * i64::from(rows?)
            }
        };
        let tried = |by: i64| {
            let mut changed = slots.to_vec();
            raise_inset(&mut changed[0], -by, ceiling, page, host).then_some(changed)
        };
        self.stepped(now, &tried, |by| Change::Raise(-by))
    }

    /// Returns the remedies of other rows for the pictures of one slot, and of its sidebars.
    fn parts(&mut self, slots: &[StorySlot], part: usize, now: &Tried) -> Vec<Remedy> {
        let mut found = Vec::new();
        let page = &self.edition.pages[self.stand(part).sheet];
        for (nth, picture) in slots[part].pictures.iter().enumerate() {
            let file = picture.files(&self.edition.pictures);
            let tried = |by: i64| {
                let mut changed = slots.to_vec();
                deepen_picture(&mut changed[part], nth, by, page).then_some(changed)
            };
            found.extend(self.stepped(now, &tried, |by| Change::Picture(file.clone(), by)));
        }
        for (nth, inset) in slots[part]
            .insets
            .iter()
            .enumerate()
            .filter(|_| now.fit.over_lines > 0)
        {
            if is_referred_to(self.edition, &inset.id) {
                continue;
            }
            let mut changed = slots.to_vec();
            changed[part].insets.remove(nth);
            found.extend(self.remedy(now, &changed, Change::Drop(inset.id.clone())));
        }
        found
    }

    /// Returns the remedies of one column less, or one more.
    fn columns(&mut self, slots: &[StorySlot], now: &Tried) -> Vec<Remedy> {
        let [slot] = slots else { return Vec::new() };
        let [area] = slot.areas.as_slice() else {
            return Vec::new();
        };
        let stand = self.stand(0);
        let axes = stand.axes();
        let set_in = |slot: &StorySlot| -> Vec<Rect<LegSpace>> {
            let area = axes.in_text(area);
            let padding = slot.kind.frame.inset();
            let inner = Rect::new(
                area.left + padding,
                area.top,
                area.right - padding,
                area.bottom,
            );
            columns_in(slot, stand.grid, &inner, axes == stand.grid.axes)
        };
        let (before, columns) = (set_in(slot), slot.columns.count(slot.base));
        let mut found = Vec::new();
        for into in [columns.saturating_sub(1), columns + 1] {
            let mut changed = slot.clone();
            changed.columns = if into == slot.base {
                Columns::Base
            } else {
                Columns::Broken(into, ColumnMode::default())
            };
            let after = set_in(&changed);
            let wide = after
                .iter()
                .all(|column| column.width() >= stand.grid.min_measure);
            // Nobody halves a single column of the page.
            let halved = slot.base == 1 && into > 1;
            if into > 0 && !halved && after.len() == into as usize && wide && after != before {
                found.extend(self.remedy(now, &[changed], Change::Columns(slot.base, into)));
            }
        }
        found
    }

    /// Returns the remedy of a change if it improves the fit, costs the story around a sidebar
    /// nothing and makes nothing else worse.
    fn remedy(&mut self, now: &Tried, changed: &[StorySlot], change: Change) -> Option<Remedy> {
        let then = self.set(changed)?;
        let (was, is) = (&now.fit, &then.fit);
        let better = match was.over_lines {
            0 => is.over_lines == 0 && is.spare_lines < was.spare_lines,
            over => is.over_lines < over,
        };
        // What was over must not gape for it.
        let gapes = was.over_lines > 0 && is.over_lines == 0 && is.is_short();
        let sound = !gapes && then.faults <= now.faults && then.host_over <= now.host_over;
        (better && sound).then_some(Remedy {
            change,
            over_lines: is.over_lines,
            spare_lines: is.spare_lines,
        })
    }

    /// Returns the remedy of the fewest rows that suffice, or the most that help: fewer rows if
    /// text is over, else more.
    fn stepped(
        &mut self,
        now: &Tried,
        tried: &dyn Fn(i64) -> Option<Vec<StorySlot>>,
        change: impl Fn(i64) -> Change,
    ) -> Option<Remedy> {
        let over = now.fit.over_lines > 0;
        let mut best: Option<Remedy> = None;
        for rows in 1..=MOST_ROWS {
            let by = if over { -rows } else { rows };
            let Some(changed) = tried(by) else { break };
            let Some(remedy) = self.remedy(now, &changed, change(by)) else {
                if !over {
                    break;
                }
                continue;
            };
            let done = over && remedy.over_lines == 0;
            if best.as_ref().is_none_or(|best| {
                (remedy.over_lines, remedy.spare_lines) < (best.over_lines, best.spare_lines)
            }) {
                best = Some(remedy);
            }
            if done {
                break;
            }
        }
        best
    }

    /// Returns cuts of the paragraphs that gain a line for the fewest characters, until nothing is
    /// over.
    fn cuts(&mut self, slots: &[StorySlot], now: &Tried) -> Option<Remedy> {
        let copy = &self.edition.stories[&slots[0].story];
        let mut cut = slots.to_vec();
        let (mut over, mut spare) = (now.fit.over_lines, 0);
        for _ in 0..MOST_CUTS {
            let before = over;
            for (wanted, block) in self.endings(&cut) {
                if over == 0 {
                    break;
                }
                let Some(text) = copy.body.get(block).map(|block| &block.text) else {
                    continue;
                };
                if let Some((slots, fit)) = self.cut(&cut, block, text, wanted, over, now) {
                    (cut, over, spare) = (slots, fit.over_lines, fit.spare_lines);
                }
            }
            if over == 0 || over == before {
                break;
            }
        }
        let running = copy
            .body
            .iter()
            .enumerate()
            .filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item));
        let cuts: Vec<CopyCut> = running
            .enumerate()
            .filter_map(|(nth, (at, block))| {
                let chars = *cut[0].cuts.get(&at)?;
                Some(CopyCut {
                    paragraph: nth + 1,
                    chars,
                    ending: block.text.ending(),
                })
            })
            .collect();
        (!cuts.is_empty()).then_some(Remedy {
            change: Change::Cuts(cuts),
            over_lines: over,
            spare_lines: spare,
        })
    }

    /// Cuts a paragraph by about `wanted` characters more, as few as gain a line.
    fn cut(
        &mut self,
        slots: &[StorySlot],
        block: usize,
        text: &RichText,
        wanted: usize,
        over: usize,
        now: &Tried,
    ) -> Option<(Vec<StorySlot>, StoryFit)> {
        let gone = slots[0].cuts.get(&block).copied().unwrap_or(0);
        let wanted = gone + wanted;
        for chars in wanted.saturating_sub(ABOUT).max(gone + 1)..=wanted + ABOUT {
            if text.without(chars).is_none() {
                continue;
            }
            let mut tried = slots.to_vec();
            tried[0].cuts.insert(block, chars);
            let then = self.set(&tried)?;
            if then.fit.over_lines < over
                && then.faults <= now.faults
                && then.host_over <= now.host_over
            {
                return Some((tried, then.fit));
            }
        }
        None
    }

    /// Returns the number of characters of the last lines of paragraphs as now set, with the index
    /// of the block, the shortest first.
    fn endings(&mut self, slots: &[StorySlot]) -> Vec<(usize, usize)> {
        let stands: Vec<SlotOnPage<'_>> = slots
            .iter()
            .enumerate()
            .map(|(part, slot)| SlotOnPage {
                slot,
                ..self.stand(part)
            })
            .collect();
        let mut desk = self.desk();
        let opened: Vec<_> = stands.iter().map(|stand| desk.open(*stand, true)).collect();
        let galley = desk.galley(&opened);
        let poured = desk.poured(&opened, &galley);
        self.shaper = Some(desk.shaper);
        let kind = &slots[0].kind;
        // One paragraph of the galley for each block that has a style.
        let blocks = self.edition.stories[&slots[0].story]
            .body
            .iter()
            .enumerate()
            .filter(|(_, block)| kind.blocks.contains_key(&block.kind));
        // A note 按语 stands first and is no paragraph of the article.
        let notes = match kind.parts.contains_key(&PartRole::Note) {
            true => self.edition.stories[&slots[0].story]
                .part(PartRole::Note)
                .count(),
            false => 0,
        };
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (par, (at, block)) in (notes..).zip(blocks) {
            if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
                continue;
            }
            let Some(set) = galley.pars.get(par).map(|set| &set.par) else {
                continue;
            };
            let last = poured
                .lines
                .iter()
                .rev()
                .find(|line| line.par == par && line.line.last);
            let measure = poured
                .lines
                .last()
                .map_or(stands[0].grid.column, |line| line.line.measure);
            let over = || {
                break_lines(
                    set,
                    Measures {
                        known: &[],
                        rest: measure,
                    },
                )
                .pop()
            };
            let Some(line) = last.map(|last| last.line.clone()).or_else(over) else {
                continue;
            };
            // What closes a paragraph stays, and is counted here as well.
            let closing = set
                .text
                .chars()
                .rev()
                .take_while(|c| !c.is_alphanumeric())
                .count();
            found.push((
                set.count_chars(line.clusters)
                    .saturating_sub(closing)
                    .max(1),
                at,
            ));
        }
        found.sort_unstable();
        found
    }
}
