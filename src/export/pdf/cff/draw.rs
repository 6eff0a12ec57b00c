//! A CFF program drawn from outlines: of faces whose own tables cannot go into a file, as those of
//! an instance of a variable face.
//!
//! Curves of the second degree become such of the third, which are the same curves. Coordinates are
//! in thousandths of an em, and fractions of them are kept to 1/65536.

use super::face::op;
use super::write::{Index, Programs, number, offset, operator};
use crate::asset::{Face, Pen};
use crate::say::{Text, text};

/// Returns the program of `glyphs`, given in order without duplicates; glyph 0 is always in it. Its
/// CIDs are the indices of the glyphs in it. Fails if the outlines are too long together.
pub(in crate::export) fn draw(face: &Face, glyphs: &[u16]) -> Result<Vec<u8>, Text> {
    let wanted: Vec<u16> = std::iter::once(0)
        .chain(glyphs.iter().copied().filter(|&glyph| glyph != 0))
        .collect();
    let mut out = head(face, wanted.len());
    let mut programs = Programs::open(wanted.len(), &mut out);
    for glyph in wanted {
        let mut charstring = Charstring::new(face);
        face.outline(glyph, &mut charstring);
        programs
            .out
            .extend_from_slice(&charstring.finish(face.advance(glyph)));
        programs
            .close()
            .ok_or_else(|| text!("export.outlines-too-long", "its outlines are too long"))?;
    }
    Ok(out)
}

/// One over a thousand, and nothing: a real and an integer (5176 §4).
const THOUSANDTH: [u8; 4] = [30, 0xA0, 0x01, 0xFF];
const ZERO: u8 = 139;

fn matrix(out: &mut Vec<u8>, scale: &[u8]) {
    out.extend_from_slice(scale);
    out.extend_from_slice(&[ZERO, ZERO]);
    out.extend_from_slice(scale);
    out.extend_from_slice(&[ZERO, ZERO]);
    operator(out, op::MATRIX);
}

/// Returns all of a program that precedes its glyphs, which belong to one font dictionary.
fn head(face: &Face, count: usize) -> Vec<u8> {
    const KNOWN_STRINGS: usize = 391;
    let name = face.postscript_name().as_bytes();
    let strings = Index::of([b"Adobe".as_slice(), b"Identity", name]);
    let mut top = Vec::new();
    number(&mut top, KNOWN_STRINGS);
    number(&mut top, KNOWN_STRINGS + 1);
    number(&mut top, 0);
    operator(&mut top, op::ROS);
    matrix(&mut top, &THOUSANDTH);
    let em = i64::from(face.units_per_em()).max(1);
    for edge in face.bounding_box() {
        let scaled = (i64::from(edge) * 1000).div_euclid(em);
        let edge = i16::try_from(scaled).unwrap_or(if scaled < 0 { i16::MIN } else { i16::MAX });
        top.push(28);
        top.extend_from_slice(&edge.to_be_bytes());
    }
    operator(&mut top, op::BBOX);
    number(&mut top, count);
    operator(&mut top, op::CID_COUNT);

    // Offsets are written at their full length, so that nothing moves by them.
    const OFFSETS: usize = 4 * 5 + 2 + 2 * 2;
    let top_index = Index::of([[top.as_slice(), &[0; OFFSETS]].concat().as_slice()]);
    let charset_at =
        4 + Index::of([name]).len() + top_index.len() + strings.len() + Index::default().len();
    let charset: Vec<u8> = match count as u16 {
        0 | 1 => vec![0],
        count => [&[2, 0, 1][..], &(count - 2).to_be_bytes()].concat(),
    };
    let select_at = charset_at + charset.len();
    // One range of glyphs, all of the first dictionary (5176 §19).
    let select = [&[3, 0, 1, 0, 0, 0][..], &(count as u16).to_be_bytes()].concat();
    let private_at = select_at + select.len();
    // Widths that charstrings give are as they stand: both defaults are nothing.
    let mut private = Vec::new();
    for width in [20, 21] {
        number(&mut private, 0);
        operator(&mut private, width);
    }
    let mut dict = Vec::new();
    matrix(&mut dict, &[140]);
    offset(&mut dict, private.len());
    offset(&mut dict, private_at);
    operator(&mut dict, op::PRIVATE);
    number(&mut dict, KNOWN_STRINGS + 2);
    operator(&mut dict, op::FONT_NAME);
    let dicts = Index::of([dict.as_slice()]);
    let array_at = private_at + private.len();
    let glyphs_at = array_at + dicts.len();
    for (at, of) in [
        (charset_at, op::CHARSET),
        (glyphs_at, op::CHAR_STRINGS),
        (array_at, op::FD_ARRAY),
        (select_at, op::FD_SELECT),
    ] {
        offset(&mut top, at);
        operator(&mut top, of);
    }
    let mut out = vec![1, 0, 4, 4];
    Index::of([name]).write(&mut out);
    Index::of([top.as_slice()]).write(&mut out);
    strings.write(&mut out);
    Index::default().write(&mut out);
    out.extend_from_slice(&charset);
    out.extend_from_slice(&select);
    out.extend_from_slice(&private);
    dicts.write(&mut out);
    out
}

