//! What a warm session costs: CPU time of a refresh on one thread, and memory
//! over many edits. The edition has 16 pages of 14 stories each.

#[allow(dead_code, reason = "of the page only its house is wanted here")]
mod peers_page;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use duikai::desk::DiskDesk;
use duikai::{Job, Session};
use nix::sys::resource::{UsageWho, getrusage};
use peers_page::LAYOUT;

const PAGES: usize = 16;
const EDITS: usize = 1000;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    lay_out(folder.path());
    let job = Job {
        edition: folder
            .path()
            .join("edition.toml")
            .to_string_lossy()
            .into_owned(),
        page: None,
    };
    let open = || {
        Session::open(DiskDesk::default(), job.clone())
            .with_threads(1)
            .expect("a thread")
    };
    let mut session = open();
    let cold = cpu(1, |_| drop(session.refresh()));
    let made = session.refresh();
    assert!(made.is_sound(), "the edition is sound");
    println!(
        "{PAGES} pages, {} stories, {} diagnostics; CPU ms on one thread",
        made.fits.len(),
        made.diagnostics.len()
    );
    row("cold", cold);
    // A file that was written a moment ago is read again.
    std::thread::sleep(std::time::Duration::from_secs(3));
    session.refresh();
    row("nothing changed", cpu(200, |_| drop(session.refresh())));
    row(
        "one article edited",
        cpu(100, |nth| {
            edit(folder.path(), nth);
            session.refresh();
        }),
    );
    row(
        "one page file edited",
        cpu(30, |nth| {
            let path = folder.path().join(format!("page-{}.toml", nth % PAGES + 1));
            let text = fs::read_to_string(&path).expect("reads");
            fs::write(&path, format!("# {nth}\n{text}")).expect("writes");
            session.refresh();
        }),
    );
    let photographs = ["fengdian.jpg", "bozhong.jpg", "haibao.jpg"]
        .map(|name| sample().join("pictures").join(name))
        .into_iter()
        .filter_map(|path| fs::read(path).ok())
        .collect::<Vec<_>>();
    assert!(!photographs.is_empty(), "the sample has photographs");
    row(
        "one picture changed",
        cpu(30, |nth| {
            let mut bytes = photographs[nth % photographs.len()].clone();
            // What follows the end of a JPEG is nobody's, but other bytes are
            // another file.
            bytes.extend_from_slice(&nth.to_le_bytes());
            let name = format!("photo-{}.jpg", nth % PAGES + 1);
            fs::write(folder.path().join(name), bytes).expect("writes");
            session.refresh();
        }),
    );
    row(
        "the layout changed",
        cpu(5, |nth| {
            fs::write(
                folder.path().join("layout.toml"),
                format!("{LAYOUT}\n# {nth}\n"),
            )
            .expect("writes");
            session.refresh();
        }),
    );
    println!("\nmemory over {EDITS} edited articles, MB resident");
    for nth in 0..=EDITS {
        edit(folder.path(), nth);
        session.refresh();
        if nth % 200 == 0 {
            let held: usize = session.stores().iter().map(|(_, store)| store.bytes).sum();
            println!(
                "{nth:>6} {:>8.1} {:>8.1} in stores",
                resident(),
                held as f64 / 1e6
            );
        }
    }
    for (name, store) in session.stores() {
        println!(
            "{name:<18}{:>6} values {:>8.1} MB {:>8} found {:>8} made",
            store.values,
            store.bytes as f64 / 1e6,
            store.hits,
            store.misses
        );
    }
}

fn row(what: &str, milliseconds: f64) {
    println!("{what:<28}{milliseconds:>9.2}");
}

/// CPU milliseconds of one of so many runs.
fn cpu(runs: usize, mut run: impl FnMut(usize)) -> f64 {
    let now = || {
        let usage = getrusage(UsageWho::RUSAGE_SELF).expect("accounts");
        let ms = |time: nix::sys::time::TimeVal| {
            time.tv_sec() as f64 * 1e3 + time.tv_usec() as f64 / 1e3
        };
        ms(usage.user_time()) + ms(usage.system_time())
    };
    let start = now();
    (0..runs).for_each(&mut run);
    (now() - start) / runs as f64
}

