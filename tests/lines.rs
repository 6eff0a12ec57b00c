//! Laws of lines over random text of every class, at measures from 4 to 60 字,
//! in every region, with both breakers and every way of setting marks.

use duikai::asset::Fonts;
use duikai::geom::{Em, Len};
use duikai::line::{Line, Placed, Slots, break_, place, strain};
use duikai::style::{Breaker, Figures, Kinsoku, Lang, Marks, ParStyle};
use duikai::text::{Break, Class, Gap, RichLine, ShapedPar, Shaper};

use crate::laws::Dice;

const CHINESE: &[&str] = &[
    "县",
    "域",
    "经",
    "济",
    "发",
    "展",
    "我",
    "市",
    "的",
    "和",
    "，",
    "。",
    "、",
    "；",
    "：",
    "？",
    "！",
    "“",
    "”",
    "‘",
    "’",
    "（",
    "）",
    "《",
    "》",
    "——",
    "……",
    "·",
    "～",
    "1214.94",
    "9.6%",
    "2021",
    "年",
    "亿元",
    "GDP",
    "App",
    " ",
    "5G",
    "／",
    "①",
    "【",
    "】",
    "3",
    "newspaper",
    "Pingyuan",
    "￥",
    "－",
    "℃",
    "。』」",
    "）》，",
    "-3",
    "—",
    "〜",
    "[",
    "]",
    "〝",
    "〞",
    "､",
    "•",
    "㎡",
    "℉",
    "３",
    "．",
    "Ｇ",
    "万",
    "平方米",
    "千瓦时",
    "世纪",
    "多",
    "km",
    "\u{A0}",
    "https://www.example.com/a/b",
];
const TAIWAN: &[&str] = &[
    "3000", "萬", "元", "億", "個", "小時", "公尺", "縣", "域", "，", "。", "「", "」", "『", "』", "－", "50", "年", "？", "！", "：",
    "GDP", " ", "餘",
];
const JAPANESE: &[&str] = &[
    "新",
    "聞",
    "の",
    "は",
    "、",
    "。",
    "「",
    "」",
    "『",
    "』",
    "ー",
    "っ",
    "ャ",
    "々",
    "・",
    "！",
    "？",
    "2021",
    "年",
    "GDP",
    "（",
    "）",
    "……",
    "カ",
    "万",
    "円",
    "キロメートル",
    "12",
    "〜",
    "‥",
    "か月",
    "｢",
    "｣",
];
const KOREAN: &[&str] = &["신", "문", "은", " ", " ", ",", ".", "“", "”", "2021", "년", "(", ")", "GDP", "·", "을"];

const SIZE: Len = Len::pt(9);

fn copy(dice: &mut Dice, lang: Lang, pieces: usize) -> String {
    let alphabet = match lang {
        Lang::Ja => JAPANESE,
        Lang::Ko => KOREAN,
        Lang::ZhTw | Lang::ZhHk => TAIWAN,
        _ => CHINESE,
    };
    (0..pieces).map(|_| alphabet[dice.roll(alphabet.len())]).collect()
}

/// Paragraphs of every sort, broken; `check` gets each with its lines.
fn each_setting(mut check: impl FnMut(&ShapedPar, Len, &[Line])) {
    let fonts = Fonts::bundled();
    let font = fonts.find("song").expect("bundled");
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(11);
    for round in 0..900 {
        let lang = [Lang::ZhCn, Lang::ZhCn, Lang::ZhTw, Lang::ZhHk, Lang::Ja, Lang::Ko][dice.roll(6)];
        let style = ParStyle {
            kinsoku: [Kinsoku::None, Kinsoku::Basic, Kinsoku::Gb, Kinsoku::Strict][round % 4],
            marks: [Marks::LineEnd, Marks::LineEnd, Marks::Kaiming, Marks::Full][dice.roll(4)],
            figures: [Figures::Natural, Figures::Half][dice.roll(2)],
            breaker: [Breaker::Optimum, Breaker::FirstFit][dice.roll(2)],
            latin_gap: [Em::ZERO, Em::ratio(1, 8), Em::QUARTER][dice.roll(3)],
            mark_stretch: [Em::ZERO, Em::ratio(3, 16)][dice.roll(2)],
            close_up: [Em::ZERO, Em::ratio(1, 18)][dice.roll(2)],
            hang_marks: dice.roll(4) < 2,
            hyphenate: dice.roll(3) == 0,
            keep_words: dice.roll(2) == 0,
            indent: [Em::ZERO, Em::ratio(2, 1)][dice.roll(2)],
            ..ParStyle::plain(font, SIZE, Len::pt(12), lang)
        };
        let pieces = 1 + dice.roll(160);
        let copy = copy(&mut dice, lang, pieces);
        let par = shaper.shape(RichLine::plain(&copy), &style);
        let measure = SIZE / 2 * (8 + dice.roll(113) as i64);
        let lines = break_(&par, Slots { measures: &[], beyond: measure });
        check(&par, measure, &lines);
    }
}

