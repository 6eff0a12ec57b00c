//! Delivery as a user, a plant or an accident meets it: all of an edition or
//! none, nothing that was sent written over, nothing read that is not the
//! edition's, nothing shown that forges a line.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use duikai::desk::{Folder, Interrupt};
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;

#[path = "delivery/site.rs"]
mod site;

use site::{PAGE, Site, left, said, seen};

#[test]
fn a_build_and_a_hand_over_at_once_lose_nothing() {
    let site = Site::new();
    assert_eq!(site.build().0, Some(0));
    let old = seen(&site.at("out"));
    let mut sent = 0;
    for round in 0..40 {
        fs::remove_dir_all(site.at("out")).expect("removes");
        fs::create_dir(site.at("out")).expect("a folder");
        for (name, bytes) in &old {
            fs::write(site.at("out").join(name), bytes).expect("writes");
        }
        site.write("ed/a.md", &format!("主题: 甲\n\n正文{round}。\n"));
        let mut build = site.command(&["build", "ed", "-o", "out"]);
        let mut build = build.stderr(Stdio::null()).spawn().expect("it runs");
        std::thread::sleep(Duration::from_millis(round * 7));
        let (code, words) = site.run(&["sent", "out/t-20211231-manifest.json"]);
        assert!(build.wait().expect("it ends").success());
        assert_eq!(code, Some(0), "{words}");
        let record = fs::read(site.at("out/t-20211231-sent.json")).expect("a record");
        let record: serde_json::Value = serde_json::from_slice(&record).expect("is JSON");
        for versions in record["files"].as_object().expect("files").values() {
            let last = &versions[0];
            let file = site.at("out").join(last["file"].as_str().expect("a name"));
            let hash = duikai::asset::sha256(&fs::read(file).expect("what was sent stands"));
            assert_eq!(last["sha256"], hash, "round {round}");
            sent += 1;
        }
    }
    assert!(sent >= 80, "{sent}");
    assert_eq!(left(site.root.path()), BTreeSet::new());
}

#[test]
fn who_writes_is_waited_for_and_named() {
    let site = Site::new();
    let interrupt = Interrupt::default();
    let open = || Folder::open(&site.at("out"), "proof", &interrupt, &mut |_| {}).expect("opens");
    let held = open();
    let waiting = site
        .command(&["build", "ed", "-o", "out"])
        .stderr(Stdio::piped())
        .spawn();
    std::thread::sleep(Duration::from_secs(3));
    drop(held);
    let (code, words) = said(
        &waiting
            .and_then(|child| child.wait_with_output())
            .expect("ends"),
    );
    assert_eq!(code, Some(0), "{words}");
    let me = format!("`duikai proof`, process {} on ", std::process::id());
    assert!(words.contains(&format!("waiting for {me}")), "{words}");

    let before = seen(&site.at("out"));
    let held = open();
    site.write("ed/a.md", "主题: 甲\n\n正文二。\n");
    let (code, words) = site.build();
    drop(held);
    assert_eq!(code, Some(1), "{words}");
    assert!(
        words.contains("error[folder-in-use]") && words.contains(&me),
        "{words}"
    );
    assert!(words.contains("nothing was written"), "{words}");
    assert_eq!(seen(&site.at("out")), before);
}

#[cfg(unix)]
#[test]
fn a_stop_leaves_nothing_behind() {
    use nix::sys::signal::{Signal, kill};
    let site = Site::new();
    assert_eq!(site.build().0, Some(0));
    let before = seen(&site.at("out"));
    site.write("ed/a.md", "主题: 甲\n\n正文二。\n");
    for (signal, code) in [
        (Signal::SIGINT, 130),
        (Signal::SIGTERM, 143),
        (Signal::SIGHUP, 129),
    ] {
        let interrupt = Interrupt::default();
        let held = Folder::open(&site.at("out"), "proof", &interrupt, &mut |_| {}).expect("opens");
        let mut child = site
            .command(&["build", "ed", "-o", "out"])
            .stderr(Stdio::null())
            .spawn()
            .expect("runs");
        std::thread::sleep(Duration::from_secs(2));
        let id = nix::unistd::Pid::from_raw(i32::try_from(child.id()).expect("a process"));
        kill(id, signal).expect("is there");
        assert_eq!(child.wait().expect("ends").code(), Some(code));
        drop(held);
        assert_eq!(seen(&site.at("out")), before);
        assert_eq!(left(site.root.path()), BTreeSet::new());
    }
}

