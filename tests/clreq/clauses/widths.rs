//! CLREQ §3.1.2 and §3.1.6.1, GB/T 15834 §5.1: how wide a mark is set and
//! where its ink stands in its em.

use crate::line::{Line, is};
use crate::sheet::{natural, naturals};

/// The middle of the em box above the baseline.
const MIDDLE: f64 = 0.38;

/// One line for each mark, alone between two characters.
fn alone(marks: &[&str]) -> Vec<Line> {
    let texts: Vec<String> = marks.iter().map(|mark| format!("国{mark}中")).collect();
    naturals(&texts.iter().map(String::as_str).collect::<Vec<_>>(), "")
}

#[track_caller]
fn wide(marks: &[&str], ems: f64) {
    for (line, mark) in alone(marks).iter().zip(marks) {
        is(line.held('国', '中'), ems, mark);
    }
}

#[test]
fn han_is_set_solid_in_one_em() {
    let line = natural("中文排版需求一二三", "");
    for (at, set) in line.set.iter().enumerate() {
        is(set.x, at as f64, "a character");
        is(set.advance, 1.0, "a character");
    }
}

#[test]
fn stops_are_one_em() {
    wide(&["。", "．", "！", "？"], 1.0);
}

#[test]
fn commas_are_one_em() {
    wide(&["，", "、", "；", "："], 1.0);
}

#[test]
fn opening_marks_are_one_em() {
    wide(
        &[
            "（", "〈", "《", "「", "『", "【", "〔", "〖", "［", "｛", "‘", "“",
        ],
        1.0,
    );
}

#[test]
fn closing_marks_are_one_em() {
    wide(
        &[
            "）", "〉", "》", "」", "』", "】", "〕", "〗", "］", "｝", "’", "”",
        ],
        1.0,
    );
}

#[test]
fn long_connectors_are_one_em() {
    wide(&["～", "—"], 1.0);
}

#[test]
fn dashes_are_two_em() {
    wide(&["——", "⸺"], 2.0);
}

#[test]
fn ellipses_are_two_em() {
    wide(&["……", "⋯⋯"], 2.0);
}

#[test]
fn gb_two_ellipses_together_are_four_em() {
    wide(&["…………"], 4.0);
}

#[test]
fn gb_middle_dots_are_half_an_em() {
    wide(&["·", "‧", "・"], 0.5);
}

#[test]
fn gb_slashes_are_half_an_em() {
    wide(&["／"], 0.5);
}

#[test]
fn ink_of_pause_and_stop_marks_stands_in_the_first_half() {
    let marks = ["。", "．", "！", "？", "，", "、", "；", "："];
    for (line, mark) in alone(&marks).iter().zip(marks) {
        let set = &line.set[1];
        assert!(
            set.ink_left() >= set.x && set.ink_right() <= set.x + 0.5,
            "{mark} {set:?}"
        );
    }
}

#[test]
fn ink_of_low_marks_stands_at_the_lower_left() {
    for (line, mark) in alone(&["。", "．", "，", "、"])
        .iter()
        .zip(["。", "．", "，", "、"])
    {
        assert!(line.set[1].ink.expect("ink")[3] < MIDDLE, "{mark}");
    }
}

#[test]
fn ink_of_opening_marks_stands_in_the_second_half() {
    let marks = [
        "（", "〈", "《", "「", "『", "【", "〔", "〖", "［", "｛", "‘", "“",
    ];
    for (line, mark) in alone(&marks).iter().zip(marks) {
        let set = &line.set[1];
        assert!(
            set.ink_left() >= set.x + 0.5 && set.ink_right() <= set.x + 1.0,
            "{mark} {set:?}"
        );
    }
}

#[test]
fn ink_of_closing_marks_stands_in_the_first_half() {
    let marks = [
        "）", "〉", "》", "」", "』", "】", "〕", "〗", "］", "｝", "’", "”",
    ];
    for (line, mark) in alone(&marks).iter().zip(marks) {
        let set = &line.set[1];
        assert!(
            set.ink_left() >= set.x && set.ink_right() <= set.x + 0.5,
            "{mark} {set:?}"
        );
    }
}

/// Dashes, ellipses, connectors and middle dots stand at half height.
#[test]
fn long_marks_and_dots_stand_at_half_height() {
    let marks = ["——", "⸺", "……", "⋯⋯", "～", "—", "·", "‧", "・"];
    for (line, mark) in alone(&marks).iter().zip(marks) {
        let ink = line.set[1].ink.expect("ink");
        assert!(
            ((ink[1] + ink[3]) / 2.0 - MIDDLE).abs() < 0.05,
            "{mark} {ink:?}"
        );
    }
}

/// The ink has as much blank before it as behind it.
#[test]
fn dashes_ellipses_and_dots_stand_in_the_middle_of_their_width() {
    let marks = ["——", "⸺", "～", "—", "·", "‧", "・"];
    for (line, mark) in alone(&marks).iter().zip(marks) {
        let (left, right) = (line.find('国').x + 1.0, line.find('中').x);
        let (before, behind) = (
            line.set[1].ink_left() - left,
            right - line.set[1].ink_right(),
        );
        assert!((before - behind).abs() < 0.03, "{mark} {before} {behind}");
    }
    let line = natural("国……中", "");
    let (before, behind) = (line.set[1].ink_left() - 1.0, 3.0 - line.set[2].ink_right());
    assert!((before - behind).abs() < 0.03, "{before} {behind}");
}

/// One stroke from end to end, not two with a gap between them.
#[test]
fn dashes_are_one_stroke() {
    for mark in ["——", "⸺"] {
        let set = &natural(&format!("国{mark}中"), "").set[1];
        assert!(set.ink_right() - set.ink_left() > 1.8, "{mark} {set:?}");
    }
}

#[test]
fn ellipses_hold_six_dots_at_one_distance() {
    let line = natural("国……中", "");
    is(line.set[2].x - line.set[1].x, 1.0, "the second three dots");
    is(
        line.set[2].ink_left() - line.set[1].ink_left(),
        1.0,
        "their ink",
    );
}

/// A connector must not be taken for the character 一.
#[test]
fn connectors_are_shorter_than_the_character_one() {
    let length = |text: &str| {
        let line = natural(text, "");
        line.set[0].ink_right() - line.set[0].ink_left()
    };
    let one = length("一国");
    assert!(length("–国") < one && length("—国") < one);
}

/// 楷 faces draw some marks narrow; they are set in a full em all the same.
#[test]
fn marks_are_one_em_in_every_face() {
    for face in ["song", "song-heavy", "hei", "hei-heavy", "kai"] {
        for mark in [
            "。", "，", "、", "；", "：", "！", "？", "（", "）", "《", "》", "‘", "’", "“", "”",
        ] {
            let line = natural(&format!("国{mark}中"), &format!("font = \"{face}\""));
            is(line.held('国', '中'), 1.0, &format!("{mark} in {face}"));
        }
        is(
            natural("国·中", &format!("font = \"{face}\"")).held('国', '中'),
            0.5,
            &format!("· in {face}"),
        );
        is(
            natural("国——中", &format!("font = \"{face}\"")).held('国', '中'),
            2.0,
            &format!("—— in {face}"),
        );
        is(
            natural("国……中", &format!("font = \"{face}\"")).held('国', '中'),
            2.0,
            &format!("…… in {face}"),
        );
    }
}
