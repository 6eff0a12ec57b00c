//! Lines fill their measure, or say that they cannot.

use duikai::diag::Code;
use duikai::geom::Em;
use duikai::line::{Line, Measures, break_lines, place};
use duikai::style::{Align, Breaker, Kinsoku, Lang, ParStyle, Writing};
use duikai::text::{Gap, RichLine, ShapedPar, Shaper};
use duikai::{GalleyJob, galley};

use super::{Dice, SIZE, copy, each_setting, fonts, style};
use crate::lines::Len;

/// Where the set width of a line ends, a hanging mark left out.
fn end(par: &ShapedPar, line: &Line) -> Len {
    let placed = place(par, line);
    let last = placed[placed.len() - 1];
    if line.hung {
        last.left
    } else {
        last.right + line.hyphen.map_or(Len::ZERO, |hyphen| hyphen.width)
    }
}

/// Whether nothing in a line may open.
fn solid(par: &ShapedPar, line: &Line) -> bool {
    place(par, line)
        .windows(2)
        .all(|pair| par.clusters[pair[0].cluster].gap_kind == Gap::Fixed)
}

/// Forced lines too: only those that say so stand short.
#[test]
fn justified_lines_are_exactly_their_measure() {
    let (mut seen, mut short) = (0, 0);
    each_setting(|par, _, lines| {
        for line in lines.iter().filter(|line| !line.last && !par.style.grid) {
            assert_eq!(place(par, line)[0].left, line.indent);
            seen += 1;
            if line.short {
                assert!(
                    end(par, line) < line.measure && solid(par, line),
                    "{}",
                    par.text
                );
                short += 1;
            } else {
                assert_eq!(end(par, line), line.measure, "{}", par.text);
            }
        }
    });
    assert!(seen > 4_000, "{seen}");
    assert!(
        short > 0 && short * 200 < seen,
        "{short} of {seen} lines stay short"
    );
}

/// Last lines, lines of the grid and lines of another align stand as wide as
/// they are, and are not told of.
#[test]
fn only_justified_lines_stay_short() {
    let fonts = fonts();
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(23);
    let (mut solids, mut justified) = (0, 0);
    for round in 0..900 {
        let align = [
            Align::Justify,
            Align::Justify,
            Align::Start,
            Align::Centre,
            Align::End,
            Align::Spread,
        ][round % 6];
        let style = ParStyle {
            align,
            indent: Em::ZERO,
            ..style(&fonts, &mut dice)
        };
        let copy = copy(&mut dice, style.lang, 60, false);
        let par = shaper.shape(RichLine::plain(&copy), &style);
        let beyond = SIZE * (4 + dice.roll(5) as i64);
        for line in break_lines(
            &par,
            Measures {
                known: &[],
                rest: beyond,
            },
        ) {
            let stands = solid(&par, &line) && end(&par, &line) < line.measure;
            if align == Align::Justify && !style.grid && !line.last {
                assert_eq!(line.short, stands, "{}", par.text);
                justified += usize::from(stands);
            } else {
                assert!(!line.short, "{}", par.text);
                solids += usize::from(stands);
            }
        }
    }
    assert!(solids > 10 && justified > 3, "{solids} {justified}");
}

/// A dash before a long word is told of; 字 before it open.
#[test]
fn a_dash_alone_stays_short_and_two_characters_open() {
    let fonts = fonts();
    let mut shaper = Shaper::new(&fonts);
    for breaker in [Breaker::Optimum, Breaker::FirstFit] {
        for (copy, stays) in [
            ("——1234567山", true),
            ("山1234567山", true),
            ("山家1234567山", false),
            ("山，1234567山", false),
        ] {
            let font = fonts.find("song").expect("bundled");
            let style = ParStyle {
                breaker,
                kinsoku: Kinsoku::Gb,
                ..ParStyle::plain(font, SIZE, SIZE * 2, Lang::ZhCn)
            };
            let par = shaper.shape(RichLine::plain(copy), &style);
            let lines = break_lines(
                &par,
                Measures {
                    known: &[],
                    rest: SIZE * 4,
                },
            );
            assert_eq!(
                lines.iter().map(|line| line.short).collect::<Vec<_>>()[0],
                stays,
                "{copy}"
            );
            assert!(lines[1..].iter().all(|line| !line.short), "{copy}");
        }
    }
}

/// A galley tells of a line that stays short or gapes and where it stands, in
/// words and in its lines.
#[test]
fn a_galley_tells_of_lines_that_stay_short() {
    let reported = |copy: &str| {
        let job = GalleyJob {
            measure: Em::ratio(4, 1),
            indent: Some(Em::ZERO),
            lang: Lang::ZhCn,
            kinsoku: Kinsoku::Gb,
            writing: Writing::Horizontal,
            breaker: Breaker::Optimum,
            style: "body".to_owned(),
        };
        let (sources, reported, set) = galley("copy.md", copy.as_bytes(), &job);
        let places = reported
            .iter()
            .map(|reported| {
                (
                    reported.code,
                    sources.place(reported.primary.expect("a place")).line,
                )
            })
            .collect::<Vec<_>>();
        let short: Vec<String> = set
            .expect("is set")
            .lines()
            .concat()
            .into_iter()
            .filter(|line| line.short)
            .map(|line| line.text)
            .collect();
        (places, short)
    };
    assert_eq!(
        reported("山家\n\n山123456山"),
        (vec![(Code::ShortLine, 3)], vec!["山".to_owned()])
    );
    assert_eq!(
        reported("山家\n\n山家123456山"),
        (vec![(Code::LooseLine, 3)], Vec::new())
    );
    assert_eq!(reported("山家\n\n山家山家山家。"), (Vec::new(), Vec::new()));
}
