//! Other papers from the same engine: each sample sets whole, on its grid, and
//! makes its press file.

use std::path::{Path, PathBuf};

use duikai::asset::SNAP_240;
use duikai::desk::DiskDesk;
use duikai::diag::{Code, Severity};
use duikai::export::pdf::{self, Meta, Order, Purpose};
use duikai::forme::{Forme, Item, Role};
use duikai::geom::Len;
use duikai::{Job, Outcome, typeset};

/// A sample and its body: size, from one line to the next, and the place of
/// the first line of its grid (from the top, or from the right when vertical).
struct Paper {
    name: &'static str,
    vertical: bool,
    size: Len,
    pitch: Len,
}

const PAPERS: [Paper; 7] = [
    Paper {
        name: "four",
        vertical: false,
        size: Len::pt(9),
        pitch: Len::pt(12),
    },
    Paper {
        name: "ja",
        vertical: true,
        size: Len::pt(10),
        pitch: Len::from_units(Len::pt(31).units() / 2),
    },
    Paper {
        name: "tabloid",
        vertical: false,
        size: Len::pt(9),
        pitch: Len::pt(12),
    },
    Paper {
        name: "tupian",
        vertical: false,
        size: Len::pt(9),
        pitch: Len::pt(12),
    },
    Paper {
        name: "tw",
        vertical: false,
        size: Len::pt(9),
        pitch: Len::pt(12),
    },
    Paper {
        name: "western",
        vertical: false,
        size: Len::from_units(Len::pt(21).units() / 2),
        pitch: Len::pt(13),
    },
    Paper {
        name: "yaowen",
        vertical: false,
        size: Len::pt(9),
        pitch: Len::pt(12),
    },
];

fn folder(paper: &Paper) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples")
        .join(paper.name)
}

fn set(paper: &Paper) -> Outcome {
    let edition = folder(paper)
        .join("edition.toml")
        .to_string_lossy()
        .into_owned();
    typeset(
        &DiskDesk::default(),
        &Job {
            edition,
            page: None,
        },
    )
}

/// Text and the lines of legs, of a page, in order.
fn walk(items: &[Item], in_leg: bool, text: &mut String, lines: &mut dyn FnMut(Len, Len, Len)) {
    for item in items {
        match item {
            Item::GlyphRun(run) => {
                text.push_str(&run.text);
                if in_leg {
                    lines(run.size, run.start.x, run.start.y);
                }
            }
            Item::Group(group) => {
                walk(&group.items, in_leg || group.role == Role::Leg, text, lines)
            }
            _ => {}
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a paragraph stands in two parts, each once, the first before the
/// second: a jump came between them.
fn in_two(printed: &str, wanted: &str) -> bool {
    let once = |part: &str| {
        (printed.matches(part).count() == 1)
            .then(|| printed.find(part))
            .flatten()
    };
    wanted
        .char_indices()
        .skip(1)
        .any(|(at, _)| match (once(&wanted[..at]), once(&wanted[at..])) {
            (Some(first), Some(second)) => first + at < second,
            _ => false,
        })
}

#[test]
fn every_paper_fits_without_a_complaint() {
    for paper in &PAPERS {
        let outcome = set(paper);
        // Six narrow columns of English have open lines, as in any paper.
        let latin = paper.name == "western";
        let reported: Vec<_> = outcome
            .diagnostics
            .iter()
            .filter(|diagnostic| {
                diagnostic.severity > Severity::Note
                    && !(latin && diagnostic.code == Code::LooseLine)
            })
            .collect();
        assert!(reported.is_empty(), "{}: {reported:?}", paper.name);
    }
}

/// Every paragraph of every article stands in its edition once.
#[test]
fn every_article_of_every_paper_stands_on_its_pages_once() {
    for paper in &PAPERS {
        let outcome = set(paper);
        let mut printed = String::new();
        for forme in &outcome.setting.as_ref().expect("sets").formes {
            walk(&forme.items, false, &mut printed, &mut |_, _, _| {});
        }
        let printed = bare(&printed);
        let mut copies: Vec<PathBuf> = std::fs::read_dir(folder(paper).join("copy"))
            .expect("lists")
            .map(|f| f.expect("reads").path())
            .collect();
        copies.sort();
        let (mut seen, mut jumps) = (0, 0);
        for copy in copies {
            let text = std::fs::read_to_string(&copy).expect("reads");
            let body = text.splitn(3, "---\n").nth(2).expect("front matter");
            // Items are left out, since a half-width mark in them is printed at
            // full width, and so are subheads, whose words a body may repeat.
            // The cells of a row of a table stand one after another.
            let reported = |line: &&str| {
                !line.is_empty()
                    && !line.starts_with(['-', '#', '@', '='])
                    && !line.starts_with("|-")
            };
            for paragraph in body.lines().filter(reported) {
                let wanted = bare(&paragraph.replace("**", "").replace('|', ""));
                match printed.matches(&wanted).count() {
                    1 => seen += 1,
                    0 if in_two(&printed, &wanted) => jumps += 1,
                    times => panic!("{}: {times} times: {wanted}", copy.display()),
                }
            }
        }
        assert!(seen > 12, "{}: {seen}", paper.name);
        let divided = match paper.name {
            "four" => 2,
            "western" => 1,
            _ => 0,
        };
        assert_eq!(
            jumps, divided,
            "{}: paragraphs that a jump divides",
            paper.name
        );
    }
}

/// The body lines of a page are a whole number of pitches apart, in every leg
/// of every story.
#[test]
fn every_paper_keeps_to_its_grid() {
    for paper in &PAPERS {
        let outcome = set(paper);
        let mut places = Vec::new();
        for forme in &outcome.setting.as_ref().expect("sets").formes {
            walk(
                &forme.items,
                false,
                &mut String::new(),
                &mut |size, x, y| {
                    if size == paper.size {
                        places.push(if paper.vertical { x } else { y });
                    }
                },
            );
        }
        // The page of pictures has two legs of text.
        assert!(
            places.len() > if paper.name == "tupian" { 60 } else { 150 },
            "{}: {}",
            paper.name,
            places.len()
        );
        for place in &places {
            assert_eq!(
                (*place - places[0]).units() % paper.pitch.units(),
                0,
                "{}: {place:?}",
                paper.name
            );
        }
    }
}

#[test]
fn every_paper_makes_its_press_file() {
    for paper in &PAPERS {
        let outcome = set(paper);
        let setting = outcome.setting.as_ref().expect("sets");
        let formes: Vec<&Forme> = setting.formes.iter().collect();
        let meta = Meta {
            title: "t",
            paper: "p",
            date: &setting.date,
            lang: "zh-CN",
        };
        let order = Order {
            formes,
            meta,
            kind: Purpose::Press(duikai::ink::Standard::X4),
        };
        let file =
            pdf::export(&order, &setting.fonts, &setting.pictures, &SNAP_240).expect("exports");
        assert!(file.starts_with(b"%PDF-"), "{}", paper.name);
    }
}
