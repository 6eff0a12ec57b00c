//! Treatments besides a face: 上标 下标 分数 着重号 专名号 书名号 示亡号 不断 (CLREQ §3.1.3,
//! §3.1.8).

use std::ops::Range;

use super::class::Class;
use super::par::{Break, Cluster, Dot, Gap, ShapedPar, Treat};
use super::squeeze::MarkBox;
use crate::asset::{FontId, Fonts};
use crate::geom::{Em, Len};

/// Size of 上标 and 下标: six tenths.
const SMALL: (i64, i64) = (6, 10);
/// Distance by which 上标 is raised and 下标 lowered, in em of the text.
const RAISED: Em = Em::ratio(36, 100);
const LOWERED: Em = Em::ratio(14, 100);
/// Diameter of a dot, in em of the text: it must be visible at 9 pt on newsprint, and faces draw
/// theirs from a twentieth of an em to a third.
const DOT: Em = Em::ratio(16, 100);
/// Space that a frame adds before and after its name.
const FRAME_ROOM: Em = Em::ratio(1, 8);

/// Rise of the upper number of a fraction, which makes it as high as the figures beside it: six
/// tenths of them, raised by the rest. The lower is on their line.
const OVER: Em = Em::ratio(29, 100);
/// Overlap of the numbers of a fraction with either side of its slash.
const TUCKED: Em = Em::ratio(9, 100);

/// The shift of characters off their line, or their reduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// 上标
    Sup,
    /// 下标
    Sub,
    /// The upper number of a fraction.
    Over,
    /// The slash of a fraction.
    Slash,
    /// The lower number of a fraction.
    Under,
}

/// Returns the shift of every character of `text`, at its first byte; of two treatments the later
/// wins.
pub(super) fn shifts(text: &str, treats: &[(Range<usize>, Treat)]) -> Vec<Option<Shift>> {
    let mut shifts = vec![None; text.len()];
    for (range, treat) in treats {
        let shifted = &mut shifts[range.clone()];
        match treat {
            Treat::Sup => shifted.fill(Some(Shift::Sup)),
            Treat::Sub => shifted.fill(Some(Shift::Sub)),
            Treat::Fraction => {
                let slash = text[range.clone()].find('/').unwrap_or(shifted.len());
                let (over, rest) = shifted.split_at_mut(slash);
                over.fill(Some(Shift::Over));
                if let Some((sign, under)) = rest.split_first_mut() {
                    *sign = Some(Shift::Slash);
                    under.fill(Some(Shift::Under));
                }
            }
            Treat::Keep
            | Treat::Dot
            | Treat::Line
            | Treat::Wave
            | Treat::Frame
            | Treat::Words(_) => {}
        }
    }
    shifts
}

/// Returns the size of shifted text and its rise.
pub(super) fn small(shift: Option<Shift>, size: Len) -> (Len, Len) {
    let less = size.scale(SMALL.0, SMALL.1);
    match shift {
        Some(Shift::Sup) => (less, RAISED.at(size)),
        Some(Shift::Sub) => (less, -LOWERED.at(size)),
        Some(Shift::Over) => (less, OVER.at(size)),
        Some(Shift::Under) => (less, Len::ZERO),
        Some(Shift::Slash) | None => (size, Len::ZERO),
    }
}

/// Returns the layout of a shifted character as wide as its face draws it.
pub(super) fn seat(shift: Shift, width: Len, size: Len) -> MarkBox {
    let tucked = if shift == Shift::Slash {
        TUCKED.at(size)
    } else {
        Len::ZERO
    };
    MarkBox {
        width: width - tucked * 2,
        lead: Len::ZERO,
        trail: Len::ZERO,
        cut: tucked,
    }
}

/// Forbids breaks inside kept stretches and records dots and lines. Marks and spaces get no dot
/// (GB/T 15834 §5.1.8).
pub(super) fn apply(par: &mut ShapedPar, treats: &[(Range<usize>, Treat)], fonts: &Fonts) {
    let room = if par.style.grid {
        Len::ZERO
    } else {
        FRAME_ROOM.at(par.style.size)
    };
    for (nth, (range, treat)) in treats.iter().enumerate() {
        // Only neighbours need be told apart.
        let number = (nth % usize::from(u16::MAX)) as u16 + 1;
        let before = |byte: usize| {
            par.clusters
                .partition_point(|cluster| (cluster.start as usize) < byte)
        };
        let (first, end) = (
            before(range.start),
            before(range.end).max(before(range.start)),
        );
        if matches!(treat, Treat::Sup | Treat::Sub) && first > 0 {
            hold(&mut par.clusters[first - 1], range.start);
        }
        let stretch = &mut par.clusters[first..end];
        for cluster in &mut *stretch {
            let inner = (cluster.end as usize) < range.end;
            match treat {
                Treat::Keep if inner => cluster.after = Break::Barred,
                Treat::Fraction if inner => {
                    cluster.after = Break::Barred;
                    cluster.gap = Len::ZERO;
                    cluster.gap_kind = Gap::Fixed;
                }
                Treat::Dot => {
                    cluster.dotted |=
                        matches!(cluster.class, Class::Han | Class::Latin | Class::Digit)
                }
                Treat::Line => cluster.lined = number,
                Treat::Wave => cluster.waved = number,
                Treat::Frame => {
                    cluster.framed = number;
                    if inner {
                        cluster.after = Break::Barred;
                    }
                }
                Treat::Keep | Treat::Fraction | Treat::Sup | Treat::Sub | Treat::Words(_) => {}
            }
        }
        if *treat == Treat::Frame {
            make_room(stretch, room);
        }
    }
    if par.clusters.iter().any(|cluster| cluster.dotted) {
        par.dot = fonts
            .with_glyph(par.style.font, '•')
            .and_then(|font| dot(fonts, font, par.style.size));
    }
}

/// Returns the dot of a face at the size that gives its ink the width [`DOT`].
fn dot(fonts: &Fonts, font: FontId, size: Len) -> Option<Dot> {
    let face = fonts.face(font);
    let glyph = face.glyph('•')?;
    let [left, bottom, right, top] = face.ink_box(glyph)?.map(i32::from);
    let drawn = i64::from((right - left).max(top - bottom).max(1));
    let size = DOT.at(size).scale(i64::from(face.units_per_em()), drawn);
    let middle = (
        face.to_len(left + right, size) / 2,
        face.to_len(bottom + top, size) / 2,
    );
    Some(Dot {
        font,
        glyph,
        size,
        middle,
    })
}

/// Forbids a break between a note sign, or any small figure, and what it belongs to (CLREQ §3.1.5).
fn hold(noted: &mut Cluster, start: usize) {
    if noted.end as usize == start && !noted.class.is_empty() {
        (noted.after, noted.gap, noted.gap_kind) = (Break::Barred, Len::ZERO, Gap::Fixed);
    }
}

/// Separates a frame from its neighbours; on the 字 grid, where `room` is zero, it is on the edges
/// of its cells.
fn make_room(framed: &mut [Cluster], room: Len) {
    if let Some(first) = framed.first_mut() {
        first.width += room;
        first.cut -= room;
    }
    if let Some(last) = framed.last_mut() {
        last.width += room;
    }
}
