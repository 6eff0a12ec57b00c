//! CLREQ §3.1.6.2: neighbouring marks give half an em, on the side where
//! their blank is.

use crate::line::{Line, is};
use crate::sheet::naturals;

/// The set width of every cluster between two characters.
fn held(clusters: &[&str], keys: &str) -> Vec<Line> {
    let texts: Vec<String> = clusters
        .iter()
        .map(|cluster| format!("国{cluster}中"))
        .collect();
    naturals(&texts.iter().map(String::as_str).collect::<Vec<_>>(), keys)
}

#[track_caller]
fn wide(clusters: &[&str], ems: f64) {
    for (line, cluster) in held(clusters, "").iter().zip(clusters) {
        is(line.held('国', '中'), ems, cluster);
    }
}

#[test]
fn opening_after_opening() {
    wide(
        &[
            "“‘", "（《", "《〈", "「『", "“（", "“《", "【〔", "（“", "［｛",
        ],
        1.5,
    );
}

#[test]
fn closing_after_closing() {
    wide(
        &[
            "’”", "》）", "〉》", "』」", "）”", "》”", "〕】", "”）", "｝］",
        ],
        1.5,
    );
}

#[test]
fn closing_after_stop() {
    wide(
        &["。”", "！”", "？”", "。）", "？）", "！》", "。’", "．）"],
        1.5,
    );
}

#[test]
fn closing_after_comma() {
    wide(&["，”", "、）", "；）", "：”", "，’"], 1.5);
}

#[test]
fn stop_after_closing() {
    wide(
        &["”。", "）。", "》。", "’。", "）！", "》？", "」。", "）．"],
        1.5,
    );
}

#[test]
fn comma_after_closing() {
    wide(&["”，", "》、", "）；", "）：", "’，", "》，", "】："], 1.5);
}

#[test]
fn opening_after_closing() {
    wide(
        &["”“", "》《", "）（", "）《", "”（", "’‘", "」「", "】【"],
        1.5,
    );
}

#[test]
fn opening_after_stop() {
    wide(&["。“", "！（", "？《", "。（", "！“", "。‘", "．（"], 1.5);
}

#[test]
fn opening_after_comma() {
    wide(&["，“", "、《", "：“", "；（", "，‘", "：《"], 1.5);
}

#[test]
fn three_marks_keep_two_em() {
    wide(
        &[
            "。’”",
            "’”。",
            "》、《",
            "，“‘",
            "“‘（",
            "”）。",
            "。”）",
            "）。（",
            "”，“",
            "：“《",
            "！”“",
            "》）；",
        ],
        2.0,
    );
}

#[test]
fn four_marks_keep_two_em_and_a_half() {
    wide(&["。’”）", "’”），", "”。“《", "》》、《"], 2.5);
}

/// A dash and an ellipsis have no blank to give, so a mark beside one keeps its own.
#[test]
fn dashes_and_ellipses_give_nothing() {
    wide(&["——“", "”——", "，——", "……”", "……。", "“……"], 3.0);
}

/// Full width marks alone are not squeezed.
#[test]
fn marks_between_characters_keep_their_em() {
    let line = &held(&["，国。国（国）国“国”国、"], "")[0];
    line.set
        .iter()
        .enumerate()
        .for_each(|(at, set)| is(set.x, at as f64, "every pen on its em"));
}

/// Where the box of a mark stands: its pen, and half an em more for an opening mark.
fn boxes(line: &Line) -> Vec<(char, f64)> {
    let opening = |c| "“‘（《".contains(c);
    line.set
        .iter()
        .map(|set| (set.c, set.x + if opening(set.c) { 0.5 } else { 0.0 }))
        .collect()
}

/// What the two boxes of ½ em leave between them.
#[track_caller]
fn blank(clusters: &[&str], ems: f64) {
    for (line, cluster) in held(clusters, "").iter().zip(clusters) {
        let boxes = boxes(line);
        is(boxes[2].1 - boxes[1].1 - 0.5, ems, cluster);
    }
}

#[test]
fn brackets_hug_what_they_hold() {
    blank(
        &[
            "“‘", "（《", "’”", "》）", "。”", "，”", "！”", "”。", "》、",
        ],
        0.0,
    );
}

#[test]
fn half_an_em_stays_before_a_new_opening() {
    blank(&["”“", "》《", "。“", "，“", "、《", "）（"], 0.5);
}

/// The blank is taken from outside the quotation, never from between the
/// bracket and the character it holds.
#[test]
fn squeezing_leaves_the_ink_beside_its_content() {
    let line = &held(&["“‘国’”"], "")[0];
    let (inner, held) = (line.find('‘'), line.nth('国', 1));
    is(held.x - inner.x, 1.0, "the quote and what it holds");
    is(line.find('’').x - held.x, 1.0, "what it holds and its end");
    assert!(inner.ink_left() > line.find('“').ink_right() && inner.ink_right() < held.ink_left());
    assert!(
        line.find('’').ink_left() > held.ink_right()
            && line.find('”').ink_left() > line.find('’').ink_right()
    );
}

#[test]
fn pairs_are_squeezed_alike_in_every_face() {
    let clusters = ["。”", "”，", "》《", "“‘", "，“", "’”", "：“"];
    for face in ["song", "song-heavy", "hei", "hei-heavy", "kai"] {
        for (line, cluster) in held(&clusters, &format!("font = \"{face}\""))
            .iter()
            .zip(clusters)
        {
            is(line.held('国', '中'), 1.5, &format!("{cluster} in {face}"));
        }
    }
}
