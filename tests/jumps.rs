//! Stories that go on on another page 转版.

use duikai::desk::MemoryDesk;
use duikai::forme::{Forme, Item};
use duikai::{Job, typeset};

const LINES: &str = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈";

/// Four pages; the story of the first goes on on `jumps_to`, that of the
/// second on page 4.
fn pages(jumps_to: u32) -> Vec<Forme> {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("four.toml", include_str!("suite/four.toml"));
    let files = "\"p1.toml\", \"p2.toml\", \"p3.toml\", \"p4.toml\"";
    desk.put(
        "edition.toml",
        format!(
            "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"four.toml\"\npages = [{files}]\n"
        ),
    );
    for (name, paragraphs) in [("a", 4), ("b", 4), ("c", 2), ("d", 2)] {
        desk.put(
            &format!("{name}.md"),
            format!(
                "---\n主题: {name}\n---\n{}\n",
                vec![LINES; paragraphs].join("。\n\n")
            ),
        );
    }
    let goes_on = "[[story]]\ncontinues = \"a\"\nat = \"1-4栏 10-16行\"\n";
    for (page, name, columns) in [
        (1, "a", "1-2"),
        (2, "b", "1-2"),
        (3, "c", "1-4"),
        (4, "d", "1-4"),
    ] {
        let depth = if page < 3 { "1-10" } else { "1-9" };
        let mut text = format!(
            "number = {page}\nsection = \"要闻\"\n[[story]]\ncopy = \"{name}.md\"\nkind = \"story\"\nat = \"{columns}栏 {depth}行\"\n"
        );
        if page == 2 {
            text.push_str("[[story]]\ncontinues = \"b\"\nat = \"3-4栏 1-10行\"\n");
        }
        if page == jumps_to {
            text.push_str(goes_on);
        }
        desk.put(&format!("p{page}.toml"), text);
    }
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
}

/// Every line of type: its place and its text.
fn lines(items: &[Item]) -> Vec<(i64, i64, String)> {
    let mut found: Vec<(i64, i64, String)> = Vec::new();
    for item in items {
        match item {
            Item::Group(group) => found.extend(lines(&group.items)),
            // A line may change its face inside.
            Item::GlyphRun(run) => match found.last_mut() {
                Some((y, _, text)) if *y == run.start.y.units() => text.push_str(&run.text),
                _ => found.push((run.start.y.units(), run.start.x.units(), run.text.clone())),
            },
            _ => {}
        }
    }
    found
}

#[test]
fn moving_a_continuation_changes_the_jump_lines_and_nothing_else() {
    let (to_four, to_three) = (pages(4), pages(3));
    let of = |formes: &[Forme], page: usize| lines(&formes[page - 1].items);
    let changed: Vec<(String, String)> = of(&to_four, 1)
        .into_iter()
        .zip(of(&to_three, 1))
        .filter(|(a, b)| a != b)
        .map(|(a, b)| {
            assert_eq!((a.0, a.1), (b.0, b.1), "only the words change");
            (a.2, b.2)
        })
        .collect();
    assert_eq!(
        changed,
        [("（下转第四版）".to_owned(), "（下转第三版）".to_owned())]
    );
    assert_eq!(of(&to_four, 1).len(), of(&to_three, 1).len());
    assert_eq!(of(&to_four, 2), of(&to_three, 2));
    let moved: Vec<_> = of(&to_four, 4)
        .into_iter()
        .filter(|line| !of(&to_three, 4).contains(line))
        .collect();
    let here: Vec<_> = of(&to_three, 3)
        .into_iter()
        .filter(|line| !of(&to_four, 3).contains(line))
        .collect();
    assert_eq!(
        moved, here,
        "it stands on the one page as it stood on the other"
    );
    assert!(moved.iter().any(|line| line.2 == "（上接第一版）"));
}

#[test]
fn the_whole_story_stands_in_its_slots_once_and_in_order() {
    for to in [3, 4] {
        let formes = pages(to);
        let body = |page: usize| -> String {
            let stays =
                |text: &String| !text.contains('版') && text != "a" && text != "c" && text != "d";
            lines(&formes[page - 1].items)
                .into_iter()
                .map(|line| line.2)
                .filter(stays)
                .collect()
        };
        let (first, rest) = (body(1), body(to as usize));
        // The page it goes on on has a story of its own before it.
        let rest = rest
            .strip_prefix(&[LINES; 2].join("。"))
            .expect("its own story")
            .to_owned();
        assert_eq!(first.clone() + &rest, [LINES; 4].join("。"));
        assert!(!first.ends_with('。'), "a jump falls inside a paragraph");
    }
}
