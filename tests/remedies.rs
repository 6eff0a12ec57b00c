//! A remedy that `fit` names does what it says.

use std::fs;
use std::path::Path;
use std::process::Command;

use duikai::desk::MemoryDesk;
use duikai::diag::Code;
use duikai::makeup::{Change, Remedy};
use duikai::{Job, fit, typeset};
use serde_json::Value;

use crate::desk_server::copied;
use crate::laws::Dice;

const PARAGRAPHS: [&str; 4] = [
    "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。闰余成岁。",
    "律吕调阳，云腾致雨。露结为霜，金生丽水。玉出昆冈。剑号巨阙，珠称夜。",
    "果珍李柰，菜重芥姜。海咸河淡，鳞潜羽翔。龙师火帝，鸟官人皇。始制文字。",
    "乃服衣裳，推位让国。有虞陶唐，吊民伐罪。周发殷汤，坐朝问道。",
];

fn desk(paragraphs: &[String], rows: u32, head: u32) -> MemoryDesk {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("edition.toml", "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page.toml\"]\n");
    let page = format!(
        "number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-2栏 1-{rows}行\"\nhead = {head}\n"
    );
    desk.put("page.toml", page);
    desk.put(
        "a.md",
        format!("---\n主题: 千字文\n---\n{}\n", paragraphs.join("\n\n")),
    );
    desk
}

fn over(desk: &MemoryDesk) -> bool {
    typeset(desk, &job())
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.code == Code::Overset)
}

fn job() -> Job {
    Job {
        edition: "edition.toml".to_owned(),
        page: None,
    }
}

fn remedies(desk: &MemoryDesk) -> Vec<Remedy> {
    fit(desk, &job()).1.remove(0).remedies
}

#[test]
fn every_remedy_that_fits_fits_when_it_is_done() {
    let copy: Vec<String> = PARAGRAPHS.iter().map(|&text| text.to_owned()).collect();
    let (rows, head) = (10, 4);
    let before = desk(&copy, rows, head);
    assert!(over(&before));
    let found: Vec<Remedy> = remedies(&before)
        .into_iter()
        .filter(|remedy| remedy.over_lines == 0)
        .collect();
    assert!(found.len() >= 3, "{found:?}");
    for remedy in found {
        let (mut copy, mut rows, mut head) = (copy.clone(), rows, head);
        match &remedy.change {
            Change::Cuts(cuts) => {
                for cut in cuts {
                    let text: Vec<char> = copy[cut.paragraph - 1].chars().collect();
                    let kept = text.len() - 1 - cut.chars;
                    copy[cut.paragraph - 1] =
                        text[..kept].iter().chain(&text[text.len() - 1..]).collect();
                }
            }
            Change::Head(now, then) => {
                assert_eq!(head, *now);
                head = *then;
            }
            Change::Slot(by) => rows = rows.checked_add_signed(*by as i32).expect("rows"),
            other => panic!("{other:?} cannot come of this page"),
        }
        assert!(!over(&desk(&copy, rows, head)), "{remedy:?}");
    }
}

#[test]
fn a_story_that_fits_needs_nothing() {
    let copy: Vec<String> = PARAGRAPHS[..2]
        .iter()
        .map(|&text| text.to_owned())
        .collect();
    for rows in 6..12 {
        let desk = desk(&copy, rows, 2);
        if !over(&desk) {
            assert!(
                remedies(&desk)
                    .iter()
                    .all(|remedy| !matches!(remedy.change, Change::Cuts(_)))
            );
        }
    }
}

/// A page with a picture and a sidebar in its story.
fn furnished(picture: i64, inset: bool, more: usize) -> MemoryDesk {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("four.toml", include_str!("suite/four.toml"));
    desk.put("sun.png", include_bytes!("suite/sun.png").as_slice());
    desk.put(
        "edition.toml",
        "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"four.toml\"\npages = [\"page.toml\"]\n",
    );
    let side = "[[story.inset]]\ncopy = \"b.md\"\nkind = \"boxed\"\nat = \"3栏 6-9行\"\n";
    desk.put(
        "page.toml",
        format!(
            "number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-3栏 1-11行\"\nhead = 2\n\
             [[story.picture]]\nfile = \"sun.png\"\nat = \"1栏 4-{}行\"\ncutline = \"\"\ncredit = \"摄\"\n{}",
            10 + picture,
            if inset { side } else { "" }
        ),
    );
    let copy: String = PARAGRAPHS[..3]
        .iter()
        .flat_map(|paragraph| paragraph.chars())
        .filter(|c| c.is_alphanumeric())
        .collect();
    let more: String = copy.chars().take(more).collect();
    desk.put("a.md", format!("---\n主题: 千字文\n---\n{copy}{more}。\n"));
    desk.put("b.md", "---\n主题: 链接\n---\n天地玄黄。\n");
    desk
}

