//! The program as a user runs it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn duikai(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duikai"))
        .env("LC_ALL", "C")
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("reads") {
        let entry = entry.expect("reads");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copies");
        }
    }
}

/// Whoever listens may go away at any time; the work is done all the same.
#[test]
fn a_closed_output_is_no_fault_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("a.md");
    std::fs::write(&copy, format!("{}\n", "天地玄黄宇宙洪荒。".repeat(2000))).expect("writes");
    let copy = copy.to_string_lossy();
    let out = folder.path().join("out");
    let cases: [&[&str]; 6] = [
        &["explain"],
        &["explain", "overset"],
        &["fonts"],
        &["galley", &copy, "--measure", "13字", "--format", "json"],
        &["check", "samples/lines/edition.toml", "--format", "json"],
        &[
            "build",
            "samples/lines/edition.toml",
            "-o",
            &out.to_string_lossy(),
        ],
    ];
    for arguments in cases {
        for closes in ["stdout", "stderr"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_duikai"));
            command
                .env("LC_ALL", "C")
                .args(arguments)
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .stdin(Stdio::null());
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().expect("the program runs");
            match closes {
                "stdout" => drop(child.stdout.take()),
                _ => drop(child.stderr.take()),
            }
            let done = child.wait_with_output().expect("it ends");
            assert_eq!(
                done.status.code(),
                Some(0),
                "{arguments:?} {closes}: {}",
                String::from_utf8_lossy(&done.stderr)
            );
            assert!(
                !String::from_utf8_lossy(&done.stderr).contains("panicked"),
                "{arguments:?}"
            );
        }
    }
    assert!(out.join("report.json").exists());
}

#[test]
fn build_writes_the_same_bytes_from_another_folder_with_one_thread() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let built = duikai(&[
        "build",
        "samples/pingyuan/edition.toml",
        "-o",
        &first.to_string_lossy(),
    ]);
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let moved = folder.path().join("elsewhere/pingyuan");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan"),
        &moved,
    );
    let built = Command::new(env!("CARGO_BIN_EXE_duikai"))
        .args(["--jobs", "1", "build", "edition.toml", "-o"])
        .arg(&second)
        .current_dir(&moved)
        .env("TZ", "Asia/Shanghai")
        .env("LC_ALL", "C")
        .output()
        .expect("the program runs");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let names = |folder: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("reads");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("reads")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    assert_eq!(
        names(&first),
        [
            "pingyuan-20211231-01.json",
            "pingyuan-20211231-01.pdf",
            "pingyuan-20211231-04.json",
            "pingyuan-20211231-04.pdf",
            "pingyuan-20211231-manifest.json",
            "pingyuan-20211231-press.pdf",
            "pingyuan-20211231.pdf",
            "report.json"
        ]
    );
    assert_eq!(
        names(&first),
        names(&second),
        "file names come from the edition, not from where the command was given"
    );
    for name in names(&first) {
        assert!(
            std::fs::read(first.join(&name)).expect("reads")
                == std::fs::read(second.join(&name)).expect("reads"),
            "{name} differs"
        );
    }
    // A page by itself is the same file.
    let third = folder.path().join("third");
    let built = duikai(&[
        "build",
        "samples/pingyuan/edition.toml",
        "--page",
        "4",
        "-o",
        &third.to_string_lossy(),
    ]);
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let page = "pingyuan-20211231-04.pdf";
    assert!(
        std::fs::read(first.join(page)).expect("reads")
            == std::fs::read(third.join(page)).expect("reads"),
        "{page} differs"
    );
}

fn contains(file: &[u8], needle: &str) -> bool {
    file.windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

/// A file's JSON.
fn json(path: &Path) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(path).expect("reads")).expect("is JSON")
}

