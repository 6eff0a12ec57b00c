//! Condensed, turned and vertical runs, read back from the press file.

use duikai::asset::{Fonts, Pictures};
use duikai::forme::{Glyph, GlyphRun, Item, Rotation};
use duikai::geom::{Em, Len, Point};
use duikai::ink::Ink;
use lopdf::Document;

use crate::pdf::{self, Manner, press, run_in_manner};
use crate::read::{Stance, places};

/// Numbers without pattern, the same every time.
struct Chance(u32);

impl Chance {
    fn below(&mut self, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        i64::from(self.0 >> 8) % most
    }
}

/// The rule itself, told apart from the program's own telling of it.
fn wanted(run: &GlyphRun, glyph: &Glyph, bleed: Len, head: Len) -> Stance {
    let (size, wide) = (run.size.to_pt(), run.size.to_pt() * run.condense.to_f64());
    let (x, y, right, up) = match run.turn {
        Rotation::Upright => (
            run.start.x + glyph.x,
            run.start.y + glyph.y,
            [wide, 0.0],
            [0.0, size],
        ),
        Rotation::Clockwise => (
            run.start.x - glyph.y,
            run.start.y + glyph.x,
            [0.0, -wide],
            [size, 0.0],
        ),
    };
    Stance {
        pen: [(bleed + x).to_pt(), (head - y).to_pt()],
        right,
        up,
    }
}

#[test]
fn condensed_turned_and_vertical_glyphs_stand_within_a_thousandth_of_a_point() {
    let fonts = Fonts::bundled();
    let mut chance = Chance(11);
    let widths = [
        Em::ONE,
        Em::ratio(4, 5),
        Em::ratio(1, 3),
        Em::ratio(6, 5),
        Em::ratio(7, 2),
        Em::ratio(1, 20),
        Em::ratio(40, 1),
    ];
    let mut runs: Vec<GlyphRun> = Vec::new();
    for row in 0..140_usize {
        let manner = Manner {
            condense: widths[row % widths.len()],
            turn: [Rotation::Upright, Rotation::Clockwise][row / 7 % 2],
            down: row / 14 % 2 == 1,
        };
        // What is widened out of all measure must still stand on a page.
        let wild = manner.condense > Em::ratio(10, 1);
        let size = if wild {
            Len::pt(12)
        } else {
            Len::from_units(300_000 + chance.below(8_000_000))
        };
        let start = Point::new(
            Len::from_units(chance.below(40_000_000)),
            Len::from_units(chance.below(90_000_000)),
        );
        let text: String = (pdf::copy(20, row as u32) + "A,j")
            .chars()
            .take(if wild { 3 } else { 23 })
            .collect();
        // A third of the rows is spaced evenly, a third solid, a third ragged.
        let mut loose = Chance(row as u32);
        let loose = || Len::from_units([30_001, 0, loose.below(90_000) - 40_000][row % 3]);
        let mut run = run_in_manner(
            &fonts,
            ["song", "hei", "kai"][row % 3],
            &text,
            size,
            start,
            manner,
            loose,
        );
        for glyph in &mut run.glyphs {
            let aside = Len::from_units(chance.below(100_000) - 50_000);
            match chance.below(9) {
                0 => glyph.x += aside,
                1 => glyph.y += aside,
                _ => {}
            }
        }
        runs.push(run);
    }
    let forme = pdf::page(1, runs.iter().cloned().map(Item::GlyphRun).collect());
    let (bleed, head) = (
        forme.sheet.bleed,
        forme.sheet.bleed + forme.sheet.trim.height,
    );
    let found = places(&press(&[&forme], &fonts, &Pictures::default()));
    let wanted: Vec<Stance> = runs
        .iter()
        .flat_map(|run| {
            run.glyphs
                .iter()
                .map(|glyph| wanted(run, glyph, bleed, head))
        })
        .collect();
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(&wanted) {
        // The last digit is what reading a file in single precision costs.
        let near = |one: [f64; 2], other: [f64; 2]| {
            one.iter()
                .zip(other)
                .all(|(one, other)| (one - other).abs() < 0.00101)
        };
        assert!(
            near(found.pen, wanted.pen)
                && near(found.right, wanted.right)
                && near(found.up, wanted.up),
            "{found:?} for {wanted:?}"
        );
    }
}

#[test]
fn a_width_of_nothing_is_still_a_file() {
    let fonts = Fonts::bundled();
    let start = Point::new(Len::pt(50), Len::pt(50));
    for condense in [
        Em::ZERO,
        Em::ratio(-1, 2),
        Em::from_f64(32_767.0),
        Em::ratio(1, 65_536),
    ] {
        for turn in [Rotation::Upright, Rotation::Clockwise] {
            let run = run_in_manner(
                &fonts,
                "song",
                "甲乙",
                Len::pt(2000),
                start,
                Manner {
                    condense,
                    turn,
                    down: false,
                },
                || Len::PT,
            );
            let forme = pdf::page(1, vec![Item::GlyphRun(run)]);
            let found = places(&press(&[&forme], &fonts, &Pictures::default()));
            assert_eq!(found.len(), 2, "{condense:?}");
        }
    }
}

#[test]
fn plain_runs_are_written_as_ever() {
    let fonts = Fonts::bundled();
    let song = fonts.find("song").unwrap();
    let item = pdf::run(
        &fonts,
        song,
        "横排",
        Len::pt(10),
        (Len::pt(10), Len::pt(10)),
        Ink::BLACK,
        Len::ZERO,
    );
    let forme = pdf::page(1, vec![item]);
    let doc = Document::load_mem(&press(&[&forme], &fonts, &Pictures::default())).unwrap();
    let content = doc.get_page_content(doc.get_pages()[&1]);
    let text = String::from_utf8_lossy(&content);
    let text = text.trim_end();
    assert_eq!(
        text,
        "/P<</MCID 0>>BDC\n/O1 gs\n0 0 0 1 k\nBT\n/T0 10 Tf\n1 0 0 1 18.504 1557.559 Tm\n(\0\u{2}\0\u{1})Tj\nET\nEMC"
    );
}
