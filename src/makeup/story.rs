//! A story in its slots, on one page or several.

use super::compositor::Compositor;
use super::fit::StoryFit;
use super::open::OpenSlot;
use super::slot::SlotOnPage;
use crate::edition::StorySlot;
use crate::forme::{Dest, Group, Item, Mark, Origin, Role};
use crate::geom::Len;
use crate::story::PartRole;

impl Compositor<'_> {
    /// Makes up a story with its head, text, pictures and insets: one group
    /// for each of its slots, in their order.
    pub(super) fn story(
        &mut self,
        stands: &[SlotOnPage<'_>],
        role: Role,
        fits: &mut Vec<StoryFit>,
    ) -> Vec<Item> {
        let Some(first) = stands.first() else {
            return Vec::new();
        };
        let fitted = if self.edition.stories[&first.slot.story].body.is_empty() {
            None
        } else {
            self.copyfit(stands)
        };
        let Some((slots, spent)) = fitted else {
            return self.set_story(stands, role, fits);
        };
        let changed: Vec<SlotOnPage<'_>> = stands
            .iter()
            .zip(&slots)
            .map(|(stand, slot)| SlotOnPage { slot, ..*stand })
            .collect();
        let at = fits.len();
        let items = self.set_story(&changed, role, fits);
        if let Some(fit) = fits.get_mut(at) {
            fit.spent = spent;
        }
        items
    }

    fn set_story(
        &mut self,
        stands: &[SlotOnPage<'_>],
        role: Role,
        fits: &mut Vec<StoryFit>,
    ) -> Vec<Item> {
        let Some(first) = stands.first() else {
            return Vec::new();
        };
        let has_body = !self.edition.stories[&first.slot.story].body.is_empty();
        let mut opened: Vec<OpenSlot<'_>> = stands
            .iter()
            .map(|stand| self.open(*stand, has_body))
            .collect();
        if has_body {
            let galley = self.galley(&opened);
            self.text(&mut opened, &galley, fits);
        } else {
            self.lone_parts(first.slot);
        }
        opened
            .into_iter()
            .map(|opened| self.close(opened, role, fits))
            .collect()
    }

    /// Adds what follows the text, and closes the slot into a group.
    fn close(&mut self, opened: OpenSlot<'_>, role: Role, fits: &mut Vec<StoryFit>) -> Item {
        let mut opened = opened;
        self.stand_head(&mut opened, Len::ZERO);
        let OpenSlot {
            stand,
            mut items,
            figures,
            ..
        } = opened;
        let slot = stand.slot;
        items.extend(figures);
        for inset in &stand.insets() {
            items.extend(self.story(
                &[SlotOnPage {
                    slot: inset,
                    ..stand
                }],
                Role::Sidebar,
                fits,
            ));
        }
        if let Some((to, _)) = &slot.refer {
            items.push(Item::Mark(Mark::Link {
                rect: slot.rect,
                to: Dest(to.clone()),
            }));
        }
        Item::Group(Group {
            origin: Origin(slot.origin),
            role,
            name: slot.id.clone(),
            items,
        })
    }

    /// Reports parts that belong to a body in a story without one.
    fn lone_parts(&mut self, slot: &StorySlot) {
        let edition = self.edition;
        for role in [PartRole::Note, PartRole::Dateline, PartRole::Signature] {
            if let Some(part) = edition.stories[&slot.story].part(role).next() {
                self.no_style(slot, role, Some(&part.text));
            }
        }
    }
}
