//! Faces among each other's characters (CLREQ §3.2): a stand-in for a
//! character that the chosen face lacks, and letters and figures in a face of
//! their own, on sizes and places read back from the press file.

use crate::column::on_page_by;
use crate::line::{is, near};
use crate::pdf::{Character, characters, read};
use crate::sheet::{LEFT, SIZE, natural, press};

/// 仿宋 has the 字 of GB 2312 alone, and none beyond the basic plane.
const FANGSONG: (&str, &[u8]) = (
    "fangsong.otf",
    include_bytes!("../../../fonts/fangsong-regular.otf"),
);
const TABLES: &str = "[fonts]\nours = \"fangsong.otf\"\n";
/// What faces are compared by.
const SAMPLE: &str = "国永东和的人中大上年日月四口鼻警灵鹰袋今力";

/// One line of `copy` in `keys` with `tables`, everything in em.
fn line(copy: &str, keys: &str, tables: &str) -> Vec<Character> {
    let em = |points: f64| points / SIZE;
    let characters = characters(&press(copy, 40.0, keys, tables, &[FANGSONG]));
    let foot = characters.first().map_or(0.0, |first| first.y);
    characters
        .into_iter()
        .map(|c| Character {
            x: em(c.x - LEFT),
            y: em(c.y - foot),
            advance: em(c.advance),
            ink: c.ink.map(|ink| ink.map(em)),
            ..c
        })
        .collect()
}

fn find(line: &[Character], c: char) -> &Character {
    line.iter()
        .find(|set| set.c == c)
        .unwrap_or_else(|| panic!("no {c}"))
}

fn ink(set: &Character) -> [f64; 4] {
    set.ink.expect("it has ink")
}

/// Half the width and height of the boxes together, and their middle above the
/// baseline, on the whole.
fn boxes(line: &[Character]) -> (f64, f64) {
    let count = line.len() as f64 * 2.0;
    let sum = |of: fn([f64; 4]) -> f64| line.iter().map(|set| of(ink(set))).sum::<f64>() / count;
    (
        sum(|[left, bottom, right, top]| right - left + top - bottom),
        sum(|[_, bottom, _, top]| bottom + top),
    )
}

#[test]
fn a_rare_character_is_as_large_and_high_as_the_face_it_stands_in_for() {
    let ours = boxes(&line(SAMPLE, "font = \"ours\"", TABLES));
    let song = boxes(&line(SAMPLE, "", ""));
    assert!(
        ours.0 < song.0 * 0.97,
        "仿宋 is drawn smaller than 宋: {} {}",
        ours.0,
        song.0
    );
    let size = ours.0 / song.0;
    // U+20164, and a 字 that GB 2312 lacks.
    for rare in ['𠅤', '堃'] {
        let set = line(&format!("国{rare}中"), "font = \"ours\"", TABLES);
        let (stands, alone) = (find(&set, rare), line(&rare.to_string(), "", ""));
        let ([left, bottom, right, top], own) = (ink(stands), ink(&alone[0]));
        let larger = |side: f64, of: f64| {
            assert!(
                (side / of - size).abs() < 0.006,
                "{rare}: {side} {of}, wanted {size}"
            )
        };
        larger(right - left, own[2] - own[0]);
        larger(top - bottom, own[3] - own[1]);
        let raised = stands.y + (bottom + top) / 2.0 - (own[1] + own[3]) / 2.0 * size;
        assert!(
            (raised - (ours.1 - song.1 * size)).abs() < 0.006,
            "{rare} is raised by {raised}"
        );
    }
}

#[test]
fn a_rare_character_keeps_its_cell() {
    let set = line("国𠅤中堃国", "font = \"ours\"", TABLES);
    let (rare, alone) = (find(&set, '𠅤'), line("𠅤", "", ""));
    for (nth, han) in ["国", "中", "国"].iter().enumerate() {
        is(set[nth * 2].x, nth as f64 * 2.0, han);
    }
    let middle =
        |set: &Character, cell: f64| set.x - cell + (ink(set)[0] + ink(set)[2]) / 2.0 - 0.5;
    let (stands, own) = (middle(rare, 1.0), middle(&alone[0], 0.0));
    assert!(
        near(stands, own * rare.advance / alone[0].advance),
        "it stands in the middle of its cell: {stands}, {own}"
    );
}

#[test]
fn a_rare_character_keeps_its_cell_in_vertical_lines() {
    let columns = on_page_by("国堃天", 14, "indent = \"0字\"\nfont = \"box\"");
    for (nth, c) in ['国', '堃', '天'].into_iter().enumerate() {
        let stood = columns.find(c);
        assert!(stood.middle().0.abs() < 0.03, "{c} {:?}", stood.middle());
        let (wide, high) = stood.extent();
        assert!(c == '堃' || near(wide, 0.8) && near(high, 0.8));
        assert!(
            (stood.ink[1] - nth as f64 - 0.1).abs() < 0.06,
            "{c} {:?}",
            stood.ink
        );
    }
}

