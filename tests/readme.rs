//! What the README shows builds.

use duikai::desk::MemoryDesk;
use duikai::diag::Severity;
use duikai::{Job, typeset};

/// The fenced block of the README that begins with these words.
fn shown(begins: &str) -> &'static str {
    let text = include_str!("../README.md");
    let blocks = text.split("```").skip(1).step_by(2);
    let bodies = blocks.map(|block| block.split_once('\n').map_or("", |(_, body)| body));
    bodies
        .into_iter()
        .find(|body| body.starts_with(begins))
        .unwrap_or_else(|| panic!("the README has no block that begins with {begins}"))
}

/// The edition, the page and the article of the README are one that can be set.
#[test]
fn the_edition_of_the_readme_is_sound() {
    let mut desk = MemoryDesk::new();
    desk.put("edition.toml", shown("paper = "));
    desk.put("page-01.toml", shown("number = 1"));
    for copy in ["feature", "sidebar", "brief"] {
        let article = shown("---\n引题");
        // A brief and a sidebar have no kicker, deck and signature of their own.
        let plain: String = article
            .lines()
            .filter(|line| copy == "feature" || !line.starts_with(['引', '副', '署', '#']))
            .map(|line| format!("{line}\n"))
            .collect();
        desk.put(&format!("copy/{copy}.md"), plain);
    }
    desk.put(
        "pictures/photo.jpg",
        include_bytes!("../samples/pingyuan/pictures/fengdian.jpg").as_slice(),
    );
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let wrong: Vec<&str> = outcome
        .diagnostics
        .iter()
        .filter(|reported| reported.severity >= Severity::Denied)
        .map(|reported| reported.message.as_str())
        .collect();
    assert!(wrong.is_empty() && outcome.setting.is_some(), "{wrong:?}");
}

/// Every field that a bundled layout quotes is named.
#[test]
fn the_fields_of_the_bundled_layouts_are_named() {
    let text = include_str!("../README.md");
    for layout in [
        include_str!("../layouts/duikai-daily.toml"),
        include_str!("../layouts/sikai-tabloid.toml"),
        include_str!("../layouts/western-broadsheet.toml"),
    ] {
        let furniture = &layout[layout.find("[[furniture]]").expect("it has furniture")..];
        for quoted in furniture
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
        {
            if quoted
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            {
                let named = [
                    format!("\n{quoted} = \""),
                    format!("`{quoted}`"),
                    format!("`{{{quoted}}}`"),
                ];
                assert!(
                    named.iter().any(|named| text.contains(named)),
                    "the README does not name {{{quoted}}}"
                );
            }
        }
    }
}
