//! What a build costs: CPU time, peak memory, size of the files.
//!
//! Cold builds run in processes of their own, each under a process that waits
//! for it alone, so that the kernel's accounts are of that build.

mod median;
mod peers_page;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use duikai::desk::DiskDesk;
use duikai::export::pdf::{self, Meta, Order, Purpose};
use duikai::makeup::make_up;
use duikai::{Job, Setting, typeset};
use median::median;
use nix::sys::resource::{UsageWho, getrusage};
use peers_page::{LAYOUT, lay_out};

const RUNS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("--watch") => watch(&arguments[2..]),
        Some("--lay-out") => lay_out(
            Path::new(&arguments[2]),
            arguments
                .get(3)
                .and_then(|pages| pages.parse().ok())
                .unwrap_or(1),
            false,
        ),
        _ => all(),
    }
}

fn all() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    println!(
        "{:<44}{:>9}{:>9}{:>10}{:>11}",
        "cold, one process a build", "CPU s", "wall s", "peak MB", "page PDF MB"
    );
    let sample = root.join("samples/pingyuan/edition.toml");
    cold("sample edition, 2 pages", &sample, folder.path());
    for (pages, photograph) in [(1, false), (8, false), (100, false), (1, true)] {
        let place = folder.path().join(format!("{pages}-{photograph}"));
        lay_out(&place, pages, photograph);
        let what = if photograph {
            ", with a photograph"
        } else {
            ""
        };
        cold(
            &format!("the peers' page × {pages}{what}"),
            &place.join("edition.toml"),
            folder.path(),
        );
    }
    for (pictures, side, jobs) in [
        (1, (6000, 4000), "1"),
        (8, (6000, 4000), "1"),
        (8, (6000, 4000), "2"),
    ] {
        let place = folder.path().join(format!("{pictures}-{jobs}"));
        hang(&place, pictures, side);
        let what = format!("{pictures} photographs of 24 megapixels, --jobs {jobs}");
        cold_with(&what, &place.join("edition.toml"), folder.path(), jobs);
    }
    println!("\n{:<44}{:>9}", "warm, in one process", "wall s");
    let edition = sample.to_string_lossy().into_owned();
    let job = Job {
        edition,
        page: None,
    };
    let set = || {
        typeset(&DiskDesk::default(), &job)
            .setting
            .expect("the sample sets")
    };
    println!(
        "{:<44}{:>9.4}",
        "sample edition, set",
        median(|| drop(set())).as_secs_f64()
    );
    println!(
        "{:<44}{:>9.4}",
        "sample edition, set and written as PDF",
        median(|| drop(files(&set()))).as_secs_f64()
    );
    made_up(
        "the peers' page, shaped and made up",
        &folder.path().join("1-false/edition.toml"),
    );
    let sixty = folder.path().join("sixty");
    briefs(&sixty);
    made_up(
        "60 small stories, shaped and made up",
        &sixty.join("edition.toml"),
    );
}

/// How long pages take that are read and resolved already.
fn made_up(what: &str, edition: &Path) {
    let job = Job {
        edition: edition.to_string_lossy().into_owned(),
        page: None,
    };
    let read = duikai::session::read(&DiskDesk::default(), &job);
    let edition = read.edition.expect("the page loads");
    println!(
        "{what:<44}{:>9.4}",
        median(|| drop(make_up(&edition))).as_secs_f64()
    );
}

fn files(setting: &Setting) -> Vec<pdf::Written> {
    let meta = Meta {
        title: "t",
        paper: &setting.paper,
        date: &setting.date,
        lang: "zh-CN",
    };
    let mut orders: Vec<Order> = setting
        .formes
        .iter()
        .map(|forme| Order {
            formes: vec![forme],
            meta,
            kind: Purpose::Press(duikai::ink::Standard::X4),
        })
        .collect();
    for kind in [Purpose::Press(duikai::ink::Standard::X4), Purpose::Reading] {
        orders.push(Order {
            formes: setting.formes.iter().collect(),
            meta,
            kind,
        });
    }
    pdf::export_all(
        &orders,
        &setting.fonts,
        &setting.pictures,
        &setting.condition,
        false,
    )
    .expect("exports")
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
            let figures: Vec<f64> = text
                .split_whitespace()
                .map(|figure| figure.parse().expect("a number"))
                .collect();
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
    println!(
        "{what:<44}{:>9.3}{:>9.3}{:>10.1}{:>11.3}",
        median(0),
        median(1),
        median(2),
        page as f64 / 1e6
    );
}

