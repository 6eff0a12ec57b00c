//! Excel's xlsx (ECMA-376, SpreadsheetML).

use roxmltree::Node;

use super::format::{built_in, shown};
use super::rows::Rows;
use crate::limits::{TABLE_COLUMNS, TABLE_ROWS, XML_BYTES};
use crate::package::{PackageFault, Zip, attribute, child, children, decoded, local, parse, ready};
use crate::say::text;

/// How a workbook shows its numbers.
#[derive(Default)]
struct Shown {
    /// The format code of each cell style.
    codes: Vec<Option<String>>,
    since_1904: bool,
}

/// Reads a sheet.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Rows, PackageFault> {
    let zip = Zip::of(bytes.to_vec())?;
    let text = xml(&zip, "xl/workbook.xml")?.ok_or_else(|| {
        PackageFault::broken(text!(
            "sheet.zip-no-excel-file",
            "it is a zip, and no Excel file"
        ))
    })?;
    let workbook = parse(&text)?;
    let root = workbook.root_element();
    let (part, since_1904) = (chosen(&zip, root, sheet)?, is_1904(root));
    let words = match xml(&zip, "xl/sharedStrings.xml")? {
        Some(text) => strings(parse(&text)?.root_element()),
        None => Vec::new(),
    };
    let codes = match xml(&zip, "xl/styles.xml")? {
        Some(text) => codes(parse(&text)?.root_element()),
        None => Vec::new(),
    };
    let text = xml(&zip, &part)?.ok_or_else(|| {
        PackageFault::broken(text!(
            "sheet.part-not",
            "its part “{part}” is not there",
            part
        ))
    })?;
    let document = parse(&text)?;
    rows(
        document.root_element(),
        &words,
        &Shown { codes, since_1904 },
    )
}

fn xml(zip: &Zip, name: &str) -> Result<Option<String>, PackageFault> {
    let Some(entry) = zip.entry(name) else {
        return Ok(None);
    };
    let text = decoded(&zip.read(entry, XML_BYTES as u64)?)?;
    Ok(Some(ready(&text)?))
}

fn is_1904(root: Node<'_, '_>) -> bool {
    child(root, "workbookPr")
        .and_then(|properties| attribute(properties, "date1904"))
        .is_some_and(|value| matches!(value, "1" | "true"))
}

/// The part of the sheet of a name, or of the first that is not hidden.
fn chosen(zip: &Zip, root: Node<'_, '_>, name: Option<&str>) -> Result<String, PackageFault> {
    let sheets: Vec<Node<'_, '_>> = child(root, "sheets")
        .map(|sheets| children(sheets, "sheet").collect())
        .unwrap_or_default();
    let found = match name {
        Some(name) => sheets
            .iter()
            .find(|sheet| attribute(**sheet, "name") == Some(name)),
        None => sheets
            .iter()
            .find(|sheet| attribute(**sheet, "state").is_none_or(|state| state == "visible")),
    };
    let Some(found) = found else {
        let names: Vec<&str> = sheets
            .iter()
            .filter_map(|sheet| attribute(*sheet, "name"))
            .collect();
        return Err(PackageFault::broken(text!(
            "sheet.no-such-sheet-sheets",
            "it has no such sheet; its sheets are {names}",
            names = names.join(", ")
        )));
    };
    // `r:id`; `sheetId` is another number.
    let id = found
        .attributes()
        .find(|attribute| attribute.name() == "id" && attribute.namespace().is_some())
        .map(|attribute| attribute.value());
    let text = xml(zip, "xl/_rels/workbook.xml.rels")?;
    let target = match &text {
        Some(text) => parse(text)?
            .root_element()
            .children()
            .find(|relation| local(*relation) == "Relationship" && attribute(*relation, "Id") == id)
            .and_then(|relation| attribute(relation, "Target").map(str::to_owned)),
        None => None,
    };
    let target = target.unwrap_or_else(|| "worksheets/sheet1.xml".to_owned());
    Ok(match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{}", target.trim_start_matches("./")),
    })
}

/// Shared words; readings of kanji are left out.
fn strings(root: Node<'_, '_>) -> Vec<String> {
    children(root, "si").map(words).collect()
}

