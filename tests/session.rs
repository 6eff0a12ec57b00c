//! The law of the session: what a refresh gives is what a cold run gives.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use duikai::desk::{Desk, MemoryDesk};
use duikai::diag::{Diagnostic, Severity, Sources, Span};
use duikai::export::pdf::{self, Meta, Order, Purpose};
use duikai::forme::{Item, Origin, dump};
use duikai::geom::Folio;
use duikai::ink::Standard;
use duikai::session::{Made, StoreUse};
use duikai::{Job, Session};

use crate::laws::Dice;

/// Every file of the samples, by its path from the root of the project.
fn samples() -> BTreeMap<String, Vec<u8>> {
    fn collect(folder: &Path, root: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("reads").path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                collect(&path, root, found);
            } else {
                let name = path.strip_prefix(root).expect("inside");
                let name = name.to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("reads"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeMap::new();
    collect(&root.join("samples"), root, &mut found);
    found
}

/// A desk whose files change while a session is open on it.
#[derive(Clone, Default)]
struct Changing(std::sync::Arc<std::sync::RwLock<MemoryDesk>>);

impl Changing {
    fn put(&self, path: &str, bytes: &[u8]) {
        self.0.write().expect("sound").put(path, bytes);
    }

    fn remove(&self, path: &str) {
        self.0.write().expect("sound").remove(path);
    }
}

impl Desk for Changing {
    fn read(&self, path: &str) -> std::io::Result<std::sync::Arc<[u8]>> {
        self.0.read().expect("sound").read(path)
    }

    fn has(&self, path: &str) -> bool {
        self.0.read().expect("sound").has(path)
    }

    fn stamp(&self, path: &str) -> Option<duikai::desk::FileStamp> {
        self.0.read().expect("sound").stamp(path)
    }
}

fn place(sources: &Sources, span: Span) -> String {
    let (from, to) = (
        sources.place(span),
        sources.place(Span {
            start: span.end,
            ..span
        }),
    );
    format!(
        "{}:{}:{}-{}:{}",
        from.path, from.line, from.column, to.line, to.column
    )
}

fn rendered(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let mut text = format!(
        "{:?} {:?} {:?} {} {:?}",
        diagnostic.code,
        diagnostic.severity,
        diagnostic.primary.map(|span| place(sources, span)),
        diagnostic.message,
        diagnostic.help
    );
    for (span, label) in &diagnostic.labels {
        let _ = write!(text, " [{} {label}]", place(sources, *span));
    }
    text
}

/// Every origin of a page as the place that it stands for.
fn origins(made: &Made, number: Folio, items: &[Item], found: &mut String) {
    let edition = made.edition.as_ref().expect("pages are of an edition");
    let page = edition.pages.iter().find(|page| page.number == number);
    let page = page.expect("is a page of the edition");
    let note = |origin: Origin, found: &mut String| {
        let span = page.span(origin.0).map(|span| place(&made.sources, span));
        let _ = writeln!(found, "{span:?}");
    };
    for item in items {
        match item {
            Item::GlyphRun(run) => note(run.origin, found),
            Item::Picture(picture) => note(picture.origin, found),
            Item::Page(page) => note(page.origin, found),
            Item::Fill(fill) => note(fill.origin, found),
            Item::Path(path) => note(path.origin, found),
            Item::Rule(rule) => note(rule.origin, found),
            Item::Group(group) => {
                note(group.origin, found);
                origins(made, number, &group.items, found);
            }
            Item::Mark(_) => {}
        }
    }
}

/// All that a refresh gives, as text: diagnostics, formes with the places of
/// their origins, fits, inputs; and the press file when there is one.
fn told(made: &Made, with_pdf: bool) -> (Vec<String>, Vec<u8>) {
    let mut parts: Vec<String> = made
        .diagnostics
        .iter()
        .map(|diagnostic| rendered(&made.sources, diagnostic))
        .collect();
    for forme in &made.formes {
        let mut page = dump(forme);
        origins(made, forme.number, &forme.items, &mut page);
        parts.push(page);
    }
    for fit in &made.fits {
        parts.push(format!(
            "{} {} {} {} {} {} {} {} {} {}",
            fit.story,
            fit.page,
            fit.lines,
            fit.room,
            fit.over_lines,
            fit.over_chars,
            fit.spare_lines,
            fit.chars,
            fit.loose,
            place(&made.sources, fit.span)
        ));
    }
    let mut file = Vec::new();
    if let Some(edition) = made.edition.as_ref().filter(|_| made.is_sound()) {
        parts.push(format!("{:?} {:?}", edition.inputs, edition.numbers.len()));
        if with_pdf {
            let order = Order {
                formes: made.formes.iter().map(|forme| &**forme).collect(),
                meta: Meta {
                    title: &edition.slug,
                    paper: &edition.paper,
                    date: &edition.date,
                    lang: edition.lang.tag(),
                },
                kind: Purpose::Press(Standard::X4),
            };
            file = match pdf::export(
                &order,
                &edition.fonts,
                &edition.pictures,
                &edition.condition,
            ) {
                Ok(file) => file,
                Err(fault) => fault.to_string().into_bytes(),
            };
        }
    }
    (parts, file)
}

fn job(edition: &str) -> Job {
    Job {
        edition: edition.to_owned(),
        page: None,
    }
}

/// Compares a refresh with a cold run.
fn hold(session: &mut Session<'_>, desk: &Changing, job: &Job, what: &str, with_pdf: bool) {
    let warm = session.refresh();
    let cold = Session::open(desk.clone(), job.clone()).refresh();
    let ((warm, warm_file), (cold, cold_file)) = (told(&warm, with_pdf), told(&cold, with_pdf));
    for (warm, cold) in warm.iter().zip(&cold) {
        assert_eq!(warm, cold, "{what}");
    }
    assert_eq!(warm.len(), cold.len(), "{what}");
    assert!(warm_file == cold_file, "{what}: the press files differ");
}

/// One change of a file of the edition, in words. Everything that was changed
/// is kept in `before`, to be put back at times.
fn change(
    dice: &mut Dice,
    desk: &Changing,
    files: &mut BTreeMap<String, Vec<u8>>,
    original: &BTreeMap<String, Vec<u8>>,
) -> String {
    // Mostly something is mended, so that sound editions are met as often as
    // broken ones.
    let changed: Vec<String> = original
        .iter()
        .filter(|(path, bytes)| files.get(*path) != Some(bytes))
        .map(|(path, _)| path.clone())
        .collect();
    if !changed.is_empty() && dice.roll(5) < 2 + changed.len().min(2) {
        let path = &changed[dice.roll(changed.len())];
        files.insert(path.clone(), original[path].clone());
        desk.put(path, &original[path]);
        return format!("mends {path}");
    }
    let paths: Vec<&String> = files.keys().collect();
    let path = paths[dice.roll(paths.len())].clone();
    if dice.roll(12) == 0 {
        files.remove(&path);
        desk.remove(&path);
        return format!("removes {path}");
    }
    let ending = path.rsplit('.').next().unwrap_or("").to_owned();
    let mut bytes = files[&path].clone();
    let how = match ending.as_str() {
        "md" | "txt" | "toml" => {
            let mut text: Vec<char> = String::from_utf8_lossy(&bytes).chars().collect();
            let at = dice.roll(text.len().max(1)).min(text.len());
            let how = match dice.roll(7) {
                0 => {
                    let words = "县域经济发展，我市增长9.6%。";
                    let at = text
                        .iter()
                        .enumerate()
                        .skip(at)
                        .find(|(_, c)| **c == '。')
                        .map_or(at, |(at, _)| at);
                    text.splice(at..at, words.chars());
                    "adds words"
                }
                1 => {
                    let end = (at + 1 + dice.roll(9)).min(text.len());
                    text.drain(at..end);
                    "takes characters out"
                }
                2 => {
                    text.splice(0..0, "# a line\n".chars().filter(|_| ending == "toml"));
                    "adds a line"
                }
                3 => {
                    // A number of the spec becomes another.
                    let digits: Vec<usize> = (0..text.len())
                        .filter(|at| text[*at].is_ascii_digit())
                        .collect();
                    if !digits.is_empty() {
                        let at = digits[dice.roll(digits.len())];
                        text[at] = char::from(b'1' + dice.roll(9) as u8);
                    }
                    "changes a figure"
                }
                4 => {
                    text.extend("\n[[[ broken".chars());
                    "adds what cannot be read"
                }
                5 => {
                    // Two lines change places.
                    let whole: String = text.iter().collect();
                    let mut lines: Vec<&str> = whole.lines().collect();
                    if lines.len() > 3 {
                        let (a, b) = (dice.roll(lines.len()), dice.roll(lines.len()));
                        lines.swap(a, b);
                    }
                    text = lines.join("\n").chars().collect();
                    "moves a line"
                }
                _ => {
                    let mut words: Vec<char> = "\u{20BB7}〇𠮷".chars().collect();
                    words.truncate(1 + dice.roll(3));
                    text.splice(at..at, words);
                    "adds a rare character"
                }
            };
            bytes = text.into_iter().collect::<String>().into_bytes();
            how
        }
        _ => {
            let at = dice.roll(bytes.len().max(1));
            match dice.roll(3) {
                0 => {
                    bytes.truncate(at);
                    "cuts the file short"
                }
                1 => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte ^= 1 << dice.roll(8);
                    }
                    "changes a bit"
                }
                _ => {
                    // The bytes of another picture of the sample.
                    let others: Vec<&String> = files
                        .keys()
                        .filter(|other| other.ends_with(&format!(".{ending}")))
                        .collect();
                    bytes = files[others[dice.roll(others.len())]].clone();
                    "takes another's bytes"
                }
            }
        }
    };
    files.insert(path.clone(), bytes.clone());
    desk.put(&path, &bytes);
    format!("{path}: {how}")
}