/// Pictures and sidebars: each done as `fit` says it, and it fits.
#[test]
fn pictures_and_sidebars_do_what_is_said_of_them() {
    let mut done = [false; 2];
    // A little over, for which a picture is cut; and so much that a sidebar gone leaves no hole.
    for more in [12, 33] {
        let before = furnished(0, true, more);
        assert!(over(&before));
        for remedy in remedies(&before) {
            let after = match &remedy.change {
                Change::Picture(file, by) => {
                    done[0] |= remedy.over_lines == 0;
                    assert_eq!(file, "sun.png");
                    furnished(*by, true, more)
                }
                Change::Drop(id) => {
                    done[1] |= remedy.over_lines == 0;
                    assert_eq!(id, "b");
                    furnished(0, false, more)
                }
                _ => continue,
            };
            assert_eq!(over(&after), remedy.over_lines > 0, "{remedy:?}");
        }
    }
    assert_eq!(done, [true; 2]);
}

/// A sidebar at the foot of its story is given rows above it, as many as it
/// wants and not into the headline.
#[test]
fn a_sidebar_at_the_foot_of_its_story_may_begin_higher() {
    let page = |top: i64, words: usize| {
        let mut desk = furnished(0, false, 12);
        desk.put(
            "page.toml",
            format!(
                "number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-3栏 1-16行\"\nhead = 3\n\
                 [[story.inset]]\ncopy = \"b.md\"\nkind = \"story\"\nat = \"3栏 {top}-16行\"\nhead = 2\n"
            ),
        );
        let copy: String = PARAGRAPHS
            .concat()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .take(words)
            .collect();
        desk.put("b.md", format!("---\n主题: 链接\n---\n{copy}。\n"));
        desk
    };
    let raised = |desk: &MemoryDesk| {
        let all = fit(desk, &job()).1;
        let side = all
            .iter()
            .find(|story| story.fit.story == "b")
            .expect("the sidebar");
        assert!(side.fit.over_lines > 0);
        side.remedies.iter().find_map(|remedy| {
            if let Change::Raise(by) = remedy.change {
                Some((by, remedy.over_lines))
            } else {
                None
            }
        })
    };
    let Some((by, 0)) = raised(&page(13, 30)) else {
        panic!("{:?}", raised(&page(13, 30)))
    };
    assert!(!over(&page(13 - by, 30)) && over(&page(13 - by + 1, 30)));
    // Three rows are the headline's.
    assert_eq!(raised(&page(4, 110)), None);
}

/// 3破2 wins the width of an alley: `columns = "3破2"` does what `fit` said.
#[test]
fn other_columns_do_what_is_said_of_them() {
    let page = |columns: &str| {
        let mut desk = MemoryDesk::new();
        desk.put("layout.toml", include_str!("suite/layout.toml"));
        desk.put("four.toml", include_str!("suite/four.toml"));
        desk.put("edition.toml", "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"four.toml\"\npages = [\"page.toml\"]\n");
        let story = format!(
            "[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-3栏 1-8行\"\nhead = 2\n{columns}"
        );
        desk.put(
            "page.toml",
            format!("number = 1\nsection = \"要闻\"\n{story}"),
        );
        // 18 lines of 7 字 hold 126; 12 of 11 hold 132.
        let copy: String = PARAGRAPHS
            .iter()
            .flat_map(|paragraph| paragraph.chars())
            .filter(|c| c.is_alphanumeric())
            .cycle()
            .take(128)
            .collect();
        desk.put("a.md", format!("---\n主题: 千字文\n---\n{copy}。\n"));
        desk
    };
    assert!(over(&page("")));
    let found = remedies(&page(""));
    let into = found.iter().find_map(|remedy| match remedy.change {
        Change::Columns(base, into) if remedy.over_lines == 0 => Some((base, into)),
        _ => None,
    });
    assert_eq!(into, Some((3, 2)), "{found:?}");
    assert!(!over(&page("columns = \"3破2\"\n")));
}

/// A page of one story over three columns, another under it, and what stands
/// in the one.
#[derive(Clone)]
struct Made {
    columns: &'static str,
    kind: &'static str,
    rows: i64,
    head: i64,
    /// The last row of its picture.
    picture: i64,
    sidebar: bool,
    copy: Vec<String>,
}

