//! Mapping of a finding's place back to the line of the input that causes it.

use super::finding::Finding;
use crate::forme::{Forme, Item, Origin, leaves};
use crate::geom::{Len, PageSpace, Rect};

/// Returns the origin of the smallest item on our own page whose bounds contain the middle of a
/// finding's place. `None` if the finding has no place, or the item comes from no line.
pub fn origin_at(forme: &Forme, finding: &Finding) -> Option<Origin> {
    let place = finding.place?;
    let mut best: Option<(i128, Origin)> = None;
    visit(&forme.items, &mut |bounds, origin| {
        let area = i128::from(bounds.width().units()) * i128::from(bounds.height().units());
        if holds(&bounds, &place) && best.is_none_or(|(least, _)| area < least) {
            best = Some((area, origin));
        }
    });
    best.map(|(_, origin)| origin)
        .filter(|&origin| origin != Origin::default())
}

fn holds(bounds: &Rect<PageSpace>, place: &Rect<PageSpace>) -> bool {
    let (x, y) = (
        (place.left + place.right) / 2,
        (place.top + place.bottom) / 2,
    );
    bounds.left <= x && x <= bounds.right && bounds.top <= y && y <= bounds.bottom
}

/// Visits every item with its bounds; one without an origin of its own has that of its group.
fn visit(items: &[Item], see: &mut impl FnMut(Rect<PageSpace>, Origin)) {
    for leaf in leaves(items) {
        let own = |origin: Origin| origin.or(leaf.around);
        match leaf.item {
            Item::GlyphRun(run) => {
                let pens = run.glyphs.iter().map(|glyph| run.pen(glyph)).map(|pen| {
                    Rect::new(
                        pen.x,
                        pen.y - run.size,
                        pen.x + run.size,
                        pen.y + run.size / 4,
                    )
                });
                if let Some(bounds) = pens.reduce(|all, one| all.union(&one)) {
                    see(bounds, own(run.origin));
                }
            }
            Item::Picture(picture) => see(picture.frame, own(picture.origin)),
            Item::Path(path) => {
                if let Some(bounds) = path.bounds() {
                    see(bounds, own(path.origin));
                }
            }
            Item::Page(page) => see(page.frame, own(page.origin)),
            Item::Fill(fill) => see(fill.rect, own(fill.origin)),
            Item::Rule(rule) => {
                let half = rule.weight / 2 + Len::PT / 4;
                let (from, to) = (rule.from, rule.to);
                see(
                    Rect::new(
                        from.x.min(to.x),
                        from.y.min(to.y),
                        from.x.max(to.x),
                        from.y.max(to.y),
                    )
                    .grown(half),
                    own(rule.origin),
                );
            }
            Item::Group(_) | Item::Mark(_) => {}
        }
    }
}
