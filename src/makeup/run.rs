//! Placed lines as glyph runs.

use crate::forme::{Glyph, GlyphRun, Item, Origin, Turn};
use crate::geom::{Em, Len, Point};
use crate::line::{Line, place};
use crate::text::ShapedPar;

/// The glyph runs of one line at its place: one run for each stretch in one face.
pub fn line_items(par: &ShapedPar, line: &Line, x: Len, baseline: Len, origin: Origin) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open: Option<GlyphRun> = None;
    for placed in place(par, line) {
        let cluster = &par.clusters[placed.cluster];
        let pen = x + placed.pen;
        if open.as_ref().is_some_and(|run| run.font != cluster.font) {
            items.extend(open.take().map(Item::GlyphRun));
        }
        let run = open.get_or_insert_with(|| GlyphRun {
            origin,
            font: cluster.font,
            size: par.style.size,
            condense: Em::ONE,
            turn: Turn::Upright,
            start: Point::new(pen, baseline),
            ink: par.style.ink,
            text: String::new(),
            glyphs: Vec::new(),
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
    items.extend(open.map(Item::GlyphRun));
    items
}
