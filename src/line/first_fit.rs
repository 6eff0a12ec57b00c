//! First-fit line breaking: line after line, each by itself.

use super::cost::{LineFitter, OVERFULL, SHORT, amid_blanks, break_price, short_last_line};
use super::model::{Line, Measures};
use super::optimum::{indent_of, line_of, optimum, search_from};
use crate::text::ShapedPar;

/// Cost of a line that is conspicuous: ten gaps each opened by ⅒ em.
const SEEN: i64 = 100;

/// A candidate for a line, and its cost.
struct Way {
    line: Line,
    price: i64,
}

/// Breaks a paragraph line by line. For each line the places within reach, both those a character
/// is pushed in for and those one is pushed out for, are compared by cost; the cheapest wins. If a
/// line is conspicuous, it and the one before are set again; a last line of one Han is mended
/// likewise. A paragraph with a line that is short or ends at a forbidden place is set as a whole
/// if that has fewer faults.
pub(super) fn first_fit(fitter: &LineFitter<'_>, slots: Measures<'_>) -> Vec<Line> {
    let par = fitter.par;
    let mut set: Vec<Way> = Vec::new();
    let mut from = 0;
    while from < par.clusters.len() {
        let way = cheapest(fitter, slots, from, set.len());
        from = way.line.clusters.end;
        let seen = way.price > SEEN;
        set.push(way);
        if seen && set.len() > 1 {
            from = look_back(fitter, slots, &mut set);
        }
    }
    let mut lines: Vec<Line> = set.into_iter().map(|way| way.line).collect();
    mend_last(fitter, slots, &mut lines);
    mend_faults(fitter, slots, lines)
}

/// Returns every way to set line `nth` from cluster `from` on, the shortest first.
fn ways(fitter: &LineFitter<'_>, slots: Measures<'_>, from: usize, nth: usize) -> Vec<Way> {
    let par = fitter.par;
    let count = par.clusters.len();
    let room = slots.measure(nth) - indent_of(par, nth);
    let way = |to: usize, hung: bool, price: i64| Way {
        line: line_of(fitter, slots, (from, to), nth, hung),
        price,
    };
    let mut ways = Vec::new();
    // The longest stretch that fits at all, should nothing be legal.
    let mut longest = from + 1;
    for to in from + 1..=count {
        if amid_blanks(par, to) {
            longest = to + 1;
            continue;
        }
        let fit = fitter.fit(from, to);
        if fit.narrowest() > room {
            break;
        }
        longest = to;
        let Some((price, hung)) = fitter.price(&fit, room) else {
            continue;
        };
        if to == count && fit.natural <= room {
            return vec![way(to, false, 0)];
        }
        let mut way = way(to, hung, price + break_price(par, from, to));
        if way.line.short {
            way.price += SHORT;
        }
        ways.push(way);
    }
    // Where a unit would be parted only where there is nothing else.
    if ways.iter().any(|way| !way.line.forced) {
        ways.retain(|way| !way.line.forced);
    }
    if ways.is_empty() {
        ways.push(way(longest, false, OVERFULL));
    }
    ways
}

/// Returns the cheapest way; of equal costs the longer line wins.
fn cheapest(fitter: &LineFitter<'_>, slots: Measures<'_>, from: usize, nth: usize) -> Way {
    let ways = ways(fitter, slots, from, nth);
    match ways.into_iter().rev().min_by_key(|way| way.price) {
        Some(way) => way,
        None => unreachable!("a line holds one piece at least"),
    }
}

/// Sets the last two lines again, trying every way for the first of them, and returns where they
/// then end.
fn look_back(fitter: &LineFitter<'_>, slots: Measures<'_>, set: &mut Vec<Way>) -> usize {
    let nth = set.len() - 2;
    let now: i64 = set[nth..].iter().map(|way| way.price).sum();
    let pairs = ways(fitter, slots, set[nth].line.clusters.start, nth)
        .into_iter()
        .filter(|way| !way.line.last)
        .map(|first| {
            let second = cheapest(fitter, slots, first.line.clusters.end, nth + 1);
            [first, second]
        });
    let best = pairs.min_by_key(|pair| pair[0].price + pair[1].price);
    if let Some(pair) = best.filter(|pair| pair[0].price + pair[1].price < now) {
        set.truncate(nth);
        set.extend(pair);
    }
    set[nth + 1].line.clusters.end
}

/// Sets the last two lines again if the last has a single Han, or the last three if two cannot mend
/// it.
fn mend_last(fitter: &LineFitter<'_>, slots: Measures<'_>, lines: &mut Vec<Line>) {
    let par: &ShapedPar = fitter.par;
    let alone = |last: &Line| short_last_line(par, last.clusters.start, par.clusters.len()) >= 100;
    for back in 2..=lines.len().min(3) {
        if !lines.last().is_some_and(alone) {
            return;
        }
        let kept = lines.len() - back;
        if let Some(anew) = search_from(fitter, slots, lines[kept].clusters.start, kept)
            && anew.iter().all(|line| !line.forced)
        {
            lines.truncate(kept);
            lines.extend(anew);
        }
    }
}

/// Cost of a line that gapes: anybody sees it.
const GAPING: i64 = 10 * SEEN;

/// Sets the paragraph as a whole if that has fewer faults: line after line, a long word may leave
/// one 字 before it on a line of its own, have to be divided, or leave a line that gapes.
fn mend_faults(fitter: &LineFitter<'_>, slots: Measures<'_>, lines: Vec<Line>) -> Vec<Line> {
    let faults = |lines: &[Line]| {
        let count = |has: fn(&Line) -> bool| lines.iter().filter(|line| has(line)).count();
        let gaping = lines.iter().filter(|line| gapes(fitter, line)).count();
        (count(|line| line.forced), count(|line| line.short), gaping)
    };
    if faults(&lines) == (0, 0, 0) {
        return lines;
    }
    let whole = optimum(fitter, slots);
    if faults(&whole) < faults(&lines) {
        whole
    } else {
        lines
    }
}

fn gapes(fitter: &LineFitter<'_>, line: &Line) -> bool {
    let fit = fitter.fit(line.clusters.start, line.clusters.end);
    let price = fitter.price(&fit, line.measure - line.indent);
    !line.last && price.is_some_and(|(price, _)| price > GAPING)
}
