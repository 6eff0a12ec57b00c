//! Tests on whole files, and the messages about bad ones.

mod bad;
mod garbage;

use super::*;
use crate::diag::{Code, Diagnostic, Level, Limits, Reported, Sink, SourceId, Sources};
use crate::geom::{Em, Len};
use crate::ink::Ink;

type Read<T> = fn(SourceId, &Sources, &mut Sink) -> Result<T, Reported>;

/// Reads a page that knows no cells.
fn a_page(source: SourceId, sources: &Sources, sink: &mut Sink) -> Result<PageSpec, Reported> {
    PageSpec::read(source, &Cells::new(), sources, sink)
}

/// Reads a valid file.
fn sound<T>(read: Read<T>, text: &str) -> T {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let source = sources.add("a.toml", text.to_owned());
    match read(source, &sources, &mut sink) {
        Ok(spec) => {
            assert!(sink.finish().is_empty());
            spec
        }
        Err(_) => panic!("{:#?}", sink.finish()),
    }
}

/// Returns the problems of a bad file, each as `line:column code: message`.
fn problems<T>(read: Read<T>, text: &str) -> Vec<String> {
    let (sources, list) = diagnostics(read, text);
    let say = |problem: &Diagnostic| {
        let place = sources.place(problem.primary.expect("every problem has a place"));
        format!(
            "{}:{} {}: {}",
            place.line,
            place.column,
            problem.code.name(),
            problem.message
        )
    };
    list.iter().map(say).collect()
}

fn diagnostics<T>(read: Read<T>, text: &str) -> (Sources, Vec<Diagnostic>) {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let source = sources.add("a.toml", text.to_owned());
    let refused = read(source, &sources, &mut sink).is_err();
    let list = sink.finish();
    assert!(!refused || !list.is_empty(), "refused without a reason");
    (sources, list)
}

const EDITION: &str = r#"
paper = "对开日报"
date = 2021-12-31
layout = "duikai-daily"
pages = ["page-01.toml", "page-02.toml"]
[fields]
"刊号" = "CN 11-0001"
editor = "孟鹤"
"#;

const PAGE: &str = r#"
number = 1
section = "要闻"
[[story]]
copy = "a.txt"
kind = "lead"
at = "1-4栏 16-84行"
head = "11行"
head-at = "1-4栏 16-26行"
columns = 3
[[story.picture]]
file = "a.jpg"
at = "3栏 30-50行"
width = "26字"
side = "centre"
focus = [50, 30]
[[story.inset]]
copy = "b.txt"
kind = "box"
at = "cols 1-2 rows 60-84"
[[story]]
copy = "c.txt"
kind = "brief"
at = "5-6栏 16-84行"
head = 4
[[rule]]
style = "thin"
after = "4栏"
rows = "16-84行"
[[rule]]
style = "thin"
below = 0
columns = "5-6栏"
"#;

const LAYOUT: &str = r#"
title = "对开"
include = ["base"]
hao = "word"
[sheet]
width = "390mm"
height = "550mm"
[grid]
columns = 8
column = "13字"
alley = "1字"
size = "小五"
pitch = "11.25pt"
[style.body]
font = "serif"
size = "小五号"
indent = "2字"
tracking = "-0.1pt"
ink = "K"
[style."大题"]
base = "body"
size = "小初"
min-size = "一号"
[kind.lead]
headline = "大题"
body = "body"
group-head = "body"
box = "thin"
tint = "K10"
middle = true
[rule.thin]
weight = "0.1mm"
dash = ["2pt", "1pt"]
[[furniture]]
name = "folio"
pages = "2-"
frame = ["20mm", "12mm", "350mm", "6mm"]
lines = [{ text = "{paper}", style = "body" }]
valign = "top"
"#;

#[test]
fn an_edition_reads() {
    let spec = sound(EditionSpec::read, EDITION);
    assert_eq!(
        (spec.paper.value.as_str(), spec.date.value.as_str()),
        ("对开日报", "2021-12-31")
    );
    assert_eq!(
        spec.pages
            .iter()
            .map(|page| page.value.as_str())
            .collect::<Vec<_>>(),
        ["page-01.toml", "page-02.toml"]
    );
    assert_eq!(spec.fields["刊号"].value, "CN 11-0001");
    let quoted = sound(
        EditionSpec::read,
        &EDITION.replace("2021-12-31", "\"2021-12-31\""),
    );
    assert_eq!(quoted.date.value, spec.date.value);
}

#[test]
fn a_page_reads() {
    let spec = sound(a_page, PAGE);
    assert_eq!(
        (
            spec.number.value.in_section(),
            spec.stories.len(),
            spec.rules.len()
        ),
        (1, 2, 2)
    );
    let story = &spec.stories[0];
    assert_eq!(
        story.at[0].value,
        GridArea {
            columns: Reach { first: 1, last: 4 },
            rows: Reach {
                first: 16,
                last: 84
            }
        }
    );
    assert_eq!(story.head.as_ref().map(|head| head.value), Some(11));
    assert_eq!(
        spec.stories[1].head.as_ref().map(|head| head.value),
        Some(4)
    );
    assert_eq!(
        story.pictures[0].width.as_ref().map(|width| width.value),
        Some(Length::Em(Em::ratio(26, 1)))
    );
    assert_eq!(
        story.pictures[0].focus.as_ref().map(|focus| focus.value),
        Some((50, 30))
    );
    assert_eq!(
        story.insets[0].at[0].value.rows,
        Reach {
            first: 60,
            last: 84
        }
    );
    assert_eq!(
        spec.rules[0].after.as_ref().map(|after| after.value),
        Some(4)
    );
    assert_eq!(
        spec.rules[1].below.as_ref().map(|below| below.value),
        Some(0)
    );
}

