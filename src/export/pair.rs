//! Two pages on one plate 拼对: how 对开 pages go to press.

use crate::forme::{Forme, Group, Item, Mark};
use crate::geom::{Len, PageSpace, Point, Rect};

/// Which pages of `count` share a plate, left and right, counted from 1: the
/// first with the last, the second with the last but one, odd pages right.
/// `None` when they make no pairs.
pub fn pairs(count: usize) -> Option<Vec<(usize, usize)>> {
    let even = count > 0 && count.is_multiple_of(2);
    even.then(|| {
        let pair = |page: usize| {
            if page % 2 == 1 {
                (count + 1 - page, page)
            } else {
                (page, count + 1 - page)
            }
        };
        (1..=count / 2).map(pair).collect()
    })
}

/// Both pages side by side on one sheet, trim to trim. Tints and pictures that
/// run over the fold into the bleed end at it.
pub fn paired(left: &Forme, right: &Forme) -> Forme {
    let mut sheet = left.sheet;
    sheet.trim.width += right.sheet.trim.width;
    sheet.trim.height = sheet.trim.height.max(right.sheet.trim.height);
    let (fold, bleed) = (left.sheet.trim.width, sheet.bleed);
    let foot = sheet.trim.height + bleed;
    let mut items = shifted(
        &left.items,
        Len::ZERO,
        &Rect::new(-bleed, -bleed, fold, foot),
    );
    items.extend(shifted(
        &right.items,
        fold,
        &Rect::new(fold, -bleed, sheet.trim.width + bleed, foot),
    ));
    Forme {
        number: left.number,
        section: format!("{} {}", left.section, right.section),
        sheet,
        items,
    }
}

/// Things moved to the right, what can be cut kept within a rectangle.
fn shifted(items: &[Item], by: Len, within: &Rect<PageSpace>) -> Vec<Item> {
    let point = |point: Point<PageSpace>| Point::new(point.x + by, point.y);
    let whole =
        |rect: &Rect<PageSpace>| Rect::new(rect.left + by, rect.top, rect.right + by, rect.bottom);
    let cut = |rect: &Rect<PageSpace>| {
        let rect = whole(rect);
        let (left, top) = (rect.left.max(within.left), rect.top.max(within.top));
        let (right, bottom) = (rect.right.min(within.right), rect.bottom.min(within.bottom));
        (left < right && top < bottom).then(|| Rect::new(left, top, right, bottom))
    };
    let one = |item: &Item| {
        let mut item = item.clone();
        match &mut item {
            Item::GlyphRun(run) => run.start = point(run.start),
            Item::Rule(rule) => (rule.from, rule.to) = (point(rule.from), point(rule.to)),
            Item::Path(path) => {
                path.steps = path.steps.iter().map(|step| step.placed(point)).collect()
            }
            Item::Fill(fill) => fill.rect = cut(&fill.rect)?,
            Item::Picture(picture) => {
                picture.frame = cut(&picture.frame)?;
                picture.image = whole(&picture.image);
                picture.clip = picture.clip.as_ref().map(|clip| clip.moved(by, Len::ZERO));
            }
            Item::Page(page) => {
                page.frame = cut(&page.frame)?;
                page.image = whole(&page.image);
            }
            Item::Group(Group { items, .. }) => *items = shifted(items, by, within),
            Item::Mark(Mark::Dest { at, .. }) => *at = point(*at),
            Item::Mark(Mark::Link { rect, .. } | Mark::Fault { rect, .. }) => *rect = whole(rect),
        }
        Some(item)
    };
    items.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_meets_the_last_and_odd_pages_stand_right() {
        assert_eq!(pairs(8), Some(vec![(8, 1), (2, 7), (6, 3), (4, 5)]));
        assert_eq!(pairs(2), Some(vec![(2, 1)]));
        assert_eq!((pairs(0), pairs(3)), (None, None));
    }
}
