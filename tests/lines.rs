//! Laws of lines over random text of every class, at measures from 4 to 60 字,
//! alike and as round a photo, level and vertical, in every region, with both
//! breakers and every way of setting marks.

mod alphabet;
mod edges;
mod faults;
mod full;
mod grid;
mod stances;

use std::ops::Range;
use std::sync::LazyLock;

use duikai::asset::Fonts;
use duikai::geom::{Em, Len};
use duikai::line::{Line, Measures, PlacedCluster, break_lines, place, strain};
use duikai::style::{Breaker, Figures, Kinsoku, Lang, Marks, ParStyle, Writing};
use duikai::text::{Break, Class, Gap, RichLine, ShapedPar, Shaper, Treat};

use crate::laws::Dice;
use alphabet::copy;

const SIZE: Len = Len::pt(9);

/// The bundled faces and one with Hangul.
fn fonts() -> Fonts {
    let mut fonts = Fonts::bundled();
    let path = "fonts/test/hangul.otf";
    fonts.announce(path);
    let id = fonts.find("hangul").expect("announced");
    fonts
        .supply(id, std::fs::read(path).expect("is there"))
        .expect("a font");
    fonts
}

/// A style of the dice, of every region.
fn style(fonts: &Fonts, dice: &mut Dice) -> ParStyle {
    let lang = [
        Lang::ZhCn,
        Lang::ZhCn,
        Lang::ZhTw,
        Lang::ZhHk,
        Lang::Ja,
        Lang::Ko,
    ][dice.roll(6)];
    let face = if lang == Lang::Ko {
        "hangul"
    } else {
        ["song", "song", "hei", "kai"][dice.roll(4)]
    };
    ParStyle {
        writing: [Writing::Horizontal, Writing::Horizontal, Writing::Vertical][dice.roll(3)],
        kinsoku: [Kinsoku::None, Kinsoku::Basic, Kinsoku::Gb, Kinsoku::Strict][dice.roll(4)],
        marks: [Marks::LineEnd, Marks::LineEnd, Marks::Kaiming, Marks::Full][dice.roll(4)],
        figures: [Figures::Natural, Figures::Half][dice.roll(2)],
        across: 2 + dice.roll(2),
        breaker: [Breaker::Optimum, Breaker::FirstFit][dice.roll(2)],
        latin_gap: [Em::ZERO, Em::ratio(1, 8), Em::QUARTER][dice.roll(3)],
        mark_stretch: [Em::ZERO, Em::ratio(3, 16)][dice.roll(2)],
        close_up: [Em::ZERO, Em::ratio(1, 18)][dice.roll(2)],
        hang_marks: dice.roll(4) < 2,
        hyphenate: dice.roll(3) == 0,
        keep_words: dice.roll(2) == 0,
        grid: dice.roll(8) == 0,
        indent: [Em::ZERO, Em::ratio(2, 1)][dice.roll(2)],
        hang: [Em::ZERO, Em::ZERO, Em::ONE][dice.roll(3)],
        tracking: [Em::ZERO, Em::ZERO, Em::ratio(1, 20)][dice.roll(3)],
        ..ParStyle::plain(fonts.find(face).expect("a face"), SIZE, Len::pt(12), lang)
    }
}

/// Between 4 and 60 字, by half em and by any length.
fn measure(dice: &mut Dice) -> Len {
    SIZE / 2 * (8 + dice.roll(112) as i64)
        + Len::from_units([0, dice.roll(10_000) as i64][dice.roll(2)])
}

/// The measures of slots: all alike, round a photo, or each as it comes.
fn measures(dice: &mut Dice) -> Vec<Len> {
    let whole = measure(dice).max(SIZE * 8);
    match dice.roll(4) {
        0 | 1 => Vec::new(),
        2 => {
            // Lines above it, then those beside its round edge.
            let (above, beside) = (dice.roll(5), 2 + dice.roll(9));
            let edge = |row: i64| {
                (whole / 2 - SIZE / 4 * (row - beside as i64 / 2).pow(2).min(16)).max(SIZE * 4)
            };
            std::iter::repeat_n(whole, above)
                .chain((0..beside as i64).map(|row| whole - edge(row) / 2))
                .collect()
        }
        _ => (0..1 + dice.roll(50)).map(|_| measure(dice)).collect(),
    }
}

/// Stretches of a text treated in one way or another.
fn treats(dice: &mut Dice, text: &str) -> Vec<(Range<usize>, Treat)> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let kinds = [
        Treat::Keep,
        Treat::Sup,
        Treat::Sub,
        Treat::Fraction,
        Treat::Dot,
        Treat::Line,
        Treat::Wave,
        Treat::Frame,
    ];
    let treat = |dice: &mut Dice| {
        let from = dice.roll(places.len());
        let to = (from + 1 + dice.roll(5)).min(places.len() - 1);
        (
            places[from]..places[to].max(places[from]),
            kinds[dice.roll(kinds.len())],
        )
    };
    (0..dice.roll(4)).map(|_| treat(dice)).collect()
}

