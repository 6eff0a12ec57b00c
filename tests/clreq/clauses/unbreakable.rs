//! CLREQ §3.1.5: what no line parts, and what no line opens.

use crate::line::{is, texts};
use crate::sheet::{natural, set};

const BEFORE: &str = "一二三四五六七八九";
const LEVELS: [&str; 4] = ["none", "basic", "gb", "strict"];

/// Fails where a line parts `unit` as it comes to every place of a line of `measure`.
#[track_caller]
fn whole(unit: &str, measure: f64, level: &str) {
    let before: Vec<char> = BEFORE.chars().collect();
    let copy: Vec<String> = (1..=9)
        .map(|n| before[..n].iter().collect::<String>() + unit + "甲乙丙丁戊己庚辛")
        .collect();
    let lines = texts(&set(
        &copy.join("\n\n"),
        measure,
        &format!("kinsoku = \"{level}\""),
    ));
    let found = lines.iter().filter(|line| line.contains(unit)).count();
    assert_eq!(found, 9, "{unit} is parted at level {level}: {lines:?}");
}

#[test]
fn dashes_are_never_parted() {
    LEVELS.iter().for_each(|level| whole("——", 5.0, level));
}

#[test]
fn ellipses_are_never_parted() {
    LEVELS.iter().for_each(|level| whole("……", 5.0, level));
}

#[test]
fn midline_ellipses_are_never_parted() {
    LEVELS.iter().for_each(|level| whole("⋯⋯", 5.0, level));
}

#[test]
fn gb_two_ellipses_together_are_never_parted() {
    whole("…………", 6.0, "gb");
}

#[test]
fn numbers_are_never_parted() {
    for number in [
        "12345",
        "3.1416",
        "1,214.94",
        "19:30",
        "2021-2022",
        "1/4",
        "15 000",
        "1 234 567",
    ] {
        LEVELS.iter().for_each(|level| whole(number, 7.0, level));
    }
}

#[test]
fn numbers_keep_the_sign_behind_them() {
    for number in ["9.6%", "9.6％", "37℃", "5‰", "45°", "30′", "15″", "99¢"] {
        LEVELS.iter().for_each(|level| whole(number, 6.0, level));
    }
}

#[test]
fn numbers_keep_the_sign_before_them() {
    for number in [
        "￥100", "¥100", "$100", "£20", "€20", "№5", "#7", "±5", "−5",
    ] {
        LEVELS.iter().for_each(|level| whole(number, 6.0, level));
    }
}

#[test]
fn numbers_keep_their_chinese_unit() {
    for number in [
        "2021年",
        "12月",
        "31日",
        "1214亿",
        "30万",
        "8个",
        "6级",
        "20世纪",
        "24小时",
        "10千伏",
        "50平方米",
        "3号线",
        "2年级",
        "7时许",
        "6单元",
        "3顿",
    ] {
        LEVELS.iter().for_each(|level| whole(number, 6.0, level));
    }
}

/// Where nothing else fits well a number may part from its unit after 万 and
/// 亿, and a long unit at its joint, never elsewhere.
#[test]
fn numbers_part_from_their_unit_after_a_power_alone() {
    for (number, first) in [
        ("4860万平方米", "4860万"),
        ("3.1个百分点", "3.1个"),
        ("12个小时", "12个"),
        ("5个工作日", "5个"),
        ("208平方公里", "208平方"),
        ("348.5亿千瓦时", "348.5亿"),
        ("2600余架次", "2600余"),
        ("58亿元", "58亿"),
    ] {
        for before in 0..7 {
            let copy = format!("{}{number}国国国国国国", "国".repeat(before));
            for line in set(&copy, 7.0, "") {
                let text = line.text();
                let starts = text.trim_start_matches('国');
                let whole = starts.is_empty()
                    || starts.starts_with(number)
                    || number
                        .strip_prefix(first)
                        .is_some_and(|rest| text.starts_with(rest));
                assert!(whole || starts == first, "{before}: {text}");
            }
        }
    }
}

#[test]
fn numbers_keep_the_units_of_other_regions() {
    for number in ["90公尺", "30公分", "8位", "20年代", "60秒"] {
        LEVELS
            .iter()
            .for_each(|level| whole(number, 6.0, &format!("{level}\"\nlang = \"zh-TW")));
    }
}

/// No line ends at a no-break space, nor at the space before the sign of a unit.
#[test]
fn numbers_keep_their_signs_over_a_space() {
    for number in ["100 km", "100\u{A0}km", "25 kg", "1\u{A0}234\u{A0}567"] {
        LEVELS.iter().for_each(|level| whole(number, 7.0, level));
    }
}

/// A telephone number parts after its hyphens where its line is too narrow, never
/// inside a group; one that fits its line, a date and a span of years stay whole.
#[test]
fn telephone_numbers_part_after_their_hyphens_alone() {
    for number in [
        "010-65368888",
        "0571-8888-9999",
        "+86-10-65368888",
        "010－65368888",
    ] {
        for n in 0..9 {
            let copy = format!("{}{number}，山山山山山山山", "山".repeat(n));
            let texts = texts(&set(&copy, 5.5, "figures = \"half\""));
            let parts: Vec<&str> = texts
                .iter()
                .map(|line| line.trim_matches(['山', '，']))
                .filter(|part| !part.is_empty())
                .collect();
            assert_eq!(parts.concat(), number, "{texts:?}");
            let (last, before) = parts.split_last().expect("it has parts");
            assert!(
                !before.is_empty() && before.iter().all(|part| part.ends_with(['-', '－'])),
                "{texts:?}"
            );
            assert!(
                last.chars().filter(char::is_ascii_digit).count() >= 4,
                "{texts:?}"
            );
        }
        let fits = format!("山山山山山山{number}山山山山山山山山山山山山山山山");
        let lines = texts(&set(&fits, 14.0, "figures = \"half\""));
        assert!(lines.iter().any(|line| line.contains(number)), "{lines:?}");
    }
    for number in ["2021-12-31", "2021-2025", "8888-9999"] {
        LEVELS.iter().for_each(|level| whole(number, 7.0, level));
    }
}