#[test]
fn a_layout_reads() {
    let spec = sound(LayoutSpec::read, LAYOUT);
    let sheet = spec.sheet.expect("a sheet");
    assert_eq!(sheet.width.value, Length::Absolute(Len::MM * 390));
    assert_eq!(
        spec.grid.expect("a grid").pitch.value,
        Length::Absolute(Len::PT * 45 / 4)
    );
    assert_eq!(
        spec.styles["大题"].size.as_ref().map(|size| size.value),
        Some(Length::Absolute(Len::pt(36)))
    );
    assert_eq!(
        spec.styles["body"].ink.as_ref().map(|ink| &ink.value),
        Some(&InkSpec::Process(Ink::BLACK))
    );
    let lead = &spec.kinds["lead"];
    assert_eq!(
        lead.parts.keys().copied().collect::<Vec<_>>(),
        ["body", "group-head", "headline"]
    );
    assert!(lead.middle.as_ref().is_some_and(|middle| middle.value));
    assert_eq!(
        spec.rules["thin"].dash.as_ref().map(|dash| dash.value.1),
        Some(Length::Absolute(Len::PT))
    );
    assert_eq!(
        spec.furniture[0]
            .pages
            .as_ref()
            .map(|pages| pages.value.clone()),
        Some(Pages(vec![PageRange::Between(2, u32::MAX)]))
    );
    assert_eq!(spec.furniture[0].lines[0].text.value, "{paper}");
    let news = sound(LayoutSpec::read, &LAYOUT.replace("\"word\"", "\"news\""));
    assert_eq!(
        news.styles["大题"].size.as_ref().map(|size| size.value),
        Some(Length::Absolute(Len::pt(30)))
    );
}

#[test]
fn spans_point_at_values_and_headers() {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let source = sources.add("page.toml", PAGE.to_owned());
    let spec = PageSpec::read(source, &Cells::new(), &sources, &mut sink).expect("a sound page");
    let place = sources.place(spec.stories[0].at[0].span);
    assert_eq!((place.line, place.column), (7, 6));
    assert_eq!(
        sources.slice(spec.stories[0].at[0].span),
        "\"1-4栏 16-84行\""
    );
    assert_eq!(sources.slice(spec.stories[1].span), "[[story]]");
    assert_eq!(sources.place(spec.stories[1].span).line, 21);
    assert_eq!(
        sources.slice(spec.stories[0].insets[0].span),
        "[[story.inset]]"
    );
}

#[test]
fn the_bundled_layouts_are_there() {
    assert!(
        bundled_names()
            .iter()
            .chain(&["base"])
            .all(|name| bundled_layout(name).is_some())
    );
    assert_eq!(bundled_layout("Duikai"), None);
}

/// The base layout writes every limit with its default, so that a layout without it judges alike.
#[test]
fn the_base_layout_writes_every_limit() {
    let base = sound(LayoutSpec::read, bundled_layout("base").expect("there"));
    for limit in Code::LINTS.iter().flat_map(|code| Limits::of(*code)) {
        let written = base
            .lints
            .get(&limit.code)
            .and_then(|lint| lint.limits.get(limit.name));
        assert_eq!(
            written.map(|written| written.value),
            Some(limit.usual),
            "{} {}",
            limit.code.name(),
            limit.name
        );
    }
}

/// The base layout gives every lint a level; one without it would never run.
#[test]
fn the_base_layout_gives_every_lint_a_level() {
    let base = sound(LayoutSpec::read, bundled_layout("base").expect("there"));
    let named: Vec<&str> = base.lints.keys().map(|code| code.name()).collect();
    assert!(
        Code::LINTS.iter().all(|code| base.lints.contains_key(code)),
        "{named:?}"
    );
    assert!(base.must_print.len() > 10);
}

/// `[lints]` reports a wrong name and a wrong level at their places.
#[test]
fn lints_have_names_and_levels() {
    let lints = sound(
        LayoutSpec::read,
        "[lints]\nhead-bump = \"deny\"\ngrey-page = { rows = 30 }\n",
    )
    .lints;
    let level = |code| {
        lints
            .get(&code)
            .and_then(|lint| lint.level.as_ref())
            .map(|level| level.value)
    };
    assert_eq!(
        (level(Code::HeadBump), level(Code::GreyPage)),
        (Some(Level::Deny), None)
    );
    assert_eq!(lints[&Code::GreyPage].limits["rows"].value, 30);
    let reported = problems(
        LayoutSpec::read,
        "[lints]\nhead-bmp = \"deny\"\ngrey-page = \"no\"\npage-cut = 1\n",
    );
    assert_eq!(
        reported,
        [
            "2:1 unknown-key: unknown key `head-bmp` in [lints]",
            "3:13 bad-value: `grey-page`: \"no\" is no level",
            "4:12 bad-value: `page-cut` must be a string, not a whole number",
        ]
    );
}
