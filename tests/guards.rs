//! Hostile and enormous input: what it costs is linear in what is written, or
//! a limit that has a name refuses it at its line.

use std::time::Duration;

use duikai::desk::MemoryDesk;
use duikai::diag::Code;
use duikai::limits;
use duikai::{Job, Outcome, typeset};

const PAGE: &str = "number = 1\nsection = \"x\"\n";
const COPY: &str = "主题: 甲\n\n正文。\n";
const STORY: &str = "\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-2栏 1-12行\"\n";

/// An edition of one page; what `files` has stands in place of the usual.
fn edition(files: &[(&str, String)]) -> MemoryDesk {
    let mut desk = MemoryDesk::new();
    let head = "paper = \"报\"\nslug = \"t\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page.toml\"]\n";
    desk.put("edition.toml", head);
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("page.toml", format!("{PAGE}{STORY}"));
    desk.put("a.md", COPY);
    desk.put("sun.png", include_bytes!("suite/sun.png").as_slice());
    for (path, text) in files {
        desk.put(path, text.as_str());
    }
    desk
}

fn run(desk: &MemoryDesk) -> Outcome {
    let job = Job {
        edition: "edition.toml".to_owned(),
        page: None,
    };
    typeset(desk, &job)
}

/// `code` line by line, as `line: message`.
fn told(outcome: &Outcome, code: Code) -> Vec<String> {
    let of_code = outcome.diagnostics.iter().filter(|it| it.code == code);
    of_code
        .map(|it| {
            let line = it
                .primary
                .map_or(0, |span| outcome.sources.place(span).line);
            format!("{line}: {}", it.message)
        })
        .collect()
}

/// The one thing beyond a limit, as `line: message`.
fn over(files: &[(&str, String)]) -> String {
    let told = told(&run(&edition(files)), Code::OverLimit);
    assert_eq!(told.len(), 1, "{told:?}");
    told[0].clone()
}

/// CPU time of this thread, which other work on the machine does not add to.
fn cpu_time() -> Duration {
    use nix::sys::resource::{UsageWho, getrusage};
    #[cfg(target_os = "linux")]
    let who = UsageWho::RUSAGE_THREAD;
    #[cfg(not(target_os = "linux"))]
    let who = UsageWho::RUSAGE_SELF;
    let usage = getrusage(who).expect("the kernel counts");
    let micros =
        |time: nix::sys::time::TimeVal| (time.tv_sec() * 1_000_000 + time.tv_usec()) as u64;
    Duration::from_micros(micros(usage.user_time()) + micros(usage.system_time()))
}

/// What an edition costs, all its work on one thread.
fn cost(files: &[(&str, String)]) -> Duration {
    let desk = edition(files);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a thread");
    pool.install(|| {
        let before = cpu_time();
        run(&desk);
        cpu_time() - before
    })
}

