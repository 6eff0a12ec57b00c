//! Total-fit line breaking (after Knuth and Plass) over CJK glue and
//! arbitrary slot measures.

use super::Line;
use super::cost::{
    LineFit, LineFitter, OVERFULL, SHORT, amid_blanks, break_price, short_last_line,
};
use crate::geom::{Em, Len};
use crate::style::Align;
use crate::text::{Break, ShapedPar};

/// The measures of the slots of a paragraph, in order. Past the last slot phantom slots of `beyond`
/// continue, so overset is counted in lines.
#[derive(Clone, Copy, Debug)]
pub struct Slots<'a> {
    /// The measures.
    pub measures: &'a [Len],
    /// The measure of every slot after them.
    pub beyond: Len,
}

impl Slots<'_> {
    pub(super) fn measure(&self, line: usize) -> Len {
        self.measures.get(line).copied().unwrap_or(self.beyond)
    }

    /// Returns the line from which on all slots are alike, so that the index of a line no longer
    /// matters. Two ways to a break beyond it are merged; without this the search would be
    /// quadratic.
    fn settled(&self) -> usize {
        let alike = self
            .measures
            .iter()
            .rev()
            .take_while(|measure| **measure == self.beyond)
            .count();
        (self.measures.len() - alike).max(1)
    }
}

/// A node of the search: a break, reached the cheapest way.
struct Node {
    /// Number of clusters before it.
    at: usize,
    /// Number of lines before it.
    lines: usize,
    /// Total cost of those lines.
    cost: i64,
    /// Start of the last of them.
    from: usize,
    /// Measure of the line after them, less its indent.
    measure: Len,
    /// True if the last of them hangs its last mark.
    hung: bool,
}

/// The tolerance of a pass.
#[derive(Clone, Copy, PartialEq)]
enum Tolerance {
    /// Legal breaks, no very loose line.
    Strict,
    /// Legal breaks, and words hyphenated even if the style does not; lines of any looseness.
    Loose,
    /// Also breaks inside clusters of marks.
    Parted,
    /// Any break: a unit is wider than its slot.
    Forced,
}

/// Opening of gaps beyond which a line is very loose.
const LOOSE: Em = Em::QUARTER;
/// Cost of a line: of two settings otherwise equal the shorter wins.
const LINE: i64 = 1;

/// Breaks a paragraph into lines with the least total cost. Deterministic; linear in the
/// paragraph's length.
pub(super) fn optimum(fitter: &LineFitter<'_>, slots: Slots<'_>) -> Vec<Line> {
    search_from(fitter, slots, 0, 0).unwrap_or_default()
}

/// Breaks a paragraph from cluster `start` on, which begins line `line`.
pub(super) fn search_from(
    fitter: &LineFitter<'_>,
    slots: Slots<'_>,
    start: usize,
    line: usize,
) -> Option<Vec<Line>> {
    [
        Tolerance::Strict,
        Tolerance::Loose,
        Tolerance::Parted,
        Tolerance::Forced,
    ]
    .into_iter()
    .find_map(|pass| search(fitter, slots, pass, start, line))
}

pub(super) fn indent_of(par: &ShapedPar, line: usize) -> Len {
    if line == 0 {
        par.style.indent.at(par.style.size)
    } else {
        par.style.hang.at(par.style.size)
    }
}

/// Creates line `nth` of a paragraph from clusters `from..to`.
pub(super) fn line_of(
    fitter: &LineFitter<'_>,
    slots: Slots<'_>,
    (from, to): (usize, usize),
    nth: usize,
    hung: bool,
) -> Line {
    let par = fitter.par;
    let (indent, measure) = (indent_of(par, nth), slots.measure(nth));
    let last = to == par.clusters.len();
    Line {
        clusters: from..to,
        indent,
        measure,
        last,
        forced: !last && par.clusters[to - 1].after >= Break::Last,
        short: fitter.stays_short(&fitter.fit(from, to), measure - indent, hung, last),
        hung,
        hyphen: if last { None } else { par.hyphen(to - 1) },
    }
}

fn is_justified(par: &ShapedPar) -> bool {
    matches!(par.style.align, Align::Justify | Align::Spread)
}

