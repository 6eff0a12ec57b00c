//! Cells: named places of a dummy 版样.

use super::grid::PLACE_FORM;
use super::table::Table;
use super::value::{Cells, GridArea};
use crate::diag::{Spanned, did_you_mean};
use crate::limits::ELEMENTS;
use crate::say::{Text, text};

/// Reads `[cells]` of a layout. A name that could itself be read as a place is refused.
pub(super) fn cells(root: &mut Table<'_>) -> Cells {
    let mut cells = Cells::new();
    for (name, places) in root.keyed_lists("cells", PLACE_FORM, GridArea::parse) {
        if name.value.trim().is_empty() || GridArea::parse(&name.value).is_ok() {
            root.refuse(
                name.span,
                text!(
                    "spec.name-cell",
                    "\"{name}\" is no name of a cell",
                    name = name.value
                ),
                text!(
                    "spec.cell-called-word-such",
                    "a cell is called by a word, such as 头条"
                ),
            );
            continue;
        }
        cells.insert(
            name.value,
            places.into_iter().map(|place| place.value).collect(),
        );
    }
    cells
}

/// Returns the places that `text` names: those of a cell, or the one it writes. Fails with the
/// reason.
fn places(text: &str, cells: &Cells) -> Result<Vec<GridArea>, Text> {
    if let Some(places) = cells.get(text.trim()) {
        return Ok(places.clone());
    }
    GridArea::parse(text)
        .map(|place| vec![place])
        .map_err(|reason| {
            // A place written wrong has figures in it.
            if cells.is_empty() || text.chars().any(|c| c.is_ascii_digit()) {
                return reason;
            }
            let names = cells.keys().map(String::as_str);
            let meant = did_you_mean(
                text,
                names,
                ("\"", "\""),
                text!("spec.known-cells", "its cells are"),
            );
            text!(
                "spec.layout-cell",
                "the layout has no cell \"{text}\"; {meant}",
                text,
                meant
            )
        })
}

impl Table<'_> {
    /// Reads a place on the grid, or a cell that has one place.
    pub(super) fn grid_place(&mut self, key: &'static str) -> Option<Spanned<GridArea>> {
        let cells = self.reading().cells.borrow();
        self.parsed(key, PLACE_FORM, |text| {
            match places(text, &cells)?.as_slice() {
                [place] => Ok(*place),
                several => Err(text!(
                    "spec.cell-places-wanted",
                    "the cell \"{text}\" is {several} places, and one is wanted",
                    text,
                    several = several.len()
                )),
            }
        })
    }

    /// Reads places on the grid, one or several, or cells.
    pub(super) fn grid_places(&mut self, key: &'static str) -> Option<Vec<Spanned<GridArea>>> {
        let cells = self.reading().cells.borrow();
        let found = self.parsed_list(key, PLACE_FORM, |text| places(text, &cells))?;
        let count = found.iter().map(|at| at.value.len()).sum();
        if let Some(first) = found.first().filter(|_| count > ELEMENTS) {
            self.over_limit(
                &text!("spec.places-of-key", "places of `{key}`", key),
                count,
                ELEMENTS,
                first.span,
            );
        }
        let places = found.into_iter().flat_map(|at| {
            at.value.into_iter().map(move |value| Spanned {
                value,
                span: at.span,
            })
        });
        Some(places.take(ELEMENTS).collect())
    }
}
