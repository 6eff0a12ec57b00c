//! The stand-in of a placed PDF page that cannot be drawn: a grey box with a cross, the owner's name
//! and the size.

use tiny_skia::{PathBuilder, Stroke};

use super::canvas::Colour;
use super::fault_mark::{frame, glyphs};
use super::plate::{Plate, View};
use crate::forme::PlacedPage;
use crate::geom::{Len, Point, Rect};

const GROUND: Colour = Colour {
    rgb: [236; 3],
    alpha: 1.0,
};
const LINE: Colour = Colour {
    rgb: [120; 3],
    alpha: 1.0,
};
const WHITE: Colour = Colour {
    rgb: [255; 3],
    alpha: 1.0,
};
const BLACK: Colour = Colour {
    rgb: [0; 3],
    alpha: 1.0,
};

/// Largest type size on it, and the smallest worth setting.
const LARGEST: Len = Len::pt(24);
const LEAST: Len = Len::pt(3);

/// Draws the box. Every plate shows it alike.
pub(super) fn draw(plate: &mut Plate, placed: &PlacedPage) {
    let place = plate.canvas.area(placed.frame);
    if matches!(plate.view, View::Proof) {
        plate.canvas.fill_area(place, GROUND);
    }
    let width = plate.canvas.length(Len::PT).max(1.0) as f32;
    let corners = [place.left, place.top, place.right, place.bottom].map(|edge| edge as f32);
    let [left, top, right, bottom] = corners;
    for (from, to) in [
        ((left, top), (right, bottom)),
        ((left, bottom), (right, top)),
    ] {
        let mut line = PathBuilder::new();
        line.move_to(from.0, from.1);
        line.line_to(to.0, to.1);
        if let Some(line) = line.finish() {
            plate.canvas.stroke_path(
                &line,
                &Stroke {
                    width,
                    ..Stroke::default()
                },
                LINE,
            );
        }
    }
    frame(plate, placed.frame, LINE);
    let size = placed.page.size;
    let rows = [
        placed.name.clone(),
        format!("{:.1} × {:.1} mm", size.width.to_mm(), size.height.to_mm()),
        "PDF：无法绘出 cannot be drawn".to_owned(),
    ];
    words(plate, placed, &rows);
}

/// Draws the words in the middle, on white so that the cross does not run through them.
fn words(plate: &mut Plate, placed: &PlacedPage, rows: &[String]) {
    let room = placed.frame;
    let mut size = LARGEST.min(room.height() / 8);
    let upper_bound_width = |plate: &Plate, size: Len| {
        rows.iter()
            .filter_map(|row| glyphs(plate, row, size).last().map(|last| last.end))
            .max()
            .unwrap_or(Len::ZERO)
    };
    let wide = upper_bound_width(plate, size);
    if wide > room.width().scale(8, 10) {
        size = size.scale(room.width().scale(8, 10).units(), wide.units().max(1));
    }
    if size < LEAST {
        return;
    }
    let (wide, row) = (upper_bound_width(plate, size), size.scale(3, 2));
    let (middle, depth) = ((room.left + room.right) / 2, row * rows.len() as i64);
    let top = (room.top + room.bottom - depth) / 2;
    let ground = plate.canvas.area(Rect::at(
        middle - wide / 2 - size / 2,
        top - size / 4,
        wide + size,
        depth + size / 2,
    ));
    plate.canvas.fill_area(ground, WHITE);
    for (nth, text) in rows.iter().enumerate() {
        let set = glyphs(plate, text, size);
        let left = middle - set.last().map_or(Len::ZERO, |last| last.end) / 2;
        let baseline = top + row * nth as i64 + size.scale(11, 10);
        for glyph in set {
            plate.glyph(
                glyph.font,
                glyph.id,
                size,
                Point::new(left + glyph.start, baseline),
                BLACK,
            );
        }
    }
}
