//! Archives: each edition exactly once, whatever happens on the way.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A small house: every edition of it is set in a moment.
const LAYOUT: &str = r#"
lang = "zh-CN"
[sheet]
width = "250pt"
height = "180pt"
[grid]
columns = 2
column = "10字"
alley = "1字"
size = "10pt"
pitch = "12pt"
rows = 12
[style.body]
font = "song"
[style.headline]
font = "song"
size = "20pt"
align = "centre"
[kind.story]
headline = "headline"
body = "body"
"#;

const WORDS: &str =
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜";

/// A folder with editions, a plan and archives.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    /// So many editions below `in`, and the plan of them.
    fn new(editions: usize) -> Bench {
        let bench = Bench {
            folder: tempfile::tempdir().expect("a folder"),
        };
        for number in 0..editions {
            bench.edition(&format!("e{number:02}"), &format!("{number}"), 40);
        }
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes an edition of one story of so many characters.
    fn edition(&self, name: &str, words: &str, chars: usize) {
        let folder = self.path("in").join(name);
        fs::create_dir_all(&folder).expect("a folder");
        let body: String = WORDS.chars().cycle().take(chars).collect();
        for (file, text) in [
            ("layout.toml", LAYOUT.to_owned()),
            ("edition.toml", format!("paper = \"报\"\nslug = \"{name}\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page.toml\"]\n[lints]\npage-missing = \"allow\"\n")),
            ("page.toml", "number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-2栏 1-12行\"\n".to_owned()),
            ("a.md", format!("---\n主题: 天地{words}\n---\n{body}。\n")),
        ] {
            fs::write(folder.join(file), text).expect("writes");
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duikai"));
        command
            .env("LC_ALL", "C")
            .arg("archive")
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn archive(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// Runs a command that has to end with a code; returns what it told as JSON.
    fn told(&self, arguments: &[&str], code: i32) -> Value {
        let output = self.archive(&[arguments, &["--format", "json"]].concat());
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    fn plan(&self) {
        self.told(&["plan", "in", "--outputs", "edition,proof"], 0);
    }

    /// Every file of an archive but what runs and reports say of themselves, by
    /// its path.
    fn files(&self, archive: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        walk(&self.path(archive), "", &mut files);
        files.retain(|name, _| !name.starts_with("runs/") && !name.starts_with("report"));
        files
    }
}

fn walk(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("reads") {
        let entry = entry.expect("reads");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).expect("reads"));
        }
    }
}

/// Holds an archive to be the same as another, byte for byte, without rubbish.
fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    for (name, bytes) in one {
        assert!(*bytes == other[name], "{name} differs");
    }
    let rubbish = |name: &&String| {
        ["tmp/", "leases/", "workers/"]
            .iter()
            .any(|it| name.starts_with(it))
    };
    assert_eq!(one.keys().find(rubbish), None);
}

