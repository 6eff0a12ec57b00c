//! Places in the whole units of a file: pixels of its page images, or 1/1200 inch.

use crate::forme::Sheet;
use crate::geom::{Len, PageSpace, Point, Rect};

/// The units of a page: its origin is the upper left corner of the sheet, bleed included, as on
/// page images.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units {
    bleed: Len,
    per_inch: i64,
}

/// A rectangle in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitBox {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
}

impl Units {
    pub fn new(sheet: &Sheet, per_inch: i64) -> Units {
        Units {
            bleed: sheet.bleed,
            per_inch,
        }
    }

    /// Converts a length, to the nearest unit.
    pub fn len(&self, len: Len) -> i64 {
        let twice = i128::from(len.units()) * i128::from(self.per_inch) * 2;
        let inch = i128::from(Len::INCH.units());
        (twice + inch).div_euclid(inch * 2) as i64
    }

    pub fn point(&self, point: Point<PageSpace>) -> (i64, i64) {
        (
            self.len(point.x + self.bleed),
            self.len(point.y + self.bleed),
        )
    }

    /// Converts a rectangle; neighbours stay neighbours, since edges are converted.
    pub fn rect(&self, rect: &Rect<PageSpace>) -> UnitBox {
        let (x, y) = self.point(Point::new(rect.left, rect.top));
        let (right, bottom) = self.point(Point::new(rect.right, rect.bottom));
        UnitBox {
            x,
            y,
            width: right - x,
            height: bottom - y,
        }
    }

    /// Formats points as `x,y x,y`.
    pub fn points(&self, points: &[Point<PageSpace>]) -> String {
        let pair = |point: &Point<PageSpace>| {
            let (x, y) = self.point(*point);
            format!("{x},{y}")
        };
        points.iter().map(pair).collect::<Vec<_>>().join(" ")
    }

    /// Width and height of the sheet.
    pub fn sheet(&self, sheet: &Sheet) -> (i64, i64) {
        (
            self.len(sheet.trim.width + sheet.bleed * 2),
            self.len(sheet.trim.height + sheet.bleed * 2),
        )
    }
}

/// Formats a length in points with two decimals, `9.50`.
pub(super) fn points(len: Len) -> String {
    let hundredths = hundredths(len);
    let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.abs());
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// Returns a length in hundredths of a point, to the nearest.
pub(super) fn hundredths(len: Len) -> i64 {
    let (units, point) = (i128::from(len.units()) * 200, i128::from(Len::PT.units()));
    (units + point).div_euclid(point * 2) as i64
}

/// The corners of a rectangle, clockwise from the upper left.
pub(super) fn corners(rect: &Rect<PageSpace>) -> Vec<Point<PageSpace>> {
    vec![
        Point::new(rect.left, rect.top),
        Point::new(rect.right, rect.top),
        Point::new(rect.right, rect.bottom),
        Point::new(rect.left, rect.bottom),
    ]
}
