//! Files with problems, and the words for each.

use super::*;
use crate::diag::Code;

#[test]
fn all_problems_of_a_page_are_told_at_once() {
    let text = r#"number = 0
sektion = "要闻"
[[story]]
copy = 3
at = "4-1栏 16-84行"
head = "11栏"
columns = "3"
"标题" = "x"
[[story.picture]]
file = ""
at = true
width = 350
side = "top"
focus = [50, 101]
[[rule]]
style = "thin"
after = 4
columns = "1-2"
[picture]
"#;
    let expected = [
        "1:1 missing-key: `section` is missing from the page file",
        "1:10 bad-value: `number` must lie between 1 and 999",
        "2:1 unknown-key: unknown key `sektion` in the page file",
        "3:1 missing-key: `kind` is missing from [[story]]",
        "4:8 bad-value: `copy` must be a string, not a whole number",
        "5:6 bad-value: `at`: the first column 4 comes after the last 1",
        "6:8 bad-value: `head`: rows are wanted, not columns",
        "8:1 unknown-key: unknown key `标题` in [[story]]",
        "10:8 bad-value: `file` is empty",
        "11:6 bad-value: `at` must be a string, not true or false",
        "12:9 bad-value: `width` must be a string, not a whole number",
        "13:8 bad-value: `side` must be left, right or centre, not \"top\"",
        "14:14 bad-value: `focus` must lie between 0 and 100",
        "15:1 bad-value: a vertical rule runs over `rows`",
        "19:1 bad-value: `picture` must be an array of tables, not a table",
    ];
    assert_eq!(problems(a_page, text), expected);
    let (_, list) = diagnostics(a_page, text);
    let help = |code| {
        list.iter()
            .filter(|problem| problem.code == code)
            .filter_map(|problem| problem.help.clone())
            .collect::<Vec<_>>()
    };
    let unknown = help(Code::UnknownKey);
    assert_eq!(unknown[0], "did you mean `section`?");
    assert_eq!(
        unknown[1],
        "[[story]] takes: id, copy, kind, at, head, head-at, head-over, head-size, head-flat, head-tracking, columns, optional, refer, picture, inset"
    );
    assert!(help(Code::BadValue).contains(&grid::PLACE_FORM));
}

#[test]
fn all_problems_of_a_layout_are_told_at_once() {
    let text = r#"hao = "old"
style.body = "小五"
[sheet]
width = "-390mm"
height = "550"
[grid]
columns = 99999999999999999999
colunm = "13字"
size = "0pt"
[style.head]
keep = -1
ink = "K200"
[kind]
lead = { middle = "yes", headlin = "x" }
[rule.thin]
weight = "1.5栏"
dash = ["2pt", 1, "3pt"]
second = "1"
[[furniture]]
lines = ["x", { text = "y" }]
frame = ["1mm", "2", "3", "4mm"]
pages = "4-2"
"#;
    let expected = [
        "1:7 bad-value: `hao` must be news or word, not \"old\"",
        "2:14 bad-value: `style.body` must be a table, not a string",
        "4:9 bad-value: `width` cannot be negative",
        "5:10 bad-value: `height`: \"550\" lacks a unit",
        "6:1 missing-key: `column` is missing from [grid]",
        "6:1 missing-key: `pitch` is missing from [grid]",
        "7:11 bad-value: `columns` must lie between 1 and 99999",
        "8:1 unknown-key: unknown key `colunm` in [grid]",
        "9:8 bad-value: `size` cannot be zero",
        "11:8 bad-value: `keep` must lie between 0 and 99999",
        "12:7 bad-value: `ink`: the amount of K is not a per cent from 0 to 100",
        "14:19 bad-value: `middle` must be true or false, not a string",
        "14:26 unknown-key: unknown key `headlin` in [kind.lead]",
        "16:10 bad-value: `weight`: \"1.5栏\" is not a whole number of columns",
        "17:8 bad-value: `dash` must be an array of 2 lengths, not an array",
        "18:10 bad-value: `second`: \"1\" lacks a unit",
        "19:1 missing-key: `name` is missing from [[furniture]]",
        "20:10 bad-value: `lines` must be a table, not a string",
        "20:15 missing-key: `style` is missing from [[furniture.lines]]",
        "21:17 bad-value: `frame`: \"2\" lacks a unit",
        "21:22 bad-value: `frame`: \"3\" lacks a unit",
        "22:9 bad-value: `pages`: the first page 4 comes after the last 2",
    ];
    assert_eq!(problems(LayoutSpec::read, text), expected);
}

#[test]
fn an_edition_wants_its_keys_and_a_real_date() {
    let missing = problems(EditionSpec::read, "");
    assert_eq!(missing.len(), 4);
    assert_eq!(
        missing[0],
        "1:1 missing-key: `paper` is missing from the edition file"
    );
    let text = "paper = \"日报\"\ndate = \"2021-02-29\"\nlayout = []\npages = [1, \"\"]\n[fields]\nx = 1\n";
    let expected = [
        "2:8 bad-value: `date`: the calendar has no 2021-02-29",
        "3:10 bad-value: `layout` must be a string, not an empty array",
        "4:10 bad-value: `pages` must be a string, not a whole number",
        "4:13 bad-value: `pages` is empty",
        "6:5 bad-value: `x` must be a string, not a whole number",
    ];
    assert_eq!(problems(EditionSpec::read, text), expected);
    let text = "paper = \"x\"\ndate = 2021-12-31T10:00:00\nlayout = \"x\"\npages = []\n";
    let expected = [
        "2:8 bad-value: `date` wants a date without a time",
        "4:9 bad-value: `pages` names no page",
    ];
    assert_eq!(problems(EditionSpec::read, text), expected);
}

#[test]
fn every_syntax_error_is_told_with_its_place() {
    let text = "number = 1\nsection = \"要闻\nhead = 11行\n版名 = \"x\"\n[[story]\nnumber = 2\n";
    let (sources, list) = diagnostics(a_page, text);
    assert!(
        list.iter().all(|problem| problem.code == Code::TomlSyntax),
        "{list:#?}"
    );
    let lines: Vec<usize> = list
        .iter()
        .filter_map(|problem| Some(sources.place(problem.primary?).line))
        .collect();
    for line in [2, 3, 4, 5] {
        assert!(lines.contains(&line), "{list:#?}");
    }
    let helps: Vec<&str> = list
        .iter()
        .filter_map(|problem| problem.help.as_deref())
        .collect();
    assert!(
        helps.contains(&"a text or a length stands in quotes: head = \"11行\""),
        "{helps:?}"
    );
    assert!(
        helps.iter().any(|help| help.contains("\"版名\" = …")),
        "{helps:?}"
    );
}