#[test]
fn a_plan_is_run_once_and_what_failed_waits() {
    let bench = Bench::new(4);
    bench.edition("over", "x", 900);
    bench.edition("lost", "x", 40);
    bench.plan();
    fs::remove_file(bench.path("in/lost/a.md")).expect("removes");
    let plan = fs::read_to_string(bench.path("plan.jsonl")).expect("reads");
    assert_eq!(plan.lines().count(), 6);
    bench.plan();
    assert_ne!(
        plan,
        fs::read_to_string(bench.path("plan.jsonl")).expect("reads"),
        "a file less is another input"
    );
    bench.edition("lost", "x", 40);
    bench.plan();
    assert_eq!(
        plan,
        fs::read_to_string(bench.path("plan.jsonl")).expect("reads"),
        "a plan depends on its files alone"
    );
    fs::remove_file(bench.path("in/lost/a.md")).expect("removes");

    assert_eq!(bench.told(&["status", "plan.jsonl"], 1)["open"], 6);
    let ran = bench.told(&["run", "plan.jsonl"], 3);
    assert_eq!(
        (&ran["set"], &ran["failed"], &ran["left"]),
        (&4.into(), &2.into(), &0.into())
    );
    let status = bench.told(&["status", "plan.jsonl"], 3);
    assert_eq!((&status["done"], &status["open"]), (&4.into(), &0.into()));
    let codes: Vec<&str> = status["failed"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["code"].as_str())
        .collect();
    assert_eq!(codes, ["file-not-found", "overset"]);

    // What stands in the archive is what a build writes.
    let build = Command::new(env!("CARGO_BIN_EXE_duikai"))
        .env("LC_ALL", "C")
        .args(["build", "in/e01", "-o", "built", "--files", "edition"])
        .current_dir(bench.folder.path())
        .output()
        .expect("runs");
    assert!(build.status.success());
    let name = "e01-20211231-press.pdf";
    let built = fs::read(bench.path("built").join(name)).expect("reads");
    assert!(built == fs::read(bench.path("archive/editions/in-e01").join(name)).expect("reads"));
    assert!(!bench.path("archive/editions/in-over").exists());

    // A second run finds all of it.
    let before = bench.files("archive");
    let ran = bench.told(&["run", "plan.jsonl"], 3);
    assert_eq!(
        (&ran["set"], &ran["found"], &ran["failed"]),
        (&0.into(), &4.into(), &2.into())
    );
    assert_same(&bench.files("archive"), &before);

    // What was mended is taken up again when that is asked for.
    bench.edition("lost", "x", 40);
    let ran = bench.told(&["run", "plan.jsonl", "--retry-failed"], 3);
    assert_eq!((&ran["set"], &ran["failed"]), (&1.into(), &1.into()));
    bench.edition("over", "x", 50);
    let ran = bench.told(&["run", "plan.jsonl", "--retry-failed"], 3);
    assert_eq!(ran["failed"], 1);
    let status = bench.told(&["status", "plan.jsonl"], 3);
    assert_eq!(status["failed"][0]["code"], "plan-stale");
    bench.plan();
    bench.told(&["run", "plan.jsonl"], 0);
    assert_eq!(bench.told(&["status", "plan.jsonl"], 0)["complete"], true);
}

#[test]
fn a_report_tells_failures_and_what_changed() {
    let bench = Bench::new(3);
    bench.edition("over", "x", 900);
    bench.plan();
    bench.told(&["run", "plan.jsonl"], 3);
    bench.told(&["report", "plan.jsonl"], 0);
    let html = fs::read_to_string(bench.path("archive/report.html")).expect("reads");
    assert!(
        html.contains("overset")
            && html.contains("data:image/png;base64,iVBOR")
            && html.contains("<svg")
    );
    bench.edition("e01", "玄", 40);
    bench.edition("over", "x", 50);
    bench.edition("new", "x", 50);
    fs::remove_dir_all(bench.path("in/e02")).expect("removes");
    bench.plan();
    bench.told(&["run", "plan.jsonl"], 0);
    for _ in 0..2 {
        bench.told(&["report", "plan.jsonl"], 0);
        let report: Value =
            serde_json::from_slice(&fs::read(bench.path("archive/report.json")).expect("reads"))
                .expect("JSON");
        let changes = &report["changes"];
        assert_eq!(changes["new"], serde_json::json!(["in-new"]));
        assert_eq!(changes["gone"], serde_json::json!(["in-e02"]));
        assert_eq!(changes["now_done"], serde_json::json!(["in-over"]));
        assert_eq!(changes["other_files"][0]["edition"], "in-e01");
        assert_eq!(changes["other_files"].as_array().map(Vec::len), Some(1));
        assert_eq!(
            (&report["complete"], &report["counts"]["done"]),
            (&true.into(), &4.into())
        );
    }
}

#[test]
fn shards_and_many_runs_share_the_work() {
    let bench = Bench::new(9);
    bench.plan();
    bench.told(&["run", "plan.jsonl", "-o", "alone"], 0);
    let set: u64 = ["1/3", "2/3", "3/3"]
        .map(|shard| {
            bench.told(&["run", "plan.jsonl", "-o", "shards", "--shard", shard], 0)["set"]
                .as_u64()
                .expect("a number")
        })
        .iter()
        .sum();
    assert_eq!(set, 9);
    assert_same(&bench.files("shards"), &bench.files("alone"));
    let runs: Vec<Child> = (0..3)
        .map(|_| {
            bench
                .command(&["run", "plan.jsonl", "-o", "together", "--format", "json"])
                .spawn()
                .expect("runs")
        })
        .collect();
    let mut set = 0;
    for run in runs {
        let output = run.wait_with_output().expect("ends");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        set += told["set"].as_u64().expect("a number");
    }
    assert_eq!(set, 9, "nothing is set twice");
    assert_same(&bench.files("together"), &bench.files("alone"));
    assert_eq!(
        bench
            .archive(&["run", "plan.jsonl", "--shard", "4/3"])
            .status
            .code(),
        Some(2)
    );
}

