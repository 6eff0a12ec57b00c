//! Reader of the parts of a CFF font program that the checks need: its characters and their widths
//! (Adobe Technical Notes 5176 and 5177). Programs are untrusted, so every number in them is checked
//! before it is used, and the work for one program is bounded.

mod outline;

use std::collections::BTreeMap;

use super::operand::operand_of_type_2;
use super::sfnt::u16_at;

pub(super) use outline::{encoded, named, outline};

/// Maximum number of bytes of charstrings that are read for the widths of one program.
const MOST_STEPS: u32 = 4_000_000;

/// Maximum depth of subroutines (Technical Note 5177, Appendix B).
const DEEPEST: usize = 10;

/// Maximum number of operands (Technical Note 5177, Appendix B).
const MOST_OPERANDS: usize = 48;

/// The characters of a bare CFF program by their codes, CIDs if it is CID-keyed, with their glyph
/// ids; without glyph 0. `None` if it cannot be read.
pub(super) fn cids(bytes: &[u8]) -> Option<BTreeMap<u16, u16>> {
    let program = Program::read(bytes)?;
    if program.keyed {
        program.charset()
    } else {
        Some((1..program.count).map(|glyph| (glyph, glyph)).collect())
    }
}

/// The glyphs of a bare CFF program that is not CID-keyed by the string ids of their names.
pub(super) fn names(bytes: &[u8]) -> Option<BTreeMap<u16, u16>> {
    let program = Program::read(bytes)?;
    if program.keyed {
        return None;
    }
    program.charset()
}

/// Returns the advances of all glyphs of a bare CFF program in thousandths of the size; `None` for
/// those that are not understood. Empty if the program cannot be read.
pub(super) fn advances(bytes: &[u8]) -> Vec<Option<f64>> {
    Program::read(bytes).map_or_else(Vec::new, |program| program.advances())
}

/// A program, opened.
struct Program<'b> {
    bytes: &'b [u8],
    /// Number of glyphs.
    count: u16,
    char_strings: Index,
    global: Index,
    /// True if it is CID-keyed.
    keyed: bool,
    charset: usize,
    select: Option<usize>,
    /// The widths and subroutines of its font dictionaries; one if it is not CID-keyed.
    parts: Vec<Part>,
}

/// What a private dictionary says of widths.
struct Part {
    default: f64,
    nominal: f64,
    local: Option<Index>,
    /// Thousandths of the size in one unit of the program.
    unit: f64,
}

