//! Whether two pages can be made up as one 跨版.

use crate::diag::{Code, Diagnostic, Sink};
use crate::edition::model::Grid;
use crate::say::text;
use crate::spec::PageSpec;

/// Returns whether the numbers of a spread face each other, on a grid that can have one; reports if
/// not.
pub(super) fn faces(spec: &PageSpec, grid: &Grid, sink: &mut Sink) -> bool {
    let Some(facing) = &spec.facing else {
        return false;
    };
    let number = spec.number.value;
    if !number.faces(facing.value) {
        let message = text!(
            "edition.pages-do-face-each",
            "pages {number} and {facing} do not face each other",
            number,
            facing = facing.value
        );
        let help = text!(
            "edition.spread-even-page-odd",
            "a spread (跨版) is an even page and the odd one after it: number = [4, 5]"
        );
        sink.report(Diagnostic::new(Code::BadValue, facing.span, message).help(help));
        return false;
    }
    if grid.axes.is_vertical() {
        let message = text!(
            "edition.spread-wants-horizontal-grid",
            "a spread wants a horizontal grid: the rows of a vertical one would run across the fold"
        );
        sink.report(
            Diagnostic::new(Code::BadValue, facing.span, message)
                .help(text!("edition.make-two-pages", "make two pages of it")),
        );
        return false;
    }
    true
}
