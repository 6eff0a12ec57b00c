//! Outlines of the glyphs of a Type 1 program (Adobe Type 1 Font Format, 1990).

use std::collections::BTreeMap;

use super::contour::{Outline, Pen};
use super::names::standard_name;
use crate::pdf::find;
use crate::preflight::matrix::Matrix;
use crate::preflight::operand::operand;

/// Maximum depth of subroutines.
const DEEPEST: usize = 10;
/// Maximum number of operands (chapter 6: 24 on the stack of the format).
const MOST_OPERANDS: usize = 48;
/// Maximum number of bytes of charstrings that are read for one glyph.
const MOST_STEPS: u32 = 40_000;
/// Maximum number of subroutines.
const MOST_ROUTINES: usize = 65_536;

/// A Type 1 program, decrypted.
pub(super) struct Type1 {
    matrix: Matrix,
    /// The names that its own encoding gives to codes; `None` for StandardEncoding.
    encoding: Option<BTreeMap<u8, String>>,
    routines: BTreeMap<usize, Vec<u8>>,
    glyphs: BTreeMap<String, Vec<u8>>,
}

/// Decrypts; the first bytes are random (chapter 7).
fn decrypted(bytes: &[u8], mut key: u16, skip: usize) -> Vec<u8> {
    let plain = bytes.iter().map(|&byte| {
        let plain = byte ^ (key >> 8) as u8;
        key = u16::from(byte)
            .wrapping_add(key)
            .wrapping_mul(52_845)
            .wrapping_add(22_719);
        plain
    });
    plain.skip(skip).collect()
}

/// Returns the segments of a PFB file joined; another file as it is.
fn joined(bytes: &[u8]) -> Vec<u8> {
    let (mut all, mut rest) = (Vec::new(), bytes);
    while let [0x80, 1 | 2, a, b, c, d, after @ ..] = rest {
        let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        let length = length.min(after.len());
        all.extend_from_slice(&after[..length]);
        rest = &after[length..];
    }
    if all.is_empty() { bytes.to_vec() } else { all }
}

impl Type1 {
    pub fn read(bytes: &[u8]) -> Option<Type1> {
        let bytes = joined(bytes);
        let start = find(&bytes, b"eexec")?;
        let (clear, mut coded) = (&bytes[..start], &bytes[start + 5..]);
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = coded {
            coded = rest;
        }
        let hex = coded.len() >= 4 && coded[..4].iter().all(u8::is_ascii_hexdigit);
        let private = if hex {
            let digits: Vec<u8> = coded
                .iter()
                .filter_map(|&byte| char::from(byte).to_digit(16))
                .map(|digit| digit as u8)
                .collect();
            let pairs = digits.as_chunks::<2>().0;
            let coded: Vec<u8> = pairs.iter().map(|pair| pair[0] << 4 | pair[1]).collect();
            decrypted(&coded, 55_665, 4)
        } else {
            decrypted(coded, 55_665, 4)
        };
        let mut found = Type1 {
            matrix: matrix(clear).unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]),
            encoding: encoding(clear),
            routines: BTreeMap::new(),
            glyphs: BTreeMap::new(),
        };
        found.take(&private);
        (!found.glyphs.is_empty()).then_some(found)
    }

    /// Takes subroutines and charstrings: a length, `RD` or `-|`, and so many bytes.
    fn take(&mut self, private: &[u8]) {
        let skip = find(private, b"/lenIV")
            .and_then(|at| words(&private[at + 6..]).next())
            .and_then(number)
            .map_or(4, |skip| skip.max(0.0) as usize);
        let (mut at, mut last): (usize, [&[u8]; 3]) = (0, [b"", b"", b""]);
        while let Some((word, end)) = word(private, at) {
            at = end;
            if (word == b"RD" || word == b"-|")
                && let Some(length) = number(last[2])
            {
                let from = at + 1;
                let to = from.saturating_add(length.max(0.0) as usize);
                let Some(coded) = private.get(from..to) else {
                    return;
                };
                let string = decrypted(coded, 4_330, skip);
                match last[1] {
                    [b'/', name @ ..] => {
                        let name = String::from_utf8_lossy(name).into_owned();
                        self.glyphs.entry(name).or_insert(string);
                    }
                    nth => {
                        if let Some(nth) = number(nth)
                            && self.routines.len() < MOST_ROUTINES
                        {
                            self.routines.insert(nth.max(0.0) as usize, string);
                        }
                    }
                }
                at = to;
            }
            last = [last[1], last[2], word];
        }
    }

    /// Returns the name that the program's own encoding gives to a code.
    pub fn name(&self, code: u8) -> Option<&str> {
        match &self.encoding {
            Some(names) => names.get(&code).map(String::as_str),
            None => standard_name(code),
        }
    }

    /// Returns the outline of a glyph; `None` if it cannot be read.
    pub fn outline(&self, name: &str) -> Option<Outline> {
        let mut drawing = Drawing {
            program: self,
            pen: Pen::new(self.matrix),
            stack: Vec::new(),
            handed: Vec::new(),
            flex: None,
            bearing: 0.0,
            steps: MOST_STEPS,
        };
        drawing.run(self.glyphs.get(name)?, 0)?;
        drawing.pen.finish()
    }
}

