//! `.case` files: a small edition in one text file, and what is reported of
//! it. Each case is a test of its own, called by its file's name:
//!
//! ```text
//! cargo test --test suite                      all of them
//! cargo test --test suite overset              those whose name contains `overset`
//! cargo test --test suite -- --exact overset   that one alone
//! cargo bless [NAME…]                          rewrites what they (all) expect
//! ```
//!
//! What is reported is said in the language of its reader: of every case neither language holds a
//! sentence of the other, and `newcomer-*.case` say what is expected in both.

#[path = "suite/map.rs"]
mod map;
#[allow(dead_code, reason = "shared with main, which needs the rest")]
#[path = "printed/overlaps.rs"]
mod overlaps;
#[path = "tongues/strays.rs"]
mod strays;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use duikai::desk::MemoryDesk;
use duikai::diag::{Code, Severity, Sources};
use duikai::say::Language;
use duikai::{Job, Outcome, typeset};
use libtest_mimic::{Arguments, Failed, Trial};
use overlaps::overlaps;
use strays::{Tongue, strays};

/// A case: its files, then what is expected.
struct Case {
    files: Vec<(String, Vec<u8>)>,
    expected: String,
    /// The same in Chinese, where the case says so.
    chinese: Option<String>,
    /// Whether the pages are drawn below what is told: `map-*.case`.
    map: bool,
    /// Everything before the expectation, for rewriting.
    head: String,
}

const FILE: &str = "--- FILE ";
const EXPECT: &str = "--- EXPECT";
const CHINESE: &str = "--- EXPECT zh";

fn read(path: &Path) -> Case {
    let text = fs::read_to_string(path).expect("the case reads");
    let (head, expected) = text
        .split_once(EXPECT)
        .unwrap_or_else(|| panic!("{} has no {EXPECT}", path.display()));
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for section in head.split(FILE).skip(1) {
        let (name, body) = section.split_once('\n').expect("a name");
        match name.split_once(' ') {
            Some((name, "hex")) => files.push((
                name.to_owned(),
                body.split_whitespace()
                    .map(|byte| u8::from_str_radix(byte, 16).expect("hex"))
                    .collect(),
            )),
            Some((name, "empty")) => files.push((name.to_owned(), Vec::new())),
            _ => files.push((name.to_owned(), body.as_bytes().to_vec())),
        }
    }
    let (expected, chinese) = match expected.split_once(CHINESE) {
        Some((english, chinese)) => (english, Some(chinese.trim().to_owned())),
        None => (expected, None),
    };
    let map = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("map-"));
    Case {
        files,
        map,
        expected: expected.trim().to_owned(),
        chinese,
        head: head.to_owned(),
    }
}

fn set(case: &Case) -> Outcome {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("four.toml", include_str!("suite/four.toml"));
    desk.put("tate.toml", include_str!("suite/tate.toml"));
    desk.put("peak.png", include_bytes!("suite/peak.png").as_slice());
    desk.put("sun.png", include_bytes!("suite/sun.png").as_slice());
    for (name, bytes) in &case.files {
        desk.put(name, bytes.clone());
    }
    typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    )
}

fn reported(case: &Case, outcome: &Outcome, language: Language) -> String {
    let errors = outcome
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    assert_eq!(
        errors,
        outcome.setting.is_none(),
        "an error and a setting exclude each other"
    );
    let mut reported: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| line(&outcome.sources, diagnostic, language))
        .collect();
    if let (true, Some(setting)) = (case.map, &outcome.setting) {
        let vertical = case.head.contains("tate.toml");
        reported.extend(
            setting
                .formes
                .iter()
                .map(|forme| map::draw(forme, vertical)),
        );
    }
    reported.join("\n").trim().to_owned()
}

fn line(sources: &Sources, diagnostic: &duikai::diag::Diagnostic, language: Language) -> String {
    let place = diagnostic
        .primary
        .map(|span| sources.place(span))
        .map_or_else(String::new, |place| {
            format!("{}:{}:{}: ", place.path, place.line, place.column)
        });
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| {
        format!("\n  {}", help.in_language(language))
    });
    format!(
        "{place}{:?}[{}]: {}{help}",
        diagnostic.severity,
        diagnostic.code.name(),
        diagnostic.message.in_language(language)
    )
}

/// The folder of the cases.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/cases")
}

/// Every case: its name and its file, in the order of the names.
fn cases() -> Vec<(String, PathBuf)> {
    let mut cases: Vec<(String, PathBuf)> = fs::read_dir(folder())
        .expect("the cases are there")
        .map(|entry| entry.expect("reads").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "case"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy();
            (name.into_owned(), path)
        })
        .collect();
    cases.sort();
    cases
}