/// What was sent is never written over; what changed gets the next letter.
#[test]
fn a_correction_stands_beside_what_was_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let edition = folder.path().join("pingyuan");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan"),
        &edition,
    );
    let out = folder.path().join("out");
    let build = |more: &[&str]| {
        duikai(
            &[
                &[
                    "build",
                    &edition.to_string_lossy(),
                    "-o",
                    &out.to_string_lossy(),
                ],
                more,
            ]
            .concat(),
        )
    };
    let name = |name: &str| out.join(format!("pingyuan-20211231-{name}"));
    let read = |file: &str| std::fs::read(name(file)).expect("reads");
    assert!(build(&[]).status.success());
    let manifest = json(&name("manifest.json"));
    assert_eq!(manifest["files"].as_array().map(Vec::len), Some(3));
    for file in manifest["files"].as_array().expect("files") {
        let bytes = std::fs::read(out.join(file["file"].as_str().expect("a name"))).expect("reads");
        assert_eq!(
            file["sha256"].as_str(),
            Some(duikai::asset::sha256(&bytes).as_str())
        );
        assert_eq!(
            (file["version"].as_str(), file["replaces"].as_str()),
            (Some("A"), None)
        );
    }
    let ticket = json(&name("01.json"));
    assert_eq!(ticket["sha256"], manifest["files"][0]["sha256"]);
    assert_eq!(
        (ticket["trim_mm"][0].as_f64(), ticket["trapped"].as_bool()),
        (Some(390.0), Some(false))
    );
    assert_eq!(ticket["plates"].as_array().map(Vec::len), Some(4));
    assert!(
        ticket["least_ppi"]
            .as_i64()
            .is_some_and(|ppi| (100..=230).contains(&ppi)),
        "{ticket}"
    );
    assert_eq!(ticket["preflight"]["errors"].as_i64(), Some(0));
    let ink = &ticket["ink_beside_pictures_percent"];
    assert!(
        ink["mean_15mm"].as_f64() <= ink["peak"].as_f64()
            && ink["peak"]
                .as_f64()
                .is_some_and(|peak| (20.0..=240.0).contains(&peak)),
        "{ink}"
    );

    // A page built anew by itself is no longer what the manifest tells of.
    let sent = || duikai(&["sent", &name("manifest.json").to_string_lossy()]);
    let first = sent();
    assert!(
        first.status.success(),
        "{}",
        String::from_utf8_lossy(&first.stderr)
    );
    assert!(String::from_utf8_lossy(&sent().stderr).contains("sent before"));
    let (one, four) = (read("01.pdf"), read("04.pdf"));
    assert!(build(&[]).status.success());
    assert_eq!(json(&name("manifest.json")), manifest, "nothing changed");

    let page = edition.join("copy/tianqi.md");
    std::fs::write(
        &page,
        std::fs::read_to_string(&page)
            .expect("reads")
            .replacen('晴', "阴", 1),
    )
    .expect("writes");
    let spec = std::fs::read_to_string(edition.join("page-04.toml")).expect("reads");
    assert!(
        spec.contains("tianqi.md"),
        "the changed article stands on page 4"
    );
    assert!(build(&[]).status.success());
    assert!(
        read("01.pdf") == one && read("04.pdf") == four,
        "what was sent stays"
    );
    assert!(read("04-B.pdf") != four && !name("01-B.pdf").exists());
    let corrected = json(&name("manifest.json"));
    assert_eq!(corrected["corrected"], serde_json::json!(["04"]));
    assert_eq!(
        (
            corrected["files"][0]["version"].as_str(),
            corrected["files"][1]["version"].as_str()
        ),
        (Some("A"), Some("B"))
    );
    assert_eq!(
        corrected["files"][1]["replaces"],
        manifest["files"][1]["sha256"]
    );
    assert_eq!(
        json(&name("04-B.json"))["replaces"],
        manifest["files"][1]["sha256"]
    );

    // It is the same document, in its next version, changed later.
    let (old, new) = (read("04.pdf"), read("04-B.pdf"));
    let said = |file: &[u8], name: &str| {
        let text = String::from_utf8_lossy(file).into_owned();
        let (_, rest) = text.split_once(&format!("<{name}>")).expect("is told");
        rest.split_once("</").expect("ends").0.to_owned()
    };
    assert_eq!(
        said(&old, "xmpMM:DocumentID"),
        said(&new, "xmpMM:DocumentID")
    );
    assert_eq!(
        [&old, &new].map(|file| said(file, "xmpMM:VersionID")),
        ["1", "2"]
    );
    assert_eq!(said(&new, "xmp:ModifyDate"), "2021-12-31T00:01:00Z");
    let doc = lopdf::Document::load_mem(&new).expect("is a PDF");
    let ids = |file: &[u8]| {
        let doc = lopdf::Document::load_mem(file).expect("is a PDF");
        let ids = doc
            .trailer
            .get(b"ID")
            .expect("an ID")
            .as_array()
            .expect("two")
            .clone();
        ids.iter()
            .map(|id| id.as_str().expect("a string").to_vec())
            .collect::<Vec<_>>()
    };
    let (before, after) = (ids(&old), ids(&new));
    assert!(
        before[0] == after[0] && before[1] != after[1],
        "one document, two files"
    );
    let info = doc
        .trailer
        .get(b"Info")
        .expect("Info")
        .as_reference()
        .expect("a reference");
    let info = doc.get_dictionary(info).expect("a dictionary");
    assert_eq!(
        info.get(b"ModDate")
            .expect("a date")
            .as_str()
            .expect("text"),
        b"D:20211231000100Z"
    );
    let checked = duikai(&["preflight", &name("04-B.pdf").to_string_lossy()]);
    assert!(checked.status.success(), "{checked:?}");
    // Sent as it is, it stays what it is.
    assert!(sent().status.success());
    assert!(build(&[]).status.success());
    assert!(read("04-B.pdf") == new && !name("04-C.pdf").exists());
    assert_eq!(json(&name("manifest.json"))["files"][1]["version"], "B");

    // A fault takes back what was not sent, and only that.
    std::fs::write(
        &page,
        "---\n主题: 天气\n---\n\n".to_owned() + &"雪".repeat(9000),
    )
    .expect("writes");
    assert_eq!(build(&[]).status.code(), Some(3));
    assert!(read("04.pdf") == four && name("04-B.pdf").exists() && !name("manifest.json").exists());
    std::fs::write(name("sent.json"), "{").expect("writes");
    let damaged = build(&[]);
    assert_eq!(damaged.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&damaged.stderr).contains("sent-record"));
}