/// Asserts that twice as much costs about twice as much: what the second
/// doubling adds is held against what the first added, three times of which a
/// quadratic cost passes at once and noise does not thrice in a row.
fn is_linear(name: &str, n: usize, files: impl Fn(usize) -> Vec<(&'static str, String)>) {
    let mut seen = Vec::new();
    for _ in 0..3 {
        let [one, two, four] = [1, 2, 4].map(|times| cost(&files(n * times)));
        let (first, second) = (two.saturating_sub(one), four.saturating_sub(two));
        if second <= first * 3 + Duration::from_millis(15) {
            return;
        }
        seen.push((one, two, four));
    }
    panic!("{name}: {n}, twice and four times as much cost {seen:?}");
}

fn copy(text: String) -> Vec<(&'static str, String)> {
    vec![("a.md", format!("主题: 甲\n\n{text}\n"))]
}

fn page(text: String) -> Vec<(&'static str, String)> {
    vec![("page.toml", format!("{PAGE}{text}"))]
}

fn layout(text: String) -> Vec<(&'static str, String)> {
    vec![(
        "layout.toml",
        format!("{}\n{text}", include_str!("suite/layout.toml")),
    )]
}

fn first_fit(text: String) -> Vec<(&'static str, String)> {
    let layout = include_str!("suite/layout.toml")
        .replace("[style.body]\n", "[style.body]\nbreaker = \"first-fit\"\n");
    let mut files = copy(text);
    files.push(("layout.toml", layout));
    files
}

fn each(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

#[test]
fn paragraphs_cost_what_they_are_long() {
    for (name, n, piece) in [
        ("half-width marks", 6_000, "天地,玄黄."),
        ("blanks after a letter", 20_000, " "),
        ("wide blanks", 20_000, "　"),
        ("brackets", 10_000, "（"),
        ("square brackets", 10_000, "["),
        ("braces", 10_000, "{"),
        ("bars", 10_000, "{a|"),
        ("stars", 10_000, "**"),
        ("quotes", 8_000, "“"),
        ("straight quotes", 8_000, "\""),
        ("apostrophes", 8_000, "'a"),
        ("half-width brackets", 8_000, "("),
        ("stops", 10_000, "。"),
        ("hyphens", 10_000, "-"),
        ("dots", 10_000, "."),
        ("letters", 20_000, "a"),
        ("figures", 20_000, "1"),
        ("thousands", 6_000, "123 456 "),
        ("addresses", 4_000, "见www.a.cn和abc。"),
        ("telephones", 4_000, "010-12345678-"),
        ("writers", 3_000, "（记者李明 通讯员王芳）"),
        ("readings", 3_000, "{汉|hàn}"),
        ("treatments", 5_000, "[字]{黑}乙"),
        ("links", 5_000, "[a](b)"),
        ("variants", 5_000, "\u{FE00}"),
        ("Han", 30_000, "甲"),
    ] {
        is_linear(name, n, |n| copy(format!("甲a{}乙", piece.repeat(n))));
    }
    is_linear("pairs in pairs", 5_000, |n| {
        copy(format!(
            "甲a“x{}{}{}{}",
            "(“".repeat(n),
            "y",
            "”)".repeat(n),
            "’".repeat(n)
        ))
    });
    for (name, n, piece) in [
        ("blanks", 20_000, " "),
        ("wide blanks", 20_000, "　"),
        ("Han", 20_000, "甲"),
    ] {
        is_linear(&format!("{name}, first-fit"), n, |n| {
            first_fit(format!("甲a{}乙", piece.repeat(n)))
        });
    }
}

#[test]
fn blocks_cost_their_number() {
    for (name, n, block) in [
        ("paragraphs", 5_000, "甲乙丙。\n\n"),
        ("lines", 10_000, "甲乙丙\n"),
        ("subheads", 2_000, "## 小题\n\n"),
        ("items", 2_000, "- 一项\n"),
        ("figures", 2_000, "= 数字61%\n"),
        ("rows", 1_500, "|甲|1.5|\n"),
        ("tables", 1_500, "|甲|乙|\n\n字\n\n"),
        ("faulty paragraphs", 2_000, "[字]{无此名}。\n\n"),
        ("ragged rows", 1_500, "|甲|乙|\n|甲|\n"),
    ] {
        is_linear(name, n, |n| copy(block.repeat(n)));
    }
    is_linear("cells", 1_500, |n| copy(format!("{}|", "|甲".repeat(n))));
    is_linear("front matter", 3_000, |n| {
        vec![(
            "a.md",
            format!(
                "---\n{}---\n\n正文\n",
                each(n, |nth| format!("错{nth}: 甲\n"))
            ),
        )]
    });
    is_linear("missing glyphs", 4_000, |n| {
        copy(each(n, |nth| {
            char::from_u32(0x30000 + nth as u32 % 4000)
                .unwrap()
                .to_string()
        }))
    });
}

#[test]
fn tables_cost_their_number() {
    is_linear("unknown keys", 3_000, |n| {
        page(each(n, |nth| format!("k{nth} = 1\n")) + STORY)
    });
    is_linear("unknown kinds", 200, |n| {
        page(each(n, |nth| {
            STORY.replace("\"story\"", &format!("\"k{nth}\""))
        }))
    });
    is_linear("missing articles", 200, |n| {
        page(each(n, |nth| STORY.replace("a.md", &format!("{nth}.md"))))
    });
    is_linear("stories on one place", 200, |n| page(STORY.repeat(n)));
    let picture = "\n[[story.picture]]\nfile = \"sun.png\"\nat = \"1栏 4-6行\"\n";
    is_linear("pictures on one place", 200, |n| {
        page(format!("{STORY}{}", picture.repeat(n)))
    });
    is_linear("rules", 200, |n| {
        page(format!(
            "{STORY}{}",
            "\n[[rule]]\nstyle = \"thin\"\nbelow = \"8行\"\ncolumns = \"1-2栏\"\n".repeat(n)
        ))
    });
    is_linear("styles", 500, |n| {
        layout(each(n, |nth| {
            format!("[style.s{nth}]\nbase = \"body\"\nfont = \"f{nth}\"\n")
        }))
    });
    is_linear("kinds", 500, |n| {
        layout(each(n, |nth| format!("[kind.k{nth}]\nbody = \"b{nth}\"\n")))
    });
    is_linear("fields nobody quotes", 1_000, |n| {
        let head = "paper = \"报\"\nslug = \"t\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page.toml\"]\n[fields]\n";
        vec![(
            "edition.toml",
            format!("{head}{}", each(n, |nth| format!("f{nth} = \"x\"\n"))),
        )]
    });
    is_linear("pages without a file", 400, |n| {
        let pages: Vec<String> = (0..n).map(|nth| format!("\"{nth}.toml\"")).collect();
        vec![(
            "edition.toml",
            format!(
                "paper = \"报\"\nslug = \"t\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [{}]\n",
                pages.join(", ")
            ),
        )]
    });
}

#[test]
fn styles_stand_on_so_many_bases_and_no_more() {
    let chain = |count: usize| {
        let base = "[style.s0]\nfont = \"box\"\n".to_owned();
        layout(
            base + &each(count, |nth| {
                format!("[style.s{}]\nbase = \"s{nth}\"\n", nth + 1)
            }),
        )
    };
    assert!(
        told(
            &run(&edition(&chain(limits::BASES_DEEP - 1))),
            Code::OverLimit
        )
        .is_empty()
    );
    let lines = include_str!("suite/layout.toml").lines().count() + 1;
    let line = lines + 2 + 2 * limits::BASES_DEEP;
    let wanted = format!(
        "{line}: this style stands on more than {} bases, one on another",
        limits::BASES_DEEP
    );
    assert_eq!(over(&chain(16_000)), wanted);
    let kinds = "[kind.k0]\nbody = \"body\"\n".to_owned()
        + &each(300, |nth| {
            format!("[kind.k{}]\nbase = \"k{nth}\"\n", nth + 1)
        });
    let told = told(&run(&edition(&layout(kinds))), Code::OverLimit);
    assert!(
        told.iter()
            .all(|it| it.contains("this kind stands on more than"))
            && !told.is_empty()
    );
}

#[test]
fn a_ring_of_styles_is_told_and_ends() {
    let ring = layout(each(16_000, |nth| {
        format!("[style.s{nth}]\nbase = \"s{}\"\n", (nth + 1) % 16_000)
    }));
    let told = told(&run(&edition(&ring)), Code::IncludeCycle);
    assert_eq!(told.len(), 1);
    assert!(told[0].chars().count() <= limits::MESSAGE_CHARS + 20);
}

#[test]
fn a_page_has_so_many_line_slots_and_no_more() {
    let grid = |side: usize| {
        let usual = include_str!("suite/layout.toml");
        let from = usual.find("[grid]").expect("a grid");
        let to = from + 1 + usual[from + 1..].find("\n[").expect("a table after it");
        let grid = format!(
            "[grid]\ncolumns = {side}\ncolumn = \"1pt\"\nalley = \"0pt\"\nsize = \"1pt\"\npitch = \"1pt\"\nrows = {side}\n"
        );
        let sheet = usual[..from].replace("[sheet]\n", "[sheet]\n# \n");
        let text = format!("{sheet}{grid}{}", &usual[to..]);
        let story = format!(
            "\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-{side}栏 1-{side}行\"\nhead = 2\n"
        );
        vec![
            ("layout.toml", text),
            ("page.toml", format!("{PAGE}{story}")),
        ]
    };
    let told = told(&run(&edition(&grid(3_000))), Code::OverLimit);
    assert!(
        told[0].contains("line slots of a grid of 3000 columns and 3000 rows: 9000000"),
        "{told:?}"
    );
    assert!(cost(&grid(3_000)) < Duration::from_secs(2));
}

#[test]
fn a_paragraph_has_so_many_characters_and_no_more() {
    let long = "甲乙丙丁".repeat(limits::PARAGRAPH_CHARS / 4 + 1);
    let wanted = format!(
        "3: characters of one paragraph: {}, and {} at most are taken",
        limits::PARAGRAPH_CHARS + 4,
        limits::PARAGRAPH_CHARS
    );
    assert_eq!(over(&copy(long)), wanted);
}

#[test]
fn files_are_so_large_and_no_larger() {
    let toml = format!("{PAGE}{STORY}#{}\n", "x".repeat(limits::TOML_BYTES));
    assert!(over(&[("page.toml", toml)]).starts_with("1: bytes of the page file: "));
    let copy = format!("{COPY}{}", "字。\n\n".repeat(limits::ARTICLE_BYTES / 8 + 1));
    assert!(over(&[("a.md", copy)]).starts_with("1: bytes of an article: "));
}

#[test]
fn arrays_have_so_many_elements_and_no_more() {
    assert!(
        over(&page(STORY.repeat(limits::TABLES + 9)))
            .contains("tables [[story]]: 1009, and 1000 at most")
    );
    let places = vec!["\"1-2栏 1-12行\""; limits::ELEMENTS + 1].join(", ");
    let many = page(format!(
        "[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = [{places}]\n"
    ));
    assert!(
        told(&run(&edition(&many)), Code::OverLimit)[0]
            .contains("elements of `at`: 2001, and 2000 at most")
    );
    let deep = "[".repeat(40) + "字" + &"]{黑}".repeat(40);
    assert!(over(&copy(deep)).starts_with("3: treatments stand more than 16 deep"));
    let fonts = format!(
        "[fonts]\n{}",
        each(300, |nth| format!("f{nth} = \"{nth}.otf\"\n"))
    );
    assert!(over(&layout(fonts)).contains("fonts of a layout: 300, and 200 at most"));
}

#[test]
fn tables_nest_without_end_and_are_refused() {
    for text in [
        "x = ".to_owned() + &"[".repeat(100_000) + &"]".repeat(100_000),
        vec!["a"; 50_000].join(".") + " = 1\n",
    ] {
        let outcome = run(&edition(&page(text)));
        assert!(outcome.setting.is_none());
        assert!(
            outcome.diagnostics.len() < 10,
            "{}",
            outcome.diagnostics.len()
        );
    }
}

#[test]
fn a_missing_character_is_told_once_an_article() {
    let outcome = run(&edition(&[
        ("a.md", "主题: 甲𰀀\n\n𰀀乙𰀁丙𰀀\n".to_owned()),
        ("b.md", "主题: 丁\n\n𰀀\n".to_owned()),
        (
            "page.toml",
            format!(
                "{PAGE}{STORY}{}",
                STORY.replace("a.md", "b.md").replace("1-12行", "13-20行")
            ),
        ),
    ]));
    assert_eq!(
        told(&outcome, Code::MissingGlyph),
        [
            "1: no font has the character “𰀀” (U+30000), 3 times",
            "3: no font has the character “𰀁” (U+30001)",
            "3: no font has the character “𰀀” (U+30000)",
        ]
    );
}

#[test]
fn an_element_has_so_many_attributes_and_no_more() {
    let picture = "\n[[story.picture]]\nfile = \"d.svg\"\nat = \"1栏 4-6行\"\n";
    let svg = |inner: String| {
        let head = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>";
        edition(&[
            ("page.toml", format!("{PAGE}{STORY}{picture}")),
            ("d.svg", format!("{head}{inner}</svg>")),
        ])
    };
    let attributes = |count: usize| {
        format!(
            "<path d='M0 0h9v9z' {}/>",
            each(count, |nth| format!("a{nth}='1' "))
        )
    };
    assert!(told(&run(&svg(attributes(100))), Code::BadDrawing).is_empty());
    let told_of = |inner: String| told(&run(&svg(inner)), Code::BadDrawing).join("\n");
    assert!(told_of(attributes(200_000)).contains("an element has more than 256 attributes"));
    let names = each(100_000, |nth| format!(" xmlns:a{nth}='u'"));
    assert!(told_of(format!("<g{names}/>")).contains("an element has more than 256 attributes"));
    assert!(!told_of("<g>".repeat(50_000) + &"</g>".repeat(50_000)).is_empty());
}