#[test]
fn a_folder_in_the_way_leaves_the_old_whole() {
    let site = Site::new();
    assert_eq!(site.build().0, Some(0));
    fs::remove_file(site.at("out/t-20211231-press.pdf")).expect("removes");
    fs::create_dir(site.at("out/t-20211231-press.pdf")).expect("a folder");
    let before = seen(&site.at("out"));
    site.write("ed/a.md", "主题: 甲\n\n正文二。\n");
    let (code, words) = site.build();
    assert_eq!(code, Some(1));
    assert!(
        words.contains("t-20211231-press.pdf” could not be written: is a directory"),
        "{words}"
    );
    assert!(
        words.contains("nothing was written: the press files in out are of an earlier build"),
        "{words}"
    );
    assert_eq!(seen(&site.at("out")), before);
    assert_eq!(left(site.root.path()), BTreeSet::new());
}

#[cfg(unix)]
#[test]
fn the_folder_stays_the_folder_that_it_was() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let site = Site::new();
    assert_eq!(site.build().0, Some(0));
    fs::create_dir(site.at("out/theirs")).expect("a folder");
    fs::write(site.at("out/theirs/a"), "a").expect("writes");
    fs::write(site.at("out/note.txt"), "a").expect("writes");
    fs::set_permissions(site.at("out"), fs::Permissions::from_mode(0o775)).expect("sets");
    let about = fs::metadata(site.at("out")).expect("is there");
    let file = fs::metadata(site.at("out/report.json")).expect("is there");
    site.write("ed/a.md", "主题: 甲\n\n正文二。\n");
    assert_eq!(site.build().0, Some(0));
    let after = fs::metadata(site.at("out")).expect("is there");
    assert_eq!((after.ino(), after.mode()), (about.ino(), about.mode()));
    assert_eq!(
        fs::metadata(site.at("out/report.json"))
            .expect("is there")
            .mode(),
        file.mode()
    );
    assert_eq!(fs::read(site.at("out/theirs/a")).expect("reads"), b"a");
    assert_eq!(fs::read(site.at("out/note.txt")).expect("reads"), b"a");
}

#[cfg(unix)]
#[test]
fn only_what_is_the_editions_is_read() {
    let site = Site::new();
    fs::create_dir(site.at("other")).expect("a folder");
    site.write("other/b.md", "主题: 乙\n\n正文。\n");
    std::os::unix::fs::symlink("../other/b.md", site.at("ed/link.md")).expect("links");
    let absolute = site.at("other/b.md").to_string_lossy().into_owned();
    for copy in [
        "../other/b.md",
        "link.md",
        &absolute,
        "../../../../../../etc/hostname",
        "../none.md",
    ] {
        site.takes(copy);
        let (code, words) = site.build();
        assert_eq!(code, Some(1), "{copy}: {words}");
        assert!(
            words.contains("page.toml:5:8: error[outside-roots]"),
            "{copy}: {words}"
        );
        assert!(!site.at("out").exists(), "{copy}");
    }
    for copy in ["../other/b.md", "link.md", &absolute] {
        site.takes(copy);
        assert_eq!(
            site.run(&["--allow-outside", "build", "ed", "-o", "out"]).0,
            Some(0),
            "{copy}"
        );
        for root in ["../other", &site.at("other").to_string_lossy()] {
            site.edition(&format!("roots = [{root:?}]\n"));
            assert_eq!(site.build().0, Some(0), "{copy} in {root}");
        }
        site.edition("roots = [\"../othe\"]\n");
        assert_eq!(site.build().0, Some(1), "a root is a whole folder");
        site.edition("");
    }
    // No root makes a file of what is none.
    mkfifo(&site.at("ed/pipe.md"), Mode::S_IRWXU).expect("a pipe");
    for copy in [
        "pipe.md",
        "/dev/zero",
        "/dev/stdin",
        "/proc/self/environ",
        "/sys/kernel/uevent_seqnum",
    ] {
        site.takes(copy);
        let (code, words) = site.run(&["--allow-outside", "check", "ed"]);
        assert_eq!(code, Some(1), "{copy}");
        assert!(words.contains("error[file-unreadable]"), "{copy}: {words}");
    }
}

