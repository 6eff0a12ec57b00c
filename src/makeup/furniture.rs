//! Furniture 固定件: nameplate, ear, folio, legal lines.

use super::compositor::{Compositor, axes_of};
use super::picture::inside;
use super::rule::{frame_items, straight};
use super::run::text_line;
use crate::diag::{Code, Diagnostic};
use crate::edition::{FurnitureSlot, Matter, Page, RulePlace, RuleStyle, VAlign};
use crate::flow::{Deck, SetDeck, set_deck};
use crate::forme::{Group, Item, Origin, Role};
use crate::geom::{Len, em_box};
use crate::say::text;
use crate::style::{ParStyle, Writing};

impl Compositor<'_> {
    pub(super) fn furniture(&mut self, slot: &FurnitureSlot, page: &Page) -> Item {
        let origin = Origin(slot.origin);
        let mut items = frame_items(&slot.rect, &slot.frame, origin, &self.edition.pictures);
        // All rows run as the first does.
        let writing = slot
            .rows
            .first()
            .map_or(Writing::Horizontal, |row| row.style.par.writing);
        let axes = axes_of(writing, page.trim.width);
        let inner = axes.in_text(&slot.rect.grown(-slot.frame.inset_all_round()));
        let half = |rule: &Option<RuleStyle>| rule.map_or(Len::ZERO, |rule| rule.thickness() / 2);
        for (rule, y) in [
            (&slot.rule_above, slot.rect.top),
            (&slot.rule_below, slot.rect.bottom),
        ] {
            if let Some(rule) = rule {
                items.extend(straight(
                    RulePlace::Across {
                        y,
                        left: slot.rect.left,
                        right: slot.rect.right,
                    },
                    rule,
                    origin,
                    &self.edition.pictures,
                ));
            }
        }
        let (set, height) = self.furniture_rows(slot, writing, inner.width());
        if height > inner.height() {
            let over = (height - inner.height()).to_mm();
            let message = text!(
                "makeup.furniture-mm-deeper-frame",
                "furniture “{slot}” is {over:.1} mm deeper than its frame",
                slot = slot.name,
                over
            );
            self.sink.report(
                Diagnostic::new(Code::HeadTooDeep, slot.span, message)
                    .help(text!("makeup.make-frame-place-deeper", "make the frame or place deeper, the padding or the styles smaller, or take a line out")),
            );
        }
        if let Some(matter) = &slot.matter {
            // Lines take the foot, what was drawn the rest.
            let mut room = slot.rect.grown(-slot.frame.inset_all_round());
            if height > Len::ZERO {
                room.bottom -= height;
            }
            let image = match matter {
                Matter::Picture(id) => {
                    let picture = self.edition.pictures.get(*id);
                    inside(&room, picture.width, picture.height)
                }
                Matter::Page(placed) => {
                    let units = |length: Len| u32::try_from(length.units()).unwrap_or(u32::MAX);
                    inside(&room, units(placed.size.width), units(placed.size.height))
                }
            };
            let alt: String = slot.rows.iter().map(|row| row.text.as_str()).collect();
            let name = if alt.is_empty() { &slot.name } else { &alt };
            items.extend(self.matter(matter, (image, image), name, (slot.span, origin), page));
        }
        let mut y = match slot.valign {
            _ if slot.matter.is_some() => inner.bottom - height,
            VAlign::Top => inner.top,
            VAlign::Middle => inner.top + (inner.height() - height) / 2,
            VAlign::Bottom => inner.bottom - height,
        };
        if !axes.is_vertical() {
            // Rules lie on the edges, half of each inside.
            let (top, foot) = (half(&slot.rule_above), half(&slot.rule_below));
            y = y
                .min(slot.rect.bottom - foot - height)
                .max(slot.rect.top + top);
        }
        for (space, deck) in set {
            y += space;
            for (nth, line) in deck.lines.iter().enumerate() {
                let baseline = y + em_box::ascent(deck.size) + deck.leading * nth as i64;
                items.extend(text_line(
                    &line.par, &line.line, inner.left, baseline, &axes, origin,
                ));
            }
            y += deck.height();
        }
        Item::Group(Group {
            origin,
            role: Role::Furniture,
            name: slot.name.clone(),
            items,
        })
    }

    /// Sets the lines of a piece of furniture, each with the space above it, and returns their
    /// total depth.
    fn furniture_rows(
        &mut self,
        slot: &FurnitureSlot,
        writing: Writing,
        width: Len,
    ) -> (Vec<(Len, SetDeck)>, Len) {
        let mut set = Vec::new();
        let mut height = Len::ZERO;
        for (nth, row) in slot.rows.iter().enumerate() {
            if row.text.is_empty() {
                continue;
            }
            let deck = Deck {
                lines: vec![row.text.clone().into()],
                style: ParStyle {
                    writing,
                    ..row.style.par.clone()
                },
                min_size: row.style.min_size,
                max_lines: row.style.max_lines,
            };
            let deck = set_deck(&mut self.shaper, &deck, width);
            if deck.over_chars > 0 {
                let message = text!(
                    "makeup.furniture-characters-too-wide",
                    "furniture “{slot}” is {over_chars} characters too wide for its place: “{row}”",
                    slot = slot.name,
                    over_chars = deck.over_chars,
                    row = row.text
                );
                self.sink
                    .report(
                        Diagnostic::new(Code::HeadTooWide, row.span, message).help(text!(
                            "makeup.shorten-give-smaller-style",
                            "shorten it, give it a smaller style, or a wider place"
                        )),
                    );
            }
            for line in &deck.lines {
                for missing in &line.par.missing {
                    self.sink
                        .report(Diagnostic::missing_glyph(row.span, missing.character));
                }
            }
            // Leading, not depth, parts one line from the next.
            let space = if nth == 0 {
                Len::ZERO
            } else {
                row.style.before.max((deck.leading - deck.size) / 2)
            };
            height += space + deck.height();
            set.push((space, deck));
        }
        (set, height)
    }
}
