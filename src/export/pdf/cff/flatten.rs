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
pub(super) fn flatten(
    program: &[u8],
    global: &Index,
    local: &Index,
    out: &mut Vec<u8>,
) -> Option<()> {
    let start = out.len();
    let mut glyph = Glyph {
        global,
        local,
        out,
        left: 4 * LONGEST,
        stack: [0; MOST],
        height: 0,
        hints: 0,
    };
    if glyph.run(program, 0)? == End::Return {
        glyph.out.push(14);
    }
    (out.len() - start <= LONGEST).then_some(())
}

/// How many bytes an operand takes that begins with each byte; none for those
/// that begin operators (5177 §3.2).
const OPERAND: [u8; 256] = {
    let mut lengths = [0; 256];
    lengths[28] = 3;
    let mut byte = 32;
    while byte < 256 {
        lengths[byte] = match byte {
            0..=246 => 1,
            247..=254 => 2,
            _ => 5,
        };
        byte += 1;
    }
    lengths
};

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
    /// Operands: where each was written.
    stack: [usize; MOST],
    height: usize,
    hints: usize,
}

impl Glyph<'_, '_> {
    fn run(&mut self, program: &[u8], depth: usize) -> Option<End> {
        if depth > DEEPEST {
            return None;
        }
        self.left = self.left.checked_sub(program.len() + 1)?;
        // What stands from `from` to `at` is read, and not yet written.
        let (mut from, mut at) = (0, 0);
        while let Some(&byte) = program.get(at) {
            let length = OPERAND[usize::from(byte)];
            if length > 0 {
                *self.stack.get_mut(self.height)? = self.out.len() + at - from;
                self.height += 1;
                at += usize::from(length);
                continue;
            }
            match byte {
                // Stems.
                1 | 3 | 18 | 23 => {
                    self.hints += std::mem::take(&mut self.height) / 2;
                    at += 1;
                }
                // Masks. Operands before the first are stems not said (5177 §4.3).
                19 | 20 => {
                    self.hints += std::mem::take(&mut self.height) / 2;
                    at += 1 + self.hints.div_ceil(8);
                }
                // Moves, lines, curves.
                4..=8 | 21 | 22 | 24..=27 | 30 | 31 => {
                    self.height = 0;
                    at += 1;
                }
                // Flexes; what else has two bytes is arithmetic.
                12 if matches!(program.get(at + 1), Some(34..=37)) => {
                    self.height = 0;
                    at += 2;
                }
                10 | 29 => {
                    // The operand that names it goes, wherever it was written.
                    self.out.extend_from_slice(program.get(from..at)?);
                    self.height = self.height.checked_sub(1)?;
                    let written = self.stack[self.height];
                    let number = whole(self.out.get(written..)?)?;
                    self.out.truncate(written);
                    let routine =
                        called(if byte == 10 { self.local } else { self.global }, number)?;
                    if self.run(routine, depth + 1)? == End::Char {
                        return Some(End::Char);
                    }
                    (from, at) = (at + 1, at + 1);
                }
                11 => {
                    self.out.extend_from_slice(program.get(from..at)?);
                    return Some(End::Return);
                }
                // The advance may stand before it; four operands would name two characters.
                14 if self.height < 4 => {
                    self.out.extend_from_slice(&program[from..=at]);
                    return Some(End::Char);
                }
                _ => return None,
            }
        }
        self.out.extend_from_slice(program.get(from..at)?);
        Some(End::Return)
    }
}

/// The subroutine that a number names. Numbers are shifted so that most take
/// one byte (5176 §16).
fn called<'r>(routines: &Index<'r>, number: i32) -> Option<&'r [u8]> {
    let shift = match routines.count {
        0..1_240 => 107,
        1_240..33_900 => 1_131,
        _ => 32_768,
    };
    routines.get(usize::try_from(number + shift).ok()?)
}

/// The operand that some bytes are, if it is a whole number (5177 §3.2).
fn whole(bytes: &[u8]) -> Option<i32> {
    Some(match *bytes {
        [28, high, low] => i32::from(i16::from_be_bytes([high, low])),
        [only @ 32..=246] => i32::from(only) - 139,
        [first @ 247..=250, second] => (i32::from(first) - 247) * 256 + i32::from(second) + 108,
        [first @ 251..=254, second] => -(i32::from(first) - 251) * 256 - i32::from(second) - 108,
        _ => return None,
    })
}
