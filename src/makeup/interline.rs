//! Interlinear marks: 着重号, 专名号, 书名号, the frame of 示亡号 and readings 注音 (CLREQ §3.1.3,
//! §3.1.8, §3.3; GB/T 15834 §4.15, §4.16, §5.2).

use super::glyphs::{column_runs, level_runs};
use crate::diag::{Code, Diagnostic, Span};
use crate::forme::{Glyph, GlyphRun, Item, Mark, Origin, Rotation, Rule};
use crate::geom::{Em, Len, PageSpace, Point, em_box};
use crate::line::{Line, PlacedCluster, place};
use crate::role::Ruby;
use crate::say::text;
use crate::style::{ParStyle, Readings};
use crate::text::{Cluster, SetReading, ShapedPar};

/// The position of a line on the page.
#[derive(Clone, Copy, Debug)]
pub(super) enum LinePosition {
    /// A horizontal line: its left end and its baseline.
    Level { x: Len, baseline: Len },
    /// A vertical line 直排: its centre and its top.
    Column { centre: Len, top: Len },
}

/// The two long sides of a line's em boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Above a horizontal line, right of a vertical one.
    Head,
    /// Below a horizontal line, left of a vertical one.
    Foot,
}

/// Distances outside the em box of the middle of a 着重号, of a 专名号 and of a 书名号.
const DOT_OUT: Em = Em::ratio(15, 100);
const LINE_OUT: Em = Em::ratio(8, 100);
const WAVE_OUT: Em = Em::ratio(10, 100);
/// Distance of the middle of a 书名号 under a 专名号.
const BELOW_LINE: Em = Em::ratio(21, 100);
/// Thickness of a 专名号 or 示亡号, and the distance that it keeps from the next one.
const LINE_WEIGHT: Em = Em::ratio(5, 100);
const LINE_SHORT: Em = Em::ratio(6, 100);
/// A half wave of 书名号: its length, its height and its weight.
const HALF_WAVE: Em = Em::ratio(1, 5);
const WAVE_HEIGHT: Em = Em::ratio(5, 100);
const WAVE_WEIGHT: Em = Em::ratio(4, 100);
/// Values of half a sine in thousandths, in steps of 30°.
const SINE: [i64; 6] = [0, 500, 866, 1000, 866, 500];
/// Distances of the frame of 示亡号 inside its ends and outside its sides.
const FRAME_IN: Em = Em::ratio(4, 100);
const FRAME_OUT: Em = Em::ratio(4, 100);
/// Gap between a line's em boxes and those of its readings.
const READING_OUT: Em = Em::ratio(3, 100);

impl LinePosition {
    /// Returns the point `along` the line from its start and `out` of its em boxes.
    fn point(self, side: Side, along: Len, out: Len, size: Len) -> Point<PageSpace> {
        match (self, side) {
            (LinePosition::Level { x, baseline }, Side::Head) => {
                Point::new(x + along, baseline - em_box::ASCENT.at(size) - out)
            }
            (LinePosition::Level { x, baseline }, Side::Foot) => {
                Point::new(x + along, baseline + em_box::DESCENT.at(size) + out)
            }
            (LinePosition::Column { centre, top }, Side::Head) => {
                Point::new(centre + size / 2 + out, top + along)
            }
            (LinePosition::Column { centre, top }, Side::Foot) => {
                Point::new(centre - size / 2 - out, top + along)
            }
        }
    }

    /// Returns the side of the dots: below horizontal text and right of vertical text.
    fn dotted(self) -> Side {
        match self {
            LinePosition::Level { .. } => Side::Foot,
            LinePosition::Column { .. } => Side::Head,
        }
    }
}