/// Over random changes of every sample: copy, values, layout, the bytes of
/// pictures, files that go and come, TOML that breaks and is mended.
#[test]
fn a_refresh_is_a_cold_run() {
    let rounds: usize = std::env::var("SESSION_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(1);
    let all = samples();
    let editions: Vec<&String> = all
        .keys()
        .filter(|path| path.ends_with("/edition.toml"))
        .collect();
    assert!(editions.len() >= 10, "{editions:?}");
    for (nth, edition) in editions.into_iter().enumerate() {
        let folder = edition.trim_end_matches("edition.toml");
        let original: BTreeMap<String, Vec<u8>> = all
            .iter()
            .filter(|(path, _)| path.starts_with(folder))
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect();
        let desk = Changing::default();
        all.iter().for_each(|(path, bytes)| desk.put(path, bytes));
        let mut files = original.clone();
        let mut dice = Dice(77 + nth as u64);
        let job = job(edition);
        let mut session = Session::open(desk.clone(), job.clone());
        hold(&mut session, &desk, &job, edition, true);
        let mut story = Vec::new();
        for round in 0..rounds {
            for _ in 0..1 + dice.roll(2) {
                story.push(change(&mut dice, &desk, &mut files, &original));
            }
            let what = format!("{edition} after {story:#?}");
            hold(&mut session, &desk, &job, &what, round % 5 == 4);
        }
    }
}

fn misses(session: &Session<'_>) -> BTreeMap<&'static str, u64> {
    session
        .stores()
        .into_iter()
        .map(|(name, StoreUse { misses, .. })| (name, misses))
        .collect()
}

/// The sample of two pages on a desk of its own.
fn pingyuan() -> (Changing, Job) {
    let desk = Changing::default();
    samples()
        .iter()
        .for_each(|(path, bytes)| desk.put(path, bytes));
    (desk, job("samples/pingyuan/edition.toml"))
}

/// What a change makes anew, and what it leaves alone.
#[test]
fn only_what_changed_is_made_again() {
    let (desk, job) = pingyuan();
    let mut session = Session::open(desk.clone(), job.clone());
    let first = session.refresh();
    assert!(first.is_sound(), "the sample is sound");
    let before = misses(&session);
    let same = session.refresh();
    assert!(std::sync::Arc::ptr_eq(&first, &same), "nothing changed");
    assert_eq!(before, misses(&session));
    // One article: itself, its setting, its page and what is found there.
    let edition = first.edition.as_ref().expect("is an edition");
    let article = edition.pages[0].stories[0].story.source;
    let path = first.sources.path(article).to_owned();
    let text = first.sources.text(article);
    desk.put(&path, text.replacen('。', "！", 1).as_bytes());
    session.refresh();
    let after = misses(&session);
    let anew: BTreeSet<(&str, u64)> = after
        .iter()
        .map(|(name, misses)| (*name, misses - before[name]))
        .filter(|(name, misses)| *misses > 0 && *name != "marked pages")
        .collect();
    let wanted = [
        ("findings", 1),
        ("made pages", 1),
        ("set stories", 1),
        ("stories", 1),
        // Its characters are sought in the faces again.
        ("unprintable copy", 1),
    ];
    assert_eq!(anew, wanted.into_iter().collect::<BTreeSet<_>>());
}

/// A line more on the first page leaves every origin of the second as it was.
#[test]
fn origins_are_the_page_s_own() {
    let (desk, job) = pingyuan();
    let mut session = Session::open(desk.clone(), job.clone());
    let first = session.refresh();
    let edition = first.edition.as_ref().expect("is an edition");
    let file = edition.pages[0].origins[0].source;
    let (path, text) = (first.sources.path(file), first.sources.text(file));
    let more = format!("# one line more\n{text}");
    desk.put(path, more.as_bytes());
    let second = session.refresh();
    let moved = |made: &Made, page: usize| {
        let edition = made.edition.as_ref().expect("is an edition");
        let origins = edition.pages[page].origins.to_vec();
        origins.iter().map(|span| span.start).collect::<Vec<_>>()
    };
    assert_ne!(moved(&first, 0), moved(&second, 0));
    assert_eq!(moved(&first, 1), moved(&second, 1));
}

/// An unsaved buffer stands in for its file until it is cleared.
#[test]
fn buffers_stand_in_for_files() {
    let (desk, job) = pingyuan();
    let mut session = Session::open(desk.clone(), job.clone());
    let first = session.refresh();
    let edition = first.edition.as_ref().expect("is an edition");
    let article = edition.pages[0].stories[0].story.source;
    let path = first.sources.path(article).to_owned();
    let typed = first.sources.text(article).replacen('。', "……", 1);
    session.overlay().set(&path, typed.clone().into_bytes());
    let unsaved = told(&session.refresh(), false);
    assert_ne!(unsaved, told(&first, false));
    desk.put(&path, typed.as_bytes());
    session.overlay().clear(&path);
    assert_eq!(unsaved, told(&session.refresh(), false), "it was saved");
}

/// A second edition finds what the first made of the layout and the articles.
#[test]
fn sessions_beside_one_another_share_what_they_made() {
    let (desk, job) = pingyuan();
    let text =
        String::from_utf8(desk.read(&job.edition).expect("is there").to_vec()).expect("is text");
    let twin = job.edition.replace("edition.toml", "late.toml");
    desk.put(&twin, text.as_bytes());
    let mut session = Session::open(desk.clone(), job.clone());
    session.refresh();
    let before = misses(&session);
    let late = Job {
        edition: twin,
        page: None,
    };
    let mut beside = session.beside(late.clone());
    let warm = told(&beside.refresh(), false);
    assert_eq!(before["stories"], misses(&session)["stories"]);
    let cold = told(&Session::open(desk, late).refresh(), false);
    assert_eq!(warm, cold);
}

/// With a budget that holds hardly anything all comes out the same, and hardly
/// anything is held.
#[test]
fn a_budget_bounds_what_is_kept() {
    let (desk, job) = pingyuan();
    let mut ample = Session::open(desk.clone(), job.clone());
    let mut tight = Session::open(desk.clone(), job.clone()).with_budget(100_000);
    let held = |session: &Session<'_>, but_one: bool| -> usize {
        let stores = session.stores();
        // Each keeps its newest value whatever that weighs.
        let counted = stores
            .iter()
            .filter(|(_, store)| !but_one || store.values > 1);
        counted.map(|(_, store)| store.bytes).sum()
    };
    for _ in 0..3 {
        let (one, other) = (told(&ample.refresh(), true), told(&tight.refresh(), true));
        assert!(one == other);
        let article = "samples/pingyuan/copy/qiangxian.md";
        let text = String::from_utf8(desk.read(article).expect("is there").to_vec());
        let text = text.expect("is text").replacen('。', "！", 1);
        desk.put(article, text.as_bytes());
    }
    assert!(held(&ample, false) > 1_000_000);
    assert!(held(&tight, true) <= 100_000, "{:?}", tight.stores());
}

#[test]
fn threads_of_its_own_change_nothing() {
    let (desk, job) = pingyuan();
    let one = Session::open(desk.clone(), job.clone()).with_threads(1);
    let four = Session::open(desk.clone(), job.clone()).with_threads(4);
    let told =
        |session: Result<Session<'_>, String>| told(&session.expect("threads").refresh(), true);
    assert!(told(one) == told(four));
}

/// Pages by themselves as files: kept as long as they are what they are.
#[test]
fn views_are_kept_with_their_pages() {
    let (desk, job) = pingyuan();
    let mut session = Session::open(desk.clone(), job.clone());
    let made = session.refresh();
    let png = |session: &Session<'_>, made: &Made, page| {
        session.png(made, page, 40).expect("a page").expect("draws")
    };
    let (first, second) = (png(&session, &made, 0), png(&session, &made, 1));
    assert!(std::sync::Arc::ptr_eq(&first, &png(&session, &made, 0)));
    let edition = made.edition.as_ref().expect("is an edition");
    let article = edition.pages[0].stories[0].story.source;
    let (path, text) = (made.sources.path(article), made.sources.text(article));
    desk.put(path, text.replacen('。', "！", 1).as_bytes());
    let made = session.refresh();
    assert_ne!(first, png(&session, &made, 0));
    assert!(std::sync::Arc::ptr_eq(&second, &png(&session, &made, 1)));
    let file = session
        .press_pdf(&made, 1, Purpose::Press(Standard::X4))
        .expect("is sound")
        .expect("exports");
    assert!(file.starts_with(b"%PDF-"));
    assert!(
        made.diagnostics
            .iter()
            .all(|it| it.severity < Severity::Error)
    );
}

