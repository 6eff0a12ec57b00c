//! Conversion of placed lines to glyph runs.

use super::interline::{LinePosition, interline};
use crate::forme::{Glyph, GlyphRun, Item, Origin, Rotation};
use crate::geom::{Axes, Em, Len, Point, em_box};
use crate::line::{Line, place};
use crate::text::{Orientation, ShapedPar};

/// Returns the glyph runs of one line at its place, in text coordinates.
pub(super) fn text_line(
    par: &ShapedPar,
    line: &Line,
    x: Len,
    baseline: Len,
    axes: &Axes,
    origin: Origin,
) -> Vec<Item> {
    if !axes.is_vertical() {
        return line_items(par, line, x, baseline, origin);
    }
    let head = axes.point_on_page(Point::new(x, baseline - em_box::MIDDLE.at(par.style.size)));
    column_items(par, line, head.x, head.y, origin)
}

/// Returns the glyph runs of one horizontal line: one run for each stretch in one face.
pub fn line_items(
    par: &ShapedPar,
    line: &Line,
    x: Len,
    baseline: Len,
    origin: Origin,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open: Option<GlyphRun> = None;
    let mut end = None;
    let set = place(par, line);
    let bytes = set
        .last()
        .map_or(0, |last| par.clusters[last.cluster].end as usize);
    let mut drawn: Option<(Len, Len)> = None;
    for (nth, placed) in set.iter().enumerate() {
        let cluster = &par.clusters[placed.cluster];
        let pen = x + placed.pen;
        end = Some(placed.right);
        let size = match drawn {
            Some((size, drawn)) if size == cluster.size => drawn,
            _ => par.style.flat.at(cluster.size),
        };
        drawn = Some((cluster.size, size));
        if open
            .as_ref()
            .is_some_and(|run| run.font != cluster.font || run.size != size)
        {
            items.extend(open.take().map(Item::GlyphRun));
        }
        let run = open.get_or_insert_with(|| GlyphRun {
            origin,
            font: cluster.font,
            size,
            condense: par.style.flat.inverse(),
            turn: Rotation::Upright,
            start: Point::new(pen, baseline),
            ink: par.style.ink,
            text: String::with_capacity(bytes.saturating_sub(cluster.start as usize)),
            glyphs: Vec::with_capacity(set.len() - nth),
        });
        let base = run.text.len() as u32;
        run.text.push_str(par.text_of(cluster));
        for glyph in &par.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize] {
            run.glyphs.push(Glyph {
                id: glyph.id,
                x: pen + glyph.x - run.start.x,
                y: glyph.y,
                text_start: base + glyph.text_start - cluster.start,
                text_end: base + glyph.text_end - cluster.start,
            });
        }
    }
    if let (Some(hyphen), Some(end)) = (line.hyphen, end) {
        if open.as_ref().is_some_and(|run| run.font != hyphen.font) {
            items.extend(open.take().map(Item::GlyphRun));
        }
        // The hyphen of a divided word stands for no character of the copy, as
        // high as the letter before it.
        if let Some(run) = &mut open {
            let byte = run.text.len() as u32;
            let y = run.glyphs.last().map_or(Len::ZERO, |letter| letter.y);
            run.glyphs.push(Glyph {
                id: hyphen.glyph,
                x: x + end - run.start.x,
                y,
                text_start: byte,
                text_end: byte,
            });
        }
    }
    items.extend(open.map(Item::GlyphRun));
    items.extend(interline(
        par,
        &set,
        LinePosition::Level { x, baseline },
        origin,
    ));
    items
}

/// Returns the glyph runs of one vertical line 直排: `centre` is the middle of the line across,
/// `top` its start. Han and marks are upright, words and long numbers are turned, their middle on
/// the line's.
pub fn column_items(
    par: &ShapedPar,
    line: &Line,
    centre: Len,
    top: Len,
    origin: Origin,
) -> Vec<Item> {
    let size = par.style.size;
    let mut items: Vec<Item> = Vec::new();
    let mut open: Option<(Orientation, GlyphRun)> = None;
    let set = place(par, line);
    for placed in &set {
        let cluster = &par.clusters[placed.cluster];
        if open.as_ref().is_some_and(|(stance, run)| {
            *stance != cluster.stance || run.font != cluster.font || run.size != cluster.size
        }) {
            items.extend(open.take().map(|(_, run)| Item::GlyphRun(run)));
        }
        let turned = cluster.stance == Orientation::Turned;
        let (_, run) = open.get_or_insert_with(|| {
            let (turn, start) = if turned {
                (
                    Rotation::Clockwise,
                    Point::new(centre - em_box::MIDDLE.at(size), top),
                )
            } else {
                (Rotation::Upright, Point::new(centre - size / 2, top))
            };
            let run = GlyphRun {
                origin,
                font: cluster.font,
                size: cluster.size,
                condense: Em::ONE,
                turn,
                start,
                ink: par.style.ink,
                text: String::new(),
                glyphs: Vec::new(),
            };
            (cluster.stance, run)
        });
        let base = run.text.len() as u32;
        run.text.push_str(par.text_of(cluster));
        for glyph in &par.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize] {
            let (x, y) = if turned {
                (placed.pen + glyph.x, glyph.y)
            } else {
                (glyph.x, placed.pen + em_box::ASCENT.at(size) + glyph.y)
            };
            run.glyphs.push(Glyph {
                id: glyph.id,
                x,
                y,
                text_start: base + glyph.text_start - cluster.start,
                text_end: base + glyph.text_end - cluster.start,
            });
        }
    }
    items.extend(open.map(|(_, run)| Item::GlyphRun(run)));
    items.extend(interline(
        par,
        &set,
        LinePosition::Column { centre, top },
        origin,
    ));
    items
}
