//! An advertisement 广告 with its mark.

use super::compositor::Compositor;
use super::drawn::drawn;
use super::run::line_items;
use super::shape::outline_in;
use crate::diag::{Diagnostic, Span};
use crate::edition::{AdLabel, AdSlot, Matter, Page};
use crate::forme::{Fill, Group, Item, Mark, Origin, PlacedPage, PlacedPicture, Role, Rule};
use crate::geom::{Em, Len, PageSpace, Point, Rect, em_box};
use crate::ink::Ink;
use crate::line::{Measures, break_lines, strain};
use crate::role::{TextRole, TextTag};
use crate::style::{Align, Lang, ParStyle, Writing};
use crate::text::RichLine;

/// Thickness of the line round the mark.
const LINE: Len = Len::from_units(Len::PT.units() / 4);

impl Compositor<'_> {
    /// Places an advertisement and sets its mark over it.
    pub(super) fn ad(&mut self, slot: &AdSlot, page: &Page) -> Item {
        let origin = Origin(slot.origin);
        let AdSlot { frame, image, .. } = *slot;
        let mut items = self.matter(
            &slot.matter,
            (frame, image),
            &slot.client,
            (slot.span, origin),
            page,
        );
        for item in &mut items {
            match item {
                Item::Picture(PlacedPicture { clip, .. }) | Item::Page(PlacedPage { clip, .. }) => {
                    *clip = outline_in(&slot.runaround.shape, &frame, &image);
                }
                _ => {}
            }
        }
        if let Some(label) = &slot.label {
            items.extend(self.ad_mark(label, &frame, slot, origin));
        }
        let name = slot.order.as_ref().map_or_else(
            || slot.client.clone(),
            |order| format!("{} {order}", slot.client),
        );
        Item::Group(Group {
            origin,
            role: Role::Ad,
            name,
            items,
        })
    }

    /// Places a picture, a drawing or a page of a PDF, given its frame and the extent of the whole
    /// of it.
    pub(super) fn matter(
        &mut self,
        matter: &Matter,
        (frame, image): (Rect<PageSpace>, Rect<PageSpace>),
        name: &str,
        (span, origin): (Span, Origin),
        page: &Page,
    ) -> Vec<Item> {
        match matter {
            Matter::Picture(picture) => {
                let placed = self.edition.pictures.get(*picture);
                if let Some(drawing) = &placed.drawing {
                    let mut items = vec![Item::Mark(Mark::Drawing {
                        rect: image,
                        alt: name.to_owned(),
                    })];
                    items.extend(drawn(drawing, &image, origin));
                    return items;
                }
                self.tell_ppi(placed.width, image.width(), span);
                vec![Item::Picture(PlacedPicture {
                    origin,
                    picture: *picture,
                    frame,
                    image,
                    clip: None,
                    alt: name.to_owned(),
                })]
            }
            Matter::Page(placed) => {
                let spots = page
                    .inks
                    .spots
                    .iter()
                    .filter(|spot| placed.spots.iter().any(|name| name == spot.name()))
                    .copied()
                    .collect();
                vec![Item::Page(PlacedPage {
                    origin,
                    page: placed.clone(),
                    frame,
                    image,
                    clip: None,
                    spots,
                    name: name.to_owned(),
                })]
            }
        }
    }

    /// Sets the mark on a ground of paper, so that it is legible over anything.
    fn ad_mark(
        &mut self,
        label: &AdLabel,
        frame: &Rect<PageSpace>,
        slot: &AdSlot,
        origin: Origin,
    ) -> Vec<Item> {
        let text = match self.edition.lang {
            Lang::Ja => "広告",
            Lang::En => "Advertisement",
            _ => "广告",
        };
        let style = ParStyle {
            writing: Writing::Horizontal,
            align: Align::Start,
            indent: Em::ZERO,
            ..label.style.par.clone()
        };
        let par = self.shaper.shape(RichLine::plain(text), &style);
        for missing in &par.missing {
            self.sink
                .report(Diagnostic::missing_glyph(slot.span, missing.character));
        }
        let lines = break_lines(
            &par,
            Measures {
                known: &[],
                rest: frame.width(),
            },
        );
        let Some(line) = lines.first() else {
            return Vec::new();
        };
        let size = style.size;
        let (pad, width) = (size / 3, strain(&par, line).natural);
        let (across, down) = (width + pad * 2, size + pad);
        let left = if label.left {
            frame.left
        } else {
            frame.right - across
        };
        let top = if label.head {
            frame.top
        } else {
            frame.bottom - down
        };
        let ground = Rect::at(left, top, across, down);
        let mut items = vec![Item::Fill(Fill {
            origin,
            rect: ground,
            ink: Ink::PAPER,
        })];
        items.extend(edges(&ground, origin));
        let tag = TextTag::plain(TextRole::AdMark, 0);
        items.push(Item::Mark(Mark::Text(Some(tag))));
        items.extend(line_items(
            &par,
            line,
            left + pad,
            top + pad / 2 + em_box::ascent(size),
            origin,
        ));
        items
    }
}

/// Returns fine lines just inside the edges of a rectangle.
fn edges(rect: &Rect<PageSpace>, origin: Origin) -> [Item; 4] {
    let inner = rect.grown(-LINE / 2);
    let line = |from: (Len, Len), to: (Len, Len)| {
        let (from, to) = (Point::new(from.0, from.1), Point::new(to.0, to.1));
        Item::Rule(Rule {
            origin,
            from,
            to,
            weight: LINE,
            dash: None,
            ink: Ink::BLACK,
        })
    };
    [
        line((rect.left, inner.top), (rect.right, inner.top)),
        line((rect.left, inner.bottom), (rect.right, inner.bottom)),
        line((inner.left, rect.top), (inner.left, rect.bottom)),
        line((inner.right, rect.top), (inner.right, rect.bottom)),
    ]
}
