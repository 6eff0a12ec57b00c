//! CLREQ §3.1.6.3 and §3.1.7, GB/T 15834 §5.1.10: marks at the ends of a line.

use crate::line::{NEAR, is, texts};
use crate::sheet::set;

const OPENERS: &str = "（〈《「『【〔〖［｛‘“";

#[test]
fn opening_marks_stand_at_the_edge_of_a_line() {
    for mark in OPENERS.chars() {
        let lines = set(&format!("一二三四五{mark}六七八九"), 5.0, "");
        let first = &lines[1].set[0];
        assert_eq!(first.c, mark);
        is(first.x, -0.5, "the pen");
        assert!(
            first.ink_left() >= 0.0 && first.ink_right() <= 0.5,
            "{first:?}"
        );
        is(lines[1].set[1].x, 0.5, "what it holds");
    }
}

/// The half em that is trimmed is there for the text: the line holds it all.
#[test]
fn the_trimmed_half_em_is_used() {
    let lines = set("一二三四五（六七八九）甲乙丙丁戊", 5.0, "");
    assert_eq!(lines[1].text(), "（六七八九）");
    is(
        lines[1].right(),
        5.0,
        "half an em at each end and four characters",
    );
    is(lines[1].find('六').width, 1.0, "nothing gives");
}

#[test]
fn opening_marks_stand_at_the_indent() {
    for mark in OPENERS.chars() {
        let line = &set(&format!("{mark}六七八九"), 9.0, "indent = \"2字\"")[0];
        is(line.set[0].x, 1.5, "the pen");
        assert!(
            line.set[0].ink_left() >= 2.0 && line.set[0].ink_right() <= 2.5,
            "{mark}"
        );
    }
}

#[test]
fn opening_marks_stand_at_the_edge_of_a_flush_paragraph() {
    let line = &set("《六七八九》", 9.0, "")[0];
    is(line.set[0].x, -0.5, "the pen");
}

#[test]
fn two_opening_marks_at_the_edge_take_one_em() {
    let lines = set("一二三四五“‘六七八’”甲乙丙丁戊", 5.0, "");
    assert!(lines[1].text().starts_with("“‘六"));
    is(lines[1].set[0].x, -0.5, "the first");
    is(lines[1].set[1].x, 0.0, "the second");
    is(lines[1].set[2].x, 1.0, "what they hold");
}

/// Four characters and a mark of half an em fill four and a half.
#[track_caller]
fn half_at_the_end(marks: &str) {
    for mark in marks.chars() {
        let lines = set(&format!("一二三四{mark}五六七八"), 4.5, "");
        assert_eq!(lines[0].text(), format!("一二三四{mark}"));
        lines[0]
            .set
            .iter()
            .enumerate()
            .for_each(|(at, set)| is(set.x, at as f64, "solid"));
        assert!(
            lines[0].set[4].ink_right() <= 4.5,
            "{mark} within the measure"
        );
    }
}

#[test]
fn gb_stops_are_half_an_em_at_a_line_end() {
    half_at_the_end("。．！？");
}

#[test]
fn gb_commas_are_half_an_em_at_a_line_end() {
    half_at_the_end("，、；：");
}

#[test]
fn gb_closing_marks_are_half_an_em_at_a_line_end() {
    half_at_the_end("）〉》」』】〕〗］｝’”");
}

#[test]
fn two_marks_at_a_line_end_take_one_em() {
    for cluster in ["。”", "”。", "）；", "’”"] {
        let lines = set(&format!("一二三四{cluster}五六七八九"), 5.0, "");
        assert_eq!(lines[0].text(), format!("一二三四{cluster}"));
        is(lines[0].set[4].x, 4.0, cluster);
        is(lines[0].set[5].x, 4.5, cluster);
    }
}

#[test]
fn dashes_and_ellipses_keep_two_em_at_a_line_end() {
    for mark in ["——", "……"] {
        let lines = set(&format!("一二三四{mark}五六七八九十"), 6.0, "");
        assert_eq!(lines[0].text(), format!("一二三四{mark}"));
        is(lines[0].find('四').width, 1.0, mark);
        is(lines[0].right(), 6.0, mark);
    }
}

/// Unless a house asks for it, no mark hangs outside the measure.
#[test]
fn nothing_hangs_by_itself() {
    let copy = "本报讯，“甲、乙”。（丙丁）《戊己》，庚辛：“壬癸。”子丑；寅卯！辰巳？午未、申酉。";
    for half_ems in 9..=40 {
        let measure = f64::from(half_ems) / 2.0;
        for line in set(copy, measure, "") {
            for set in line
                .set
                .iter()
                .filter(|set| "，“、”。（）《》：；！？".contains(set.c))
            {
                assert!(
                    set.ink_left() >= -NEAR && set.ink_right() <= measure + NEAR,
                    "{} of {} at {measure}",
                    set.c,
                    line.text()
                );
            }
        }
    }
}

#[test]
fn the_last_line_may_end_with_any_closing_mark() {
    assert_eq!(
        texts(&set("一二三四五六七八。”", 5.0, "")),
        ["一二三四五", "六七八。”"]
    );
}

/// `line-end-marks`: a line that is full with its last mark stays as it is, one that is tight takes
/// the mark's blank first, and a style may keep the blank whatever becomes of the line.
#[test]
fn a_style_says_what_becomes_of_the_last_mark() {
    let first = |measure: f64, ends: &str| {
        let keys = format!("line-end-marks = \"{ends}\"");
        let line = set("一二三四五，六七八九十", measure, &keys).remove(0);
        let widths: Vec<f64> = line.set.iter().map(|set| set.width).collect();
        (line.text(), widths)
    };
    for (measure, ends, text, wanted) in [
        (6.0, "half", "一二三四五，", 1.1),
        (6.0, "when-needed", "一二三四五，", 1.0),
        (6.0, "full", "一二三四五，", 1.0),
        (5.5, "half", "一二三四五，", 1.0),
        (5.5, "when-needed", "一二三四五，", 1.0),
        (5.5, "full", "一二三四", 1.5),
    ] {
        let (line, widths) = first(measure, ends);
        assert_eq!(line, text, "{ends} at {measure}");
        let inner = &widths[..widths.len() - 1];
        inner.iter().for_each(|width| is(*width, wanted, ends));
    }
}