/// A page built by itself leaves nothing that holds the page it was; what a
/// build no longer writes is taken away, and nothing else.
#[test]
fn what_a_build_does_not_write_it_does_not_leave_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let edition = folder.path().join("pingyuan");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan"),
        &edition,
    );
    let out = folder.path().join("out");
    let build = |more: &[&str]| {
        duikai(
            &[
                &[
                    "build",
                    &edition.to_string_lossy(),
                    "-o",
                    &out.to_string_lossy(),
                ],
                more,
            ]
            .concat(),
        )
    };
    let there = |name: &str| out.join(format!("pingyuan-20211231{name}")).exists();
    assert!(build(&[]).status.success());
    std::fs::write(out.join("notes.txt"), "the desk's own").expect("writes");

    // As it was: nothing is stale.
    assert!(build(&["--page", "4"]).status.success());
    assert!(there(".pdf") && there("-press.pdf") && there("-manifest.json") && there("-01.pdf"));
    let page = edition.join("copy/tianqi.md");
    let text = std::fs::read_to_string(&page).expect("reads");
    std::fs::write(&page, text.replacen('晴', "阴", 1)).expect("writes");
    let built = build(&["--page", "4"]);
    assert!(
        String::from_utf8_lossy(&built.stderr).contains("removed pingyuan-20211231-press.pdf"),
        "{built:?}"
    );
    assert!(!there(".pdf") && !there("-press.pdf") && !there("-manifest.json"));
    assert!(there("-01.pdf") && there("-01.json") && there("-04.pdf"));

    // A fault leaves a proof, which goes with the fault.
    std::fs::write(
        &page,
        "---\n主题: 天气\n---\n\n".to_owned() + &"雪".repeat(9000),
    )
    .expect("writes");
    assert_eq!(build(&["--page", "4"]).status.code(), Some(3));
    assert!(there("-04-proof.png") && !there("-04.pdf") && there("-01.pdf"));
    std::fs::write(&page, text).expect("writes");
    assert!(build(&[]).status.success());
    assert!(!there("-04-proof.png") && there("-04.pdf") && there("-press.pdf"));

    // So does a page that is taken off; a ticket written over stays.
    let spec = edition.join("edition.toml");
    let pages = std::fs::read_to_string(&spec)
        .expect("reads")
        .replace(", \"page-04.toml\"", "");
    std::fs::write(&spec, pages).expect("writes");
    let first = std::fs::read_to_string(edition.join("page-01.toml"))
        .expect("reads")
        .replace("refer = \"rongzi\"\n", "");
    std::fs::write(edition.join("page-01.toml"), first).expect("writes");
    std::fs::write(out.join("pingyuan-20211231-04.json"), "{}").expect("writes");
    let built = build(&[]);
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    assert!(
        !there("-04.pdf")
            && there("-04.json")
            && there("-01.pdf")
            && out.join("notes.txt").exists()
    );
}

/// Problems go to standard error, an object a line; what was found or done is
/// one value on standard output.
#[test]
fn programs_get_one_value_and_problems_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_string_lossy().into_owned();
    let manifest = folder
        .path()
        .join("pingyuan-20211231-manifest.json")
        .to_string_lossy()
        .into_owned();
    for (arguments, key) in [
        (vec!["check", "samples/pingyuan"], "stories"),
        (vec!["fit", "samples/tabloid"], "stories"),
        (vec!["build", "samples/pingyuan", "-o", &out], "files"),
        (vec!["sent", &manifest], ""),
        (vec!["explain", "overset"], "manual"),
        (vec!["explain"], ""),
        (vec!["fonts"], ""),
    ] {
        let run = duikai(&[&["--format", "json"], &arguments[..]].concat());
        assert!(run.status.success(), "{arguments:?}");
        let value: serde_json::Value = serde_json::from_slice(&run.stdout)
            .unwrap_or_else(|fault| panic!("{arguments:?}: {fault}"));
        assert!(
            if key.is_empty() {
                value.is_array()
            } else {
                !value[key].is_null()
            },
            "{arguments:?}: {value}"
        );
        for line in String::from_utf8_lossy(&run.stderr).lines() {
            let reported: serde_json::Value = serde_json::from_str(line)
                .unwrap_or_else(|fault| panic!("{arguments:?}: {fault}: {line}"));
            assert!(reported["code"].is_string(), "{reported}");
        }
    }
}

/// What a command found stands on standard output, what is wrong on standard
/// error.
#[test]
fn what_was_found_and_what_is_wrong_stand_apart() {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for format in ["human", "short"] {
        let checked = duikai(&["--format", format, "check", "samples/tabloid"]);
        assert!(checked.status.success());
        assert!(text(&checked.stdout).contains("page   1  "), "{checked:?}");
        assert!(!text(&checked.stderr).contains("page   1  "), "{checked:?}");
        let read = duikai(&["--format", format, "preflight", "nope.pdf"]);
        assert_eq!(
            (read.status.code(), text(&read.stdout)),
            (Some(1), String::new())
        );
        assert!(text(&read.stderr).contains("nope.pdf"), "{read:?}");
    }
}

/// Press files that a build with an error leaves where they are are said to be
/// of an earlier one.
#[test]
fn older_press_files_do_not_pass_for_a_failed_build() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/tabloid"),
        folder.path(),
    );
    let (edition, out) = (
        folder.path().to_string_lossy().into_owned(),
        folder.path().join("out"),
    );
    let built = |format: &str| {
        let run = duikai(&[
            "--format",
            format,
            "build",
            &edition,
            "-o",
            &out.to_string_lossy(),
        ]);
        (
            run.status.code(),
            String::from_utf8_lossy(&run.stderr).into_owned(),
        )
    };
    let page = folder.path().join("page-01.toml");
    let good = std::fs::read_to_string(&page).expect("reads");
    std::fs::write(&page, good.replace("number", "nummer")).expect("writes");
    let (code, reported) = built("short");
    assert!(
        code == Some(1) && !reported.contains("earlier build"),
        "{reported}"
    );
    std::fs::write(&page, &good).expect("writes");
    assert_eq!(built("short").0, Some(0));
    std::fs::write(&page, good.replace("number", "nummer")).expect("writes");
    for format in ["human", "short"] {
        let (code, reported) = built(format);
        assert_eq!(
            (
                code,
                reported
                    .lines()
                    .filter(|line| line.contains("are of an earlier build"))
                    .count()
            ),
            (Some(1), 1),
            "{reported}"
        );
    }
    assert!(
        std::fs::read_dir(&out).expect("reads").count() > 2,
        "they stay"
    );
}

