//! Heads that are set off, and the rules at the edges of a story, measured on
//! the finished page.

use duikai::desk::MemoryDesk;
use duikai::forme::{Fill, Forme, GlyphRun, Item, Role, Rule};
use duikai::geom::Len;
use duikai::ink::Ink;
use duikai::{Job, typeset};

/// A page of one story in rows 2 to 9 of the first two columns: its kind and
/// its slot with these keys. The grid is 10 pt type on 12 pt from 15 pt down.
fn page(kind: &str, slot: &str) -> Forme {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("four.toml", include_str!("suite/four.toml"));
    desk.put(
        "house.toml",
        format!("include = [\"four.toml\"]\n[rule.bar]\nweight = \"3pt\"\n[kind.own]\n{kind}\n"),
    );
    desk.put(
        "edition.toml",
        "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"house.toml\"\npages = [\"p1.toml\"]\n",
    );
    desk.put(
        "p1.toml",
        format!("number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"own\"\nat = \"1-2栏 2-9行\"\n{slot}\n"),
    );
    desk.put(
        "a.md",
        "---\n主题: 天地\n---\n天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁。\n",
    );
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
    outcome
        .setting
        .unwrap_or_else(|| panic!("{reported:?}"))
        .formes
        .remove(0)
}

/// Everything that stands in groups of one role, or straight in the story.
fn within(forme: &Forme, role: Role) -> Vec<Item> {
    fn walk(items: &[Item], own: Option<Role>, role: Role, found: &mut Vec<Item>) {
        for item in items {
            match item {
                Item::Group(group) => walk(&group.items, Some(group.role), role, found),
                item if own == Some(role) => found.push(item.clone()),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&forme.items, None, role, &mut found);
    found
}

fn rules(forme: &Forme, role: Role) -> Vec<Rule> {
    within(forme, role)
        .into_iter()
        .filter_map(|item| {
            if let Item::Rule(rule) = item {
                Some(rule)
            } else {
                None
            }
        })
        .collect()
}

fn fills(forme: &Forme, role: Role) -> Vec<Fill> {
    within(forme, role)
        .into_iter()
        .filter_map(|item| {
            if let Item::Fill(fill) = item {
                Some(fill)
            } else {
                None
            }
        })
        .collect()
}

fn type_of(forme: &Forme, role: Role) -> Vec<GlyphRun> {
    within(forme, role)
        .into_iter()
        .filter_map(|item| {
            if let Item::GlyphRun(run) = item {
                Some(run)
            } else {
                None
            }
        })
        .collect()
}

/// Top and foot of the em boxes of a run.
fn em_box(run: &GlyphRun) -> (Len, Len) {
    (
        run.start.y - run.size.scale(88, 100),
        run.start.y + run.size.scale(12, 100),
    )
}

fn foot_of_text(forme: &Forme) -> Len {
    type_of(forme, Role::Leg)
        .iter()
        .map(|run| em_box(run).1)
        .max()
        .expect("text")
}

#[test]
fn rules_at_the_edges_stand_in_the_gaps_between_rows() {
    let forme = page(
        "base = \"story\"\nrule-above = \"hairline\"\nrule-below = \"hairline\"",
        "",
    );
    let ys: Vec<Len> = rules(&forme, Role::Story)
        .iter()
        .map(|rule| rule.from.y)
        .collect();
    // Row 2 begins at 27 pt, row 9 ends at 121 pt, and 2 pt lie between rows.
    assert_eq!(ys, [Len::pt(26), Len::pt(122)]);
}

#[test]
fn a_rule_too_heavy_for_the_gap_has_a_free_row() {
    let forme = page("base = \"story\"\nrule-below = \"bar\"", "head = 5");
    let [rule] = rules(&forme, Role::Story)[..] else {
        panic!("one rule")
    };
    // Of rows 7 to 9 under the headline the last is free.
    assert_eq!(foot_of_text(&forme), Len::pt(109));
    assert_eq!(rule.from.y, (Len::pt(109) + Len::pt(123)) / 2);
}

#[test]
fn a_rule_in_a_free_row_ends_at_what_stands_there() {
    let inset = "[[story.inset]]\ntext = \"玄黄\"\nkind = \"story\"\nat = \"2栏 7-9行\"";
    let forme = page(
        "base = \"story\"\nrule-above = \"bar\"\nrule-below = \"bar\"",
        inset,
    );
    let reach: Vec<(Len, Len)> = rules(&forme, Role::Story)
        .iter()
        .map(|rule| (rule.from.x, rule.to.x))
        .collect();
    assert_eq!(
        reach,
        [(Len::pt(10), Len::pt(160)), (Len::pt(10), Len::pt(90))]
    );
}

#[test]
fn the_rule_under_a_head_stands_midway_to_the_text() {
    for slot in ["", "head = 3", "head = 5"] {
        let forme = page("base = \"story\"\nhead-rule = \"hairline\"", slot);
        let [rule] = rules(&forme, Role::Head)[..] else {
            panic!("one rule")
        };
        let head = em_box(&type_of(&forme, Role::Head)[0]).1;
        let text = em_box(&type_of(&forme, Role::Leg)[0]).0;
        assert_eq!(rule.from.y - head, text - rule.from.y, "{slot}");
        assert!(text - rule.from.y >= Len::pt(4), "{slot}");
    }
}

#[test]
fn a_band_fills_rows_and_the_one_under_it_is_blank() {
    for (kind, slot) in [
        (
            "base = \"story\"\nhead-tint = \"black\"\nhead-ink = \"white\"",
            "",
        ),
        ("base = \"story\"", "head-over = \"white on black\""),
        (
            "base = \"story\"\nhead-tint = \"K20\"",
            "head = 4\nhead-over = \"white on black\"",
        ),
    ] {
        let forme = page(kind, slot);
        let [band] = fills(&forme, Role::Head)[..] else {
            panic!("one band")
        };
        let run = &type_of(&forme, Role::Head)[0];
        assert_eq!((band.ink, run.ink), (Ink::BLACK, Ink::PAPER));
        // From the top of row 2 to the foot of row 4, over both columns of 7 字.
        assert_eq!(
            (band.rect.top, band.rect.bottom),
            (Len::pt(27), Len::pt(61))
        );
        assert_eq!(
            (band.rect.left, band.rect.right),
            (Len::pt(10), Len::pt(160))
        );
        let (top, foot) = em_box(run);
        assert_eq!(top - band.rect.top, band.rect.bottom - foot);
        // Text goes on at row 6.
        assert_eq!(em_box(&type_of(&forme, Role::Leg)[0]).0, Len::pt(75));
    }
}

#[test]
fn a_box_and_a_tint_go_round_a_vertical_head() {
    let forme = page(
        "base = \"side\"\nhead-tint = \"K20\"\nhead-box = \"hairline\"\nhead-padding = \"4pt\"",
        "",
    );
    let [band] = fills(&forme, Role::Head)[..] else {
        panic!("one tint")
    };
    assert_eq!(rules(&forme, Role::Head).len(), 4);
    // 20 pt type, 4 pt and the box on either side: three whole 字 at the right.
    assert_eq!(
        (band.rect.left, band.rect.right),
        (Len::pt(130), Len::pt(160))
    );
    assert_eq!(
        (band.rect.top, band.rect.bottom),
        (Len::pt(27), Len::pt(121))
    );
    let text = type_of(&forme, Role::Leg);
    let right = text
        .iter()
        .map(|run| run.start.x + Len::pt(10) * run.glyphs.len() as i64)
        .max()
        .expect("text");
    assert!(right <= Len::pt(120), "an alley lies between: {right}");
}

#[test]
fn a_head_with_a_place_of_its_own_fills_it() {
    let forme = page(
        "base = \"story\"\nhead-padding = \"6pt\"",
        "head-at = \"1栏 4-6行\"\nhead-over = \"white on K80\"",
    );
    let [band] = fills(&forme, Role::Head)[..] else {
        panic!("one band")
    };
    assert_eq!(
        (band.rect.top, band.rect.bottom, band.rect.left),
        (Len::pt(51), Len::pt(85), Len::pt(10))
    );
    assert_eq!(band.ink, Ink::K(800));
}
