//! Readings of characters above their line: 拼音 and 注音 (CLREQ §3.3).

use std::ops::Range;

use super::par::{Break, Cluster, MissingGlyph, RichLine, SetReading, ShapedPar};
use crate::geom::{Em, Len};
use crate::style::{Align, Breaker, ParStyle};

/// Size of a reading relative to its base: half (CLREQ §3.3.1).
const SIZE: (i64, i64) = (1, 2);
/// Minimum distance between two readings, in em of theirs.
const APART: Em = Em::ratio(1, 4);

/// Sets readings small, shaped by `shape`, and makes room for those wider than their base: the
/// blank goes to both sides of it, and a reading never touches the next.
pub(super) fn set(
    shape: &mut dyn FnMut(RichLine<'_>, &ParStyle) -> ShapedPar,
    par: &mut ShapedPar,
    readings: &[(Range<usize>, String)],
) {
    if readings.is_empty() {
        return;
    }
    let style = style_of(&par.style);
    for (range, reading) in readings {
        for (base, words) in shared_out(par, range, reading) {
            let set = shape(RichLine::plain(&words), &style);
            let at = par.clusters[base.start].start as usize;
            par.missing
                .extend(set.missing.iter().map(|missing| MissingGlyph {
                    character: missing.character,
                    at,
                }));
            // A group stays together, so that its reading does.
            par.clusters[base.start..base.end - 1]
                .iter_mut()
                .for_each(|cluster| cluster.after = Break::Barred);
            if !par.style.grid {
                make_room(
                    &mut par.clusters[base.clone()],
                    set.natural_width() + APART.at(style.size),
                );
            }
            par.readings.push(SetReading { base, par: set });
        }
    }
}

fn style_of(par: &ParStyle) -> ParStyle {
    ParStyle {
        writing: par.writing,
        ink: par.ink,
        align: Align::Start,
        hyphenate: false,
        latin_gap: Em::ZERO,
        breaker: Breaker::FirstFit,
        ..ParStyle::plain(
            par.font,
            par.size.scale(SIZE.0, SIZE.1),
            par.leading,
            par.lang,
        )
    }
}

/// Splits a reading into one for each character if it has as many words as characters; else the
/// whole reading is over the whole base.
fn shared_out(par: &ShapedPar, range: &Range<usize>, reading: &str) -> Vec<(Range<usize>, String)> {
    let nth = |byte: usize| {
        par.clusters
            .partition_point(|cluster| (cluster.start as usize) < byte)
    };
    let (first, end) = (nth(range.start), nth(range.end));
    let Some(last) = end.checked_sub(1).filter(|last| first <= *last) else {
        return Vec::new();
    };
    let words: Vec<&str> = reading.split_whitespace().collect();
    if words.len() == last + 1 - first {
        return (first..)
            .zip(words)
            .map(|(at, word)| (at..at + 1, word.to_owned()))
            .collect();
    }
    vec![(first..last + 1, reading.to_owned())]
}

/// Widens a base that is narrower than `wanted`, with the blank outside.
fn make_room(base: &mut [Cluster], wanted: Len) {
    let gaps: Len = base.iter().rev().skip(1).map(|cluster| cluster.gap).sum();
    let spare = wanted - gaps - base.iter().map(|cluster| cluster.width).sum::<Len>();
    if spare <= Len::ZERO {
        return;
    }
    if let Some(first) = base.first_mut() {
        first.width += spare / 2;
        first.cut -= spare / 2;
    }
    if let Some(last) = base.last_mut() {
        last.width += spare - spare / 2;
    }
}