/// Memory of this process that is resident, in MB.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kb.unwrap_or(f64::NAN) / 1e3
}

/// Changes a word of an article.
fn edit(folder: &Path, nth: usize) {
    let path = folder.join(format!("{}-{}.md", nth % PAGES + 1, nth % 14));
    let text = fs::read_to_string(&path).expect("reads");
    let (head, body) = text.split_at(text.rfind("---\n").expect("front matter") + 4);
    let mut body: Vec<char> = body.chars().collect();
    let at = body.len() / 2;
    body[at] = ['市', '县', '乡', '村'][nth % 4];
    fs::write(&path, head.to_owned() + &body.iter().collect::<String>()).expect("writes");
}

fn sample() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan")
}

/// A small generator of numbers: the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Prose that nobody wrote: pairs of characters of the sample in any order, so
/// that no article is like another.
fn prose(dice: &mut Dice, pairs: &[[char; 2]], chars: usize) -> String {
    let mut text = String::new();
    let mut count = 0;
    while count < chars {
        for clause in 0..3 + dice.roll(6) {
            if clause > 0 {
                text.push('，');
            }
            for _ in 0..3 + dice.roll(5) {
                text.extend(pairs[dice.roll(pairs.len())]);
                count += 2;
            }
        }
        text.push('。');
        if dice.roll(3) == 0 {
            text.push_str("\n\n");
        }
    }
    text
}

/// Writes the edition.
fn lay_out(folder: &Path) {
    let copy = fs::read_to_string(sample().join("copy/qiangxian.md")).expect("reads");
    let han: Vec<char> = copy.chars().filter(|c| ('一'..='龥').contains(c)).collect();
    let pairs: Vec<[char; 2]> = han.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    let photograph = fs::read(sample().join("pictures/fengdian.jpg")).expect("reads");
    fs::write(folder.join("layout.toml"), LAYOUT).expect("writes");
    let mut dice = Dice(16);
    let mut names = Vec::new();
    for page in 1..=PAGES {
        let mut bytes = photograph.clone();
        bytes.extend_from_slice(&page.to_le_bytes());
        fs::write(folder.join(format!("photo-{page}.jpg")), bytes).expect("writes");
        let mut spec = format!("number = {page}\nsection = \"要闻\"\n");
        let mut place = |nth: usize, kind: &str, at: &str, head: usize, chars: usize| {
            let name = format!("{page}-{nth}.md");
            let title: String = prose(&mut dice, &pairs, 8).chars().take(8).collect();
            let body = prose(&mut dice, &pairs, chars);
            let text = format!("---\n主题: {title}\n---\n\n{body}\n");
            fs::write(folder.join(&name), text).expect("writes");
            let _ = write!(
                spec,
                "[[story]]\ncopy = \"{name}\"\nkind = \"{kind}\"\nat = \"{at}\"\nhead = {head}\n"
            );
            if nth == 0 {
                let _ = write!(
                    spec,
                    "[[story.picture]]\nfile = \"photo-{page}.jpg\"\nat = \"2-3栏 32-48行\"\ncutline = \"风电\"\ncredit = \"陈风\"\n"
                );
            }
        };
        place(0, "lead", "1-4栏 16-56行", 10, 1200);
        place(1, "brief", "5-6栏 16-35行", 5, 400);
        place(2, "brief", "5-6栏 37-56行", 5, 400);
        for nth in 0..11 {
            let (column, row) = (nth % 6 + 1, nth / 6 * 26 + 58);
            // The last one is as wide as two.
            let columns = if nth == 10 {
                "5-6".to_owned()
            } else {
                column.to_string()
            };
            let at = format!("{columns}栏 {row}-{}行", row + 24);
            place(nth + 3, "short", &at, 3, if nth == 10 { 600 } else { 280 });
        }
        let name = format!("page-{page}.toml");
        fs::write(folder.join(&name), spec).expect("writes");
        names.push(format!("\"{name}\""));
    }
    let edition = format!(
        "paper = \"平原日报\"\nslug = \"warm\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [{}]\n[fields]\nstaff = \"责编：周至\"\n",
        names.join(", ")
    );
    fs::write(folder.join("edition.toml"), edition).expect("writes");
}
