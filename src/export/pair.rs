//! Imposition of two pages on one plate 拼对, as 对开 pages go to press.

use crate::forme::{Forme, Item, rebuilt};
use crate::geom::{Len, PageSpace, Rect};

/// Returns which pages of `count` share a plate, left and right, counted from 1: the first with the
/// last, the second with the last but one, odd pages right. `None` if they make no pairs.
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

/// Returns both pages side by side on one sheet, trim to trim. Tints and pictures that run over the
/// fold into the bleed end at it.
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

/// Returns items moved to the right, those that can be clipped kept within a rectangle.
fn shifted(items: &[Item], by: Len, within: &Rect<PageSpace>) -> Vec<Item> {
    let cut = |rect: &mut Rect<PageSpace>| {
        (rect.left, rect.top) = (rect.left.max(within.left), rect.top.max(within.top));
        (rect.right, rect.bottom) = (rect.right.min(within.right), rect.bottom.min(within.bottom));
        rect.left < rect.right && rect.top < rect.bottom
    };
    rebuilt(items, &|item| {
        let mut item = item.moved(by);
        let shows = match &mut item {
            Item::Fill(fill) => cut(&mut fill.rect),
            Item::Picture(picture) => cut(&mut picture.frame),
            Item::Page(page) => cut(&mut page.frame),
            _ => true,
        };
        shows.then_some(item)
    })
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
