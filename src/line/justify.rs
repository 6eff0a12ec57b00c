//! Setting a line to its measure.

use super::cost::{
    CLOSE_UP, LATIN, LINE_END, LineFit, LineFitter, SHRINK_GROUPS, STRETCH_GROUPS, at_end, gives,
};
use super::model::Line;
use crate::geom::Len;
use crate::style::{Align, LineEndMarks};
use crate::text::{Class, Gap, ShapedPar};

/// A cluster on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedCluster {
    /// Index of the cluster in the paragraph.
    pub cluster: usize,
    /// Pen position of its uncut glyphs, from the line's left end.
    pub pen: Len,
    /// Left edge of its set width.
    pub left: Len,
    /// Right edge of its set width.
    pub right: Len,
}

/// A distribution of a total in proportion to weights, without rounding loss.
struct Share {
    total: Len,
    whole: i64,
    seen: i64,
    /// What was given for the weights seen.
    given: Len,
}

impl Share {
    fn new(total: Len, whole: i64) -> Share {
        Share {
            total,
            whole,
            seen: 0,
            given: Len::ZERO,
        }
    }

    fn next(&mut self, weight: i64) -> Len {
        if self.whole <= 0 || self.total == Len::ZERO {
            return Len::ZERO;
        }
        let before = self.given;
        self.seen += weight;
        self.given = self.total.scale(self.seen, self.whole);
        self.given - before
    }
}

/// Returns the position of every shown cluster of a line. A justified line ends exactly at its
/// measure: blanks shrink and gaps open by CLREQ's order of priority, equally within a class (CLREQ
/// §3.5). A hanging mark is beyond it.
pub fn place(par: &ShapedPar, line: &Line) -> Vec<PlacedCluster> {
    if line.clusters.is_empty() {
        return Vec::new();
    }
    let (fitter, mut fit) = LineFitter::line(par, line.clusters.clone());
    if line.hung {
        fit = fit.hanging().unwrap_or(fit);
    }
    if line.clusters.end < par.clusters.len()
        && line.hyphen.is_none()
        && let Some(hyphen) = par.hyphen(line.clusters.end - 1)
    {
        fit.natural -= hyphen.width;
    }
    let room = line.measure - line.indent;
    let slack = room - fit.natural;
    let align = par.style.align;
    let full =
        slack < Len::ZERO || align == Align::Spread || (align == Align::Justify && !line.last);
    let start = match align {
        _ if full => Len::ZERO,
        Align::Centre => slack / 2,
        Align::End => slack,
        _ => Len::ZERO,
    };
    let adjust = if full { slack } else { Len::ZERO };
    walk(par, line, &fitter, &fit, line.indent + start, adjust)
}

fn walk(
    par: &ShapedPar,
    line: &Line,
    fitter: &LineFitter<'_>,
    fit: &LineFit,
    start: Len,
    adjust: Len,
) -> Vec<PlacedCluster> {
    let style = &par.style;
    let (mut shrink, mut open) = (shrinks(fit, adjust), opens(par, fitter, fit, adjust));
    let inner = fit.gaps.iter().all(|count| *count == 0);
    let first = line.clusters.start;
    let end = fit.shown_end;
    let mut placed = Vec::with_capacity(end - first);
    let mut x = start;
    for at in first..end {
        let cluster = &par.clusters[at];
        let (is_first, is_last) = (at == first, at + 1 == end);
        let mut give = gives(cluster, style);
        let (mut lead, mut trail) = (Len::ZERO, Len::ZERO);
        if is_first && cluster.class == Class::Open {
            lead = std::mem::take(&mut give.lead);
        }
        if is_last && cluster.class.is_mark() {
            let blank = std::mem::take(&mut give.trail);
            match at_end(cluster.class, style) {
                LineEndMarks::Half => trail = blank,
                LineEndMarks::WhenNeeded if !line.hung => {
                    trail = shrink[LINE_END].next(blank.units());
                }
                LineEndMarks::WhenNeeded | LineEndMarks::Full => {}
            }
            if line.hung {
                give.lead = Len::ZERO;
            }
        }
        lead += shrink[give.group].next(give.lead.units());
        trail += shrink[give.group].next(give.trail.units());
        let width = cluster.width - lead - trail;
        placed.push(PlacedCluster {
            cluster: at,
            pen: x - cluster.cut - lead,
            left: x,
            right: x + width,
        });
        x += width;
        if !is_last {
            x += cluster.gap
                - shrink[LATIN].next(give.gap.units())
                - shrink[CLOSE_UP].next(give.close_up.units());
            let every = STRETCH_GROUPS - 1;
            x += match cluster.gap_kind {
                Gap::Inner if inner => open[every].next(1),
                Gap::Fixed | Gap::Inner => Len::ZERO,
                Gap::Word => open[0].next(1) + open[every].next(1),
                Gap::Latin => open[1].next(1) + open[every].next(1),
                Gap::Mark => open[2].next(1) + open[every].next(1),
                Gap::Plain => open[every].next(1),
            };
        }
    }
    placed
}

fn shrinks(fit: &LineFit, adjust: Len) -> [Share; SHRINK_GROUPS] {
    let mut need = (-adjust).max(Len::ZERO);
    fit.shrink.map(|whole| {
        let take = need.min(whole.max(Len::ZERO));
        need -= take;
        Share::new(take, whole.units())
    })
}

/// Distributes what a loose line opens: each kind of gap up to its limit, then all gaps equally. On
/// the 字 grid whole cells beside Latin and marks, and nothing else.
fn opens(
    par: &ShapedPar,
    fitter: &LineFitter<'_>,
    fit: &LineFit,
    adjust: Len,
) -> [Share; STRETCH_GROUPS] {
    if par.style.grid {
        return cells(par, fit, adjust.max(Len::ZERO));
    }
    let opened = fitter.opened(fit, adjust);
    let every = STRETCH_GROUPS - 1;
    [0, 1, 2, 3].map(|kind| {
        Share::new(
            opened[kind],
            if kind == every {
                fit.open_gaps()
            } else {
                fit.gaps[kind]
            },
        )
    })
}

fn cells(par: &ShapedPar, fit: &LineFit, rest: Len) -> [Share; STRETCH_GROUPS] {
    let size = par.style.size;
    let whole = rest.div_floor(size);
    let mut shares = fit.gaps.map(|_| Share::new(Len::ZERO, 0));
    // Whole cells only: as many as a kind's gaps divide evenly.
    for kind in [1, 2] {
        let count = fit.gaps[kind];
        if count > 0 && whole > 0 && whole % count == 0 {
            shares[kind] = Share::new(size * whole, count);
            break;
        }
    }
    shares
}
