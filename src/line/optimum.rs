//! Total-fit line breaking (after Knuth and Plass) over CJK glue and
//! arbitrary slot measures.

use super::Line;
use super::cost::{Fit, Fitter};
use crate::geom::Len;
use crate::style::Align;
use crate::text::{Break, Class, ShapedPar};

/// The measures of the slots a paragraph meets, in order. Past the last slot
/// phantom slots of `beyond` go on, so overset is counted in lines.
#[derive(Clone, Copy, Debug)]
pub struct Slots<'a> {
    /// The measures.
    pub measures: &'a [Len],
    /// The measure of every slot after them.
    pub beyond: Len,
}

impl Slots<'_> {
    fn measure(&self, line: usize) -> Len {
        self.measures.get(line).copied().unwrap_or(self.beyond)
    }

    /// From this line on every slot is alike, so that it no longer matters
    /// which line of the paragraph is being set. Two ways to a break that have
    /// both come so far are one; without this the search would be quadratic.
    fn settled(&self) -> usize {
        let alike = self.measures.iter().rev().take_while(|measure| **measure == self.beyond).count();
        (self.measures.len() - alike).max(1)
    }
}

/// A place where a line may end, reached the cheapest way.
struct Reached {
    /// Clusters before it.
    at: usize,
    /// Lines before it.
    lines: usize,
    /// What they cost together.
    cost: i64,
    /// Where the last of them began.
    from: usize,
    /// Whether the last of them had to break where none may.
    forced: bool,
}

/// How far a pass may go.
#[derive(Clone, Copy, PartialEq)]
enum Pass {
    /// Legal breaks, no very loose line.
    Strict,
    /// Legal breaks, lines as loose as need be.
    Loose,
    /// Any break: a unit is wider than its slot.
    Forced,
}

const POOR_BREAK: i64 = 40;
const FORCED_BREAK: i64 = 100_000;
const LONE_HAN: i64 = 400;
const OVERFULL: i64 = 1_000_000;
/// Every line costs a little, so that of two even settings the shorter wins.
const LINE: i64 = 5;

/// Breaks a paragraph into lines: of all the ways there are, the one that
/// costs least in all. Deterministic; linear in the paragraph's length.
pub fn break_(par: &ShapedPar, slots: Slots<'_>) -> Vec<Line> {
    if par.clusters.is_empty() {
        return Vec::new();
    }
    let fitter = Fitter::new(par);
    [Pass::Strict, Pass::Loose, Pass::Forced].into_iter().find_map(|pass| search(&fitter, slots, pass)).unwrap_or_default()
}

fn indent_of(par: &ShapedPar, line: usize) -> Len {
    if line == 0 { par.style.indent.at(par.style.size) } else { par.style.hang.at(par.style.size) }
}

fn search(fitter: &Fitter<'_>, slots: Slots<'_>, pass: Pass) -> Option<Vec<Line>> {
    let par = fitter.par;
    let count = par.clusters.len();
    let settled = slots.settled();
    let mut reached = vec![Reached { at: 0, lines: 0, cost: 0, from: 0, forced: false }];
    let mut active = vec![0_usize];
    for to in 1..=count {
        let after = if to == count { Break::Allowed } else { par.clusters[to - 1].after };
        if after == Break::Barred && pass != Pass::Forced {
            continue;
        }
        // Nodes too far back to reach any later place are dropped first.
        let mut found: Vec<Reached> = Vec::new();
        active.retain(|&node| {
            let start = &reached[node];
            let measure = slots.measure(start.lines) - indent_of(par, start.lines);
            let fit = fitter.fit(start.at, to);
            let single = to == start.at + 1;
            if fit.narrowest() > measure && !(single && pass == Pass::Forced) {
                return false;
            }
            if let Some(price) = price(fitter, &fit, measure, start.at, to, after, pass) {
                let cost = start.cost + price + LINE;
                let lines = start.lines + 1;
                match found.iter_mut().find(|other| other.lines.min(settled) == lines.min(settled)) {
                    Some(other) if other.cost <= cost => {}
                    Some(other) => *other = Reached { at: to, lines, cost, from: node, forced: after == Break::Barred },
                    None => found.push(Reached { at: to, lines, cost, from: node, forced: after == Break::Barred }),
                }
            }
            true
        });
        for node in found {
            reached.push(node);
            active.push(reached.len() - 1);
        }
        if active.is_empty() {
            return None;
        }
    }
    let best = reached.iter().enumerate().filter(|(_, node)| node.at == count).min_by_key(|(_, node)| (node.cost, node.lines))?.0;
    Some(trace(&reached, best, par, slots))
}

fn price(fitter: &Fitter<'_>, fit: &Fit, measure: Len, from: usize, to: usize, after: Break, pass: Pass) -> Option<i64> {
    let par = fitter.par;
    let last = to == par.clusters.len();
    let justified = par.style.align == Align::Justify || par.style.align == Align::Spread;
    let mut price = if (last && par.style.align != Align::Spread || !justified) && fit.natural <= measure {
        // A ragged line is as good as it is full; centred lines should be even.
        if last && par.style.align != Align::Centre {
            0
        } else {
            ((measure - fit.natural).units() * 100 / measure.units().max(1)).pow(2) / 20
        }
    } else {
        match fitter.price(fit, measure) {
            Some(price) => price,
            None if pass == Pass::Forced => OVERFULL,
            None => return None,
        }
    };
    if pass == Pass::Strict && justified && !last && fit.natural < measure {
        let opening = fitter.opening(fit, measure - fit.natural);
        if opening > par.style.size / 4 {
            return None;
        }
    }
    match after {
        Break::Allowed => {}
        Break::Poor => price += POOR_BREAK,
        Break::Barred => price += FORCED_BREAK,
    }
    // 孤字: a last line of one Han and its mark.
    if last && from > 0 {
        let shown = par.clusters[from..to].iter().filter(|cluster| !cluster.class.is_mark() && cluster.class != Class::Space).count();
        if shown <= 1 {
            price += LONE_HAN;
        }
    }
    Some(price)
}

fn trace(reached: &[Reached], best: usize, par: &ShapedPar, slots: Slots<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut node = best;
    while reached[node].lines > 0 {
        let (to, from) = (&reached[node], &reached[reached[node].from]);
        lines.push(Line {
            clusters: from.at..to.at,
            indent: indent_of(par, from.lines),
            measure: slots.measure(from.lines),
            last: to.at == par.clusters.len(),
            forced: to.forced && to.at < par.clusters.len(),
        });
        node = to.from;
    }
    lines.reverse();
    lines
}