/// Returns the dots, lines, waves and frames of one line.
pub(super) fn interline(
    par: &ShapedPar,
    set: &[PlacedCluster],
    lie: LinePosition,
    origin: Origin,
) -> Vec<Item> {
    let size = par.style.size;
    let mut items = dots(par, set, lie, origin);
    let rule = |from, to, weight: Em| {
        Item::Rule(Rule {
            origin,
            from,
            to,
            weight: weight.at(size),
            dash: None,
            ink: par.style.ink,
        })
    };
    let short = LINE_SHORT.at(size);
    for (left, right) in stretches(par, set, |cluster| cluster.lined) {
        let end = |along| lie.point(Side::Foot, along, LINE_OUT.at(size), size);
        items.push(rule(end(left + short), end(right - short), LINE_WEIGHT));
    }
    for (left, right) in stretches(par, set, |cluster| cluster.waved) {
        // Under a name of its own a title's wave stands further out.
        let under = |placed: &&PlacedCluster| {
            par.clusters[placed.cluster].lined > 0 && placed.left >= left && placed.right <= right
        };
        let out_of = if set.iter().any(|placed| under(&placed)) {
            BELOW_LINE
        } else {
            WAVE_OUT
        };
        let points: Vec<Point<PageSpace>> = wave(right - left - short * 2, size)
            .map(|(along, out)| {
                lie.point(
                    Side::Foot,
                    left + short + along,
                    out_of.at(size) + out,
                    size,
                )
            })
            .collect();
        items.extend(
            points
                .windows(2)
                .map(|pair| rule(pair[0], pair[1], WAVE_WEIGHT)),
        );
    }
    for (left, right) in stretches(par, set, |cluster| cluster.framed) {
        let (inside, out, half) = (
            FRAME_IN.at(size),
            FRAME_OUT.at(size),
            LINE_WEIGHT.at(size) / 2,
        );
        let corner = |side, along, out| lie.point(side, along, out, size);
        let (left, right) = (left + inside, right - inside);
        for side in [Side::Head, Side::Foot] {
            items.push(rule(
                corner(side, left - half, out),
                corner(side, right + half, out),
                LINE_WEIGHT,
            ));
        }
        for along in [left, right] {
            items.push(rule(
                corner(Side::Head, along, out),
                corner(Side::Foot, along, out),
                LINE_WEIGHT,
            ));
        }
    }
    items.extend(readings(par, set, lie, origin));
    items
}

/// Returns the readings of one line, each centred on its base.
fn readings(
    par: &ShapedPar,
    set: &[PlacedCluster],
    lie: LinePosition,
    origin: Origin,
) -> Vec<Item> {
    let size = par.style.size;
    let one = |(nth, reading): (usize, &SetReading)| {
        let mut base = set
            .iter()
            .filter(|placed| reading.base.contains(&placed.cluster));
        let first = base.next()?;
        let right = base.next_back().unwrap_or(first).right;
        let (small, width) = (reading.par.style.size, reading.par.natural_width());
        let start = (first.left + right - width) / 2;
        let line = Line::whole(&reading.par);
        let set = place(&reading.par, &line);
        let out = READING_OUT.at(size);
        let mark = Ruby { nth, reading: true };
        let mut items = vec![Item::Mark(Mark::Ruby(Some(mark)))];
        items.extend(match lie {
            LinePosition::Level { .. } => {
                let foot = lie.point(Side::Head, start, out, size);
                level_runs(
                    &reading.par,
                    None,
                    &set,
                    foot.x,
                    foot.y - em_box::DESCENT.at(small),
                    origin,
                )
            }
            LinePosition::Column { .. } => {
                let middle = lie.point(Side::Head, start, out + small / 2, size);
                column_runs(&reading.par, &set, middle.x, middle.y, origin)
            }
        });
        items.push(Item::Mark(Mark::Ruby(None)));
        Some(items)
    };
    let readings = par.readings.iter().enumerate();
    readings.filter_map(one).flatten().collect()
}

/// A paragraph whose leading is too small for what is set between its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tight {
    /// The first byte of the first such stretch.
    pub at: usize,
    /// Space between the em boxes of two lines.
    pub room: Len,
    /// Space needed.
    pub need: Len,
}

impl Tight {
    /// Returns the diagnostic, at its place in the copy.
    pub fn diagnostic(&self, place: Span, style: &ParStyle) -> Diagnostic {
        let message = text!(
            "makeup.lines-stand-pt-apart",
            "the lines stand {room:.2} pt apart, and what is set between them needs {need:.2} pt",
            room = self.room.to_pt(),
            need = self.need.to_pt()
        );
        let help = if style.readings == Readings::Above && style.reading_rows == 1 {
            text!(
                "makeup.give-lines-readings-two",
                "give lines with readings two rows (`reading-rows = 2` in the style), set readings in brackets (`readings = \"brackets\"`), or open the leading"
            )
        } else {
            text!(
                "makeup.open-leading-style-take",
                "open the leading of the style, or take the treatment out"
            )
        };
        Diagnostic::new(Code::InterlineTight, place, message).help(help)
    }
}