/// Returns the word that begins at or after a place, and where it ends.
fn word(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let start = at + bytes.get(at..)?.iter().position(|byte| !blank(byte))?;
    let ends = |byte: &u8| blank(byte) || b"/[]{}()".contains(byte);
    let length = bytes[start + 1..]
        .iter()
        .position(ends)
        .unwrap_or(bytes.len() - start - 1);
    let single = b"[]{}()".contains(&bytes[start]);
    let end = if single {
        start + 1
    } else {
        start + 1 + length
    };
    Some((&bytes[start..end], end))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (found, end) = word(bytes, at)?;
        at = end;
        Some(found)
    })
}

fn number(word: &[u8]) -> Option<f64> {
    std::str::from_utf8(word).ok()?.parse::<f64>().ok()
}

fn matrix(clear: &[u8]) -> Option<Matrix> {
    let at = find(clear, b"/FontMatrix")?;
    let numbers: Vec<f64> = words(&clear[at + 11..])
        .skip(1)
        .map_while(number)
        .take(6)
        .collect();
    numbers.try_into().ok()
}

fn encoding(clear: &[u8]) -> Option<BTreeMap<u8, String>> {
    let at = find(clear, b"/Encoding")?;
    let mut rest = words(&clear[at + 9..]).take(4096).peekable();
    if rest.peek() == Some(&&b"StandardEncoding"[..]) {
        return None;
    }
    let (mut names, mut last): (BTreeMap<u8, String>, [&[u8]; 2]) = (BTreeMap::new(), [b"", b""]);
    for word in rest {
        if word == b"def" || word == b"readonly" {
            break;
        }
        if let ([b'/', name @ ..], true) = (word, last[0] == b"dup")
            && let Some(code) = number(last[1])
        {
            names.insert(code as u8, String::from_utf8_lossy(name).into_owned());
        }
        last = [last[1], word];
    }
    Some(names)
}

struct Drawing<'p> {
    program: &'p Type1,
    pen: Pen,
    stack: Vec<f64>,
    /// What a procedure of the interpreter hands back.
    handed: Vec<f64>,
    /// The points of a flat curve being gathered.
    flex: Option<Vec<(f64, f64)>>,
    bearing: f64,
    steps: u32,
}

