//! CLREQ §3.5: the order in which a loose line opens, and that every line but
//! the last fills its measure.
//!
//! The line is followed by a word that no line parts and that is wider than
//! the slack, so the line has to open by the whole of it.

use crate::line::{Line, NEAR, is};
use crate::sheet::{SIZE, natural, set};

const COPY: &str = "国ab cd ef国国A国国，国国";
const WORD: &str = "ABCDEFGHIJKLMNOPQRSTUVW";

/// Room enough beside Latin that it is seen to open before the others.
const KEYS: &str = "latin-gap = \"0.125em\"\nlatin-gap-most = \"0.313em\"";

/// What opened between every two characters: word spaces, Han–Latin gaps, others.
struct Opened([Vec<f64>; 3]);

fn opened(slack: f64) -> (Opened, f64) {
    let solid = natural(COPY, KEYS);
    let measure = solid.right() + slack;
    let line = set(&format!("{COPY}{WORD}"), measure, KEYS).remove(0);
    assert_eq!(line.text(), COPY);
    is(line.right(), measure, "the measure");
    let mut opened: [Vec<f64>; 3] = Default::default();
    for (at, pair) in solid.set.windows(2).enumerate() {
        let by = line.set[at].width - solid.set[at].width;
        match (pair[0].c, pair[1].c) {
            // The gap of two words is opened on either side of its space.
            (_, ' ') => opened[0].push(by + line.set[at + 1].width - solid.set[at + 1].width),
            (' ', _) => {}
            (left, right) if left.is_ascii() && right.is_ascii() => is(by, 0.0, "inside a word"),
            (left, right) if left.is_ascii() || right.is_ascii() => opened[1].push(by),
            _ => opened[2].push(by),
        }
    }
    assert_eq!(
        opened.each_ref().map(Vec::len),
        [2, 4, 5],
        "the line holds every kind"
    );
    (Opened(opened), solid.find(' ').width)
}

fn alike(gaps: &[f64]) {
    gaps.iter()
        .for_each(|by| is(*by, gaps[0], "the same amount at every place"));
}

#[test]
fn word_spaces_open_first() {
    let (Opened([words, latin, plain]), _) = opened(0.3);
    words.iter().for_each(|by| is(*by, 0.15, "half each"));
    latin
        .iter()
        .chain(&plain)
        .for_each(|by| is(*by, 0.0, "nothing else"));
}

/// A word space may reach half an em. Today it goes on by a quarter of an em
/// from what the face has, so by 6 thousandths of an em too far in 宋.
#[test]
fn latin_gaps_open_second() {
    let (Opened([words, latin, plain]), space) = opened(0.8);
    words.iter().for_each(|by| {
        assert!(
            (space + by - 0.5).abs() < 0.01,
            "half an em: {space} + {by}"
        )
    });
    assert!(latin[0] > 0.05);
    alike(&words);
    alike(&latin);
    plain.iter().for_each(|by| is(*by, 0.0, "not yet"));
}

/// The Han–Latin gap goes to a quarter of an em at least before others open.
#[test]
fn all_gaps_open_last_and_alike() {
    let (Opened([words, latin, plain]), space) = opened(3.2);
    assert!(space + words[0] > 0.5 - NEAR && 0.125 + latin[0] > 0.25 - NEAR);
    assert!(plain[0] > 0.01);
    alike(&words);
    alike(&latin);
    alike(&plain);
}

#[test]
fn han_gaps_open_alike() {
    let line = &set(&format!("国国国国国国{WORD}"), 11.0, "")[0];
    line.set[..5]
        .iter()
        .for_each(|set| is(set.width, 2.0, "five em to five gaps"));
}

#[test]
fn gaps_beside_marks_open_like_others() {
    let line = &set(&format!("国，国。国：国国{WORD}"), 10.5, "")[0];
    assert_eq!(line.text(), "国，国。国：国国");
    line.set[..7]
        .iter()
        .for_each(|set| is(set.width, 1.0 + 2.5 / 7.0, "every gap"));
}

/// A line end is the last character's end: to a thousandth of a point.
#[track_caller]
fn flush(lines: &[Line], measure: f64) -> usize {
    let full = &lines[..lines.len() - 1];
    for line in full {
        let off = (line.right() - measure).abs() * SIZE;
        assert!(
            off <= 0.001,
            "“{}” is {off:.5} pt off its measure",
            line.text()
        );
    }
    full.len()
}

const NEWS: &str = "本报讯（记者甲乙）2021年12月31日，我市召开“三农”工作会议——全市粮食总产1214.94万吨，同比增长9.6%；其中，《规划》提出的5项任务全部完成……会议强调：要巩固成果、补齐短板，让GDP和App下载量一起涨！“怎么办？”他问。";

#[test]
fn full_lines_end_exactly_at_the_measure() {
    let mut seen = 0;
    for tenths in (70..=240).step_by(7) {
        let measure = f64::from(tenths) / 10.0;
        seen += flush(&set(NEWS, measure, ""), measure);
    }
    assert!(seen > 150, "{seen}");
}

#[test]
fn full_lines_end_exactly_at_the_measure_at_every_level() {
    for level in ["none", "basic", "gb", "strict"] {
        flush(&set(NEWS, 13.0, &format!("kinsoku = \"{level}\"")), 13.0);
    }
}

#[test]
fn full_lines_end_exactly_at_the_measure_with_every_gap() {
    for gap in ["0em", "0.125em", "0.25em"] {
        flush(&set(NEWS, 13.0, &format!("latin-gap = \"{gap}\"")), 13.0);
    }
}

#[test]
fn full_lines_begin_exactly_at_the_edge() {
    for line in set(NEWS, 13.0, "") {
        let first = &line.set[0];
        let wanted = if "（“《".contains(first.c) {
            -0.5
        } else {
            0.0
        };
        assert!((first.x - wanted).abs() * SIZE <= 0.001, "{}", line.text());
    }
}
