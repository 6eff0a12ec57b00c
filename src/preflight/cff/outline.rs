//! Outlines of the glyphs of a CFF program: Type 2 charstrings (Adobe Technical Note 5177). Not a
//! library's: those of today do not bound the work of subroutines that call one another.

use std::collections::BTreeMap;

use super::{DEEPEST, Index, MOST_OPERANDS, Part, Program, RETURN, dict, offset};
use crate::preflight::operand::operand_of_type_2;
use crate::preflight::outline::{Outline, Pen, standard_name, standard_place, standard_string};

/// Maximum number of bytes of charstrings that are read for one glyph.
const MOST_STEPS: u32 = 40_000;

/// The operator of the top dictionary that says where the encoding is.
const ENCODING: u16 = 16;

/// Returns the outline of a glyph of a bare CFF program; `None` if it cannot be read.
pub fn outline(bytes: &[u8], glyph: u16) -> Option<Outline> {
    let program = Program::read(bytes)?;
    let part = match program.choice() {
        Some(choice) => program
            .parts
            .get(usize::from(*choice.get(usize::from(glyph))?))?,
        None => program.parts.first()?,
    };
    let mut drawing = Drawing {
        program: &program,
        part,
        stack: Vec::new(),
        pen: Pen::new([part.unit, 0.0, 0.0, part.unit, 0.0, 0.0]),
        hints: 0,
        steps: MOST_STEPS,
    };
    drawing.glyph(glyph)?;
    drawing.pen.finish()
}

/// Returns the glyphs of a bare CFF program that is not CID-keyed by their names.
pub fn named(bytes: &[u8]) -> Option<BTreeMap<String, u16>> {
    let program = Program::read(bytes)?;
    if program.keyed {
        return None;
    }
    let names = Index::at(bytes, usize::from(*bytes.get(2)?))?;
    let tops = Index::at(bytes, names.end)?;
    let strings = Index::at(bytes, tops.end)?;
    let name = |sid: u16| match sid.checked_sub(391) {
        Some(own) => strings
            .item(bytes, usize::from(own))
            .map(|name| String::from_utf8_lossy(name).into_owned()),
        None => standard_string(sid).map(str::to_owned),
    };
    Some(
        program
            .charset()?
            .into_iter()
            .filter_map(|(sid, glyph)| Some((name(sid)?, glyph)))
            .collect(),
    )
}

/// Returns the glyphs that the program's own encoding gives to codes.
pub fn encoded(bytes: &[u8]) -> Option<BTreeMap<u8, u16>> {
    let program = Program::read(bytes)?;
    let names = Index::at(bytes, usize::from(*bytes.get(2)?))?;
    let top = dict(Index::at(bytes, names.end)?.item(bytes, 0)?);
    let at = offset(&top, ENCODING).unwrap_or(0);
    let mut found = BTreeMap::new();
    if at <= 1 {
        let glyphs = named(bytes)?;
        found.extend((0..=u8::MAX).filter_map(|code| {
            let glyph = glyphs.get(standard_name(code)?)?;
            Some((code, *glyph))
        }));
        return Some(found);
    }
    let byte = |at: usize| bytes.get(at).copied();
    let (format, count) = (byte(at)?, usize::from(byte(at + 1)?));
    let mut glyph = 1_u16;
    for nth in 0..count {
        match format & 0x7F {
            0 => {
                found.insert(byte(at + 2 + nth)?, glyph);
                glyph += 1;
            }
            1 => {
                let (first, more) = (byte(at + 2 + nth * 2)?, byte(at + 3 + nth * 2)?);
                for code in first..=first.saturating_add(more) {
                    found.insert(code, glyph);
                    glyph += 1;
                }
            }
            _ => return None,
        }
    }
    found.retain(|_, glyph| *glyph < program.count);
    Some(found)
}

struct Drawing<'r, 'b> {
    program: &'r Program<'b>,
    part: &'r Part,
    stack: Vec<f64>,
    pen: Pen,
    hints: usize,
    steps: u32,
}

impl Drawing<'_, '_> {
    fn glyph(&mut self, glyph: u16) -> Option<()> {
        let program = self.program;
        let string = program
            .char_strings
            .item(program.bytes, usize::from(glyph))?;
        self.run(string, 0)?;
        Some(())
    }

    /// Interprets a charstring; returns true once the glyph is ended.
    fn run(&mut self, string: &[u8], depth: usize) -> Option<bool> {
        if depth > DEEPEST {
            return None;
        }
        let mut at = 0;
        while let Some(&head) = string.get(at) {
            self.steps = self.steps.checked_sub(1)?;
            at += 1;
            if let Some((number, length)) = operand_of_type_2(head, string, at) {
                at += length;
                if self.stack.len() == MOST_OPERANDS {
                    return None;
                }
                self.stack.push(number);
                continue;
            }
            match head {
                RETURN => return Some(false),
                10 | 29 => {
                    if self.call(head == 10, depth)? {
                        return Some(true);
                    }
                }
                14 => {
                    self.accented(depth)?;
                    return Some(true);
                }
                12 => {
                    self.flex(string.get(at).copied().unwrap_or(0))?;
                    at += 1;
                }
                _ => at += self.operator(head)?,
            }
        }
        Some(false)
    }

    fn call(&mut self, local: bool, depth: usize) -> Option<bool> {
        let (program, part) = (self.program, self.part);
        let index = match local {
            true => part.local.as_ref()?,
            false => &program.global,
        };
        let nth = usize::try_from(self.stack.pop()? as i64 + index.bias()).ok()?;
        self.run(index.item(program.bytes, nth)?, depth + 1)
    }

