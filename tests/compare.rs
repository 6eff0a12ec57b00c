//! Pairs of editions made on purpose, one change each: `compare` tells that change and no other.

use std::fs;
use std::path::Path;

use duikai::compare::{Compared, DifferenceKind, compare, overlays};
use duikai::desk::DiskDesk;
use duikai::forme::Forme;
use duikai::say::Language;
use duikai::session::Made;
use duikai::{Job, made};

const EDITION: &str = "paper = \"澜岗晚报\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page-01.toml\"]\n\n[fields]\nstaff = \"责编：周至\"\n";
const LAYOUT: &str = "include = [\"sikai-tabloid\"]\n\n[style.big]\nbase = \"headline\"\nsize = \"36pt\"\nmin-size = \"12pt\"\n\n[style.plain]\nbase = \"headline\"\nsize = \"20pt\"\nmin-size = \"12pt\"\n\n[kind.one]\nbase = \"brief\"\nheadline = \"big\"\n\n[kind.two]\nbase = \"brief\"\nheadline = \"plain\"\n\n[kind.tinted]\nbase = \"brief\"\nheadline = \"plain\"\ntint = \"K10\"\npadding = \"3mm\"\n";
const PAGE: &str = "number = 2\nsection = \"要闻\"\n\n[[story]]\ncopy = \"a.md\"\nkind = \"one\"\nat = \"1-3栏 14-50行\"\nhead = 9\n\n  [[story.picture]]\n  file = \"p.jpg\"\n  at = \"2-3栏 30-50行\"\n\n[[story]]\ncopy = \"b.md\"\nkind = \"two\"\nat = \"1-2栏 54-80行\"\nhead = 6\n\n[[story]]\ncopy = \"c.md\"\nkind = \"tinted\"\nat = \"5-6栏 14-40行\"\nhead = 6\n";

fn copy(headline: &str, paragraphs: usize) -> String {
    let text = "天地玄黄宇宙洪荒，日月盈昃辰宿列张，寒来暑往秋收冬藏，闰余成岁律吕调阳，云腾致雨露结为霜。";
    let body = vec![text.repeat(2); paragraphs].join("\n\n");
    format!("---\n主题: {headline}\n---\n{body}\n")
}

/// Writes the edition, each file changed as asked.
fn edition(folder: &Path, change: impl Fn(&str, String) -> String) {
    let files = [
        ("edition.toml", EDITION.to_owned()),
        ("layout.toml", LAYOUT.to_owned()),
        ("page-01.toml", PAGE.to_owned()),
        ("a.md", copy("江边三年", 4)),
        ("b.md", copy("晚潮早到", 2)),
        ("c.md", copy("灯塔值守", 2)),
    ];
    fs::create_dir_all(folder).expect("a folder");
    for (name, text) in files {
        fs::write(folder.join(name), change(name, text)).expect("writes");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(
        root.join("samples/tupian/pictures/qiao.jpg"),
        folder.join("p.jpg"),
    )
    .expect("copies");
}

fn set(folder: &Path) -> Made {
    let edition = folder.join("edition.toml").to_string_lossy().into_owned();
    let made = made(
        &DiskDesk::default(),
        &Job {
            edition,
            page: None,
        },
    );
    assert!(made.is_sound(), "{:?}", made.diagnostics);
    made
}

fn side(made: &Made) -> Compared<'_> {
    let formes: Vec<&Forme> = made.formes.iter().map(|forme| &**forme).collect();
    Compared::new(made.edition.as_ref().expect("an edition"), formes)
}

/// What one change is told as.
struct Pair {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    kind: DifferenceKind,
    said: &'static str,
}

const PAIRS: [Pair; 10] = [
    Pair {
        file: "a.md",
        from: "日月盈昃",
        to: "日月盈亏",
        kind: DifferenceKind::Text,
        said: "日月盈",
    },
    Pair {
        file: "b.md",
        from: "晚潮早到",
        to: "晚潮迟到",
        kind: DifferenceKind::Text,
        said: "text changed, headline: “晚潮早到” → “晚潮迟到”",
    },
    Pair {
        file: "page-01.toml",
        from: "1-2栏 54-80行",
        to: "3-4栏 54-80行",
        kind: DifferenceKind::Moved,
        said: "moved 2 columns on",
    },
    Pair {
        file: "page-01.toml",
        from: "5-6栏 14-40行",
        to: "5-6栏 17-43行",
        kind: DifferenceKind::Moved,
        said: "moved 3 rows down",
    },
    Pair {
        file: "layout.toml",
        from: "size = \"36pt\"",
        to: "size = \"32pt\"",
        kind: DifferenceKind::TypeSize,
        said: "headline 36 → 32 pt",
    },
    Pair {
        file: "page-01.toml",
        from: "  at = \"2-3栏 30-50行\"",
        to: "  at = \"2-3栏 30-50行\"\n  focus = [0, 0]",
        kind: DifferenceKind::Crop,
        said: "picture p.jpg cropped otherwise",
    },
    Pair {
        file: "layout.toml",
        from: "tint = \"K10\"",
        to: "tint = \"K20\"",
        kind: DifferenceKind::Colour,
        said: "rules and tints",
    },
    Pair {
        file: "page-01.toml",
        from: "[[story]]\ncopy = \"b.md\"\nkind = \"two\"\nat = \"1-2栏 54-80行\"\nhead = 6\n\n",
        to: "",
        kind: DifferenceKind::Article,
        said: "there → none",
    },
    Pair {
        file: "page-01.toml",
        from: "1-2栏 54-80行",
        to: "1-2栏 54-78行",
        kind: DifferenceKind::Resized,
        said: "takes 2 columns × 27 rows → 2 columns × 25 rows",
    },
    Pair {
        file: "edition.toml",
        from: "澜岗晚报",
        to: "澜岗日报",
        kind: DifferenceKind::Text,
        said: "澜岗",
    },
];

#[test]
fn one_change_is_told_and_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = folder.path().join("first");
    edition(&first, |_, text| text);
    let before = set(&first);
    assert_eq!(compare(&side(&before), &side(&before)), []);
    for (nth, pair) in PAIRS.iter().enumerate() {
        let second = folder.path().join(format!("second-{nth}"));
        edition(&second, |name, text| match name == pair.file {
            true => {
                assert!(text.contains(pair.from), "{}", pair.from);
                text.replacen(pair.from, pair.to, 1)
            }
            false => text,
        });
        let after = set(&second);
        let found = compare(&side(&before), &side(&after));
        let lines: Vec<String> = found
            .iter()
            .map(|difference| difference.line(Language::En))
            .collect();
        let told = found.iter().all(|difference| difference.kind == pair.kind);
        assert!(told && !found.is_empty(), "{nth}: {lines:#?}");
        // The name of the paper may stand in several pieces of furniture.
        assert!(
            found.len() == 1 || pair.file == "edition.toml",
            "{nth}: {lines:#?}"
        );
        assert!(lines[0].contains(pair.said), "{nth}: {lines:#?}");
        let drawn = overlays(&side(&before), &side(&after), &found, 30).expect("draws");
        assert_eq!(drawn.len(), 1, "{nth}");
        assert!(drawn[0].bytes.starts_with(b"\x89PNG"));
    }
}
