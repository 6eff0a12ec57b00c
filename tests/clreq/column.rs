//! Vertical lines as they stand in the file of a galley, and in the press file
//! of a page.

use std::collections::{BTreeMap, BTreeSet};

use duikai::asset::{Pictures, SNAP_240};
use duikai::desk::MemoryDesk;
use duikai::export::pdf::{Meta, Order, Purpose, export};
use duikai::geom::Em;
use duikai::style::{Breaker, Kinsoku, Lang, Writing};
use duikai::{GalleyJob, Job, galley, typeset};

use crate::pdf::{Character, Stroke, read};
use crate::sheet::SIZE;

/// The top of an em box above its baseline, in em.
const TOP: f64 = 0.88;
/// The baseline of turned text left of the middle of its line, in em.
const MIDDLE: f64 = 0.38;

/// A character of a vertical line; everything in em. Across is from the
/// middle of the line, to the right; down is from where the lines begin.
#[derive(Clone, Debug)]
pub struct Stood {
    pub c: char,
    /// Where its cell begins: the top of its em box, or of its advance when turned.
    pub down: f64,
    /// Left of its ink, top, right and foot.
    pub ink: [f64; 4],
    /// Whether it is turned clockwise.
    pub turned: bool,
    /// Which line it stands on, from nought.
    pub line: usize,
    /// Which leg, from nought.
    pub leg: usize,
}

impl Stood {
    /// How wide and how high its ink is.
    pub fn extent(&self) -> (f64, f64) {
        (self.ink[2] - self.ink[0], self.ink[3] - self.ink[1])
    }

    /// The middle of its ink: across, and down from the top of its cell.
    pub fn middle(&self) -> (f64, f64) {
        (
            (self.ink[0] + self.ink[2]) / 2.0,
            (self.ink[1] + self.ink[3]) / 2.0 - self.down,
        )
    }
}

/// A page of vertical lines.
#[derive(Debug)]
pub struct Columns {
    pub set: Vec<Stood>,
    /// The ink of the dots of 着重号 beside the first line: left, top, right, foot.
    pub dots: Vec<[f64; 4]>,
    /// Its strokes: the line they stand by, and both ends, across and down.
    pub strokes: Vec<(usize, [f64; 4])>,
}

impl Columns {
    /// The first of this character.
    pub fn find(&self, c: char) -> &Stood {
        self.set
            .iter()
            .find(|stood| stood.c == c)
            .unwrap_or_else(|| panic!("no {c}"))
    }

    /// What stands between two Han, in em.
    pub fn held(&self, before: char, after: char) -> f64 {
        self.find(after).down - self.find(before).down - 1.0
    }

    /// The text of every line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for stood in &self.set {
            lines.resize(lines.len().max(stood.line + 1), String::new());
            lines[stood.line].push(stood.c);
        }
        lines
    }
}

/// Sets `copy` in vertical lines of `measure` 字 and reads them back.
pub fn set(copy: &str, measure: i32, lang: Lang) -> Columns {
    with_indent(copy, measure, lang, 0)
}

/// The same, every paragraph beginning `indent` 字 down.
pub fn with_indent(copy: &str, measure: i32, lang: Lang, indent: i32) -> Columns {
    let job = GalleyJob {
        measure: Em::ratio(measure, 1),
        indent: Some(Em::ratio(indent, 1)),
        lang,
        kinsoku: Kinsoku::Basic,
        writing: Writing::Vertical,
        breaker: Breaker::Optimum,
        style: "body".to_owned(),
    };
    let (_, reported, galley) = galley("copy.md", copy.as_bytes(), &job);
    let galley = galley.unwrap_or_else(|| panic!("{reported:?}"));
    let formes = galley.formes();
    let meta = Meta {
        title: "clreq",
        paper: "",
        date: "2000-01-01",
        lang: "zh-CN",
    };
    let order = Order {
        formes: formes.iter().collect(),
        meta,
        kind: Purpose::Reading,
    };
    let file =
        export(&order, &galley.fonts, &Pictures::default(), &SNAP_240).expect("the galley exports");
    let sheet = formes[0].sheet.trim;
    let (side, head) = (pt(20.0), pt(15.0));
    let legs = Legs {
        right: sheet.width.to_pt() - side,
        // A galley's page has sixty lines.
        pitch: (sheet.width.to_pt() - side * 2.0) / 60.0,
        lines: 60,
        top: sheet.height.to_pt() - head,
        step: f64::INFINITY,
    };
    legs.read(&file)
}

/// How many lines a leg of the page of [`on_page`] can have.
pub const LEG: usize = 5;

/// Sets `copy` in the legs of a vertical page, one under the other, five lines
/// of `measure` 字 each, and reads them back from its press file; the lines
/// count on from leg to leg, and down is from the top of the leg.
pub fn on_page(copy: &str, measure: i32) -> Columns {
    on_page_by(copy, measure, "")
}