/// Whether a piece is drawn small or in a frame.
fn treated(par: &ShapedPar, at: usize) -> bool {
    par.clusters[at].size != par.style.size || par.clusters[at].framed > 0
}

/// A paragraph, its slots and its lines.
struct Setting {
    par: ShapedPar,
    measures: Vec<Len>,
    beyond: Len,
    lines: Vec<Line>,
}

/// Paragraphs of every sort, broken once for all laws.
static SETTINGS: LazyLock<Vec<Setting>> = LazyLock::new(|| {
    let fonts = fonts();
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(11);
    let mut set = || {
        let style = style(&fonts, &mut dice);
        let (pieces, wide) = (1 + dice.roll(160), dice.roll(4) == 0);
        let copy = copy(&mut dice, style.lang, pieces, wide);
        let treats = treats(&mut dice, &copy);
        let par = shaper.shape(
            RichLine {
                treats: &treats,
                ..RichLine::plain(&copy)
            },
            &style,
        );
        let (measures, beyond) = (measures(&mut dice), measure(&mut dice));
        let lines = break_lines(
            &par,
            Measures {
                known: &measures,
                rest: beyond,
            },
        );
        Setting {
            par,
            measures,
            beyond,
            lines,
        }
    };
    (0..1_200).map(|_| set()).collect()
});

/// Holds every setting to a law.
fn each_setting(mut check: impl FnMut(&ShapedPar, Measures<'_>, &[Line])) {
    for Setting {
        par,
        measures,
        beyond,
        lines,
    } in SETTINGS.iter()
    {
        check(
            par,
            Measures {
                known: measures,
                rest: *beyond,
            },
            lines,
        );
    }
}

#[test]
fn lines_partition_the_paragraph_and_lose_nothing() {
    each_setting(|par, slots, lines| {
        let mut next = 0;
        for (nth, line) in lines.iter().enumerate() {
            assert_eq!(
                line.measure,
                slots.known.get(nth).copied().unwrap_or(slots.rest)
            );
            assert_eq!(line.clusters.start, next);
            assert!(line.clusters.end > next);
            next = line.clusters.end;
        }
        assert_eq!(next, par.clusters.len());
        assert_eq!(lines.iter().filter(|line| line.last).count(), 1);
        let joined: String = par
            .clusters
            .iter()
            .map(|cluster| par.text_of(cluster))
            .collect();
        assert_eq!(joined, par.text);
    });
}

/// Blanks shrink no further than their least, and nothing overlaps.
#[test]
fn glue_stays_inside_its_limits() {
    let mut seen = 0;
    each_setting(|par, _, lines| {
        let style = &par.style;
        let grain = Len::from_units(2);
        for line in lines.iter().filter(|line| !line.forced && !line.hung) {
            let placed = place(par, line);
            let tight = strain(par, line).natural > line.measure;
            for pair in placed.windows(2) {
                let left = &par.clusters[pair[0].cluster];
                let gap = pair[1].left - pair[0].right;
                let least = match left.gap_kind {
                    Gap::Latin => style.latin_least.at(SIZE).min(left.gap),
                    Gap::Plain | Gap::Mark if !style.grid => left.gap - style.close_up.at(SIZE),
                    _ => left.gap,
                };
                assert!(gap + grain >= least, "{gap} under {least}: {}", par.text);
                assert!(
                    !tight || gap <= left.gap + grain,
                    "a tight line opens nothing: {}",
                    par.text
                );
            }
            let between = |kind: Gap| {
                placed
                    .windows(2)
                    .filter(move |pair| par.clusters[pair[0].cluster].gap_kind == kind)
            };
            let closed = |pair: &[PlacedCluster]| {
                pair[1].left - pair[0].right + grain < par.clusters[pair[0].cluster].gap
            };
            if between(Gap::Plain).chain(between(Gap::Mark)).any(closed) {
                seen += 1;
                let spent = |pair: &[PlacedCluster]| {
                    pair[1].left - pair[0].right <= style.latin_least.at(SIZE) + grain
                };
                assert!(
                    between(Gap::Latin).all(spent),
                    "characters close up last: {}",
                    par.text
                );
            }
            for piece in &placed {
                let cluster = &par.clusters[piece.cluster];
                let ink = cluster.width - cluster.lead - cluster.trail;
                let least = if cluster.class == Class::Space {
                    cluster.width.scale(3, 4).min(SIZE / 4)
                } else {
                    ink
                };
                assert!(piece.right - piece.left + grain >= least, "{}", par.text);
            }
        }
    });
    assert!(seen > 100, "lines with characters closed up: {seen}");
}

#[test]
fn gaps_of_one_class_are_alike_on_a_line() {
    each_setting(|par, _, lines| {
        for line in lines.iter().filter(|line| !line.forced) {
            let placed = place(par, line);
            for kind in [Gap::Word, Gap::Latin, Gap::Mark, Gap::Plain] {
                let gaps: Vec<Len> = placed
                    .windows(2)
                    .filter(|pair| par.clusters[pair[0].cluster].gap_kind == kind)
                    .map(|pair| pair[1].left - pair[0].right)
                    .collect();
                if let (Some(least), Some(most)) = (gaps.iter().min(), gaps.iter().max()) {
                    assert!(
                        *most - *least <= Len::from_units(4),
                        "{least} and {most}: {}",
                        par.text
                    );
                }
            }
        }
    });
}

/// Units of the alphabets above, told apart from the tables of the program.
const UNITS: &[&str] = &[
    "年",
    "平方米",
    "千瓦时",
    "世纪",
    "元",
    "個",
    "小時",
    "公尺",
    "年",
    "円",
    "キロメートル",
    "か月",
    "㎡",
    "%",
    "℃",
    "个百分点",
    "号线",
];

/// Whether a line that ends at byte `at` parts a number from its unit, or the
/// unit itself; and whether it does so before the unit, after 万 and its like.
fn parts_a_count(text: &str, at: usize) -> Option<bool> {
    let (before, after) = text.split_at(at);
    let counted = |head: &str| {
        let bare = head.trim_end_matches(['万', '亿', '萬', '億', '多', '餘', '余']);
        (bare.ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)))
            .then_some(bare.len() < head.len())
    };
    UNITS.iter().find_map(|unit| {
        unit.char_indices().find_map(|(cut, _)| {
            let head = before.strip_suffix(&unit[..cut])?;
            after.strip_prefix(&unit[cut..])?;
            counted(head).map(|power| power && cut == 0)
        })
    })
}

