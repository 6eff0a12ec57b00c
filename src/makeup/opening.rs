//! Opening of a slot: its head, pictures and rules get their places, and what
//! is left is for text.

use super::compositor::{Compositor, axes_of};
use super::open::{OpenSlot, PlacedHead};
use super::outline::outlined;
use super::rule::{frame_items, straight};
use super::runaround::obstacle;
use super::shape::outline_in;
use super::slot::{SlotOnPage, dest, edge, inner_areas, own_shape};
use crate::diag::{Code, Diagnostic};
use crate::edition::{Grid, RulePlace, Runaround, RunaroundShape, StorySlot};
use crate::forme::{Item, Mark, Origin};
use crate::geom::{Axes, LegSpace, Len, Obstacle, Outline, PageSpace, Rect, Standoff};
use crate::say::text;
use crate::story::PartRole;

impl Compositor<'_> {
    /// Opens a slot: places head and pictures.
    pub(super) fn open<'a>(&mut self, stand: SlotOnPage<'a>, has_body: bool) -> OpenSlot<'a> {
        let SlotOnPage { slot, grid, .. } = stand;
        let axes = stand.axes();
        let origin = Origin(slot.origin);
        let mut items = vec![Item::Mark(Mark::Dest {
            dest: dest(slot),
            title: self.title(slot),
            at: slot.rect.origin(),
        })];
        let shape = own_shape(slot, grid);
        match &shape {
            Some(outline) => items.extend(outlined(outline, &slot.kind.frame, origin)),
            None => items.extend(frame_items(
                &slot.rect,
                &slot.kind.frame,
                origin,
                &self.edition.pictures,
            )),
        }
        items.extend(self.edge_rules(slot, grid, &axes));
        let inner = inner_areas(slot, grid, &axes);
        // A slot has at least one place.
        let top = inner
            .first()
            .copied()
            .unwrap_or_else(|| axes.in_text(&slot.rect));
        // The text of a slot with an outline keeps inside that instead.
        let inset = slot.kind.frame.inset();
        let inner = if shape.is_some() {
            slot.areas.iter().map(|area| axes.in_text(area)).collect()
        } else {
            inner
        };
        let within = shape.map(|outline| {
            let round = Obstacle {
                standoff: Standoff::even(inset, inset),
                ..Obstacle::bare(slot.rect)
            };
            axes.obstacle_in_text(&Obstacle {
                outline: outline.outside(inset * 2 + Len::PT),
                ..round
            })
        });
        let (head, head_rect, foot) = self.head(&stand, &top, has_body);
        let areas = inner
            .into_iter()
            .enumerate()
            .map(|(nth, area)| {
                if nth == 0 {
                    area.rows(foot, area.bottom)
                } else {
                    area
                }
            })
            .collect();
        let mut figures = Vec::new();
        let mut obstacles = Vec::new();
        for (nth, picture) in stand.pictures().iter().enumerate() {
            let placed = self.picture(picture, (nth == 0).then_some(slot));
            let round = self.round_picture(&stand, picture, &placed);
            obstacles.extend(round.iter().map(|obstacle| axes.obstacle_in_text(obstacle)));
            // The headline is printed over this picture, so the picture comes first.
            match head_rect.filter(|head| slot.head_over.is_some() && picture.rect.contains(head)) {
                Some(head) => {
                    if !placed.frame.contains(&head) {
                        let message = text!(
                            "makeup.headline-reaches-beyond-picture",
                            "the headline of “{slot}” reaches beyond its picture, over the cutline",
                            slot = slot.id
                        );
                        let help = text!(
                            "makeup.end-head-above-cutline",
                            "end `head-at` above the cutline, or give the picture more rows"
                        );
                        self.sink.report(
                            Diagnostic::new(Code::SlotsOverlap, slot.span, message).help(help),
                        );
                    }
                    items.push(placed.item);
                }
                None => figures.push(placed.item),
            }
        }
        let first = slot.areas.first().copied().unwrap_or(slot.rect);
        let covered = if has_body {
            top.rows(top.top, foot.min(top.bottom))
        } else {
            top
        };
        if head_rect.is_none() {
            self.tell_covered(slot, |rect| {
                rect.overlaps(&first) && axes.in_text(rect).overlaps(&covered)
            });
        }
        let plain = Runaround::default();
        let insets = stand.insets();
        let insets = insets.iter().map(|inset| (inset.rect, &inset.runaround));
        let ads = slot.ads.iter().map(|(rect, round)| (*rect, round));
        for (rect, round) in insets
            .chain(ads)
            .chain(head_rect.map(|rect| (rect, &plain)))
        {
            let outline = outline_in(&round.shape, &rect, &rect).unwrap_or(Outline::Box(rect));
            obstacles.push(axes.obstacle_in_text(&obstacle(outline, round, &stand)));
        }
        // It is made up with the page; here it is but in the way.
        for picture in &slot.page_pictures {
            let placed = self.picture(picture, None);
            let round = self.round_picture(&stand, picture, &placed);
            obstacles.extend(round.iter().map(|obstacle| axes.obstacle_in_text(obstacle)));
        }
        if head_rect.is_none()
            && !head.head.is_empty()
            && slot.runaround.shape != RunaroundShape::Box
        {
            self.sink.report(
                Diagnostic::new(Code::BadValue, slot.span, text!("makeup.headline-leaves-shape-inset", "the headline of “{slot}” leaves the shape of its inset", slot = slot.id))
                    .help(text!("makeup.give-place-own-head", "give it a place of its own in it with `head-at`, or take `shape` or `polygon` out")),
            );
        }
        OpenSlot {
            stand,
            axes,
            areas,
            within,
            obstacles,
            items,
            head: Some(head),
            figures,
        }
    }

    /// Returns the rules along the head and foot of a slot.
    fn edge_rules(&self, slot: &StorySlot, grid: &Grid, axes: &Axes) -> Vec<Item> {
        let mut items = Vec::new();
        let whole = axes.in_text(&slot.rect);
        let [above, below] = slot.kind.edges.map(|rule| edge(rule, slot, grid).1);
        for (rule, (edge, y)) in slot.kind.edges.iter().zip([
            (whole.top, whole.top + above),
            (whole.bottom, whole.bottom - below),
        ]) {
            let Some(rule) = rule else { continue };
            // Of several places over those that reach so far up or down.
            let places = slot
                .areas
                .iter()
                .map(|area| axes.in_text(area))
                .filter(|area| area.top == edge || area.bottom == edge);
            let along = places.reduce(|a, b| a.union(&b)).unwrap_or(whole);
            let along = Rect::new(along.left, whole.top, along.right, whole.bottom);
            for (left, right) in clear_of(slot, axes, &along, y, rule.thickness()) {
                let place = RulePlace::Across { y, left, right }.on_page(axes);
                items.extend(straight(
                    place,
                    rule,
                    Origin(slot.origin),
                    &self.edition.pictures,
                ));
            }
        }
        items
    }

    /// Reports advertisements and pictures of the page that cover the headline over a slot's text.
    fn tell_covered(&mut self, slot: &StorySlot, covers: impl Fn(&Rect<PageSpace>) -> bool) {
        let ads = slot
            .ads
            .iter()
            .map(|(rect, _)| (rect, text!("makeup.advertisement-noun", "an advertisement")));
        let pictures = slot
            .page_pictures
            .iter()
            .map(|picture| (&picture.rect, text!("makeup.a-picture", "a picture")));
        for (_, what) in ads.chain(pictures).filter(|(rect, _)| covers(rect)) {
            self.sink.report(
                Diagnostic::new(
                    Code::SlotsOverlap,
                    slot.span,
                    text!(
                        "makeup.covers-headline-story",
                        "{what} covers the headline of the story",
                        what
                    ),
                )
                .help(text!(
                    "makeup.move-two-give-headline",
                    "move one of the two, or give the headline a place of its own with `head-at`"
                )),
            );
        }
    }

    /// Places the head of a slot, moved down by `drop` with the text under it.
    pub(super) fn stand_head(&mut self, opened: &mut OpenSlot<'_>, drop: Len) {
        if let Some(head) = opened.head.take() {
            opened
                .items
                .extend(self.place_head(opened.stand.slot, &head, drop));
        }
    }

    fn title(&self, slot: &StorySlot) -> String {
        let lines: Vec<&str> = self.edition.stories[&slot.story]
            .part(PartRole::Headline)
            .map(|part| part.text.text.as_str())
            .collect();
        if lines.is_empty() {
            slot.id.clone()
        } else {
            lines.join(" ")
        }
    }

    /// Returns the head and its position, its area if text runs round it, and where text begins:
    /// after whole rows of head, or at the top beside a head that has an area of its own 串文题 or
    /// that runs across the text 竖题.
    fn head(
        &mut self,
        stand: &SlotOnPage<'_>,
        top: &Rect<LegSpace>,
        has_body: bool,
    ) -> (PlacedHead, Option<Rect<PageSpace>>, Len) {
        let SlotOnPage { slot, grid, .. } = *stand;
        let axes = axes_of(slot.kind.head_writing(), stand.width);
        let dress = slot.head_dress();
        let place = slot.head_rect.map(|place| stand.inside(place));
        let own = place.or_else(|| (!has_body).then(|| stand.axes().on_page(top)));
        if let Some(rect) = own {
            let area = axes.in_text(&rect);
            let head = self.set_head(slot, area.width());
            let next = area.bottom + grid.gap();
            return (
                PlacedHead {
                    head,
                    axes,
                    area,
                    next,
                    over_text: false,
                },
                place,
                top.top,
            );
        }
        let whole = axes.in_text(&stand.axes().on_page(top));
        let head = self.set_head(slot, whole.width());
        if axes != stand.axes() && !head.is_empty() {
            // A strip of whole 字 on the side where the head's lines begin.
            let air = if dress.stands_out() {
                dress.inset() * 2
            } else {
                grid.size
            };
            let depth = match slot.head_rows {
                Some(rows) => grid.size * i64::from(rows),
                None => grid.size * (head.height + air).div_ceil(grid.size),
            };
            let area = whole.rows(whole.top, (whole.top + depth).min(whole.bottom));
            let (place, next) = (axes.on_page(&area), area.bottom + grid.alley);
            return (
                PlacedHead {
                    head,
                    axes,
                    area,
                    next,
                    over_text: false,
                },
                Some(place),
                top.top,
            );
        }
        let rows = slot
            .head_rows
            .unwrap_or_else(|| self.head_rows(slot, &head, grid));
        let next = top.top + grid.pitch * i64::from(rows);
        // The last row's gap belongs to the head, so that air stands on both
        // sides; under a box or tint the whole row does.
        let air = if dress.stands_out() && rows > 1 {
            grid.pitch
        } else {
            Len::ZERO
        };
        let area = top.rows(top.top, (next - grid.gap() - air).max(top.top));
        (
            PlacedHead {
                head,
                axes,
                area,
                next,
                over_text: true,
            },
            None,
            next,
        )
    }
}

/// Returns the stretches of a rule along an edge of a slot that no picture, sidebar or
/// advertisement covers.
fn clear_of(
    slot: &StorySlot,
    axes: &Axes,
    whole: &Rect<LegSpace>,
    y: Len,
    thickness: Len,
) -> Vec<(Len, Len)> {
    let rule = whole.rows(y - thickness / 2, y + thickness / 2);
    let taken = slot
        .pictures
        .iter()
        .map(|picture| picture.rect)
        .chain(slot.insets.iter().map(|inset| inset.rect));
    let mut stretches = vec![(whole.left, whole.right)];
    for rect in taken
        .chain(slot.ads.iter().map(|(rect, _)| *rect))
        .map(|rect| axes.in_text(&rect))
        .filter(|rect| rect.overlaps(&rule))
    {
        stretches = stretches
            .into_iter()
            .flat_map(|(from, to)| [(from, to.min(rect.left)), (from.max(rect.right), to)])
            .collect();
        stretches.retain(|(from, to)| from < to);
    }
    stretches
}
