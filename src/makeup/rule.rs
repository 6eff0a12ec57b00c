//! Rules 线, boxes 框 and tints 底纹.

use super::lace;
use crate::asset::{Cap, Join, Pencil, Pictures, Step, Stroke};
use crate::edition::{BoxFrame, RulePlace, RuleStyle};
use crate::forme::{Fill, Item, Origin, Path, Rule};
use crate::geom::{Len, PageSpace, Point, Rect};
use crate::ink::Ink;

/// Returns a straight rule; a double one as two lines on either side of the centre line, a lace
/// 花边 as a row of tiles on it.
pub(super) fn straight(
    place: RulePlace,
    style: &RuleStyle,
    origin: Origin,
    pictures: &Pictures,
) -> Vec<Item> {
    if let Some(lace) = &style.lace {
        return lace::along(place, lace, style.weight, origin, pictures);
    }
    let line = |shift: Len, weight: Len| {
        let (from, to) = match place {
            RulePlace::Down { x, top, bottom } => {
                (Point::new(x + shift, top), Point::new(x + shift, bottom))
            }
            RulePlace::Across { y, left, right } => {
                (Point::new(left, y + shift), Point::new(right, y + shift))
            }
        };
        Item::Rule(Rule {
            origin,
            from,
            to,
            weight,
            dash: style.dash,
            ink: style.ink,
        })
    };
    match style.second {
        None => vec![line(Len::ZERO, style.weight)],
        Some((gap, weight)) => {
            let whole = style.weight + gap + weight;
            vec![
                line(style.weight / 2 - whole / 2, style.weight),
                line(whole / 2 - weight / 2, weight),
            ]
        }
    }
}

