//! Setting a line to its measure.

use super::Line;
use super::cost::{Fit, Fitter, SHRINK_GROUPS, STRETCH_GROUPS, gives};
use crate::geom::Len;
use crate::style::Align;
use crate::text::{Class, Gap, ShapedPar};

/// One cluster on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which cluster of the paragraph.
    pub cluster: usize,
    /// Where the pen of its uncut glyphs stands, from the line's left end.
    pub pen: Len,
    /// Left edge of its set width.
    pub left: Len,
    /// Right edge of its set width.
    pub right: Len,
}

/// Shares a total out over equal parts so that the parts sum to it exactly.
struct Share {
    total: Len,
    parts: i64,
    given: i64,
}

impl Share {
    fn new(total: Len, parts: i64) -> Share {
        Share { total, parts, given: 0 }
    }

    fn next(&mut self) -> Len {
        if self.parts == 0 {
            return Len::ZERO;
        }
        let before = self.total.scale(self.given, self.parts);
        self.given += 1;
        self.total.scale(self.given, self.parts) - before
    }
}

/// Shares a total out in proportion to weights so that it is met exactly.
struct Proportion {
    total: Len,
    whole: Len,
    seen: Len,
}

impl Proportion {
    fn next(&mut self, weight: Len) -> Len {
        if self.whole <= Len::ZERO {
            return Len::ZERO;
        }
        let before = self.total.scale(self.seen.units(), self.whole.units());
        self.seen += weight;
        self.total.scale(self.seen.units(), self.whole.units()) - before
    }
}

/// The place of every shown cluster of a line. A justified line ends exactly
/// at its measure: blanks shrink and gaps open by CLREQ's order of priority,
/// equally within a class (§3.2.2).
pub fn place(par: &ShapedPar, line: &Line) -> Vec<Placed> {
    if line.clusters.is_empty() {
        return Vec::new();
    }
    let fitter = Fitter::over(par, line.clusters.clone());
    let fit = fitter.fit(line.clusters.start, line.clusters.end);
    let room = line.measure - line.indent;
    let slack = room - fit.natural;
    let align = par.style.align;
    let full = slack < Len::ZERO || align == Align::Spread || (align == Align::Justify && !line.last);
    let start = match align {
        _ if full => Len::ZERO,
        Align::Centre => slack / 2,
        Align::End => slack,
        _ => Len::ZERO,
    };
    let adjust = if full { slack } else { Len::ZERO };
    walk(par, line, &fitter, &fit, line.indent + start, adjust)
}

fn walk(par: &ShapedPar, line: &Line, fitter: &Fitter<'_>, fit: &Fit, start: Len, adjust: Len) -> Vec<Placed> {
    let (mut shrink, mut open) = (shrinks(fit, adjust), opens(fitter, fit, adjust));
    let first = line.clusters.start;
    let end = fit.shown_end;
    let mut placed = Vec::with_capacity(end - first);
    let mut x = start;
    for at in first..end {
        let cluster = &par.clusters[at];
        let (is_first, is_last) = (at == first, at + 1 == end);
        let edge_lead = if is_first && cluster.class == Class::Open { cluster.lead } else { Len::ZERO };
        let edge_trail = if is_last { cluster.trail } else { Len::ZERO };
        let mut give = gives(par, at);
        if edge_lead > Len::ZERO {
            give[1] = Len::ZERO;
        }
        if edge_trail > Len::ZERO {
            give[1] = Len::ZERO;
            give[2] = Len::ZERO;
            give[4] = Len::ZERO;
        }
        if is_last {
            give[3] = Len::ZERO;
        }
        let mut taken = [Len::ZERO; SHRINK_GROUPS];
        for group in 0..SHRINK_GROUPS {
            if give[group] > Len::ZERO {
                taken[group] = shrink[group].next(give[group]);
            }
        }
        let lead_taken = edge_lead + if cluster.class == Class::Open { taken[1] } else { Len::ZERO };
        let body_taken = edge_lead + edge_trail + taken[0] + taken[1] + taken[2] + taken[4];
        let width = cluster.width - body_taken;
        placed.push(Placed { cluster: at, pen: x - cluster.cut - lead_taken, left: x, right: x + width });
        x += width;
        if !is_last {
            x += cluster.gap - taken[3];
            x += match cluster.gap_kind {
                Gap::Fixed => Len::ZERO,
                Gap::Word => open[0].next() + open[3].next(),
                Gap::Latin => open[1].next() + open[3].next(),
                Gap::Plain => open[3].next(),
            };
        }
    }
    placed
}

fn shrinks(fit: &Fit, adjust: Len) -> [Proportion; SHRINK_GROUPS] {
    let mut need = (-adjust).max(Len::ZERO);
    let mut shares = fit.shrink.map(|whole| Proportion { total: Len::ZERO, whole, seen: Len::ZERO });
    for share in &mut shares {
        share.total = need.min(share.whole.max(Len::ZERO));
        need -= share.total;
    }
    shares
}

/// Word gaps first up to their limit, then Han–Latin gaps up to theirs, then
/// all gaps equally.
fn opens(fitter: &Fitter<'_>, fit: &Fit, adjust: Len) -> [Share; STRETCH_GROUPS + 1] {
    let mut rest = adjust.max(Len::ZERO);
    let limits = fitter.stretch_limits();
    let mut first = [Len::ZERO; 2];
    for kind in 0..2 {
        first[kind] = rest.min(limits[kind] * fit.gaps[kind]);
        rest -= first[kind];
    }
    let all: i64 = fit.gaps.iter().sum();
    [Share::new(first[0], fit.gaps[0]), Share::new(first[1], fit.gaps[1]), Share::new(Len::ZERO, 0), Share::new(rest, all)]
}