fn search(
    fitter: &LineFitter<'_>,
    slots: Slots<'_>,
    pass: Tolerance,
    start: usize,
    line: usize,
) -> Option<Vec<Line>> {
    let par = fitter.par;
    let count = par.clusters.len();
    let settled = slots.settled();
    let strict = pass == Tolerance::Strict && is_justified(par) && !par.style.grid;
    let measure_of = |line: usize| slots.measure(line) - indent_of(par, line);
    // No line but the first has less to fill.
    let hang = par.style.hang.at(par.style.size);
    let least = slots.measures.iter().copied().min();
    let least = least.map_or(slots.beyond, |least| least.min(slots.beyond)) - hang;
    let mut reached = vec![Node {
        at: start,
        lines: line,
        measure: measure_of(line),
        cost: 0,
        from: 0,
        hung: false,
    }];
    let mut active = vec![0_usize];
    let mut found: Vec<Node> = Vec::new();
    for to in start + 1..=count {
        let after = if to == count {
            Break::Allowed
        } else {
            par.clusters[to - 1].after
        };
        let legal = match pass {
            Tolerance::Strict => after < Break::Divided,
            Tolerance::Loose => after < Break::Last,
            Tolerance::Parted => after < Break::Barred,
            Tolerance::Forced => true,
        };
        if !legal || amid_blanks(par, to) {
            continue;
        }
        // The shortest measure that the clusters from some place did not fill:
        // those from a later place do not fill it, nor a longer one.
        let mut unfilled: Option<Len> = None;
        // Places too far back to reach any later one are dropped.
        let (mut nth, mut kept) = (0, 0);
        while let Some(&node) = active.get(nth) {
            let begin = &reached[node];
            let measure = begin.measure;
            if strict && to < count {
                let too_short = unfilled.is_some_and(|unfilled| measure >= unfilled);
                if too_short || fitter.upper_bound_width(begin.at, to, LOOSE) < measure {
                    if !too_short {
                        unfilled = Some(measure);
                    }
                    if measure <= least {
                        // Nor do those after it fill theirs.
                        break;
                    }
                    active[kept] = node;
                    (nth, kept) = (nth + 1, kept + 1);
                    continue;
                }
            }
            nth += 1;
            let fit = fitter.fit(begin.at, to);
            let single = fit.shown_end == begin.at + 1;
            if fit.narrowest() > measure && !(single && pass == Tolerance::Forced) {
                continue;
            }
            active[kept] = node;
            kept += 1;
            if let Some((price, hung)) = price(fitter, &fit, measure, begin.at, to, pass) {
                let cost = begin.cost + price + LINE;
                let lines = begin.lines + 1;
                let way = Node {
                    at: to,
                    lines,
                    measure: measure_of(lines),
                    cost,
                    from: node,
                    hung,
                };
                match found
                    .iter_mut()
                    .find(|other| other.lines.min(settled) == lines.min(settled))
                {
                    Some(other) if other.cost <= cost => {}
                    Some(other) => *other = way,
                    None => found.push(way),
                }
            }
        }
        active.drain(kept..nth);
        for node in found.drain(..) {
            reached.push(node);
            active.push(reached.len() - 1);
        }
        if active.is_empty() {
            return None;
        }
    }
    let best = reached
        .iter()
        .enumerate()
        .filter(|(_, node)| node.at == count)
        .min_by_key(|(_, node)| (node.cost, node.lines))?
        .0;
    Some(trace(&reached, best, fitter, slots))
}

fn price(
    fitter: &LineFitter<'_>,
    fit: &LineFit,
    measure: Len,
    from: usize,
    to: usize,
    pass: Tolerance,
) -> Option<(i64, bool)> {
    let par = fitter.par;
    let last = to == par.clusters.len();
    let justified = is_justified(par);
    let ragged = (last && par.style.align != Align::Spread) || !justified;
    let (price, hung) = if ragged && fit.natural <= measure {
        // A ragged line is as good as it is full; centred lines should be even.
        let even = ((measure - fit.natural).units() * 100 / measure.units().max(1)).pow(2) / 20;
        (
            if last && par.style.align != Align::Centre {
                0
            } else {
                even
            },
            false,
        )
    } else {
        match fitter.price(fit, measure) {
            Some(priced) => priced,
            None if pass == Tolerance::Forced => (OVERFULL, false),
            None => return None,
        }
    };
    if pass == Tolerance::Strict && justified && !last && fit.natural < measure && !par.style.grid {
        let opening = fitter.opening(fit, measure - fit.natural);
        if opening > LOOSE.at(par.style.size) {
            return None;
        }
    }
    let short = match fitter.stays_short(fit, measure, hung, last) {
        true if pass == Tolerance::Strict => return None,
        true => SHORT,
        false if last => short_last_line(par, from, to),
        false => 0,
    };
    Some((price + break_price(par, from, to) + short, hung))
}

fn trace(reached: &[Node], best: usize, fitter: &LineFitter<'_>, slots: Slots<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut node = best;
    while node != 0 {
        let (to, from) = (&reached[node], &reached[reached[node].from]);
        lines.push(line_of(
            fitter,
            slots,
            (from.at, to.at),
            from.lines,
            to.hung,
        ));
        node = to.from;
    }
    lines.reverse();
    lines
}
