//! Writing of a glyph run: one matrix, one string, and kerns only where the pen would stray; a
//! matrix for every level of a vertical line.

use super::boxes::PageBoxes;
use super::column::{HANG, is_column};
use super::glyphs::SubsetFace;
use super::number::{decimal, hex_utf16, milli};
use crate::forme::{Glyph, GlyphRun, Rotation};
use crate::geom::{Em, Len};

/// Hundred-thousandths of a point in a point: the unit of type sizes and letterspacing.
const FINE: i64 = 100_000;
/// Units of the pen in a point: 10⁻¹¹ pt. Advances, letterspacing and kerns are whole numbers of
/// it, so the pen is tracked exactly.
const GRAINS: i64 = 100_000_000_000;
/// Maximum deviation of the pen before a kern corrects it: half a thousandth of a point.
const STRAY: i64 = GRAINS / 2000;
/// Required accuracy of a kern.
const KERN_FAULT: i64 = GRAINS / 5000;
/// Size across, in hundred-thousandths of a point, from which the finest kern is not accurate
/// enough.
const COARSE: i64 = 400 * FINE;

/// The parts of the text state that persist after a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextState {
    /// Index of the face among the subsets, size in hundred-thousandths of a point, and whether it
    /// is that of columns.
    font: Option<(usize, i64, bool)>,
    /// Letterspacing in hundred-thousandths of a point.
    spacing: i64,
    /// Rise in thousandths of a point.
    rise: i64,
}

/// A run with the values that are the same for all of its glyphs.
struct TextSetting<'a> {
    run: &'a GlyphRun,
    cut: &'a SubsetFace<'a>,
    /// Size in hundred-thousandths of a point.
    size: i64,
    /// Horizontal scale of glyphs, in hundred-thousandths.
    ///
    /// The matrix contains it, so a reader scales letterspacing, kerns and advances along with the
    /// outlines. The pen is therefore tracked in the line's own space and every wanted position is
    /// divided by this very number: its rounding cannot move a glyph.
    across: i64,
}

/// Writes a run inside a text object.
pub(super) fn set(
    out: &mut Vec<u8>,
    state: &mut TextState,
    run: &GlyphRun,
    (at, cut): (usize, &SubsetFace),
    frame: &PageBoxes,
) {
    let size = run.size.scale(FINE, Len::PER_PT).units();
    let column = is_column(run);
    if state.font != Some((at, size, column)) {
        state.font = Some((at, size, column));
        out.push(b'/');
        out.extend_from_slice(cut.resource.as_bytes());
        out.extend_from_slice(if column { b"V " } else { b" " });
        decimal(out, size, 5);
        out.extend_from_slice(b" Tf\n");
    }
    let across = run.condense.at(Len::from_units(FINE)).units().max(1);
    let setting = TextSetting {
        run,
        cut,
        size,
        across,
    };
    if column {
        // What stands beside another in one cell 纵中横 hangs from its own place.
        let hangs = |one: &Glyph, next: &Glyph| setting.hook(one) == setting.hook(next);
        for stretch in run.glyphs.chunk_by(|one, next| {
            hangs(one, next)
                && one.y < next.y
                && !run.text_of(one).is_empty()
                && !run.text_of(next).is_empty()
        }) {
            setting.column(out, state, stretch, frame);
        }
        return;
    }
    let coarse = setting.is_coarse();
    if coarse || setting.is_steep() {
        for stretch in run.glyphs.chunk_by(|one, next| one.y == next.y && !coarse) {
            setting.stretch(out, state, stretch, stretch.first(), frame);
        }
    } else {
        setting.stretch(out, state, &run.glyphs, None, frame);
    }
}