#[test]
fn nothing_that_is_shown_forges_a_line_or_moves_the_cursor() {
    let site = Site::new();
    let evil = "a.md\nforged.toml:1:1: error[fake]: forged\u{1b}[31m\u{7}\u{9b}2J\u{202e}";
    let literal = "a.md\\nforged.toml:1:1: error[fake]: forged\\u001b[31m\\u0007\\u009b2J\\u202e";
    for page in [
        PAGE.replace("\"a.md\"", &format!("\"{literal}\"")),
        PAGE.replace("\"story\"", &format!("\"{literal}\"")),
        PAGE.replace("1-2栏", literal),
        PAGE.replace("[[story]]\n", &format!("[[story]]\n\"{literal}\" = 1\n")),
    ] {
        site.write("ed/page.toml", &page);
        for format in ["short", "human"] {
            let (code, words) = site.run(&["check", "ed", "--format", format]);
            assert_eq!(code, Some(1), "{words}");
            let acts = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
            assert!(!words.contains(acts), "{words:?}");
            assert!(
                !words.lines().any(|line| line.starts_with("forged")),
                "{words}"
            );
        }
    }
    for arguments in [
        &["preflight", evil][..],
        &["sent", evil],
        &["check", evil],
        &["galley", evil],
        &["explain", evil],
    ] {
        let (_, words) = site.run(arguments);
        assert!(!words.contains('\u{1b}'), "{words:?}");
        assert!(
            !words.lines().any(|line| line.starts_with("forged")),
            "{words}"
        );
    }
}

#[test]
fn the_report_does_not_say_how_the_edition_was_named() {
    let site = Site::new();
    fs::create_dir(site.at("other")).expect("a folder");
    site.write("other/b.md", "主题: 乙\n\n正文。\n");
    site.edition("roots = [\"../other\"]\n");
    site.takes("./../other/./b.md");
    let absolute = site.at("ed").to_string_lossy().into_owned();
    let mut reports = BTreeSet::new();
    let names = [
        (".", "ed"),
        (".", "./ed/edition.toml"),
        (".", "other/../ed"),
        ("ed", "edition.toml"),
        ("ed", "."),
        ("other", "../ed/edition.toml"),
        ("/", &absolute),
    ];
    for (folder, edition) in names {
        let mut command = site.command(&["build", edition, "-o"]);
        let output = command
            .arg(site.at("out"))
            .current_dir(site.at(folder))
            .output();
        assert!(output.expect("it runs").status.success(), "{edition}");
        reports.insert(fs::read_to_string(site.at("out/report.json")).expect("reads"));
    }
    assert_eq!(reports.len(), 1, "{reports:#?}");
    let report: serde_json::Value =
        serde_json::from_str(reports.first().expect("one")).expect("is JSON");
    let inputs: Vec<&str> = report["inputs"]
        .as_array()
        .expect("inputs")
        .iter()
        .filter_map(|input| input["file"].as_str())
        .collect();
    assert_eq!(
        inputs,
        ["../other/b.md", "edition.toml", "layout.toml", "page.toml"]
    );
}

