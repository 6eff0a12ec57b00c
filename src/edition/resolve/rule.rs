//! Rules 线 of a page: positions and junctions.

use super::maker::PageMaker;
use super::names::unknown;
use crate::diag::{Code, Diagnostic};
use crate::edition::model::Grid;
use crate::edition::model::RuleStyle;
use crate::edition::model::{RulePlace, RuleSlot};
use crate::geom::Len;
use crate::say::text;
use crate::spec::RuleSpec;

impl PageMaker<'_, '_> {
    /// Resolves the rules of a page. Vertical rules are in the middle of an alley and end at rows,
    /// horizontal ones in the middle of the gap between two rows and end at columns: an end nearer
    /// to a crossing rule than the next row or column is extended to it.
    pub(super) fn rules(&mut self, specs: &[RuleSpec]) -> Vec<RuleSlot> {
        let written: Vec<RuleSlot> = specs.iter().filter_map(|spec| self.rule(spec)).collect();
        let Grid {
            axes, alley, pitch, ..
        } = self.grid;
        let (sideways, downward) = if axes.is_vertical() {
            (pitch, alley)
        } else {
            (alley, pitch)
        };
        let met = written.iter().map(|rule| {
            let end = |at, last| meet(rule.place, at, last, &written, sideways, downward);
            let place = match rule.place {
                place if rule.style.lace.is_some_and(|lace| lace.once) => place,
                RulePlace::Down { x, top, bottom } => RulePlace::Down {
                    x,
                    top: end(top, false),
                    bottom: end(bottom, true),
                },
                RulePlace::Across { y, left, right } => RulePlace::Across {
                    y,
                    left: end(left, false),
                    right: end(right, true),
                },
            };
            RuleSlot { place, ..*rule }
        });
        met.collect()
    }

    fn rule(&mut self, spec: &RuleSpec) -> Option<RuleSlot> {
        let grid = self.grid;
        let Some(style) = self.house.rules.get(&spec.style.value).copied() else {
            unknown(
                self.loader.sink,
                text!("edition.rule-noun", "rule"),
                &spec.style,
                self.house.rules.keys().map(String::as_str),
            );
            return None;
        };
        let place = match (&spec.after, &spec.rows, &spec.below, &spec.columns) {
            (Some(after), Some(rows), None, None)
                if after.value >= 1
                    && after.value < grid.columns
                    && rows.value.last <= grid.rows =>
            {
                let x = (grid.column_left(after.value)
                    + grid.column
                    + grid.column_left(after.value + 1))
                    / 2;
                RulePlace::Down {
                    x,
                    top: grid.row_top(rows.value.first),
                    bottom: grid.row_top(rows.value.last) + grid.size,
                }
            }
            (None, None, Some(below), Some(columns))
                if below.value <= grid.rows && columns.value.last <= grid.columns =>
            {
                let y = grid.row_top(below.value) + grid.size + grid.gap() / 2;
                RulePlace::Across {
                    y,
                    left: grid.column_left(columns.value.first),
                    right: grid.column_left(columns.value.last) + grid.column,
                }
            }
            _ => {
                let help = text!(
                    "edition.write-either-after-rows",
                    "write either `after = \"4栏\", rows = \"16-84行\"` or `below = \"43行\", columns = \"5-6栏\"`, inside 1-{columns}栏 1-{rows}行",
                    columns = grid.columns,
                    rows = grid.rows
                );
                self.loader.sink.report(
                    Diagnostic::new(
                        Code::BadValue,
                        spec.span,
                        text!(
                            "edition.rule-does-say-where",
                            "the rule does not say where it runs, or leaves the type area"
                        ),
                    )
                    .help(help),
                );
                return None;
            }
        };
        Some(RuleSlot {
            origin: self.origin(spec.span),
            style,
            place: place.on_page(&grid.axes),
        })
    }
}

/// Returns the position of an end of a rule, the right or lower one if `last`, among the others:
/// `at` itself if none crosses beyond it, nearer than `sideways` or `downward`. A drawing placed
/// once in the middle crosses nothing.
fn meet(
    rule: RulePlace,
    at: Len,
    last: bool,
    others: &[RuleSlot],
    sideways: Len,
    downward: Len,
) -> Len {
    let beyond = |line: Len| if last { line >= at } else { line <= at };
    let whole = others
        .iter()
        .filter(|other| !other.style.lace.is_some_and(|lace| lace.once));
    let crossing = whole.filter_map(|other| match (rule, other.place) {
        (RulePlace::Down { x, .. }, RulePlace::Across { y, left, right }) => {
            (left - sideways < x && x < right + sideways && (y - at).abs() < downward)
                .then_some((y, other.style))
        }
        (RulePlace::Across { y, .. }, RulePlace::Down { x, top, bottom }) => {
            (top - downward < y && y < bottom + downward && (x - at).abs() < sideways)
                .then_some((x, other.style))
        }
        _ => None,
    });
    let nearest = crossing
        .filter(|(line, _)| beyond(*line))
        .min_by_key(|(line, _)| (*line - at).abs());
    nearest.map_or(at, |(line, style)| {
        if last {
            line + reach_into(&style, last)
        } else {
            line - reach_into(&style, last)
        }
    })
}

/// Returns how far past the centre of a rule another that ends there extends: to the far edge, so
/// that corners close; with a double rule to that of its nearer line; with a lace 花边 only up to
/// its drawing.
fn reach_into(style: &RuleStyle, last: bool) -> Len {
    match style.second {
        _ if style.lace.is_some() => -(style.weight / 2),
        None => style.weight / 2,
        Some((_, second)) => (if last { style.weight } else { second }) - style.thickness() / 2,
    }
}
