//! What is drawn on a page beside type and pictures: rules, tints, boxes, drawings.

use std::collections::BTreeMap;

use crate::forme::{Forme, Group, Item, Role, leaves};
use crate::geom::{Len, PageSpace, Point};

/// What is drawn for one story, piece of furniture or advertisement: geometry and ink, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    pub shapes: Vec<String>,
    pub inks: Vec<String>,
}

/// Returns what is drawn on a page by the name of what it belongs to; `origin` gives the place
/// from which that of a name is measured.
pub(super) fn drawn(
    forme: &Forme,
    origin: impl Fn(&str) -> Point<PageSpace>,
) -> BTreeMap<String, Drawn> {
    let mut all: BTreeMap<String, Drawn> = BTreeMap::new();
    for leaf in leaves(&forme.items) {
        let name = leaf.outermost.map_or("", name_of).to_owned();
        let from = origin(&name);
        let at = |point: Point<PageSpace>| format!("{} {}", point.x - from.x, point.y - from.y);
        let (shape, ink) = match leaf.item {
            Item::Rule(rule) => (
                format!(
                    "rule {} {} {} {:?}",
                    at(rule.from),
                    at(rule.to),
                    rule.weight,
                    rule.dash
                ),
                rule.ink,
            ),
            Item::Fill(fill) => {
                let rect = fill.rect;
                let corners = [
                    Point::new(rect.left, rect.top),
                    Point::new(rect.right, rect.bottom),
                ];
                (
                    format!("fill {} {}", at(corners[0]), at(corners[1])),
                    fill.ink,
                )
            }
            Item::Path(path) => {
                let steps: Vec<String> = path
                    .steps
                    .iter()
                    .map(|step| {
                        let moved =
                            step.placed(|point| Point::new(point.x - from.x, point.y - from.y));
                        format!("{moved:?}")
                    })
                    .collect();
                (
                    format!("path {} {:?}", steps.join(" "), path.stroke),
                    path.ink,
                )
            }
            Item::Mark(_)
            | Item::GlyphRun(_)
            | Item::Picture(_)
            | Item::Page(_)
            | Item::Group(_) => continue,
        };
        let own = all.entry(name).or_default();
        own.shapes.push(shape);
        own.inks.push(ink.to_string());
    }
    all
}

/// The name by which what a group draws is known; rules of the page have none.
fn name_of(group: &Group) -> &str {
    match group.role {
        Role::Rules => "",
        _ => &group.name,
    }
}

/// The origin of the page.
pub(super) fn page_origin() -> Point<PageSpace> {
    Point::new(Len::ZERO, Len::ZERO)
}
