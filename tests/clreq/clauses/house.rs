//! What a house may choose: how marks are squeezed (CLREQ §3.1.6.2), hanging
//! (§3.1.7), divided words, the strict grid (§3.2), half-width figures, and
//! marks used together (GB/T 15834 §5.1.2, §5.1.6, §5.1.9).

use crate::line::{Line, is, near, texts};
use crate::sheet::{SIZE, natural, set};

#[test]
fn two_exclamations_take_one_em_and_three_two() {
    for (marks, ems) in [
        ("？！", 1.0),
        ("！！", 1.0),
        ("？？", 1.0),
        ("！！！", 2.0),
        ("？？！", 2.0),
    ] {
        is(
            natural(&format!("国{marks}中"), "").held('国', '中'),
            ems,
            marks,
        );
    }
}

#[test]
fn one_exclamation_takes_one_em() {
    for mark in ["！", "？"] {
        is(
            natural(&format!("国{mark}中"), "").held('国', '中'),
            1.0,
            mark,
        );
    }
}

#[test]
fn doubled_marks_of_one_character_take_one_em() {
    let line = natural("国‼中", "");
    is(line.held('国', '中'), 1.0, "‼");
    let mark = line.find('‼');
    let middle = (mark.ink_left() + mark.ink_right()) / 2.0;
    assert!(
        (middle - 1.5).abs() < 0.05,
        "its ink stands in the middle: {middle}"
    );
}

#[test]
fn short_hyphens_take_half_an_em() {
    for mark in ["-", "–"] {
        is(
            natural(&format!("国{mark}中"), "").held('国', '中'),
            0.5,
            mark,
        );
    }
}

#[test]
fn slashes_between_han_take_half_an_em_and_their_ink_fits() {
    for mark in ['/', '／'] {
        let line = natural(&format!("国{mark}中"), "");
        is(line.held('国', '中'), 0.5, "a slash");
        let found = line.find(mark);
        assert!(
            found.ink_left() > 0.95 && found.ink_right() < 1.55,
            "{} {}",
            found.ink_left(),
            found.ink_right()
        );
    }
}

#[test]
fn half_width_signs_between_han_are_kept_off_line_starts() {
    for mark in ["-", "~", "/"] {
        for measure in [4.0, 5.0, 6.0] {
            let lines = texts(&set(&format!("一二三四{mark}五六七八九十"), measure, ""));
            assert!(
                lines.iter().all(|line| !line.starts_with(mark)),
                "{lines:?}"
            );
        }
    }
}

#[test]
fn a_minus_stays_with_its_number() {
    for measure in [4.0, 5.0, 6.0, 7.0] {
        for (written, set_as) in [("-12度", "−12度"), ("-12号", "-12号")] {
            let lines = texts(&set(&format!("一二三四五气温{written}六七"), measure, ""));
            assert!(lines.iter().any(|line| line.contains(set_as)), "{lines:?}");
        }
    }
}

#[test]
fn apostrophes_in_latin_are_narrow() {
    let line = natural("说don’t也", "");
    assert!(line.between('’', 't') < 0.4, "{}", line.between('’', 't'));
}

#[test]
fn full_width_style_squeezes_nothing() {
    let keys = "marks = \"full\"";
    is(
        natural("国。”中", keys).held('国', '中'),
        2.0,
        "a stop and a quote",
    );
    is(
        natural("国），（中", keys).held('国', '中'),
        3.0,
        "three marks",
    );
    let lines = set("一二三四，五六七八九十甲乙", 5.0, keys);
    assert_eq!(lines[0].text(), "一二三四，");
    is(
        lines[0].find('，').x,
        4.0,
        "the comma at the line's end keeps its em",
    );
    is(lines[0].find('四').x, 3.0, "nothing was opened");
}

#[test]
fn kaiming_style_keeps_the_em_of_stops_alone() {
    let keys = "marks = \"kaiming\"";
    for mark in ["，", "、", "；", "：", "）", "》", "”"] {
        is(
            natural(&format!("国{mark}中"), keys).held('国', '中'),
            0.5,
            mark,
        );
    }
    for mark in ["（", "《", "“"] {
        is(
            natural(&format!("国{mark}中"), keys).held('国', '中'),
            0.5,
            mark,
        );
    }
    for mark in ["。", "！", "？"] {
        is(
            natural(&format!("国{mark}中"), keys).held('国', '中'),
            1.0,
            mark,
        );
    }
}

