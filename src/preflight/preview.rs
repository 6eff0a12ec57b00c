//! Pages of a PDF as pictures, as far as the ink raster draws them: fills, rules and pictures as
//! they are, type as the grey of its lines.

use std::rc::Rc;

use super::case::Case;
use super::finding::Findings;
use super::ink::Preview;
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