#[test]
fn paths_that_cannot_be_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().to_string_lossy().into_owned();
    for (arguments, reported) in [
        (
            vec!["build", "samples/pingyuan", "-o", "README.md"],
            "error[output-failed]: “README.md” is a file",
        ),
        (
            vec!["check", "samples/pingyuan", "--font-path", "/nope"],
            "error[file-not-found]: --font-path “/nope” is not there",
        ),
        (
            vec!["check", "samples/pingyuan", "--font-path", &empty],
            "has no font in it",
        ),
        (
            vec!["check", "samples/pingyuan", "--page", "9"],
            "no page 9; its pages are 1, 4",
        ),
        (
            vec!["check", "samples/pingyuan/page-01.toml"],
            "this is a page or a layout, not an edition",
        ),
        (
            vec!["check", "samples/pingyuan/copy/wuye.md"],
            "is no edition",
        ),
    ] {
        let run = duikai(&[&["--format", "short"], &arguments[..]].concat());
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(
            (run.status.code(), said.matches("error[").count()),
            (Some(1), 1),
            "{arguments:?}: {said}"
        );
        assert!(said.contains(reported), "{arguments:?}: {said}");
    }
    assert_eq!(
        duikai(&["--jobs", "100000", "fonts"]).status.code(),
        Some(2)
    );
}

/// 仿宋 comes with the program, from whatever folder it is run: it lies in
/// `fonts` above the program, as in the clone, wherever that was built.
#[test]
fn fangsong_is_found_by_the_program_and_not_by_the_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("a.md");
    std::fs::write(&copy, "字[体]{仿宋}。\n").expect("writes");
    let run = |place: &str, from: &Path| {
        let place = folder.path().join(place);
        std::fs::create_dir_all(&place).expect("a folder");
        let program = place.join("duikai");
        std::fs::copy(env!("CARGO_BIN_EXE_duikai"), &program).expect("copies");
        let run = Command::new(program)
            .arg("galley")
            .arg(&copy)
            .current_dir(from)
            .output()
            .expect("runs");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        (run.status.success(), said)
    };
    let fonts = folder.path().join("clone/fonts");
    std::fs::create_dir_all(&fonts).expect("a folder");
    let face = "fangsong-regular.otf";
    std::fs::copy(root.join("fonts").join(face), fonts.join(face)).expect("copies");
    let (found, said) = run("clone/target/release", folder.path());
    assert!(found, "{said}");
    // A program that stands alone says where the face is sought.
    let (found, said) = run("a/b/c/d/e", root);
    assert!(
        !found && said.contains("fonts/fangsong-regular.otf beside the program"),
        "{said}"
    );
}

#[test]
fn pages_are_called_as_the_printer_wants() {
    let folder = tempfile::tempdir().expect("a folder");
    let printer = folder.path().join("plant.toml");
    let out = folder.path().join("out");
    let build = |template: &str| {
        std::fs::write(&printer, format!("[printer]\npage-name = \"{template}\"\n"))
            .expect("writes");
        duikai(&[
            "build",
            "samples/pingyuan",
            "-o",
            &out.to_string_lossy(),
            "--printer",
            &printer.to_string_lossy(),
        ])
    };
    let built = build("PY_{yy}{month}{day}_A{page}_{inks}_{version}.pdf");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    assert!(
        out.join("PY_211231_A01_CMYK_A.pdf").exists()
            && out.join("PY_211231_A04_CMYK_A.json").exists()
    );
    for (template, reported) in [
        ("{slug}.pdf", "would both be called"),
        ("{pgae}.pdf", "did you mean {page}?"),
    ] {
        let refused = build(template);
        assert_eq!(refused.status.code(), Some(1));
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(
            said.contains(reported) && said.contains("plant.toml:2:"),
            "{said}"
        );
    }
}

#[test]
fn a_folder_stands_for_its_edition() {
    let (file, folder) = (
        duikai(&["fit", "samples/tabloid/edition.toml"]),
        duikai(&["fit", "samples/tabloid"]),
    );
    assert!(
        folder.status.success(),
        "{}",
        String::from_utf8_lossy(&folder.stderr)
    );
    assert_eq!(file.stdout, folder.stdout);
    let none = duikai(&["check", "samples"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&none.stderr).contains("edition.toml"),
        "{}",
        String::from_utf8_lossy(&none.stderr)
    );
}

/// The whole edition is one press file too, and by it a reading copy; only
/// the reading copy has links.
#[test]
fn the_edition_is_one_press_file_without_links() {
    let folder = tempfile::tempdir().expect("a folder");
    let built = duikai(&[
        "build",
        "samples/pingyuan/edition.toml",
        "-o",
        &folder.path().to_string_lossy(),
    ]);
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect("reads");
    let (press, reading) = (
        read("pingyuan-20211231-press.pdf"),
        read("pingyuan-20211231.pdf"),
    );
    assert!(
        contains(&press, "GTS_PDFX")
            && contains(&press, "/Count 2")
            && contains(&press, "<pdfaid:part>2<")
    );
    assert!(!contains(&press, "/Annot") && !contains(&press, "/Outlines"));
    assert!(contains(&reading, "/Annot") && !contains(&reading, "GTS_PDFX"));
    let report: serde_json::Value = serde_json::from_slice(&read("report.json")).expect("JSON");
    assert_eq!(report["standard"], "PDF/X-4 + PDF/A-2a + PDF/UA-1");
}

