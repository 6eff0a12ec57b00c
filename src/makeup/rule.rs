//! Rules 线, boxes 框 and tints 底纹.

use crate::edition::{Frame, RulePlace, RuleStyle};
use crate::forme::{Fill, Item, Origin, Rule};
use crate::geom::{Len, PageSpace, Point, Rect};

/// A straight rule; a double one is two lines either side of the centre line.
pub(super) fn straight(place: RulePlace, style: &RuleStyle, origin: Origin) -> Vec<Item> {
    let line = |shift: Len, weight: Len| {
        let (from, to) = match place {
            RulePlace::Down { x, top, bottom } => (Point::new(x + shift, top), Point::new(x + shift, bottom)),
            RulePlace::Across { y, left, right } => (Point::new(left, y + shift), Point::new(right, y + shift)),
        };
        Item::Rule(Rule { origin, from, to, weight, dash: style.dash, ink: style.ink })
    };
    match style.second {
        None => vec![line(Len::ZERO, style.weight)],
        Some((gap, weight)) => {
            let whole = style.weight + gap + weight;
            vec![line(style.weight / 2 - whole / 2, style.weight), line(whole / 2 - weight / 2, weight)]
        }
    }
}

/// What stands behind and round a rectangle. Box rules run inside its edges
/// and meet at the corners.
pub(super) fn frame_items(rect: &Rect<PageSpace>, frame: &Frame, origin: Origin) -> Vec<Item> {
    let mut items = Vec::new();
    if let Some(ink) = frame.tint {
        items.push(Item::Fill(Fill { origin, rect: *rect, ink }));
    }
    if let Some(style) = &frame.rule {
        items.extend(box_rules(rect, style, style.weight, origin));
        if let Some((gap, weight)) = style.second {
            let inner = rect.grown(-(style.weight + gap));
            items.extend(box_rules(&inner, style, weight, origin));
        }
    }
    items
}

fn box_rules(rect: &Rect<PageSpace>, style: &RuleStyle, weight: Len, origin: Origin) -> Vec<Item> {
    let half = weight / 2;
    let (left, right, top, bottom) = (rect.left + half, rect.right - half, rect.top + half, rect.bottom - half);
    let line = |x1, y1, x2, y2| {
        Item::Rule(Rule { origin, from: Point::new(x1, y1), to: Point::new(x2, y2), weight, dash: style.dash, ink: style.ink })
    };
    vec![
        line(rect.left, top, rect.right, top),
        line(rect.left, bottom, rect.right, bottom),
        line(left, rect.top, left, rect.bottom),
        line(right, rect.top, right, rect.bottom),
    ]
}