impl Drawing<'_> {
    /// Interprets a charstring; returns true once the glyph is ended.
    fn run(&mut self, string: &[u8], depth: usize) -> Option<bool> {
        if depth > DEEPEST {
            return None;
        }
        let byte = |at: usize| string.get(at).copied().unwrap_or(0);
        let mut at = 0;
        while let Some(&head) = string.get(at) {
            self.steps = self.steps.checked_sub(1)?;
            at += 1;
            let (number, length) = match head {
                255 => {
                    let four = [byte(at), byte(at + 1), byte(at + 2), byte(at + 3)];
                    (f64::from(i32::from_be_bytes(four)), 4)
                }
                11 => return Some(false),
                14 => return Some(true),
                10 => {
                    let nth = self.stack.pop()?;
                    let program = self.program;
                    let string = program.routines.get(&(nth.max(0.0) as usize))?;
                    if self.run(string, depth + 1)? {
                        return Some(true);
                    }
                    continue;
                }
                12 => {
                    at += 1;
                    if self.escaped(byte(at - 1), depth)? {
                        return Some(true);
                    }
                    continue;
                }
                _ => match operand(head, string, at) {
                    Some(operand) => operand,
                    None => {
                        self.operator(head)?;
                        continue;
                    }
                },
            };
            at += length;
            if self.stack.len() == MOST_OPERANDS {
                return None;
            }
            self.stack.push(number);
        }
        Some(false)
    }

    fn to(&self, x: f64, y: f64) -> (f64, f64) {
        let at = self.pen.at();
        (at.0 + x, at.1 + y)
    }

    fn start(&mut self, x: f64, y: f64) {
        let to = self.to(x, y);
        match &mut self.flex {
            Some(points) if points.len() < 7 => {
                points.push(to);
                self.pen.jump(to);
            }
            _ => self.pen.start(to),
        }
    }

    fn curve(&mut self, [ax, ay, bx, by, cx, cy]: [f64; 6]) {
        let one = self.to(ax, ay);
        let two = (one.0 + bx, one.1 + by);
        self.pen.curve(one, two, (two.0 + cx, two.1 + cy));
    }

    fn operator(&mut self, operator: u8) -> Option<()> {
        let stack = std::mem::take(&mut self.stack);
        let get = |at: usize| stack.get(at).copied();
        let line = |drawing: &mut Self, x: f64, y: f64| {
            let to = drawing.to(x, y);
            drawing.pen.line(to);
        };
        match operator {
            // Stem hints.
            1 | 3 => {}
            4 => self.start(0.0, get(0)?),
            5 => line(self, get(0)?, get(1)?),
            6 => line(self, get(0)?, 0.0),
            7 => line(self, 0.0, get(0)?),
            8 => self.curve(stack.get(..6)?.try_into().ok()?),
            9 => self.pen.close(),
            13 => {
                self.bearing = get(0)?;
                self.pen.jump((self.bearing, 0.0));
            }
            21 => self.start(get(0)?, get(1)?),
            22 => self.start(get(0)?, 0.0),
            30 => self.curve([0.0, get(0)?, get(1)?, get(2)?, get(3)?, 0.0]),
            31 => self.curve([get(0)?, 0.0, get(1)?, get(2)?, 0.0, get(3)?]),
            _ => return None,
        }
        Some(())
    }

    fn escaped(&mut self, operator: u8, depth: usize) -> Option<bool> {
        match operator {
            12 => {
                let (by, what) = (self.stack.pop()?, self.stack.pop()?);
                self.stack.push(what / by);
                return Some(false);
            }
            16 => {
                self.procedure()?;
                return Some(false);
            }
            17 => {
                let value = self.handed.pop()?;
                self.stack.push(value);
                return Some(false);
            }
            _ => {}
        }
        let stack = std::mem::take(&mut self.stack);
        match operator {
            // Dots, and three stems at once.
            0..=2 => {}
            6 => {
                let [bearing, across, up, base, accent] =
                    <[f64; 5]>::try_from(stack.get(..5)?).ok()?;
                return self.accented([across - bearing, up, base, accent], depth);
            }
            7 => {
                self.bearing = *stack.first()?;
                self.pen.jump((self.bearing, *stack.get(1)?));
            }
            33 => {}
            _ => return None,
        }
        Some(false)
    }

    /// Draws a letter and its accent.
    fn accented(&mut self, [across, up, base, accent]: [f64; 4], depth: usize) -> Option<bool> {
        if depth > 1 {
            return None;
        }
        let (program, bearing) = (self.program, self.bearing);
        let find = |code: f64| program.glyphs.get(standard_name(code as u8)?);
        self.run(find(base)?, 2)?;
        self.pen.close();
        self.stack.clear();
        let outer = self.pen.within(&[1.0, 0.0, 0.0, 1.0, across + bearing, up]);
        self.run(find(accent)?, 2)?;
        self.pen.close();
        self.pen.without(outer);
        Some(true)
    }

    /// Calls a procedure of the interpreter (chapter 8): flat curves, and changes of hints.
    fn procedure(&mut self) -> Option<()> {
        let (which, count) = (self.stack.pop()?, self.stack.pop()?.max(0.0) as usize);
        let from = self.stack.len().checked_sub(count)?;
        let mut operands = self.stack.split_off(from);
        match which as i64 {
            1 => {
                self.pen.begin();
                self.flex = Some(Vec::new());
            }
            2 => {}
            0 => {
                if let Some([_, a, b, c, d, e, f]) = self.flex.take().as_deref() {
                    // The pen went along; it begins where it was before.
                    self.pen.curve(*a, *b, *c);
                    self.pen.curve(*d, *e, *f);
                }
                let end = self.pen.at();
                self.handed = vec![end.1, end.0];
            }
            _ => {
                operands.reverse();
                self.handed = operands;
            }
        }
        Some(())
    }
}
