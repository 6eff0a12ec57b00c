//! Faults and kills at every system call of the writing, from outside, by
//! strace. A run of all of them takes minutes, so that a part of them is drawn
//! unless `DUIKAI_FAULTS=all`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::site::{Site, left, seen};

/// The system calls that change what stands on the disk, or wait for it.
const CALLS: &str = "write,rename,renameat,renameat2,link,linkat,symlink,symlinkat,fsync,fdatasync,unlink,unlinkat,mkdir,mkdirat,rmdir,openat,chmod,fchmod,fchmodat,flock,ftruncate";

/// What is done to a call: killed after it, killed instead of it, failed.
const WAYS: [&str; 4] = [
    "signal=KILL",
    "error=EIO:signal=KILL",
    "error=EIO",
    "error=ENOSPC",
];

/// How often each call is made once the output folder is first touched, and
/// how often before.
fn counts(site: &Site) -> BTreeMap<String, (usize, usize)> {
    let log = site.at("log");
    let mut command = Command::new("strace");
    command
        .arg("-f")
        .arg("-o")
        .arg(&log)
        .args(["-e", &format!("trace={CALLS}")]);
    assert!(run(site, command).0);
    let mut counts = BTreeMap::new();
    let mut begun = false;
    for line in fs::read_to_string(log).expect("reads").lines() {
        let words = line
            .split_once(' ')
            .map_or(line, |(_, words)| words.trim_start());
        let Some((call, rest)) = words.split_once('(') else {
            continue;
        };
        begun |= rest.contains("out/.duikai.lock") || rest.contains("\"out\"");
        let (before, after) = counts.entry(call.to_owned()).or_insert((0, 0));
        *(if begun { after } else { before }) += 1;
    }
    counts
}

fn run(site: &Site, mut strace: Command) -> (bool, Option<i32>) {
    strace.arg(env!("CARGO_BIN_EXE_duikai"));
    strace.args([
        "--format", "short", "--jobs", "1", "build", "ed", "-o", "out",
    ]);
    strace
        .current_dir(site.root.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let status = strace.status().expect("strace runs");
    (status.success(), status.code())
}

fn restore(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir(folder).expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).expect("writes");
    }
}

/// Whatever call fails or is the last: everybody sees all of the old or all of
/// the new, what is said of it is true, and the next run leaves nothing but
/// the new. `theirs` stands in the folder besides.
fn at_every_call(theirs: &[&str], may_be_mixed: bool) {
    let site = Site::new();
    assert_eq!(site.build().0, Some(0));
    for name in theirs {
        site.write(&format!("out/{name}"), "theirs");
    }
    // A file of an earlier build goes.
    let page = fs::read(site.at("out/t-20211231-01.pdf")).expect("reads");
    fs::write(site.at("out/t-20211231-press-B.pdf"), page).expect("writes");
    let report = fs::read_to_string(site.at("out/report.json")).expect("reads");
    let report = report.replacen("t-20211231-press.pdf", "t-20211231-press-B.pdf", 1);
    site.write("out/report.json", &report);
    let old = seen(&site.at("out"));
    site.write("ed/a.md", "主题: 甲\n\n正文二。\n");
    assert_eq!(site.build().0, Some(0));
    let new = seen(&site.at("out"));
    assert_ne!(old, new);
    restore(&site.at("out"), &old);
    let counts = counts(&site);
    assert!(counts["fsync"].1 > 4 && counts["write"].1 > 4, "{counts:?}");

    let all = std::env::var("DUIKAI_FAULTS").is_ok_and(|value| value == "all");
    let mut runs = 0;
    for (nth, (call, way, at)) in counts
        .iter()
        .flat_map(|(call, (before, after))| {
            let at = before + 1..=before + after;
            at.flat_map(move |at| WAYS.map(|way| (call, way, at)))
        })
        .enumerate()
    {
        if !all && nth % 7 != 3 {
            continue;
        }
        runs += 1;
        restore(&site.at("out"), &old);
        let mut command = Command::new("strace");
        command.args(["-f", "-o", "/dev/null", "-e", &format!("trace={call}")]);
        command.args(["-e", &format!("inject={call}:{way}:when={at}")]);
        let (_, code) = run(&site, command);
        let place = format!("{call} {at} {way}: exit {code:?}");
        let stands = seen(&site.at("out"));
        match code {
            Some(0) => assert!(stands == new, "{place}: not all of the new"),
            Some(_) => assert!(stands == old, "{place}: not all of the old"),
            None => assert!(
                may_be_mixed || stands == old || stands == new,
                "{place}: mixed"
            ),
        }
        let (code, words) = site.build();
        assert_eq!(code, Some(0), "{place}: the next run: {words}");
        assert!(
            seen(&site.at("out")) == new,
            "{place}: the next run does not mend it"
        );
        assert_eq!(
            left(site.root.path()),
            [].into(),
            "{place}: the next run does not sweep"
        );
    }
    eprintln!("{runs} runs");
    assert!(runs > 30, "{runs}");
}

pub fn an_edition_appears_as_one() {
    at_every_call(&["note.txt"], false);
}

/// A folder with hidden names is not swapped but changed by a journal, which
/// readers may see at work and the next run finishes.
pub fn where_folders_are_not_swapped_a_journal_mends() {
    at_every_call(&[".theirs"], true);
}
