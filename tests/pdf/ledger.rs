//! Holds the ledgers of clauses to the tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const LEDGERS: [&str; 3] = [
    include_str!("../../src/export/pdf/PDF_X4.md"),
    include_str!("../../src/export/pdf/PDF_A2.md"),
    include_str!("../../src/export/pdf/PDF_UA.md"),
];

/// Every test of the project, `file::test`.
fn tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("reads").path();
        if path.is_dir() {
            tests(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let file = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(&path).expect("reads");
            for test in text.split("#[test]").skip(1) {
                if let Some(name) = test
                    .split("fn ")
                    .nth(1)
                    .and_then(|rest| rest.split('(').next())
                {
                    found.insert(format!("{file}::{name}"));
                }
            }
        }
    }
}

/// Tests that are named at run time: those of other makers' programs, as
/// `judges.rs` lists them, and the cases of the suite.
fn named_at_run_time(found: &mut BTreeSet<String>) {
    let judges = include_str!("../judges.rs").lines().map(str::trim);
    let listed = judges.filter_map(|line| line.strip_suffix(','));
    found.extend(
        listed
            .filter(|name| name.contains("::") && !name.contains(['$', '(', ' ']))
            .map(str::to_owned),
    );
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/cases");
    for entry in fs::read_dir(cases).expect("the cases are there") {
        let path = entry.expect("reads").path();
        let name = path.file_stem().expect("a name").to_string_lossy();
        found.insert(format!("suite::{name}"));
    }
}

/// The cells of every row of the tables, heads and rules left out.
fn rows() -> Vec<Vec<&'static str>> {
    let rows = LEDGERS
        .iter()
        .flat_map(|ledger| ledger.lines())
        .filter(|line| line.starts_with("| ") && !line.starts_with("| Clause"));
    rows.map(|line| {
        line.strip_prefix('|')
            .and_then(|line| line.strip_suffix('|'))
            .expect("a row")
            .split('|')
            .map(str::trim)
            .collect()
    })
    .collect()
}

fn proofs(cell: &str) -> Vec<&str> {
    cell.split('`')
        .filter(|piece| piece.contains("::"))
        .collect()
}

#[test]
fn every_proof_in_the_ledger_is_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut known = BTreeSet::new();
    tests(&root.join("tests"), &mut known);
    tests(&root.join("src"), &mut known);
    named_at_run_time(&mut known);
    assert!(known.len() > 150, "only {} tests were found", known.len());
    let named: BTreeSet<String> = rows()
        .iter()
        .flat_map(|row| proofs(row[3]))
        .map(str::to_owned)
        .collect();
    assert!(named.len() >= 20, "only {} proofs are named", named.len());
    let missing: Vec<_> = named.difference(&known).collect();
    assert!(missing.is_empty(), "no such test: {missing:?}");
}

#[test]
fn every_row_has_its_state_and_its_reason() {
    assert!(rows().len() > 30, "only {} rows were found", rows().len());
    for row in rows() {
        assert_eq!(row.len(), 6, "{row:?}");
        match row[4] {
            "met" => assert!(
                !proofs(row[3]).is_empty() && row[5].is_empty(),
                "nothing proves it: {row:?}"
            ),
            "partly" => assert!(!row[5].is_empty(), "no reason is told: {row:?}"),
            "not met" => assert!(
                !row[5].is_empty() && proofs(row[3]).is_empty(),
                "a proof of what is not met: {row:?}"
            ),
            other => panic!("no such state: {other}"),
        }
    }
}

/// What is proved on plates and on objects is all in the ledger.
#[test]
fn every_test_of_the_press_file_is_a_proof() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf");
    let mut known = BTreeSet::new();
    tests(&root, &mut known);
    let named: BTreeSet<String> = rows()
        .iter()
        .flat_map(|row| proofs(row[3]))
        .map(str::to_owned)
        .collect();
    let untold: Vec<_> = known
        .iter()
        .filter(|test| test.starts_with("standard::") && !named.contains(*test))
        .collect();
    assert!(untold.is_empty(), "not in a ledger: {untold:?}");
}
