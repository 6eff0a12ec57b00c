//! Which files of an edition a build writes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

fn build(edition: &Path, out: &Path, files: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duikai"))
        .env("LC_ALL", "C")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("build")
        .arg(edition)
        .arg("-o")
        .arg(out)
        .args(files)
        .output()
        .expect("the program runs")
}

/// Every file of a folder by its name.
fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("reads");
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.expect("reads");
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, std::fs::read(entry.path()).expect("reads"))
    };
    entries.map(file).collect()
}

fn pdfs(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    let names = files.keys().map(String::as_str);
    names.filter(|name| name.ends_with(".pdf")).collect()
}

/// A part of the files has the bytes that it has among all, spreads 跨版 too,
/// and takes away what an earlier build wrote and this one does not.
#[test]
fn a_part_of_the_files_is_what_it_is_among_all() {
    let folder = tempfile::tempdir().expect("a folder");
    for sample in ["pingyuan", "four"] {
        let edition = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("samples")
            .join(sample)
            .join("edition.toml");
        let out = folder.path().join(sample);
        let run = |files: &[&str]| {
            let built = build(&edition, &out, files);
            assert!(
                built.status.success(),
                "{sample} {files:?}: {}",
                String::from_utf8_lossy(&built.stderr)
            );
            read(&out)
        };
        let all = run(&[]);
        let press = |name: &str| name.ends_with("-press.pdf");
        let reading = |name: &str| all.contains_key(&name.replace(".pdf", "-press.pdf"));
        for (asked, wanted) in [
            ("edition", [true, false, false]),
            ("pages", [false, true, false]),
            ("reading", [false, false, true]),
            ("edition,reading", [true, false, true]),
            ("all", [true, true, true]),
        ] {
            let part = run(&["--files", asked]);
            let due: Vec<&str> = pdfs(&all)
                .into_iter()
                .filter(|name| match (press(name), reading(name)) {
                    (true, _) => wanted[0],
                    (_, true) => wanted[2],
                    _ => wanted[1],
                })
                .collect();
            assert_eq!(pdfs(&part), due, "{sample} {asked}");
            for name in due {
                assert!(part[name] == all[name], "{sample} {asked}: {name}");
            }
            // Tickets go with pages, and the printer is told of what there is.
            let tickets = part.keys().filter(|name| {
                all.contains_key(&name.replace(".json", ".pdf")) && name.ends_with(".json")
            });
            let pages = pdfs(&all).len() - 2;
            assert_eq!(
                tickets.count(),
                if wanted[1] { pages } else { 0 },
                "{sample} {asked}"
            );
            let manifest = part.keys().find(|name| name.ends_with("-manifest.json"));
            let manifest =
                String::from_utf8_lossy(&part[manifest.expect("a manifest")]).into_owned();
            assert_eq!(manifest.contains("\"edition\""), wanted[0], "{manifest}");
        }
    }
}

/// Pairs are held to the printer's rules with the pages on them.
#[test]
fn pairs_need_a_press_file_beside_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let edition = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/four/edition.toml");
    let built = build(&edition, folder.path(), &["--pairs", "--files", "reading"]);
    assert_eq!(built.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&built.stderr).contains("--files needs edition or pages"));
    assert!(read(folder.path()).is_empty());
}

/// What breaks a rule of the printer is found in the press file of all pages as
/// in that of its own, at the same line.
#[test]
fn the_press_file_of_all_pages_is_checked_like_those_of_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let printer = folder.path().join("printer.toml");
    // Body text is smaller.
    let rules = "[printer]\ntitle = \"large type\"\ntext-least = \"11pt\"\n";
    std::fs::write(&printer, rules).expect("writes");
    let edition = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan/edition.toml");
    let printer = printer.to_string_lossy().into_owned();
    let told = |files: &str| {
        let out = folder.path().join(files);
        let built = build(
            &edition,
            &out,
            &["--printer", &printer, "--files", files, "--format", "short"],
        );
        let text = String::from_utf8_lossy(&built.stderr).into_owned();
        let lines: Vec<String> = text
            .lines()
            .filter(|line| line.contains("[preflight]"))
            .map(str::to_owned)
            .collect();
        (built.status.code(), lines)
    };
    let (pages, edition) = (told("pages"), told("edition"));
    assert!(
        !pages.1.is_empty(),
        "the printer's file breaks no rule: {pages:?}"
    );
    assert_eq!(pages, edition);
}
