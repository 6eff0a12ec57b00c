//! House styles: the grid of a paper and its layout file.

use std::fmt::Write as _;

use crate::archive::order::Dice;

/// A house style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum House {
    /// 对开，横排，简体.
    Daily,
    /// 四开，横排，简体.
    Tabloid,
    /// 對開，橫排，繁體.
    DailyTraditional,
    /// 對開，直排，繁體.
    UprightTraditional,
    /// 对开，竖排，简体.
    Upright,
}

/// Every house, in the order in which editions take them.
pub(super) const HOUSES: [House; 5] = [
    House::Daily,
    House::UprightTraditional,
    House::Tabloid,
    House::DailyTraditional,
    House::Upright,
];

/// What of a grid make-up has to know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    /// Columns 栏, or 段 of a vertical page.
    pub columns: u32,
    /// Characters of a column.
    pub chars: u32,
    /// Rows, or lines of a vertical page.
    pub rows: u32,
    /// The first row under the head of page 1.
    pub first: u32,
    /// The size of a character, in points.
    pub size: f64,
    /// From one row to the next, in points.
    pub pitch: f64,
    /// Whether lines run downward.
    pub is_vertical: bool,
}

impl Grid {
    /// The measure of so many columns with their alleys, in points.
    pub fn measure(&self, columns: u32) -> f64 {
        f64::from(columns * (self.chars + 1) - 1) * self.size
    }
}

impl House {
    /// Whether its copy is in Traditional characters.
    pub fn is_traditional(self) -> bool {
        matches!(self, House::DailyTraditional | House::UprightTraditional)
    }

    /// Its grid.
    pub fn grid(self) -> Grid {
        match self {
            House::Daily | House::DailyTraditional => Grid {
                columns: 8,
                chars: 13,
                rows: 115,
                first: 17,
                size: 9.0,
                pitch: 12.0,
                is_vertical: false,
            },
            House::Tabloid => Grid {
                columns: 6,
                chars: 11,
                rows: 82,
                first: 15,
                size: 9.0,
                pitch: 12.0,
                is_vertical: false,
            },
            House::Upright | House::UprightTraditional => Grid {
                columns: 12,
                chars: 11,
                rows: 64,
                first: 11,
                size: 10.0,
                pitch: 15.5,
                is_vertical: true,
            },
        }
    }

    /// Its layout file, with some of its looks drawn.
    pub fn layout(self, dice: &mut Dice) -> String {
        let mut text = String::new();
        match self {
            House::Daily => text.push_str("include = [\"duikai-daily\"]\n"),
            House::Tabloid => text.push_str("include = [\"sikai-tabloid\"]\n"),
            House::DailyTraditional => text.push_str(DAILY_TRADITIONAL),
            House::Upright => return upright("zh-CN", dice),
            House::UprightTraditional => return upright("zh-TW", dice),
        }
        let face = ["song-heavy", "hei-heavy"][dice.below(2)];
        let _ = write!(text, "\n[style.headline]\nfont = \"{face}\"\n");
        let face = ["hei-heavy", "song-heavy", "hei-heavy"][dice.below(3)];
        let _ = write!(text, "\n[style.brief-headline]\nfont = \"{face}\"\n");
        if dice.below(2) == 0 {
            let _ = write!(
                text,
                "\n[kind.{}]\ncolumn-rule = \"hairline\"\n",
                self.plain_kind()
            );
        }
        text
    }

    /// The kind of most stories.
    pub fn plain_kind(self) -> &'static str {
        match self {
            House::Upright | House::UprightTraditional => "story",
            _ => "brief",
        }
    }
}

