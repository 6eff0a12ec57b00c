//! Flattening of a glyph's charstring: its subroutines are inlined (Adobe Technical Note 5177, Type
//! 2 charstrings).
//!
//! The bytes of operands and operators are copied unchanged. Only the stack has to be tracked: how
//! many operands are on it, because hints are counted to know how long a hint mask is (5177 §4.3),
//! and which number is on top, because it names the subroutine called.

use super::read::Index;

/// Maximum depth of subroutine calls (5177 appendix B).
const DEEPEST: usize = 10;
/// Maximum length of a charstring with its subroutines inlined (5177 appendix B).
const LONGEST: usize = 65_535;
/// Maximum number of operands on the stack (5177 appendix B).
const MOST: usize = 48;

/// Appends the flattened `program` to `out`. `None` if it is damaged or uses what no outline needs:
/// arithmetic, or an accented character made of two others.
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

/// Length of an operand by its first byte; zero for bytes that begin operators (5177 §3.2).
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
    /// Number of charstring bytes that may still be read: a few subroutines that call each other
    /// often would take forever.
    left: usize,
    /// Operands on the stack: the offset in the output of each.
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

/// Returns the subroutine with this number. Numbers are biased so that most take one byte (5176
/// §16).
fn called<'r>(routines: &Index<'r>, number: i32) -> Option<&'r [u8]> {
    let shift = match routines.count {
        0..1_240 => 107,
        1_240..33_900 => 1_131,
        _ => 32_768,
    };
    routines.get(usize::try_from(number + shift).ok()?)
}

/// Returns the operand encoded by some bytes, if it is an integer (5177 §3.2).
fn whole(bytes: &[u8]) -> Option<i32> {
    Some(match *bytes {
        [28, high, low] => i32::from(i16::from_be_bytes([high, low])),
        [only @ 32..=246] => i32::from(only) - 139,
        [first @ 247..=250, second] => (i32::from(first) - 247) * 256 + i32::from(second) + 108,
        [first @ 251..=254, second] => -(i32::from(first) - 251) * 256 - i32::from(second) - 108,
        _ => return None,
    })
}
