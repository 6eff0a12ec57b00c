//! Treated stretches of copy, set: dots, lines, shifted text, readings, kept
//! words and other faces.

use duikai::asset::Fonts;
use duikai::desk::{DiskDesk, MemoryDesk};
use duikai::forme::{GlyphRun, Item, Role, Rule};
use duikai::geom::{Em, Len};
use duikai::style::{Breaker, Kinsoku, Lang, ParStyle, Writing};
use duikai::text::{RichLine, Shaper, Treat};
use duikai::{GalleyJob, GalleyProof, Job, galley, galley_with, typeset};

fn job(measure: i32) -> GalleyJob {
    GalleyJob {
        measure: Em::ratio(measure, 1),
        indent: Some(Em::ZERO),
        lang: Lang::ZhCn,
        kinsoku: Kinsoku::Basic,
        writing: Writing::Horizontal,
        breaker: Breaker::Optimum,
        style: "body".to_owned(),
    }
}

fn set(copy: &str, measure: i32) -> GalleyProof {
    let (_, reported, set) = galley("copy.md", copy.as_bytes(), &job(measure));
    set.unwrap_or_else(|| panic!("{reported:?}"))
}

fn text(galley: &GalleyProof) -> Vec<String> {
    galley
        .lines()
        .into_iter()
        .flatten()
        .map(|line| line.text)
        .collect()
}

fn items(galley: &GalleyProof) -> (Vec<GlyphRun>, Vec<Rule>) {
    let (mut runs, mut rules) = (Vec::new(), Vec::new());
    for item in galley.formes().into_iter().flat_map(|forme| forme.items) {
        match item {
            Item::GlyphRun(run) => runs.push(run),
            Item::Rule(rule) => rules.push(rule),
            _ => {}
        }
    }
    (runs, rules)
}

const SIZE: Len = Len::pt(9);

#[test]
fn a_dot_stands_under_every_character_but_marks() {
    let (runs, _) = items(&set("一[二，三]{着重}四", 20));
    let dots: Vec<&GlyphRun> = runs.iter().filter(|run| run.text.is_empty()).collect();
    assert_eq!(dots.len(), 2);
    let baseline = runs
        .iter()
        .find(|run| run.text.contains('一'))
        .expect("the text")
        .start;
    for (dot, middle) in dots.iter().zip([3, 7]) {
        let fonts = Fonts::bundled();
        let ink = fonts.face(dot.font).ink_box(dot.glyphs[0].id).expect("ink");
        let centre = dot.start.x
            + fonts
                .face(dot.font)
                .to_len(i32::from(ink[0]) + i32::from(ink[2]), dot.size)
                / 2;
        let wanted = baseline.x + SIZE / 2 * middle;
        assert!(
            (centre - wanted).units().abs() < 1000,
            "{centre} and {wanted}"
        );
        let middle = dot.start.y
            - fonts
                .face(dot.font)
                .to_len(i32::from(ink[1]) + i32::from(ink[3]), dot.size)
                / 2;
        assert!(
            middle > baseline.y + SIZE / 8 && middle < baseline.y + SIZE / 3,
            "below the em box, above the next line"
        );
    }
}

/// As wide in every face: 0.16 em of ink, which is seen at 9 pt on newsprint.
#[test]
fn dots_are_as_wide_whatever_the_face_draws() {
    let fonts = Fonts::bundled();
    let mut shaper = Shaper::new(&fonts);
    for name in ["song", "song-heavy", "hei", "hei-heavy", "kai"] {
        let style = ParStyle::plain(
            fonts.find(name).expect("bundled"),
            SIZE,
            Len::pt(12),
            Lang::ZhCn,
        );
        let par = shaper.shape(
            RichLine {
                treats: &[(0..3, Treat::Dot)],
                ..RichLine::plain("一二")
            },
            &style,
        );
        let dot = par.dot.expect("a dot");
        let ink = fonts
            .face(dot.font)
            .ink_box(dot.glyph)
            .expect("ink")
            .map(i32::from);
        let wide = fonts
            .face(dot.font)
            .to_len((ink[2] - ink[0]).max(ink[3] - ink[1]), dot.size);
        assert!(
            (wide - SIZE.scale(16, 100)).units().abs() < 1000,
            "{name}: {wide}"
        );
    }
}

#[test]
fn neighbouring_names_have_lines_that_do_not_meet() {
    let (_, rules) = items(&set("访[张三]{专名}[李四]{专名}归", 20));
    assert_eq!(rules.len(), 2);
    assert!(rules[0].to.x < rules[1].from.x);
    assert_eq!(rules[0].from.y, rules[1].from.y);
}

