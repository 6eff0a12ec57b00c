//! Alignment of what is printed with the copy, character by character.
//!
//! The copy knows paragraphs, roles and spaces; the page knows places. Both have the same
//! characters in the same order, but for what copyfitting cut, what the house leaves out, and heads
//! of tables that are repeated, so one pass along both suffices.

use std::ops::Range;

use super::model::{CellPlace, Par, ReadChar, TextRole};
use super::printed::{PrintedChar, PrintedLine};

/// A paragraph that the copy has, and that may be printed.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub role: TextRole,
    /// Its characters, spaces and all.
    pub text: String,
    /// Bytes of the dateline that it begins with.
    pub dateline: usize,
    pub readings: Vec<(Range<usize>, String)>,
    pub cell: Option<CellPlace>,
}

impl Expected {
    /// A paragraph without anything special.
    pub fn plain(role: TextRole, text: &str) -> Expected {
        Expected {
            role,
            text: text.to_owned(),
            dateline: 0,
            readings: Vec::new(),
            cell: None,
        }
    }
}

/// A stretch of a printed line that belongs to one paragraph.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// Index of the printed line.
    pub line: usize,
    /// Index of the paragraph among those returned.
    pub par: usize,
    pub chars: Vec<ReadChar>,
    /// Whether it ends its line.
    pub ends: bool,
}

/// Characters that must agree for the two to be in step again.
const IN_STEP: usize = 8;

/// One character of the copy that is no space.
struct CopyChar {
    c: char,
    par: usize,
    byte: usize,
    printed: bool,
}

/// Aligns printed lines with paragraphs; `other` is the role of words that the copy does not have.
/// Returns the paragraphs that are printed, and the stretches in the order of the lines.
pub(super) fn align(
    expected: &[Expected],
    lines: &[PrintedLine],
    other: TextRole,
) -> (Vec<Par>, Vec<Stretch>) {
    let mut aligner = Aligner {
        expected,
        copy: copy_chars(expected),
        next: 0,
        stretches: Vec::new(),
    };
    aligner.walk(lines);
    aligner.finish(lines, other)
}

fn copy_chars(expected: &[Expected]) -> Vec<CopyChar> {
    let mut copy = Vec::new();
    for (par, text) in expected.iter().enumerate() {
        let chars = text.text.char_indices().filter(|(_, c)| !c.is_whitespace());
        copy.extend(chars.map(|(byte, c)| CopyChar {
            c,
            par,
            byte,
            printed: false,
        }));
    }
    copy
}

/// What a printed stretch belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// A paragraph of the copy.
    Copy(usize),
    /// A cell of a head that is printed once more.
    Repeated(usize),
    /// Words of the page's own.
    Page,
}

struct RawStretch {
    line: usize,
    of: Of,
    /// Indices of printed characters in the line, each with its byte in the paragraph.
    chars: Vec<(usize, usize)>,
}

struct Aligner<'a> {
    expected: &'a [Expected],
    copy: Vec<CopyChar>,
    next: usize,
    stretches: Vec<RawStretch>,
}

