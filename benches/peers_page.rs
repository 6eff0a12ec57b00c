//! The page that other systems were measured on: its sheet, grid, obstacles and
//! amount of copy, filled with the sample's sentences. The benchmarks build it,
//! and a test holds that it can be built.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The house of the page: its sheet, its grid, its furniture.
pub const LAYOUT: &str = r#"
include = ["duikai-daily"]
[sheet]
width = "393mm"
height = "546mm"
[grid]
columns = 6
column = "153pt"
alley = "18pt"
size = "9pt"
pitch = "13.5pt"
rows = 108
[[furniture]]
name = "nameplate"
pages = "all"
at = "1-4栏 1-9行"
lines = [ { text = "{paper}", style = "nameplate" } ]
[[furniture]]
name = "ear"
pages = "all"
at = "5-6栏 1-9行"
lines = [ { text = "今日8版", style = "ear-head" } ]
[[furniture]]
name = "date-line"
pages = "all"
at = "1-6栏 11-13行"
rule-above = "double"
lines = [ { text = "{date} {weekday}", style = "dateline-bar" } ]
[[furniture]]
name = "date-line-end"
pages = "all"
at = "1-6栏 14行"
lines = []
[[furniture]]
name = "legal"
pages = "all"
at = "1-6栏 14行"
lines = []
[[furniture]]
name = "folio"
pages = "all"
at = "1-6栏 14行"
lines = []
[[furniture]]
name = "folio-date"
pages = "all"
at = "1-6栏 14行"
lines = []
[[furniture]]
name = "folio-number"
pages = "all"
at = "1-6栏 14行"
lines = []
[[furniture]]
name = "staff"
pages = "all"
at = "1-6栏 14行"
lines = []
"#;

/// The stories: kind, place, rows of the head, its decks, characters of body text.
const STORIES: &[(&str, &str, &str, &str, usize)] = &[
    (
        "lead",
        "1-4栏 16-84行",
        "head = 12",
        "引题: 回望这一年·年终报道\n主题: 县域兴则全市强\n副题: ——我市加快培育县域经济新动能纪事",
        2300,
    ),
    (
        "brief",
        "5-6栏 16-43行",
        "head = 7",
        "引题: 政务中心推行一窗通办\n主题: 七成事项当天办结",
        670,
    ),
    (
        "brief",
        "5-6栏 45-72行",
        "head = 7",
        "引题: 城乡公交年底前实现一体化\n主题: 村村都有公交站",
        670,
    ),
    (
        "refer",
        "5-6栏 74-84行",
        "",
        "主题: 全市融资平台一年办理贷款九百亿元",
        0,
    ),
    (
        "wide",
        "1-5栏 86-108行",
        "head = 5",
        "主题: 老街小巷里的新生意",
        1380,
    ),
    ("notice", "6栏 86-108行", "columns = 1", "主题: 致读者", 110),
];

/// One grey pixel as PNG: a tint where the photograph would stand.
const TINT: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\xb8\x00\x00\x00\xd2\x00\xd1\xdb\xd9\x0e\xb7\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// Writes an edition of the peers' page, filled with the sample's sentences.
pub fn lay_out(folder: &Path, pages: usize, photograph: bool) {
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan");
    let read = |name: &str| std::fs::read_to_string(sample.join("copy").join(name)).expect("reads");
    let mut sentences: Vec<String> = Vec::new();
    for name in ["qiangxian.md", "wuye.md", "rongzi.md", "jianxun.md"] {
        let text = read(name);
        let body = text
            .splitn(3, "---\n")
            .nth(2)
            .expect("front matter")
            .replace("**", "");
        let prose = body
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with(['#', '-', '（']));
        sentences.extend(prose.flat_map(|line| {
            line.split_inclusive('。')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        }));
    }
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(folder.join("layout.toml"), LAYOUT).expect("writes");
    let picture = if photograph {
        std::fs::read(sample.join("pictures/fengdian.jpg")).expect("reads")
    } else {
        TINT.to_vec()
    };
    std::fs::write(folder.join("photo"), picture).expect("writes");
    let side: String = read("sidebar.md");
    std::fs::write(folder.join("side.md"), side).expect("writes");
    let mut names = Vec::new();
    for page in 1..=pages {
        let mut spec = format!("number = {page}\nsection = \"要闻\"\n");
        let mut next = 1;
        for (at, (kind, place, head, decks, chars)) in STORIES.iter().enumerate() {
            let copy = format!("{page}-{at}.md");
            let mut text = format!("---\n{decks}\n---\n\n");
            let mut count = 0;
            while count < *chars {
                for _ in 0..4 {
                    // Every page is a little different, as every real one is.
                    let sentence = sentences[next % sentences.len()].replacen(
                        '的',
                        ["的", "之", "底"][page % 3],
                        1,
                    );
                    count += sentence.chars().count();
                    if count < *chars {
                        text.push_str(&sentence);
                    }
                    next += 1;
                }
                text.push_str("\n\n");
            }
            std::fs::write(folder.join(&copy), text).expect("writes");
            let _ = write!(
                spec,
                "[[story]]\ncopy = \"{copy}\"\nkind = \"{kind}\"\nat = \"{place}\"\n{head}\n"
            );
            if at == 0 {
                spec.push_str("[[story.inset]]\ncopy = \"side.md\"\nid = \"side-");
                let _ = write!(spec, "{page}\"\nkind = \"sidebar\"\nat = \"4栏 52-84行\"\n");
                spec.push_str("[[story.picture]]\nfile = \"photo\"\nat = \"2-3栏 39-62行\"\n");
            }
        }
        spec.push_str("[[rule]]\nstyle = \"hairline\"\nafter = \"4栏\"\nrows = \"16-84行\"\n");
        let name = format!("page-{page}.toml");
        std::fs::write(folder.join(&name), spec).expect("writes");
        names.push(format!("\"{name}\""));
    }
    let edition = format!(
        "paper = \"平原日报\"\nslug = \"peers\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [{}]\n[fields]\nstaff = \"责编：周至\"\n",
        names.join(", ")
    );
    std::fs::write(folder.join("edition.toml"), edition).expect("writes");
}