#[test]
fn lines_partition_the_paragraph_and_lose_nothing() {
    each_setting(|par, _, lines| {
        let mut next = 0;
        for line in lines {
            assert_eq!(line.clusters.start, next);
            assert!(line.clusters.end > next);
            next = line.clusters.end;
        }
        assert_eq!(next, par.clusters.len());
        assert_eq!(lines.iter().filter(|line| line.last).count(), 1);
        let joined: String = par.clusters.iter().map(|cluster| par.text_of(cluster)).collect();
        assert_eq!(joined, par.text);
    });
}

/// Whether a line is one piece that nothing can open: a dash, a single 字.
fn solid(par: &ShapedPar, line: &Line) -> bool {
    let placed = place(par, line);
    placed.windows(2).all(|pair| par.clusters[pair[0].cluster].gap_kind == Gap::Fixed)
}

#[test]
fn justified_lines_are_exactly_their_measure() {
    let mut seen = 0;
    each_setting(|par, measure, lines| {
        for line in lines.iter().filter(|line| !line.last && !line.forced && !solid(par, line)) {
            let placed = place(par, line);
            let (first, last) = (placed[0], placed[placed.len() - 1]);
            let end = if line.hung { last.left } else { last.right + line.hyphen.map_or(Len::ZERO, |hyphen| hyphen.width) };
            assert_eq!(end, measure, "{}", par.text);
            assert_eq!(first.left, line.indent);
            seen += 1;
        }
    });
    assert!(seen > 3_000, "{seen}");
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
                assert!(!tight || gap <= left.gap + grain, "a tight line opens nothing: {}", par.text);
            }
            let between = |kind: Gap| placed.windows(2).filter(move |pair| par.clusters[pair[0].cluster].gap_kind == kind);
            let closed = |pair: &[Placed]| pair[1].left - pair[0].right + grain < par.clusters[pair[0].cluster].gap;
            if between(Gap::Plain).chain(between(Gap::Mark)).any(closed) {
                seen += 1;
                let spent = |pair: &[Placed]| pair[1].left - pair[0].right <= style.latin_least.at(SIZE) + grain;
                assert!(between(Gap::Latin).all(spent), "characters close up last: {}", par.text);
            }
            for piece in &placed {
                let cluster = &par.clusters[piece.cluster];
                let ink = cluster.width - cluster.lead - cluster.trail;
                let least = if cluster.class == Class::Space { cluster.width.scale(3, 4).min(SIZE / 4) } else { ink };
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
                    assert!(*most - *least <= Len::from_units(4), "{least} and {most}: {}", par.text);
                }
            }
        }
    });
}

const NEVER_FIRST: &[char] =
    &['，', '、', '；', '：', '。', '）', '》', '」', '』', '】', '］', '〞', '〟', '﹂', '｣', '､', '｡', ']', ')', '}', '㎡'];
const NEVER_LAST: &[char] = &['（', '《', '「', '『', '【', '［', '〝', '﹁', '｢', '[', '(', '{'];