impl Made {
    fn set(&self) -> MemoryDesk {
        let mut desk = MemoryDesk::new();
        desk.put("layout.toml", include_str!("suite/layout.toml"));
        desk.put("four.toml", include_str!("suite/four.toml"));
        desk.put("sun.png", include_bytes!("suite/sun.png").as_slice());
        desk.put(
            "house.toml",
            "include = [\"four.toml\"]\n[kind.framed]\nbase = \"boxed\"\npadding = \"6pt\"\n",
        );
        desk.put("edition.toml", "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"house.toml\"\npages = [\"page.toml\"]\n");
        let sidebar = if self.sidebar {
            "[[story.inset]]\ncopy = \"b.md\"\nkind = \"story\"\nat = \"1栏 8-11行\"\n"
        } else {
            ""
        };
        let columns = if self.columns.is_empty() {
            String::new()
        } else {
            format!("columns = {}\n", self.columns)
        };
        let page = format!(
            "number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"{}\"\nat = \"1-3栏 1-{}行\"\nhead = {}\n{columns}\
             [[story.picture]]\nfile = \"sun.png\"\nat = \"2-3栏 5-{}行\"\ncutline = \"\"\ncredit = \"摄\"\n{sidebar}\
             [[story]]\ncopy = \"c.md\"\nkind = \"story\"\nat = \"2-4栏 15-16行\"\nhead = 1\n",
            self.kind, self.rows, self.head, self.picture
        );
        desk.put("page.toml", page);
        desk.put(
            "a.md",
            format!("---\n主题: 千字文\n---\n{}\n", self.copy.join("\n\n")),
        );
        desk.put("b.md", "---\n主题: 链接\n---\n天地玄黄。\n");
        desk.put("c.md", "地。\n");
        desk
    }

    /// The page with a remedy done as it is told.
    fn done(&self, change: &Change) -> Made {
        let mut made = self.clone();
        match change {
            Change::Cuts(cuts) => {
                for cut in cuts {
                    let text = &mut made.copy[cut.paragraph - 1];
                    assert!(text.ends_with(&cut.ending), "{cut:?}");
                    let words = text
                        .trim_end_matches(|c: char| !c.is_alphanumeric())
                        .chars()
                        .count();
                    *text = text
                        .chars()
                        .enumerate()
                        .filter(|(nth, _)| !(words - cut.chars..words).contains(nth))
                        .map(|(_, c)| c)
                        .collect();
                }
            }
            Change::Head(now, then) => {
                assert_eq!(made.head, i64::from(*now));
                made.head = i64::from(*then);
            }
            Change::Picture(_, by) => made.picture += by,
            Change::Slot(by) => made.rows += by,
            Change::Raise(_) => panic!("a story is no sidebar"),
            Change::Drop(_) => made.sidebar = false,
            Change::Columns(base, into) if base == into => made.columns = "",
            Change::Columns(_, into) => {
                made.columns = ["\"3破1\"", "\"3破2\"", "", "\"3破4\""][*into as usize - 1]
            }
        }
        made
    }

    /// Lines over and line places empty; it must set without an error.
    fn fit(&self) -> (usize, usize) {
        let outcome = typeset(&self.set(), &job());
        let reported: Vec<String> = outcome
            .diagnostics
            .iter()
            .map(|reported| reported.message.to_string())
            .collect();
        let setting = outcome.setting.unwrap_or_else(|| panic!("{reported:?}"));
        assert!(
            outcome
                .diagnostics
                .iter()
                .all(|reported| reported.code != Code::HeadTooDeep
                    && reported.code != Code::CutlineTooDeep),
            "{reported:?}"
        );
        let fit = setting
            .fits
            .iter()
            .find(|fit| fit.story == "a")
            .expect("the story");
        (fit.over_lines, fit.spare_lines)
    }
}

/// Long and broken columns, columns of different measure, a box with a
/// padding; over and short. Whatever `fit` says of a remedy, to the line, is
/// what comes of it, on a page that stays sound.
#[test]
fn every_remedy_comes_to_what_is_said_of_it() {
    let forms = [
        ("", "story"),
        ("\"3破2\"", "story"),
        ("[\"15字\", \"7字\"]", "story"),
        ("2", "framed"),
        ("", "framed"),
    ];
    let mut seen = [0; 6];
    for (columns, kind) in forms {
        for paragraphs in [3, 4, 5] {
            let copy = PARAGRAPHS
                .iter()
                .cycle()
                .take(paragraphs)
                .map(|&text| text.to_owned())
                .collect();
            let page = Made {
                columns,
                kind,
                rows: 12,
                head: 3,
                picture: 9,
                sidebar: true,
                copy,
            };
            let (over, _) = page.fit();
            for remedy in remedies(&page.set()) {
                let after = page.done(&remedy.change);
                assert_eq!(
                    after.fit(),
                    (remedy.over_lines, remedy.spare_lines),
                    "{columns} {kind} {over}: {remedy:?}"
                );
                seen[match remedy.change {
                    Change::Cuts(_) => 0,
                    Change::Head(..) => 1,
                    Change::Picture(..) => 2,
                    Change::Columns(..) => 3,
                    Change::Drop(_) => 4,
                    Change::Raise(_) => panic!("a story is no sidebar"),
                    Change::Slot(by) => {
                        assert!(
                            page.rows + by <= 14 && page.rows + by >= 11,
                            "the story below and the sidebar stay where they are"
                        );
                        5
                    }
                }] += 1;
            }
        }
    }
    assert!(seen.iter().all(|times| *times > 0), "{seen:?}");
}

