//! Laws over random text: they hold for any copy at any measure.

use duikai::asset::Fonts;
use duikai::flow::{Depth, Galley, GalleyPar, Ground, legs, pour, pour_level};
use duikai::geom::{Em, Len, Rect};
use duikai::ink::Ink;
use duikai::line::{Slots, break_, place};
use duikai::style::{Align, Kinsoku, Lang, ParStyle};
use duikai::text::{Break, Class, RichLine, ShapedPar, Shaper};

/// A small generator of numbers: the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

const PIECES: &[&str] = &[
    "县", "域", "经", "济", "发", "展", "我", "市", "的", "和", "，", "。", "、", "；", "：", "？", "！", "“", "”", "‘", "’", "（", "）",
    "《", "》", "——", "……", "·", "～", "1214.94", "9.6%", "2021", "年", "亿元", "GDP", "App", " ", "5G", "／", "①", "【", "】", "3",
];

fn text(dice: &mut Dice, pieces: usize) -> String {
    (0..pieces).map(|_| PIECES[dice.roll(PIECES.len())]).collect()
}

fn style(fonts: &Fonts, kinsoku: Kinsoku) -> ParStyle {
    let font = fonts.find("song").expect("bundled");
    ParStyle {
        font,
        bold: font,
        size: Len::pt(9),
        leading: Len::pt(12),
        ink: Ink::BLACK,
        lang: Lang::ZhCn,
        kinsoku,
        latin_gap: Em::ratio(1, 8),
        align: Align::Justify,
        indent: Em::ratio(2, 1),
        hang: Em::ZERO,
        tracking: Em::ZERO,
    }
}

/// Paragraphs of every sort at measures from 4 to 40 字.
fn each_paragraph(mut check: impl FnMut(&ShapedPar, Len)) {
    let fonts = Fonts::bundled();
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(11);
    for round in 0..400 {
        let level = [Kinsoku::None, Kinsoku::Basic, Kinsoku::Gb, Kinsoku::Strict][round % 4];
        let pieces = 1 + dice.roll(120);
        let copy = text(&mut dice, pieces);
        let par = shaper.shape(RichLine { text: &copy, faces: &[] }, &style(&fonts, level));
        let half_ems = 8 + dice.roll(72) as i64;
        check(&par, Len::pt(9) / 2 * half_ems);
    }
}

#[test]
fn lines_partition_the_paragraph() {
    each_paragraph(|par, measure| {
        let lines = break_(par, Slots { measures: &[], beyond: measure });
        let mut next = 0;
        for line in &lines {
            assert_eq!(line.clusters.start, next);
            assert!(line.clusters.end > next);
            next = line.clusters.end;
        }
        assert_eq!(next, par.clusters.len());
        assert_eq!(lines.iter().filter(|line| line.last).count(), 1);
    });
}

#[test]
fn clusters_hold_every_character_once() {
    each_paragraph(|par, _| {
        let joined: String = par.clusters.iter().map(|cluster| par.text_of(cluster)).collect();
        assert_eq!(joined, par.text);
    });
}

#[test]
fn justified_lines_are_exactly_their_measure() {
    each_paragraph(|par, measure| {
        for line in break_(par, Slots { measures: &[], beyond: measure }) {
            let placed = place(par, &line);
            let (Some(first), Some(last)) = (placed.first(), placed.last()) else { continue };
            assert!(placed.windows(2).all(|pair| pair[0].right <= pair[1].left + Len::from_units(1)), "{}", par.text);
            // A lone unit cannot be stretched, and one wider than its slot cannot shrink.
            let gaps = placed.len() > 1 && placed.windows(2).any(|pair| par.clusters[pair[0].cluster].gap_kind != duikai::text::Gap::Fixed);
            if !line.last && !line.forced && gaps {
                assert_eq!(last.right, measure, "“{}” at {measure}", par.text);
                assert_eq!(first.left, line.indent);
            }
        }
    });
}

#[test]
fn no_mark_stands_where_it_must_not() {
    each_paragraph(|par, measure| {
        for line in break_(par, Slots { measures: &[], beyond: measure }) {
            if line.last || line.forced {
                continue;
            }
            let (end, start) = (&par.clusters[line.clusters.end - 1], &par.clusters[line.clusters.end]);
            assert_ne!(end.after, Break::Barred);
            if par.style.kinsoku > Kinsoku::None {
                assert_ne!(end.class, Class::Open, "{}", par.text);
                assert!(
                    !matches!(start.class, Class::Stop | Class::Comma | Class::Close | Class::Conn | Class::Mid | Class::Slash),
                    "{}",
                    par.text
                );
            }
        }
    });
}