impl Aligner<'_> {
    fn walk(&mut self, lines: &[PrintedLine]) {
        let flat: Vec<(char, usize, usize)> = lines
            .iter()
            .enumerate()
            .flat_map(|(line, printed)| {
                let chars = printed.chars.iter().enumerate();
                chars.flat_map(move |(nth, set)| {
                    let visible = set.text.chars().filter(|c| !c.is_whitespace());
                    visible.map(move |c| (c, line, nth))
                })
            })
            .collect();
        let mut at = 0;
        // The line whose rest is known to be no copy.
        let mut lost = None;
        while let Some(&(c, line, nth)) = flat.get(at) {
            if self.copy.get(self.next).is_some_and(|copy| copy.c == c) && lost != Some(line) {
                let copy = &mut self.copy[self.next];
                copy.printed = true;
                let (par, byte) = (copy.par, copy.byte);
                self.next += 1;
                self.add(line, Of::Copy(par), nth, byte);
                at += 1;
                continue;
            }
            if lost != Some(line) {
                if let Some(head) = self.repeated_head(&flat[at..]) {
                    for copy in head {
                        let (par, byte) = (self.copy[copy].par, self.copy[copy].byte);
                        let (_, line, nth) = flat[at];
                        self.add(line, Of::Repeated(par), nth, byte);
                        at += 1;
                    }
                    continue;
                }
                if let Some(found) = self.in_step(&flat[at..]) {
                    self.next = found;
                    continue;
                }
                lost = Some(line);
            }
            self.add(line, Of::Page, nth, 0);
            at += 1;
        }
    }

    /// Where the copy goes on with what is printed next.
    fn in_step(&self, printed: &[(char, usize, usize)]) -> Option<usize> {
        let count = printed.len().min(IN_STEP);
        let agrees = |from: usize| {
            let copy = self.copy.get(from..from + count)?;
            copy.iter()
                .zip(printed)
                .all(|(copy, (c, _, _))| copy.c == *c)
                .then_some(from)
        };
        let begins = |from: usize| {
            let before = from.checked_sub(1).and_then(|before| self.copy.get(before));
            before.is_none_or(|before| before.par != self.copy[from].par)
        };
        // A few characters alone may stand anywhere.
        let sure = |from: &usize| count == IN_STEP || begins(*from) || *from - self.next <= IN_STEP;
        (self.next..self.copy.len()).filter_map(agrees).find(sure)
    }

    /// The characters of the head of the table that is being printed, if they are printed again.
    fn repeated_head(&self, printed: &[(char, usize, usize)]) -> Option<Range<usize>> {
        let table = self.table_of(self.next)?;
        let head = |copy: &CopyChar| {
            let cell = self.expected[copy.par].cell;
            cell.is_some_and(|cell| cell.table == table && cell.head)
        };
        let first = self.copy.iter().position(head)?;
        let length = self.copy[first..]
            .iter()
            .take_while(|copy| head(copy))
            .count();
        let again = self.copy.get(first..first + length)?;
        let same = printed.len() >= length
            && again
                .iter()
                .zip(printed)
                .all(|(copy, (c, _, _))| copy.c == *c);
        (same && length > 0 && first + length <= self.next).then_some(first..first + length)
    }

    fn table_of(&self, at: usize) -> Option<usize> {
        let cell = self.expected[self.copy.get(at)?.par].cell?;
        Some(cell.table)
    }

    fn add(&mut self, line: usize, of: Of, nth: usize, byte: usize) {
        match self.stretches.last_mut() {
            Some(last) if last.line == line && last.of == of => {
                // One glyph may show several characters.
                if last.chars.last().is_none_or(|(before, _)| *before != nth) {
                    last.chars.push((nth, byte));
                }
            }
            _ => self.stretches.push(RawStretch {
                line,
                of,
                chars: vec![(nth, byte)],
            }),
        }
    }

    fn finish(self, lines: &[PrintedLine], other: TextRole) -> (Vec<Par>, Vec<Stretch>) {
        let mut pars: Vec<Par> = Vec::new();
        let mut placed: Vec<Option<(usize, PrintedText)>> = vec![None; self.expected.len()];
        let mut stretches = Vec::new();
        let last = |raw: &RawStretch| {
            let end = lines[raw.line].chars.len();
            raw.chars.last().is_some_and(|(nth, _)| nth + 1 == end)
        };
        let mut before: Option<(usize, Of)> = None;
        for raw in &self.stretches {
            let set: Vec<&PrintedChar> = raw
                .chars
                .iter()
                .map(|(nth, _)| &lines[raw.line].chars[*nth])
                .collect();
            let (par, chars) = match raw.of {
                Of::Copy(at) => {
                    let (par, text) = placed[at].get_or_insert_with(|| {
                        let text = PrintedText::of(&self.expected[at], &self.copy, at);
                        pars.push(text.par(&self.expected[at]));
                        (pars.len() - 1, text)
                    });
                    let bytes = raw.chars.iter().map(|(_, byte)| text.place(*byte));
                    (*par, read_chars(&set, bytes, &text.text))
                }
                Of::Repeated(_) | Of::Page => {
                    let role = match raw.of {
                        Of::Page => other,
                        _ => TextRole::RepeatedHead,
                    };
                    // Words of the page's own go on from line to line.
                    let goes_on = before.filter(|(line, of)| {
                        *of == raw.of && matches!(of, Of::Page) && line + 1 == raw.line
                    });
                    let par = match goes_on {
                        Some(_) => pars.len() - 1,
                        None => {
                            pars.push(Expected::plain(role, "").into());
                            pars.len() - 1
                        }
                    };
                    let text = &mut pars[par].text;
                    let mut bytes = Vec::new();
                    for (nth, c) in set.iter().enumerate() {
                        if c.spaced || nth == 0 && spaced_between(text, &c.text) {
                            text.push(' ');
                        }
                        bytes.push(text.len());
                        text.push_str(&c.text);
                    }
                    let trimmed = text.len() - text.trim_start().len();
                    if trimmed > 0 {
                        *text = text.trim_start().to_owned();
                        bytes.iter_mut().for_each(|byte| *byte -= trimmed);
                    }
                    let text = text.clone();
                    (par, read_chars(&set, bytes.into_iter(), &text))
                }
            };
            before = Some((raw.line, raw.of));
            stretches.push(Stretch {
                line: raw.line,
                par,
                chars,
                ends: last(raw),
            });
        }
        (pars, stretches)
    }
}

