//! The markup inside a text, read through whole articles.

use super::Inline::{self, Bold, Dot, Face, Keep, Proper, Ruby, Sub, Sup};
use super::InlineFace::{Fangsong, Hei, Kai, Song};
use super::{RichText, Story, parse};
use crate::diag::{Code, Diagnostic, Severity, Sink, Sources};

fn read(copy: &str) -> (Option<Story>, Vec<Diagnostic>, Sources) {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let source = sources.add("a.md", copy.to_owned());
    let story = parse(source, &sources, &mut sink).ok();
    (story, sink.finish(), sources)
}

/// Returns the text of the first block.
fn rich(copy: &str) -> RichText {
    read(copy).0.expect("parses").body.remove(0).text
}

/// Returns the text, and each mark with what it covers.
fn seen(copy: &str) -> (String, Vec<(String, Inline)>) {
    let rich = rich(copy);
    let marks = rich
        .marks
        .iter()
        .map(|(range, inline)| (rich.text[range.clone()].to_owned(), inline.clone()))
        .collect();
    (rich.text, marks)
}

fn expect(copy: &str, text: &str, marks: &[(&str, Inline)]) {
    let marks: Vec<(String, Inline)> = marks
        .iter()
        .map(|(covered, inline)| ((*covered).to_owned(), inline.clone()))
        .collect();
    assert_eq!(seen(copy), (text.to_owned(), marks), "{copy}");
}

fn ruby(reading: &str) -> Inline {
    Ruby(reading.to_owned())
}

#[test]
fn bold_and_its_ranges() {
    expect("甲**乙丙**丁\\*", "甲乙丙丁*", &[("乙丙", Bold)]);
    expect("**甲**乙**丙**", "甲乙丙", &[("甲", Bold), ("丙", Bold)]);
}

#[test]
fn every_treatment_is_read_in_both_languages() {
    let names = [
        ("着重", "dot", Dot),
        ("专名", "proper", Proper),
        ("楷", "kai", Face(Kai)),
        ("黑", "hei", Face(Hei)),
        ("宋", "song", Face(Song)),
        ("仿宋", "fangsong", Face(Fangsong)),
        ("上标", "sup", Sup),
        ("下标", "sub", Sub),
        ("不断", "keep", Keep),
    ];
    for (zh, en, inline) in names {
        for name in [
            zh.to_owned(),
            en.to_owned(),
            en.to_ascii_uppercase(),
            format!(" {zh}\u{3000}"),
        ] {
            expect(
                &format!("甲[乙丙]{{{name}}}丁"),
                "甲乙丙丁",
                &[("乙丙", inline.clone())],
            );
        }
    }
    expect("[甲]{楷 dot}乙", "甲乙", &[("甲", Face(Kai)), ("甲", Dot)]);
}

#[test]
fn readings_stand_one_by_one_or_over_a_group() {
    expect(
        "{郏县|jiá xiàn}人",
        "郏县人",
        &[("郏", ruby("jiá")), ("县", ruby("xiàn"))],
    );
    expect("{郏县|jiáxiàn}人", "郏县人", &[("郏县", ruby("jiáxiàn"))]);
    expect(
        "{郏县人|jiá  xiàn }",
        "郏县人",
        &[("郏县人", ruby("jiá xiàn"))],
    );
    expect(
        "{葛\u{E0101}洪|gě hóng}",
        "葛\u{E0101}洪",
        &[("葛\u{E0101}", ruby("gě")), ("洪", ruby("hóng"))],
    );
}

#[test]
fn readings_are_not_counted_as_text() {
    assert_eq!(rich("{郏县|jiá xiàn}人").chars(), 3);
}

#[test]
fn markup_nests() {
    expect(
        "[甲[乙]{着重}丙]{楷}",
        "甲乙丙",
        &[("甲乙丙", Face(Kai)), ("乙", Dot)],
    );
    expect(
        "**甲[乙]{着重}{丙|bǐng}**",
        "甲乙丙",
        &[("甲乙丙", Bold), ("乙", Dot), ("丙", ruby("bǐng"))],
    );
    expect(
        "[甲**乙**{丙|bǐng}]{楷}",
        "甲乙丙",
        &[("甲乙丙", Face(Kai)), ("乙", Bold), ("丙", ruby("bǐng"))],
    );
    expect(
        "{**甲**[乙]{着重}|jiǎ yǐ}",
        "甲乙",
        &[
            ("甲", ruby("jiǎ")),
            ("甲", Bold),
            ("乙", ruby("yǐ")),
            ("乙", Dot),
        ],
    );
    expect(
        "{**甲乙**|jiǎyǐ}",
        "甲乙",
        &[("甲乙", ruby("jiǎyǐ")), ("甲乙", Bold)],
    );
    expect("[甲[乙]丙]{楷}", "甲[乙]丙", &[("甲[乙]丙", Face(Kai))]);
    expect("[[甲]{楷}]{着重}", "甲", &[("甲", Dot), ("甲", Face(Kai))]);
}