#[test]
fn the_standard_and_the_marks_are_the_layouts_unless_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan"),
        folder.path(),
    );
    let edition = folder.path().join("edition.toml");
    let text = std::fs::read_to_string(&edition).expect("reads");
    std::fs::write(&edition, text.replace("\"duikai-daily\"", "\"mine.toml\"")).expect("writes");
    std::fs::write(
        folder.path().join("mine.toml"),
        "include = [\"duikai-daily\"]\n[press]\nstandard = \"x1a\"\nmarks = true\n",
    )
    .expect("writes");
    let out = folder.path().join("out");
    let build = |more: &[&str]| {
        let (edition, out) = (edition.to_string_lossy(), out.to_string_lossy());
        let built = duikai(&[&["build", &edition, "--page", "4", "-o", &out], more].concat());
        assert!(
            built.status.success(),
            "{}",
            String::from_utf8_lossy(&built.stderr)
        );
        let press =
            std::fs::read(folder.path().join("out/pingyuan-20211231-04.pdf")).expect("reads");
        assert!(
            !folder
                .path()
                .join("out/pingyuan-20211231-press.pdf")
                .exists(),
            "one page is no edition"
        );
        press
    };
    let asked = build(&[]);
    assert!(
        asked.starts_with(b"%PDF-1.4")
            && contains(&asked, "PDF/X-1a:2003")
            && contains(&asked, "/Separation/All")
    );
    let typed = build(&["--standard", "x4"]);
    assert!(
        typed.starts_with(b"%PDF-1.6")
            && contains(&typed, "PDF/X-4")
            && contains(&typed, "/Separation/All")
    );
    assert_eq!(
        duikai(&["build", "x.toml", "--standard", "x3"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn pages_that_share_a_plate_are_written_side_by_side() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_string_lossy().into_owned();
    let built = duikai(&[
        "build",
        "samples/pingyuan/edition.toml",
        "--pairs",
        "-o",
        &out,
    ]);
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let pair =
        std::fs::read(folder.path().join("pingyuan-20211231-pair-04-01.pdf")).expect("reads");
    assert!(
        contains(&pair, "PDF/X-4") && contains(&pair, "/MediaBox[0 0 2211.0"),
        "two pages of 390 mm"
    );
    assert_eq!(
        duikai(&[
            "build",
            "samples/pingyuan/edition.toml",
            "--pairs",
            "--page",
            "1",
            "-o",
            &out
        ])
        .status
        .code(),
        Some(2)
    );
    // One page has nothing to share its plate with.
    let alone = duikai(&[
        "build",
        "samples/lines/edition.toml",
        "--pairs",
        "-o",
        &folder.path().join("alone").to_string_lossy(),
    ]);
    let said = String::from_utf8_lossy(&alone.stderr).into_owned();
    assert!(alone.status.success(), "{said}");
    assert!(
        said.contains("warning[bad-value]: 1 page cannot be paired"),
        "{said}"
    );
    let written: Vec<String> = std::fs::read_dir(folder.path().join("alone"))
        .expect("is there")
        .map(|entry| {
            entry
                .expect("reads")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert!(
        written.iter().any(|name| name.ends_with("-press.pdf"))
            && written.iter().all(|name| !name.contains("-pair-")),
        "{written:?}"
    );
}

#[test]
fn a_proof_shows_plates_and_ink_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_string_lossy().into_owned();
    let drawn = duikai(&[
        "proof",
        "samples/pingyuan/edition.toml",
        "--page",
        "4",
        "--dpi",
        "30",
        "--plates",
        "--soft",
        "--heat",
        "-o",
        &out,
    ]);
    assert!(
        drawn.status.success(),
        "{}",
        String::from_utf8_lossy(&drawn.stderr)
    );
    let mut names: Vec<String> = std::fs::read_dir(folder.path())
        .expect("reads")
        .map(|entry| {
            entry
                .expect("reads")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    let wanted = [
        "heat",
        "plate-black",
        "plate-cyan",
        "plate-magenta",
        "plate-yellow",
        "proof",
        "soft",
    ];
    assert_eq!(
        names,
        wanted.map(|what| format!("pingyuan-20211231-04-{what}.png"))
    );
    let reported = format!(
        "{}{}",
        String::from_utf8_lossy(&drawn.stdout),
        String::from_utf8_lossy(&drawn.stderr)
    );
    assert!(
        reported.contains("ink over 15 mm") && reported.contains("mm from the head"),
        "{reported}"
    );
}

#[test]
fn an_overset_story_stops_the_press_and_marks_the_proof() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan"),
        folder.path(),
    );
    let page = folder.path().join("page-01.toml");
    let text = std::fs::read_to_string(&page).expect("reads");
    std::fs::write(&page, text.replace("6-8栏 16-43行", "6-8栏 16-38行")).expect("writes");
    let edition = folder.path().join("edition.toml");
    let (edition, out) = (
        edition.to_string_lossy().into_owned(),
        folder.path().join("out"),
    );
    let checked = duikai(&["--format", "short", "check", &edition]);
    assert_eq!(checked.status.code(), Some(3));
    let reported = String::from_utf8_lossy(&checked.stderr);
    assert!(
        reported.contains("page-01.toml:22:6: denied[overset]: “xunlian” is over by 10 lines and"),
        "{reported}"
    );
    assert!(reported.contains("found no place"), "{reported}");
    std::fs::create_dir_all(&out).expect("a folder");
    let stale = out.join("pingyuan-20211231-01.pdf");
    std::fs::write(&stale, "old").expect("writes");
    let built = duikai(&["build", &edition, "-o", &out.to_string_lossy()]);
    assert_eq!(built.status.code(), Some(3));
    let names: Vec<String> = std::fs::read_dir(&out)
        .expect("reads")
        .map(|entry| {
            entry
                .expect("reads")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert!(
        names.iter().any(|name| name.ends_with("-01-proof.png")),
        "{names:?}"
    );
    assert!(
        !names.iter().any(|name| name.ends_with(".pdf")),
        "{names:?}"
    );
}

/// A lint that warns changes no byte of a press file; one that denies stops
/// it, and the proof shows the place.
#[test]
fn a_lint_warns_or_stops_the_press_as_the_edition_says() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan"),
        folder.path(),
    );
    let page = folder.path().join("page-04.toml");
    let text = std::fs::read_to_string(&page).expect("reads");
    // Without the rule between them two headlines stand side by side.
    std::fs::write(
        &page,
        text.replace("rows = \"1-37行\"", "rows = \"20-37行\""),
    )
    .expect("writes");
    let edition = folder.path().join("edition.toml");
    let text = std::fs::read_to_string(&edition).expect("reads");
    let built = |level: &str| {
        std::fs::write(
            &edition,
            text.replace("[lints]", &format!("[lints]\nhead-bump = \"{level}\"")),
        )
        .expect("writes");
        let out = folder.path().join(level);
        let run = duikai(&[
            "--format",
            "short",
            "build",
            "--page",
            "4",
            &edition.to_string_lossy(),
            "-o",
            &out.to_string_lossy(),
        ]);
        (
            run.status.code(),
            String::from_utf8_lossy(&run.stderr).into_owned(),
            out,
        )
    };
    let (allowed, warned, denied) = (built("allow"), built("warn"), built("deny"));
    assert_eq!((allowed.0, warned.0, denied.0), (Some(0), Some(0), Some(3)));
    assert!(!allowed.1.contains("head-bump"), "{}", allowed.1);
    assert!(
        warned.1.contains(
            "page-04.toml:14:6: warning[head-bump]: the headlines of “rongzi” and “huawen”"
        ),
        "{}",
        warned.1
    );
    assert!(
        denied.1.contains("page-04.toml:14:6: denied[head-bump]"),
        "{}",
        denied.1
    );
    let press = |folder: &Path| std::fs::read(folder.join("pingyuan-20211231-04.pdf"));
    assert!(
        press(&allowed.2).expect("reads") == press(&warned.2).expect("reads"),
        "the mark is in the press file"
    );
    assert!(press(&denied.2).is_err());
    assert!(denied.2.join("pingyuan-20211231-04-proof.png").exists());
}

#[test]
fn broken_input_writes_nothing_and_exits_1() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan"),
        folder.path(),
    );
    std::fs::write(folder.path().join("pictures/fengdian.jpg"), b"").expect("writes");
    let edition = folder.path().join("edition.toml");
    let out = folder.path().join("out");
    let built = duikai(&[
        "build",
        &edition.to_string_lossy(),
        "-o",
        &out.to_string_lossy(),
    ]);
    assert_eq!(built.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&built.stderr).contains("the file is empty (0 bytes)"));
    assert!(!out.exists());
}