fn main() -> ExitCode {
    let (own, rest): (Vec<String>, Vec<String>) =
        std::env::args().partition(|argument| argument == "--bless");
    if !own.is_empty() {
        return bless(&rest[1..]);
    }
    let mut trials: Vec<Trial> = cases()
        .into_iter()
        .map(|(name, path)| Trial::test(name, move || expected(&path)))
        .collect();
    trials.push(Trial::test("every-lint-has-its-cases", every_lint));
    trials.push(Trial::test("the-cases-are-found", || {
        assert!(cases().len() >= 200, "only {} were found", cases().len());
        Ok(())
    }));
    trials.push(Trial::test(
        "newcomers-are-spoken-to-in-both-languages",
        || {
            let newcomers = cases()
                .into_iter()
                .filter(|(name, _)| name.starts_with("newcomer-"));
            let both = newcomers.filter(|(_, path)| read(path).chinese.is_some());
            assert!(both.count() >= 20);
            Ok(())
        },
    ));
    trials.push(Trial::test("strays-are-found", || {
        strays::self_test();
        Ok(())
    }));
    libtest_mimic::run(&Arguments::from_iter(rest), trials).exit_code()
}

/// Fails where a case reports anything but what it expects, or prints one
/// thing over another.
fn expected(path: &Path) -> Result<(), Failed> {
    let case = read(path);
    let outcome = set(&case);
    let english = reported(&case, &outcome, Language::En);
    let chinese = reported(&case, &outcome, Language::Zh);
    let wanted = [
        (Some(&case.expected), &english),
        (case.chinese.as_ref(), &chinese),
    ];
    for (expected, reported) in wanted {
        if let Some(expected) = expected
            && expected != reported
        {
            return Err(Failed::from(format!(
                "{}\n  expected:\n{expected}\n  reported:\n{reported}\n",
                path.display(),
            )));
        }
    }
    let mut faults = printed_over(&outcome);
    faults.extend(strayed(&outcome));
    if faults.is_empty() {
        return Ok(());
    }
    Err(Failed::from(faults.join("\n")))
}

/// Sentences of one language in what is reported in the other.
fn strayed(outcome: &Outcome) -> Vec<String> {
    let mut found = Vec::new();
    for diagnostic in &outcome.diagnostics {
        let labels = diagnostic.labels.iter().map(|(_, text)| text);
        let texts = [&diagnostic.message]
            .into_iter()
            .chain(&diagnostic.help)
            .chain(labels);
        for text in texts {
            for (language, tongue) in [
                (Language::Zh, Tongue::Chinese),
                (Language::En, Tongue::English),
            ] {
                let said = text.in_language(language);
                let runs = strays(&said, tongue);
                found.extend(runs.iter().map(|run| format!("{tongue:?}: {run}: {said}")));
            }
        }
    }
    found
}

/// What is printed over something, where that is not what is reported.
fn printed_over(outcome: &Outcome) -> Vec<String> {
    // A picture that its cutline leaves no room is denied.
    let mut found = outcome.diagnostics.iter();
    if found.any(|found| found.code == Code::CutlineTooDeep) {
        return Vec::new();
    }
    let Some(setting) = &outcome.setting else {
        return Vec::new();
    };
    setting
        .formes
        .iter()
        .flat_map(|forme| overlaps(forme, &setting.fonts, &setting.pictures))
        .collect()
}

/// Every lint has a case `lint-NAME` that trips it, and a case
/// `lint-NAME-fine` that asks for it and does not.
fn every_lint() -> Result<(), Failed> {
    for lint in Code::LINTS {
        let case = |end: &str| read(&folder().join(format!("lint-{}{end}.case", lint.name())));
        let levels = ["warn", "deny"].map(|level| {
            ["", "{ level = "].map(|table| format!("{} = {table}\"{level}\"", lint.name()))
        });
        let asks = |case: &Case| {
            levels
                .iter()
                .flatten()
                .any(|asked| case.head.contains(asked))
        };
        let reported = |case: &Case| reported(case, &set(case), Language::En);
        let (trips, fine) = (case(""), case("-fine"));
        assert!(
            asks(&trips) && reported(&trips).contains(&format!("[{}]", lint.name())),
            "{}",
            lint.name()
        );
        assert!(
            asks(&fine) && reported(&fine).is_empty(),
            "{}: {}",
            lint.name(),
            reported(&fine)
        );
    }
    Ok(())
}

/// Rewrites the expectations of the cases whose names contain one of `names`,
/// of all where none is given, and lists those that changed.
fn bless(names: &[String]) -> ExitCode {
    let wanted = |name: &str| names.is_empty() || names.iter().any(|part| name.contains(part));
    for (name, path) in cases().into_iter().filter(|(name, _)| wanted(name)) {
        let case = read(&path);
        let outcome = set(&case);
        let english = reported(&case, &outcome, Language::En);
        let mut text = format!("{}{EXPECT}\n{english}\n", case.head);
        if case.chinese.is_some() || name.starts_with("newcomer-") {
            let chinese = reported(&case, &outcome, Language::Zh);
            text.push_str(&format!("{CHINESE}\n{chinese}\n"));
        }
        if fs::read_to_string(&path).expect("the case reads") != text {
            println!("{name}");
            fs::write(&path, text).expect("the case writes");
        }
    }
    ExitCode::SUCCESS
}
