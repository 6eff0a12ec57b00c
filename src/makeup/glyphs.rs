//! Glyph runs of a line, without what stands between lines.

use crate::forme::{Glyph, GlyphRun, Item, Origin, Rotation};
use crate::geom::{Em, Len, Point, em_box};
use crate::line::PlacedCluster;
use crate::text::{Hyphen, Orientation, ShapedPar};

/// Returns the glyph runs of one horizontal line: one run for each stretch in one face.
pub(super) fn level_runs(
    par: &ShapedPar,
    hyphen: Option<Hyphen>,
    set: &[PlacedCluster],
    x: Len,
    baseline: Len,
    origin: Origin,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open: Option<GlyphRun> = None;
    let mut end = None;
    let bytes = set
        .last()
        .map_or(0, |last| par.clusters[last.cluster].end as usize);
    // The size that clusters last had, and that they are drawn at.
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
    if let (Some(hyphen), Some(end)) = (hyphen, end) {
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
    items
}

/// Returns the glyph runs of one vertical line 直排: `centre` is the middle of the line across,
/// `top` its start. Han and marks are upright, words and long numbers are turned, their middle on
/// the line's.
pub(super) fn column_runs(
    par: &ShapedPar,
    set: &[PlacedCluster],
    centre: Len,
    top: Len,
    origin: Origin,
) -> Vec<Item> {
    let size = par.style.size;
    let mut items: Vec<Item> = Vec::new();
    let mut open: Option<(Orientation, GlyphRun)> = None;
    for placed in set {
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
    items
}
