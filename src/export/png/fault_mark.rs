//! Fault marks: red veils over faults, each with a short caption.

use super::canvas::{Area, Colour};
use super::plate::Plate;
use crate::asset::FontId;
use crate::forme::Mark;
use crate::geom::{Len, PageSpace, Point, Rect};

const RED: [u8; 3] = [208, 0, 0];
const VEIL: Colour = Colour {
    rgb: RED,
    alpha: 0.2,
};
const SOLID: Colour = Colour {
    rgb: RED,
    alpha: 1.0,
};
const WHITE: Colour = Colour {
    rgb: [255; 3],
    alpha: 1.0,
};

const SIZE: Len = Len::pt(12);
const LABEL_DEPTH: Len = Len::pt(16);
const BASELINE: Len = Len::pt(12);
const INDENT: Len = Len::pt(3);

/// Draws every fault among the marks: veils and frames first, so that no veil
/// dims a label.
pub(super) fn draw(plate: &mut Plate, marks: &[&Mark]) {
    let faults: Vec<(Rect<PageSpace>, &str)> = marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Fault { rect, text } => Some((*rect, text.as_str())),
            Mark::Dest { .. }
            | Mark::Link { .. }
            | Mark::Text(_)
            | Mark::Ruby(_)
            | Mark::Drawing { .. } => None,
        })
        .collect();
    for (rect, _) in &faults {
        veil(plate, *rect);
    }
    let mut taken = Vec::new();
    for (rect, text) in &faults {
        label(plate, *rect, text, &mut taken);
    }
}

/// Draws a translucent red area in a red frame.
fn veil(plate: &mut Plate, rect: Rect<PageSpace>) {
    if let Some(inner) = frame(plate, rect, SOLID) {
        plate.canvas.fill_area(inner, VEIL);
    }
}

/// Draws a frame of 1.5 pt, centred on the edges; returns the area it encloses.
pub(super) fn frame(plate: &mut Plate, rect: Rect<PageSpace>, colour: Colour) -> Option<Area> {
    let half = Len::from_pt_f64(0.75);
    let outer = plate.canvas.area(rect.grown(half));
    let inner = plate.canvas.area(rect.grown(-half));
    if inner.is_empty() {
        plate.canvas.fill_area(outer, colour);
        return None;
    }
    let sides = [
        Area {
            bottom: inner.top,
            ..outer
        },
        Area {
            top: inner.bottom,
            ..outer
        },
        Area {
            right: inner.left,
            top: inner.top,
            bottom: inner.bottom,
            ..outer
        },
        Area {
            left: inner.right,
            top: inner.top,
            bottom: inner.bottom,
            ..outer
        },
    ];
    for side in sides {
        plate.canvas.fill_area(side, colour);
    }
    Some(inner)
}

/// Draws the caption in white on red: on the rectangle's top edge, or inside it at the top of the
/// sheet, and below any label already there.
pub(super) fn label(
    plate: &mut Plate,
    rect: Rect<PageSpace>,
    text: &str,
    taken: &mut Vec<Rect<PageSpace>>,
) {
    let glyphs = glyphs(plate, text, SIZE);
    let Some(last) = glyphs.last() else { return };
    let width = last.end + INDENT * 2;
    let sheet = plate.canvas.sheet();
    let (zero_x, zero_y) = plate.canvas.point(Point::new(Len::ZERO, Len::ZERO));
    let to_len = |pixels: f64| Len::from_pt_f64(pixels / plate.canvas.length(Len::PT));
    let (sheet_left, sheet_top) = (to_len(-zero_x), to_len(-zero_y));
    let left = rect
        .left
        .min(to_len(sheet.right - zero_x) - width)
        .max(sheet_left);
    let top = if rect.top - LABEL_DEPTH >= sheet_top {
        rect.top - LABEL_DEPTH
    } else {
        rect.top.max(sheet_top)
    };
    let mut place = Rect::at(left, top, width, LABEL_DEPTH);
    while let Some(other) = taken.iter().find(|other| other.overlaps(&place)) {
        place = Rect::at(left, other.bottom, width, LABEL_DEPTH);
    }
    taken.push(place);
    let ground = plate.canvas.area(place);
    plate.canvas.fill_area(ground, SOLID);
    for glyph in glyphs {
        plate.glyph(
            glyph.font,
            glyph.id,
            SIZE,
            Point::new(place.left + INDENT + glyph.start, place.top + BASELINE),
            WHITE,
        );
    }
}

/// A glyph of a line of marks.
pub(super) struct PlacedMark {
    pub font: FontId,
    pub id: u16,
    pub start: Len,
    pub end: Len,
}

/// Returns unshaped glyphs one after another, each looked up by its character.
pub(super) fn glyphs(plate: &Plate, text: &str, size: Len) -> Vec<PlacedMark> {
    let Some(hei) = plate.fonts.find("hei") else {
        return Vec::new();
    };
    let mut end = Len::ZERO;
    text.chars()
        .map(|character| {
            let font = plate.fonts.with_glyph(hei, character).unwrap_or(hei);
            let face = plate.fonts.face(font);
            let id = face.glyph(character).unwrap_or(0);
            let start = end;
            end += face.to_len(i32::from(face.advance(id)), size);
            PlacedMark {
                font,
                id,
                start,
                end,
            }
        })
        .collect()
}