#[test]
fn no_unit_is_parted() {
    let (mut kept, mut syllables) = (0, 0);
    each_setting(|par, _, lines| {
        for line in lines.iter().filter(|line| !line.last && !line.forced) {
            let (end, start) = (
                &par.clusters[line.clusters.end - 1],
                &par.clusters[line.clusters.end],
            );
            let (left, right) = (par.text_of(end), par.text_of(start));
            assert!(
                !(end.class == Class::Digit && start.class == Class::Digit),
                "{}",
                par.text
            );
            if par.style.lang != Lang::Ko
                && let Some(before_unit) = parts_a_count(&par.text, end.end as usize)
            {
                assert!(
                    end.after == Break::Unit || before_unit && end.after == Break::Power,
                    "{left}|{right}: {}",
                    par.text
                );
            }
            kept += (0..par.text.len())
                .filter(|at| {
                    par.text.is_char_boundary(*at) && parts_a_count(&par.text, *at).is_some()
                })
                .count();
            assert!(
                start.class != Class::Postfix || !matches!(end.class, Class::Digit | Class::Han),
                "{left}|{right}: {}",
                par.text
            );
            assert!(
                !(end.class == Class::Duo && start.class == Class::Duo && left == right),
                "{}",
                par.text
            );
            let divided = line.hyphen.is_some() || end.after == Break::Inside;
            assert!(
                divided || !(end.class == Class::Latin && start.class == Class::Latin),
                "{}",
                par.text
            );
            let sign = par.text[start.start as usize..].strip_prefix("km");
            let sign = sign.is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_ascii_graphic() && !matches!(c, '.' | ',' | ']'))
            });
            let number = par.text[..end.start as usize].ends_with(|c: char| c.is_ascii_digit());
            assert!(
                left != "\u{A0}" && !(sign && number && left == " "),
                "{}",
                par.text
            );
            // A Korean word with its particle, 신문은, GDP는, “신문”은.
            let before = par.text[..end.end as usize]
                .chars()
                .next_back()
                .unwrap_or(' ');
            let hangul = right.starts_with(|c| ('가'..='힣').contains(&c));
            let word =
                hangul && (before.is_alphanumeric() || matches!(before, '”' | '’' | '」' | ')'));
            if par.style.lang == Lang::Ko && word {
                assert!(!par.style.keep_words, "{before}|{right}: {}", par.text);
                syllables += 1;
            }
        }
    });
    assert!(kept > 5_000 && syllables > 50, "{kept} {syllables}");
}