/// Over two hundred random pages every remedy comes to what is said of it, one that makes a story
/// fit leaves no hole, and no story waits long.
#[test]
fn remedies_hold_over_random_pages() {
    let mut dice = Dice(0x0DDB_1A5E_5BAD_5EED);
    let forms = [
        ("", "story"),
        ("\"3破2\"", "story"),
        ("[\"15字\", \"7字\"]", "story"),
        ("2", "framed"),
        ("", "framed"),
    ];
    let (mut pages, mut stories, mut tried) = (0, 0, 0);
    let mut spent = std::time::Duration::ZERO;
    while pages < 200 {
        let (columns, kind) = forms[dice.roll(forms.len())];
        let copy = (0..1 + dice.roll(6))
            .map(|_| {
                let text = PARAGRAPHS[dice.roll(PARAGRAPHS.len())];
                let least = 6 + dice.roll(30);
                text.chars()
                    .take(least)
                    .filter(|c| *c != '。')
                    .collect::<String>()
                    + "。"
            })
            .collect();
        let page = Made {
            columns,
            kind,
            rows: 12 + dice.roll(2) as i64,
            head: 2 + dice.roll(2) as i64,
            picture: 7 + dice.roll(4) as i64,
            sidebar: dice.roll(2) == 0,
            copy,
        };
        let (over, _) = page.fit();
        pages += 1;
        let desk = page.set();
        let before = std::time::Instant::now();
        let found = fit(&desk, &job()).1;
        spent += before.elapsed();
        stories += found.len();
        let own = found.into_iter().find(|found| found.fit.story == "a");
        for remedy in own.map(|found| found.remedies).unwrap_or_default() {
            let after = page.done(&remedy.change);
            let (left, spare) = after.fit();
            assert_eq!(
                (left, spare),
                (remedy.over_lines, remedy.spare_lines),
                "{columns} {kind} {over}: {remedy:?}"
            );
            assert!(
                over == 0 || left > 0 || spare <= 4,
                "{columns} {kind}: over by {over}, {remedy:?} leaves a hole"
            );
            if let Change::Columns(base, into) = remedy.change {
                assert!(base > 1 || into == 1, "{remedy:?}");
            }
            tried += 1;
        }
    }
    assert!(tried > pages, "{tried} remedies on {pages} pages");
    let each = spent / stories.max(1) as u32;
    println!("{tried} remedies on {pages} pages; {each:?} a story");
    assert!(each < std::time::Duration::from_millis(500), "{each:?}");
}

/// `fit --apply` changes one line of a page file, and never the words of an article: a cut says how
/// much, not which words can go.
#[test]
fn a_remedy_is_written_and_no_word_is_cut() {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan");
    let folder = tempfile::tempdir().expect("a folder");
    copied(&from, folder.path());
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("reads");
    let edition = folder.path().join("edition.toml");
    let long = read("copy/xunlian.md") + "\n\n" + &"又补写一段，看它排不排得下。".repeat(6) + "\n";
    fs::write(folder.path().join("copy/xunlian.md"), &long).expect("writes");
    let fit = |more: &[&str]| {
        let mut arguments = vec![
            "--format",
            "json",
            "fit",
            edition.to_str().expect("UTF-8"),
            "--story",
            "xunlian",
        ];
        arguments.extend(more);
        Command::new(env!("CARGO_BIN_EXE_duikai"))
            .args(arguments)
            .output()
            .expect("runs")
    };
    let told: Value = serde_json::from_slice(&fit(&[]).stdout).expect("JSON");
    let remedies = told["stories"][0]["remedies"]
        .as_array()
        .expect("a list")
        .clone();
    assert!(remedies.len() >= 2, "{told}");
    let page = read("page-01.toml");
    let mut refused = 0;
    for nth in 1..=remedies.len() {
        let done = fit(&["--apply", &nth.to_string()]);
        assert_eq!(read("copy/xunlian.md"), long, "{nth}");
        let now = read("page-01.toml");
        let lines = page.lines().zip(now.lines());
        let changed = lines.filter(|(one, other)| one != other).count();
        let wanted = usize::from(done.status.success());
        assert_eq!(changed, wanted, "{nth}");
        refused += 1 - wanted;
        fs::write(folder.path().join("page-01.toml"), &page).expect("writes");
    }
    assert_eq!(refused, 1, "the cut alone: {told}");
    assert!(!fit(&["--apply", "0"]).status.success());
}
