//! Tables 表格: lines of cells between `|`.

use super::model::{Cell, CellAlign};
use super::source_line::SourceLine;
use crate::diag::{Code, Diagnostic, Sink, SourceId, Span};
use crate::say::{Text, text};

/// Returns the cells of a table, row by row, each with its text. The first row is the head if a
/// line of hyphens follows it, which may align the columns: `:--` left, `:-:` centre, `--:` right,
/// `-.-` by the decimal point. A column without an alignment is aligned by the point if most of its
/// cells hold numbers and the others a word in the place of one, 持平 or a dash; else left.
pub(super) fn cells<'a>(
    lines: &[SourceLine<'a>],
    source: SourceId,
    sink: &mut Sink,
) -> Vec<(SourceLine<'a>, Cell)> {
    let mut rows: Vec<(SourceLine<'a>, Vec<SourceLine<'a>>)> =
        lines.iter().map(|line| (*line, split(*line))).collect();
    let ruled = rows
        .iter()
        .take(2)
        .position(|(_, row)| row.iter().all(|cell| is_ruled(cell.text)));
    let asked: Vec<Option<CellAlign>> = ruled
        .map(|at| rows.remove(at))
        .map_or_else(Vec::new, |(_, row)| {
            row.iter().map(|cell| asked(cell.text)).collect()
        });
    let Some(columns) = rows.first().map(|(_, row)| row.len()) else {
        return Vec::new();
    };
    for (line, row) in rows.iter().filter(|(_, row)| row.len() != columns) {
        let message = text!(
            "story.row-first-table",
            "this row has {row}, and the first of its table {columns}",
            row = counted(row.len()),
            columns
        );
        sink.report(
            Diagnostic::new(Code::CopySyntax, Span::new(source, line.at, line.at + line.text.len()), message)
                .help(text!("story.write-every-cell-between", "write every cell between two bars, an empty one too; a bar that is no border is written \\|")),
        );
    }
    if rows.iter().any(|(_, row)| row.len() != columns) {
        // Told above; nothing is lost, and nothing grows by padding.
        let each = rows.into_iter().flat_map(|(_, row)| row);
        let place = |row| Cell {
            row,
            column: 0,
            columns: 1,
            head: false,
            align: CellAlign::Start,
        };
        return each
            .enumerate()
            .map(|(row, written)| (written, place(row)))
            .collect();
    }
    let head = ruled == Some(1);
    let align = |column: usize| {
        let reported = asked.get(column).copied().flatten();
        reported.unwrap_or_else(|| {
            let body = rows
                .iter()
                .skip(usize::from(head))
                .filter_map(|(_, row)| row.get(column))
                .map(|cell| cell.text)
                .filter(|text| !text.is_empty());
            let others = body.clone().filter(|text| !is_number(text));
            let numbers = body.count() > 2 * others.clone().count()
                && others.into_iter().all(stands_for_number);
            if numbers {
                CellAlign::Point
            } else {
                CellAlign::Start
            }
        })
    };
    let aligns: Vec<CellAlign> = (0..columns).map(align).collect();
    let mut set = Vec::new();
    for (row, (_, cells)) in rows.into_iter().enumerate() {
        for (column, (written, align)) in cells.into_iter().zip(&aligns).enumerate() {
            set.push((
                written,
                Cell {
                    row,
                    column,
                    columns,
                    head: head && row == 0,
                    align: *align,
                },
            ));
        }
    }
    set
}

fn counted(cells: usize) -> Text {
    if cells == 1 {
        text!("story.one-cell", "1 cell")
    } else {
        text!("story.several-cells", "{cells} cells", cells)
    }
}

