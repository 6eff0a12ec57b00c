//! First-fit line breaking: line after line, each by itself.

use super::Line;
use super::cost::{Fitter, SHORT, break_price, short_last_line};
use super::optimum::{Slots, indent_of, optimum, search_from};
use crate::geom::Len;
use crate::text::{Break, ShapedPar};

/// Breaks a paragraph line by line. For each line the places within reach,
/// those a character is pushed in for and those one is pushed out for, are
/// compared by what they cost; the cheapest wins. A last line of one Han is
/// mended by setting the last two lines anew, a line that stays short or
/// ends where none may by setting the paragraph as a whole.
pub(super) fn first_fit(fitter: &Fitter<'_>, slots: Slots<'_>) -> Vec<Line> {
    let par = fitter.par;
    let mut lines: Vec<Line> = Vec::new();
    let mut from = 0;
    while from < par.clusters.len() {
        let indent = indent_of(par, lines.len());
        let line = cheapest(fitter, from, slots.measure(lines.len()), indent);
        from = line.clusters.end;
        lines.push(line);
    }
    mend_last(fitter, slots, &mut lines);
    mend_faults(fitter, slots, lines)
}

fn cheapest(fitter: &Fitter<'_>, from: usize, measure: Len, indent: Len) -> Line {
    let par = fitter.par;
    let count = par.clusters.len();
    let room = measure - indent;
    let line = |to: usize, hung: bool| Line {
        clusters: from..to,
        indent,
        measure,
        last: to == count,
        forced: to < count && par.clusters[to - 1].after >= Break::Last,
        short: fitter.stays_short(&fitter.fit(from, to), room, hung, to == count),
        hung,
        hyphen: if to < count { par.hyphen(to - 1) } else { None },
    };
    // The cheapest, and the cheapest where a unit would be parted.
    let (mut best, mut barred): (Option<(i64, usize, bool)>, _) = (None, None);
    // The longest stretch that fits at all, should nothing be legal.
    let mut longest = from + 1;
    for to in from + 1..=count {
        let fit = fitter.fit(from, to);
        if fit.narrowest() > room {
            break;
        }
        longest = to;
        let Some((price, hung)) = fitter.price(&fit, room) else { continue };
        if to == count && fit.natural <= room {
            return line(to, false);
        }
        let short = if fitter.stays_short(&fit, room, hung, to == count) { SHORT } else { 0 };
        let price = price + break_price(par, from, to) + short;
        // Of equal prices the longer line wins.
        let place = if to < count && par.clusters[to - 1].after >= Break::Last { &mut barred } else { &mut best };
        if place.is_none_or(|(least, ..)| price <= least) {
            *place = Some((price, to, hung));
        }
    }
    match best.or(barred) {
        Some((_, to, hung)) => line(to, hung),
        None => line(longest, false),
    }
}

/// Sets the last two lines anew when the last holds one Han.
fn mend_last(fitter: &Fitter<'_>, slots: Slots<'_>, lines: &mut Vec<Line>) {
    let par: &ShapedPar = fitter.par;
    let count = lines.len();
    if count < 2 || short_last_line(par, lines[count - 1].clusters.start, par.clusters.len()) < 100 {
        return;
    }
    if let Some(two) = search_from(fitter, slots, lines[count - 2].clusters.start, count - 2)
        && two.iter().all(|line| !line.forced)
    {
        lines.truncate(count - 2);
        lines.extend(two);
    }
}

/// Line after line, a long word may leave one 字 before it on a line of its own
/// or have to be parted; the paragraph as a whole then goes another way if
/// there is one.
fn mend_faults(fitter: &Fitter<'_>, slots: Slots<'_>, lines: Vec<Line>) -> Vec<Line> {
    let faults = |lines: &[Line]| {
        let count = |has: fn(&Line) -> bool| lines.iter().filter(|line| has(line)).count();
        (count(|line| line.forced), count(|line| line.short))
    };
    if faults(&lines) == (0, 0) {
        return lines;
    }
    let whole = optimum(fitter, slots);
    if faults(&whole) < faults(&lines) { whole } else { lines }
}
