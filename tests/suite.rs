//! `.case` files: a small edition in one text file, and what is told of it.

mod map;

use std::fs;
use std::path::{Path, PathBuf};

use duikai::desk::MemoryDesk;
use duikai::diag::{Code, Severity, Sources};
use duikai::{Job, Outcome, typeset};

use crate::printed::is_reported;
use crate::printed::overlaps::overlaps;

/// A case: its files, then what is expected.
struct Case {
    files: Vec<(String, Vec<u8>)>,
    expected: String,
    /// Whether the pages are drawn below what is told: `map-*.case`.
    map: bool,
    /// Everything before the expectation, for rewriting.
    head: String,
}

const FILE: &str = "--- FILE ";
const EXPECT: &str = "--- EXPECT";

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
    let map = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("map-"));
    Case {
        files,
        map,
        expected: expected.trim().to_owned(),
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

fn reported(case: &Case) -> String {
    let outcome = set(case);
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
        .map(|diagnostic| line(&outcome.sources, diagnostic))
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

fn line(sources: &Sources, diagnostic: &duikai::diag::Diagnostic) -> String {
    let place = diagnostic
        .primary
        .map(|span| sources.place(span))
        .map_or_else(String::new, |place| {
            format!("{}:{}:{}: ", place.path, place.line, place.column)
        });
    let help = diagnostic
        .help
        .as_deref()
        .map_or_else(String::new, |help| format!("\n  {help}"));
    format!(
        "{place}{:?}[{}]: {}{help}",
        diagnostic.severity,
        diagnostic.code.name(),
        diagnostic.message
    )
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/cases");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the cases are there")
        .map(|entry| entry.expect("reads").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "case"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_case_tells_what_it_says() {
    let paths = cases();
    assert!(paths.len() >= 15, "only {} cases were found", paths.len());
    let wrong: Vec<String> = paths
        .iter()
        .filter_map(|path| {
            let case = read(path);
            let reported = reported(&case);
            (reported != case.expected).then(|| {
                format!(
                    "{}\n  expected:\n{}\n  reported:\n{reported}\n",
                    path.display(),
                    case.expected
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Where a case is set, nothing of it is printed over anything.
#[test]
fn nothing_in_a_case_is_printed_over_anything() {
    let mut wrong = Vec::new();
    for path in cases() {
        let outcome = set(&read(&path));
        // A picture that its cutline leaves no room is denied.
        if is_reported(&outcome, Code::CutlineTooDeep) {
            continue;
        }
        let Some(setting) = &outcome.setting else {
            continue;
        };
        for forme in &setting.formes {
            let found = overlaps(forme, &setting.fonts, &setting.pictures);
            wrong.extend(
                found
                    .iter()
                    .map(|fault| format!("{}: {fault}", path.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every lint has a case `lint-NAME` that trips it, and a case
/// `lint-NAME-fine` that asks for it and does not.
#[test]
fn every_lint_is_tripped_once_and_not_tripped_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/cases");
    for lint in Code::LINTS {
        let case = |end: &str| read(&folder.join(format!("lint-{}{end}.case", lint.name())));
        let levels = ["warn", "deny"].map(|level| {
            ["", "{ level = "].map(|table| format!("{} = {table}\"{level}\"", lint.name()))
        });
        let asks = |case: &Case| {
            levels
                .iter()
                .flatten()
                .any(|asked| case.head.contains(asked))
        };
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
}

/// `cargo bless` rewrites every expectation; read the diff before committing it.
#[test]
#[ignore = "rewrites the cases"]
fn bless() {
    for path in cases() {
        let case = read(&path);
        let reported = reported(&case);
        fs::write(&path, format!("{}{EXPECT}\n{reported}\n", case.head)).expect("the case writes");
    }
}