/// Two marks in one, and in vertical lines ： ； ？ ！ (CLREQ §3.1.6.1), always
/// take one em; 上标 has no blank to give, and a frame stands about a whole mark.
fn keeps_its_em(par: &ShapedPar, at: usize) -> bool {
    if treated(par, at) {
        return true;
    }
    match par.text_of(&par.clusters[at]).chars().next() {
        Some('‼' | '⁇' | '⁈' | '⁉') => true,
        Some('：' | '；' | '？' | '！') => par.style.writing == Writing::Vertical,
        _ => false,
    }
}

#[test]
fn marks_at_line_ends_are_half_width_on_the_mainland() {
    each_setting(|par, _, lines| {
        if par.style.lang != Lang::ZhCn || par.style.marks == Marks::Full || par.style.grid {
            return;
        }
        for line in lines {
            if let Some(last) = place(par, line).last()
                && matches!(
                    par.clusters[last.cluster].class,
                    Class::Stop | Class::Comma | Class::Close
                )
                && !keeps_its_em(par, last.cluster)
            {
                assert!(
                    last.right - last.left <= SIZE / 2 + Len::from_units(2),
                    "{:?} {:?} {:?}: {}",
                    par.text_of(&par.clusters[last.cluster]),
                    par.style.marks,
                    par.style.writing,
                    par.text
                );
            }
        }
    });
}

#[test]
fn opening_marks_at_line_starts_lose_their_blank() {
    each_setting(|par, _, lines| {
        for line in lines
            .iter()
            .filter(|line| par.clusters[line.clusters.start].class == Class::Open)
        {
            let first = place(par, line)[0];
            let cluster = &par.clusters[first.cluster];
            // The pen stands left of the edge by all the blank before the ink.
            assert_eq!(
                first.pen,
                first.left - cluster.cut - cluster.lead,
                "{}",
                par.text
            );
        }
    });
}

#[test]
fn the_same_paragraph_is_broken_the_same_way_twice() {
    each_setting(|par, slots, lines| {
        assert_eq!(break_lines(par, slots), lines);
        // Measures told one by one are the same measures.
        let beyond = std::iter::repeat_n(slots.rest, lines.len());
        let reported: Vec<Len> = slots.known.iter().copied().chain(beyond).collect();
        assert_eq!(
            break_lines(
                par,
                Measures {
                    known: &reported,
                    rest: slots.rest
                }
            ),
            lines
        );
    });
}

/// The whole paragraph at once is never worse than line after line.
#[test]
fn the_optimum_costs_no_more_than_first_fit() {
    let cost = |par: &ShapedPar, lines: &[Line]| -> i64 {
        lines.iter().map(|line| strain(par, line).badness).sum()
    };
    let (mut ours, mut theirs) = (0, 0);
    each_setting(|par, slots, _| {
        let by = |breaker: Breaker| {
            let mut par = par.clone();
            par.style.breaker = breaker;
            let lines = break_lines(&par, slots);
            let clean = lines
                .iter()
                .all(|line| !line.forced && line.hyphen.is_none());
            (clean, cost(&par, &lines))
        };
        let ((a, optimum), (b, first_fit)) = (by(Breaker::Optimum), by(Breaker::FirstFit));
        if a && b && optimum < 100_000 && first_fit < 100_000 {
            ours += optimum;
            theirs += first_fit;
        }
    });
    assert!(ours < theirs, "{ours} and {theirs}");
}

#[test]
fn only_commas_and_stops_hang_and_only_alone() {
    let mut hung = 0;
    each_setting(|par, _, lines| {
        for line in lines.iter().filter(|line| line.hung) {
            let placed = place(par, line);
            let last = placed[placed.len() - 1];
            assert!(
                matches!(
                    par.text_of(&par.clusters[last.cluster]),
                    "，" | "、" | "。" | "．"
                ),
                "{}",
                par.text
            );
            assert!(
                !par.clusters[last.cluster - 1].class.is_mark(),
                "{}",
                par.text
            );
            assert!(last.left <= line.measure && par.style.hang_marks);
            hung += 1;
        }
    });
    assert!(hung > 3, "{hung}");
}

/// Breaking is linear and neither overflows nor crawls.
#[test]
fn a_very_long_paragraph_is_set() {
    let fonts = Fonts::bundled();
    let font = fonts.find("song").expect("bundled");
    let mut shaper = Shaper::new(&fonts);
    let copy = "县域经济发展综述，".repeat(11_000);
    for breaker in [Breaker::Optimum, Breaker::FirstFit] {
        let style = ParStyle {
            breaker,
            ..ParStyle::plain(font, SIZE, Len::pt(12), Lang::ZhCn)
        };
        let par = shaper.shape(RichLine::plain(&copy), &style);
        let lines = break_lines(
            &par,
            Measures {
                known: &[],
                rest: Len::pt(117),
            },
        );
        assert!(lines.len() > 6_000);
        assert!(lines.iter().all(|line| !line.forced));
    }
}
