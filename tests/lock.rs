//! `lock`, `build --locked` and `verify` by the program itself: what differs is
//! named with the pages it stands on, and nothing is written.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A copy of a sample in a folder of its own.
fn sample(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("samples")
            .join(name),
        folder.path(),
    );
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("lists") {
        let entry = entry.expect("lists");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copies");
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duikai"))
        .env("LC_ALL", "C")
        .args(["--format", "short"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

/// Changes one byte of a file.
fn change(folder: &Path, name: &str, from: &str, to: &str) {
    let path = folder.join(name);
    let text = fs::read_to_string(&path).expect("reads");
    assert!(text.contains(from), "{name} has {from}");
    fs::write(path, text.replacen(from, to, 1)).expect("writes");
}

#[test]
fn what_differs_from_the_lock_is_named_and_nothing_is_written() {
    for (file, from, to, named) in [
        ("copy/jiaoshui.md", "。", "！", "copy/jiaoshui.md"),
        ("layout.toml", "\n", "\n\n", "layout.toml"),
        ("page-2.toml", "\n", "\n\n", "page-2.toml"),
    ] {
        let folder = sample("inks");
        let folder = folder.path();
        assert!(run(folder, &["lock", "edition.toml"]).status.success());
        assert!(run(folder, &["verify", "edition.toml"]).status.success());
        let built = run(folder, &["build", "edition.toml", "--locked", "-o", "out"]);
        assert!(built.status.success());
        let same = run(folder, &["verify", "edition.toml", "-o", "out"]);
        assert!(same.status.success());
        change(folder, file, from, to);
        let refused = run(
            folder,
            &["build", "edition.toml", "--locked", "-o", "again"],
        );
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success(), "{file}: {said}");
        assert!(
            said.contains("lock-differs") && said.contains(named),
            "{said}"
        );
        assert!(!folder.join("again").exists(), "{file}");
        let verified = run(folder, &["verify", "edition.toml"]);
        let said = String::from_utf8_lossy(&verified.stderr).into_owned();
        assert!(!verified.status.success() && said.contains(named), "{said}");
    }
}

#[test]
fn two_locks_of_one_edition_are_one_file() {
    let (one, other) = (sample("inks"), sample("inks"));
    for folder in [one.path(), other.path()] {
        assert!(run(folder, &["lock", "edition.toml"]).status.success());
    }
    let read = |folder: &Path| fs::read(folder.join("duikai.lock")).expect("reads");
    assert!(read(one.path()) == read(other.path()));
}
