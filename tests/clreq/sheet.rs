//! The little edition a clause is proved on: one column, and the page as it
//! comes out of the PDF file.

use duikai::asset::SNAP_240;
use duikai::desk::MemoryDesk;
use duikai::export::pdf::{Meta, Order, Purpose, export};
use duikai::{Job, typeset};

use crate::line::{Line, gather};
use crate::pdf::characters;

/// The type size, in points.
pub const SIZE: f64 = 9.0;
/// The line pitch, in points.
pub const PITCH: f64 = 13.5;
/// The column's left edge on the page, in points.
pub const LEFT: f64 = 30.0;

const EDITION: &str = r#"
paper = "报"
date = "2021-12-31"
layout = "layout.toml"
pages = ["page.toml"]
"#;

const PAGE: &str = r#"
number = 1
section = "要闻"

[[story]]
copy = "copy.md"
kind = "clause"
at = "1栏 1-600行"
"#;

/// Sets `copy` in one column of `measure` 字, 9 pt on 13.5 pt in 宋, and reads
/// the lines back from the press file. `keys` are keys of a style table, such
/// as `kinsoku = "gb"`; without a `base` of theirs the
/// style is the house body without its indent, set by the letter of CLREQ.
pub fn set(copy: &str, measure: f64, keys: &str) -> Vec<Line> {
    gather(characters(&press(copy, measure, keys, "", &[])), measure)
}

/// The press file of the same, with `tables` more in the layout and files that
/// they name.
pub fn press(
    copy: &str,
    measure: f64,
    keys: &str,
    tables: &str,
    files: &[(&str, &[u8])],
) -> Vec<u8> {
    let width = measure * SIZE;
    let base = if keys.contains("base =") {
        ""
    } else {
        "base = \"flush\"\n"
    };
    let layout = format!(
        r#"
include = ["base"]

[sheet]
width = "{:.4}pt"
height = "8200pt"

[grid]
columns = 1
column = "{width:.4}pt"
size = "{SIZE}pt"
pitch = "{PITCH}pt"
rows = 600
left = "{LEFT}pt"
top = "30pt"

[style.flush]
base = "body"
indent = "0字"
figures = "natural"
latin-gap-least = "0.125字"
mark-stretch = "0字"
close-up = "0字"

[style.clause]
{base}{keys}

[kind.clause]
body = "clause"

{tables}
"#,
        width + 2.0 * LEFT
    );
    let mut desk = MemoryDesk::new();
    desk.put("edition.toml", EDITION);
    desk.put("page.toml", PAGE);
    desk.put("layout.toml", layout);
    desk.put("copy.md", copy.to_owned());
    for (path, bytes) in files {
        desk.put(path, bytes.to_vec());
    }
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let reported: Vec<&str> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    let setting = outcome
        .setting
        .unwrap_or_else(|| panic!("“{copy}” does not set: {reported:?}"));
    let meta = Meta {
        title: "clreq",
        paper: "报",
        date: &setting.date,
        lang: "zh-CN",
    };
    let order = Order {
        formes: setting.formes.iter().collect(),
        meta,
        kind: Purpose::Press(duikai::ink::Standard::X4),
    };
    export(&order, &setting.fonts, &setting.pictures, &SNAP_240).expect("the page exports")
}

/// The one line that `copy` makes where nothing presses or pulls it.
pub fn natural(copy: &str, keys: &str) -> Line {
    let mut lines = set(copy, 40.0, keys);
    assert_eq!(lines.len(), 1, "“{copy}” is longer than one line");
    lines.remove(0)
}

/// One natural line a text, set together.
pub fn naturals(texts: &[&str], keys: &str) -> Vec<Line> {
    let lines = set(&texts.join("\n\n"), 40.0, keys);
    assert_eq!(lines.len(), texts.len(), "every text is one line");
    lines
}