#[test]
fn a_galley_is_json_of_lines() {
    let set = duikai(&[
        "--format",
        "json",
        "galley",
        "samples/pingyuan/copy/xunlian.md",
        "--measure",
        "13字",
    ]);
    assert!(set.status.success());
    let value: serde_json::Value = serde_json::from_slice(&set.stdout).expect("JSON");
    let lines: Vec<&serde_json::Value> = value["paragraphs"]
        .as_array()
        .expect("paragraphs")
        .iter()
        .flat_map(|paragraph| paragraph["lines"].as_array().expect("lines"))
        .collect();
    assert!(lines.len() > 40);
    assert!(lines.iter().filter(|line| line["width_em"] == 13.0).count() > 30);
    let first = &lines[0]["chars"][0];
    assert_eq!(first["w_em"].as_f64().map(|width| width > 0.4), Some(true));
}

/// What is told of a galley stands in its JSON, as other commands write it,
/// also when there is no galley; lines that had to end are told once a paragraph.
#[test]
fn a_galley_tells_in_its_json() {
    let copy = std::env::temp_dir().join(format!("duikai-told-{}.md", std::process::id()));
    std::fs::write(
        &copy,
        format!("{}\n\n国{}人", "—".repeat(3_000), '\u{10FFFD}'),
    )
    .expect("writes");
    let file = copy.to_string_lossy().into_owned();
    let reported = |arguments: &[&str]| -> (Option<i32>, serde_json::Value) {
        let set = duikai(arguments);
        assert!(
            set.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&set.stderr)
        );
        (
            set.status.code(),
            serde_json::from_slice(&set.stdout).expect("one JSON object"),
        )
    };
    let (code, value) = reported(&["--format", "json", "galley", &file, "--measure", "13字"]);
    assert_eq!(code, Some(1));
    let list = value["diagnostics"].as_array().expect("diagnostics");
    let codes: Vec<&str> = list
        .iter()
        .filter_map(|reported| reported["code"].as_str())
        .collect();
    assert_eq!(codes, ["forced-break", "missing-glyph"]);
    assert!(
        list[0]["message"]
            .as_str()
            .is_some_and(|said| said.contains("lines of this paragraph")),
        "{}",
        list[0]
    );
    assert_eq!(
        (&list[1]["file"], &list[1]["line"], &list[1]["column"]),
        (&file.clone().into(), &3.into(), &2.into())
    );
    let (code, value) = reported(&[
        "--format",
        "json",
        "galley",
        "no-such.md",
        "--measure",
        "13字",
    ]);
    assert_eq!(
        (code, &value["diagnostics"][0]["code"]),
        (Some(1), &"file-unreadable".into())
    );
    assert_eq!(value["paragraphs"], serde_json::json!([]));
    let _ = std::fs::remove_file(copy);
}