#[test]
fn markup_that_does_not_pair_is_text() {
    for copy in [
        "甲**乙",
        "[甲]乙",
        "[甲] {楷}",
        "[甲]{}",
        "[甲]{ }",
        "[甲]{楷",
        "甲]{楷}",
        "[]{楷}甲",
        "{甲}",
        "{甲|}",
        "{|jiǎ}甲",
        "{甲|jiǎ",
        "甲|jiǎ}",
        "{甲|[乙|yǐ",
        "]}|{[**甲",
        "甲*乙*",
    ] {
        expect(copy, copy, &[]);
    }
    expect("[甲]{乙|yǐ}", "[甲]乙", &[("乙", ruby("yǐ"))]);
    expect("{甲}{乙|yǐ}", "{甲}乙", &[("乙", ruby("yǐ"))]);
    expect("[甲[乙]{楷}", "[甲乙", &[("乙", Face(Kai))]);
    expect("{甲{乙|yǐ}丙|x}", "{甲乙丙|x}", &[("乙", ruby("yǐ"))]);
    expect("{[ ]{楷}|x}甲", "{ |x}甲", &[(" ", Face(Kai))]);
}

#[test]
fn of_two_that_cross_the_first_complete_stands() {
    expect("**甲[乙**丙]{楷}", "甲[乙丙]{楷}", &[("甲[乙", Bold)]);
    expect("[甲**乙]{楷}丙**", "甲**乙丙**", &[("甲**乙", Face(Kai))]);
    expect("[甲{乙]{楷}丙|x}", "甲{乙丙|x}", &[("甲{乙", Face(Kai))]);
    expect(
        "[**甲]乙**]{楷}",
        "甲]乙",
        &[("甲]乙", Face(Kai)), ("甲]乙", Bold)],
    );
}

#[test]
fn a_backslash_makes_markup_text() {
    expect("\\[甲]{楷}", "[甲]{楷}", &[]);
    expect("[甲]\\{楷}", "[甲]{楷}", &[]);
    expect("\\{甲|jiǎ}", "{甲|jiǎ}", &[]);
    expect("{甲\\|jiǎ}", "{甲|jiǎ}", &[]);
    expect("\\**甲**", "**甲**", &[]);
    expect("[甲\\]乙]{楷}", "甲]乙", &[("甲]乙", Face(Kai))]);
    expect("{甲|a\\|b}", "甲", &[("甲", ruby("a|b"))]);
}

#[test]
fn markup_goes_on_over_the_lines_of_a_paragraph() {
    expect(
        "[甲\n乙]{楷\n着重}丙",
        "甲乙丙",
        &[("甲乙", Face(Kai)), ("甲乙", Dot)],
    );
    expect(
        "**word\nword** and\n[word]{kai}.",
        "word word and word.",
        &[("word word", Bold), ("word", Face(Kai))],
    );
    expect("**甲\\\n\n乙**", "甲乙", &[("甲乙", Bold)]);
    expect("**甲\n\n乙**", "**甲", &[]);
    expect("**甲**\\\nword", "甲word", &[("甲", Bold)]);
}

#[test]
fn items_and_decks_have_markup_too() {
    let story = read("主题: 甲[乙]{着重} 丙\n副题: {郏|jiá}县\n\n## **甲**\n- [甲]{kai}\n")
        .0
        .expect("parses");
    let marks: Vec<&Inline> = story
        .parts
        .iter()
        .flat_map(|part| part.text.marks.iter().map(|(_, inline)| inline))
        .collect();
    assert_eq!(marks, [&Dot, &ruby("jiá")]);
    let marks: Vec<&Inline> = story
        .body
        .iter()
        .flat_map(|block| block.text.marks.iter().map(|(_, inline)| inline))
        .collect();
    assert_eq!(marks, [&Bold, &Face(Kai)]);
}

#[test]
fn an_unknown_treatment_is_told_and_set_plain() {
    let copy = "甲[乙,丙]{楷 着种}丁";
    let (story, reported, sources) = read(copy);
    let text = &story.expect("parses").body[0].text;
    assert_eq!(
        (text.text.as_str(), &text.marks[..]),
        ("甲乙，丙丁", &[(3..12, Face(Kai))][..])
    );
    let unknown = reported
        .iter()
        .find(|reported| reported.code == Code::UnknownTreatment)
        .expect("told");
    assert_eq!(unknown.severity, Severity::Warning);
    assert_eq!(sources.slice(unknown.primary.expect("a place")), "着种");
    assert_eq!(unknown.help.as_deref(), Some("did you mean “着重”?"));
}

