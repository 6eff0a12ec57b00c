//! What a build costs: CPU time, peak memory, size of the files.
//!
//! Cold builds run in processes of their own, each under a process that waits
//! for it alone, so that the kernel's accounts are of that build.

mod median;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use duikai::desk::DiskDesk;
use duikai::diag::Sink;
use duikai::edition::Loaded;
use duikai::export::pdf::{self, Kind, Meta, Order};
use duikai::makeup::make_up;
use duikai::{Job, Setting, typeset};
use median::median;
use nix::sys::resource::{UsageWho, getrusage};

const RUNS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("--watch") => watch(&arguments[2..]),
        Some("--lay-out") => lay_out(Path::new(&arguments[2]), arguments.get(3).and_then(|pages| pages.parse().ok()).unwrap_or(1), false),
        _ => all(),
    }
}

fn all() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    println!("{:<44}{:>9}{:>9}{:>10}{:>11}", "cold, one process a build", "CPU s", "wall s", "peak MB", "page PDF MB");
    let sample = root.join("samples/pingyuan/edition.toml");
    cold("sample edition, 2 pages", &sample, folder.path());
    for (pages, photograph) in [(1, false), (8, false), (100, false), (1, true)] {
        let place = folder.path().join(format!("{pages}-{photograph}"));
        lay_out(&place, pages, photograph);
        let what = if photograph { ", with a photograph" } else { "" };
        cold(&format!("the peers' page × {pages}{what}"), &place.join("edition.toml"), folder.path());
    }
    for (pictures, side, jobs) in [(1, (6000, 4000), "1"), (8, (6000, 4000), "1"), (8, (6000, 4000), "2")] {
        let place = folder.path().join(format!("{pictures}-{jobs}"));
        hang(&place, pictures, side);
        let what = format!("{pictures} photographs of 24 megapixels, --jobs {jobs}");
        cold_with(&what, &place.join("edition.toml"), folder.path(), jobs);
    }
    println!("\n{:<44}{:>9}", "warm, in one process", "wall s");
    let edition = sample.to_string_lossy().into_owned();
    let job = Job { edition, page: None };
    let set = || typeset(&DiskDesk::default(), &job).setting.expect("the sample sets");
    println!("{:<44}{:>9.4}", "sample edition, set", median(|| drop(set())).as_secs_f64());
    println!("{:<44}{:>9.4}", "sample edition, set and written as PDF", median(|| drop(files(&set()))).as_secs_f64());
    made_up("the peers' page, shaped and made up", &folder.path().join("1-false/edition.toml"));
    let sixty = folder.path().join("sixty");
    briefs(&sixty);
    made_up("60 small stories, shaped and made up", &sixty.join("edition.toml"));
}

/// How long pages take that are read and resolved already.
fn made_up(what: &str, edition: &Path) {
    let mut sink = Sink::new();
    let (_, edition) = duikai::edition::load(&DiskDesk::default(), &edition.to_string_lossy(), None, &mut sink);
    let Loaded::Whole(edition) = edition else { panic!("the page does not load") };
    println!("{what:<44}{:>9.4}", median(|| drop(make_up(&edition))).as_secs_f64());
}

fn files(setting: &Setting) -> Vec<pdf::Written> {
    let meta = Meta { title: "t", paper: &setting.paper, date: &setting.date, lang: "zh-CN" };
    let mut orders: Vec<Order> = setting.formes.iter().map(|forme| Order { formes: vec![forme], meta, kind: Kind::Press }).collect();
    for kind in [Kind::Press, Kind::Reading] {
        orders.push(Order { formes: setting.formes.iter().collect(), meta, kind });
    }
    pdf::export_all(&orders, &setting.fonts, &setting.pictures, &setting.condition).expect("exports")
}

/// Medians of several cold builds.
fn cold(what: &str, edition: &Path, folder: &Path) {
    cold_with(what, edition, folder, "2");
}