/// An address parts after its slashes and before its points, with no hyphen.
#[test]
fn addresses_part_at_their_slashes_and_points() {
    let lines = set(
        "请登录https://www.example.com/news/2021/index.html查看",
        7.0,
        "",
    );
    let ends: Vec<String> = lines.iter().map(|line| line.text()).collect();
    assert!(ends.iter().any(|line| line.ends_with('/')), "{ends:?}");
    assert_eq!(
        ends.concat(),
        "请登录https://www.example.com/news/2021/index.html查看"
    );
    let parts = |line: &String| {
        line.ends_with('/')
            || line.ends_with("example")
            || line.ends_with("index")
            || line.ends_with("www")
    };
    assert!(ends[..ends.len() - 2].iter().all(parts), "{ends:?}");
}

/// In a style that divides no words one is divided all the same where its line
/// would be torn apart, and has its hyphen then.
#[test]
fn words_are_divided_where_a_line_would_be_torn_apart() {
    let lines = texts(&set("国国Shijiazhuang国国国", 7.0, ""));
    assert_eq!(lines[0], "国国Shijia");
    assert_eq!(lines.concat(), "国国Shijiazhuang国国国");
}

#[test]
fn latin_words_are_never_parted() {
    for word in ["UNESCO", "App", "5G", "G20", "COVID-19", "α"] {
        LEVELS.iter().for_each(|level| whole(word, 7.0, level));
    }
}

/// The quote between two letters is an apostrophe: it parts nothing.
#[test]
fn words_with_an_apostrophe_are_never_parted() {
    LEVELS.iter().for_each(|level| whole("don’t", 6.0, level));
}

/// Nothing else is possible, so the word is parted and every letter stands.
#[test]
fn a_word_wider_than_its_line_is_parted_not_lost() {
    let lines = texts(&set("国abcdefghijklmnopqrstuvwxyz国", 5.0, ""));
    assert_eq!(lines.concat(), "国abcdefghijklmnopqrstuvwxyz国");
    assert!(lines.len() >= 4);
}

/// A line opened by two em and more: what it keeps together it keeps solid.
const OPENED: &str = "国9.6%国￥15国——国……国word国";

#[test]
fn opened_lines_keep_their_units_solid() {
    let solid = natural(OPENED, "");
    let width = solid.right();
    for slack in [0.4, 1.0, 2.4] {
        let lines = set(&format!("{OPENED}incomprehensibilities"), width + slack, "");
        let line = &lines[0];
        assert_eq!(line.text(), OPENED);
        is(line.right(), width + slack, "the line");
        for (at, found) in line.set.iter().enumerate().take(line.set.len() - 1) {
            let (left, right) = (found.c, line.set[at + 1].c);
            let one_unit = left.is_ascii() && right.is_ascii()
                || left == '￥'
                || (left == right && "—…".contains(left));
            if one_unit {
                is(
                    found.width,
                    solid.set[at].width,
                    &format!("{left}{right} of {OPENED}"),
                );
            }
        }
        assert!(
            line.set[0].width > solid.set[0].width,
            "the gaps beside them open"
        );
    }
}

#[test]
fn note_signs_stay_with_what_they_note() {
    for note in ["1", "[2]", "①", "注3", "*"] {
        let escaped = note.replace('[', "〔").replace(']', "〕");
        let copy = format!("一二三四五六七八[{escaped}]{{上标}}九十");
        for measure in 4..12 {
            // It stands off the line, so what is read back as its line is not the text's.
            let lines = set(&copy, f64::from(measure), "");
            let first = escaped.chars().next().expect("a sign");
            let sign = lines
                .iter()
                .flat_map(|line| &line.set)
                .find(|set| set.c == first)
                .expect("is set");
            assert!(sign.x > 0.5, "{note} at {measure} begins a line");
        }
    }
    let lines = set("一二三四[1]{上标}五", 40.0, "");
    let find = |c: char| {
        lines
            .iter()
            .flat_map(|line| &line.set)
            .find(|set| set.c == c)
            .expect("is set")
            .x
    };
    is(find('1') - find('四'), 1.0, "no gap before it");
}

/// An ordinal is parted, and a number from a Han that no table knows as a unit,
/// only where another end of the line is dearer than a hair on every gap.
#[test]
fn ordinals_and_what_is_counted_stay_together_where_they_can() {
    let before = "甲乙丙丁戊己庚辛壬癸".repeat(3);
    for (sign, rest) in [("第", "十四届"), ("第", "①项"), ("3", "城")] {
        let copy = format!("{}{sign}{rest}{before}", &before[..3 * 29]);
        let lines = texts(&set(&copy, 30.0, ""));
        assert!(lines.iter().all(|line| !line.ends_with(sign)), "{lines:?}");
    }
}