/// Splits a line at its unescaped bars.
fn split(line: SourceLine<'_>) -> Vec<SourceLine<'_>> {
    let mut cells = Vec::new();
    let mut escaped = false;
    let mut from = 0;
    for (at, character) in line.text.char_indices() {
        if character == '|' && !escaped {
            if at > 0 {
                cells.push(
                    SourceLine {
                        text: &line.text[from..at],
                        at: line.at + from,
                    }
                    .trimmed(),
                );
            }
            from = at + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    // The last bar may be left out.
    if from < line.text.len() {
        cells.push(
            SourceLine {
                text: &line.text[from..],
                at: line.at + from,
            }
            .trimmed(),
        );
    }
    cells
}

fn is_ruled(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| matches!(c, '-' | ':' | '.'))
}

fn asked(text: &str) -> Option<CellAlign> {
    match (
        text.contains('.'),
        text.starts_with(':'),
        text.ends_with(':'),
    ) {
        (true, _, _) => Some(CellAlign::Point),
        (_, true, true) => Some(CellAlign::Centre),
        (_, _, true) => Some(CellAlign::End),
        (_, true, _) => Some(CellAlign::Start),
        _ => None,
    }
}

/// Returns whether a cell holds a number, with a sign, a unit that is a mark, or an arrow.
pub(super) fn is_number(text: &str) -> bool {
    let mark = |c: char| {
        matches!(
            c,
            '.' | ',' | '%' | '‰' | '+' | '-' | '−' | '±' | '▲' | '▼' | '△' | '▽' | '↑' | '↓'
        )
    };
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || mark(c))
}

/// Maximum number of characters of a word in the place of a number.
const WORD: usize = 4;

/// Returns whether a cell among numbers says that there is none: 持平, 停牌, a dash.
fn stands_for_number(text: &str) -> bool {
    text.chars().count() <= WORD && !text.contains(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sources;

    fn read(text: &str) -> (Vec<(String, Cell)>, usize) {
        let (mut sources, mut sink) = (Sources::default(), Sink::new());
        let source = sources.add("a.md", text.to_owned());
        let lines: Vec<SourceLine<'_>> = text
            .lines()
            .map(|text| SourceLine { text, at: 0 })
            .collect();
        let cells = cells(&lines, source, &mut sink)
            .into_iter()
            .map(|(line, cell)| (line.text.to_owned(), cell))
            .collect();
        (cells, sink.finish().len())
    }

    #[test]
    fn hyphens_make_a_head_and_align() {
        let (cells, reported) = read("|a|b|c|d|\n|:--|:-:|--:|-.-|\n| 1 || x\\|y | 2 |");
        let aligns: Vec<CellAlign> = cells.iter().take(4).map(|(_, cell)| cell.align).collect();
        assert_eq!(
            aligns,
            [
                CellAlign::Start,
                CellAlign::Centre,
                CellAlign::End,
                CellAlign::Point
            ]
        );
        assert_eq!(
            cells
                .iter()
                .map(|(text, cell)| (text.as_str(), cell.head))
                .collect::<Vec<_>>(),
            [
                ("a", true),
                ("b", true),
                ("c", true),
                ("d", true),
                ("1", false),
                ("", false),
                ("x\\|y", false),
                ("2", false)
            ]
        );
        assert_eq!(reported, 0);
    }

    #[test]
    fn columns_of_numbers_are_aligned_by_the_point() {
        let (cells, _) = read("|地|值|\n|---|---|\n|甲|1.5%|\n|乙||");
        assert_eq!(
            (cells[0].1.align, cells[1].1.align),
            (CellAlign::Start, CellAlign::Point)
        );
        // Without hyphens there is no head, and its words are no numbers.
        let (cells, _) = read("|地|值|\n|甲|1.5%|");
        assert_eq!(
            (cells[0].1.head, cells[1].1.align),
            (false, CellAlign::Start)
        );
    }

    #[test]
    fn a_word_among_numbers_is_aligned_as_they_are() {
        let align = |column: &[&str]| {
            let rows: String = column.iter().map(|cell| format!("\n|甲|{cell}|")).collect();
            let (cells, _) = read(&format!("|地|值|\n|---|---|{rows}"));
            cells[1].1.align
        };
        for numbers in [
            &["-2.2%", "1.15%", "持平"][..],
            &["1", "2", "——"],
            &["▲1.2", "▼0.3", "", "停牌"],
        ] {
            assert_eq!(align(numbers), CellAlign::Point, "{numbers:?}");
        }
        for words in [
            &["1", "持平"][..],
            &["1", "2", "本周停止交易"],
            &["1", "2", "A股"],
            &[""],
        ] {
            assert_eq!(align(words), CellAlign::Start, "{words:?}");
        }
    }

    #[test]
    fn a_ragged_row_is_told_and_loses_nothing() {
        let (cells, reported) = read("|a|b|\n|1|\n|1|2|3|");
        let words: String = cells.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!((words.as_str(), reported), ("ab1123", 2));
    }
}
