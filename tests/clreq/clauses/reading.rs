//! Readings above their characters 注音 (CLREQ §3.3, today §5.5).

use crate::column::on_page_by;
use crate::line::{Line, is};
use crate::sheet::{PITCH, SIZE, set};

const ABOVE: &str = "readings = \"above\"";

/// The readings over the one line of a text, and the line.
fn one(copy: &str) -> (Line, Line) {
    let mut lines = set(copy, 40.0, ABOVE);
    assert_eq!(lines.len(), 2, "“{copy}” is longer than one line");
    let line = lines.remove(1);
    (lines.remove(0), line)
}

/// The left and right edge of a word of a line of readings.
fn edges(line: &Line, word: &str) -> (f64, f64) {
    let text = line.text();
    let at = text[..text
        .find(word)
        .unwrap_or_else(|| panic!("no {word} in {text}"))]
        .chars()
        .count();
    let last = &line.set[at + word.chars().count() - 1];
    (line.set[at].x, last.x + last.advance)
}

#[test]
fn a_reading_stands_over_the_middle_of_its_character() {
    let (readings, line) = one("国{氾|fán}民{汜|sì}人");
    for (base, word) in [('氾', "fán"), ('汜', "sì")] {
        let (left, right) = edges(&readings, word);
        is((left + right) / 2.0, line.find(base).x + 0.5, word);
    }
}

#[test]
fn readings_are_half_the_size_and_stand_on_the_em_boxes() {
    let (readings, line) = one("国{氾|fán}民");
    let natural = set("nnn", 40.0, "")[0].find('n').advance;
    is(readings.find('n').advance, natural / 2.0, "half as wide");
    // Up to the top of the em box, a hair, and the foot of the small em box.
    is(
        (readings.baseline - line.baseline) / SIZE,
        0.88 + 0.03 + 0.06,
        "above",
    );
}

#[test]
fn a_narrow_reading_moves_no_character() {
    let (_, line) = one("国{汜|sì}民{一|yī}人");
    for (nth, set) in line.set.iter().enumerate() {
        is(set.x, nth as f64, "its cell");
    }
}

#[test]
fn a_wide_reading_draws_its_base_apart_and_touches_no_other() {
    let (readings, line) = one("国{魍魉|wǎng liǎng}{庄|zhuāng}民");
    assert!(line.between('国', '民') > 4.2);
    let words = ["wǎng", "liǎng", "zhuāng"].map(|word| edges(&readings, word));
    assert!(
        words.windows(2).all(|pair| pair[1].0 - pair[0].1 > 0.05),
        "{words:?}"
    );
    for (base, (left, right)) in ['魍', '魉', '庄'].into_iter().zip(words) {
        is(
            (left + right) / 2.0,
            line.find(base).x + 0.5,
            "still in the middle",
        );
    }
}

#[test]
fn a_reading_of_a_group_spans_it_and_keeps_it_together() {
    let (readings, line) = one("国{可口可乐|kekou}民");
    let (left, right) = edges(&readings, "kekou");
    is(
        (left + right) / 2.0,
        line.nth('可', 0).x + 2.0,
        "the middle of the group",
    );
    for measure in 5..12 {
        let lines = set(
            "国民经济{可口可乐|kekou}公司开业",
            f64::from(measure),
            ABOVE,
        );
        assert!(
            lines.iter().any(|line| line.text().contains("可口可乐")),
            "{measure}"
        );
    }
}

#[test]
fn lines_with_readings_take_two_rows_where_the_style_says_so() {
    let copy = "国民经济{氾|fán}发展综述一年间稳步前行成绩单亮眼";
    let lines = set(copy, 8.0, &format!("{ABOVE}\nreading-rows = 2"));
    let rows: Vec<f64> = lines
        .iter()
        .filter(|line| !line.text().is_ascii() && line.set.len() > 3)
        .map(|line| line.baseline)
        .collect();
    let steps: Vec<f64> = rows
        .windows(2)
        .map(|pair| (pair[0] - pair[1]) / PITCH)
        .collect();
    is(steps[0], 1.0, "lines without stand row by row");
    let plain = set(&copy.replace("{氾|fán}", "氾"), 8.0, "");
    is(
        (plain[0].baseline - rows[0]) / PITCH,
        1.0,
        "the line with the reading stands a row lower",
    );
    is(
        (rows[0] - lines[0].baseline) / SIZE,
        -0.97,
        "its reading in the row before",
    );
}

#[test]
fn no_character_is_lost_under_readings() {
    let copy = "城东有一条{汜|sì}水，与{氾|fán}水字形相近；“{耄耋|mào dié}之年”的{饕餮|tāo tiè}、{魑魅魍魉|chī mèi wǎng liǎng}。";
    let plain = "城东有一条汜水，与氾水字形相近；“耄耋之年”的饕餮、魑魅魍魉。";
    for measure in 4..20 {
        for rows in [1, 2] {
            let lines = set(
                copy,
                f64::from(measure),
                &format!("{ABOVE}\nreading-rows = {rows}"),
            );
            let text: String = lines
                .iter()
                .map(Line::text)
                .filter(|text| !text.starts_with(|c: char| c < '一' && c.is_alphabetic()))
                .collect();
            assert_eq!(text, plain, "{measure}");
            let mut read: String = lines
                .iter()
                .map(Line::text)
                .filter(|text| text.starts_with(|c: char| c < '一' && c.is_alphabetic()))
                .collect();
            read.retain(|c| !c.is_whitespace());
            assert_eq!(read, "sìfánmàodiétāotièchīmèiwǎngliǎng", "{measure}");
        }
    }
}

#[test]
fn readings_of_vertical_lines_stand_at_the_right() {
    let columns = on_page_by("国{氾|fán}民", 14, &format!("indent = \"0字\"\n{ABOVE}"));
    let base = columns.find('氾');
    let word: Vec<_> = "fán".chars().map(|c| columns.find(c)).collect();
    assert!(word.iter().all(|stood| stood.turned));
    let middle = (word[0].down + word[2].ink[3]) / 2.0;
    assert!(
        (middle - (base.down + 0.5)).abs() < 0.1,
        "{middle} beside {}",
        base.down
    );
}