fn cold_with(what: &str, edition: &Path, folder: &Path, jobs: &str) {
    let out = folder.join("out");
    let mut runs: Vec<[f64; 3]> = (0..RUNS)
        .map(|_| {
            let _ = fs::remove_dir_all(&out);
            let watched = Command::new(std::env::current_exe().expect("this program"))
                .arg("--watch")
                .args([edition.as_os_str(), out.as_os_str()])
                .arg(jobs)
                .stderr(Stdio::inherit())
                .output()
                .expect("runs");
            let text = String::from_utf8(watched.stdout).expect("text");
            let figures: Vec<f64> = text.split_whitespace().map(|figure| figure.parse().expect("a number")).collect();
            [figures[0], figures[1], figures[2]]
        })
        .collect();
    let mut median = |at: usize| {
        runs.sort_by(|a, b| a[at].total_cmp(&b[at]));
        runs[RUNS / 2][at]
    };
    let page = fs::read_dir(&out)
        .expect("was written")
        .map(|entry| entry.expect("reads"))
        .filter(|entry| entry.file_name().to_string_lossy().ends_with("-01.pdf"))
        .map(|entry| entry.metadata().expect("reads").len())
        .sum::<u64>();
    println!("{what:<44}{:>9.3}{:>9.3}{:>10.1}{:>11.3}", median(0), median(1), median(2), page as f64 / 1e6);
}

/// Builds once in a child and prints CPU seconds, wall seconds and peak MB.
fn watch(arguments: &[String]) {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_duikai"))
        .args(["--format", "short", "--jobs", &arguments[2], "build", &arguments[0], "-o", &arguments[1]])
        .stderr(Stdio::null())
        .status()
        .expect("runs");
    assert!(status.success(), "the build failed");
    let wall = start.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("accounts");
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    println!("{} {wall} {}", seconds(usage.user_time()) + seconds(usage.system_time()), usage.max_rss() as f64 / 1e3);
}

const LAYOUT: &str = r#"
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
    ("lead", "1-4栏 16-84行", "head = 12", "引题: 回望这一年·年终报道\n主题: 县域兴则全市强\n副题: ——我市加快培育县域经济新动能纪事", 2300),
    ("brief", "5-6栏 16-43行", "head = 7", "引题: 政务中心推行一窗通办\n主题: 七成事项当天办结", 670),
    ("brief", "5-6栏 45-72行", "head = 7", "引题: 城乡公交年底前实现一体化\n主题: 村村都有公交站", 670),
    ("refer", "5-6栏 74-84行", "", "主题: 全市融资平台一年办理贷款九百亿元", 0),
    ("wide", "1-5栏 86-108行", "head = 5", "主题: 老街小巷里的新生意", 1380),
    ("notice", "6栏 86-108行", "columns = 1", "主题: 致读者", 110),
];

/// One grey pixel as PNG: a tint where the photograph would stand.
const TINT: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\xb8\x00\x00\x00\xd2\x00\xd1\xdb\xd9\x0e\xb7\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// Writes an edition of the peers' page, filled with the sample's sentences.
fn lay_out(folder: &Path, pages: usize, photograph: bool) {
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan");
    let read = |name: &str| fs::read_to_string(sample.join("copy").join(name)).expect("reads");
    let mut sentences: Vec<String> = Vec::new();
    for name in ["qiangxian.md", "wuye.md", "rongzi.md", "jianxun.md"] {
        let text = read(name);
        let body = text.splitn(3, "---\n").nth(2).expect("front matter").replace("**", "");
        let prose = body.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '-', '（']));
        sentences.extend(prose.flat_map(|line| line.split_inclusive('。').map(str::to_owned).collect::<Vec<_>>()));
    }
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("layout.toml"), LAYOUT).expect("writes");
    let picture = if photograph { fs::read(sample.join("pictures/fengdian.jpg")).expect("reads") } else { TINT.to_vec() };
    fs::write(folder.join("photo"), picture).expect("writes");
    let side: String = read("sidebar.md");
    fs::write(folder.join("side.md"), side).expect("writes");
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
                    let sentence = sentences[next % sentences.len()].replacen('的', ["的", "之", "底"][page % 3], 1);
                    count += sentence.chars().count();
                    if count < *chars {
                        text.push_str(&sentence);
                    }
                    next += 1;
                }
                text.push_str("\n\n");
            }
            fs::write(folder.join(&copy), text).expect("writes");
            let _ = write!(spec, "[[story]]\ncopy = \"{copy}\"\nkind = \"{kind}\"\nat = \"{place}\"\n{head}\n");
            if at == 0 {
                spec.push_str("[[story.inset]]\ncopy = \"side.md\"\nid = \"side-");
                let _ = write!(spec, "{page}\"\nkind = \"sidebar\"\nat = \"4栏 52-84行\"\n");
                spec.push_str("[[story.picture]]\nfile = \"photo\"\nat = \"2-3栏 39-62行\"\n");
            }
        }
        spec.push_str("[[rule]]\nstyle = \"hairline\"\nafter = \"4栏\"\nrows = \"16-84行\"\n");
        let name = format!("page-{page}.toml");
        fs::write(folder.join(&name), spec).expect("writes");
        names.push(format!("\"{name}\""));
    }
    let edition = format!(
        "paper = \"平原日报\"\nslug = \"peers\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [{}]\n[fields]\nstaff = \"责编：周至\"\n",
        names.join(", ")
    );
    fs::write(folder.join("edition.toml"), edition).expect("writes");
}

