//! Where Taiwan, Hong Kong and Japan differ from the mainland (CLREQ §3.1.2,
//! §3.1.3; JLREQ 3.1). Only characters that the bundled faces have.

use crate::column::on_page_by;
use crate::line::{Line, Set, gather, is, texts};
use crate::pdf::characters;
use crate::sheet::{natural, press, set};

fn alone(mark: char, lang: &str) -> Set {
    natural(&format!("一{mark}二"), &format!("lang = \"{lang}\"")).set[1].clone()
}

/// Where the middle of the ink stands in its em.
fn middle(set: &Set) -> (f64, f64) {
    let ink = set.ink.expect("ink");
    ((ink[0] + ink[2]) / 2.0 - set.x, (ink[1] + ink[3]) / 2.0)
}

#[test]
fn taiwan_stops_and_commas_stand_in_the_middle() {
    for lang in ["zh-TW", "zh-HK"] {
        for mark in "。，、；：！？".chars() {
            let (x, y) = middle(&alone(mark, lang));
            assert!(
                (x - 0.5).abs() < 0.05 && (y - 0.38).abs() < 0.12,
                "{mark} in {lang}: {x} {y}"
            );
        }
    }
}

#[test]
fn taiwan_stops_and_commas_are_one_em() {
    for mark in "。，、；：！？".chars() {
        is(
            natural(&format!("一{mark}二"), "lang = \"zh-TW\"").held('一', '二'),
            1.0,
            "a mark",
        );
    }
}

#[test]
fn japanese_stops_and_commas_stand_at_the_lower_left() {
    for mark in "。，、".chars() {
        let (x, y) = middle(&alone(mark, "ja"));
        assert!(x < 0.3 && y < 0.2, "{mark}: {x} {y}");
    }
}

/// JLREQ 3.1.2: ？ and ！ stand in the middle of their em.
#[test]
fn japanese_question_and_exclamation_marks_stand_in_the_middle() {
    for mark in "？！".chars() {
        let (x, _) = middle(&alone(mark, "ja"));
        assert!((x - 0.5).abs() < 0.05, "{mark}: {x}");
    }
}

#[test]
fn marks_are_kept_off_line_edges_in_every_region() {
    for lang in ["zh-TW", "zh-HK", "ja", "ko"] {
        for mark in "。，、）」』".chars() {
            let lines = texts(&set(
                &format!("一二三四五{mark}六七八九"),
                5.0,
                &format!("lang = \"{lang}\""),
            ));
            assert!(
                lines.iter().all(|line| !line.starts_with(mark)),
                "{mark} in {lang}: {lines:?}"
            );
        }
        for mark in "（「『".chars() {
            let lines = texts(&set(
                &format!("一二三四{mark}五六七八"),
                5.0,
                &format!("lang = \"{lang}\""),
            ));
            assert!(
                lines.iter().all(|line| !line.ends_with(mark)),
                "{mark} in {lang}: {lines:?}"
            );
        }
    }
}

/// Corner brackets, single outside and double inside, are squeezed like curved quotes.
#[test]
fn corner_brackets_are_squeezed_in_every_region() {
    for lang in ["zh-CN", "zh-TW", "zh-HK", "ja"] {
        for (cluster, ems) in [("「『", 1.5), ("』」", 1.5), ("」「", 1.5), ("」』「", 2.0)]
        {
            let line = natural(&format!("一{cluster}二"), &format!("lang = \"{lang}\""));
            is(line.held('一', '二'), ems, &format!("{cluster} in {lang}"));
        }
    }
}

/// Newspapers of Taiwan and Hong Kong often let marks stand anywhere.
#[test]
fn taiwan_papers_may_let_marks_stand_anywhere() {
    let lines = texts(&set(
        "一二三四五，六七八九",
        5.0,
        "lang = \"zh-TW\"\nkinsoku = \"none\"",
    ));
    assert_eq!(lines, ["一二三四五", "，六七八九"]);
}

#[test]
fn dashes_and_ellipses_are_two_em_in_every_region() {
    for lang in ["zh-TW", "zh-HK", "ja"] {
        for mark in ["——", "……"] {
            is(
                natural(&format!("一{mark}二"), &format!("lang = \"{lang}\"")).held('一', '二'),
                2.0,
                lang,
            );
        }
    }
}

#[test]
fn japanese_opening_brackets_stand_at_the_line_edge() {
    let lines = set("一二三四五「六七八九", 5.0, "lang = \"ja\"");
    is(lines[1].set[0].x, -0.5, "the pen");
}

const HANGUL: (&str, &[u8]) = (
    "hangul.otf",
    include_bytes!("../../../fonts/test/hangul.otf"),
);

/// Korean text in a face with Hangul.
fn korean(copy: &str, measure: f64, keep: bool) -> Vec<Line> {
    let keys = format!("lang = \"ko\"\nfont = \"hangul\"\nkinsoku = \"gb\"\nkeep-words = {keep}");
    gather(
        characters(&press(
            copy,
            measure,
            &keys,
            "[fonts]\nhangul = \"hangul.otf\"\n",
            &[HANGUL],
        )),
        measure,
    )
}

