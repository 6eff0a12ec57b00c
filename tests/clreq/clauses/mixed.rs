//! CLREQ §3.2.2: Latin letters and digits among Han, and §3.1.1: marks that
//! both scripts use.

use crate::line::{Line, is, texts};
use crate::sheet::{natural, set};

const QUARTER: &str = "latin-gap = \"0.25em\"";

/// The blank before and behind the one western character of `国?中`.
fn gaps(western: char, keys: &str) -> (f64, f64) {
    let line = natural(&format!("国{western}中"), keys);
    (
        line.between('国', western) - 1.0,
        line.between(western, '中') - line.find(western).advance,
    )
}

#[test]
fn the_gap_of_the_bundled_styles_is_near_a_quarter() {
    let (before, behind) = gaps('A', "");
    is(before, 0.22, "before");
    is(behind, 0.22, "behind");
}

#[test]
fn the_gap_is_what_the_style_says() {
    for (keys, gap) in [
        (QUARTER, 0.25),
        ("latin-gap = \"0.125em\"", 0.125),
        ("latin-gap = \"0em\"", 0.0),
    ] {
        let (before, behind) = gaps('A', keys);
        is(before, gap, keys);
        is(behind, gap, keys);
    }
}

#[test]
fn the_gap_stands_beside_letters_of_every_script() {
    for letter in ['A', 'z', 'é', 'α', 'Ω', 'Д'] {
        let (before, behind) = gaps(letter, QUARTER);
        is(before, 0.25, "before");
        is(behind, 0.25, "behind");
    }
}

#[test]
fn the_gap_stands_beside_digits() {
    for digit in ['0', '5', '9'] {
        let (before, behind) = gaps(digit, QUARTER);
        is(before, 0.25, "before");
        is(behind, 0.25, "behind");
    }
}

/// Nothing is set off that is no character of a word.
#[test]
fn no_gap_between_a_figure_and_a_bullet() {
    for bullet in ['▪', '●', '■', '◆'] {
        let line = natural(&format!("{bullet}6中"), QUARTER);
        is(line.between(bullet, '6'), 1.0, "no gap");
        is(
            line.between('6', '中') - line.find('6').advance,
            0.25,
            "behind",
        );
    }
}

#[test]
fn no_gap_within_a_word_or_number() {
    for unit in ["G20", "5G", "3.14", "9.6%", "B2B"] {
        let line = natural(&format!("国{unit}中"), QUARTER);
        let plain = natural(unit, QUARTER);
        for (at, found) in plain.set.iter().enumerate().take(plain.set.len() - 1) {
            is(line.set[at + 1].width, found.width, unit);
        }
    }
}

/// Full-width marks have blank of their own.
#[test]
fn no_gap_against_full_width_marks() {
    for mark in "。，、；：！？）》".chars() {
        let line = natural(&format!("国A{mark}B中"), QUARTER);
        is(
            line.between('A', mark),
            line.find('A').advance,
            "a letter, then a mark",
        );
        is(line.between(mark, 'B'), 1.0, "a mark, then a letter");
    }
    for mark in "（《".chars() {
        let line = natural(&format!("国A{mark}B中"), QUARTER);
        is(
            line.between('A', mark),
            line.find('A').advance,
            "a letter, then an opening mark",
        );
        is(
            line.between(mark, 'B'),
            1.0,
            "an opening mark, then a letter",
        );
    }
}

#[test]
fn no_gap_at_a_line_start() {
    let lines = set("一二三四五ABC六七八九十", 5.0, QUARTER);
    assert!(lines[1].text().starts_with("ABC"));
    is(lines[1].set[0].x, 0.0, "the letter");
}

#[test]
fn no_gap_at_a_line_end() {
    let lines = set("一二三四ABCD五六七八九十甲乙丙丁", 7.0, QUARTER);
    assert!(lines[0].text().ends_with("ABCD"), "{:?}", texts(&lines));
    is(lines[0].right(), 7.0, "the last letter");
}

