//! Vertical lines 直排 (CLREQ §2.2, §3.1.2, §3.1.8; JLREQ 2.3, 3.1;
//! GB/T 15834 §5.2), on places read back from the file of a galley, and on the
//! press file of a page.

use duikai::style::Lang;

use crate::column::{Columns, LEG, on_page, on_page_by, set, with_indent};
use crate::line::is;

fn cn(copy: &str) -> Columns {
    set(copy, 30, Lang::ZhCn)
}

#[test]
fn han_stand_upright_one_em_apart() {
    let columns = cn("国民经济");
    for (nth, stood) in columns.set.iter().enumerate() {
        assert!(!stood.turned, "{}", stood.c);
        is(stood.down, nth as f64, "its cell");
    }
}

#[test]
fn han_stand_in_the_middle_of_their_line() {
    for stood in cn("国田中").set {
        assert!(
            stood.middle().0.abs() < 0.05,
            "{} {:?}",
            stood.c,
            stood.middle()
        );
        assert!(stood.ink[0] > -0.5 && stood.ink[2] < 0.5);
    }
}

#[test]
fn lines_run_from_right_to_left() {
    let columns = set("国民经济发展综述", 4, Lang::ZhCn);
    assert_eq!(columns.lines(), ["国民经济", "发展综述"]);
    is(
        columns.find('发').down,
        0.0,
        "the second line begins where the first does",
    );
}

#[test]
fn words_are_turned_clockwise() {
    let columns = cn("国Gross中");
    for c in "Gros".chars() {
        assert!(columns.find(c).turned, "{c}");
    }
    assert!(columns.find('r').down > columns.find('G').down);
}

#[test]
fn turned_capitals_stand_in_the_middle_of_the_line() {
    let (across, _) = cn("国HHH中").find('H').middle();
    assert!(across.abs() < 0.06, "{across}");
}

#[test]
fn long_numbers_are_turned() {
    let columns = cn("国2021年");
    assert!("201".chars().all(|c| columns.find(c).turned));
}

#[test]
fn a_gap_stands_between_han_and_a_turned_word() {
    let columns = cn("国HHH中");
    let (above, word) = (columns.find('国'), columns.find('H'));
    let gap = word.down - above.down - 1.0;
    assert!((0.12..=0.26).contains(&gap), "{gap}");
}

#[test]
fn two_figures_stand_side_by_side_in_one_cell() {
    let columns = cn("国12月");
    let (one, two) = (columns.find('1'), columns.find('2'));
    assert!(!one.turned && !two.turned);
    is(one.down, two.down, "side by side");
    assert!(one.ink[2] < two.ink[0], "they do not touch");
    assert!(
        one.ink[0] > -0.5 && two.ink[2] < 0.5,
        "they keep to the cell"
    );
    assert!(
        ((one.ink[0] + two.ink[2]) / 2.0).abs() < 0.1,
        "in the middle"
    );
}

#[test]
fn one_figure_stands_upright_in_the_middle() {
    let columns = cn("国8月");
    let eight = columns.find('8');
    assert!(!eight.turned);
    assert!(eight.middle().0.abs() < 0.03, "{:?}", eight.middle());
}

#[test]
fn mainland_commas_and_stops_stand_at_the_upper_right() {
    for mark in ['，', '。', '、'] {
        let columns = cn(&format!("国{mark}中"));
        let (across, down) = columns.find(mark).middle();
        assert!(across > 0.1 && down < 0.4, "{mark} {across} {down}");
    }
}

#[test]
fn taiwan_commas_and_stops_stand_in_the_middle() {
    for mark in ['，', '。', '、'] {
        let columns = set(&format!("国{mark}中"), 30, Lang::ZhTw);
        let (across, down) = columns.find(mark).middle();
        assert!(
            across.abs() < 0.1 && (down - 0.5).abs() < 0.1,
            "{mark} {across} {down}"
        );
    }
}

#[test]
fn japanese_commas_and_stops_stand_at_the_upper_right() {
    for mark in ['、', '。'] {
        let columns = set(&format!("国{mark}中"), 30, Lang::Ja);
        let (across, down) = columns.find(mark).middle();
        assert!(across > 0.1 && down < 0.4, "{mark} {across} {down}");
    }
}