#[test]
fn a_report_that_was_edited_takes_no_strangers_file_away() {
    let site = Site::new();
    assert_eq!(site.build().0, Some(0));
    let out = site.at("out");
    let ours = fs::read(out.join("t-20211231-01.pdf")).expect("reads");
    let strangers: [(&str, &[u8]); 6] = [
        ("theirs.txt", b"a letter"),
        ("theirs.pdf", b"%PDF-1.4 theirs"),
        ("t-20211231-theirs.pdf", b"%PDF-1.4 theirs"),
        ("t-20211231-theirs.json", b"{\"theirs\": 1}"),
        ("t-20211231-photo.png", b"\x89PNG\r\n"),
        ("kept.pdf", &ours),
    ];
    let path = out.join("report.json");
    let mut report: serde_json::Value =
        serde_json::from_slice(&fs::read(&path).expect("reads")).expect("is JSON");
    for (name, bytes) in strangers {
        fs::write(out.join(name), bytes).expect("writes");
        let entry = serde_json::json!({"file": name, "sha256": duikai::asset::sha256(bytes)});
        report["outputs"]
            .as_array_mut()
            .expect("outputs")
            .push(entry);
    }
    // A page that was taken off is ours and goes.
    let gone = "t-20211231-09.pdf";
    fs::write(out.join(gone), &ours).expect("writes");
    let entry = serde_json::json!({"file": gone, "sha256": duikai::asset::sha256(&ours)});
    report["outputs"]
        .as_array_mut()
        .expect("outputs")
        .push(entry);
    fs::write(&path, report.to_string()).expect("writes");
    assert_eq!(site.build().0, Some(0));
    for (name, bytes) in strangers {
        assert_eq!(
            fs::read(out.join(name)).ok().as_deref(),
            Some(bytes),
            "{name}"
        );
    }
    assert!(!out.join(gone).exists());
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_read() {
    let site = Site::new();
    let (code, words) = site.run(&["sent", "/dev/zero"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("error[sent-record]"), "{words}");
    assert_eq!(site.build().0, Some(0));
    for name in ["report.json", "t-20211231-sent.json"] {
        fs::remove_file(site.at("out").join(name)).ok();
        mkfifo(&site.at("out").join(name), Mode::S_IRWXU).expect("a pipe");
        let (code, words) = site.build();
        assert_eq!(
            code,
            Some(i32::from(name != "report.json")),
            "{name}: {words}"
        );
        fs::remove_file(site.at("out").join(name)).expect("removes");
    }
    std::os::unix::fs::symlink("/dev/zero", site.at("out/x-manifest.json")).expect("links");
    assert_eq!(site.run(&["sent", "out/x-manifest.json"]).0, Some(1));
    assert_eq!(left(site.root.path()), BTreeSet::new());
}

#[cfg(unix)]
#[test]
fn many_pages_need_few_open_files() {
    let site = Site::new();
    let pages: Vec<String> = (1..=80)
        .map(|number| {
            let name = format!("page-{number}.toml");
            site.write(
                &format!("ed/{name}"),
                &PAGE
                    .replace("number = 1", &format!("number = {number}"))
                    .replace("[[story]]", &format!("[[story]]\nid = \"s{number}\"")),
            );
            name
        })
        .collect();
    site.write("ed/edition.toml", &format!("paper = \"甲报\"\nslug = \"t\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = {pages:?}\n[lints]\nduplicate-story = \"allow\"\n"));
    let build = format!(
        "ulimit -n 40; exec {} --format short build ed -o out",
        env!("CARGO_BIN_EXE_duikai")
    );
    let output = Command::new("/bin/sh")
        .args(["-c", &build])
        .current_dir(site.root.path())
        .output();
    let (code, words) = said(&output.expect("it runs"));
    assert_eq!(code, Some(0), "{words}");
    assert!(seen(&site.at("out")).len() > 160);
}

#[test]
fn a_papers_name_makes_a_name_of_files() {
    let site = Site::new();
    for (paper, slug) in [
        ("〈甲报〉", "甲报"),
        ("--help", "help"),
        ("—", "edition"),
        ("*/../甲", "甲"),
    ] {
        site.write("ed/edition.toml", &format!("paper = \"{paper}\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page.toml\"]\n"));
        assert_eq!(site.build().0, Some(0), "{paper}");
        let name = format!("{slug}-20211231-01.pdf");
        assert!(
            seen(&site.at("out")).contains_key(&name),
            "{paper}: {:?}",
            seen(&site.at("out")).keys()
        );
    }
}

/// Pages stand in the plant's folder whole or not at all, and a receipt says so.
#[test]
fn pages_are_handed_over_in_a_hot_folder() {
    let site = Site::new();
    assert_eq!(site.build().0, Some(0), "{:?}", site.build());
    site.write(
        "plant.toml",
        "[printer]\ntitle = \"甲厂\"\nsend-to = \"in\"\n",
    );
    let send = |more: &[&str]| {
        let manifest = "out/t-20211231-manifest.json";
        site.run(&[&["send", manifest, "--printer", "plant.toml"], more].concat())
    };
    let (code, said) = send(&[]);
    assert!(
        code == Some(1) && said.contains("the folder is not there"),
        "{said}"
    );
    assert!(
        !site.at("out/t-20211231-sent.json").exists(),
        "nothing went"
    );
    let (code, said) = site.run(&["send", "out/t-20211231-manifest.json"]);
    assert!(
        code == Some(1) && said.contains("names no hot folder"),
        "{said}"
    );
    fs::create_dir(site.at("in")).expect("a folder");
    let (code, said) = send(&[]);
    assert_eq!(code, Some(0), "{said}");
    let page = fs::read(site.at("out/t-20211231-01.pdf")).expect("reads");
    let there = seen(&site.at("in"));
    assert_eq!(there.keys().collect::<Vec<_>>(), ["t-20211231-01.pdf"]);
    assert!(there["t-20211231-01.pdf"] == page);
    let receipts = fs::read_to_string(site.at("out/t-20211231-receipts.json")).expect("reads");
    assert!(
        receipts.contains(&duikai::asset::sha256(&page)) && receipts.contains("甲厂"),
        "{receipts}"
    );
    // Again: nothing goes, nothing is written over.
    let (code, said) = send(&[]);
    assert_eq!(code, Some(0), "{said}");
    let again = fs::read_to_string(site.at("out/t-20211231-receipts.json")).expect("reads");
    assert!(again == receipts, "nothing went");
    fs::write(site.at("in/t-20211231-01.pdf"), "another").expect("writes");
    let (code, said) = send(&["--again"]);
    assert!(
        code == Some(1) && said.contains("is not written over"),
        "{said}"
    );
    assert_eq!(
        fs::read(site.at("in/t-20211231-01.pdf")).expect("reads"),
        b"another"
    );
    // A correction goes by itself.
    site.write("ed/a.md", "主题: 甲\n\n改过的正文。\n");
    assert_eq!(site.build().0, Some(0));
    let (code, said) = send(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(
        seen(&site.at("in")).into_keys().collect::<Vec<_>>(),
        ["t-20211231-01-B.pdf", "t-20211231-01.pdf"]
    );
    // What is no more what was built does not go.
    fs::write(site.at("out/t-20211231-01-B.pdf"), "%PDF-").expect("writes");
    let (code, said) = send(&["--again"]);
    assert!(
        code == Some(1) && said.contains("not the file that the manifest tells of"),
        "{said}"
    );
}

/// The proof of a fault goes with the fault, however often it was drawn since.
#[test]
fn a_proof_drawn_anew_goes_when_its_fault_is_mended() {
    let site = Site::new();
    site.write("ed/a.md", &format!("主题: 甲\n\n{}\n", "雪".repeat(9000)));
    assert_eq!(site.build().0, Some(3));
    let proof = "out/t-20211231-01-proof.png";
    assert!(site.at(proof).exists());
    site.run(&["proof", "ed", "-o", "out", "--dpi", "60"]);
    site.write("ed/a.md", "主题: 甲\n\n正文。\n");
    assert_eq!(site.build().0, Some(0));
    assert!(!site.at(proof).exists());
}
