//! Comma- and tab-separated values (RFC 4180), in any encoding that copy may have.

use super::rows::Rows;
use crate::limits::{TABLE_COLUMNS, TABLE_ROWS};
use crate::package::PackageFault;
use crate::say::text;
use crate::story::characters;

/// Characters that may part cells.
const PARTS: [char; 4] = ['\t', ',', ';', '|'];

/// Reads values. What parts them is what most lines have equally often.
pub(super) fn read(bytes: &[u8]) -> Result<Rows, PackageFault> {
    let read = characters(bytes);
    if let Some(bad) = read.bad {
        return Err(PackageFault::broken(text!(
            "sheet.byte-no-character",
            "byte {bad} is no character of {encoding}",
            bad = bad + 1,
            encoding = read.encoding
        )));
    }
    let text = read.text.trim_start_matches('\u{FEFF}');
    // Excel names the separator in a first line of its own.
    let (text, named) = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("sep=") => (rest, first.chars().nth(4)),
        _ => (text, None),
    };
    let part = named.unwrap_or_else(|| separator(text));
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let row_full = rows
            .last()
            .is_some_and(|row: &Vec<String>| row.len() > TABLE_COLUMNS);
        if rows.len() > TABLE_ROWS + 1 || row_full {
            return Err(PackageFault::over(
                text!("sheet.rows-columns", "rows or columns"),
                TABLE_ROWS,
            ));
        }
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            '\n' if !quoted => {
                end(&mut rows, &mut cell);
                rows.push(Vec::new());
            }
            letter if letter == part && !quoted => end(&mut rows, &mut cell),
            letter => cell.push(letter),
        }
    }
    if quoted {
        return Err(PackageFault::broken(text!(
            "sheet.quotation-mark-never-closed",
            "a quotation mark is never closed"
        )));
    }
    end(&mut rows, &mut cell);
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    Ok(rows)
}

fn end(rows: &mut Rows, cell: &mut String) {
    if let Some(row) = rows.last_mut() {
        row.push(std::mem::take(cell).trim().to_owned());
    }
}

/// What parts the cells of a text.
fn separator(text: &str) -> char {
    let count = |line: &str, part: char| {
        let mut quoted = false;
        line.chars()
            .filter(|c| {
                quoted ^= *c == '"';
                !quoted && *c == part
            })
            .count()
    };
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(20)
        .collect();
    PARTS
        .into_iter()
        .max_by_key(|part| {
            let counts: Vec<usize> = lines.iter().map(|line| count(line, *part)).collect();
            let first = counts.first().copied().unwrap_or(0);
            let alike = counts.iter().filter(|count| **count == first).count();
            if first == 0 { (0, 0) } else { (alike, first) }
        })
        .unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Rows {
        read(text.as_bytes()).expect("reads")
    }

    #[test]
    fn separators_are_found() {
        for text in [
            "甲,乙\n1,2\n",
            "甲\t乙\n1\t2",
            "甲;乙\r\n1;2\r\n",
            "sep=;\n甲;乙\n1;2",
        ] {
            assert_eq!(rows(text), [vec!["甲", "乙"], vec!["1", "2"]], "{text:?}");
        }
    }

    #[test]
    fn quoted_cells_hold_anything() {
        assert_eq!(rows("a,\"b,\"\"c\"\"\nd\"\n"), [vec!["a", "b,\"c\"\nd"]]);
        assert!(read(b"a,\"b").is_err());
    }
}