#[test]
fn a_title_under_a_name_has_its_wave_further_out() {
    let lowest = |copy: &str| {
        let (_, rules) = items(&set(copy, 20));
        let line = rules
            .iter()
            .find(|rule| rule.from.y == rule.to.y)
            .map(|rule| rule.from.y + rule.weight / 2);
        let wave = rules
            .iter()
            .filter(|rule| rule.from.y != rule.to.y)
            .map(|rule| rule.from.y.min(rule.to.y) - rule.weight / 2)
            .min();
        (line, wave.expect("a wave"))
    };
    let (none, alone) = lowest("读[孔子家语]{书名}记");
    let (line, under) = lowest("读[[孔子]{专名}家语]{书名}记");
    assert!(none.is_none() && under > alone && under > line.expect("a line"));
}

#[test]
fn shifted_text_is_small_and_high_or_low() {
    let (runs, _) = items(&set("面积9km[2]{上标}，二氧化碳CO[2]{下标}", 30));
    let small: Vec<&GlyphRun> = runs
        .iter()
        .filter(|run| run.size < SIZE && run.text == "2")
        .collect();
    assert_eq!(small.len(), 2);
    assert!(small[0].glyphs[0].y < Len::ZERO && small[1].glyphs[0].y > Len::ZERO);
    assert_eq!(small[0].size, SIZE.scale(6, 10));
}

#[test]
fn a_fraction_is_one_small_number_over_another() {
    let (runs, _) = items(&set("增加1[3/4]{分数}倍", 30));
    let run = |text: &str| {
        runs.iter()
            .find(|run| run.text == text)
            .unwrap_or_else(|| panic!("no {text} in {runs:?}"))
    };
    assert_eq!(
        (run("3").size, run("4").size, run("/").size),
        (SIZE.scale(6, 10), SIZE.scale(6, 10), SIZE)
    );
    assert!(run("3").glyphs[0].y < Len::ZERO, "raised");
    assert_eq!(run("4").glyphs[0].y, Len::ZERO, "on the line");
    for measure in 5..14 {
        let lines = text(&set(
            "产量比上年增加[12/25]{分数}，其中春茶占[3/4]{分数}还多一点",
            measure,
        ));
        assert!(
            ["12/25", "3/4"]
                .iter()
                .all(|fraction| lines.iter().any(|line| line.contains(fraction))),
            "{lines:?}"
        );
    }
    let (_, reported, _) = galley("copy.md", "[34]{分数}".as_bytes(), &job(30));
    assert_eq!(reported[0].code.name(), "unknown-treatment");
}

#[test]
fn readings_stand_in_brackets_after_their_base() {
    assert_eq!(
        text(&set("他是{郏县|jiá xiàn}人，姓{禤|xuān}。", 40)).concat(),
        "他是郏县（jiá xiàn）人，姓禤（xuān）。"
    );
}

#[test]
fn kept_words_are_not_parted() {
    for measure in 6..16 {
        let lines = text(&set(
            "我们要把乡村振兴这篇大文章写好[平原日报社]{不断}的记者说要久久为功",
            measure,
        ));
        assert!(
            lines.iter().any(|line| line.contains("平原日报社")),
            "{lines:?}"
        );
    }
}

#[test]
fn faces_change_inside_a_paragraph() {
    let (runs, _) = items(&set("一[二]{楷}**三**[四[五]{着重}]{黑}", 20));
    let face = |c: char| {
        runs.iter()
            .find(|run| run.text.contains(c))
            .map(|run| run.font.to_string())
            .expect("is set")
    };
    assert_eq!(
        [face('一'), face('二'), face('三'), face('四'), face('五')],
        ["song", "kai", "hei", "hei", "hei"]
    );
}

#[test]
fn a_face_not_at_hand_is_told() {
    let (_, reported, set) = galley("copy.md", "一[二]{仿宋}三".as_bytes(), &job(20));
    assert!(set.is_none());
    assert_eq!(reported[0].code.name(), "bad-font");
    let desk = DiskDesk::new(vec!["fonts/fangsong-regular.otf".into()]);
    let (_, reported, set) = galley_with(&desk, "copy.md", "一[二]{仿宋}三".as_bytes(), &job(20));
    let galley = set.unwrap_or_else(|| panic!("{reported:?}"));
    let fangsong = galley.fonts.find("fangsong").expect("it is on the desk");
    assert!(
        galley.fonts.waiting(fangsong).is_none(),
        "its bytes were read"
    );
    let desk = DiskDesk::new(vec!["fonts/no-such.otf".into()]);
    let (_, reported, set) = galley_with(&desk, "copy.md", "一𰻞三".as_bytes(), &job(20));
    assert!(set.is_none());
    assert!(
        reported
            .iter()
            .any(|reported| reported.code.name() == "bad-font"),
        "{reported:?}"
    );
}