#[test]
fn no_gap_at_a_paragraph_start_or_end() {
    let line = natural("A国B", QUARTER);
    is(line.set[0].x, 0.0, "the first letter");
    let lines = set("A国B", 10.0, "latin-gap = \"0.25em\"\nalign = \"end\"");
    is(lines[0].right(), 10.0, "the last letter");
}

/// A space that is written is the gap; there is not another beside it.
#[test]
fn a_written_space_takes_the_place_of_the_gap() {
    let line = natural("国 A 中", QUARTER);
    let space = line.find(' ').advance;
    is(line.between('国', 'A'), 1.0 + space, "before");
    is(
        line.between('A', '中'),
        line.find('A').advance + space,
        "behind",
    );
}

/// Proportional letters stand at their own advances.
#[test]
fn latin_is_set_proportionally() {
    let line = natural("国Hamburg中", "");
    assert!(line.find('H').advance > line.find('r').advance);
    let inner = &line.set[1..7];
    assert!(
        inner
            .iter()
            .all(|set| (set.width - set.advance).abs() < 0.05),
        "kerning at most"
    );
}

/// The letters stand on the same baseline as the characters (the harness
/// refuses a line of two baselines), and on the foot of their own ink.
#[test]
fn latin_stands_on_the_baseline() {
    let line = natural("国Hx中", "");
    for letter in ['H', 'x'] {
        is(line.find(letter).ink.expect("ink")[1], 0.0, "the foot");
    }
}

#[test]
fn lines_neither_begin_nor_end_with_a_space() {
    let copy = "国国 abc def 国国国 ghi jkl mno 国国国国 pqr stu vwx yz 国国国国国";
    for half_ems in 8..30 {
        for line in set(copy, f64::from(half_ems) / 2.0, "") {
            assert!(
                !line.text().starts_with(' ') && !line.text().ends_with(' '),
                "“{}”",
                line.text()
            );
        }
    }
}

#[test]
fn words_may_part_at_their_spaces() {
    let lines = texts(&set("incomprehensibilities counterrevolutionary", 11.0, ""));
    assert_eq!(lines, ["incomprehensibilities", "counterrevolutionary"]);
}

/// “ ‘ ’ ” are one mark in both scripts: beside Han they are Chinese marks of
/// one em, and they are squeezed.
#[test]
fn quotes_beside_han_are_chinese() {
    let line = natural("国“中”文", "");
    is(
        line.between('国', '文'),
        5.0 - 1.0,
        "two quotes and two characters",
    );
    let line = natural("国，“中”。文", "");
    is(
        line.between('国', '文'),
        1.0 + 1.5 + 1.0 + 1.5,
        "two pairs and two characters",
    );
}

#[test]
fn quotes_round_a_latin_word_in_chinese_are_chinese() {
    let line = natural("国“A”文", QUARTER);
    is(line.between('国', 'A'), 2.0, "an em for the quote");
    is(
        line.between('A', '文'),
        line.find('A').advance + 1.0,
        "an em for the quote",
    );
}

/// The apostrophe is no closing mark: nothing beside it is squeezed, and a
/// stop behind it keeps its em.
#[test]
fn an_apostrophe_is_not_a_closing_mark() {
    let line = natural("国it’s中", "");
    is(line.find('’').width, line.find('’').advance, "solid");
}

/// Half-width marks of copy beside Han stand as full-width ones.
#[test]
fn gb_half_width_marks_beside_han_become_full_width() {
    let line = natural("国,国;国:国(国)国!国?国.", "");
    assert_eq!(line.text(), "国，国；国：国（国）国！国？国。");
    line.set
        .iter()
        .enumerate()
        .for_each(|(at, set)| is(set.x, at as f64, "an em each"));
}

#[test]
fn points_and_commas_of_numbers_stay_half_width() {
    let line: Line = natural("国1,214.94中", "");
    assert_eq!(line.text(), "国1,214.94中");
    assert!(line.find(',').advance < 0.5 && line.find('.').advance < 0.5);
}
