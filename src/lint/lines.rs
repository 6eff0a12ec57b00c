//! Grouping of glyph runs into lines of text with their places.

use std::collections::BTreeMap;

use crate::asset::{FontId, Fonts};
use crate::diag::Span;
use crate::forme::{GlyphRun, Item, Rotation};
use crate::geom::{Axes, LegSpace, Len, PageSpace, Point, Rect, em_box};
use crate::story::{BlockKind, Story};

/// The rotations of a page's text and of a part of that page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultPlace {
    /// Rotation of the page.
    pub page: Axes,
    /// Rotation of the part.
    pub own: Axes,
}

impl FaultPlace {
    /// Returns whether the part runs as the page does.
    pub fn along(&self) -> bool {
        self.page == self.own
    }

    /// Converts a place from the page's coordinates to the part's.
    pub fn own(&self, rect: &Rect<LegSpace>) -> Rect<LegSpace> {
        self.own.in_text(&self.page.on_page(rect))
    }
}

/// A line of text on the page.
#[derive(Clone, Debug)]
pub struct LintLine {
    /// Bounds of its em boxes, of marks their ink, as the page's text runs.
    pub rect: Rect<LegSpace>,
    /// Position across its own direction: its baseline, or the middle of a line that runs down the
    /// page.
    pub row: Len,
    /// Size of most of it.
    pub size: Len,
    /// Face of most of it.
    pub font: FontId,
    /// Characters, without blanks.
    pub text: String,
    /// The heading of the copy of which it is the whole or a part, with its place.
    pub heading: Option<(BlockKind, Span)>,
    /// Characters in `font` at `size`.
    weight: usize,
}

/// Returns the union of the em boxes of a run, as the text runs `down` the page or across it. A
/// mark extends as far as its ink does along the line: the blank half that it loses at a line's
/// edge is still in its advance. Blanks do not count.
fn extent(fonts: &Fonts, run: &GlyphRun, down: bool) -> Option<Rect<PageSpace>> {
    let face = fonts.face(run.font);
    let (above, below) = (em_box::ascent(run.size), em_box::descent(run.size));
    let shown = || {
        run.glyphs
            .iter()
            .filter(|glyph| !run.text_of(glyph).trim().is_empty())
    };
    // Glyphs stand along a run in their order, so those at its ends reach
    // furthest; a mark set close may be passed by the one before it.
    let ends = shown().take(2).chain(shown().rev().take(2));
    let boxes = ends.map(|glyph| {
        let len = |units: i16| face.to_len(i32::from(units), run.size);
        let wide = |length: Len| run.condense.at(length);
        let advance = wide(face.to_len(i32::from(face.advance(glyph.id)), run.size));
        let is_mark = !run.text_of(glyph).chars().any(char::is_alphanumeric);
        let ink = is_mark
            .then(|| face.ink_box(glyph.id))
            .flatten()
            .map(|ink| ink.map(len));
        let Point { x, y, .. } = run.pen(glyph);
        match (run.turn, ink) {
            (Rotation::Upright, Some([left, _, right, _])) if !down => {
                Rect::new(x + wide(left), y - above, x + wide(right), y + below)
            }
            (Rotation::Upright, Some([_, bottom, _, top])) => {
                Rect::new(x, y - top, x + advance, y - bottom)
            }
            (Rotation::Upright, None) => Rect::new(x, y - above, x + advance, y + below),
            (Rotation::Clockwise, Some([left, _, right, _])) if down => {
                Rect::new(x - below, y + wide(left), x + above, y + wide(right))
            }
            (Rotation::Clockwise, _) => Rect::new(x - below, y, x + above, y + advance),
        }
    });
    boxes.reduce(|all, one| all.union(&one))
}

/// Returns the lines of a group's runs, in reading order. A glyph that represents no character,
/// such as a 着重号, is part of no line.
pub fn lines(fonts: &Fonts, items: &[Item], frame: FaultPlace) -> Vec<LintLine> {
    let mut lines: Vec<LintLine> = Vec::new();
    for item in items {
        let Item::GlyphRun(run) = item else { continue };
        if run.text.is_empty() {
            continue;
        }
        let Some(rect) = extent(fonts, run, frame.own.is_vertical()) else {
            continue;
        };
        let mut text = String::with_capacity(run.text.len());
        run.text
            .split_whitespace()
            .for_each(|piece| text.push_str(piece));
        let weight = text.chars().count();
        let row = if frame.own.is_vertical() {
            -(rect.left + rect.right) / 2
        } else {
            run.start.y
        };
        let line = LintLine {
            rect: frame.page.in_text(&rect),
            row,
            size: run.size,
            font: run.font,
            text,
            heading: None,
            weight,
        };
        match lines.last_mut() {
            Some(last) if goes_on(last, &line, frame) => last.take(line),
            _ => lines.push(line),
        }
    }
    lines
}

/// Returns whether `next` continues `last`: on its rows, within two em.
fn goes_on(last: &LintLine, next: &LintLine, frame: FaultPlace) -> bool {
    let (before, after) = (frame.own(&last.rect), frame.own(&next.rect));
    let shared = before.bottom.min(after.bottom) - before.top.max(after.top);
    let size = last.size.min(next.size);
    let gap = after.left - before.right;
    shared * 2 > size && gap > -size && gap < last.size.max(next.size) * 2
}

impl LintLine {
    fn take(&mut self, next: LintLine) {
        self.rect = self.rect.union(&next.rect);
        self.text.push_str(&next.text);
        if (next.font, next.size) == (self.font, self.size) {
            self.weight += next.weight;
        } else if next.weight > self.weight {
            (self.font, self.size, self.weight, self.row) =
                (next.font, next.size, next.weight, next.row);
        }
    }
}

/// Returns the number of rows of lines: lines end to end on one row count once. Latin words of a
/// vertical line need not be exactly in its middle.
pub fn rows<'l>(lines: impl IntoIterator<Item = &'l LintLine>) -> usize {
    let mut found: Vec<(Len, Len)> = lines
        .into_iter()
        .map(|line| (line.row, line.size / 4))
        .collect();
    found.sort_unstable();
    found.dedup_by(|next, before| next.0 - before.0 <= before.1);
    found.len()
}

/// Subheads, group heads and big figures of an article, by their words without blanks.
pub type Headings = BTreeMap<String, (BlockKind, Span)>;

/// Maximum number of lines of a heading in a column.
const MOST_LINES: usize = 6;

/// Returns the headings of an article.
pub fn headings(story: &Story) -> Headings {
    let heads = story.body.iter().filter(|block| {
        !matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell
        )
    });
    let reported = heads.map(|block| (bare(&block.text.text), (block.kind, block.text.span())));
    reported.filter(|(words, _)| !words.is_empty()).collect()
}

/// Returns a text without blanks, as lines are compared.
pub fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Marks the lines that together are exactly a heading's words.
pub fn mark_headings(lines: &mut [LintLine], headings: &Headings) {
    let Some(longest) = headings.keys().map(String::len).max() else {
        return;
    };
    for first in 0..lines.len() {
        let mut words = String::new();
        for last in first..lines.len().min(first + MOST_LINES) {
            if words.len() + lines[last].text.len() > longest {
                break;
            }
            words.push_str(&lines[last].text);
            if let Some(found) = headings.get(&words) {
                lines[first..=last]
                    .iter_mut()
                    .for_each(|line| line.heading = Some(*found));
            }
        }
    }
}