fn hung(copy: &str, measure: f64) -> Vec<Line> {
    set(copy, measure, "hang-marks = true")
}

#[test]
fn a_comma_hangs_where_the_line_has_no_room_for_it() {
    for mark in ["，", "、", "。"] {
        let lines = hung(&format!("一二三四五{mark}六七八九十甲"), 5.0);
        assert_eq!(lines[0].text(), format!("一二三四五{mark}"));
        let last = &lines[0].set[5];
        is(last.x, 5.0, "it begins where the measure ends");
        is(lines[0].find('五').x, 4.0, "nothing was opened or squeezed");
    }
}

#[test]
fn other_marks_never_hang() {
    for mark in ["；", "：", "！", "？", "）", "”", "》"] {
        let lines = hung(&format!("一二三四五{mark}六七八九十甲"), 5.0);
        assert!(lines.iter().all(|line| line.right() < 5.002), "{mark}");
    }
}

#[test]
fn a_mark_of_a_cluster_does_not_hang() {
    let lines = hung("一二三四五”，六七八九十甲乙丙", 5.0);
    assert!(lines.iter().all(|line| line.right() < 5.002));
}

#[test]
fn nothing_hangs_unless_asked() {
    for mark in ["，", "、", "。"] {
        let lines = set(&format!("一二三四五{mark}六七八九十甲"), 5.0, "");
        assert!(lines.iter().all(|line| line.right() < 5.002), "{mark}");
    }
}

#[test]
fn latin_words_are_divided_with_a_hyphen_when_asked() {
    let copy = "国国国国newspaper中中中中中中";
    let whole = texts(&set("国国国国国newspaper中中中中中中", 7.0, ""));
    assert!(
        whole.iter().any(|line| line.contains("newspaper")),
        "{whole:?}"
    );
    // The hyphen stands for no character, so the text holds none.
    let lines = set(copy, 7.0, "hyphenate = true");
    let divided = texts(&lines);
    assert_eq!(divided.concat(), copy);
    assert!(
        divided[0].ends_with("news") || divided[0].ends_with("newspa"),
        "{divided:?}"
    );
}

#[test]
fn names_in_pinyin_are_divided_between_syllables() {
    let divided = texts(&set(
        "国国国国Shijiazhuang中中中中中中中",
        7.0,
        "hyphenate = true",
    ));
    assert!(
        divided[0].ends_with("Shi") || divided[0].ends_with("Shijia"),
        "{divided:?}"
    );
}

#[test]
fn abbreviations_are_never_divided() {
    for measure in [5.0, 6.0, 7.0, 8.0] {
        let lines = texts(&set(
            "国国UNESCO中中中中中中中中",
            measure,
            "hyphenate = true",
        ));
        assert!(
            lines.iter().any(|line| line.contains("UNESCO")),
            "{lines:?}"
        );
    }
}

const GRID: &str = "grid = true";

/// Every Han of every line stands a whole number of em from its start.
fn on_the_grid(copy: &str, measure: f64) {
    for line in set(copy, measure, GRID) {
        for found in line.set.iter().filter(|found| found.c > '\u{3400}') {
            assert!(
                near(found.x, found.x.round()),
                "{} at {} of {}",
                found.c,
                found.x,
                line.text()
            );
        }
    }
}

#[test]
fn on_the_strict_grid_every_han_stands_on_a_cell() {
    for measure in [8.0, 11.0, 13.0, 17.0] {
        on_the_grid(
            "国民经济GDP增长9.6%，达到1214.94亿元，比2020年“十三五”末的3倍还多（含App）。",
            measure,
        );
    }
}

#[test]
fn on_the_strict_grid_latin_is_padded_on_both_sides() {
    let line = natural("国GDP中", GRID);
    let (before, after) = (
        line.find('G').x - 1.0,
        line.find('中').x - line.find('P').x - line.find('P').advance,
    );
    assert!(before > 0.0 && before <= 0.5, "{before}");
    is(before, after, "both sides");
}

