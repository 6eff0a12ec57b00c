//! A story's headline 题.

use super::compositor::Compositor;
use super::dress::dress;
use super::heavy::{heavy_mark, is_heavy};
use super::open::{PlacedHead, SetHead};
use super::rule::{frame_items, straight};
use super::run::text_line;
use super::slot::SlotOnPage;
use crate::diag::{Code, Diagnostic};
use crate::edition::{Grid, Lead, PartStyle, RulePlace, StorySlot};
use crate::flow::{Deck, set_deck};
use crate::forme::{Group, Item, Mark, Origin, Role};
use crate::geom::{Folio, Len, Rect, em_box};
use crate::role::{TextRole, TextTag};
use crate::say::text;
use crate::story::{Part, PartRole, RichText, Story};
use crate::style::{Lang, ParStyle, Readings};
use crate::text::Rich;

/// Returns whether the dateline, the signature or the credit of a story names all its authors, so
/// that a byline would repeat them.
fn named_in_text(story: &Story, slot: &StorySlot) -> bool {
    let plain = |part: &Part| part.text.text.split_whitespace().collect::<String>();
    let stands = |role: &PartRole| {
        slot.kind.parts.contains_key(role)
            && (*role != PartRole::Credit || !slot.pictures.is_empty())
    };
    let standing = [PartRole::Dateline, PartRole::Signature, PartRole::Credit]
        .into_iter()
        .filter(stands);
    let said: String = standing
        .flat_map(|role| story.part(role))
        .map(plain)
        .collect();
    !story.body.is_empty()
        && story
            .part(PartRole::Byline)
            .all(|part| said.contains(&plain(part)))
}