fn words(item: Node<'_, '_>) -> String {
    item.descendants()
        .filter(|node| local(*node) == "t" && !node.ancestors().any(|above| local(above) == "rPh"))
        .filter_map(|node| node.text())
        .collect()
}

/// The format code of each cell style.
fn codes(root: Node<'_, '_>) -> Vec<Option<String>> {
    let own = |id: u32| {
        let formats = child(root, "numFmts")?;
        let format = children(formats, "numFmt").find(|format| {
            attribute(*format, "numFmtId").and_then(|at| at.parse().ok()) == Some(id)
        });
        format
            .and_then(|format| attribute(format, "formatCode"))
            .map(str::to_owned)
    };
    let Some(styles) = child(root, "cellXfs") else {
        return Vec::new();
    };
    children(styles, "xf")
        .map(|style| {
            let id: u32 = attribute(style, "numFmtId")?.parse().ok()?;
            own(id).or_else(|| built_in(id).map(str::to_owned))
        })
        .collect()
}

fn rows(root: Node<'_, '_>, words: &[String], how: &Shown) -> Result<Rows, PackageFault> {
    let hidden = hidden_columns(root);
    let mut rows: Rows = Vec::new();
    let Some(data) = child(root, "sheetData") else {
        return Ok(rows);
    };
    for row in children(data, "row") {
        if attribute(row, "hidden").is_some_and(|value| matches!(value, "1" | "true")) {
            continue;
        }
        if rows.len() > TABLE_ROWS {
            return Err(PackageFault::over(text!("sheet.rows", "rows"), TABLE_ROWS));
        }
        let mut cells: Vec<String> = Vec::new();
        for cell in children(row, "c") {
            let at = attribute(cell, "r").and_then(column).unwrap_or(cells.len());
            if at >= TABLE_COLUMNS * 4 {
                return Err(PackageFault::over(
                    text!("sheet.columns", "columns"),
                    TABLE_COLUMNS,
                ));
            }
            if cells.len() <= at {
                cells.resize(at + 1, String::new());
            }
            cells[at] = shown_cell(cell, words, how);
        }
        let mut nth = 0;
        cells.retain(|_| {
            nth += 1;
            !hidden.contains(&(nth - 1))
        });
        // An empty row parts tables on a sheet; one at the head is a margin.
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(cells);
        }
    }
    Ok(rows)
}

fn hidden_columns(root: Node<'_, '_>) -> Vec<usize> {
    let Some(columns) = child(root, "cols") else {
        return Vec::new();
    };
    let number = |node, name| attribute(node, name).and_then(|at| at.parse::<usize>().ok());
    children(columns, "col")
        .filter(|column| {
            attribute(*column, "hidden").is_some_and(|value| matches!(value, "1" | "true"))
        })
        .filter_map(|column| Some((number(column, "min")?, number(column, "max")?)))
        .flat_map(|(first, last)| first.saturating_sub(1)..last.min(TABLE_COLUMNS * 4))
        .collect()
}

/// The column of a reference such as `AB12`, from 0.
fn column(reference: &str) -> Option<usize> {
    let mut column = 0_usize;
    for letter in reference.bytes().take_while(u8::is_ascii_alphabetic) {
        column = column.checked_mul(26)? + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    column.checked_sub(1)
}

fn shown_cell(cell: Node<'_, '_>, words: &[String], how: &Shown) -> String {
    let value = child(cell, "v")
        .and_then(|value| value.text())
        .unwrap_or("");
    match attribute(cell, "t") {
        Some("s") => value
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|at| words.get(at))
            .cloned()
            .unwrap_or_default(),
        Some("inlineStr") => child(cell, "is").map(self::words).unwrap_or_default(),
        Some("str" | "e" | "d") => value.to_owned(),
        Some("b") => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        _ => {
            let code = attribute(cell, "s")
                .and_then(|style| style.parse::<usize>().ok())
                .and_then(|style| how.codes.get(style))
                .and_then(Option::as_deref);
            match value.trim().parse::<f64>() {
                Ok(number) => shown(number, code, how.since_1904),
                Err(_) => value.to_owned(),
            }
        }
    }
}
