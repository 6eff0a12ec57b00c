//! Tables from files: CSV, TSV and Excel's xlsx.
//!
//! Input: the bytes of a file and its name. Output: rows of cells as they are shown, all as long,
//! and lines of `|` cells. Invariant: a cell holds what a person sees in it: a number has the
//! decimals, the per cent and the thousands of its format, a date its words.

mod csv;
mod format;
mod rows;
mod written;
mod xlsx;

use crate::limits::{TABLE_COLUMNS, TABLE_ROWS};
use crate::package::PackageFault;
use crate::say::text;

pub use rows::Rows;
pub use written::written;

/// Reads a table. Of an Excel file the sheet of this name, or the first that is not hidden.
///
/// # Errors
///
/// When the file is damaged, in no known encoding, empty, or larger than a table may be.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Rows, PackageFault> {
    let rows = if bytes.starts_with(b"PK\x03\x04") {
        xlsx::read(bytes, sheet)?
    } else {
        csv::read(bytes)?
    };
    level(rows)
}

/// Takes away rows and columns at the end that are empty, and makes all rows as long.
fn level(mut rows: Rows) -> Result<Rows, PackageFault> {
    let filled = |row: &Vec<String>| row.iter().rposition(|cell| !cell.trim().is_empty());
    while rows.last().is_some_and(|row| filled(row).is_none()) {
        rows.pop();
    }
    let columns = rows
        .iter()
        .filter_map(filled)
        .max()
        .map_or(0, |last| last + 1);
    if columns == 0 {
        return Err(PackageFault::broken(text!(
            "sheet.no-cell-anything",
            "it has no cell with anything in it"
        )));
    }
    if columns > TABLE_COLUMNS {
        return Err(PackageFault::over(
            text!("sheet.columns", "columns"),
            TABLE_COLUMNS,
        ));
    }
    if rows.len() > TABLE_ROWS {
        return Err(PackageFault::over(text!("sheet.rows", "rows"), TABLE_ROWS));
    }
    for row in &mut rows {
        row.resize(columns, String::new());
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_long_as_the_longest() {
        let rows = read("县,产值,\n郏县,\"1,030.25\"\n\n,,\n".as_bytes(), None).expect("reads");
        assert_eq!(rows, [vec!["县", "产值"], vec!["郏县", "1,030.25"]]);
        assert!(read(b",,\n,", None).is_err());
    }
}