/// A picture whose page is set anew is neither decoded nor separated again.
#[test]
fn a_picture_outlives_the_page_it_stands_on() {
    let (desk, job) = pingyuan();
    let mut session = Session::open(desk.clone(), job);
    let made = session.refresh();
    let export = |session: &Session<'_>, made: &Made| -> Vec<Vec<u8>> {
        (0..made.formes.len())
            .map(|page| {
                let file = session.press_pdf(made, page, Purpose::Press(Standard::X4));
                file.expect("is sound").expect("exports").to_vec()
            })
            .collect()
    };
    let first = export(&session, &made);
    let before = misses(&session);
    assert!(before["pictures"] > 0 && before["pictures in ink"] > 0);
    for page in [
        "samples/pingyuan/page-01.toml",
        "samples/pingyuan/page-04.toml",
    ] {
        let text = desk.read(page).expect("is there").to_vec();
        desk.put(page, &[b"# Read anew.\n".as_slice(), &text].concat());
    }
    let made = session.refresh();
    let again = export(&session, &made);
    let after = misses(&session);
    assert!(first == again, "a comment changed a page");
    assert!(after["pages"] > before["pages"], "no page was read anew");
    for store in ["pictures", "pictures in ink"] {
        assert_eq!(after[store], before[store], "{store}");
    }
}
