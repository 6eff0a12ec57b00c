//! How a story fits, and what was done to make it.

use std::fmt;

use crate::diag::Span;
use crate::geom::Em;

/// The fit of one story to its slot.
#[derive(Clone, Debug)]
pub struct StoryFit {
    /// The story's id.
    pub story: String,
    /// The page it begins on.
    pub page: u32,
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
    Dropped(String),
}

/// An adjustment and the lines it gained, or filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The adjustment.
    pub means: Adjustment,
    /// Number of lines 行 by which the story is less over, or less short.
    pub lines: usize,
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = |by: i64| {
            let way = if by > 0 { "deeper" } else { "shallower" };
            format!("{} {way}", counted(by.unsigned_abs() as usize, "row"))
        };
        match &self.means {
            Adjustment::Endings(chars) => {
                write!(f, "last lines of {chars} characters or fewer pulled in")?
            }
            Adjustment::Tracking(tracking) => write!(f, "tracking {:+.3} em", tracking.to_f64())?,
            Adjustment::Head(by) => write!(f, "headline {}", rows(*by))?,
            Adjustment::Picture(nth, by) => write!(f, "picture {} {}", nth + 1, rows(*by))?,
            Adjustment::Dropped(what) => write!(f, "{what} left out")?,
        }
        write!(f, " (gains {})", counted(self.lines, "line"))
    }
}

/// Returns a number of things: `1 line`, `2 lines`.
pub(super) fn counted(number: usize, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}
