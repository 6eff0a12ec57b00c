//! Conversion of placed lines to glyph runs and the marks between lines.

use super::glyphs::{column_runs, level_runs};
use super::interline::{LinePosition, interline};
use crate::forme::{Item, Mark, Origin};
use crate::geom::{Axes, Len, Point, em_box};
use crate::line::{Line, PlacedCluster, place};
use crate::role::Ruby;
use crate::text::{Class, ShapedPar};

/// Returns the glyph runs of one line at its place, in text coordinates.
pub(super) fn text_line(
    par: &ShapedPar,
    line: &Line,
    x: Len,
    baseline: Len,
    axes: &Axes,
    origin: Origin,
) -> Vec<Item> {
    if !axes.is_vertical() {
        return line_items(par, line, x, baseline, origin);
    }
    let head = axes.point_on_page(Point::new(x, baseline - em_box::MIDDLE.at(par.style.size)));
    column_items(par, line, head.x, head.y, origin)
}

/// Returns the glyph runs and interlinear marks of one horizontal line.
pub fn line_items(
    par: &ShapedPar,
    line: &Line,
    x: Len,
    baseline: Len,
    origin: Origin,
) -> Vec<Item> {
    let set = place(par, line);
    let mut items = pieces(par, line, &set, |piece, ends| {
        let hyphen = line.hyphen.filter(|_| ends);
        level_runs(par, hyphen, piece, x, baseline, origin)
    });
    items.extend(interline(
        par,
        &set,
        LinePosition::Level { x, baseline },
        origin,
    ));
    items
}

/// Returns the glyph runs and interlinear marks of one vertical line 直排:
/// `centre` is the middle of the line across, `top` its start.
pub fn column_items(
    par: &ShapedPar,
    line: &Line,
    centre: Len,
    top: Len,
    origin: Origin,
) -> Vec<Item> {
    let set = place(par, line);
    let mut items = pieces(par, line, &set, |piece, _| {
        column_runs(par, piece, centre, top, origin)
    });
    items.extend(interline(
        par,
        &set,
        LinePosition::Column { centre, top },
        origin,
    ));
    items
}

/// Returns the runs of a line with the space that parts its last word from the next line's, and
/// with what has a reading over it apart from the rest; the second argument of `runs` is whether
/// the piece ends the line.
fn pieces(
    par: &ShapedPar,
    line: &Line,
    set: &[PlacedCluster],
    runs: impl Fn(&[PlacedCluster], bool) -> Vec<Item>,
) -> Vec<Item> {
    let spaced = space_after(par, line, set).map(|space| [set, &[space]].concat());
    let set = spaced.as_deref().unwrap_or(set);
    if par.readings.is_empty() {
        return runs(set, true);
    }
    let reading = |placed: &PlacedCluster| {
        let mut readings = par.readings.iter();
        readings.position(|reading| reading.base.contains(&placed.cluster))
    };
    let mut items = Vec::new();
    let mut rest = set;
    let mut before = None;
    for piece in set.chunk_by(|one, next| reading(one) == reading(next)) {
        rest = &rest[piece.len()..];
        let own = reading(&piece[0]).map(|nth| Ruby {
            nth,
            reading: false,
        });
        if before != own {
            items.push(Item::Mark(Mark::Ruby(own)));
        }
        before = own;
        items.extend(runs(piece, rest.is_empty()));
    }
    if before.is_some() {
        items.push(Item::Mark(Mark::Ruby(None)));
    }
    items
}

/// Returns the space at which a line was broken, where the line ends: it has no ink there, and who
/// takes the text out of a file finds two words and not one.
fn space_after(par: &ShapedPar, line: &Line, set: &[PlacedCluster]) -> Option<PlacedCluster> {
    let last = set.last().filter(|_| line.hyphen.is_none())?;
    let next = par.clusters.get(last.cluster + 1)?;
    // What ends a paragraph parts nothing.
    let inside = last.cluster + 2 < par.clusters.len();
    (inside && next.class == Class::Space).then_some(PlacedCluster {
        cluster: last.cluster + 1,
        pen: last.right,
        left: last.right,
        right: last.right,
    })
}