/// A Type 2 charstring (Adobe Technical Note 5177) in the making.
struct Charstring {
    /// Path operators with their operands.
    path: Vec<u8>,
    /// 1/65536 thousandths of an em in a design unit.
    scale: f64,
    /// Where the pen is, in the same.
    at: [i64; 2],
}

impl Charstring {
    fn new(face: &Face) -> Charstring {
        Charstring {
            path: Vec::new(),
            scale: 65_536_000.0 / f64::from(face.units_per_em().max(1)),
            at: [0; 2],
        }
    }

    fn fixed(&self, x: f32, y: f32) -> [i64; 2] {
        [x, y].map(|value| (f64::from(value) * self.scale).round() as i64)
    }

    /// Writes the way from where the pen is.
    fn go(&mut self, to: [i64; 2]) {
        for axis in [0, 1] {
            operand(&mut self.path, to[axis] - self.at[axis]);
        }
        self.at = to;
    }

    /// Returns the whole, the width first.
    fn finish(self, advance: u16) -> Vec<u8> {
        const ENDCHAR: u8 = 14;
        let mut out = Vec::with_capacity(self.path.len() + 6);
        operand(&mut out, (f64::from(advance) * self.scale).round() as i64);
        out.extend_from_slice(&self.path);
        out.push(ENDCHAR);
        out
    }
}

impl Pen for Charstring {
    fn move_to(&mut self, x: f32, y: f32) {
        const RMOVETO: u8 = 21;
        let to = self.fixed(x, y);
        self.go(to);
        self.path.push(RMOVETO);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        const RLINETO: u8 = 5;
        let to = self.fixed(x, y);
        self.go(to);
        self.path.push(RLINETO);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, handle, to) = (self.at, self.fixed(x1, y1), self.fixed(x, y));
        let third = |end: [i64; 2]| [0, 1].map(|axis| (end[axis] + 2 * handle[axis]).div_euclid(3));
        self.curve(third(from), third(to), to);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let [a, b, to] = [(x1, y1), (x2, y2), (x, y)].map(|(x, y)| self.fixed(x, y));
        self.curve(a, b, to);
    }

    /// A contour of a charstring is closed by the next, without a word.
    fn close(&mut self) {}
}

impl Charstring {
    fn curve(&mut self, a: [i64; 2], b: [i64; 2], to: [i64; 2]) {
        const RRCURVETO: u8 = 8;
        for point in [a, b, to] {
            self.go(point);
        }
        self.path.push(RRCURVETO);
    }
}

/// Writes a number of 1/65536 as an operand (5177 §3.2): short where it is whole.
fn operand(out: &mut Vec<u8>, value: i64) {
    let whole = value >> 16;
    match whole {
        _ if value & 0xFFFF != 0 => {
            out.push(255);
            out.extend_from_slice(&(value as i32).to_be_bytes());
        }
        -107..=107 => out.push((whole + 139) as u8),
        _ => {
            out.push(28);
            out.extend_from_slice(&(whole as i16).to_be_bytes());
        }
    }
}
