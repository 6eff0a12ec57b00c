//! What qpdf, Ghostscript and poppler say of whole files.

use duikai::asset::{Fonts, Pictures};
use duikai::export::pdf::Purpose;
use duikai::forme::{Glyph, GlyphRun, Item, Origin, Rotation};
use duikai::geom::{Em, Len, Point};
use duikai::ink::{Ink, Standard};

use crate::pdf::{self, Manner, press, run_in_manner, written};
use crate::program::ask;

/// A full page as a file for each purpose.
fn full_pages() -> Vec<Vec<u8>> {
    let fonts = Fonts::bundled();
    let (pictures, id) = pdf::one_picture(pdf::patches(900, 600));
    let forme = pdf::full_page(&fonts, 1, Some(id));
    [
        Purpose::Press(Standard::X4),
        Purpose::Press(Standard::X1a),
        Purpose::Reading,
    ]
    .map(|purpose| written(&[&forme], &fonts, &pictures, purpose))
    .into()
}

pub fn qpdf_finds_no_fault() {
    for file in full_pages() {
        let (good, report) = ask("qpdf", &["--check", "FILE"], &file);
        assert!(good, "{report}");
    }
}

pub fn ghostscript_finds_no_fault() {
    let strict = [
        "-q",
        "-dSAFER",
        "-dBATCH",
        "-dNOPAUSE",
        "-dPDFSTOPONERROR",
        "-dPDFSTOPONWARNING",
        "-sDEVICE=nullpage",
        "FILE",
    ];
    for file in full_pages() {
        let (good, report) = ask("gs", &strict, &file);
        assert!(good, "{report}");
    }
}

pub fn text_comes_out_as_it_went_in() {
    let fonts = Fonts::bundled();
    let song = fonts.find("song").unwrap();
    let face = fonts.face(song);
    let glyph = |character: char| face.glyph(character).unwrap();
    let size = Len::pt(20);
    let line = |text: &str, glyphs: &[(char, usize, usize)], y: i64| {
        let mut pen = Len::ZERO;
        let place = |&(character, text_start, text_end): &(char, usize, usize)| {
            let id = glyph(character);
            let x = pen;
            pen += face.to_len(i32::from(face.advance(id)), size);
            Glyph {
                id,
                x,
                y: Len::ZERO,
                text_start: text_start as u32,
                text_end: text_end as u32,
            }
        };
        let glyphs = glyphs.iter().map(place).collect();
        let start = Point::new(Len::pt(50), Len::pt(y));
        Item::GlyphRun(GlyphRun {
            origin: Origin(0),
            font: song,
            size,
            condense: Em::ONE,
            turn: Rotation::Upright,
            start,
            ink: Ink::BLACK,
            text: text.to_owned(),
            glyphs,
        })
    };
    let forme = pdf::page(
        1,
        vec![
            // One glyph for two characters.
            line("甲——乙", &[('甲', 0, 3), ('—', 3, 9), ('乙', 9, 12)], 100),
            // A glyph that adds nothing, though the same glyph elsewhere does.
            line("丙丁", &[('丙', 0, 3), ('-', 3, 3), ('丁', 3, 6)], 150),
            line("戊-己", &[('戊', 0, 3), ('-', 3, 4), ('己', 4, 7)], 200),
            // One glyph for different texts: the rarer one is replaced.
            line("甲申⽥", &[('甲', 0, 3), ('申', 3, 6), ('甲', 6, 9)], 250),
            // A glyph that never adds anything.
            line("庚辛", &[('庚', 0, 3), ('+', 3, 3), ('辛', 3, 6)], 300),
        ],
    );
    let file = press(&[&forme], &fonts, &Pictures::default());
    let (read, text) = ask("pdftotext", &["-raw", "FILE", "-"], &file);
    assert!(read, "{text}");
    // A reader may see a space where a silent glyph stands, but no character.
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.split_whitespace().collect())
        .filter(|line: &String| !line.is_empty())
        .collect();
    let text = lines.join("|").replace('\u{200B}', "<ZWSP>");
    assert_eq!(text, "甲——乙|丙丁|戊-己|甲申⽥|庚辛");
}

/// Level, vertical, turned, condensed and expanded runs on one page.
fn every_manner() -> Vec<u8> {
    let fonts = Fonts::bundled();
    let set = |text: &str, x: i64, y: i64, (condense, turn, down): (Em, Rotation, bool)| {
        let start = Point::new(Len::pt(x), Len::pt(y));
        Item::GlyphRun(run_in_manner(
            &fonts,
            "song",
            text,
            Len::pt(20),
            start,
            Manner {
                condense,
                turn,
                down,
            },
            || Len::ZERO,
        ))
    };
    let (flat, upright, turned) = (Em::ratio(6, 5), Rotation::Upright, Rotation::Clockwise);
    let forme = pdf::page(
        1,
        vec![
            set("直排从上到下", 900, 100, (Em::ONE, upright, true)),
            set("Vertical", 903, 240, (Em::ONE, turned, false)),
            set("再往下排", 900, 360, (Em::ONE, upright, true)),
            set("第二行", 870, 100, (Em::ratio(4, 5), upright, true)),
            set("扁平体横排", 100, 500, (flat, upright, false)),
            set("Condensed", 100, 540, (Em::ratio(3, 5), upright, false)),
        ],
    );
    press(&[&forme], &fonts, &Pictures::default())
}

pub fn qpdf_finds_no_fault_in_any_manner_of_run() {
    let (good, report) = ask("qpdf", &["--check", "FILE"], &every_manner());
    assert!(good, "{report}");
}

pub fn every_manner_of_run_is_read_in_its_order() {
    let (read, text) = ask("pdftotext", &["-raw", "FILE", "-"], &every_manner());
    assert!(read, "{text}");
    let together: String = text.split_whitespace().collect();
    assert_eq!(
        together,
        "直排从上到下Vertical再往下排第二行扁平体横排Condensed"
    );
    for whole in ["Vertical", "扁平体横排", "Condensed"] {
        assert!(
            text.lines().any(|line| line == whole),
            "{whole} is broken up in {text:?}"
        );
    }
    // A column is a line, and not as many lines as it has characters.
    let (read, text) = ask("pdftotext", &["FILE", "-"], &every_manner());
    assert!(read, "{text}");
    let mut lines = text.lines();
    assert!(lines.any(|line| line.contains("直排从上到下")), "{text:?}");
}