#[test]
fn on_the_strict_grid_marks_keep_their_cells() {
    is(natural("国。”中", GRID).held('国', '中'), 2.0, "two marks");
}

#[test]
fn half_width_figures_take_half_an_em_each() {
    let line = natural(
        "国2021年",
        "figures = \"half\"\nlatin-gap = \"0字\"\nlatin-gap-least = \"0字\"",
    );
    is(line.held('国', '年'), 2.0, "four figures");
    for (at, found) in line.set.iter().enumerate().skip(1).take(4) {
        is(found.x, 1.0 + 0.5 * (at - 1) as f64, "a figure");
        assert!(
            found.ink_right() <= found.x + 0.5 + 0.01 && found.ink_left() >= found.x - 0.01,
            "its ink stays inside"
        );
    }
}

#[test]
fn japanese_stops_keep_their_em_at_a_line_end() {
    let lines = set("一二三四。五六七八九", 5.0, "lang = \"ja\"");
    assert_eq!(lines[0].text(), "一二三四。");
    is(lines[0].find('四').x, 3.0, "nothing was opened");
}

#[test]
fn japanese_middle_dots_take_one_em() {
    is(
        natural("国・中", "lang = \"ja\"").held('国', '中'),
        1.0,
        "・",
    );
}

/// What a mark holds between its neighbours where the line would be full if
/// it gave half an em.
fn held_under_pressure(mark: char, lang: &str) -> f64 {
    let lines = set(
        &format!("一{mark}二三四五\n\n甲"),
        5.5,
        &format!("lang = \"{lang}\""),
    );
    lines[0].held('一', '二')
}

#[test]
fn mainland_exclamations_give_half_an_em() {
    is(held_under_pressure('！', "zh-CN"), 0.5, "！");
}

#[test]
fn japanese_exclamations_give_nothing() {
    let held = held_under_pressure('！', "ja");
    assert!(held >= 0.999, "{held}");
}

#[test]
fn taiwan_commas_keep_their_em_at_a_line_end() {
    let lines = set("一二三四，五六七八九", 5.0, "lang = \"zh-TW\"");
    assert_eq!(lines[0].text(), "一二三四，");
    is(lines[0].find('四').x, 3.0, "nothing was opened");
    assert!(
        lines[0].find('，').ink_right() < 5.0,
        "its ink stays inside the measure"
    );
}

#[test]
fn taiwan_stops_before_a_bracket_lose_the_blank_after() {
    let line = natural("国。」中", "lang = \"zh-TW\"");
    is(line.held('国', '中'), 1.75, "¾ em and one");
    assert!(
        line.find('。').ink_right() <= line.find('」').ink_left(),
        "their ink stays apart"
    );
}

#[test]
fn taiwan_exclamations_and_middle_dots_take_one_em_always() {
    for mark in ['！', '？'] {
        let held = held_under_pressure(mark, "zh-TW");
        assert!(held >= 0.999, "{mark} {held}");
    }
}

#[test]
fn gaps_beside_connectors_and_slashes_stay_closed() {
    let line = set("一二～三四五incomprehensibilities", 7.0, "").remove(0);
    is(line.held('二', '三'), 1.0, "～");
    is(line.right(), 7.0, "the line is full");
}

#[test]
fn gaps_beside_marks_open_first_when_asked() {
    let copy = "一二三，四五六incomprehensibilities";
    let line = set(copy, 7.1, "mark-stretch = \"0.25字\"").remove(0);
    is(line.held('三', '四'), 1.1, "the gap after the comma");
    is(line.find('二').x, 1.0, "Han stand solid");
}

/// Ten characters and half a comma on ten em: the same line opens by an em
/// over eight gaps where nothing may close up.
#[test]
fn characters_close_up_last_when_asked() {
    let copy = "一二三四五六七八九十，甲乙丙丁";
    let lines = set(copy, 10.0, "close-up = \"0.056字\"");
    assert_eq!(texts(&lines), ["一二三四五六七八九十，", "甲乙丙丁"]);
    is(lines[0].right(), 10.0, "the measure");
    lines[0].set[..10]
        .iter()
        .for_each(|set| is(set.width, 0.95, "a character and its gap"));
    let blank = set(
        "一二三四，五六七八九十，甲乙丙丁",
        11.0,
        "close-up = \"0.056字\"",
    )
    .remove(0);
    is(blank.find('二').x, 1.0, "marks give before characters do");
}