#[test]
fn colons_and_exclamations_take_one_em() {
    for mark in ['：', '；', '？', '！'] {
        is(
            cn(&format!("国{mark}中")).held('国', '中'),
            1.0,
            &mark.to_string(),
        );
    }
}

#[test]
fn brackets_lie_across_the_line() {
    for mark in "（）〔〕【】《》〈〉".chars() {
        let columns = cn(&format!("国{mark}中"));
        let (wide, high) = columns.find(mark).extent();
        assert!(wide > high * 1.2, "{mark} is {wide} by {high}");
    }
}

#[test]
fn opening_brackets_hug_what_follows_and_closing_what_goes_before() {
    let columns = cn("国（中）民");
    assert!(
        columns.find('（').middle().1 > 0.5,
        "its ink is in the lower half"
    );
    assert!(
        columns.find('）').middle().1 < 0.5,
        "its ink is in the upper half"
    );
}

#[test]
fn mainland_quotes_are_white_corner_brackets() {
    let columns = cn("国“中”民");
    let (open, close) = (columns.find('“'), columns.find('”'));
    assert!(
        open.middle().0 > 0.0 && open.middle().1 > 0.5,
        "﹃ at the lower right: {:?}",
        open.middle()
    );
    assert!(
        close.middle().0 < 0.0 && close.middle().1 < 0.5,
        "﹄ at the upper left: {:?}",
        close.middle()
    );
}

#[test]
fn mainland_single_quotes_are_corner_brackets() {
    let columns = cn("国‘中’民“一”");
    let (open, close) = (columns.find('‘'), columns.find('’'));
    assert!(open.middle().0 > 0.0 && close.middle().0 < 0.0);
    let areas = |one: char, other: char| {
        let (a, b) = (columns.find(one).extent(), columns.find(other).extent());
        a.0 * a.1 < b.0 * b.1 || a != b
    };
    assert!(areas('‘', '“'), "﹁ is not ﹃");
}

#[test]
fn corner_brackets_take_their_vertical_forms_everywhere() {
    for lang in [Lang::ZhCn, Lang::ZhTw, Lang::Ja] {
        let columns = set("国「中」民", 30, lang);
        assert!(columns.find('「').middle().0 > 0.0, "{lang:?}");
        assert!(columns.find('」').middle().0 < 0.0, "{lang:?}");
    }
}

#[test]
fn dashes_run_down_two_em() {
    let columns = cn("国——中");
    is(columns.held('国', '中'), 2.0, "——");
    let (wide, high) = columns.find('—').extent();
    assert!(high > wide * 5.0, "{wide} by {high}");
}

#[test]
fn dashes_stand_in_the_middle_of_the_line() {
    let across = cn("国——中").find('—').middle().0;
    assert!(across.abs() < 0.05, "{across}");
}

#[test]
fn ellipses_run_down_two_em() {
    let columns = cn("国……中");
    is(columns.held('国', '中'), 2.0, "……");
    let dots = columns.find('…');
    assert!(
        dots.extent().1 > dots.extent().0 * 3.0,
        "{:?}",
        dots.extent()
    );
    assert!(dots.middle().0.abs() < 0.05, "{:?}", dots.middle());
}

#[test]
fn no_mark_begins_a_line() {
    for mark in "，。、；：？！）》”’".chars() {
        for measure in [3, 4, 5] {
            let lines = set(&format!("一二三四{mark}五六七八九十"), measure, Lang::ZhCn).lines();
            assert!(
                lines.iter().all(|line| !line.starts_with(mark)),
                "{lines:?}"
            );
        }
    }
}

#[test]
fn no_opening_mark_ends_a_line() {
    for mark in "（《“‘〔".chars() {
        for measure in [3, 4, 5] {
            let lines = set(&format!("一二三四{mark}五六七八九十"), measure, Lang::ZhCn).lines();
            assert!(lines.iter().all(|line| !line.ends_with(mark)), "{lines:?}");
        }
    }
}

#[test]
fn a_stop_and_a_quote_take_an_em_and_a_half() {
    is(cn("国。”中").held('国', '中'), 1.5, "。”");
}

