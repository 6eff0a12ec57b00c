//! A table as lines of `|` cells.

use super::rows::Rows;

/// Writes rows as the table of an article. The first is a head when it has no number and a row
/// below has.
pub fn written(rows: &Rows) -> String {
    let is_number = |cell: &String| {
        let bare = cell.trim_end_matches(['%', '‰']).replace([',', ' '], "");
        bare.parse::<f64>().is_ok()
    };
    let head = rows.len() > 1
        && !rows[0].iter().any(is_number)
        && rows[0].iter().filter(|cell| !cell.is_empty()).count() > 1
        && rows[1..].iter().flatten().any(is_number);
    let mut out = String::new();
    for (nth, row) in rows.iter().enumerate() {
        out.push('|');
        for cell in row {
            out.push_str(&format!(" {} |", escaped(cell)));
        }
        out.push('\n');
        if nth == 0 && head {
            out.push('|');
            out.push_str(&"---|".repeat(row.len()));
            out.push('\n');
        }
    }
    out
}

/// A cell in which nothing is markup, in one line.
fn escaped(cell: &str) -> String {
    let line = cell
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let mut out = String::new();
    for letter in line.collect::<Vec<_>>().join("\u{3000}").chars() {
        if matches!(letter, '\\' | '|' | '*' | '[' | ']' | '{' | '}') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