impl TextSetting<'_> {
    /// Returns whether glyphs are further from one baseline than a text rise should move them, as
    /// in a vertical line; each level then has its own matrix.
    fn is_steep(&self) -> bool {
        let (high, low) = self
            .run
            .glyphs
            .iter()
            .fold((Len::ZERO, Len::ZERO), |(high, low), glyph| {
                (high.min(glyph.y), low.max(glyph.y))
            });
        (low - high) * 2 > self.run.size
    }

    /// Returns whether glyphs are scaled beyond what kerns can place accurately; each glyph then
    /// has its own matrix.
    fn is_coarse(&self) -> bool {
        self.run.condense != Em::ONE && (self.across < FINE / 10 || self.size_across() > COARSE)
    }

    /// Returns the horizontal size on the page, in hundred-thousandths of a point.
    fn size_across(&self) -> i64 {
        self.size.saturating_mul(self.across) / FINE
    }

    /// Writes glyphs on one line. The matrix is at the pen of the glyph `base`, or at the run's
    /// start.
    fn stretch(
        &self,
        out: &mut Vec<u8>,
        state: &mut TextState,
        glyphs: &[Glyph],
        base: Option<&Glyph>,
        frame: &PageBoxes,
    ) {
        let spacing = self.spacing(glyphs).unwrap_or(state.spacing);
        if state.spacing != spacing {
            state.spacing = spacing;
            decimal(out, spacing, 5);
            out.extend_from_slice(b" Tc\n");
        }
        let origin = base.map_or(self.run.start, |glyph| self.run.pen(glyph));
        let (base_x, base_y) = base.map_or((Len::ZERO, Len::ZERO), |glyph| (glyph.x, glyph.y));
        let behind = self.matrix(out, frame.across(origin.x), frame.up(origin.y));
        let size = self.size;
        let mut line = TextLine {
            out,
            size,
            pen: 0,
            stray: self.unwidened(STRAY),
            step: kern_step(self.size_across()),
            open: Show::Nothing,
            down: false,
        };
        for glyph in glyphs {
            let wanted =
                self.unwidened((glyph.x - base_x).scale(GRAINS, Len::PER_PT).units() + behind);
            line.glyph(
                state,
                self.cut,
                self.run.text_of(glyph),
                glyph.id,
                wanted,
                -milli(glyph.y - base_y),
            );
        }
        line.close();
    }

    /// Returns how far right of its pen a glyph of a column hangs, in thousandths of a point: the
    /// middle of the width that a reader knows.
    fn hook(&self, glyph: &Glyph) -> i64 {
        let middle = self.cut.width(self.cut.code(glyph.id)) * self.size / 2000;
        milli(self.run.pen(glyph).x + Len::from_units(middle).scale(Len::PER_PT, FINE))
    }

    /// Writes glyphs one below the other.
    fn column(
        &self,
        out: &mut Vec<u8>,
        state: &mut TextState,
        glyphs: &[Glyph],
        frame: &PageBoxes,
    ) {
        let Some(first) = glyphs.first() else { return };
        let middle = self.cut.width(self.cut.code(first.id)) * self.size / 2000;
        let across = Len::from_units(middle).scale(Len::PER_PT, FINE);
        let up = self.run.size.scale(i64::from(HANG), 1000);
        let pen = self.run.pen(first);
        // Opened lines have negative letterspacing here.
        let spacing = self.opened(glyphs).map_or(state.spacing, |gap| -gap);
        if state.spacing != spacing {
            state.spacing = spacing;
            decimal(out, spacing, 5);
            out.extend_from_slice(b" Tc\n");
        }
        if state.rise != 0 {
            state.rise = 0;
            out.extend_from_slice(b"0 Ts\n");
        }
        let (x, y) = (frame.across(pen.x + across), frame.up(pen.y - up));
        out.extend_from_slice(b"1 0 0 1 ");
        decimal(out, milli(x), 3);
        out.push(b' ');
        decimal(out, milli(y), 3);
        out.extend_from_slice(b" Tm\n");
        let beyond = y.scale(GRAINS, Len::PER_PT).units() - milli(y) * (GRAINS / 1000);
        let mut line = TextLine {
            out,
            size: self.size,
            pen: 0,
            stray: STRAY,
            step: kern_step(self.size),
            open: Show::Nothing,
            down: true,
        };
        for glyph in glyphs {
            let wanted = (glyph.y - first.y).scale(GRAINS, Len::PER_PT).units() - beyond;
            let text = self.run.text_of(glyph);
            line.glyph(state, self.cut, text, glyph.id, wanted, 0);
        }
        line.close();
    }

    /// Returns the median of what the positions of glyphs in a column leave beyond an em; `None` for
    /// a single glyph.
    fn opened(&self, glyphs: &[Glyph]) -> Option<i64> {
        let gap =
            |pair: &[Glyph]| (pair[1].y - pair[0].y).scale(FINE, Len::PER_PT).units() - self.size;
        settled(glyphs.windows(2).map(gap).collect())
    }

    /// Writes the matrix of a line whose pen starts at (`x`, `y`) in PDF space. It is rounded to
    /// thousandths; returns how far along the line, in pen units, the pen belongs beyond it.
    fn matrix(&self, out: &mut Vec<u8>, x: Len, y: Len) -> i64 {
        let beyond =
            |place: Len| place.scale(GRAINS, Len::PER_PT).units() - milli(place) * (GRAINS / 1000);
        let behind = match self.run.turn {
            Rotation::Upright => {
                decimal(out, self.across, 5);
                out.extend_from_slice(b" 0 0 1 ");
                beyond(x)
            }
            Rotation::Clockwise => {
                // The line runs down the page, against PDF's y.
                out.extend_from_slice(b"0 ");
                decimal(out, -self.across, 5);
                out.extend_from_slice(b" 1 0 ");
                -beyond(y)
            }
        };
        decimal(out, milli(x), 3);
        out.push(b' ');
        decimal(out, milli(y), 3);
        out.extend_from_slice(b" Tm\n");
        behind
    }

    /// Converts a distance on the page along the line to the line's own space.
    fn unwidened(&self, distance: i64) -> i64 {
        if self.across == FINE {
            return distance;
        }
        (i128::from(distance) * i128::from(FINE) / i128::from(self.across)) as i64
    }

    /// Returns the letterspacing of most glyphs: the median of what their positions leave beyond
    /// the advances. `None` for a single glyph.
    fn spacing(&self, glyphs: &[Glyph]) -> Option<i64> {
        let gap = |pair: &[Glyph]| {
            let advance = self.cut.width(self.cut.code(pair[0].id)) * self.size / 1000;
            (pair[1].x - pair[0].x)
                .scale(FINE * FINE, Len::PER_PT * self.across)
                .units()
                - advance
        };
        settled(glyphs.windows(2).map(gap).collect())
    }
}

