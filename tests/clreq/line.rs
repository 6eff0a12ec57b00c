//! Lines as they stand in the file.

use crate::pdf::Character;
use crate::sheet::{LEFT, SIZE};

/// How far two places may differ and still be one, in em: half a hundredth of a point.
pub const NEAR: f64 = 0.005 / SIZE;

/// A character on its line; everything in em from the column's left edge.
#[derive(Clone, Debug)]
pub struct Set {
    /// The character.
    pub c: char,
    /// Where the pen stands.
    pub x: f64,
    /// From here to the next pen; on the last character to the measure's end.
    pub width: f64,
    /// The glyph's own advance.
    pub advance: f64,
    /// Left, bottom, right and top of the ink; the bottom and top from the baseline.
    pub ink: Option<[f64; 4]>,
}

impl Set {
    /// The left edge of the ink.
    pub fn ink_left(&self) -> f64 {
        self.ink.expect("it has ink")[0]
    }

    /// The right edge of the ink.
    pub fn ink_right(&self) -> f64 {
        self.ink.expect("it has ink")[2]
    }

    /// Whether it is a full-width mark with its blank behind it.
    fn blank_behind(&self) -> bool {
        "。．！？，、；：）〉》」』】〕〗］｝’”".contains(self.c)
    }
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its characters.
    pub set: Vec<Set>,
    /// The baseline above the foot of the page, in points.
    pub baseline: f64,
}

impl Line {
    /// Its text.
    pub fn text(&self) -> String {
        self.set.iter().map(|set| set.c).collect()
    }

    /// The first of this character on it.
    pub fn find(&self, c: char) -> &Set {
        self.nth(c, 0)
    }

    /// The `n`th of this character on it, from nought.
    pub fn nth(&self, c: char, n: usize) -> &Set {
        self.set
            .iter()
            .filter(|set| set.c == c)
            .nth(n)
            .unwrap_or_else(|| panic!("no {c} on “{}”", self.text()))
    }

    /// What stands between the pens of two characters.
    pub fn between(&self, left: char, right: char) -> f64 {
        self.find(right).x - self.find(left).x
    }

    /// The set width of what stands between two Han characters.
    pub fn held(&self, left: char, right: char) -> f64 {
        self.between(left, right) - 1.0
    }

    /// Where it ends: a mark with its blank behind it takes half an em there.
    pub fn right(&self) -> f64 {
        let last = self.set.last().expect("a line has characters");
        last.x
            + if last.blank_behind() {
                0.5
            } else {
                last.advance
            }
    }
}

/// Every text of some lines.
pub fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(Line::text).collect()
}

/// Whether two widths are the same.
pub fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < NEAR
}

/// Fails unless `found` is `wanted`.
#[track_caller]
pub fn is(found: f64, wanted: f64, of: &str) {
    assert!(
        near(found, wanted),
        "{of}: {found:.4} em, wanted {wanted:.4} em"
    );
}

/// Gathers characters into lines, top to bottom.
pub fn gather(characters: Vec<Character>, measure: f64) -> Vec<Line> {
    let mut lines: Vec<(f64, Vec<Character>)> = Vec::new();
    for character in characters {
        match lines
            .iter_mut()
            .find(|(baseline, _)| (baseline - character.y).abs() < 1.0)
        {
            Some((_, line)) => line.push(character),
            None => lines.push((character.y, vec![character])),
        }
    }
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (baseline, line) in &lines {
        assert!(
            line.iter()
                .all(|character| (character.y - baseline).abs() < 0.001),
            "a line has one baseline"
        );
    }
    lines
        .into_iter()
        .map(|(baseline, line)| Line {
            set: placed(&line, measure),
            baseline,
        })
        .collect()
}

/// The characters of a line, but for the space at which it was broken: that parts two words for who
/// takes the text out of the file, and stands behind the line's end, where it takes no room of it.
fn placed(line: &[Character], measure: f64) -> Vec<Set> {
    let em = |points: f64| points / SIZE;
    let line = match line {
        [shown @ .., last, space] if space.c == ' ' => {
            assert!(space.x > last.x, "a space on a line");
            assert_ne!(last.c, ' ', "two spaces at an end");
            &line[..shown.len() + 1]
        }
        line => line,
    };
    let place = |(at, character): (usize, &Character)| {
        let x = em(character.x - LEFT);
        let next = line.get(at + 1).map_or(measure, |next| em(next.x - LEFT));
        let ink = character
            .ink
            .map(|[left, bottom, right, top]| [x + em(left), em(bottom), x + em(right), em(top)]);
        Set {
            c: character.c,
            x,
            width: next - x,
            advance: em(character.advance),
            ink,
        }
    };
    line.iter().enumerate().map(place).collect()
}