#[test]
fn two_opening_marks_take_an_em_and_a_half() {
    is(cn("国（《中").held('国', '中'), 1.5, "（《");
    is(cn("国》（中").held('国', '中'), 1.5, "》（");
}

#[test]
fn a_mark_at_a_line_end_gives_up_its_blank() {
    let columns = set("国民经济，发展综述报告", 5, Lang::ZhCn);
    assert_eq!(columns.lines()[0], "国民经济，");
    assert!(columns.find('，').ink[3] <= 5.001);
}

#[test]
fn a_paragraph_begins_two_em_down() {
    let columns = with_indent("国民经济发展综述报告", 6, Lang::ZhCn, 2);
    is(columns.find('国').down, 2.0, "the first line");
    is(
        columns
            .set
            .iter()
            .find(|stood| stood.line == 1)
            .expect("a second line")
            .down,
        0.0,
        "the second",
    );
}

#[test]
fn full_lines_end_at_the_measure() {
    let columns = set(
        "国民经济增长很快达到一千多亿元，比五年前翻了一番还多，人均超过三万元左右",
        11,
        Lang::ZhCn,
    );
    let last = columns.lines().len() - 1;
    for line in 0..last {
        let end = columns
            .set
            .iter()
            .rfind(|stood| stood.line == line)
            .expect("a character");
        let foot = end.down + if "，。".contains(end.c) { 0.5 } else { 1.0 };
        is(foot, 11.0, "the foot of a line");
    }
}

#[test]
fn dots_stand_at_the_right_of_their_characters() {
    let columns = cn("国[人]{着重}中");
    assert_eq!(columns.dots.len(), 1);
    let dot = columns.dots[0];
    let person = columns.find('人');
    let (left, middle) = (dot[0], (dot[1] + dot[3]) / 2.0);
    assert!(
        (left - 0.5).abs() < 0.25 && left > 0.5,
        "right of the em box: {left}"
    );
    assert!(
        (middle - person.down - 0.5).abs() < 0.02,
        "beside its character: {middle}"
    );
}

#[test]
fn name_lines_stand_at_the_left() {
    let columns = cn("访[张三]{专名}归");
    assert_eq!(columns.strokes.len(), 1);
    let (_, [x0, y0, x1, y1]) = columns.strokes[0];
    is(x0, x1, "it runs down");
    assert!(x0 < -0.5 && x0 > -0.7, "{x0}");
    assert!(y0 > 1.0 && y1 < 3.0 && y1 - y0 > 1.8, "{y0} to {y1}");
}

#[test]
fn book_titles_have_a_wave_at_the_left() {
    let columns = cn("读[红楼梦]{书名}归");
    let across: Vec<f64> = columns
        .strokes
        .iter()
        .map(|(_, stroke)| stroke[0])
        .collect();
    assert!(across.len() > 40, "{}", across.len());
    let (least, most) = (
        across.iter().copied().fold(0.0, f64::min),
        across.iter().copied().fold(-1.0, f64::max),
    );
    assert!(most < -0.5 && least > -0.7, "{least} to {most}");
    is(most - least, 0.1, "twice its height");
    assert!(
        columns
            .strokes
            .windows(2)
            .all(|two| (0..2).all(|nth| (two[0].1[nth + 2] - two[1].1[nth]).abs() < 0.001)),
        "it does not break"
    );
}

#[test]
fn the_dead_have_a_frame_round_their_name() {
    let columns = cn("悼[王明]{示亡}归");
    assert_eq!(columns.strokes.len(), 4);
    let frame = |nth: usize| {
        columns
            .strokes
            .iter()
            .flat_map(move |(_, s)| [s[nth], s[nth + 2]])
    };
    let least = |nth| frame(nth).fold(f64::MAX, f64::min);
    let most = |nth| frame(nth).fold(f64::MIN, f64::max);
    for c in ['王', '明'] {
        let ink = columns.find(c).ink;
        assert!(
            least(0) < ink[0] && least(1) < ink[1] && most(0) > ink[2] && most(1) > ink[3],
            "{c} is inside"
        );
    }
    assert!(
        columns.find('悼').ink[3] < least(1) && columns.find('归').ink[1] > most(1),
        "the neighbours are outside"
    );
    is(
        columns.held('悼', '归'),
        2.25,
        "an eighth of an em before and after",
    );
}