impl<'b> Program<'b> {
    fn read(bytes: &'b [u8]) -> Option<Program<'b>> {
        let names = Index::at(bytes, usize::from(*bytes.get(2)?))?;
        let tops = Index::at(bytes, names.end)?;
        let strings = Index::at(bytes, tops.end)?;
        let global = Index::at(bytes, strings.end)?;
        let top = dict(tops.item(bytes, 0)?);
        let char_strings = Index::at(bytes, offset(&top, CHAR_STRINGS)?)?;
        let count = u16::try_from(char_strings.count).ok()?;
        let keyed = top.contains_key(&ROS);
        let matrix = top.get(&FONT_MATRIX).and_then(|matrix| matrix.first());
        let parts = if keyed {
            let array = Index::at(bytes, offset(&top, FD_ARRAY)?)?;
            (0..array.count.min(256))
                .map(|nth| {
                    let inner = dict(array.item(bytes, nth).unwrap_or(&[]));
                    let own = inner.get(&FONT_MATRIX).and_then(|matrix| matrix.first());
                    let unit = match (matrix, own) {
                        (Some(outer), Some(own)) => outer * own,
                        (Some(one), None) | (None, Some(one)) => *one,
                        (None, None) => 0.001,
                    };
                    Part::read(bytes, &inner, unit)
                })
                .collect()
        } else {
            vec![Part::read(bytes, &top, matrix.copied().unwrap_or(0.001))]
        };
        Some(Program {
            bytes,
            count,
            char_strings,
            global,
            keyed,
            charset: offset(&top, CHARSET).unwrap_or(0),
            select: offset(&top, FD_SELECT),
            parts,
        })
    }

    /// Returns the glyphs by what the charset calls them: CIDs, or the string ids of names.
    fn charset(&self) -> Option<BTreeMap<u16, u16>> {
        if self.charset <= 2 {
            // The predefined ISOAdobe charset numbers its glyphs; the two Expert ones are not read.
            return (self.keyed || self.charset == 0)
                .then(|| (1..self.count).map(|glyph| (glyph, glyph)).collect());
        }
        let bytes = self.bytes;
        let format = *bytes.get(self.charset)?;
        let (mut found, mut glyph, mut at) = (BTreeMap::new(), 1_u16, self.charset + 1);
        while glyph < self.count {
            let first = u16_at(bytes, at)?;
            let more = match format {
                0 => 0,
                1 => u16::from(*bytes.get(at + 2)?),
                2 => u16_at(bytes, at + 2)?,
                _ => return None,
            };
            at += 2 + usize::from(format);
            for code in first..=first.saturating_add(more) {
                if glyph == self.count {
                    break;
                }
                found.insert(code, glyph);
                glyph += 1;
            }
        }
        Some(found)
    }

    fn advances(&self) -> Vec<Option<f64>> {
        let mut steps = MOST_STEPS;
        let choice = self.choice();
        (0..self.count)
            .map(|glyph| {
                let part = match &choice {
                    Some(choice) => self
                        .parts
                        .get(usize::from(*choice.get(usize::from(glyph))?))?,
                    None => self.parts.first()?,
                };
                let string = self.char_strings.item(self.bytes, usize::from(glyph))?;
                let mut reader = Reader {
                    program: self,
                    part,
                    stack: Vec::new(),
                    steps: &mut steps,
                };
                let width = match reader.read(string, 0) {
                    Found::Width(said) => said.map_or(part.default, |said| part.nominal + said),
                    Found::GoesOn | Found::Unknown => return None,
                };
                Some(width * part.unit * 1000.0)
            })
            .collect()
    }

    /// Returns the font dictionary of every glyph.
    fn choice(&self) -> Option<Vec<u8>> {
        let (bytes, at) = (self.bytes, self.select?);
        let count = usize::from(self.count);
        match bytes.get(at)? {
            0 => Some(bytes.get(at + 1..at + 1 + count)?.to_vec()),
            3 => {
                let ranges = usize::from(u16_at(bytes, at + 1)?);
                let mut choice = vec![0; count];
                for nth in 0..ranges {
                    let at = at + 3 + nth * 3;
                    let from = usize::from(u16_at(bytes, at)?);
                    let to = usize::from(u16_at(bytes, at + 3)?).min(count);
                    let part = *bytes.get(at + 2)?;
                    choice.get_mut(from..to)?.fill(part);
                }
                Some(choice)
            }
            _ => None,
        }
    }
}

impl Part {
    fn read(bytes: &[u8], dictionary: &BTreeMap<u16, Vec<f64>>, unit: f64) -> Part {
        let place = |at: usize| {
            let number = *dictionary.get(&PRIVATE)?.get(at)?;
            (0.0..1e9).contains(&number).then_some(number as usize)
        };
        let (size, at) = (place(0).unwrap_or(0), place(1).unwrap_or(0));
        let private = dict(
            at.checked_add(size)
                .and_then(|end| bytes.get(at..end))
                .unwrap_or(&[]),
        );
        let number = |key: u16| {
            private
                .get(&key)
                .and_then(|numbers| numbers.last().copied())
        };
        let local = number(SUBRS)
            .filter(|&subrs| subrs > 0.0 && subrs < 1e9)
            .and_then(|subrs| Index::at(bytes, at.checked_add(subrs as usize)?));
        Part {
            default: number(DEFAULT_WIDTH).unwrap_or(0.0),
            nominal: number(NOMINAL_WIDTH).unwrap_or(0.0),
            local,
            unit,
        }
    }
}

/// What reading a charstring came to.
enum Found {
    /// The width as a difference from the nominal one; `None` for the default one.
    Width(Option<f64>),
    /// The string ended before an operator that settles it.
    GoesOn,
    /// It is not understood.
    Unknown,
}

/// A reader of a charstring, up to the first operator that clears the stack: what stands below that
/// operator's own operands is the width (Technical Note 5177, section 3.1).
struct Reader<'r, 'b> {
    program: &'r Program<'b>,
    part: &'r Part,
    stack: Vec<f64>,
    steps: &'r mut u32,
}

impl Reader<'_, '_> {
    fn read(&mut self, string: &[u8], depth: usize) -> Found {
        if depth > DEEPEST {
            return Found::Unknown;
        }
        let mut at = 0;
        while let Some(&head) = string.get(at) {
            match self.steps.checked_sub(1) {
                Some(left) => *self.steps = left,
                None => return Found::Unknown,
            }
            at += 1;
            let (number, length) = match operand_of_type_2(head, string, at) {
                Some(operand) => operand,
                None => match self.operator(head, depth) {
                    Found::GoesOn if head == RETURN => return Found::GoesOn,
                    Found::GoesOn => continue,
                    settled => return settled,
                },
            };
            at += length;
            if self.stack.len() == MOST_OPERANDS {
                return Found::Unknown;
            }
            self.stack.push(number);
        }
        Found::GoesOn
    }

