//! CLREQ §3.4: indents, alignment, last lines; and that what is set can be
//! read out again.

use crate::column::on_page_by;
use crate::line::{is, near, texts};
use crate::sheet::{PITCH, natural, set};

const TEN: &str = "一二三四五六七八九十";

/// The body style of the house layouts, as it comes.
#[test]
fn body_paragraphs_are_indented_by_two_em() {
    let lines = set(&TEN.repeat(2), 8.0, "base = \"body\"");
    is(lines[0].set[0].x, 2.0, "the first line");
    lines[1..]
        .iter()
        .for_each(|line| is(line.set[0].x, 0.0, "the others"));
}

#[test]
fn narrow_columns_may_indent_by_one_em() {
    let lines = set(&TEN.repeat(2), 7.0, "indent = \"1字\"");
    is(lines[0].set[0].x, 1.0, "the first line");
    is(lines[1].set[0].x, 0.0, "the second");
}

#[test]
fn every_paragraph_is_indented() {
    let lines = set(
        &format!("{TEN}\n\n{TEN}\n\n{TEN}"),
        13.0,
        "indent = \"2字\"",
    );
    assert_eq!(lines.len(), 3);
    lines
        .iter()
        .for_each(|line| is(line.set[0].x, 2.0, "a first line"));
}

#[test]
fn hanging_indents_move_all_lines_but_the_first() {
    let lines = set(&TEN.repeat(2), 8.0, "hang = \"1字\"");
    is(lines[0].set[0].x, 0.0, "the first");
    lines[1..]
        .iter()
        .for_each(|line| is(line.set[0].x, 1.0, "the others"));
}

#[test]
fn indented_lines_fill_their_measure() {
    let lines = set(&TEN.repeat(3), 8.0, "indent = \"2字\"");
    assert_eq!(lines[0].set.len(), 6);
    is(lines[0].right(), 8.0, "the first line");
}

#[test]
fn last_lines_are_flush_left_and_solid() {
    let lines = set("一二三四五六七八九十甲乙丙，丁戊A己", 10.0, "");
    let last = lines.last().expect("a last line");
    assert_eq!(last.text(), "甲乙丙，丁戊A己");
    let solid = natural("甲乙丙，丁戊A己", "");
    for (found, wanted) in last.set.iter().zip(&solid.set) {
        is(found.x, wanted.x, "as it falls");
    }
}

#[test]
fn a_paragraph_of_one_line_is_not_justified() {
    let line = &set("一二三四", 10.0, "")[0];
    is(line.right(), 4.0, "its own width");
}

#[test]
fn paragraphs_follow_without_a_gap_on_the_grid() {
    let lines = set(
        &format!("{TEN}\n\n{TEN}{TEN}\n\n{TEN}"),
        7.0,
        "indent = \"2字\"",
    );
    for pair in lines.windows(2) {
        let step = pair[0].baseline - pair[1].baseline;
        assert!((step - PITCH).abs() <= 0.0011, "{step}");
    }
}

/// Eleven characters to a line of ten: the line above lends one.
#[test]
fn no_lone_character_on_a_last_line() {
    let lines = texts(&set("一二三四五六七八九十甲", 10.0, ""));
    assert_eq!(lines, ["一二三四五六七八九", "十甲"]);
}

#[test]
fn no_lone_character_and_its_mark_on_a_last_line() {
    for (copy, last) in [
        ("一二三四五六七八九十甲。", "十甲。"),
        ("一二三四五六七八九十甲！”", "十甲！”"),
        ("一二三四五六七八九十甲……", "十甲……"),
        ("一二三四五六七八九十——", "十——"),
    ] {
        let lines = texts(&set(copy, 10.0, ""));
        assert_eq!(lines.last().map(String::as_str), Some(last));
    }
}

/// The line that lends is justified.
#[test]
fn the_line_that_lends_a_character_fills_its_measure() {
    let lines = set("一二三四五六七八九十甲。", 10.0, "");
    is(lines[0].right(), 10.0, "the measure");
    lines[0].set[..8]
        .iter()
        .for_each(|set| is(set.width, 1.125, "one em to eight gaps"));
}

#[test]
fn no_lone_character_at_any_newspaper_measure() {
    for measure in 9..=41 {
        let copy: String = TEN
            .chars()
            .cycle()
            .take(measure * 2 + 1)
            .collect::<String>()
            + "。";
        let lines = set(&copy, measure as f64, "");
        let last = lines.last().expect("a last line");
        assert!(
            last.set.iter().filter(|set| set.c != '。').count() >= 2,
            "{measure}: {}",
            last.text()
        );
    }
}

#[test]
fn lines_flush_at_the_start_are_solid() {
    let lines = set("一二三四五，六七八九十", 5.0, "align = \"start\"");
    for line in &lines {
        is(line.set[0].x, 0.0, "the start");
        line.set[..line.set.len() - 1]
            .iter()
            .for_each(|set| is(set.width, 1.0, "solid"));
    }
}

