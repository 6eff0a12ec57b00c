//! Page boxes, and the conversion from page space to PDF space.

use lopdf::{Dictionary, Object};

use super::number::{milli, real};
use crate::forme::Sheet;
use crate::geom::{Len, PageSpace, Rect};

/// The conversion from page space (y downward from the corner of the trimmed sheet) to PDF space (y
/// upward from the corner of the medium), in thousandths of a point.
#[derive(Clone, Copy)]
pub(super) struct PageBoxes {
    /// Distance from the edge of the medium to the trimmed sheet.
    edge: Len,
    /// Position of the trimmed sheet's top in PDF space.
    head: Len,
}

impl PageBoxes {
    /// Creates the conversion for a sheet.
    pub fn of(sheet: &Sheet) -> PageBoxes {
        let edge = sheet.bleed + sheet.margin;
        PageBoxes {
            edge,
            head: edge + sheet.trim.height,
        }
    }

    /// Converts an x coordinate, unrounded.
    pub fn across(&self, x: Len) -> Len {
        self.edge + x
    }

    /// Converts an x coordinate.
    pub fn x(&self, x: Len) -> i64 {
        milli(self.across(x))
    }

    /// Converts a y coordinate, unrounded.
    pub fn up(&self, y: Len) -> Len {
        self.head - y
    }

    /// Converts a y coordinate.
    pub fn y(&self, y: Len) -> i64 {
        milli(self.up(y))
    }

    /// Converts a rectangle to left, bottom, right and top. Edges are rounded, not sizes, so that
    /// rectangles that touch on the page touch in the file.
    pub fn edges(&self, rect: &Rect<PageSpace>) -> [i64; 4] {
        [
            self.x(rect.left),
            self.y(rect.bottom),
            self.x(rect.right),
            self.y(rect.top),
        ]
    }

    /// Converts a rectangle to lower left corner, width and height.
    pub fn corner_and_size(&self, rect: &Rect<PageSpace>) -> [i64; 4] {
        let [left, bottom, right, top] = self.edges(rect);
        [left, bottom, right - left, top - bottom]
    }
}

/// Writes the boxes of a page: the trim inside the bleed, and the medium,
/// which is larger than the bleed only where there are printer's marks. There
/// is no crop box, so viewers show the medium.
pub(super) fn set(page: &mut Dictionary, sheet: &Sheet) {
    let frame = PageBoxes::of(sheet);
    let trim = Rect::at(Len::ZERO, Len::ZERO, sheet.trim.width, sheet.trim.height);
    let with_edges = |rect: &Rect<PageSpace>| Object::Array(frame.edges(rect).map(real).to_vec());
    page.set(
        "MediaBox",
        with_edges(&trim.grown(sheet.bleed + sheet.margin)),
    );
    page.set("BleedBox", with_edges(&trim.grown(sheet.bleed)));
    page.set("TrimBox", with_edges(&trim));
    page.remove(b"CropBox");
}