#[test]
fn a_letter_the_face_lacks_is_as_high_as_its_letters() {
    // 宋 has no Č, and 楷 has.
    let set = line("国ČH中", "", "");
    let kai = line("Hx", "font = \"kai\"", "");
    let song = line("Hx", "", "");
    let height = |line: &[Character]| ink(find(line, 'H'))[3] + ink(find(line, 'x'))[3];
    let size = height(&song) / height(&kai);
    let alone = line("Č", "font = \"kai\"", "");
    let found = ink(find(&set, 'Č'))[3] / ink(&alone[0])[3];
    assert!(
        (found - size).abs() < 0.006 && (size - 1.0).abs() > 0.02,
        "{found}, wanted {size}"
    );
    is(find(&set, 'Č').y, 0.0, "its baseline");
}

#[test]
fn letters_and_figures_in_a_face_of_their_own_go_with_the_han() {
    let keys = "latin = \"hei\"";
    let set = line("国Hx2021年，中", keys, "");
    let (song, hei) = (
        line("国Hx2021年，中", "", ""),
        line("2Hx", "font = \"hei\"", ""),
    );
    let height = |line: &[Character]| ink(find(line, 'H'))[3] + ink(find(line, 'x'))[3];
    assert!(
        (height(&set) - height(&song)).abs() < 0.006,
        "{} {}",
        height(&set),
        height(&song)
    );
    let size = height(&song) / height(&hei);
    let figure = ink(find(&set, '2'))[3] / ink(find(&hei, '2'))[3];
    assert!(
        (figure - size).abs() < 0.004 && (size - 1.0).abs() > 0.01,
        "{figure}, wanted {size}"
    );
    assert!(set.iter().all(|set| near(set.y, 0.0)), "one baseline");
    for han in ['国', '年', '中'] {
        assert_eq!(
            ink(find(&set, han)),
            ink(find(&song, han)),
            "{han} is left alone"
        );
    }
}

#[test]
fn a_stretch_in_another_face_keeps_its_own_letters() {
    let set = line("国x**x**中", "latin = \"kai\"\nbold = \"hei\"", "");
    let hei = line("x", "font = \"hei\"", "");
    let bold = set.iter().rfind(|set| set.c == 'x').expect("it is set");
    assert_eq!(ink(bold), ink(&hei[0]));
    assert_ne!(ink(find(&set, 'x')), ink(&hei[0]));
}

#[test]
fn a_house_says_how_large_and_how_high_a_pair_is() {
    let pair = "[[pair]]\nface = \"song\"\nwith = \"hei\"\nsize = \"1.1字\"\nraise = \"0.05字\"\n";
    let set = line("国2021年", "latin = \"hei\"", pair);
    let alone = natural("2", "font = \"hei\"");
    let (figure, own) = (find(&set, '2'), alone.set[0].ink.expect("it has ink"));
    is(ink(figure)[3], own[3] * 1.1, "its height");
    is(figure.y, 0.05, "its baseline");
    is(
        find(&set, '0').x - figure.x,
        alone.set[0].advance * 1.1,
        "its width",
    );
}

#[test]
fn half_width_figures_of_a_face_of_their_own_take_half_an_em() {
    let pair = "[[pair]]\nface = \"song\"\nwith = \"hei\"\nsize = \"1.1字\"\n";
    let set = line(
        "国2021年",
        "latin = \"hei\"\nfigures = \"half\"\nlatin-gap = \"0字\"",
        pair,
    );
    for (nth, x) in [(1, 1.0), (2, 1.5), (3, 2.0), (4, 2.5)] {
        let figure = &set[nth];
        is(
            figure.x + figure.advance / 2.0,
            x + 0.25,
            "the middle of its half em",
        );
    }
    is(find(&set, '年').x, 3.0, "what follows");
}

#[test]
fn a_divided_word_has_a_hyphen_of_its_own_size() {
    let pair = "[[pair]]\nface = \"song\"\nwith = \"hei\"\nsize = \"1.3字\"\n";
    let keys = "latin = \"hei\"\nhyphenate = true\nbase = \"body\"\nindent = \"0字\"";
    let mut seen = 0;
    for measure in 6..14 {
        let file = press(
            "我们international合作与development经济",
            f64::from(measure),
            keys,
            pair,
            &[],
        );
        let (set, hyphens, _) = read(&file);
        for hyphen in hyphens {
            let before = set
                .iter()
                .filter(|set| near(set.y, hyphen.y) && set.x < hyphen.x)
                .max_by(|a, b| a.x.total_cmp(&b.x));
            let before = before.expect("a letter");
            assert!(
                (before.x + before.advance - hyphen.x).abs() < 0.03 * SIZE,
                "it follows its word, but for kerning"
            );
            // A line that is one word has no gap to open.
            if !set.iter().any(|set| near(set.y, hyphen.y) && set.c >= '一') {
                continue;
            }
            let right = (hyphen.x + hyphen.advance - LEFT) / SIZE;
            is(right, f64::from(measure), "it ends at the measure");
            seen += 1;
        }
    }
    assert!(seen > 3, "{seen}");
}