impl Compositor<'_> {
    /// Sets the decks of a story to a width, less the padding of their box or tint.
    pub(super) fn set_head(&mut self, slot: &StorySlot, width: Len) -> SetHead {
        let width = width - slot.head_dress().inset() * 2;
        let edition = self.edition;
        let story = &edition.stories[&slot.story];
        let mut head = SetHead {
            decks: Vec::new(),
            height: Len::ZERO,
        };
        let mut roles: Vec<PartRole> = PartRole::DECKS.to_vec();
        if story.body.is_empty() {
            roles.push(PartRole::Jump);
        }
        if slot.part > 0 {
            // A continuation has the headline its slot gives it, or none.
            if let Some(title) = &slot.title {
                match slot.kind.parts.get(&PartRole::Headline) {
                    Some(style) => self.add_deck(
                        slot,
                        (TextRole::Continued, style),
                        vec![title.value.clone().into()],
                        &[],
                        width,
                        &mut head,
                    ),
                    None => self.no_style(slot, PartRole::Headline, None),
                }
            }
            return head;
        }
        for role in roles {
            let parts: Vec<&Part> = story.part(role).collect();
            let refer = (role == PartRole::Jump && parts.is_empty())
                .then(|| {
                    slot.refer
                        .as_ref()
                        .map(|(id, page)| self.refer_words(id, *page))
                })
                .flatten();
            if parts.is_empty() && refer.is_none()
                || role == PartRole::Byline && named_in_text(story, slot)
            {
                continue;
            }
            let Some(style) = slot.kind.parts.get(&role) else {
                self.no_style(slot, role, parts.first().map(|part| &part.text));
                continue;
            };
            let lines: Vec<Rich> = match refer {
                Some(words) => vec![words.into()],
                None => parts
                    .iter()
                    .map(|part| self.dressed(&part.text, style))
                    .collect(),
            };
            self.add_deck(slot, (role.into(), style), lines, &parts, width, &mut head);
        }
        head
    }

    /// Converts a text of the copy to its faces and treatments.
    pub(super) fn dressed(&mut self, text: &RichText, style: &PartStyle) -> Rich {
        let dressed = dress(
            text,
            style.par.bold,
            Readings::Brackets,
            &self.edition.fonts,
        );
        let rich = dressed.line().into();
        for fault in dressed.faults {
            self.sink.report(fault);
        }
        rich
    }

    /// Returns the text of a refer to a story.
    fn refer_words(&self, id: &str, page: Folio) -> String {
        let edition = self.edition;
        let target = edition
            .pages
            .iter()
            .flat_map(|page| page.all_stories())
            .find(|other| other.part == 0 && other.id == id);
        let headline = target
            .map(|target| self.headline(target))
            .unwrap_or_default();
        edition.words.said(
            &edition.words.refer,
            &Lead {
                page,
                headline: &headline,
                section: self.section(page),
            },
        )
    }

    /// Returns the text of a jump line about the slot at its other end.
    pub(super) fn jump_words(
        &self,
        slot: &StorySlot,
        to: &SlotOnPage<'_>,
        forward: bool,
    ) -> String {
        let words = &self.edition.words;
        // A continuation may go by a headline of its own.
        let title = to
            .slot
            .title
            .as_ref()
            .filter(|_| forward)
            .map(|title| title.value.clone());
        let headline = title.unwrap_or_else(|| self.headline(slot));
        let lead = Lead {
            page: to.page,
            headline: &headline,
            section: self.section(to.page),
        };
        words.said(
            if forward {
                &words.jump
            } else {
                &words.continued
            },
            &lead,
        )
    }

    /// Returns a story's headline in one line, without the spaces between Han at which it may
    /// break.
    fn headline(&self, slot: &StorySlot) -> String {
        let lines: Vec<&str> = self.edition.stories[&slot.story]
            .part(PartRole::Headline)
            .map(|part| part.text.text.as_str())
            .collect();
        if self.edition.lang == Lang::En {
            lines.join(" ")
        } else {
            lines.join("").replace([' ', '\u{3000}'], "")
        }
    }

    fn section(&self, number: Folio) -> &str {
        let page = self
            .edition
            .pages
            .iter()
            .find(|page| page.numbers().any(|own| own == number));
        page.map_or("", |page| page.section.as_str())
    }

    fn add_deck(
        &mut self,
        slot: &StorySlot,
        (role, style): (TextRole, &PartStyle),
        lines: Vec<Rich>,
        parts: &[&Part],
        width: Len,
        head: &mut SetHead,
    ) {
        let writing = slot.kind.head_writing();
        let deck = Deck {
            lines,
            style: ParStyle {
                writing,
                ink: slot.head_dress().ink.unwrap_or(style.par.ink),
                ..style.par.clone()
            },
            min_size: style.min_size,
            max_lines: style.max_lines,
        };
        let set = set_deck(&mut self.shaper, &deck, width);
        let place = parts.first().map_or(slot.span, |part| part.text.span());
        if set.over_chars > 0 {
            let message = text!(
                "makeup.headline-characters-too-wide",
                "the headline is {over_chars} characters too wide for its slot, even at {size}",
                over_chars = set.over_chars,
                size = set.size
            );
            self.sink.report(
                Diagnostic::new(Code::HeadTooWide, place, message)
                    .label(slot.span, text!("makeup.slot-noun", "the slot"))
                    .help(text!(
                        "makeup.shorten-put-space-where",
                        "shorten it, or put a space where it may become two lines"
                    )),
            );
        }
        for line in &set.lines {
            for missing in &line.par.missing {
                // The set line may be a piece of the deck, its spaces wider.
                let copy = parts.get(line.source).map(|part| &part.text);
                let span = copy.map_or(place, |text| {
                    text.span_at(text.text.find(missing.character).unwrap_or(0))
                });
                self.sink
                    .report(Diagnostic::missing_glyph(span, missing.character));
            }
            let copy = parts.get(line.source).map(|part| &part.text);
            self.tell_lighter(&line.par, |at| {
                let character = line.par.text.get(at..).and_then(|text| text.chars().next());
                copy.zip(character).map_or(place, |(text, character)| {
                    text.span_at(text.text.find(character).unwrap_or(0))
                })
            });
        }
        let before = if head.decks.is_empty() {
            Len::ZERO
        } else {
            style.before
        };
        head.height += before + set.height();
        head.decks.push((before, role, set));
    }

    /// Returns the rows of a head by default: its height and a blank row, rounded up 占行. A box or
    /// tint fills whole rows, and the row under it is blank.
    pub(super) fn head_rows(&self, slot: &StorySlot, head: &SetHead, grid: &Grid) -> u32 {
        let dress = slot.head_dress();
        let rows = match head.is_empty() {
            true => return 0,
            false if dress.stands_out() => {
                (head.height + dress.inset() * 2 + grid.gap()).div_ceil(grid.pitch) + 1
            }
            // A rule under it has air of its own.
            false if slot.kind.head_rule.is_some() => {
                (head.height + grid.pitch.scale(3, 2)).div_ceil(grid.pitch)
            }
            false => (head.height + grid.pitch).div_ceil(grid.pitch),
        };
        rows.max(1) as u32
    }

    /// Places a head in the middle of its area, moved down by `drop`; reports one deeper than it.
    pub(super) fn place_head(
        &mut self,
        slot: &StorySlot,
        stand: &PlacedHead,
        drop: Len,
    ) -> Option<Item> {
        let PlacedHead { head, axes, .. } = stand;
        if head.is_empty() {
            return None;
        }
        let drop = if stand.over_text { drop } else { Len::ZERO };
        let area = stand
            .area
            .rows(stand.area.top + drop, stand.area.bottom + drop);
        let dress = slot.head_dress();
        let origin = Origin(slot.origin);
        let mut items = Vec::new();
        let room = area.height() - dress.inset() * 2;
        if head.height > room {
            let pitch = slot.pitch();
            let more = (head.height - room).div_ceil(pitch);
            let message = text!(
                "makeup.headline-rows-deeper-rows",
                "the headline of “{slot}” is {more} rows deeper than the rows it is given",
                slot = slot.id,
                more
            );
            self.sink.report(
                Diagnostic::new(Code::HeadTooDeep, slot.span, message).help(text!(
                    "makeup.raise-head-take-deck",
                    "raise `head`, or take a deck out"
                )),
            );
            items.push(Item::Mark(Mark::Fault {
                rect: axes.on_page(&area),
                text: format!("题深 {more} 行"),
            }));
        }
        items.extend(frame_items(
            &axes.on_page(&area),
            &dress.frame,
            origin,
            &self.edition.pictures,
        ));
        let (left, right) = (area.left + dress.inset(), area.right - dress.inset());
        let ruled = if slot.kind.head_rule.is_some() && !dress.stands_out() {
            slot.pitch() / 2
        } else {
            Len::ZERO
        };
        let mut y = area.top + dress.inset() + (room - ruled - head.height).max(Len::ZERO) / 2;
        for (before, role, deck) in &head.decks {
            y += *before;
            for (nth, line) in deck.lines.iter().enumerate() {
                if nth == 0 || deck.lines[nth - 1].source != line.source {
                    let tag = TextTag::plain(*role, line.source);
                    items.push(Item::Mark(Mark::Text(Some(tag))));
                }
                let baseline = y + em_box::ascent(deck.size) + deck.leading * nth as i64;
                items.extend(text_line(
                    &line.par, &line.line, left, baseline, axes, origin,
                ));
            }
            if deck.over_chars > 0 {
                items.push(Item::Mark(Mark::Fault {
                    rect: axes.on_page(&Rect::new(left, y, right, y + deck.height())),
                    text: format!("题宽 {} 字", deck.over_chars),
                }));
            }
            y += deck.height();
        }
        items.push(Item::Mark(Mark::Text(None)));
        if let Some(rule) = &slot.kind.head_rule {
            // Midway between the head and what follows it.
            let foot = if dress.stands_out() { area.bottom } else { y };
            let gap = stand.next + drop - foot;
            if head.height <= room {
                self.tell_heavy(slot, "head-rule", rule, gap);
            }
            if is_heavy(rule, gap, slot.pitch()) {
                items.push(heavy_mark(axes.on_page(&area), rule));
            } else {
                let place = RulePlace::Across {
                    y: (foot + stand.next + drop) / 2,
                    left: area.left,
                    right: area.right,
                };
                items.extend(straight(
                    place.on_page(axes),
                    rule,
                    origin,
                    &self.edition.pictures,
                ));
            }
        }
        Some(Item::Group(Group {
            origin,
            role: Role::Head,
            name: slot.id.clone(),
            items,
        }))
    }

    pub(super) fn no_style(&mut self, slot: &StorySlot, role: PartRole, text: Option<&RichText>) {
        let span = text.map_or(slot.span, RichText::span);
        let message = text!(
            "makeup.no-style-for-role",
            "kind “{slot}” has no style for {role}, which this article has",
            slot = slot.kind.name,
            role = role.name()
        );
        self.sink.report(
            Diagnostic::new(Code::NoStyle, span, message)
                .label(slot.span, text!("makeup.its-slot", "its slot"))
                .help(text!(
                    "makeup.give-kind-style-layout-take",
                    "give the kind a style for it in the layout, or take it out of the copy"
                )),
        );
    }
}
