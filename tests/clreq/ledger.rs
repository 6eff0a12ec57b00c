//! Holds `CLREQ.md` to the tests, both ways.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const LEDGER: &str = include_str!("CLREQ.md");

/// Every test of the clause files, `file::test`.
fn tests() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clreq/clauses");
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the clauses are there") {
        let path = entry.expect("reads").path();
        let topic = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path).expect("reads");
        assert!(text.lines().count() < 600, "{topic} is too long");
        for test in text.split("#[test]").skip(1) {
            let name = test
                .split("fn ")
                .nth(1)
                .and_then(|rest| rest.split('(').next())
                .expect("a function");
            found.insert(format!("{topic}::{name}"));
        }
    }
    found
}

/// The cells of every row of the tables, heads and rules left out.
fn rows() -> Vec<Vec<&'static str>> {
    LEDGER
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| Clause"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn proofs(cell: &str) -> Vec<&str> {
    cell.split('`')
        .filter(|piece| piece.contains("::"))
        .collect()
}

#[test]
fn every_proof_is_a_test_and_every_test_a_proof() {
    let named: BTreeSet<String> = rows()
        .iter()
        .flat_map(|row| proofs(row[3]))
        .map(str::to_owned)
        .collect();
    let tests = tests();
    assert!(tests.len() >= 130, "only {} tests were found", tests.len());
    let missing: Vec<_> = named.difference(&tests).collect();
    let untold: Vec<_> = tests.difference(&named).collect();
    assert!(
        missing.is_empty() && untold.is_empty(),
        "no such test: {missing:?}; not in CLREQ.md: {untold:?}"
    );
}

#[test]
fn every_row_has_its_mark_and_its_reason() {
    for row in rows() {
        assert_eq!(row.len(), 6, "{row:?}");
        match row[4] {
            "met" => assert!(!proofs(row[3]).is_empty(), "nothing proves it: {row:?}"),
            "partly" | "not met" => assert!(!row[5].is_empty(), "no reason is told: {row:?}"),
            other => panic!("no such mark: {other}"),
        }
        assert!(
            row[4] != "not met" || proofs(row[3]).is_empty(),
            "a proof of what is not met: {row:?}"
        );
    }
}