#[test]
fn no_mark_stands_where_it_must_not() {
    let mut fallen = 0;
    each_setting(|par, _, lines| {
        let style = &par.style;
        for line in lines.iter().filter(|line| !line.last) {
            let (end, start) = (&par.clusters[line.clusters.end - 1], &par.clusters[line.clusters.end]);
            if line.forced {
                fallen += 1;
                continue;
            }
            assert!(end.after < Break::Last);
            if style.kinsoku == Kinsoku::None {
                continue;
            }
            assert_ne!(end.class, Class::Open, "{}", par.text);
            // The same of marks that have no class of their own, spaces after them left out.
            let before = par.text[..end.end as usize].trim_end();
            assert!(!before.ends_with(NEVER_LAST), "{before}|: {}", par.text);
            assert!(!par.text_of(start).starts_with(NEVER_FIRST), "|{}: {:?} {}", par.text_of(start), par.style.kinsoku, par.text);
            let always = matches!(start.class, Class::Comma | Class::Close) || par.text_of(start) == "。";
            assert!(!always, "{}", par.text);
            if style.lang != Lang::Ja || style.kinsoku >= Kinsoku::Gb {
                assert!(!matches!(start.class, Class::Stop | Class::Conn | Class::Mid | Class::Slash), "{}", par.text);
            }
            if style.kinsoku == Kinsoku::Strict {
                assert!(!matches!(start.class, Class::Small | Class::Duo), "{}", par.text);
            }
            if style.kinsoku >= Kinsoku::Gb {
                assert_ne!(end.class, Class::Slash, "{}", par.text);
            }
        }
    });
    assert!(fallen > 0, "some measures are too narrow for any rule");
}

/// Units of the alphabets above, told apart from the tables of the program.
const UNITS: &[&str] = &["年", "平方米", "千瓦时", "世纪", "元", "個", "小時", "公尺", "年", "円", "キロメートル", "か月", "㎡", "%", "℃"];

/// Whether a line that ends at byte `at` parts a number from its unit, or the
/// unit itself; and whether it does so before the unit, after 万 and its like.
fn parts_a_count(text: &str, at: usize) -> Option<bool> {
    let (before, after) = text.split_at(at);
    let counted = |head: &str| {
        let bare = head.trim_end_matches(['万', '亿', '萬', '億', '多', '餘', '余']);
        (bare.ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))).then_some(bare.len() < head.len())
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
    let mut kept = 0;
    each_setting(|par, _, lines| {
        for line in lines.iter().filter(|line| !line.last && !line.forced) {
            let (end, start) = (&par.clusters[line.clusters.end - 1], &par.clusters[line.clusters.end]);
            let (left, right) = (par.text_of(end), par.text_of(start));
            assert!(!(end.class == Class::Digit && start.class == Class::Digit), "{}", par.text);
            if par.style.lang != Lang::Ko
                && let Some(before_unit) = parts_a_count(&par.text, end.end as usize)
            {
                assert!(before_unit && end.after == Break::Inside, "{left}|{right}: {}", par.text);
            }
            kept += (0..par.text.len()).filter(|at| par.text.is_char_boundary(*at) && parts_a_count(&par.text, *at).is_some()).count();
            assert!(start.class != Class::Postfix || !matches!(end.class, Class::Digit | Class::Han), "{left}|{right}: {}", par.text);
            assert!(!(end.class == Class::Duo && start.class == Class::Duo && left == right), "{}", par.text);
            let divided = line.hyphen.is_some() || end.after == Break::Inside;
            assert!(divided || !(end.class == Class::Latin && start.class == Class::Latin), "{}", par.text);
            let sign = par.text[start.start as usize..].strip_prefix("km");
            let sign = sign.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_graphic() && !matches!(c, '.' | ',' | ']')));
            let number = par.text[..end.start as usize].ends_with(|c: char| c.is_ascii_digit());
            assert!(left != "\u{A0}" && !(sign && number && left == " "), "{}", par.text);
            let hangul = |text: &str| text.chars().all(|c| ('가'..='힣').contains(&c));
            assert!(!(par.style.lang == Lang::Ko && par.style.keep_words && hangul(left) && hangul(right)), "{}", par.text);
        }
    });
    assert!(kept > 5_000, "{kept}");
}

/// Line after line, no unit is parted while the line can end before it.
#[test]
fn first_fit_parts_a_unit_only_where_the_line_has_no_other_end() {
    let mut forced = 0;
    each_setting(|par, _, lines| {
        if par.style.breaker != Breaker::FirstFit || par.style.grid {
            return;
        }
        for line in lines.iter().filter(|line| !line.last && par.clusters[line.clusters.end - 1].after == Break::Barred) {
            let ends = (line.clusters.start + 1..line.clusters.end).any(|to| par.clusters[to - 1].after < Break::Last);
            assert!(!ends, "{}", par.text);
            forced += 1;
        }
    });
    assert!(forced > 0);
}

#[test]
fn marks_at_line_ends_are_half_width_on_the_mainland() {
    each_setting(|par, _, lines| {
        if par.style.lang != Lang::ZhCn || par.style.marks == Marks::Full {
            return;
        }
        for line in lines {
            if let Some(last) = place(par, line).last()
                && matches!(par.clusters[last.cluster].class, Class::Stop | Class::Comma | Class::Close)
            {
                assert!(last.right - last.left <= SIZE / 2 + Len::from_units(2), "{}", par.text);
            }
        }
    });
}

