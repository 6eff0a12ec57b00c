//! What is printed: glyph runs taken together to lines, each character with its em box.

use crate::asset::Fonts;
use crate::forme::{Glyph, GlyphRun, Rotation};
use crate::geom::{Len, PageSpace, Point, Rect, em_box};
use crate::ink::Ink;

/// A printed line.
#[derive(Clone, Debug)]
pub(super) struct PrintedLine {
    pub chars: Vec<PrintedChar>,
    pub hyphen: Option<Rect<PageSpace>>,
    /// Position of the line across its direction: the baseline, or the middle of a vertical line.
    pub across: Len,
    /// Readings that stand over it 注音.
    pub readings: Vec<String>,
}

/// A printed character, or several that one glyph shows; never a space.
#[derive(Clone, Debug)]
pub(super) struct PrintedChar {
    pub text: String,
    /// Whether a space is printed before it.
    pub spaced: bool,
    pub rect: Rect<PageSpace>,
    pub font: crate::asset::FontId,
    pub size: Len,
    pub ink: Ink,
}

/// Takes runs in reading order together to lines.
pub(super) fn printed<'a>(
    runs: impl IntoIterator<Item = &'a GlyphRun>,
    vertical: bool,
    fonts: &Fonts,
) -> Vec<PrintedLine> {
    let mut lines: Vec<PrintedLine> = Vec::new();
    // Whether a space ended the run before.
    let mut spaced = false;
    for run in runs {
        if run.text.is_empty() {
            // Dots 着重号 stand for no character.
            continue;
        }
        let set = SetRun {
            run,
            vertical,
            fonts,
        };
        if let Some(line) = lines.last_mut() {
            if set.reads(line) {
                line.readings.push(run.text.clone());
                continue;
            }
            if set.continues(line) {
                spaced = set.add(line, spaced);
                continue;
            }
        }
        let mut line = PrintedLine {
            chars: Vec::new(),
            hyphen: None,
            across: set.across(),
            readings: Vec::new(),
        };
        spaced = set.add(&mut line, false);
        if !line.chars.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// A run in a line that runs across or down.
struct SetRun<'a> {
    run: &'a GlyphRun,
    vertical: bool,
    fonts: &'a Fonts,
}

impl SetRun<'_> {
    fn across(&self) -> Len {
        let run = self.run;
        match (self.vertical, run.turn) {
            (false, _) => run.start.y,
            (true, Rotation::Upright) => run.start.x + run.size / 2,
            (true, Rotation::Clockwise) => run.start.x + em_box::middle(run.size),
        }
    }

    /// Start and end along the line.
    fn along(&self, rect: &Rect<PageSpace>) -> (Len, Len) {
        match self.vertical {
            false => (rect.left, rect.right),
            true => (rect.top, rect.bottom),
        }
    }

    fn first(&self) -> Option<Rect<PageSpace>> {
        self.run.glyphs.first().map(|glyph| self.em_box(glyph))
    }

    /// Whether the run is a reading over a line: smaller type outside of it and beside it.
    fn reads(&self, line: &PrintedLine) -> bool {
        let (Some(first), Some(last)) = (line.chars.first(), line.chars.last()) else {
            return false;
        };
        let size = line.chars.iter().map(|c| c.size).max().unwrap_or(Len::PT);
        let out = match self.vertical {
            false => line.across - self.across(),
            true => self.across() - line.across,
        };
        let Some(at) = self.first() else { return false };
        let (start, _) = self.along(&at);
        let from = self.along(&first.rect).0 - size * 2;
        let to = self.along(&last.rect).1 + size;
        self.run.size * 100 <= size * 65
            && size / 3 < out
            && out < size * 2
            && from <= start
            && start <= to
    }

    /// Whether the run goes on with a line: on it, after it, and not far.
    fn continues(&self, line: &PrintedLine) -> bool {
        let (Some(last), Some(at)) = (line.chars.last(), self.first()) else {
            return false;
        };
        let near = match self.vertical {
            false => Len::from_units(0),
            true => last.size.max(self.run.size) / 3,
        };
        let (start, end) = (self.along(&at).0, self.along(&last.rect).1);
        line.hyphen.is_none()
            && (self.across() - line.across).abs() <= near
            && start >= end - last.size
            && start - end <= last.size.max(self.run.size) * 3
    }

    fn em_box(&self, glyph: &Glyph) -> Rect<PageSpace> {
        let (run, pen) = (self.run, self.run.pen(glyph));
        let face = self.fonts.face(run.font);
        let advance = face.to_len(i32::from(face.advance(glyph.id)), run.size);
        let (up, down) = (em_box::ascent(run.size), em_box::descent(run.size));
        match (run.turn, self.vertical) {
            (Rotation::Upright, false) => Rect::new(
                pen.x,
                pen.y - up,
                pen.x + run.condense.at(advance),
                pen.y + down,
            ),
            (Rotation::Upright, true) => Rect::new(
                run.start.x,
                pen.y - up,
                run.start.x + run.size,
                pen.y - up + run.size,
            ),
            (Rotation::Clockwise, _) => Rect::new(pen.x - down, pen.y, pen.x + up, pen.y + advance),
        }
    }

    /// Adds the characters to a line; returns whether a space ends them.
    fn add(&self, line: &mut PrintedLine, mut spaced: bool) -> bool {
        let run = self.run;
        let boxes: Vec<Rect<PageSpace>> =
            run.glyphs.iter().map(|glyph| self.em_box(glyph)).collect();
        let hyphen = run.glyphs.last().filter(|glyph| {
            let end = glyph.text_start as usize == run.text.len();
            let face = self.fonts.face(run.font);
            let known = ['-', '\u{2010}'].map(|c| face.glyph(c));
            end && known.contains(&Some(glyph.id))
        });
        // Glyphs that have characters of their own, each with all up to the next's.
        let own: Vec<usize> = (0..run.glyphs.len())
            .filter(|nth| run.glyphs[*nth].text_end > run.glyphs[*nth].text_start)
            .collect();
        for (nth, &at) in own.iter().enumerate() {
            let from = match nth {
                0 => 0,
                _ => run.glyphs[at].text_start as usize,
            };
            let next = own.get(nth + 1).map(|next| run.glyphs[*next].text_start);
            let to = next.map_or(run.text.len(), |next| next as usize);
            let text = run.text.get(from..to).unwrap_or_default();
            if text.trim().is_empty() {
                spaced = true;
                continue;
            }
            let mut rect = boxes[at];
            if let Some(next) = boxes.get(at + 1) {
                match self.vertical {
                    false if rect.left < next.left => rect.right = rect.right.min(next.left),
                    true if rect.top < next.top => rect.bottom = rect.bottom.min(next.top),
                    _ => {}
                }
            }
            line.chars.push(PrintedChar {
                text: text.trim().to_owned(),
                spaced: spaced || text.starts_with(char::is_whitespace),
                rect,
                font: run.font,
                size: run.size,
                ink: run.ink,
            });
            spaced = text.ends_with(char::is_whitespace);
        }
        if hyphen.is_some() {
            line.hyphen = boxes.last().copied();
        }
        spaced
    }
}

/// Returns the ends of a line's baseline, or of its middle if it runs down.
pub(super) fn baseline(
    across: Len,
    rect: &Rect<PageSpace>,
    vertical: bool,
) -> (Point<PageSpace>, Point<PageSpace>) {
    match vertical {
        false => (
            Point::new(rect.left, across),
            Point::new(rect.right, across),
        ),
        true => (
            Point::new(across, rect.top),
            Point::new(across, rect.bottom),
        ),
    }
}
