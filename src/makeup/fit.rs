//! How a story fits, and what was done to make it.

use crate::diag::Span;
use crate::geom::{Em, Folio};
use crate::say::{Text, text};

/// The fit of one story to its slot.
#[derive(Clone, Debug)]
pub struct StoryFit {
    /// The story's id.
    pub story: String,
    /// The page it begins on.
    pub page: Folio,
    /// Lines of the whole story, set or not.
    pub lines: usize,
    /// Line slots of the story.
    pub room: usize,
    /// Lines without a place 溢排.
    pub over_lines: usize,
    /// Characters without a place.
    pub over_chars: usize,
    /// Line slots left empty 欠排.
    pub spare_lines: usize,
    /// Characters of the story's text.
    pub chars: usize,
    /// The slot in the page spec.
    pub span: Span,
    /// Number of legs of its last slot.
    pub legs: usize,
    /// Lines that could only be set loose, or are short of their measure.
    pub loose: usize,
    /// Adjustments made to fit it 凑版.
    pub spent: Vec<Spent>,
}

impl StoryFit {
    /// Returns whether more line slots are empty than legs of different depth explain.
    pub fn is_short(&self) -> bool {
        self.spare_lines > self.legs.max(2)
    }
}

/// A step of copyfitting a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// Last lines of at most so many characters pulled in.
    Endings(usize),
    /// A change of tracking after every character 字距.
    Tracking(Em),
    /// A change of the headline's rows 题高.
    Head(i64),
    /// A change of the rows of a picture, by its index in the story 图高.
    Picture(usize, i64),
    /// An optional part left out.
    Dropped(Text),
}

/// An adjustment and the lines it gained, or filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The adjustment.
    pub means: Adjustment,
    /// Number of lines 行 by which the story is less over, or less short.
    pub lines: usize,
}

impl Spent {
    /// The adjustment and what it won, in words.
    pub fn text(&self) -> Text {
        let rows = |by: i64| {
            let n = by.unsigned_abs();
            match by > 0 {
                true => text!(
                    "makeup.rows-deeper",
                    "{n} row deeper" | "{n} rows deeper",
                    n
                ),
                false => text!(
                    "makeup.rows-shallower",
                    "{n} row shallower" | "{n} rows shallower",
                    n
                ),
            }
        };
        let what = match &self.means {
            Adjustment::Endings(chars) => text!(
                "makeup.spent-endings",
                "last lines of {chars} characters or fewer pulled in",
                chars
            ),
            Adjustment::Tracking(by) => {
                text!(
                    "makeup.spent-tracking",
                    "tracking {by:+.3} em",
                    by = by.to_f64()
                )
            }
            Adjustment::Head(by) => text!("makeup.spent-head", "headline {rows}", rows = rows(*by)),
            Adjustment::Picture(nth, by) => text!(
                "makeup.spent-picture",
                "picture {number} {rows}",
                number = nth + 1,
                rows = rows(*by)
            ),
            Adjustment::Dropped(what) => {
                text!("makeup.spent-dropped", "{what} left out", what)
            }
        };
        text!(
            "makeup.spent",
            "{what} (gains {lines})",
            what,
            lines = lines(self.lines)
        )
    }
}

/// Returns a number of lines: `1 line`, `2 lines`.
pub(super) fn lines(n: usize) -> Text {
    text!("makeup.lines", "{n} line" | "{n} lines", n)
}

/// Returns a number of characters.
pub(super) fn characters(n: usize) -> Text {
    text!("makeup.characters", "{n} character" | "{n} characters", n)
}