/// Returns the box and tint of a rectangle. Box rules run inside its edges and meet at the corners,
/// which may be round but for those of a lace; a tint ends at the inner edge of a lace.
pub(super) fn frame_items(
    rect: &Rect<PageSpace>,
    frame: &BoxFrame,
    origin: Origin,
    pictures: &Pictures,
) -> Vec<Item> {
    let mut items = Vec::new();
    if let Some((style, lace)) = frame
        .rule
        .as_ref()
        .and_then(|style| Some((style, style.lace.as_ref()?)))
    {
        let inner = rect.grown(-style.weight);
        items.extend(frame.tint.filter(|_| !inner.is_empty()).map(|ink| {
            Item::Fill(Fill {
                origin,
                rect: inner,
                ink,
            })
        }));
        items.extend(lace::round(rect, lace, style.weight, origin, pictures));
        return items;
    }
    let corner = frame.corner.min(rect.width() / 2).min(rect.height() / 2);
    if corner > Len::ZERO {
        let round = |rect: &Rect<PageSpace>, corner: Len, stroke: Stroke, ink: Ink| {
            Item::Path(Path {
                origin,
                steps: rounded(rect, corner),
                stroke,
                ink,
            })
        };
        items.extend(
            frame
                .tint
                .map(|ink| round(rect, corner, Stroke::Fill { even_odd: false }, ink)),
        );
        let Some(style) = &frame.rule else {
            return items;
        };
        let mut inset = Len::ZERO;
        for (gap, weight) in [Some((Len::ZERO, style.weight)), style.second]
            .into_iter()
            .flatten()
        {
            inset += gap + weight / 2;
            let dash = style.dash.map_or_else(Vec::new, |(on, off)| vec![on, off]);
            let pencil = Pencil {
                weight,
                cap: Cap::Butt,
                join: Join::Round,
                dash,
                phase: Len::ZERO,
            };
            items.push(round(
                &rect.grown(-inset),
                (corner - inset).max(Len::ZERO),
                Stroke::Line(pencil),
                style.ink,
            ));
            inset += weight / 2;
        }
        return items;
    }
    if let Some(ink) = frame.tint {
        items.push(Item::Fill(Fill {
            origin,
            rect: *rect,
            ink,
        }));
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

/// Returns a rectangle with round corners, from the left end of its top clockwise.
fn rounded(rect: &Rect<PageSpace>, corner: Len) -> Vec<Step> {
    // The handles of a curve that is a quarter of a circle to 0.03 per cent.
    let arm = corner.scale(5523, 10_000);
    let Rect {
        left,
        top,
        right,
        bottom,
        ..
    } = *rect;
    let at = Point::new;
    vec![
        Step::Move(at(left + corner, top)),
        Step::Line(at(right - corner, top)),
        Step::Curve(
            at(right - corner + arm, top),
            at(right, top + corner - arm),
            at(right, top + corner),
        ),
        Step::Line(at(right, bottom - corner)),
        Step::Curve(
            at(right, bottom - corner + arm),
            at(right - corner + arm, bottom),
            at(right - corner, bottom),
        ),
        Step::Line(at(left + corner, bottom)),
        Step::Curve(
            at(left + corner - arm, bottom),
            at(left, bottom - corner + arm),
            at(left, bottom - corner),
        ),
        Step::Line(at(left, top + corner)),
        Step::Curve(
            at(left, top + corner - arm),
            at(left + corner - arm, top),
            at(left + corner, top),
        ),
        Step::Close,
    ]
}

/// Returns an ellipse, from its top clockwise.
pub(super) fn ellipse(rect: &Rect<PageSpace>) -> Vec<Step> {
    let Rect {
        left,
        top,
        right,
        bottom,
        ..
    } = *rect;
    let (x, y, at) = ((left + right) / 2, (top + bottom) / 2, Point::new);
    let (across, down) = (
        (rect.width() / 2).scale(5523, 10_000),
        (rect.height() / 2).scale(5523, 10_000),
    );
    vec![
        Step::Move(at(x, top)),
        Step::Curve(at(x + across, top), at(right, y - down), at(right, y)),
        Step::Curve(at(right, y + down), at(x + across, bottom), at(x, bottom)),
        Step::Curve(at(x - across, bottom), at(left, y + down), at(left, y)),
        Step::Curve(at(left, y - down), at(x - across, top), at(x, top)),
        Step::Close,
    ]
}

fn box_rules(rect: &Rect<PageSpace>, style: &RuleStyle, weight: Len, origin: Origin) -> Vec<Item> {
    let half = weight / 2;
    let (left, right, top, bottom) = (
        rect.left + half,
        rect.right - half,
        rect.top + half,
        rect.bottom - half,
    );
    let line = |x1, y1, x2, y2| {
        Item::Rule(Rule {
            origin,
            from: Point::new(x1, y1),
            to: Point::new(x2, y2),
            weight,
            dash: style.dash,
            ink: style.ink,
        })
    };
    vec![
        line(rect.left, top, rect.right, top),
        line(rect.left, bottom, rect.right, bottom),
        line(left, rect.top, left, rect.bottom),
        line(right, rect.top, right, rect.bottom),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tint fills the rectangle; both lines of a double rule are inside it, one within the
    /// other.
    #[test]
    fn round_boxes_lie_inside_their_place() {
        let rect = Rect::at(Len::pt(10), Len::pt(20), Len::pt(100), Len::pt(50));
        let rule = RuleStyle {
            weight: Len::pt(2),
            ink: Ink::BLACK,
            dash: None,
            second: Some((Len::pt(1), Len::pt(1))),
            lace: None,
        };
        let frame = BoxFrame {
            rule: Some(rule),
            padding: Len::ZERO,
            tint: Some(Ink::K(100)),
            corner: Len::pt(6),
        };
        let bounds: Vec<Rect<PageSpace>> =
            frame_items(&rect, &frame, Origin(0), &Pictures::default())
                .iter()
                .map(|item| {
                    if let Item::Path(path) = item {
                        path.bounds().unwrap()
                    } else {
                        panic!("{item:?}")
                    }
                })
                .collect();
        assert_eq!(
            bounds,
            [
                rect,
                rect.grown(-Len::pt(1)),
                rect.grown(-Len::PT.scale(7, 2))
            ]
        );
    }

    #[test]
    fn corners_are_no_rounder_than_the_box_is_wide() {
        let rect = Rect::at(Len::ZERO, Len::ZERO, Len::pt(100), Len::pt(10));
        let frame = BoxFrame {
            tint: Some(Ink::BLACK),
            corner: Len::pt(40),
            ..BoxFrame::default()
        };
        let items = frame_items(&rect, &frame, Origin(0), &Pictures::default());
        let Item::Path(path) = &items[0] else {
            panic!("{items:?}")
        };
        assert!(
            matches!(path.steps[0], Step::Move(point) if point == Point::new(Len::pt(5), Len::ZERO)),
            "{:?}",
            path.steps[0]
        );
    }
}
