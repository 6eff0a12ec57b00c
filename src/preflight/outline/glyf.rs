//! Outlines of the glyphs of a TrueType program (the `glyf` table). Not a library's: those of today
//! do not bound the number of components that a glyph is made of.

use super::contour::{Outline, Pen, units};
use crate::preflight::sfnt::{table, u16_at};

/// Maximum depth of components.
const DEEPEST: usize = 6;
/// Maximum number of components and points of one glyph.
const MOST_STEPS: u32 = 60_000;

/// Returns the outline of a glyph; `None` if it cannot be read.
pub(super) fn outline(bytes: &[u8], glyph: u16) -> Option<Outline> {
    let head = table(bytes, b"head")?;
    let per_em = u16_at(head, 18).filter(|&units| units > 0)?;
    let program = Program {
        long: u16_at(head, 50)? != 0,
        places: table(bytes, b"loca")?,
        glyphs: table(bytes, b"glyf")?,
    };
    let mut pen = Pen::new(units(f64::from(per_em)));
    let mut steps = MOST_STEPS;
    program.draw(glyph, &mut pen, 0, &mut steps)?;
    pen.finish()
}

struct Program<'b> {
    long: bool,
    places: &'b [u8],
    glyphs: &'b [u8],
}

fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    u16_at(bytes, at).map(u16::cast_signed)
}

impl Program<'_> {
    fn place(&self, nth: usize) -> Option<usize> {
        match self.long {
            true => {
                let high = usize::from(u16_at(self.places, nth * 4)?);
                Some(high << 16 | usize::from(u16_at(self.places, nth * 4 + 2)?))
            }
            false => Some(usize::from(u16_at(self.places, nth * 2)?) * 2),
        }
    }

    fn draw(&self, glyph: u16, pen: &mut Pen, depth: usize, steps: &mut u32) -> Option<()> {
        *steps = steps.checked_sub(1)?;
        let nth = usize::from(glyph);
        let (from, to) = (self.place(nth)?, self.place(nth + 1)?);
        if from == to {
            return Some(());
        }
        let data = self.glyphs.get(from..to.min(self.glyphs.len()))?;
        match usize::try_from(i16_at(data, 0)?) {
            Ok(contours) => simple(data, contours, pen, steps),
            Err(_) if depth < DEEPEST => self.composite(data, pen, depth, steps),
            Err(_) => None,
        }
    }

    fn composite(&self, data: &[u8], pen: &mut Pen, depth: usize, steps: &mut u32) -> Option<()> {
        let mut at = 10;
        loop {
            let (flags, glyph) = (u16_at(data, at)?, u16_at(data, at + 2)?);
            at += 4;
            let words = flags & 1 != 0;
            let byte = |at: usize| data.get(at).map(|&byte| f64::from(byte.cast_signed()));
            let (x, y) = match words {
                true => (
                    f64::from(i16_at(data, at)?),
                    f64::from(i16_at(data, at + 2)?),
                ),
                false => (byte(at)?, byte(at + 1)?),
            };
            at += if words { 4 } else { 2 };
            // Otherwise they are numbers of points that are to meet, which nobody uses.
            let (x, y) = if flags & 2 != 0 { (x, y) } else { (0.0, 0.0) };
            let part = |at: usize| i16_at(data, at).map(|part| f64::from(part) / 16_384.0);
            let (matrix, length) = if flags & 8 != 0 {
                let scale = part(at)?;
                ([scale, 0.0, 0.0, scale, x, y], 2)
            } else if flags & 0x40 != 0 {
                ([part(at)?, 0.0, 0.0, part(at + 2)?, x, y], 4)
            } else if flags & 0x80 != 0 {
                let four = [part(at)?, part(at + 2)?, part(at + 4)?, part(at + 6)?];
                ([four[0], four[1], four[2], four[3], x, y], 8)
            } else {
                ([1.0, 0.0, 0.0, 1.0, x, y], 0)
            };
            at += length;
            let outer = pen.within(&matrix);
            self.draw(glyph, pen, depth + 1, steps)?;
            pen.without(outer);
            if flags & 0x20 == 0 {
                return Some(());
            }
        }
    }
}

fn simple(data: &[u8], contours: usize, pen: &mut Pen, steps: &mut u32) -> Option<()> {
    let ends: Vec<usize> = (0..contours)
        .map(|nth| u16_at(data, 10 + nth * 2).map(usize::from))
        .collect::<Option<_>>()?;
    let Some(&last) = ends.last() else {
        return Some(());
    };
    let count = last + 1;
    *steps = steps.checked_sub(count as u32)?;
    let mut at = 10 + contours * 2;
    at += 2 + usize::from(u16_at(data, at)?);
    let mut flags = Vec::with_capacity(count);
    while flags.len() < count {
        let flag = *data.get(at)?;
        at += 1;
        let more = if flag & 8 != 0 {
            at += 1;
            usize::from(*data.get(at - 1)?)
        } else {
            0
        };
        flags.extend(std::iter::repeat_n(
            flag,
            (more + 1).min(count - flags.len()),
        ));
    }
    let mut axis = |short: u8, same: u8| -> Option<Vec<f64>> {
        let mut value = 0.0;
        flags
            .iter()
            .map(|flag| {
                if flag & short != 0 {
                    let step = f64::from(*data.get(at)?);
                    at += 1;
                    value += if flag & same != 0 { step } else { -step };
                } else if flag & same == 0 {
                    value += f64::from(i16_at(data, at)?);
                    at += 2;
                }
                Some(value)
            })
            .collect()
    };
    let (across, up) = (axis(2, 16)?, axis(4, 32)?);
    let mut first = 0;
    for end in ends {
        if end >= count || end < first {
            return None;
        }
        let points: Vec<((f64, f64), bool)> = (first..=end)
            .map(|at| ((across[at], up[at]), flags[at] & 1 != 0))
            .collect();
        contour(&points, pen);
        first = end + 1;
    }
    Some(())
}

/// Draws a contour; between two points off the curve lies one on it.
fn contour(points: &[((f64, f64), bool)], pen: &mut Pen) {
    let middle = |a: (f64, f64), b: (f64, f64)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let count = points.len();
    let Some(start) = points.iter().position(|point| point.1) else {
        // All lie off the curve.
        if let (Some(first), Some(last)) = (points.first(), points.last()) {
            let from = middle(last.0, first.0);
            pen.start(from);
            for (nth, point) in points.iter().enumerate() {
                let next = points[(nth + 1) % count].0;
                pen.arc(point.0, middle(point.0, next));
            }
            pen.close();
        }
        return;
    };
    pen.start(points[start].0);
    let mut control: Option<(f64, f64)> = None;
    for nth in 1..=count {
        let (point, on) = points[(start + nth) % count];
        match (control, on) {
            (None, true) => pen.line(point),
            (None, false) => control = Some(point),
            (Some(known), true) => {
                pen.arc(known, point);
                control = None;
            }
            (Some(known), false) => {
                pen.arc(known, middle(known, point));
                control = Some(point);
            }
        }
    }
    pen.close();
}