    /// Ends the glyph; four operands add an accent to a letter (Appendix C).
    fn accented(&mut self, depth: usize) -> Option<()> {
        self.pen.close();
        let count = self.stack.len();
        if count < 4 {
            return Some(());
        }
        let [across, up, base, accent] = <[f64; 4]>::try_from(self.stack.get(count - 4..)?).ok()?;
        self.stack.clear();
        if depth > 1 {
            return None;
        }
        let glyphs = self.program.charset()?;
        let find = |code: f64| {
            let name = standard_name(code as u8)?;
            let sid = standard_place(name)? as u16 + 1;
            glyphs.get(&sid).copied()
        };
        let (base, accent) = (find(base)?, find(accent)?);
        for (glyph, start) in [(base, (0.0, 0.0)), (accent, (across, up))] {
            self.pen.start(start);
            self.hints = 0;
            let program = self.program;
            let string = program
                .char_strings
                .item(program.bytes, usize::from(glyph))?;
            self.run(string, 2)?;
            self.pen.close();
            self.stack.clear();
        }
        Some(())
    }

    fn by(&mut self, x: f64, y: f64) -> (f64, f64) {
        let at = self.pen.at();
        (at.0 + x, at.1 + y)
    }

    fn line(&mut self, x: f64, y: f64) {
        let to = self.by(x, y);
        self.pen.line(to);
    }

    /// Draws a curve by six differences.
    fn curve(&mut self, [ax, ay, bx, by, cx, cy]: [f64; 6]) {
        let one = self.by(ax, ay);
        let two = (one.0 + bx, one.1 + by);
        self.pen.curve(one, two, (two.0 + cx, two.1 + cy));
    }

    fn start(&mut self, x: f64, y: f64) {
        let to = self.by(x, y);
        self.pen.start(to);
    }

    /// Executes an operator of one byte; returns how many bytes of mask follow it.
    fn operator(&mut self, operator: u8) -> Option<usize> {
        let stack = std::mem::take(&mut self.stack);
        let count = stack.len();
        let from_end = |back: usize| {
            count
                .checked_sub(back)
                .and_then(|at| stack.get(at))
                .copied()
        };
        match operator {
            1 | 3 | 18 | 23 => self.hints += count / 2,
            19 | 20 => {
                self.hints += count / 2;
                return Some(self.hints.div_ceil(8));
            }
            21 => self.start(from_end(2)?, from_end(1)?),
            22 => self.start(from_end(1)?, 0.0),
            4 => self.start(0.0, from_end(1)?),
            5 => self.lines(&stack),
            6 | 7 => {
                for (nth, &by) in stack.iter().enumerate() {
                    match (nth % 2 == 0) == (operator == 6) {
                        true => self.line(by, 0.0),
                        false => self.line(0.0, by),
                    }
                }
            }
            8 => self.curves(&stack),
            24 => {
                let split = count.checked_sub(2)?;
                self.curves(&stack[..split]);
                self.lines(&stack[split..]);
            }
            25 => {
                let split = count.checked_sub(6)?;
                self.lines(&stack[..split]);
                self.curves(&stack[split..]);
            }
            26 | 27 => {
                let (mut across, rest) = match count % 4 {
                    1 => (stack[0], &stack[1..]),
                    _ => (0.0, &stack[..]),
                };
                for four in rest.as_chunks::<4>().0 {
                    let [a, b, c, d] = *four;
                    match operator {
                        26 => self.curve([across, a, b, c, 0.0, d]),
                        _ => self.curve([a, across, b, c, d, 0.0]),
                    }
                    across = 0.0;
                }
            }
            30 | 31 => {
                let (mut level, mut rest) = (operator == 31, &stack[..]);
                while let [a, b, c, d, after @ ..] = rest {
                    let last = match after {
                        [last] => *last,
                        _ => 0.0,
                    };
                    match level {
                        true => self.curve([*a, 0.0, *b, *c, last, *d]),
                        false => self.curve([0.0, *a, *b, *c, *d, last]),
                    }
                    (level, rest) = (!level, after);
                }
            }
            _ => return None,
        }
        Some(0)
    }

    fn lines(&mut self, stack: &[f64]) {
        for pair in stack.as_chunks::<2>().0 {
            self.line(pair[0], pair[1]);
        }
    }

    fn curves(&mut self, stack: &[f64]) {
        for six in stack.as_chunks::<6>().0 {
            self.curve(*six);
        }
    }

    /// Executes an operator of two bytes: one of the four that draw two curves at once. Arithmetic
    /// is used by programs of several masters alone, which PDF does not have.
    fn flex(&mut self, operator: u8) -> Option<()> {
        let stack = std::mem::take(&mut self.stack);
        let get = |at: usize| stack.get(at).copied();
        match operator {
            35 => self.curves(stack.get(..12)?),
            34 => {
                let rise = get(2)?;
                self.curve([get(0)?, 0.0, get(1)?, rise, get(3)?, 0.0]);
                self.curve([get(4)?, 0.0, get(5)?, -rise, get(6)?, 0.0]);
            }
            36 => {
                let sum = get(1)? + get(3)? + get(7)?;
                self.curve([get(0)?, get(1)?, get(2)?, get(3)?, get(4)?, 0.0]);
                self.curve([get(5)?, 0.0, get(6)?, get(7)?, get(8)?, -sum]);
            }
            37 => {
                let ten = stack.get(..10)?;
                let sum = |from: usize| ten.iter().skip(from).step_by(2).sum::<f64>();
                let (x, y, last) = (sum(0), sum(1), get(10)?);
                let (end_x, end_y) = match x.abs() > y.abs() {
                    true => (last, -y),
                    false => (-x, last),
                };
                self.curves(&ten[..6]);
                self.curve([ten[6], ten[7], ten[8], ten[9], end_x, end_y]);
            }
            // Hints of dots.
            0 => {}
            _ => return None,
        }
        Some(())
    }
}