/// Returns the median of gaps, if there are any: 0 for one that does not move the last glyph of a
/// line past what a kern would mend.
fn settled(mut gaps: Vec<i64>) -> Option<i64> {
    if gaps.is_empty() {
        return None;
    }
    let middle = gaps.len() / 2;
    let median = *gaps.select_nth_unstable(middle).1;
    Some(if median.abs() <= 1 { 0 } else { median })
}

/// Returns the coarsest kern, in thousandths of the kern unit, that is accurate enough at this
/// horizontal size.
fn kern_step(size: i64) -> i64 {
    [1000, 100, 10]
        .into_iter()
        .find(|step| step * size / 2 <= KERN_FAULT)
        .unwrap_or(1)
}

/// The operator being written after the matrix.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Nothing,
    /// A string that may still turn out to be the only one.
    String(usize),
    /// A string in an array of strings and kerns.
    ArrayString,
}

struct TextLine<'a> {
    out: &'a mut Vec<u8>,
    size: i64,
    /// Position of the reader's pen along the line from the matrix, in pen units before scaling.
    pen: i64,
    /// Maximum deviation, in the same unit.
    stray: i64,
    step: i64,
    open: Show,
    /// Whether it is a column: each glyph moves the pen an em down, kerns move it on, and
    /// letterspacing back (ISO 32000-1 §9.4.4).
    down: bool,
}

impl TextLine<'_> {
    fn glyph(
        &mut self,
        state: &mut TextState,
        cut: &SubsetFace,
        text: &str,
        glyph: u16,
        wanted: i64,
        rise: i64,
    ) {
        let code = cut.code(glyph);
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
        let stray = self.pen - wanted;
        if stray.abs() > self.stray {
            // A kern moves the pen back by so many thousandths of the size.
            let unit = self.size * self.step;
            let kern = (2 * stray + unit * stray.signum()) / (2 * unit);
            self.kern(kern * self.step);
            self.pen -= kern * unit;
        }
        self.show(code);
        let (advance, spacing) = match self.down {
            false => (cut.width(code), state.spacing),
            true => (1000, -state.spacing),
        };
        self.pen += advance * self.size * 1000 + spacing * (GRAINS / FINE);
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
        decimal(self.out, if self.down { -kern } else { kern }, 3);
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