/// `ARCHIVE_KILLS` says how many processes are killed; a plain run kills a few.
#[test]
fn runs_killed_at_any_moment_leave_what_an_undisturbed_run_leaves() {
    let kills: usize = std::env::var("ARCHIVE_KILLS")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(8);
    let bench = Bench::new(12);
    bench.plan();
    let begun = Instant::now();
    bench.told(&["run", "plan.jsonl", "-o", "alone"], 0);
    let whole = begun.elapsed();
    let alone = bench.files("alone");
    let mut dice = 20_211_231_u64;
    let (mut killed, mut round) = (0, 0);
    while killed < kills {
        round += 1;
        let archive = format!("killed-{round}");
        let run = ["run", "plan.jsonl", "-o", &archive, "--attempts", "1000"];
        loop {
            let mut runs = [(); 2].map(|()| bench.command(&run).spawn().expect("runs"));
            for run in &mut runs {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                std::thread::sleep(whole / 2 * ((dice >> 33) as u32 % 1000) / 1000);
                run.kill().expect("is killed");
                run.wait().expect("ends");
                killed += 1;
            }
            let status = bench
                .archive(&["status", "plan.jsonl", "-o", &archive])
                .status;
            if status.success() || killed >= kills {
                break;
            }
        }
        bench.told(&run, 0);
        // What a process left that died last is swept by the run after it.
        bench.told(&run, 0);
        assert_same(&bench.files(&archive), &alone);
    }
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_nothing_half() {
    let bench = Bench::new(5);
    bench.plan();
    bench.told(&["run", "plan.jsonl", "-o", "alone"], 0);
    let program = env!("CARGO_BIN_EXE_duikai");
    // Files of more than so many blocks of 512 bytes cannot be written.
    for blocks in [1, 4, 16] {
        let script = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec {program} archive run plan.jsonl -o full"
        );
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(bench.folder.path())
            .output()
            .expect("runs");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(errors.contains("output-failed"), "{errors}");
        for (name, bytes) in bench.files("full") {
            if name.starts_with("objects/") {
                let hash = duikai::asset::sha256(&bytes);
                assert!(name.ends_with(&hash), "{name} is half");
            }
            assert!(
                !name.starts_with("tmp/") && !name.starts_with("receipts/"),
                "{name}"
            );
        }
    }
    bench.told(&["run", "plan.jsonl", "-o", "full"], 0);
    assert_same(&bench.files("full"), &bench.files("alone"));
}

#[test]
fn an_archive_that_cannot_be_written_is_told() {
    let bench = Bench::new(1);
    bench.plan();
    fs::write(bench.path("file"), "no folder").expect("writes");
    for archive in ["file", "file/below"] {
        let output = bench.archive(&["run", "plan.jsonl", "-o", archive]);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains("output-failed"));
    }
    assert_eq!(fs::read(bench.path("file")).expect("reads"), b"no folder");
    for (plan, code) in [
        ("none.jsonl", "file-not-found"),
        ("in/e00/a.md", "bad-plan"),
    ] {
        let output = bench.archive(&["run", plan]);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains(code));
    }
}

/// The keys of the editions of a plan, from an archive in which they are done.
fn keys(bench: &Bench) -> Vec<String> {
    bench.told(&["run", "plan.jsonl", "-o", "keys"], 0);
    let files = bench.files("keys");
    let receipts = files.keys().filter(|name| name.starts_with("receipts/"));
    receipts
        .filter_map(|name| {
            name.rsplit('/')
                .next()?
                .strip_suffix(".json")
                .map(str::to_owned)
        })
        .collect()
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("writes");
}

#[test]
fn an_edition_that_processes_died_with_comes_last_and_fails_in_the_end() {
    let bench = Bench::new(3);
    bench.plan();
    let keys = keys(&bench);
    put(
        &bench.path("archive/leases").join(&keys[0]),
        "{\"worker\":\"00000000000000aa\",\"deaths\":1}",
    );
    put(
        &bench.path("archive/leases").join(&keys[1]),
        "{\"worker\":\"00000000000000aa\",\"deaths\":4}",
    );
    bench.told(&["run", "plan.jsonl"], 3);
    let status = bench.told(&["status", "plan.jsonl"], 3);
    assert_eq!(status["done"], 2);
    assert_eq!(status["failed"][0]["code"], "crashed");
    bench.told(&["run", "plan.jsonl", "--retry-failed"], 0);
    assert_same(&bench.files("archive"), &bench.files("keys"));
}

