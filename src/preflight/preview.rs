//! Pages of a PDF as the ink raster draws them: as pictures to be looked at, and in their inks.

use std::rc::Rc;

use super::case::Case;
use super::content::{ClearParts, Separated};
use super::finding::Findings;
use super::ink::Preview;
use super::matrix::Bounds;
use super::pages::PdfSheet;
use super::printer::Printer;
use super::{content, pages};
use crate::pdf::File;

/// Draws the first pages of a file, at most `most`; none if it cannot be read.
pub fn previews(bytes: &[u8], most: usize) -> Vec<Preview> {
    let Ok(file) = File::open(bytes) else {
        return Vec::new();
    };
    if file.is_overfull() || file.trailer().has("Encrypt") {
        return Vec::new();
    }
    let printer = Printer::default();
    let findings = Findings::new(&printer);
    let Some(catalog) = file.catalog() else {
        return Vec::new();
    };
    let case = Case {
        file: &file,
        findings: &findings,
        catalog: Rc::clone(&catalog),
        standard: printer.standard,
    };
    let Ok(mut sheets) = pages::list(&case, &mut Vec::new()) else {
        return Vec::new();
    };
    sheets.truncate(most);
    content::draw(&case, &sheets)
}

/// Draws a window of the first page of a file in its inks, on a transparent ground. `window` is left,
/// top, width and height in units of the page from the upper left corner of its media box, and `cell`
/// the side of a pixel. `None` if the file cannot be read.
pub fn separated(bytes: &[u8], window: [f64; 4], cell: f64) -> Option<Separated> {
    let [left, top, width, height] = window;
    first_page(bytes, |case, sheet| {
        let (left, top) = (sheet.media.left + left, sheet.media.top - top);
        let area = Bounds::of([left, top - height, left + width, top]);
        content::separate(case, sheet, &area, cell)
    })
}

/// Returns what of the first page of a file is not opaque. `None` if the file cannot be read.
pub fn clear_parts(bytes: &[u8]) -> Option<ClearParts> {
    first_page(bytes, content::clear_parts)
}

fn first_page<T>(bytes: &[u8], look: impl FnOnce(&Case<'_>, &PdfSheet) -> T) -> Option<T> {
    let file = File::open(bytes).ok()?;
    let printer = Printer::default();
    let findings = Findings::new(&printer);
    let case = Case {
        file: &file,
        findings: &findings,
        catalog: file.catalog()?,
        standard: printer.standard,
    };
    let sheets = pages::list(&case, &mut Vec::new()).ok()?;
    Some(look(&case, sheets.first()?))
}