/// Returns how a paragraph's leading is too small for its marks and readings, if it is.
pub fn tight(par: &ShapedPar) -> Option<Tight> {
    let size = par.style.size;
    let needs = |cluster: &Cluster| {
        let dot = if cluster.dotted {
            DOT_OUT.at(size) * 2
        } else {
            Len::ZERO
        };
        let line = if cluster.lined > 0 {
            LINE_OUT.at(size) + LINE_WEIGHT.at(size)
        } else {
            Len::ZERO
        };
        let out = if cluster.lined > 0 {
            BELOW_LINE
        } else {
            WAVE_OUT
        };
        let wave = if cluster.waved > 0 {
            out.at(size) + WAVE_HEIGHT.at(size) + WAVE_WEIGHT.at(size)
        } else {
            Len::ZERO
        };
        let frame = if cluster.framed > 0 {
            FRAME_OUT.at(size) + LINE_WEIGHT.at(size)
        } else {
            Len::ZERO
        };
        dot.max(line).max(wave).max(frame)
    };
    let below = par
        .clusters
        .iter()
        .map(|cluster| (cluster.start as usize, needs(cluster)))
        .find(|(_, need)| *need > Len::ZERO);
    let above = par.readings.first().map(|first| {
        let at = par.clusters[first.base.start].start as usize;
        (at, READING_OUT.at(size) + first.par.style.size)
    });
    let opened = if above.is_some() {
        par.style.leading * (par.style.reading_rows as i64 - 1)
    } else {
        Len::ZERO
    };
    let (at, need) = match (above, below) {
        // A line with readings may stand below one with dots.
        (Some((at, above)), Some((_, below))) => (at, above + below),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return None,
    };
    let room = (par.style.leading - size + opened).max(Len::ZERO);
    (need > room).then_some(Tight { at, room, need })
}

/// Returns the start and end of each stretch with the same number other than zero.
fn stretches(
    par: &ShapedPar,
    set: &[PlacedCluster],
    number: impl Fn(&Cluster) -> u16,
) -> Vec<(Len, Len)> {
    let of = |placed: &PlacedCluster| number(&par.clusters[placed.cluster]);
    let ends = |stretch: &[PlacedCluster]| match (stretch.first(), stretch.last()) {
        (Some(first), Some(last)) if of(first) > 0 => Some((first.left, last.right)),
        _ => None,
    };
    set.chunk_by(|a, b| of(a) == of(b))
        .filter_map(ends)
        .collect()
}

/// Returns the points of a wave of `length`, in whole half waves: along and out.
fn wave(length: Len, size: Len) -> impl Iterator<Item = (Len, Len)> {
    let halves =
        ((length + HALF_WAVE.at(size) / 2).units() / HALF_WAVE.at(size).units().max(1)).max(2);
    let steps = SINE.len() as i64;
    (0..=halves * steps).map(move |step| {
        let (half, within) = (step / steps, (step % steps) as usize);
        let height = WAVE_HEIGHT.at(size).scale(SINE[within], 1000);
        (
            length.scale(step, halves * steps),
            if half % 2 == 0 { -height } else { height },
        )
    })
}

fn dots(par: &ShapedPar, set: &[PlacedCluster], lie: LinePosition, origin: Origin) -> Vec<Item> {
    let Some(dot) = par.dot else {
        return Vec::new();
    };
    let dotted = set
        .iter()
        .filter(|placed| par.clusters[placed.cluster].dotted);
    dotted
        .map(|placed| {
            let size = par.style.size;
            let middle = lie.point(
                lie.dotted(),
                (placed.left + placed.right) / 2,
                DOT_OUT.at(size),
                size,
            );
            // The dot stands for no character of the copy.
            Item::GlyphRun(GlyphRun {
                origin,
                font: dot.font,
                size: dot.size,
                condense: Em::ONE,
                turn: Rotation::Upright,
                start: Point::new(middle.x - dot.middle.0, middle.y + dot.middle.1),
                ink: par.style.ink,
                text: String::new(),
                glyphs: vec![Glyph {
                    id: dot.glyph,
                    x: Len::ZERO,
                    y: Len::ZERO,
                    text_start: 0,
                    text_end: 0,
                }],
            })
        })
        .collect()
}