/// A paragraph that fills more than one leg of a page.
const LONG: &str = "入夏以来，全市“三夏”生产由南向北推进。截至6月8日，收割小麦120多万亩，投入联合收割机3800台；市农业农村局说：“再有5天，麦收就能基本结束（山区稍晚）。”气象部门预报，未来3天多云间晴，有利于收获和晾晒。《麦收日报》每天发布进度，GPS导航的农机占到六成……";

#[test]
fn legs_of_a_page_follow_one_under_the_other() {
    let columns = on_page(LONG, 14);
    let lines = columns.lines();
    assert!(lines.len() > LEG, "more than one leg");
    let copy: String = LONG.chars().filter(|c| !c.is_whitespace()).collect();
    let read: String = lines.concat();
    assert_eq!(
        read.replace(['『', '「', '﹃', '﹁'], "“")
            .replace(['』', '」', '﹄', '﹂'], "”"),
        copy
    );
    for line in 1..lines.len() - 1 {
        let first = columns
            .set
            .iter()
            .find(|stood| stood.line == line)
            .expect("a character");
        let opening = "“（《".contains(first.c);
        is(
            first.down,
            if opening { -0.5 } else { 0.0 },
            "a line begins at the top of its leg",
        );
    }
}

#[test]
fn lines_of_a_page_stand_on_its_grid() {
    for stood in on_page(LONG, 14).set {
        if ('一'..='龥').contains(&stood.c) {
            assert!(
                stood.middle().0.abs() < 0.13,
                "{} {:?}",
                stood.c,
                stood.middle()
            );
        }
    }
}

#[test]
fn lines_of_a_page_end_at_the_measure() {
    let columns = on_page(LONG, 14);
    for line in 0..columns.lines().len() - 1 {
        let last = columns
            .set
            .iter()
            .rfind(|stood| stood.line == line)
            .expect("a character");
        // ：；？！ fill their em in a vertical line.
        let half = "，。、”）》".contains(last.c);
        let length = if last.turned {
            last.ink[3] - last.down
        } else {
            1.0
        };
        if !last.turned {
            is(
                last.down + length,
                if half { 14.5 } else { 14.0 },
                "a full line ends at the foot of its leg",
            );
        }
    }
}

#[test]
fn no_mark_begins_or_ends_a_line_of_a_page_wrongly() {
    let half = LONG.split_inclusive('；').next().expect("a half");
    for measure in 8..=20 {
        for line in on_page(half, measure).lines() {
            let (first, last) = (
                line.chars().next().expect("a line"),
                line.chars().last().expect("a line"),
            );
            assert!(
                !"，。、；：！？”）》』".contains(first),
                "{measure}: {line}"
            );
            assert!(!"“（《『".contains(last), "{measure}: {line}");
        }
    }
}

#[test]
fn a_paragraph_of_a_page_begins_two_em_down() {
    let columns = on_page("国民经济发展综述一年间稳步前行成绩单亮眼", 14);
    is(columns.find('国').down, 2.0, "the indent");
}

#[test]
fn figures_of_one_cell_stand_solid() {
    let columns = on_page_by(
        "截至6月18日投入",
        20,
        "indent = \"0字\"\nlatin-gap = \"0.25字\"",
    );
    for (nth, c) in [(3, '月'), (5, '日'), (6, '投')] {
        is(
            columns.find(c).down,
            f64::from(nth),
            "one em for a number, and no gap",
        );
    }
}

#[test]
fn a_house_may_turn_every_number() {
    for (across, upright) in [(2, "618"), (1, "6"), (0, "")] {
        let columns = on_page_by("截至6月18日", 20, &format!("across = {across}"));
        assert!(
            "618"
                .chars()
                .all(|c| columns.find(c).turned != upright.contains(c)),
            "across = {across}"
        );
    }
}

#[test]
fn figures_and_words_of_a_page_stand_as_in_a_galley() {
    let columns = on_page("截至6月18日投入GPS农机3800台", 20);
    assert!(!columns.find('6').turned && !columns.find('1').turned);
    assert!("GPS3".chars().all(|c| columns.find(c).turned));
}
