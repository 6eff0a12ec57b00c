//! A glyph's program with its subroutines written out in their places (Adobe
//! Technical Note 5177, Type 2 charstrings).
//!
//! The bytes of operands and operators are copied as they are. The one thing
//! that has to be followed is the stack: how many operands stand on it, because
//! hints are counted to know how long a hint mask is (5177 §4.3), and which
//! number stands on top, because it names the subroutine called.

use super::read::Index;

/// Subroutines call others so deep and no deeper (5177 appendix B).
const DEEPEST: usize = 10;
/// A program with its subroutines written out is no longer (5177 appendix B).
const LONGEST: usize = 65_535;
/// Operands on the stack at one time (5177 appendix B).
const MOST: usize = 48;

/// Writes `program` out after what stands in `out`. `None` when it is damaged
/// or asks for what no outline does: arithmetic, or an accented character made
/// of two others.
pub(super) fn flatten(program: &[u8], global: &Index, local: &Index, out: &mut Vec<u8>) -> Option<()> {
    let start = out.len();
    let mut glyph = Glyph { global, local, out, left: 4 * LONGEST, stack: [(0, None); MOST], height: 0, hints: 0 };
    if glyph.run(program, 0)? == End::Return {
        glyph.out.push(14);
    }
    (out.len() - start <= LONGEST).then_some(())
}

#[derive(PartialEq, Eq)]
enum End {
    Return,
    Char,
}

struct Glyph<'a, 'o> {
    global: &'a Index<'a>,
    local: &'a Index<'a>,
    out: &'o mut Vec<u8>,
    /// How many bytes of programs may still be read: few subroutines that call
    /// each other often would take for ever.
    left: usize,
    /// Operands: where each was written, and which whole number it is.
    stack: [(usize, Option<i32>); MOST],
    height: usize,
    hints: usize,
}

impl Glyph<'_, '_> {
    fn run(&mut self, program: &[u8], depth: usize) -> Option<End> {
        if depth > DEEPEST {
            return None;
        }
        self.left = self.left.checked_sub(program.len() + 1)?;
        let mut at = 0;
        while let Some(&byte) = program.get(at) {
            let length = match byte {
                12 => 2,
                28 => 3,
                247..=254 => 2,
                255 => 5,
                _ => 1,
            };
            let piece = program.get(at..at + length)?;
            at += length;
            match byte {
                28 | 32.. => self.operand(piece)?,
                // Stems.
                1 | 3 | 18 | 23 => {
                    self.hints += self.height / 2;
                    self.operator(piece);
                }
                // Masks. Operands before the first are stems not said (5177 §4.3).
                19 | 20 => {
                    self.hints += self.height / 2;
                    self.operator(piece);
                    let mask = program.get(at..at + self.hints.div_ceil(8))?;
                    self.out.extend_from_slice(mask);
                    at += mask.len();
                }
                // Moves, lines, curves.
                4..=8 | 21 | 22 | 24..=27 | 30 | 31 => self.operator(piece),
                // Flexes; what else has two bytes is arithmetic.
                12 if (34..=37).contains(&piece[1]) => self.operator(piece),
                10 | 29 => {
                    let routines = if byte == 10 { self.local } else { self.global };
                    let routine = self.routine(routines)?;
                    if self.run(routine, depth + 1)? == End::Char {
                        return Some(End::Char);
                    }
                }
                11 => return Some(End::Return),
                // The advance may stand before it; four operands would name two characters.
                14 if self.height < 4 => {
                    self.operator(piece);
                    return Some(End::Char);
                }
                _ => return None,
            }
        }
        Some(End::Return)
    }

    fn operand(&mut self, piece: &[u8]) -> Option<()> {
        let number = match *piece {
            [28, high, low] => Some(i32::from(i16::from_be_bytes([high, low]))),
            [only] => Some(i32::from(only) - 139),
            [first @ 247..=250, second] => Some((i32::from(first) - 247) * 256 + i32::from(second) + 108),
            [first, second] => Some(-(i32::from(first) - 251) * 256 - i32::from(second) - 108),
            // A fraction.
            _ => None,
        };
        *self.stack.get_mut(self.height)? = (self.out.len(), number);
        self.height += 1;
        self.out.extend_from_slice(piece);
        Some(())
    }

    fn operator(&mut self, piece: &[u8]) {
        self.out.extend_from_slice(piece);
        self.height = 0;
    }

    /// The subroutine that the operand on top names, which is taken back. The
    /// numbers are shifted so that most take one byte (5176 §16).
    fn routine<'r>(&mut self, routines: &Index<'r>) -> Option<&'r [u8]> {
        self.height = self.height.checked_sub(1)?;
        let (written, number) = self.stack[self.height];
        self.out.truncate(written);
        let shift = match routines.count {
            0..1_240 => 107,
            1_240..33_900 => 1_131,
            _ => 32_768,
        };
        routines.get(usize::try_from(number? + shift).ok()?)
    }
}
