//! A spread cut at its fold into two pages.

use super::{Forme, GlyphRun, Item, Mark, rebuilt};
use crate::asset::{Fonts, Step};
use crate::geom::{Folio, Len, PageSpace, Point, Rect, em_box};

impl Forme {
    /// Returns the two pages of a spread whose right page has the number `facing`: each with what
    /// is on its side of the fold, and the visible part of what crosses it. Pictures and tints run
    /// over the fold into the bleed.
    pub fn halves(&self, facing: Folio, fonts: &Fonts) -> [Forme; 2] {
        let fold = self.sheet.trim.width / 2;
        let mut sheet = self.sheet;
        sheet.trim.width = fold;
        let half = |number: Folio, by: Len| {
            let within = Rect::new(
                -sheet.bleed,
                -sheet.bleed,
                fold + sheet.bleed,
                sheet.trim.height + sheet.bleed,
            );
            Forme {
                number,
                section: self.section.clone(),
                sheet,
                items: Half {
                    by,
                    within,
                    fold,
                    fonts,
                }
                .items(&self.items),
            }
        };
        [half(self.number, Len::ZERO), half(facing, -fold)]
    }
}

struct Half<'a> {
    by: Len,
    /// The sheet with its bleed.
    within: Rect<PageSpace>,
    /// The width of the trimmed page.
    fold: Len,
    fonts: &'a Fonts,
}

impl Half<'_> {
    fn items(&self, items: &[Item]) -> Vec<Item> {
        rebuilt(items, &|item| self.item(item))
    }

    fn item(&self, mut item: Item) -> Option<Item> {
        match &mut item {
            Item::GlyphRun(run) => *run = self.run(run)?,
            Item::Rule(rule) => {
                let clamp = |point: Point<PageSpace>| {
                    Point::new(
                        (point.x + self.by).clamp(self.within.left, self.within.right),
                        point.y,
                    )
                };
                let (from, to) = (rule.from.x + self.by, rule.to.x + self.by);
                if from.max(to) + rule.weight / 2 <= Len::ZERO
                    || from.min(to) - rule.weight / 2 >= self.fold
                {
                    return None;
                }
                (rule.from, rule.to) = (clamp(rule.from), clamp(rule.to));
            }
            Item::Fill(fill) => fill.rect = self.cut(&fill.rect)?,
            Item::Picture(picture) => {
                picture.frame = self.cut(&picture.frame)?;
                picture.image = self.moved(&picture.image);
                picture.clip = picture
                    .clip
                    .as_ref()
                    .map(|clip| clip.moved(self.by, Len::ZERO));
            }
            Item::Page(page) => {
                page.frame = self.cut(&page.frame)?;
                page.image = self.moved(&page.image);
                page.clip = page
                    .clip
                    .as_ref()
                    .map(|clip| clip.moved(self.by, Len::ZERO));
            }
            // The edge of the medium cuts what of a path lies beyond the fold.
            Item::Path(path) => {
                self.cut(&path.bounds()?)?;
                let moved = |point: Point<PageSpace>| Point::new(point.x + self.by, point.y);
                for step in &mut path.steps {
                    *step = match *step {
                        Step::Move(to) => Step::Move(moved(to)),
                        Step::Line(to) => Step::Line(moved(to)),
                        Step::Curve(a, b, to) => Step::Curve(moved(a), moved(b), moved(to)),
                        Step::Close => Step::Close,
                    };
                }
            }
            Item::Group(group) if group.items.is_empty() => return None,
            Item::Group(_) => {}
            Item::Mark(Mark::Dest { at, .. }) => {
                *at = Point::new(at.x + self.by, at.y);
                if at.x < Len::ZERO || at.x >= self.fold {
                    return None;
                }
            }
            Item::Mark(
                Mark::Link { rect, .. } | Mark::Fault { rect, .. } | Mark::Drawing { rect, .. },
            ) => *rect = self.cut(rect)?,
            Item::Mark(Mark::Text(_) | Mark::Ruby(_)) => {}
        }
        Some(item)
    }

    fn moved(&self, rect: &Rect<PageSpace>) -> Rect<PageSpace> {
        Rect::new(
            rect.left + self.by,
            rect.top,
            rect.right + self.by,
            rect.bottom,
        )
    }

    /// Returns the part of a rectangle that shows on this half; `None` if it only reaches into the
    /// bleed.
    fn cut(&self, rect: &Rect<PageSpace>) -> Option<Rect<PageSpace>> {
        let rect = self.moved(rect);
        if rect.right <= Len::ZERO || rect.left >= self.fold {
            return None;
        }
        let (left, top) = (
            rect.left.max(self.within.left),
            rect.top.max(self.within.top),
        );
        let (right, bottom) = (
            rect.right.min(self.within.right),
            rect.bottom.min(self.within.bottom),
        );
        (left < right && top < bottom).then(|| Rect::new(left, top, right, bottom))
    }

    /// Returns the glyphs of a run that show on this half; one cut by the fold is on both.
    fn run(&self, run: &GlyphRun) -> Option<GlyphRun> {
        let mut kept = GlyphRun {
            start: Point::new(run.start.x + self.by, run.start.y),
            text: String::new(),
            glyphs: Vec::new(),
            ..run.clone()
        };
        let shows = run.glyphs.iter().filter(|glyph| {
            let (left, right) = run.reach(glyph, self.fonts);
            right + self.by > Len::ZERO && left + self.by < self.fold
        });
        for glyph in shows {
            let text_start = kept.text.len() as u32;
            kept.text.push_str(run.text_of(glyph));
            kept.glyphs.push(super::Glyph {
                text_start,
                text_end: kept.text.len() as u32,
                ..*glyph
            });
        }
        (!kept.glyphs.is_empty()).then_some(kept)
    }
}

impl GlyphRun {
    /// Returns the horizontal extent of a glyph on the page, left and right: its advance, or its em
    /// box if the run is turned.
    pub fn reach(&self, glyph: &super::Glyph, fonts: &Fonts) -> (Len, Len) {
        let pen = self.pen(glyph).x;
        match self.turn {
            super::Rotation::Upright => {
                let face = fonts.face(self.font);
                (
                    pen,
                    pen + self
                        .condense
                        .at(face.to_len(i32::from(face.advance(glyph.id)), self.size)),
                )
            }
            super::Rotation::Clockwise => (
                pen - em_box::descent(self.size),
                pen + em_box::ascent(self.size),
            ),
        }
    }
}
