//! A place to deliver into, and what is seen there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A small edition in a folder of its own, and a folder to build into.
pub struct Site {
    pub root: tempfile::TempDir,
}

pub const PAGE: &str = "number = 1\nsection = \"x\"\n\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-2栏 1-12行\"\n";

impl Site {
    pub fn new() -> Site {
        let site = Site {
            root: tempfile::tempdir().expect("a folder"),
        };
        fs::create_dir(site.at("ed")).expect("a folder");
        site.write("ed/layout.toml", include_str!("../suite/layout.toml"));
        site.write("ed/page.toml", PAGE);
        site.write("ed/a.md", "主题: 甲\n\n正文。\n");
        site.edition("");
        site
    }

    /// Writes the edition's own file, with more lines.
    pub fn edition(&self, more: &str) {
        self.write("ed/edition.toml", &format!("paper = \"甲报\"\nslug = \"t\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page.toml\"]\n{more}"));
    }

    /// Takes a story from elsewhere.
    pub fn takes(&self, copy: &str) {
        let page = PAGE.replace("\"a.md\"", &format!("{copy:?}"));
        self.write("ed/page.toml", &page);
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.at(path), text).expect("writes");
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duikai"));
        command
            .env("LC_ALL", "C")
            .args(["--format", "short", "--jobs", "1"])
            .args(arguments)
            .current_dir(self.root.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        said(&self.command(arguments).output().expect("it runs"))
    }

    pub fn build(&self) -> (Option<i32>, String) {
        self.run(&["build", "ed", "-o", "out"])
    }
}

pub fn said(output: &Output) -> (Option<i32>, String) {
    let words = [&output.stdout[..], &output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&words).into_owned(),
    )
}

/// What everybody sees in a folder: each file's bytes.
pub fn seen(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut seen = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("reads").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with(".duikai") {
            seen.insert(name, fs::read(entry.path()).unwrap_or_default());
        }
    }
    seen
}

/// What a run left in a folder, and beside it, that is no file of an edition.
pub fn left(root: &Path) -> BTreeSet<String> {
    let hidden = |folder: PathBuf| {
        let entries = fs::read_dir(folder).expect("reads").flatten();
        entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name.contains("duikai") || name.starts_with(".tmp"))
    };
    hidden(root.to_owned())
        .chain(hidden(root.join("out")))
        .collect()
}