/// A copy of the sample and a printer's file beside it.
fn sample_and_printer(folder: &Path, printer: &str) -> (String, String) {
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan"),
        folder,
    );
    let path = folder.join("printer.toml");
    std::fs::write(&path, printer).expect("writes");
    (
        folder.join("edition.toml").to_string_lossy().into_owned(),
        path.to_string_lossy().into_owned(),
    )
}

#[test]
fn build_refuses_what_the_printer_would() {
    let folder = tempfile::tempdir().expect("a folder");
    let (edition, printer) = sample_and_printer(
        folder.path(),
        "[printer]\nppi-least = 500\nppi-good = 600\n",
    );
    let out = folder.path().join("out");
    let built = duikai(&[
        "--format",
        "short",
        "build",
        &edition,
        "--page",
        "1",
        "--printer",
        &printer,
        "-o",
        &out.to_string_lossy(),
    ]);
    let reported = String::from_utf8_lossy(&built.stderr);
    assert_eq!(built.status.code(), Some(3), "{reported}");
    // The finding names the line that places the picture.
    let named = reported.lines().any(|line| {
        line.contains("page-01.toml:")
            && line.contains("denied[preflight]")
            && line.contains("[image-ppi]")
    });
    assert!(named, "{reported}");
    let names: Vec<String> = std::fs::read_dir(&out)
        .expect("reads")
        .map(|entry| {
            entry
                .expect("reads")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert!(
        !names.iter().any(|name| name.ends_with(".pdf"))
            && names.iter().any(|name| name.ends_with("-01-proof.png")),
        "{names:?}"
    );
}

/// What is wrong with a whole page is told where the page says which it is.
#[test]
fn a_fault_of_a_whole_page_is_told_at_its_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("writes");
    write(
        "edition.toml",
        "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"house.toml\"\npages = [\"page.toml\"]\n",
    );
    write(
        "house.toml",
        "[sheet]\nwidth = \"100mm\"\nheight = \"100mm\"\n[grid]\ncolumns = 1\ncolumn = \"10字\"\nsize = \"9pt\"\npitch = \"12pt\"\nrows = 9\n",
    );
    write(
        "page.toml",
        "# Two rows.\nnumber = 1\nsection = \"要闻\"\n[[picture]]\nfile = \"a.svg\"\nat = \"1栏 1-4行\"\n",
    );
    write(
        "a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><path d=\"M2 2 H8 V8 H2 Z\"/></svg>",
    );
    write("printer.toml", "[printer]\ntrim = [\"90mm\", \"90mm\"]\n");
    let edition = folder
        .path()
        .join("edition.toml")
        .to_string_lossy()
        .into_owned();
    let printer = folder
        .path()
        .join("printer.toml")
        .to_string_lossy()
        .into_owned();
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let built = duikai(&[
        "--format",
        "short",
        "build",
        &edition,
        "--printer",
        &printer,
        "-o",
        &out,
    ]);
    let reported = String::from_utf8_lossy(&built.stderr);
    assert_eq!(built.status.code(), Some(3), "{reported}");
    let whole: Vec<&str> = reported
        .lines()
        .filter(|line| line.contains("[trim-size]"))
        .collect();
    assert!(
        matches!(whole[..], [line] if line.contains("page.toml:2:10: denied[preflight]")),
        "{reported}"
    );
}

#[test]
fn preflight_tells_people_and_programs() {
    let folder = tempfile::tempdir().expect("a folder");
    let (edition, printer) = sample_and_printer(
        folder.path(),
        "[printer]\nink-limit = 100\nerror = [\"ink-mean\"]\n",
    );
    let out = folder.path().join("out");
    assert!(
        duikai(&[
            "build",
            &edition,
            "--page",
            "4",
            "-o",
            &out.to_string_lossy()
        ])
        .status
        .success()
    );
    let file = out
        .join("pingyuan-20211231-04.pdf")
        .to_string_lossy()
        .into_owned();
    let good = duikai(&["preflight", &file]);
    assert!(
        good.status.success(),
        "{}",
        String::from_utf8_lossy(&good.stdout)
    );
    assert!(String::from_utf8_lossy(&good.stdout).contains("passes: 0 errors, 0 warnings"));
    let failed = duikai(&[
        "--format",
        "json",
        "preflight",
        &file,
        "--printer",
        &printer,
    ]);
    assert_eq!(failed.status.code(), Some(3));
    let value: serde_json::Value = serde_json::from_slice(&failed.stdout).expect("JSON");
    let finding = &value["files"][0]["findings"][0];
    assert_eq!(
        (
            finding["rule"].as_str(),
            finding["severity"].as_str(),
            finding["page"].as_u64()
        ),
        (Some("ink-mean"), Some("error"), Some(1))
    );
    assert!(
        finding["place"]["width_mm"]
            .as_f64()
            .is_some_and(|width| (width - 15.0).abs() < 0.5),
        "{finding}"
    );
    let torn = folder.path().join("torn.pdf");
    std::fs::write(&torn, b"%PDF-1.6\nnothing").expect("writes");
    let torn = torn.to_string_lossy().into_owned();
    assert_eq!(duikai(&["preflight", &file, &torn]).status.code(), Some(1));
    assert_eq!(
        duikai(&["preflight", &format!("{torn}x")]).status.code(),
        Some(1)
    );
    assert_eq!(duikai(&["preflight"]).status.code(), Some(2));
    std::fs::write(&printer, "[printer]\nink-limt = 1\n").expect("writes");
    let wrong = duikai(&["preflight", &file, "--printer", &printer]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("did you mean `ink-limit`?"));
    assert!(String::from_utf8_lossy(&duikai(&["explain", "ink-mean"]).stdout).contains("15 mm"));
}

#[test]
fn usage_errors_exit_2_and_explain_explains() {
    assert_eq!(duikai(&["bild"]).status.code(), Some(2));
    assert_eq!(duikai(&["explain", "oversett"]).status.code(), Some(2));
    assert_eq!(
        duikai(&[
            "galley",
            "samples/pingyuan/copy/xunlian.md",
            "--measure",
            "x"
        ])
        .status
        .code(),
        Some(2)
    );
    let page = duikai(&["explain", "overset"]);
    assert!(page.status.success());
    assert!(String::from_utf8_lossy(&page.stdout).contains("溢排"));
    for (name, code) in [
        ("碰题", "head-bump"),
        ("溢排", "overset"),
        ("字体未嵌入", "font-embedded"),
    ] {
        for lang in ["zh", "en"] {
            let page = duikai(&["--lang", lang, "explain", name]);
            let shown = String::from_utf8_lossy(&page.stdout).into_owned();
            assert!(
                page.status.success() && shown.contains(code),
                "{lang} {name}: {shown}"
            );
        }
    }
    let help = duikai(&["--lang", "zh", "build", "--help"]);
    assert!(
        String::from_utf8_lossy(&help.stdout).contains("排一期"),
        "{help:?}"
    );
    let wrong = duikai(&["--lang", "zh", "bild"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&wrong.stderr).contains("没有"),
        "{wrong:?}"
    );
    assert!(String::from_utf8_lossy(&duikai(&["fonts"]).stdout).contains("NotoSerifCJKsc-Regular"));
}

/// What the benchmarks build holds its stories, and its file is no larger than
/// the smallest of those that other systems make of it.
#[test]
fn the_page_of_the_benchmarks_can_be_built() {
    let folder = tempfile::tempdir().expect("a folder");
    crate::peers_page::lay_out(folder.path(), 1, false);
    let (edition, out) = (
        folder.path().join("edition.toml"),
        folder.path().join("out"),
    );
    let built = duikai(&[
        "--format",
        "short",
        "build",
        &edition.to_string_lossy(),
        "-o",
        &out.to_string_lossy(),
    ]);
    assert_eq!(
        built.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let size = std::fs::metadata(out.join("peers-20211231-01.pdf"))
        .expect("was written")
        .len();
    assert!(size <= 430_000, "{size} bytes");
}

/// A font that can be read and whose glyphs are damaged is the reader's to
/// mend, not a fault of the program.
#[test]
fn a_font_with_damaged_glyphs_is_told_where_it_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("writes");
    copy(&root.join("tests/suite"), folder.path());
    write(
        "own.toml",
        "include = [\"layout.toml\"]\n[fonts]\nhangul = \"hangul.otf\"\n[style.body]\nfont = \"hangul\"\nbold = \"hangul\"\n",
    );
    write(
        "edition.toml",
        "paper = \"报\"\nslug = \"t\"\ndate = \"2021-12-31\"\nlayout = \"own.toml\"\npages = [\"p.toml\"]\n",
    );
    write(
        "p.toml",
        "number = 1\nsection = \"x\"\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-2栏 1-4行\"\n",
    );
    write("a.md", "가나다라 마바사\n");
    let mut font = std::fs::read(root.join("fonts/test/hangul.otf")).expect("reads");
    let record = font
        .windows(4)
        .position(|tag| tag == b"CFF ")
        .expect("has outlines");
    let number =
        |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes")) as usize;
    let (start, length) = (number(record + 8), number(record + 12));
    // Its programs stand behind; 0 is no operator.
    font[start + length / 3..start + length].fill(0);
    std::fs::write(folder.path().join("hangul.otf"), font).expect("writes");
    let (edition, out) = (
        folder.path().join("edition.toml"),
        folder.path().join("out"),
    );
    let built = duikai(&[
        "--format",
        "short",
        "build",
        &edition.to_string_lossy(),
        "-o",
        &out.to_string_lossy(),
    ]);
    let reported = String::from_utf8_lossy(&built.stderr);
    assert_eq!(built.status.code(), Some(1), "{reported}");
    assert!(
        reported.contains(
            "own.toml:3:10: error[bad-font]: the font “hangul” cannot be embedded: its glyph "
        ),
        "{reported}"
    );
    assert!(!out.exists(), "nothing is written");
}