#[test]
fn lines_flush_at_the_end() {
    for line in set("一二三四五六七八", 5.0, "align = \"end\"") {
        is(line.right(), 5.0, "the end");
    }
}

#[test]
fn centred_lines_have_the_same_blank_on_both_sides() {
    for copy in ["一二三", "一二三四", "《一二》"] {
        let line = &set(copy, 9.0, "align = \"centre\"")[0];
        let left = line.set[0].x + if line.set[0].c == '《' { 0.5 } else { 0.0 };
        is(left, 9.0 - line.right(), copy);
    }
}

#[test]
fn spread_lines_fill_the_measure_with_equal_gaps() {
    let line = &set("一二三四", 10.0, "align = \"spread\"")[0];
    is(line.right(), 10.0, "the end");
    line.set[..3]
        .iter()
        .for_each(|set| is(set.width, 3.0, "six em to three gaps"));
}

#[test]
fn tracked_lines_have_the_same_blank_after_every_character() {
    let line = natural("一二三四", "tracking = \"0.25em\"");
    line.set[..3]
        .iter()
        .for_each(|set| is(set.width, 1.25, "a quarter more"));
}

#[test]
fn dashes_are_read_as_two_characters() {
    assert_eq!(natural("国——中", "").text(), "国——中");
    assert_eq!(natural("国—中——文", "").text(), "国—中——文");
}

#[test]
fn ellipses_are_read_as_two_characters() {
    assert_eq!(natural("国……中", "").text(), "国……中");
}

#[test]
fn every_character_is_read_once_and_in_order() {
    let copy = "“甲‘乙’丙”，丁（戊）——《己》、《庚》……辛·壬／癸～子：5G、9.6%；￥100，A股！";
    for half_ems in 10..40 {
        let measure = f64::from(half_ems) / 2.0;
        assert_eq!(texts(&set(copy, measure, "")).concat(), copy);
    }
}

#[test]
fn places_do_not_depend_on_what_stands_above() {
    let alone = natural("国，中“文”A。", "");
    let below = set("甲乙丙丁\n\n国，中“文”A。", 40.0, "").remove(1);
    assert!(
        alone
            .set
            .iter()
            .zip(&below.set)
            .all(|(a, b)| near(a.x, b.x))
    );
}

/// The legs of a page of paragraphs, each of one character of its own: for
/// every leg the paragraphs in it, and how many of its lines each has.
fn legs(lengths: [usize; 4], keys: &str) -> Vec<Vec<(char, usize)>> {
    let paragraphs: Vec<String> = ['甲', '乙', '丙', '丁']
        .iter()
        .zip(lengths)
        .map(|(c, length)| c.to_string().repeat(length))
        .collect();
    let mut legs: Vec<Vec<(char, usize, usize)>> = Vec::new();
    for stood in on_page_by(&paragraphs.join("\n\n"), 6, keys).set {
        legs.resize(legs.len().max(stood.leg + 1), Vec::new());
        match legs[stood.leg].last_mut() {
            Some((c, line, lines)) if *c == stood.c => {
                *lines += usize::from(*line != stood.line);
                *line = stood.line;
            }
            _ => legs[stood.leg].push((stood.c, stood.line, 1)),
        }
    }
    legs.into_iter()
        .map(|leg| leg.into_iter().map(|(c, _, lines)| (c, lines)).collect())
        .collect()
}

/// How many paragraphs have one line only at the head of a leg, or at its foot.
fn alone(legs: &[Vec<(char, usize)>]) -> (usize, usize) {
    let parted = |pair: &&[Vec<(char, usize)>]| {
        pair[0].last().map(|last| last.0) == pair[1].first().map(|first| first.0)
    };
    let cuts: Vec<_> = legs.windows(2).filter(parted).collect();
    let head = cuts.iter().filter(|pair| pair[1][0].1 == 1).count();
    let foot = cuts
        .iter()
        .filter(|pair| pair[0].last().is_some_and(|last| last.1 == 1))
        .count();
    (head, foot)
}

#[test]
fn no_line_of_a_paragraph_alone_at_a_leg() {
    let mut found = (0, 0);
    for first in [4, 8, 14, 20, 26] {
        for second in [8, 13, 20] {
            let lengths = [first, second, 13, 9];
            let (head, foot) = alone(&legs(lengths, ""));
            found = (found.0 + head, found.1 + foot);
            assert_eq!(
                alone(&legs(lengths, "orphans = 2\nwidows = 2")),
                (0, 0),
                "{lengths:?}"
            );
        }
    }
    assert!(
        found.0 > 0 && found.1 > 0,
        "unless the style says so, such lines stand: {found:?}"
    );
}