#[test]
fn characters_close_up_no_further_than_the_style_says() {
    let lines = set(
        "一二三四五六七八九十，甲乙丙丁",
        10.0,
        "close-up = \"0.049字\"",
    );
    assert_eq!(lines[0].text(), "一二三四五六七八九");
}

#[test]
fn first_fit_fills_its_lines_too() {
    let copy = "国民经济增长9.6%，达到1214.94亿元，比“十三五”末翻了一番还多，人均超过3万元。";
    let lines = set(copy, 11.0, "breaker = \"first-fit\"");
    for line in &lines[..lines.len() - 1] {
        is(line.right(), 11.0, &line.text());
    }
    assert_eq!(texts(&lines).concat(), copy);
}

#[test]
fn readings_stand_in_brackets_after_their_base() {
    assert_eq!(
        natural("他是{郏县|jiá xiàn}人", "").text().replace(' ', ""),
        "他是郏县（jiáxiàn）人"
    );
}

#[test]
fn dots_and_lines_move_no_character() {
    let (plain, treated) = (
        natural("国人中华，一二三四", ""),
        natural("国[人]{着重}中[华，一二]{专名}三四", ""),
    );
    assert_eq!(plain.text(), treated.text());
    for (one, other) in plain.set.iter().zip(&treated.set) {
        is(one.x, other.x, "a character");
    }
}

/// Flat type stands on the same places, lower (JLREQ 2.3.2, newspapers).
#[test]
fn flat_type_keeps_its_places_and_loses_height() {
    let copy = "国民经济增长9.6%，达到1214.94亿元，“十三五”末翻了一番还多。";
    let (square, flat) = (set(copy, 11.0, ""), set(copy, 11.0, "flat = \"0.8字\""));
    assert_eq!(texts(&square), texts(&flat));
    for (one, other) in square
        .iter()
        .zip(&flat)
        .flat_map(|(a, b)| a.set.iter().zip(&b.set))
    {
        is(one.x, other.x, "a character");
        if let (Some(tall), Some(low)) = (one.ink, other.ink) {
            assert!(
                near((tall[3] - tall[1]) * 0.8, low[3] - low[1]),
                "{} {tall:?} {low:?}",
                one.c
            );
        }
    }
}

/// JLREQ counts them among the middle dots: ¼ em of blank on either side.
#[test]
fn japanese_colons_stand_in_the_middle_of_their_em() {
    for mark in ['：', '；'] {
        let line = natural(&format!("国{mark}中"), "lang = \"ja\"");
        is(line.held('国', '中'), 1.0, "its em");
        let mark = line.find(mark);
        let middle = (mark.ink_left() + mark.ink_right()) / 2.0;
        assert!(
            (middle - 1.5).abs() < 0.05,
            "its ink stands in the middle: {middle}"
        );
    }
}

/// The numbers of a fraction are small, the upper one as high as a figure.
#[test]
fn fractions_are_as_high_as_figures() {
    let lines = set("国8[3/4]{分数}民", 40.0, "");
    assert_eq!(lines.len(), 2, "the upper number has a baseline of its own");
    let (upper, line) = (&lines[0], &lines[1]);
    assert_eq!(
        (upper.text().as_str(), line.text().as_str()),
        ("3", "国8/4民")
    );
    let ink = |c| line.find(c).ink.expect("ink");
    let over = upper
        .find('3')
        .ink
        .expect("ink")
        .map(|side| side + (upper.baseline - line.baseline) / SIZE);
    assert!(
        (over[3] - ink('8')[3]).abs() < 0.05,
        "as high: {} and {}",
        over[3],
        ink('8')[3]
    );
    assert!(
        (ink('4')[1] - ink('8')[1]).abs() < 0.03,
        "as low: {} and {}",
        ink('4')[1],
        ink('8')[1]
    );
    assert!(over[2] - over[0] < (ink('8')[2] - ink('8')[0]) * 0.75);
}
