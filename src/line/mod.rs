//! Lines.
//!
//! Input: a [`ShapedPar`] and the measures of the line slots it is poured into. Output: [`Line`]s,
//! and with [`place`] the position of every cluster on its line. Invariant: lines partition the
//! clusters; a justified line is exactly as wide as its measure (a hanging mark and the 字 grid
//! aside) or marked as short; nothing here knows a page or a y position.

mod cost;
mod first_fit;
mod justify;
mod model;
mod optimum;

pub use justify::{PlacedCluster, place};
pub use model::{Line, Measures};

use crate::geom::Len;
use crate::style::{Align, Breaker, Lang};
use crate::text::ShapedPar;

/// Breaks a paragraph into lines by the breaker of its style.
pub fn break_lines(par: &ShapedPar, slots: Measures<'_>) -> Vec<Line> {
    if par.clusters.is_empty() {
        return Vec::new();
    }
    let fitter = cost::LineFitter::new(par);
    // Lines that end early are set to as much less.
    let short = par.style.end_indent.at(par.style.size);
    let measures: Vec<Len>;
    let slots = if short > Len::ZERO {
        measures = slots.known.iter().map(|measure| *measure - short).collect();
        Measures {
            known: &measures,
            rest: slots.rest - short,
        }
    } else {
        slots
    };
    match par.style.breaker {
        Breaker::Optimum => optimum::optimum(&fitter, slots),
        Breaker::FirstFit => first_fit::first_fit(&fitter, slots),
    }
}

/// The strain of a set line: its natural width against its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strain {
    /// Natural width, before shrinking or stretching, its indent included.
    pub natural: Len,
    /// Width by which every gap opens, once those that open first are at their limits.
    pub opening: Len,
    /// Badness: 0 is perfect, 100 equals ten gaps each opened by ⅒ em.
    pub badness: i64,
}

/// Returns the strain of a line; a last line costs nothing.
pub fn strain(par: &ShapedPar, line: &Line) -> Strain {
    let (fitter, fit) = cost::LineFitter::line(par, line.clusters.clone());
    let room = line.measure - line.indent;
    let ragged = line.last && fit.natural <= room;
    let opening = if ragged {
        Len::ZERO
    } else {
        fitter.opening(&fit, (room - fit.natural).max(Len::ZERO))
    };
    let badness = match fitter.price(&fit, room) {
        _ if ragged => 0,
        Some((price, _)) => price,
        None => 1_000_000,
    };
    Strain {
        natural: fit.natural + line.indent,
        opening,
        badness,
    }
}

/// Returns whether a justified line is visibly loose: every gap opened by more than ¼ em, word
/// spaces of English by ½.
pub fn is_loose(par: &ShapedPar, line: &Line) -> bool {
    let most = if par.style.lang == Lang::En {
        par.style.size / 2
    } else {
        par.style.size / 4
    };
    par.style.align == Align::Justify && !line.short && strain(par, line).opening > most
}