    fn operator(&mut self, operator: u8, depth: usize) -> Found {
        let count = self.stack.len();
        let first = |has: bool| Found::Width(self.stack.first().copied().filter(|_| has));
        match operator {
            // Stem hints and masks take pairs.
            1 | 3 | 18 | 19 | 20 | 23 => first(count % 2 == 1),
            21 => first(count > 2),
            4 | 22 => first(count > 1),
            14 => first(count == 1 || count == 5),
            10 | 29 => {
                let subroutines = match operator {
                    10 => self.part.local.as_ref(),
                    _ => Some(&self.program.global),
                };
                let Some((index, number)) = subroutines.zip(self.stack.pop()) else {
                    return Found::Unknown;
                };
                let nth = number as i64 + index.bias();
                let string = usize::try_from(nth)
                    .ok()
                    .and_then(|nth| index.item(self.program.bytes, nth));
                match string {
                    Some(string) => self.read(string, depth + 1),
                    None => Found::Unknown,
                }
            }
            RETURN => Found::GoesOn,
            _ => Found::Unknown,
        }
    }
}

const RETURN: u8 = 11;

// Operators of dictionaries; those of two bytes begin with 12.
const CHARSET: u16 = 15;
const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const SUBRS: u16 = 19;
const DEFAULT_WIDTH: u16 = 20;
const NOMINAL_WIDTH: u16 = 21;
const FONT_MATRIX: u16 = 12 << 8 | 7;
const ROS: u16 = 12 << 8 | 30;
const FD_ARRAY: u16 = 12 << 8 | 36;
const FD_SELECT: u16 = 12 << 8 | 37;

fn offset(dictionary: &BTreeMap<u16, Vec<f64>>, key: u16) -> Option<usize> {
    let number = *dictionary.get(&key)?.last()?;
    (0.0..1e9).contains(&number).then_some(number as usize)
}

/// Reads a dictionary: the operands of each operator.
fn dict(bytes: &[u8]) -> BTreeMap<u16, Vec<f64>> {
    let mut found = BTreeMap::new();
    let (mut operands, mut at): (Vec<f64>, usize) = (Vec::new(), 0);
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    while let Some(&head) = bytes.get(at) {
        at += 1;
        let number = match head {
            12 => {
                found.insert(12 << 8 | u16::from(byte(at)), std::mem::take(&mut operands));
                at += 1;
                continue;
            }
            0..=21 => {
                found.insert(u16::from(head), std::mem::take(&mut operands));
                continue;
            }
            28 => {
                at += 2;
                f64::from(i16::from_be_bytes([byte(at - 2), byte(at - 1)]))
            }
            29 => {
                at += 4;
                let four = [byte(at - 4), byte(at - 3), byte(at - 2), byte(at - 1)];
                f64::from(i32::from_be_bytes(four))
            }
            30 => {
                let (number, length) = real(bytes.get(at..).unwrap_or(&[]));
                at += length;
                number
            }
            32..=246 => f64::from(head) - 139.0,
            247..=250 => {
                at += 1;
                (f64::from(head) - 247.0) * 256.0 + f64::from(byte(at - 1)) + 108.0
            }
            251..=254 => {
                at += 1;
                -(f64::from(head) - 251.0) * 256.0 - f64::from(byte(at - 1)) - 108.0
            }
            _ => continue,
        };
        if operands.len() < MOST_OPERANDS {
            operands.push(number);
        }
    }
    found
}

/// Reads a real number in nibbles; returns it and its length in bytes.
fn real(bytes: &[u8]) -> (f64, usize) {
    let mut digits = String::new();
    for (at, &byte) in bytes.iter().enumerate() {
        for nibble in [byte >> 4, byte & 15] {
            match nibble {
                0..=9 => digits.push(char::from(b'0' + nibble)),
                10 => digits.push('.'),
                11 => digits.push('e'),
                12 => digits.push_str("e-"),
                14 => digits.push('-'),
                15 => return (digits.parse().unwrap_or(0.0), at + 1),
                _ => {}
            }
        }
        if digits.len() > 40 {
            return (0.0, at + 1);
        }
    }
    (0.0, bytes.len())
}

/// An array of byte strings.
struct Index {
    count: usize,
    size: usize,
    offsets: usize,
    data: usize,
    end: usize,
}

impl Index {
    fn at(bytes: &[u8], at: usize) -> Option<Index> {
        let count = usize::from(u16_at(bytes, at)?);
        if count == 0 {
            return Some(Index {
                count,
                size: 1,
                offsets: at,
                data: at,
                end: at + 2,
            });
        }
        let size = usize::from(*bytes.get(at + 2)?);
        let offsets = at + 3;
        let data = offsets + (count + 1) * size - 1;
        let mut index = Index {
            count,
            size,
            offsets,
            data,
            end: 0,
        };
        index.end = data.checked_add(index.offset(bytes, count)?)?;
        Some(index)
    }