#[test]
fn mapping_leaves_markup_and_readings_alone() {
    expect(
        "甲[乙,]{楷},{丙|a, b.}.",
        "甲乙，，丙。",
        &[("乙，", Face(Kai)), ("丙", ruby("a, b."))],
    );
    expect(
        "甲 [乙 丙]{着重} {丁|a (b)}",
        "甲乙丙丁",
        &[("乙丙", Dot), ("丁", ruby("a (b)"))],
    );
    expect(
        "[甲...]{楷}[--]{着重}乙",
        "甲……——乙",
        &[("甲……", Face(Kai)), ("——", Dot)],
    );
    expect("甲[ ]{着重}乙", "甲乙", &[]);
}

#[test]
fn characters_know_their_place_under_markup() {
    let copy =
        "主题: 甲[乙]{楷},丙\n\n增速[9.6%,位列]{着重 kai}**第\\[6**丁\n{郏县|jiá xiàn}(丁)\\{。\n";
    let (story, _, sources) = read(copy);
    let story = story.expect("parses");
    let texts = story
        .parts
        .iter()
        .map(|part| &part.text)
        .chain(story.body.iter().map(|block| &block.text));
    let mut spelled = Vec::new();
    for text in texts {
        for (byte, _) in text.text.char_indices() {
            spelled.push(sources.slice(text.span_at(byte)));
        }
    }
    assert_eq!(
        spelled.join(" "),
        "甲 乙 , 丙 增 速 9 . 6 % , 位 列 第 \\[ 6 丁 郏 县 ( 丁 ) \\{ 。"
    );
    assert_eq!(
        sources.slice(story.body[0].text.span()),
        copy.trim_end().split_once("\n\n").expect("two").1
    );
}

/// Random copy neither panics nor loses nor invents characters: what is not text is a reading, or a
/// name that is reported.
#[test]
fn random_copy_is_survived() {
    let alphabets = [
        "强县富民，。,.()（）“\"*#-@=\\ \n\n　\t:：主题1a\u{0}\u{FEFF}…—[]{}|",
        "强县 \n\\**[[]]]{{{}}}}||楷",
    ];
    let mut state = 7_u64;
    let mut marked = 0;
    for alphabet in alphabets {
        let alphabet: Vec<char> = alphabet.chars().collect();
        for _ in 0..4000 {
            let copy: String = (0..60)
                .map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    alphabet[(state >> 33) as usize % alphabet.len()]
                })
                .collect();
            let (Some(story), reported, sources) = read(&copy) else {
                continue;
            };
            let han = |text: &str| text.chars().filter(|c| "强县富民".contains(*c)).count();
            let mut kept: usize = reported
                .iter()
                .filter(|reported| reported.code == Code::UnknownTreatment)
                .map(|reported| han(&reported.message))
                .sum();
            for text in story
                .parts
                .iter()
                .map(|part| &part.text)
                .chain(story.body.iter().map(|block| &block.text))
            {
                kept += han(&text.text);
                marked += text.marks.len();
                holds(text, &sources);
                kept += text
                    .marks
                    .iter()
                    .map(|(_, inline)| {
                        if let Ruby(reading) = inline {
                            han(reading)
                        } else {
                            0
                        }
                    })
                    .sum::<usize>();
            }
            assert_eq!(kept, han(&copy), "{copy:?}");
        }
    }
    assert!(marked > 1000, "only {marked} marks were seen");
}

/// Asserts the invariants of a text's fields.
fn holds(text: &RichText, sources: &Sources) {
    for (nth, (range, _)) in text.marks.iter().enumerate() {
        assert!(
            !range.is_empty() && text.text.get(range.clone()).is_some(),
            "{text:?}"
        );
        for (later, _) in &text.marks[nth + 1..] {
            let inside = range.start <= later.start && later.end <= range.end;
            assert!(inside || range.end <= later.start, "{text:?}");
        }
    }
    for (byte, character) in text.text.char_indices() {
        let place = sources.slice(text.span_at(byte));
        assert!(!place.is_empty(), "{text:?}");
        if place.chars().all(|c| !c.is_ascii() && c != '\u{3000}') {
            assert_eq!(place, character.to_string(), "{text:?}");
        }
    }
}

/// Copy that opens everything and closes nothing is parsed in time.
#[test]
fn deep_markup_is_read_in_time() {
    for piece in [
        "[",
        "{",
        "]{a",
        "{a|",
        "|",
        "[{",
        "]{",
        "[a]{楷",
        "{[ ]{楷}",
    ] {
        let copy = piece.repeat(50_000);
        assert!(read(&copy).0.is_some());
    }
    let copy = format!("{}甲{}", "[".repeat(20_000), "]{楷}".repeat(20_000));
    assert_eq!(rich(&copy).marks.len(), crate::limits::MARKS_DEEP);
}