/// IVS and standardized variants: one piece with their base, in both writings.
#[test]
fn a_variation_selector_stays_with_its_base() {
    let copy = "国\u{E0100}民经\u{FE00}济发\u{E0101}展GDP好";
    let plain = "国民经济发展GDP好";
    for measure in 2..7 {
        let (with, without) = (set(copy, measure), set(plain, measure));
        let bare: Vec<String> = text(&with)
            .iter()
            .map(|line| line.replace(['\u{E0100}', '\u{FE00}', '\u{E0101}'], ""))
            .collect();
        assert_eq!(bare, text(&without), "it moves no line's end");
        assert!(text(&with).iter().all(|line| !line.starts_with([
            '\u{E0100}',
            '\u{FE00}',
            '\u{E0101}'
        ])));
        assert_eq!(with.chars(), without.chars(), "it is no 字 of its own");
    }
    let pens = |copy: &str| {
        items(&set(copy, 20))
            .0
            .iter()
            .flat_map(|run| {
                run.glyphs
                    .iter()
                    .filter(|glyph| glyph.text_end > glyph.text_start)
                    .map(|glyph| run.pen(glyph).x)
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        pens(copy),
        pens(plain),
        "every base stands where it would without"
    );
}

/// The runs of a head whose headline is given, on a page of the suite.
fn head(headline: &str, width: u32) -> (Vec<GlyphRun>, Vec<Rule>) {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("four.toml", include_str!("suite/four.toml"));
    desk.put(
        "edition.toml",
        "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"four.toml\"\npages = [\"p1.toml\"]\n",
    );
    desk.put(
        "p1.toml",
        format!("number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"wrapped\"\nat = \"1-{width}栏 1-8行\"\n"),
    );
    desk.put(
        "a.md",
        format!("---\n主题: {headline}\n---\n天地玄黄，宇宙洪荒。\n"),
    );
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let reported: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|reported| reported.code.name() != "underset")
        .collect();
    assert!(reported.is_empty(), "{reported:?}");
    let mut found = (Vec::new(), Vec::new());
    let mut queue: Vec<Item> = outcome.setting.expect("sets").formes.remove(0).items;
    while let Some(item) = queue.pop() {
        match item {
            Item::Group(group) if matches!(group.role, Role::Head | Role::Story) => {
                queue.extend(group.items)
            }
            Item::GlyphRun(run) => found.0.push(run),
            Item::Rule(rule) => found.1.push(rule),
            _ => {}
        }
    }
    found
}

#[test]
fn a_headline_has_its_treatments_on_whichever_line_they_fall() {
    let (runs, _) = head("共同富裕的[道路]{着重} 越走[越]{着重}宽", 2);
    let baseline = |of: char| {
        runs.iter()
            .find(|run| run.text.contains(of))
            .map(|run| run.start.y)
            .expect("is set")
    };
    assert!(baseline('宽') > baseline('共'), "it breaks at its space");
    let dots: Vec<Len> = runs
        .iter()
        .filter(|run| run.text.is_empty())
        .map(|run| run.start.y)
        .collect();
    let under = |of: char| {
        dots.iter()
            .filter(|dot| **dot > baseline(of) && **dot < baseline(of) + SIZE * 2)
            .count()
    };
    assert_eq!((dots.len(), under('共'), under('宽')), (3, 2, 1));
}

#[test]
fn a_headline_changes_its_face_and_raises_its_figures() {
    let (runs, rules) = head("[鲁迅]{专名}的[书]{楷}值CO[2]{下标}", 4);
    let run = |of: char| {
        runs.iter()
            .find(|run| run.text.contains(of))
            .expect("is set")
    };
    assert_ne!(run('书').font, run('值').font);
    assert!(run('2').size < run('值').size);
    let under = |rule: &&Rule| {
        rule.from.y > run('鲁').start.y
            && (rule.from.x - run('鲁').start.x).units().abs() < Len::PT.units() * 2
    };
    assert_eq!(rules.iter().filter(under).count(), 1, "{rules:?}");
}