/// No two clocks are compared: what another machine's file says of its time
/// counts for nothing, only that it does not change.
#[test]
fn a_lease_of_another_machine_is_waited_for_by_the_own_clock() {
    let bench = Bench::new(2);
    bench.plan();
    let keys = keys(&bench);
    put(
        &bench.path("archive/workers/00000000000000bb"),
        "another-boot 000000000001\n",
    );
    put(
        &bench.path("archive/leases").join(&keys[0]),
        "{\"worker\":\"00000000000000bb\",\"deaths\":0}",
    );
    let worker = bench.path("archive/workers/00000000000000bb");
    let old = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1);
    fs::File::options()
        .write(true)
        .open(&worker)
        .expect("opens")
        .set_modified(old)
        .expect("sets");
    let begun = Instant::now();
    bench.told(&["run", "plan.jsonl", "--patience", "4"], 0);
    assert!(
        begun.elapsed() > Duration::from_secs(4),
        "it was waited for"
    );
    bench.told(&["run", "plan.jsonl", "--patience", "4"], 0);
    let mut files = bench.files("archive");
    // Nobody has waited long enough yet to sweep the file of that process.
    files.remove("workers/00000000000000bb");
    assert_same(&files, &bench.files("keys"));
}

#[test]
fn a_plan_of_a_hundred_thousand_lines_is_read_in_a_moment() {
    let bench = Bench::new(1);
    bench.plan();
    let line = fs::read_to_string(bench.path("plan.jsonl")).expect("reads");
    let mut plan = line.clone();
    for number in 0..100_000 {
        let input = format!("{number:064x}");
        plan += &line
            .replace("\"in-e00\"", &format!("\"n{number}\""))
            .replace(
                &line[line.find("\"input\":\"").expect("there") + 9..][..64],
                &input,
            );
    }
    fs::write(bench.path("long.jsonl"), plan).expect("writes");
    let status = bench.told(&["status", "long.jsonl"], 1);
    assert_eq!(
        (&status["planned"], &status["open"]),
        (&100_001.into(), &100_001.into())
    );
    let ran = bench.told(&["run", "long.jsonl", "--shard", "1/50000"], 3);
    // The first is done; what has another input than its files is not.
    assert_eq!(
        (&ran["planned"], &ran["set"], &ran["failed"]),
        (&3.into(), &1.into(), &2.into())
    );
    let status = bench.told(&["status", "long.jsonl"], 1);
    assert_eq!(
        (&status["done"], &status["open"]),
        (&1.into(), &99_998.into())
    );
}

#[test]
fn made_editions_are_sound_fitted_and_the_same_each_time() {
    let bench = Bench::new(0);
    let synth = |folder: &str, threads: &str| {
        let arguments = [
            "synth", "--seed", "7", "--count", "5", "--pages", "1", "-o", folder, "--jobs", threads,
        ];
        bench.told(&arguments, 0);
        let mut files = BTreeMap::new();
        walk(&bench.path(folder), "", &mut files);
        files
    };
    let made = synth("one", "1");
    let again = synth("two", "2");
    assert!(made.keys().eq(again.keys()));
    assert!(made == again, "other bytes");
    let layouts: Vec<String> = made
        .iter()
        .filter(|(name, _)| name.ends_with("layout.toml"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(
        layouts
            .iter()
            .any(|layout| layout.contains("writing = \"vertical\""))
    );
    assert!(layouts.iter().any(|layout| layout.contains("zh-TW")));
    bench.told(&["plan", "one", "--outputs", "edition"], 0);
    bench.told(&["run", "plan.jsonl"], 0);
    bench.told(&["report", "plan.jsonl"], 0);
    let report: Value =
        serde_json::from_slice(&fs::read(bench.path("archive/report.json")).expect("reads"))
            .expect("JSON");
    assert_eq!(
        (&report["counts"]["done"], &report["counts"]["pages"]),
        (&5.into(), &5.into())
    );
}