#[test]
fn opening_marks_at_line_starts_lose_their_blank() {
    each_setting(|par, _, lines| {
        for line in lines.iter().filter(|line| par.clusters[line.clusters.start].class == Class::Open) {
            let first = place(par, line)[0];
            let cluster = &par.clusters[first.cluster];
            // The pen stands left of the edge by all the blank before the ink.
            assert_eq!(first.pen, first.left - cluster.cut - cluster.lead, "{}", par.text);
        }
    });
}

#[test]
fn the_same_paragraph_is_broken_the_same_way_twice() {
    each_setting(|par, measure, lines| {
        assert_eq!(break_(par, Slots { measures: &[], beyond: measure }), lines);
        // Measures told one by one are the same slots.
        let measures = vec![measure; lines.len()];
        let told = break_(par, Slots { measures: &measures, beyond: measure });
        assert_eq!(told.len(), lines.len());
    });
}

/// The whole paragraph at once is never worse than line after line.
#[test]
fn the_optimum_costs_no_more_than_first_fit() {
    let cost = |par: &ShapedPar, lines: &[Line]| -> i64 { lines.iter().map(|line| strain(par, line).badness).sum() };
    let (mut ours, mut theirs) = (0, 0);
    each_setting(|par, measure, _| {
        let by = |breaker: Breaker| {
            let mut par = par.clone();
            par.style.breaker = breaker;
            let lines = break_(&par, Slots { measures: &[], beyond: measure });
            let clean = lines.iter().all(|line| !line.forced && line.hyphen.is_none());
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
    each_setting(|par, measure, lines| {
        for line in lines.iter().filter(|line| line.hung) {
            let placed = place(par, line);
            let last = placed[placed.len() - 1];
            assert!(matches!(par.text_of(&par.clusters[last.cluster]), "，" | "、" | "。" | "．"), "{}", par.text);
            assert!(!par.clusters[last.cluster - 1].class.is_mark(), "{}", par.text);
            assert!(last.left <= measure && par.style.hang_marks);
            hung += 1;
        }
    });
    assert!(hung > 3, "{hung}");
}

/// On the 字 grid every Han stands a whole number of em from the line's start.
#[test]
fn every_han_stands_on_the_grid() {
    let fonts = Fonts::bundled();
    let font = fonts.find("song").expect("bundled");
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(3);
    let mut seen = 0;
    for _ in 0..200 {
        let style = ParStyle { grid: true, indent: Em::ratio(2, 1), ..ParStyle::plain(font, SIZE, Len::pt(12), Lang::ZhCn) };
        let pieces = 1 + dice.roll(160);
        let copy = copy(&mut dice, Lang::ZhCn, pieces);
        let par = shaper.shape(RichLine::plain(&copy), &style);
        let measure = SIZE * (6 + dice.roll(30) as i64);
        for line in break_(&par, Slots { measures: &[], beyond: measure }).iter().filter(|line| !line.forced) {
            // A word parted because no slot holds it begins its line in mid-cell.
            if line.clusters.start > 0 && par.clusters[line.clusters.start - 1].after >= Break::Inside {
                continue;
            }
            for piece in place(&par, line) {
                if par.clusters[piece.cluster].class == Class::Han {
                    assert_eq!(piece.left.units() % SIZE.units(), 0, "{}", par.text);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 3_000, "{seen}");
}

/// Breaking is linear and neither overflows nor crawls.
#[test]
fn a_very_long_paragraph_is_set() {
    let fonts = Fonts::bundled();
    let font = fonts.find("song").expect("bundled");
    let mut shaper = Shaper::new(&fonts);
    let copy = "县域经济发展综述，".repeat(11_000);
    for breaker in [Breaker::Optimum, Breaker::FirstFit] {
        let style = ParStyle { breaker, ..ParStyle::plain(font, SIZE, Len::pt(12), Lang::ZhCn) };
        let par = shaper.shape(RichLine::plain(&copy), &style);
        let lines = break_(&par, Slots { measures: &[], beyond: Len::pt(117) });
        assert!(lines.len() > 6_000);
        assert!(lines.iter().all(|line| !line.forced));
    }
}
