//! Vertical lines as they stand in the file of a galley.

use duikai::asset::{Pictures, SNAP_240};
use duikai::export::pdf::{Kind, Meta, Order, export};
use duikai::geom::Em;
use duikai::style::{Breaker, Kinsoku, Lang, Writing};
use duikai::{GalleyJob, galley};

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
}

impl Stood {
    /// How wide and how high its ink is.
    pub fn extent(&self) -> (f64, f64) {
        (self.ink[2] - self.ink[0], self.ink[3] - self.ink[1])
    }

    /// The middle of its ink: across, and down from the top of its cell.
    pub fn middle(&self) -> (f64, f64) {
        ((self.ink[0] + self.ink[2]) / 2.0, (self.ink[1] + self.ink[3]) / 2.0 - self.down)
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
        self.set.iter().find(|stood| stood.c == c).unwrap_or_else(|| panic!("no {c}"))
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
    let (_, told, galley) = galley("copy.md", copy.as_bytes(), &job);
    let galley = galley.unwrap_or_else(|| panic!("{told:?}"));
    let formes = galley.formes();
    let meta = Meta { title: "clreq", paper: "", date: "2000-01-01", lang: "zh-CN" };
    let order = Order { formes: formes.iter().collect(), meta, kind: Kind::Reading };
    let file = export(&order, &galley.fonts, &Pictures::default(), &SNAP_240).expect("the galley exports");
    let (characters, unread, strokes) = read(&file);
    let sheet = formes[0].sheet.trim;
    let (side, head) = (pt(20.0), pt(15.0));
    // A galley's page has sixty lines.
    let pitch = (sheet.width.to_pt() - side * 2.0) / 60.0;
    let (right, top) = (sheet.width.to_pt() - side, sheet.height.to_pt() - head);
    let line_of = |x: f64| ((right - x) / pitch).floor().max(0.0) as usize;
    let centre = |line: usize| right - pitch * (line as f64 + 0.5);
    let mut found = Vec::new();
    for one in characters {
        let line = line_of(if one.turned { one.x + MIDDLE * SIZE } else { one.x + SIZE / 2.0 });
        let across = (one.x - centre(line)) / SIZE;
        let pen = (top - one.y) / SIZE;
        let [left, bottom, right, high] = one.ink.unwrap_or_default().map(|side| side / SIZE);
        let (down, ink) = if one.turned {
            (pen, [across + bottom, pen + left, across + high, pen + right])
        } else {
            (pen - TOP, [across + left, pen - high, across + right, pen - bottom])
        };
        found.push(Stood { c: one.c, down, ink, turned: one.turned, line });
    }
    let stroke = |stroke: &Stroke| {
        let line = line_of((stroke.from.0 + stroke.to.0) / 2.0);
        let (across, down) = (|x: f64| (x - centre(line)) / SIZE, |y: f64| (top - y) / SIZE);
        (line, [across(stroke.from.0), down(stroke.from.1), across(stroke.to.0), down(stroke.to.1)])
    };
    // Where the ink of a dot is, by the first line: no test sets dots in more.
    let dot = |dot: &Character| {
        let [left, bottom, right, high] = dot.ink.unwrap_or_default();
        [dot.x + left - centre(0), top - dot.y - high, dot.x + right - centre(0), top - dot.y - bottom].map(|side| side / SIZE)
    };
    Columns { dots: unread.iter().map(dot).collect(), set: found, strokes: strokes.iter().map(stroke).collect() }
}

fn pt(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}