/// The same with keys of the body style, such as `widows = 2`.
pub fn on_page_by(copy: &str, measure: i32, keys: &str) -> Columns {
    let (pitch, legs) = (13.5, 3);
    let layout = format!(
        r#"
include = ["base"]
[sheet]
width = "{width}pt"
height = "{height}pt"
[grid]
writing = "vertical"
columns = {legs}
column = "{measure}字"
alley = "2字"
size = "{SIZE}pt"
pitch = "{pitch}pt"
rows = {LEG}
left = "30pt"
top = "30pt"
[style.down]
base = "body"
writing = "vertical"
{keys}
[kind.clause]
body = "down"
"#,
        width = pitch * LEG as f64 + 60.0,
        height = f64::from((measure + 2) * legs) * SIZE + 60.0,
    );
    let mut desk = MemoryDesk::new();
    desk.put("edition.toml", "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page.toml\"]\n");
    desk.put(
        "page.toml",
        format!("number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"copy.md\"\nkind = \"clause\"\nat = \"1-{legs}栏 1-{LEG}行\"\n"),
    );
    desk.put("layout.toml", layout);
    desk.put("copy.md", copy.to_owned());
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let reported: Vec<&str> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    let setting = outcome
        .setting
        .unwrap_or_else(|| panic!("“{copy}” does not set: {reported:?}"));
    let meta = Meta {
        title: "clreq",
        paper: "报",
        date: &setting.date,
        lang: "zh-CN",
    };
    let order = Order {
        formes: setting.formes.iter().collect(),
        meta,
        kind: Purpose::Press(duikai::ink::Standard::X4),
    };
    let file =
        export(&order, &setting.fonts, &setting.pictures, &SNAP_240).expect("the page exports");
    let sheet = setting.formes[0].sheet.trim;
    // The em boxes of the first line stand flush right in the type area.
    let leading = pitch - SIZE;
    let legs = Legs {
        right: 30.0 + pitch * LEG as f64 - leading / 2.0,
        pitch,
        lines: LEG,
        top: sheet.height.to_pt() - 30.0,
        step: f64::from(measure + 2) * SIZE,
    };
    let mut columns = legs.read(&file);
    // Legs end level, so each may leave lines empty at its end.
    let taken: BTreeSet<usize> = columns.set.iter().map(|stood| stood.line).collect();
    let nth: BTreeMap<usize, usize> = taken.into_iter().zip(0..).collect();
    columns
        .set
        .iter_mut()
        .for_each(|stood| stood.line = nth[&stood.line]);
    columns
}

/// Where the vertical lines of a page stand, in points from its lower left.
struct Legs {
    /// The right edge of the first line.
    right: f64,
    /// From one line to the next.
    pitch: f64,
    /// Lines of a leg.
    lines: usize,
    /// Where the lines of the first leg begin.
    top: f64,
    /// From there to where those of the next begin.
    step: f64,
}

impl Legs {
    fn line_of(&self, x: f64) -> usize {
        ((self.right - x) / self.pitch).floor().max(0.0) as usize
    }

    fn centre(&self, line: usize) -> f64 {
        self.right - self.pitch * ((line % self.lines) as f64 + 0.5)
    }

    fn read(&self, file: &[u8]) -> Columns {
        let (characters, unread, strokes) = read(file);
        let mut found = Vec::new();
        for one in characters {
            let across_line = self.line_of(if one.turned {
                one.x + MIDDLE * SIZE
            } else {
                one.x + SIZE / 2.0
            });
            let leg = ((self.top - one.y) / self.step).floor().max(0.0);
            let line = across_line + leg as usize * self.lines;
            let across = (one.x - self.centre(line)) / SIZE;
            let top = if leg > 0.0 {
                self.top - leg * self.step
            } else {
                self.top
            };
            let pen = (top - one.y) / SIZE;
            let [left, bottom, right, high] = one.ink.unwrap_or_default().map(|side| side / SIZE);
            let (down, ink) = if one.turned {
                (
                    pen,
                    [across + bottom, pen + left, across + high, pen + right],
                )
            } else {
                (
                    pen - TOP,
                    [across + left, pen - high, across + right, pen - bottom],
                )
            };
            found.push(Stood {
                c: one.c,
                down,
                ink,
                turned: one.turned,
                line,
                leg: leg as usize,
            });
        }
        let stroke = |stroke: &Stroke| {
            let line = self.line_of((stroke.from.0 + stroke.to.0) / 2.0);
            let (across, down) = (
                |x: f64| (x - self.centre(line)) / SIZE,
                |y: f64| (self.top - y) / SIZE,
            );
            (
                line,
                [
                    across(stroke.from.0),
                    down(stroke.from.1),
                    across(stroke.to.0),
                    down(stroke.to.1),
                ],
            )
        };
        // Where the ink of a dot is, by the first line: no test sets dots in more.
        let dot = |dot: &Character| {
            let [left, bottom, right, high] = dot.ink.unwrap_or_default();
            let (middle, top) = (self.centre(0), self.top);
            [
                dot.x + left - middle,
                top - dot.y - high,
                dot.x + right - middle,
                top - dot.y - bottom,
            ]
            .map(|side| side / SIZE)
        };
        Columns {
            dots: unread.iter().map(dot).collect(),
            set: found,
            strokes: strokes.iter().map(stroke).collect(),
        }
    }
}

fn pt(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}
