//! Conversion of placed lines to glyph runs and the marks between lines.

use super::glyphs::{column_runs, level_runs};
use super::interline::{LinePosition, interline};
use crate::forme::{Item, Origin};
use crate::geom::{Axes, Len, Point, em_box};
use crate::line::{Line, place};
use crate::text::ShapedPar;

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
    let mut items = level_runs(par, line, &set, x, baseline, origin);
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
    let mut items = column_runs(par, &set, centre, top, origin);
    items.extend(interline(
        par,
        &set,
        LinePosition::Column { centre, top },
        origin,
    ));
    items
}
