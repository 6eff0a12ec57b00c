//! What a line costs.
//!
//! Prefix sums over a paragraph make the fit of any stretch of clusters to
//! any measure a constant-time question, so every breaker asks the same one.

use std::ops::Range;

use crate::geom::{Em, Len};
use crate::text::{Class, Gap, ShapedPar};

/// The groups of blanks a tight line takes from, in CLREQ's order of priority
/// (§3.2.2: word spaces, brackets, commas, Han–Latin gaps, stops).
pub(super) const SHRINK_GROUPS: usize = 5;

/// The gaps a loose line opens: word spaces, Han–Latin gaps, all others.
pub(super) const STRETCH_GROUPS: usize = 3;

/// Sums over the first so many clusters.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    width: Len,
    shrink: [Len; SHRINK_GROUPS],
    gaps: [i64; STRETCH_GROUPS],
}

/// A paragraph made ready for fitting.
pub(super) struct Fitter<'a> {
    pub par: &'a ShapedPar,
    base: usize,
    sums: Vec<Sums>,
}

/// How a stretch of clusters fits a measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// One past the last cluster that shows; trailing spaces do not.
    pub shown_end: usize,
    /// Its width when nothing is shrunk or stretched, edges trimmed.
    pub natural: Len,
    /// What each group can give.
    pub shrink: [Len; SHRINK_GROUPS],
    /// How many gaps of each kind it has.
    pub gaps: [i64; STRETCH_GROUPS],
}

impl Fit {
    /// The narrowest it can be set.
    pub fn narrowest(&self) -> Len {
        self.natural - self.shrink.iter().copied().sum()
    }
}

/// Blank a cluster can give, by group: what its lead, trail and gap hold.
pub(super) fn gives(par: &ShapedPar, at: usize) -> [Len; SHRINK_GROUPS] {
    let cluster = &par.clusters[at];
    let mut give = [Len::ZERO; SHRINK_GROUPS];
    match cluster.class {
        Class::Space => give[0] = (cluster.width - Em::QUARTER.at(par.style.size)).max(Len::ZERO),
        Class::Open => give[1] = cluster.lead,
        Class::Close => give[1] = cluster.trail,
        Class::Comma => give[2] = cluster.trail,
        Class::Stop => give[4] = cluster.trail,
        _ => {}
    }
    if cluster.gap_kind == Gap::Latin {
        give[3] = cluster.gap.max(Len::ZERO) / 2;
    }
    give
}

impl<'a> Fitter<'a> {
    /// Over the whole paragraph.
    pub fn new(par: &'a ShapedPar) -> Fitter<'a> {
        Fitter::over(par, 0..par.clusters.len())
    }

    /// Over some of its clusters; only those can be asked for.
    pub fn over(par: &'a ShapedPar, range: Range<usize>) -> Fitter<'a> {
        let mut sums = Vec::with_capacity(range.len() + 1);
        let mut sum = Sums::default();
        sums.push(sum);
        let base = range.start;
        for at in range {
            let cluster = &par.clusters[at];
            sum.width += cluster.width + cluster.gap;
            for (total, give) in sum.shrink.iter_mut().zip(gives(par, at)) {
                *total += give;
            }
            match cluster.gap_kind {
                Gap::Fixed => {}
                Gap::Word => sum.gaps[0] += 1,
                Gap::Latin => sum.gaps[1] += 1,
                Gap::Plain => sum.gaps[2] += 1,
            }
            sums.push(sum);
        }
        Fitter { par, base, sums }
    }

    /// How clusters `from..to` fit on a line of their own.
    pub fn fit(&self, from: usize, to: usize) -> Fit {
        let clusters = &self.par.clusters;
        let mut end = to;
        while end > from + 1 && clusters[end - 1].class == Class::Space {
            end -= 1;
        }
        let (a, b) = (&self.sums[from - self.base], &self.sums[end - self.base]);
        let mut fit = Fit { shown_end: end, natural: b.width - a.width, shrink: [Len::ZERO; SHRINK_GROUPS], gaps: [0; STRETCH_GROUPS] };
        for group in 0..SHRINK_GROUPS {
            fit.shrink[group] = b.shrink[group] - a.shrink[group];
        }
        for kind in 0..STRETCH_GROUPS {
            fit.gaps[kind] = b.gaps[kind] - a.gaps[kind];
        }
        let last = &clusters[end - 1];
        fit.natural -= last.gap;
        match last.gap_kind {
            Gap::Fixed => {}
            Gap::Word => fit.gaps[0] -= 1,
            Gap::Latin => fit.gaps[1] -= 1,
            Gap::Plain => fit.gaps[2] -= 1,
        }
        // Line edges: an opening mark loses its blank at the start, a closing
        // mark shall be half width at the end (GB/T 15834 §5.1.10).
        let first = &clusters[from];
        if first.class == Class::Open {
            fit.natural -= first.lead;
            fit.shrink[1] -= first.lead;
        }
        fit.natural -= last.trail;
        match last.class {
            Class::Close => fit.shrink[1] -= last.trail,
            Class::Comma => fit.shrink[2] -= last.trail,
            Class::Stop => fit.shrink[4] -= last.trail,
            _ => {}
        }
        if last.gap_kind == Gap::Latin {
            fit.shrink[3] -= last.gap.max(Len::ZERO) / 2;
        }
        fit
    }

    /// The most one gap of each kind opens before the next kind takes part.
    pub fn stretch_limits(&self) -> [Len; STRETCH_GROUPS] {
        let size = self.par.style.size;
        let latin = (Em::QUARTER.at(size) - self.par.style.latin_gap.at(size)).max(Len::ZERO);
        [Em::QUARTER.at(size), latin, Len::MAX]
    }

    /// The price of setting `fit` to exactly `measure`, or `None` when it
    /// cannot be. Units: 100 is a line whose every gap is ⅒ em too wide.
    pub fn price(&self, fit: &Fit, measure: Len) -> Option<i64> {
        let size = self.par.style.size.units().max(1);
        let slack = measure - fit.natural;
        if slack < Len::ZERO {
            let mut need = -slack;
            let mut price = 0;
            for (group, weight) in [6, 10, 14, 40, 34].into_iter().enumerate() {
                let take = need.min(fit.shrink[group]);
                price += weight * take.units() / size + weight * (take.units() % size) / size;
                need -= take;
            }
            return (need <= Len::ZERO).then_some(price);
        }
        Some(loose_price(self.opening(fit, slack), self.par.style.size))
    }

    /// How wide each plain gap opens once word and Latin gaps are at their limits.
    pub fn opening(&self, fit: &Fit, slack: Len) -> Len {
        let limits = self.stretch_limits();
        let rest = slack - limits[0] * fit.gaps[0] - limits[1] * fit.gaps[1];
        if rest <= Len::ZERO {
            return Len::ZERO;
        }
        let gaps: i64 = fit.gaps.iter().sum();
        if gaps == 0 { rest } else { rest / gaps }
    }
}

/// 100·r² + 60·r³ for gaps opened r tenths of an em.
fn loose_price(opening: Len, size: Len) -> i64 {
    let thousandths = opening.units().saturating_mul(1000) / size.units().max(1);
    let tenths = thousandths.clamp(0, 20_000);
    tenths * tenths / 100 + tenths * tenths * tenths / 1_000_000 * 60
}
