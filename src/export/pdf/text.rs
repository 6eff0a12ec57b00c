//! Setting one glyph run: one matrix, one string, and kerns only where the
//! pen would stray.

use super::glyphs::Cut;
use super::number::{decimal, hex_utf16, milli};
use crate::forme::{Glyph, GlyphRun};
use crate::geom::Len;

/// Hundred-thousandths of a point: the grain of type sizes and letterspacing.
const FINE: i64 = 100_000;
/// The grain in which the pen is followed, 10⁻¹¹ pt. An advance, a spacing and
/// a kern are all whole numbers of it, so the pen is known exactly.
const GRAINS: i64 = 100_000_000_000;
/// How far the pen may stray before a kern corrects it: half a thousandth of a point.
const STRAY: i64 = GRAINS / 2000;
/// How finely a kern must be able to correct it.
const KERN_FAULT: i64 = GRAINS / 5000;

/// The parts of the text state that outlive a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextState {
    /// Place of the face among the cuts, and size in hundred-thousandths of a point.
    font: Option<(usize, i64)>,
    /// Letterspacing in hundred-thousandths of a point.
    spacing: i64,
    /// Rise in thousandths of a point.
    rise: i64,
}

/// Writes a run inside a text object. `x` is the pen's start in PDF space, `y`
/// its baseline there in thousandths of a point.
pub(super) fn set(out: &mut Vec<u8>, state: &mut TextState, run: &GlyphRun, (at, cut): (usize, &Cut), x: Len, y: i64) {
    let size = run.size.scale(FINE, Len::PER_PT).units();
    if state.font != Some((at, size)) {
        state.font = Some((at, size));
        out.push(b'/');
        out.extend_from_slice(cut.resource.as_bytes());
        out.push(b' ');
        decimal(out, size, 5);
        out.extend_from_slice(b" Tf\n");
    }
    let spacing = spacing(run, cut, size).unwrap_or(state.spacing);
    if state.spacing != spacing {
        state.spacing = spacing;
        decimal(out, spacing, 5);
        out.extend_from_slice(b" Tc\n");
    }
    out.extend_from_slice(b"1 0 0 1 ");
    decimal(out, milli(x), 3);
    out.push(b' ');
    decimal(out, y, 3);
    out.extend_from_slice(b" Tm\n");

    // The matrix stands on a whole thousandth; the pen starts off by the rest.
    let behind = x.scale(GRAINS, Len::PER_PT).units() - milli(x) * (GRAINS / 1000);
    let mut line = Line { out, size, pen: 0, step: kern_step(size), open: Show::Nothing };
    for glyph in &run.glyphs {
        line.glyph(state, cut, run.text_of(glyph), glyph, behind);
    }
    line.close();
}

/// The letterspacing that most of the run has: the median of what the places
/// leave beyond the advances. `None` when the run has a single glyph.
fn spacing(run: &GlyphRun, cut: &Cut, size: i64) -> Option<i64> {
    let gap = |pair: &[Glyph]| {
        let advance = cut.width(cut.code(pair[0].id)) * size / 1000;
        (pair[1].x - pair[0].x).scale(FINE, Len::PER_PT).units() - advance
    };
    let mut gaps: Vec<i64> = run.glyphs.windows(2).map(gap).collect();
    if gaps.is_empty() {
        return None;
    }
    let middle = gaps.len() / 2;
    let median = *gaps.select_nth_unstable(middle).1;
    // Less than this does not move the last glyph of a line past what a kern would mend.
    Some(if median.abs() <= 1 { 0 } else { median })
}

/// The coarsest kern, in thousandths of the kern unit, that still places a
/// glyph finely enough at this size.
fn kern_step(size: i64) -> i64 {
    [1000, 100, 10].into_iter().find(|step| step * size / 2 <= KERN_FAULT).unwrap_or(1)
}

/// What is being written after the matrix.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Nothing,
    /// A string that may still turn out to be the only one.
    String(usize),
    /// A string in an array of strings and kerns.
    ArrayString,
}

struct Line<'a> {
    out: &'a mut Vec<u8>,
    size: i64,
    /// Where the reader's pen stands, right of the matrix, in grains.
    pen: i64,
    step: i64,
    open: Show,
}

impl Line<'_> {
    fn glyph(&mut self, state: &mut TextState, cut: &Cut, text: &str, glyph: &Glyph, behind: i64) {
        let code = cut.code(glyph.id);
        let rise = -milli(glyph.y);
        if rise != state.rise {
            self.close();
            state.rise = rise;
            decimal(self.out, rise, 3);
            self.out.extend_from_slice(b" Ts\n");
        }
        let replaced = text != cut.reading(code);
        if replaced {
            self.close();
            self.out.extend_from_slice(b"/Span<</ActualText<FEFF");
            hex_utf16(self.out, text);
            self.out.extend_from_slice(b">>>BDC\n");
        }
        let wanted = glyph.x.scale(GRAINS, Len::PER_PT).units() + behind;
        let stray = self.pen - wanted;
        if stray.abs() > STRAY {
            // A kern moves the pen back by so many thousandths of the size.
            let unit = self.size * self.step;
            let kern = (2 * stray + unit * stray.signum()) / (2 * unit);
            self.kern(kern * self.step);
            self.pen -= kern * unit;
        }
        self.show(code);
        self.pen += cut.width(code) * self.size * 1000 + state.spacing * (GRAINS / FINE);
        if replaced {
            self.close();
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    fn show(&mut self, code: u16) {
        if self.open == Show::Nothing {
            self.open = Show::String(self.out.len());
            self.out.push(b'(');
        }
        for byte in code.to_be_bytes() {
            match byte {
                // A bare carriage return would be read as a line feed.
                b'\r' => self.out.extend_from_slice(b"\\r"),
                b'(' | b')' | b'\\' => self.out.extend_from_slice(&[b'\\', byte]),
                _ => self.out.push(byte),
            }
        }
    }

    fn kern(&mut self, kern: i64) {
        match self.open {
            Show::Nothing => self.out.push(b'['),
            Show::String(start) => {
                self.out.insert(start, b'[');
                self.out.push(b')');
            }
            Show::ArrayString => self.out.push(b')'),
        }
        decimal(self.out, kern, 3);
        self.out.push(b'(');
        self.open = Show::ArrayString;
    }

    fn close(&mut self) {
        match self.open {
            Show::Nothing => return,
            Show::String(_) => self.out.extend_from_slice(b")Tj\n"),
            Show::ArrayString => self.out.extend_from_slice(b")]TJ\n"),
        }
        self.open = Show::Nothing;
    }
}
