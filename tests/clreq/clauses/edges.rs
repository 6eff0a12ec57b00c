//! CLREQ §3.1.4: marks kept off line starts and line ends, at four levels.

use crate::line::{Line, is, texts};
use crate::sheet::set;

const STOPS: &str = "。．！？";
const DOUBLED: &str = "‼⁇⁈⁉";
const COMMAS: &str = "，、；：";
const CLOSERS: &str = "）〉》」』】〕〗］｝";
const OPENERS: &str = "（〈《「『【〔〖［｛";
const CONNECTORS: &str = "～–—";
const DOTS: &str = "·‧・";
const MEASURE: f64 = 5.0;

/// Every line of paragraphs in which `mark` stands after two to nine
/// characters, so that it comes to every place of a line of five.
fn phases(mark: &str, level: &str) -> Vec<String> {
    let before: Vec<char> = "一二三四五六七八九".chars().collect();
    let copy: Vec<String> = (2..=9)
        .map(|n| before[..n].iter().collect::<String>() + mark + "甲乙丙丁戊己庚辛")
        .collect();
    texts(&set(
        &copy.join("\n\n"),
        MEASURE,
        &format!("kinsoku = \"{level}\""),
    ))
}

fn each(marks: &str, mut check: impl FnMut(char, &str)) {
    marks
        .chars()
        .for_each(|mark| check(mark, &mark.to_string()));
}

#[track_caller]
fn never_begin(marks: &str, levels: &[&str]) {
    for level in levels {
        each(marks, |mark, text| {
            let lines = phases(text, level);
            assert!(
                lines.iter().all(|line| !line.starts_with(mark)),
                "{mark} begins a line at level {level}: {lines:?}"
            );
            assert_eq!(
                lines.iter().filter(|line| line.contains(mark)).count(),
                8,
                "{mark} is lost"
            );
        });
    }
}

#[track_caller]
fn never_end(marks: &str, levels: &[&str]) {
    for level in levels {
        each(marks, |mark, text| {
            let lines = phases(text, level);
            assert!(
                lines.iter().all(|line| !line.ends_with(mark)),
                "{mark} ends a line at level {level}: {lines:?}"
            );
        });
    }
}

const KEPT: [&str; 3] = ["basic", "gb", "strict"];

#[test]
fn stops_never_begin_a_line() {
    never_begin(STOPS, &KEPT);
}

#[test]
fn doubled_stops_never_begin_a_line() {
    never_begin(DOUBLED, &["basic"]);
}

#[test]
fn commas_never_begin_a_line() {
    never_begin(COMMAS, &KEPT);
}

#[test]
fn closing_brackets_never_begin_a_line() {
    never_begin(CLOSERS, &KEPT);
}

#[test]
fn closing_quotes_never_begin_a_line() {
    never_begin("’”", &KEPT);
}

#[test]
fn connectors_never_begin_a_line() {
    never_begin(CONNECTORS, &KEPT);
}

#[test]
fn middle_dots_never_begin_a_line() {
    never_begin(DOTS, &KEPT);
}

#[test]
fn slashes_never_begin_a_line() {
    never_begin("／", &KEPT);
}

#[test]
fn opening_brackets_never_end_a_line() {
    never_end(OPENERS, &KEPT);
}

#[test]
fn opening_quotes_never_end_a_line() {
    never_end("‘“", &KEPT);
}

#[test]
fn gb_slashes_never_end_a_line() {
    never_end("／", &["gb", "strict"]);
}

/// Four characters and a half-width slash fill a line of four and a half.
#[test]
fn basic_slashes_may_end_a_line() {
    let lines = texts(&set("一二三四／五六七八", 4.5, "kinsoku = \"basic\""));
    assert_eq!(lines[0], "一二三四／");
}

#[test]
fn strict_dashes_and_ellipses_never_begin_a_line() {
    for mark in ["——", "……", "⋯⋯"] {
        let lines = phases(mark, "strict");
        let first = mark.chars().next().expect("a mark");
        assert!(
            lines.iter().all(|line| !line.starts_with(first)),
            "{lines:?}"
        );
    }
}

/// Five characters fill the line, so the dash comes to the next.
#[test]
fn gb_dashes_and_ellipses_may_begin_a_line() {
    for mark in ["——", "……"] {
        for level in ["none", "basic", "gb"] {
            let lines = texts(&set(
                &format!("一二三四五{mark}六七八"),
                MEASURE,
                &format!("kinsoku = \"{level}\""),
            ));
            assert!(lines[1].starts_with(mark), "{level}: {lines:?}");
        }
    }
}

#[test]
fn strict_dash_may_begin_a_paragraph() {
    let lines = texts(&set("——一二三四五六七", MEASURE, "kinsoku = \"strict\""));
    assert!(lines[0].starts_with("——"), "{lines:?}");
}

