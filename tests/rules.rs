//! Rules of a page, and how they meet: corners and crossings close, and every
//! row that was written stays.

use duikai::desk::MemoryDesk;
use duikai::forme::{Item, Role};
use duikai::geom::Len;
use duikai::{Job, typeset};

/// The reach of every line of a page's rules, `(from x, from y, to x, to y)`
/// in points. The grid is 10 pt type on 12 pt from 15 pt down; alleys of 10 pt
/// have their middles at 85, 165 and 245 pt, the gap below row 8 at 110 pt.
fn lines(layout: &str, rules: &[(&str, &str)]) -> Vec<[f64; 4]> {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("four.toml", include_str!("suite/four.toml"));
    desk.put("tate.toml", include_str!("suite/tate.toml"));
    let heavy = "[rule.bar]\nweight = \"2pt\"\n[rule.two]\nweight = \"1pt\"\ngap = \"2pt\"\nsecond = \"3pt\"\n";
    desk.put("house.toml", format!("include = [\"{layout}\"]\n{heavy}"));
    desk.put(
        "edition.toml",
        "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"house.toml\"\npages = [\"p1.toml\"]\n",
    );
    let rules: String = rules
        .iter()
        .map(|(style, place)| format!("[[rule]]\nstyle = \"{style}\"\n{place}\n"))
        .collect();
    let story = "[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1栏 1-2行\"\n";
    desk.put(
        "p1.toml",
        format!("number = 1\nsection = \"要闻\"\n{story}{rules}"),
    );
    desk.put("a.md", "天地玄黄。\n");
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let reported: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.to_string())
        .collect();
    let forme = outcome
        .setting
        .unwrap_or_else(|| panic!("{reported:?}"))
        .formes
        .remove(0);
    let group = forme.items.iter().find_map(|item| {
        if let Item::Group(group) = item {
            (group.role == Role::Rules).then_some(group)
        } else {
            None
        }
    });
    let pt = |length: Len| length.units() as f64 / Len::PT.units() as f64;
    let line = |item: &Item| match item {
        Item::Rule(rule) => [
            pt(rule.from.x),
            pt(rule.from.y),
            pt(rule.to.x),
            pt(rule.to.y),
        ],
        other => panic!("{other:?}"),
    };
    group.expect("rules").items.iter().map(line).collect()
}

fn down(x: f64, top: f64, foot: f64) -> [f64; 4] {
    [x, top, x, foot]
}

fn across(y: f64, left: f64, right: f64) -> [f64; 4] {
    [left, y, right, y]
}

const ACROSS: (&str, &str) = ("bar", "below = \"8行\"\ncolumns = \"1-4栏\"");

#[test]
fn ends_run_on_to_the_rule_that_crosses() {
    let rules = [
        ACROSS,
        ("bar", "after = \"1栏\"\nrows = \"3-8行\""),
        ("bar", "after = \"2栏\"\nrows = \"9-16行\""),
    ];
    assert_eq!(
        lines("four.toml", &rules),
        [
            across(110.0, 10.0, 320.0),
            down(85.0, 39.0, 111.0),
            down(165.0, 109.0, 205.0)
        ]
    );
}

#[test]
fn a_row_beyond_the_rule_that_crosses_is_kept() {
    let rules = [
        ACROSS,
        ("bar", "after = \"1栏\"\nrows = \"3-9行\""),
        ("bar", "after = \"2栏\"\nrows = \"8-16行\""),
    ];
    assert_eq!(
        lines("four.toml", &rules)[1..],
        [down(85.0, 39.0, 121.0), down(165.0, 99.0, 205.0)]
    );
    let one = [ACROSS, ("bar", "after = \"2栏\"\nrows = \"9-9行\"")];
    assert_eq!(lines("four.toml", &one)[1..], [down(165.0, 109.0, 121.0)]);
}

#[test]
fn a_free_row_stays_free() {
    let rules = [
        ACROSS,
        ("bar", "after = \"1栏\"\nrows = \"3-7行\""),
        ("bar", "after = \"2栏\"\nrows = \"10-16行\""),
    ];
    assert_eq!(
        lines("four.toml", &rules)[1..],
        [down(85.0, 39.0, 97.0), down(165.0, 123.0, 205.0)]
    );
}

#[test]
fn rules_across_run_to_the_middle_of_the_alley_and_corners_close() {
    let rules = [
        ("bar", "after = \"2栏\"\nrows = \"9-16行\""),
        ("bar", "below = \"8行\"\ncolumns = \"3-4栏\""),
        ("bar", "below = \"12行\"\ncolumns = \"1-2栏\""),
    ];
    assert_eq!(
        lines("four.toml", &rules),
        [
            down(165.0, 109.0, 205.0),
            across(110.0, 164.0, 320.0),
            across(158.0, 10.0, 166.0)
        ]
    );
}

#[test]
fn a_rule_that_is_crossed_goes_on() {
    let rules = [ACROSS, ("bar", "after = \"1栏\"\nrows = \"3-16行\"")];
    assert_eq!(
        lines("four.toml", &rules),
        [across(110.0, 10.0, 320.0), down(85.0, 39.0, 205.0)]
    );
}

/// One line of 1 pt, one of 3 pt, 2 pt apart: from 107 to 113 pt.
#[test]
fn a_double_rule_is_met_at_its_nearer_line() {
    let two = ("two", ACROSS.1);
    let rules = [
        two,
        ("bar", "after = \"1栏\"\nrows = \"3-8行\""),
        ("bar", "after = \"2栏\"\nrows = \"9-16行\""),
    ];
    assert_eq!(
        lines("four.toml", &rules)[2..],
        [down(85.0, 39.0, 108.0), down(165.0, 110.0, 205.0)]
    );
}

/// On a vertical page 段 lie under one another, and rows to the left.
#[test]
fn rules_of_a_vertical_page_meet_too() {
    let rules = [
        ("bar", "below = \"8行\"\ncolumns = \"1-2栏\""),
        ("bar", "after = \"1栏\"\nrows = \"3-8行\""),
    ];
    let [row, alley] = lines("tate.toml", &rules)[..] else {
        panic!("two rules")
    };
    assert_eq!(row[0], row[2]);
    assert_eq!(alley[0], row[0] - 1.0, "{row:?} {alley:?}");
}