/// 直排, with a face of its headlines and rules between columns drawn. Its tables are its own, so
/// that what is drawn stands inside them.
fn upright(lang: &str, dice: &mut Dice) -> String {
    let face = ["song-heavy", "hei-heavy"][dice.below(2)];
    let rule = ["", "column-rule = \"hairline\"\n"][dice.below(2)];
    let layout = UPRIGHT
        .replacen(
            "[style.headline]\nfont = \"song-heavy\"",
            &format!("[style.headline]\nfont = \"{face}\""),
            1,
        )
        .replacen("[kind.story]\n", &format!("[kind.story]\n{rule}"), 1);
    format!("lang = \"{lang}\"\n{layout}")
}

/// 橫排繁體, in the frames of the daily.
const DAILY_TRADITIONAL: &str = r#"include = ["duikai-daily"]
lang = "zh-TW"

[[furniture]]
name = "nameplate"
pages = "1"
at = "1-6栏 1-10行"
lines = [{ text = "{paper}", style = "nameplate" }]

[[furniture]]
name = "ear"
pages = "1"
at = "7-8栏 1-10行"
box = "hairline"
padding = "4pt"
lines = [{ text = "{ear-head}", style = "ear-head" }, { text = "{ear-1}", style = "ear" }]

[[furniture]]
name = "date-line"
pages = "1"
at = "1-8栏 12-14行"
rule-above = "double"
rule-below = "hairline"
lines = [{ text = "{date}　{weekday}", style = "dateline-bar" }]

[[furniture]]
name = "date-line-end"
pages = "1"
at = "5-8栏 12-14行"
lines = [{ text = "{issue}", style = "dateline-bar-end" }]

[[furniture]]
name = "legal"
pages = "1"
frame = ["20mm", "528mm", "350mm", "6mm"]
lines = []

[[furniture]]
name = "staff"
pages = "2-"
frame = ["255mm", "18mm", "82mm", "11mm"]
lines = []
"#;

/// 直排, in a house of its own.
const UPRIGHT: &str = r#"include = ["base"]

[sheet]
width = "390mm"
height = "545mm"

[grid]
writing = "vertical"
columns = 12
column = "11字"
alley = "1字"
size = "10pt"
pitch = "15.5pt"
rows = 64
top = "26mm"

[style.body]
writing = "vertical"

[style.headline]
font = "song-heavy"
size = "32pt"
min-size = "16pt"
max-lines = 2
writing = "vertical"
align = "centre"
before = "9pt"

[style.deck]
font = "kai"
size = "16pt"
min-size = "11pt"
max-lines = 2
writing = "vertical"
align = "end"
before = "9pt"

[style.lead-headline]
base = "headline"
size = "48pt"
min-size = "24pt"

[style.brief-headline]
base = "headline"
size = "20pt"
min-size = "12pt"

[style.nameplate]
font = "song-heavy"
size = "64pt"
min-size = "40pt"
writing = "vertical"
align = "centre"
tracking = "0.12em"

[style.issue]
font = "song"
size = "11pt"
min-size = "9pt"
writing = "vertical"
align = "start"
before = "6pt"

[style.edge]
font = "hei"
size = "9pt"
align = "start"

[style.edge-end]
base = "edge"
align = "end"

[kind.story]
headline = "headline"
deck = "deck"
body = "body"
cutline = "cutline"
credit = "credit"

[kind.lead]
base = "story"
headline = "lead-headline"

[kind.short]
base = "story"
headline = "brief-headline"

[[furniture]]
name = "nameplate"
pages = "1"
at = "1-4栏 1-8行"
box = "double"
lines = [{ text = "{paper}", style = "nameplate" }]

[[furniture]]
name = "issue"
pages = "1"
at = "6-11栏 1-8行"
lines = [
  { text = "{date}", style = "issue" },
  { text = "{weekday}", style = "issue" },
  { text = "{issue}", style = "issue" },
]

[[furniture]]
name = "edge"
frame = ["14mm", "14mm", "300mm", "7mm"]
lines = [{ text = "{page}　{section}", style = "edge" }]

[[furniture]]
name = "edge-end"
frame = ["200mm", "14mm", "176mm", "7mm"]
lines = [{ text = "{date}", style = "edge-end" }]
"#;