/// KLREQ 6.1: words part at their spaces alone, or syllables anywhere.
#[test]
fn korean_words_part_at_their_spaces() {
    let copy = "대한민국 경제는 올해 GDP는 성장했다";
    let kept = texts(&korean(copy, 6.0, true));
    assert_eq!(kept, ["대한민국", "경제는", "올해 GDP는", "성장했다"]);
    let parted = texts(&korean(copy, 6.0, false));
    assert!(
        parted.len() < kept.len() && parted[0].starts_with("대한민국 경"),
        "{parted:?}"
    );
}

/// What a justified line lacks goes to its word spaces, all alike, before
/// syllables are drawn apart; the last line opens nothing. This face has
/// spaces of 0.28 em and syllables of 0.92 em in Korean.
#[test]
fn korean_lines_open_at_their_word_spaces() {
    let lines = korean("나는 새 신문을 매일 읽고 있다 나는 새", 11.0, true);
    assert_eq!(texts(&lines), ["나는 새 신문을 매일 읽고", "있다 나는 새"]);
    let mut spaces = Vec::new();
    for (line, last) in [(&lines[0], false), (&lines[1], true)] {
        for pair in line.set.windows(3) {
            let [left, middle, right] = pair else {
                unreachable!()
            };
            match middle.c {
                ' ' => spaces.push((right.x - left.x - left.advance, last)),
                _ if right.c != ' ' => is(right.x - middle.x, middle.advance, "a syllable"),
                _ => {}
            }
        }
    }
    let width = |of: bool| {
        spaces
            .iter()
            .filter(|(_, last)| *last == of)
            .map(|(space, _)| *space)
            .collect::<Vec<f64>>()
    };
    let (open, natural) = (width(false), width(true));
    assert_eq!((open.len(), natural.len()), (4, 2));
    open.iter()
        .for_each(|space| is(*space, open[0], "a word space of the first line"));
    natural
        .iter()
        .for_each(|space| is(*space, 0.28, "a word space of the last line"));
    assert!(open[0] > 0.4, "{open:?}");
    let last = lines[0].set.last().expect("characters");
    is(last.x + last.advance, 11.0, "the first line");
}

/// 詰め組み: by the face's own `palt` where it has it, by the ink where not.
#[test]
fn kana_may_stand_as_tight_as_they_are_drawn() {
    let copy = "国ちょっとイメージしました中";
    let set = |face: &str, tight: bool| {
        natural(
            copy,
            &format!("lang = \"ja\"\nfont = \"{face}\"\nkana-tight = {tight}"),
        )
    };
    for face in ["song", "hei", "kai"] {
        let (solid, tight) = (set(face, false), set(face, true));
        // 楷 draws some kana a hair narrower than its em.
        assert!(
            (11.9..=12.001).contains(&solid.held('国', '中')),
            "{face} solid: {}",
            solid.held('国', '中')
        );
        let held = tight.held('国', '中');
        assert!((8.0..11.5).contains(&held), "{face}: {held}");
        // No two touch, and none stands far from the next.
        for pair in tight.set.windows(2) {
            let gap = pair[1].ink_left() - pair[0].ink_right();
            assert!(
                (0.0..0.4).contains(&gap),
                "{face}: {gap} between {} and {}",
                pair[0].c,
                pair[1].c
            );
        }
        assert!(tight.find('国').advance > 0.999, "字 keep their em");
    }
}

/// Kana of a vertical line stand as close as those of a level one, and
/// their small forms stay at the upper right.
#[test]
fn kana_of_vertical_lines_may_stand_as_tight_as_they_are_drawn() {
    let copy = "国ちょっとイメージしました中";
    for face in ["song", "hei", "kai"] {
        let set = |tight: bool| {
            on_page_by(
                copy,
                20,
                &format!(
                    "lang = \"ja\"\nindent = \"0字\"\nfont = \"{face}\"\nkana-tight = {tight}"
                ),
            )
        };
        let (solid, tight) = (set(false), set(true));
        is(solid.held('国', '中'), 12.0, face);
        let held = tight.held('国', '中');
        assert!((7.5..11.5).contains(&held), "{face}: {held}");
        for pair in tight.set.windows(2) {
            let gap = pair[1].ink[1] - pair[0].ink[3];
            assert!(
                (0.0..0.4).contains(&gap),
                "{face}: {gap} between {} and {}",
                pair[0].c,
                pair[1].c
            );
        }
    }
}

#[test]
fn taiwan_slashes_and_middle_dots_take_one_em() {
    for face in ["song", "hei", "kai"] {
        for mark in ['·', '・', '／'] {
            let held = natural(
                &format!("国{mark}中"),
                &format!("lang = \"zh-TW\"\nfont = \"{face}\""),
            )
            .held('国', '中');
            is(held, 1.0, &format!("{face} {mark}"));
        }
    }
}