#[test]
fn marks_at_line_ends_are_half_width() {
    each_paragraph(|par, measure| {
        for line in break_(par, Slots { measures: &[], beyond: measure }) {
            if let Some(last) = place(par, &line).last()
                && matches!(par.clusters[last.cluster].class, Class::Stop | Class::Comma | Class::Close)
            {
                assert!(last.right - last.left <= Len::pt(9) / 2 + Len::from_units(2), "{}", par.text);
            }
        }
    });
}

/// Placed and overset together are the copy; every line stands in a slot and
/// no line touches an obstacle.
#[test]
fn pouring_loses_nothing_and_touches_nothing() {
    let fonts = Fonts::bundled();
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(5);
    let size = Len::pt(9);
    let pitch = Len::pt(12);
    let ground = Ground { top: Len::ZERO, pitch, size, ascent: size.scale(88, 100), least: size * 6 };
    for _ in 0..60 {
        let mut galley = Galley::default();
        for _ in 0..1 + dice.roll(6) {
            let pieces = 5 + dice.roll(200);
            let copy = text(&mut dice, pieces);
            let par = shaper.shape(RichLine { text: &copy, faces: &[] }, &style(&fonts, Kinsoku::Basic));
            let depth = if dice.roll(4) == 0 { Depth::Rows { rows: 2, keep: 2 } } else { Depth::Grid };
            galley.pars.push(GalleyPar { par, depth });
        }
        let columns: Vec<_> =
            (0..3).map(|nth| Rect::at(size * 14 * nth, Len::ZERO, size * 13, pitch * (10 + dice.roll(60) as i64))).collect();
        let hole = Rect::at(
            size * dice.roll(30) as i64,
            pitch * dice.roll(20) as i64,
            size * (3 + dice.roll(20) as i64),
            pitch * (1 + dice.roll(10) as i64),
        );
        let thread = legs(&columns, &[hole], &ground);
        for poured in [pour(&galley, &thread, pitch), pour_level(&galley, &thread, pitch)] {
            let placed: usize = poured.lines.iter().map(|line| galley.pars[line.par].par.count_chars(line.line.clusters.clone())).sum();
            assert_eq!(placed + poured.overset.as_ref().map_or(0, |over| over.chars), galley.chars());
            let mut before = (0, 0);
            for line in &poured.lines {
                let now = (line.par, line.line.clusters.start);
                assert!(now >= before, "text order is story order");
                before = now;
                if galley.pars[line.par].depth == Depth::Grid {
                    assert!(
                        thread.legs[line.leg]
                            .slots
                            .iter()
                            .any(|slot| slot.x == line.x && slot.baseline == line.baseline && slot.measure == line.line.measure)
                    );
                    assert_eq!((line.baseline - ground.ascent).units() % pitch.units(), 0, "off the grid");
                }
                let top = line.baseline - ground.ascent;
                let ink = Rect::at(line.x, top, line.line.measure, size);
                assert!(galley.pars[line.par].depth != Depth::Grid || !ink.overlaps(&hole));
            }
        }
        // Level legs: without a block, full depth and cut depth hold the same text.
        let level = pour_level(&galley, &thread, pitch);
        if level.overset.is_none() {
            assert!(pour(&galley, &thread, pitch).overset.is_none());
        }
    }
}

/// Breaking is linear: ten times the text takes no more than about ten times
/// the work. Counted in lines, not seconds, so that no clock is asked.
#[test]
fn a_very_long_paragraph_is_set() {
    let fonts = Fonts::bundled();
    let mut shaper = Shaper::new(&fonts);
    let copy = "县域经济发展综述，".repeat(11_000);
    let par = shaper.shape(RichLine { text: &copy, faces: &[] }, &style(&fonts, Kinsoku::Basic));
    let lines = break_(&par, Slots { measures: &[], beyond: Len::pt(117) });
    assert!(lines.len() > 6_000);
    assert!(lines.iter().all(|line| !line.forced));
}