/// Writes an edition of one page of sixty briefs of some eighty 字 each: as
/// much copy as the peers' page has.
fn briefs(folder: &Path) {
    lay_out(folder, 1, false);
    let text = fs::read_to_string(folder.join("1-0.md")).expect("reads");
    let prose: Vec<char> = text.splitn(3, "---\n").nth(2).expect("front matter").chars().filter(|c| !c.is_whitespace()).collect();
    let mut page = "number = 1\nsection = \"要闻\"\n".to_owned();
    for nth in 0..60_usize {
        let from = nth * 31 % (prose.len() - 80);
        let body: String = prose[from..from + 80].iter().collect();
        fs::write(folder.join(format!("b{nth}.md")), format!("---\n主题: 简讯第{nth}则\n---\n\n{body}\n")).expect("writes");
        let (column, row) = (nth % 6 + 1, nth / 6 * 9 + 17);
        let _ = write!(page, "[[story]]\ncopy = \"b{nth}.md\"\nkind = \"short\"\nat = \"{column}栏 {row}-{}行\"\nhead = 3\n", row + 8);
    }
    fs::write(folder.join("page-1.toml"), page).expect("writes");
}

/// Writes an edition of one page with so many photographs and nothing else.
/// The photographs are the sample's, enlarged and made grainy, as a camera's
/// are, each a little otherwise.
fn hang(folder: &Path, pictures: u32, (width, height): (u32, u32)) {
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("layout.toml"), LAYOUT).expect("writes");
    let file = fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan/pictures/fengdian.jpg")).expect("reads");
    let mut all = duikai::asset::Pictures::default();
    let id = all.add("sample", file.into()).expect("is a picture");
    let sample = all.get(id);
    let cut = duikai::asset::Cut { across: width, down: height, ..duikai::asset::Cut::whole(sample.width, sample.height) };
    let large = sample.cut(&cut).expect("decodes");
    let mut page = "number = 1\nsection = \"要闻\"\n".to_owned();
    for nth in 0..pictures {
        let mut state = nth + 1;
        let mut grain = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as i32 % 13 - 6
        };
        let samples: Vec<u8> = large.samples.iter().map(|&sample| (i32::from(sample) + grain()).clamp(0, 255) as u8).collect();
        let mut jpeg = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
        encoder.encode(&samples, width as u16, height as u16, jpeg_encoder::ColorType::Rgb).expect("encodes");
        fs::write(folder.join(format!("{nth}.jpg")), jpeg).expect("writes");
        let (column, row) = (nth % 2 * 3 + 1, nth / 2 * 23 + 16);
        let _ = writeln!(page, "[[picture]]\nfile = \"{nth}.jpg\"\nat = \"{column}-{}栏 {row}-{}行\"", column + 2, row + 22);
    }
    fs::write(folder.join("page-1.toml"), page).expect("writes");
    let edition = "paper = \"平原日报\"\nslug = \"peers\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page-1.toml\"]\n[fields]\nstaff = \"责编：周至\"\n";
    fs::write(folder.join("edition.toml"), edition).expect("writes");
}