/// Builds once in a child and prints CPU seconds, wall seconds and peak MB.
fn watch(arguments: &[String]) {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_duikai"))
        .args([
            "--format",
            "short",
            "--jobs",
            &arguments[2],
            "build",
            &arguments[0],
            "-o",
            &arguments[1],
        ])
        .stderr(Stdio::null())
        .status()
        .expect("runs");
    assert!(status.success(), "the build failed");
    let wall = start.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("accounts");
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    println!(
        "{} {wall} {}",
        seconds(usage.user_time()) + seconds(usage.system_time()),
        usage.max_rss() as f64 / 1e3
    );
}

/// Writes an edition of one page of sixty briefs of some eighty 字 each: as
/// much copy as the peers' page has.
fn briefs(folder: &Path) {
    lay_out(folder, 1, false);
    let text = fs::read_to_string(folder.join("1-0.md")).expect("reads");
    let prose: Vec<char> = text
        .splitn(3, "---\n")
        .nth(2)
        .expect("front matter")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut page = "number = 1\nsection = \"要闻\"\n".to_owned();
    for nth in 0..60_usize {
        let from = nth * 31 % (prose.len() - 80);
        let body: String = prose[from..from + 80].iter().collect();
        fs::write(
            folder.join(format!("b{nth}.md")),
            format!("---\n主题: 简讯第{nth}则\n---\n\n{body}\n"),
        )
        .expect("writes");
        let (column, row) = (nth % 6 + 1, nth / 6 * 9 + 17);
        let _ = write!(
            page,
            "[[story]]\ncopy = \"b{nth}.md\"\nkind = \"short\"\nat = \"{column}栏 {row}-{}行\"\nhead = 3\n",
            row + 8
        );
    }
    fs::write(folder.join("page-1.toml"), page).expect("writes");
}

/// Writes an edition of one page with so many photographs and nothing else.
/// The photographs are the sample's, enlarged and made grainy, as a camera's
/// are, each a little otherwise.
fn hang(folder: &Path, pictures: u32, (width, height): (u32, u32)) {
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("layout.toml"), LAYOUT).expect("writes");
    let file = fs::read(
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan/pictures/fengdian.jpg"),
    )
    .expect("reads");
    let mut all = duikai::asset::Pictures::default();
    let id = all.add("sample", file).expect("is a picture");
    let sample = all.get(id);
    let cut = duikai::asset::Crop {
        across: width,
        down: height,
        ..duikai::asset::Crop::whole(sample.width, sample.height)
    };
    let large = sample.cut(&cut).expect("decodes");
    let mut page = "number = 1\nsection = \"要闻\"\n".to_owned();
    for nth in 0..pictures {
        let mut state = nth + 1;
        let mut grain = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as i32 % 13 - 6
        };
        let samples: Vec<u8> = large
            .samples
            .iter()
            .map(|&sample| (i32::from(sample) + grain()).clamp(0, 255) as u8)
            .collect();
        let mut jpeg = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
        encoder
            .encode(
                &samples,
                width as u16,
                height as u16,
                jpeg_encoder::ColorType::Rgb,
            )
            .expect("encodes");
        fs::write(folder.join(format!("{nth}.jpg")), jpeg).expect("writes");
        let (column, row) = (nth % 2 * 3 + 1, nth / 2 * 23 + 16);
        let _ = writeln!(
            page,
            "[[picture]]\nfile = \"{nth}.jpg\"\nat = \"{column}-{}栏 {row}-{}行\"",
            column + 2,
            row + 22
        );
    }
    fs::write(folder.join("page-1.toml"), page).expect("writes");
    let edition = "paper = \"平原日报\"\nslug = \"peers\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page-1.toml\"]\n[fields]\nstaff = \"责编：周至\"\n";
    fs::write(folder.join("edition.toml"), edition).expect("writes");
}