    fn offset(&self, bytes: &[u8], nth: usize) -> Option<usize> {
        let at = self.offsets.checked_add(nth.checked_mul(self.size)?)?;
        let digits = bytes
            .get(at..at.checked_add(self.size)?)
            .filter(|_| (1..=4).contains(&self.size))?;
        Some(
            digits
                .iter()
                .fold(0, |number, &byte| number << 8 | usize::from(byte)),
        )
    }

    fn item<'b>(&self, bytes: &'b [u8], nth: usize) -> Option<&'b [u8]> {
        if nth >= self.count {
            return None;
        }
        bytes.get(
            self.data.checked_add(self.offset(bytes, nth)?)?
                ..self.data.checked_add(self.offset(bytes, nth + 1)?)?,
        )
    }

    /// Returns what is added to the number of a subroutine (Technical Note 5177, section 4.7).
    fn bias(&self) -> i64 {
        match self.count {
            0..1240 => 107,
            1240..33_900 => 1131,
            _ => 32_768,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sfnt;
    use super::*;

    #[test]
    fn the_widths_of_a_program_are_those_of_its_table() {
        for font in [
            &include_bytes!("../../fonts/song-regular.otf")[..],
            include_bytes!("../../fonts/hei-regular.otf"),
        ] {
            let program = sfnt::table(font, b"CFF ").unwrap();
            let (widths, table) = (advances(program), sfnt::advances(font));
            assert_eq!(widths.len(), table.len());
            for (glyph, (said, stored)) in widths.iter().zip(&table).enumerate() {
                assert!(
                    said.is_some_and(|said| (said - stored).abs() < 0.51),
                    "glyph {glyph}: {said:?} against {stored}"
                );
            }
        }
    }

    #[test]
    fn garbage_is_no_program() {
        let mut state = 1_u32;
        for length in 0..400 {
            let bytes: Vec<u8> = (0..length)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 24) as u8
                })
                .collect();
            let _ = (cids(&bytes), advances(&bytes), names(&bytes));
        }
        assert_eq!(cids(&[1, 0, 4, 1, 0, 0]), None);
    }
}