/// Five characters fill the line, so the mark comes to the next.
#[test]
fn none_lets_marks_begin_a_line() {
    for marks in [STOPS, COMMAS, CLOSERS, "’”", CONNECTORS, DOTS, "／"] {
        each(marks, |mark, text| {
            let lines = phases(text, "none");
            assert!(
                lines.iter().any(|line| line.starts_with(mark)),
                "{mark} is kept off: {lines:?}"
            );
        });
    }
}

#[test]
fn none_lets_marks_end_a_line() {
    for marks in [OPENERS, "‘“"] {
        each(marks, |mark, text| {
            let lines = phases(text, "none");
            assert!(
                lines.iter().any(|line| line.ends_with(mark)),
                "{mark} is kept off: {lines:?}"
            );
        });
    }
}

#[test]
fn the_level_is_basic_unless_told() {
    let begins = |mark: &str| {
        texts(&set(&format!("一二三四五{mark}六七八九"), MEASURE, ""))
            .iter()
            .any(|line| line.starts_with(mark))
    };
    assert!(!begins("，") && !begins("》") && begins("——"));
}

#[test]
fn clusters_of_marks_never_begin_a_line() {
    for cluster in ["。”", "！”）", "》，", "”。", "）；", "’”。", "》、《"] {
        let lines = phases(cluster, "basic");
        let kept = |line: &String| {
            !line.starts_with(|c| "。！，；、”’）》".contains(c)) && !line.ends_with('《')
        };
        assert!(lines.iter().all(kept), "{cluster}: {lines:?}");
    }
}

/// A mark that would begin the next line is pressed into this one where
/// blanks can give, before a character is carried over.
#[test]
fn marks_are_pushed_in_before_pushed_out() {
    for (copy, measure, first) in [
        ("一（二）三四五，六七八九十一二", 7.0, "一（二）三四五，"),
        ("一，二，三四五》六七八九十一二", 7.0, "一，二，三四五》"),
        ("《一》二三四五。六七八九十一二", 7.0, "《一》二三四五。"),
    ] {
        let lines = set(copy, measure, "");
        assert_eq!(lines[0].text(), first);
        is(lines[0].right(), measure, first);
    }
}

/// Nothing can give, so a character goes to the next line with its mark and
/// the gaps of this one open alike.
#[test]
fn marks_are_pushed_out_when_nothing_gives() {
    let lines: Vec<Line> = set("一二三四五六七八九十，甲乙丙丁", 10.0, "");
    assert_eq!(texts(&lines), ["一二三四五六七八九", "十，甲乙丙丁"]);
    lines[0].set[..8]
        .iter()
        .for_each(|set| is(set.width, 1.125, "a gap"));
}

/// Neighbouring marks are squeezed before lines are chosen: the line holds
/// the character that the squeezed half em makes room for.
#[test]
fn marks_are_squeezed_before_lines_are_broken() {
    let lines = set("一二”，三四五六七八九十", 6.5, "");
    assert_eq!(lines[0].text(), "一二”，三四五");
    is(lines[0].find('，').width, 1.0, "no other blank gives");
}

/// 全角空格: what would stand before the first character of a line hangs unseen
/// at the end of the line above.
#[test]
fn a_blank_of_one_em_begins_no_line() {
    let copy = "一二三四　五六七　八九十　甲乙丙丁";
    for measure in 4..9 {
        let lines = set(copy, f64::from(measure), "");
        for line in &lines {
            let text = line.text();
            assert!(!text.starts_with('\u{3000}'), "{measure}: {text}");
            let first = line.set.first().expect("a character");
            assert!(first.x < 0.01, "{measure}: {text} begins at {}", first.x);
        }
        let all: String = lines.iter().map(|line| line.text()).collect();
        assert_eq!(all.replace('\u{3000}', ""), copy.replace('\u{3000}', ""));
    }
    assert_eq!(
        texts(&set("一二三四　五六七八", 4.0, "")),
        ["一二三四", "五六七八"]
    );
    let line = &set(copy, 40.0, "")[0];
    assert!(
        (line.held('四', '五') - 1.0).abs() < 0.001,
        "it is an em inside a line"
    );
}

/// An opening mark ends no line, nor does a blank after it.
#[test]
fn a_blank_after_an_opening_mark_ends_no_line() {
    for blank in ["\u{3000}", "\u{2003}", "\u{2001}"] {
        for measure in 4..9 {
            let lines = texts(&set(
                &format!("一二三四《{blank}五六七》八九十甲乙丙丁"),
                f64::from(measure),
                "",
            ));
            assert!(
                lines.iter().all(|line| !line.trim_end().ends_with('《')),
                "{measure}: {lines:?}"
            );
        }
    }
}