impl From<Expected> for Par {
    fn from(expected: Expected) -> Par {
        Par {
            role: expected.role,
            text: expected.text,
            dateline: expected.dateline,
            cell: expected.cell,
            readings: expected.readings,
            blocks: Vec::new(),
        }
    }
}

/// Whether two words of the page's own that meet at the end of a line are parted by a space.
fn spaced_between(text: &str, next: &str) -> bool {
    let western = |c: char| c.is_alphanumeric() && (c as u32) < 0x1100 || ",.;:!?”’)".contains(c);
    text.chars().next_back().is_some_and(western)
        && next
            .chars()
            .next()
            .is_some_and(|c| western(c) || "“‘(".contains(c))
}

fn read_chars(
    set: &[&PrintedChar],
    bytes: impl Iterator<Item = usize>,
    text: &str,
) -> Vec<ReadChar> {
    let space = |at: usize| {
        let before = &text[..at.min(text.len())];
        before[before.trim_end().len()..].to_owned()
    };
    set.iter()
        .zip(bytes)
        .map(|(c, at)| ReadChar {
            text: c.text.clone(),
            space: space(at),
            at,
            rect: c.rect,
            font: c.font,
            size: c.size,
            ink: c.ink,
        })
        .collect()
}

/// The text of a paragraph as far as it is printed.
#[derive(Clone)]
struct PrintedText {
    text: String,
    /// For each byte of the copy, its place in the text.
    places: Vec<usize>,
}

impl PrintedText {
    fn of(expected: &Expected, copy: &[CopyChar], par: usize) -> PrintedText {
        let first = copy.partition_point(|copy| copy.par < par);
        let mut own = copy[first..].iter().take_while(|copy| copy.par == par);
        let mut text = String::with_capacity(expected.text.len());
        let mut places = Vec::with_capacity(expected.text.len() + 1);
        for c in expected.text.chars() {
            let kept = c.is_whitespace() || own.next().is_some_and(|copy| copy.printed);
            places.resize(places.len() + c.len_utf8(), text.len());
            if kept && !(text.is_empty() && c.is_whitespace()) {
                text.push(c);
            }
        }
        places.push(text.len());
        text.truncate(text.trim_end().len());
        PrintedText { text, places }
    }

    fn place(&self, byte: usize) -> usize {
        self.places[byte.min(self.places.len() - 1)].min(self.text.len())
    }

    fn par(&self, expected: &Expected) -> Par {
        let readings = expected.readings.iter().filter_map(|(range, reading)| {
            let (start, end) = (self.place(range.start), self.place(range.end));
            (start < end).then(|| (start..end, reading.clone()))
        });
        Par {
            role: expected.role,
            text: self.text.clone(),
            dateline: self.place(expected.dateline),
            cell: expected.cell,
            readings: readings.collect(),
            blocks: Vec::new(),
        }
    }
}
