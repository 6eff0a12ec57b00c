//! Stretches treated beyond their face: 上标 下标 分数 着重号 专名号 书名号 示亡号 不断
//! (CLREQ §3.1.3, §3.1.8).

use std::ops::Range;

use super::class::Class;
use super::par::{Break, Dot, Gap, ShapedPar, Treat};
use super::squeeze::Seat;
use crate::asset::Fonts;
use crate::geom::{Em, Len};

/// 上标 and 下标 are set at six tenths.
const SMALL: (i64, i64) = (6, 10);
/// How far 上标 is raised and 下标 lowered, in em of the text.
const RAISED: Em = Em::ratio(36, 100);
const LOWERED: Em = Em::ratio(14, 100);
/// The dot's size against the text's.
const DOT: (i64, i64) = (1, 2);
/// What a frame adds before and after its name.
const FRAME_ROOM: Em = Em::ratio(1, 8);

/// The upper number of a fraction reaches as high as the figures beside it:
/// six tenths of them, raised by the rest. The lower stands on their line.
const OVER: Em = Em::ratio(29, 100);
/// How far the numbers of a fraction reach in on either side of its slash.
const TUCKED: Em = Em::ratio(9, 100);

/// How characters stand off their line or are drawn smaller than it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// 上标
    Sup,
    /// 下标
    Sub,
    /// The upper number of a fraction.
    Over,
    /// Its slash.
    Slash,
    /// Its lower number.
    Under,
}

/// How the character at byte `at` of `text` is shifted.
pub(super) fn shift(text: &str, treats: &[(Range<usize>, Treat)], at: usize) -> Option<Shift> {
    treats.iter().rev().filter(|(range, _)| range.contains(&at)).find_map(|(range, treat)| match treat {
        Treat::Sup => Some(Shift::Sup),
        Treat::Sub => Some(Shift::Sub),
        Treat::Fraction => Some(match text[range.clone()].find('/').map(|slash| range.start + slash) {
            Some(slash) if at == slash => Shift::Slash,
            Some(slash) if at > slash => Shift::Under,
            _ => Shift::Over,
        }),
        _ => None,
    })
}

/// The size of shifted text and how far it is raised.
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

/// The seat of a shifted character as wide as its face draws it.
pub(super) fn seat(shift: Shift, width: Len, size: Len) -> Seat {
    let tucked = if shift == Shift::Slash { TUCKED.at(size) } else { Len::ZERO };
    Seat { width: width - tucked * 2, lead: Len::ZERO, trail: Len::ZERO, cut: tucked }
}

/// Bars breaks inside kept stretches and notes dots and lines. Marks and
/// spaces get no dot (GB/T 15834 §5.1.8).
pub(super) fn apply(par: &mut ShapedPar, treats: &[(Range<usize>, Treat)], fonts: &Fonts) {
    for (number, (range, treat)) in (1..).zip(treats) {
        if matches!(treat, Treat::Sup | Treat::Sub) {
            hold(par, range.start);
        }
        for cluster in &mut par.clusters {
            let (start, end) = (cluster.start as usize, cluster.end as usize);
            if !range.contains(&start) {
                continue;
            }
            match treat {
                Treat::Keep if end < range.end => cluster.after = Break::Barred,
                Treat::Fraction if end < range.end => {
                    cluster.after = Break::Barred;
                    cluster.gap = Len::ZERO;
                    cluster.gap_kind = Gap::Fixed;
                }
                Treat::Dot => cluster.dotted |= matches!(cluster.class, Class::Han | Class::Latin | Class::Digit),
                Treat::Line => cluster.lined = number,
                Treat::Wave => cluster.waved = number,
                Treat::Frame => {
                    cluster.framed = number;
                    if end < range.end {
                        cluster.after = Break::Barred;
                    }
                }
                Treat::Keep | Treat::Fraction | Treat::Sup | Treat::Sub => {}
            }
        }
        if *treat == Treat::Frame && !par.style.grid {
            make_room(par, number);
        }
    }
    if par.clusters.iter().any(|cluster| cluster.dotted) {
        let size = par.style.size.scale(DOT.0, DOT.1);
        let faces = fonts.with_glyph(par.style.font, '•');
        par.dot = faces.and_then(|font| {
            let face = fonts.face(font);
            let glyph = face.glyph('•')?;
            let [left, bottom, right, top] = face.ink_box(glyph)?.map(i32::from);
            let middle = (face.to_len(left + right, size) / 2, face.to_len(bottom + top, size) / 2);
            Some(Dot { font, glyph, size, middle })
        });
    }
}

/// A note sign stays close to what it notes, as does any small figure
/// (CLREQ §3.1.5).
fn hold(par: &mut ShapedPar, start: usize) {
    if let Some(noted) = par.clusters.iter_mut().find(|cluster| cluster.end as usize == start)
        && !noted.class.is_empty()
    {
        (noted.after, noted.gap, noted.gap_kind) = (Break::Barred, Len::ZERO, Gap::Fixed);
    }
}

/// Sets a frame off from its neighbours; on the 字 grid it stands on the edges
/// of its cells.
fn make_room(par: &mut ShapedPar, frame: u16) {
    let room = FRAME_ROOM.at(par.style.size);
    if let Some(first) = par.clusters.iter_mut().find(|cluster| cluster.framed == frame) {
        first.width += room;
        first.cut -= room;
    }
    if let Some(last) = par.clusters.iter_mut().rfind(|cluster| cluster.framed == frame) {
        last.width += room;
    }
}
