//! Pairing of markup characters.
//!
//! Markup that does not pair is text. Of two pairs that would cross, the one that is complete first
//! is kept, and the opening of the other is text.

use std::ops::Range;

use super::letter::Letter;

/// A pair of markup: the letters that open it and those that close it.
#[derive(Debug)]
pub(super) struct Pair {
    pub open: Range<usize>,
    pub close: Range<usize>,
    pub asks: Asks,
}

/// The treatment that a pair asks for the text between.
#[derive(Debug)]
pub(super) enum Asks {
    /// Bold.
    Bold,
    /// The treatments named within these letters.
    Treatments(Range<usize>),
    /// The reading within these letters.
    Reading(Range<usize>),
}

/// The markup of a whole text. Pairs nest and never cross.
pub(super) struct Pairing {
    /// Every pair, in the order of opening.
    pub found: Vec<Pair>,
    /// For each letter, true if it is text and not markup.
    pub shown: Vec<bool>,
}

/// Markup that is open and may yet be closed.
#[derive(Default)]
struct Open {
    bold: Option<usize>,
    brackets: Vec<usize>,
    braces: Vec<usize>,
}

impl Open {
    /// Forgets what was opened after `at`: nothing can close it any more.
    fn drop_after(&mut self, at: usize) {
        self.bold = self.bold.filter(|bold| *bold <= at);
        for open in [&mut self.brackets, &mut self.braces] {
            while open.last().is_some_and(|last| *last > at) {
                open.pop();
            }
        }
    }

    fn innermost(&self) -> Option<usize> {
        [
            self.bold,
            self.brackets.last().copied(),
            self.braces.last().copied(),
        ]
        .into_iter()
        .flatten()
        .max()
    }
}

impl Pairing {
    /// Pairs the markup among these letters, in linear time.
    pub(super) fn of(letters: &[Letter]) -> Pairing {
        let mut pairing = Pairing {
            found: Vec::new(),
            shown: vec![true; letters.len()],
        };
        let mut open = Open::default();
        let mut at = 0;
        while let Some(&letter) = letters.get(at) {
            let mut after = None;
            if letter.is('*') && letters.get(at + 1).is_some_and(|next| next.is('*')) {
                after = pairing.stars(at, &mut open);
            } else if letter.is('[') {
                open.brackets.push(at);
            } else if letter.is(']') {
                after = pairing.bracket(letters, at, &mut open);
            } else if letter.is('{') {
                open.braces.push(at);
            } else if letter.is('|') {
                after = pairing.bar(letters, at, &mut open);
            } else if letter.is('}') {
                open.braces.pop();
            }
            at = after.unwrap_or(at + 1);
        }
        pairing.found.sort_by_key(|pair| pair.open.start);
        pairing
    }

    /// Handles `**`: closes the open one, or opens one. Returns the next letter to read.
    fn stars(&mut self, at: usize, open: &mut Open) -> Option<usize> {
        match open.bold.take() {
            Some(from) => {
                open.drop_after(from);
                self.pair(from..from + 2, at..at + 2, Asks::Bold)
            }
            None => {
                open.bold = Some(at);
                Some(at + 2)
            }
        }
    }

    /// Handles `]`: with `{名}` after it, closes the nearest `[`. Returns the next letter to read,
    /// or `None` if nothing is closed.
    fn bracket(&mut self, letters: &[Letter], at: usize, open: &mut Open) -> Option<usize> {
        let from = *open.brackets.last()?;
        let names = letters
            .get(at + 1)
            .filter(|next| next.is('{'))
            .and_then(|_| upto(letters, at + 2, "[]{}|"));
        match names {
            Some(names) if from + 1 < at => {
                open.drop_after(from);
                open.brackets.pop();
                self.pair(from..from + 1, at..names.end + 1, Asks::Treatments(names))
            }
            _ => {
                if open.innermost() == Some(from) {
                    open.brackets.pop();
                }
                None
            }
        }
    }

    /// Handles `|`: with a reading and `}` after it, ends the base that the nearest `{` begins.
    /// Readings do not nest. Returns the next letter to read, or `None` if nothing is closed.
    fn bar(&mut self, letters: &[Letter], at: usize, open: &mut Open) -> Option<usize> {
        let from = open.braces.pop()?;
        let reading = upto(letters, at + 1, "{}|")?;
        if (from + 1..at).all(|nth| !self.shown[nth] || letters[nth].is_blank()) {
            return None;
        }
        open.drop_after(from);
        open.braces.clear();
        self.pair(from..from + 1, at..reading.end + 1, Asks::Reading(reading))
    }

    /// Records a pair. Returns the next letter to read.
    fn pair(&mut self, open: Range<usize>, close: Range<usize>, asks: Asks) -> Option<usize> {
        self.shown[open.clone()].fill(false);
        self.shown[close.clone()].fill(false);
        let after = close.end;
        self.found.push(Pair { open, close, asks });
        Some(after)
    }
}

/// Returns the letters from `from` up to a `}`, if none of `stops` comes before it and they are not
/// blank.
fn upto(letters: &[Letter], from: usize, stops: &str) -> Option<Range<usize>> {
    let rest = letters.get(from..)?;
    let length = rest.iter().position(|letter| letter.is_any(stops))?;
    let blank = rest[..length].iter().all(|letter| letter.is_blank());
    (rest[length].is('}') && !blank).then_some(from..from + length)
}
