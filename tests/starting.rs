//! What `duikai new` makes can be set at once, and is in the language asked for.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const TEMPLATES: [&str; 5] = ["duikai", "sikai", "western", "ja", "tw"];

fn duikai(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duikai"))
        .env("LC_ALL", "C")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

/// Runs a command that has to end well without a word of complaint.
fn fine(folder: &Path, arguments: &[&str]) {
    let output = duikai(folder, arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {told}");
}

#[test]
fn every_template_is_checked_and_built_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    for template in TEMPLATES {
        for lang in ["zh", "en"] {
            let name = format!("{template}-{lang}");
            fine(
                folder.path(),
                &["new", &name, "--template", template, "--lang", lang],
            );
            let checked = duikai(folder.path(), &["check", &name, "--format", "short"]);
            let told = String::from_utf8_lossy(&checked.stderr).into_owned();
            assert!(
                checked.status.success() && told.is_empty(),
                "{name}: {told}"
            );
            let out = format!("{name}/out");
            fine(folder.path(), &["build", &name, "-o", &out]);
            let edition = fs::read_to_string(folder.path().join(&name).join("edition.toml"));
            let edition = edition.expect("it was made");
            let schema = format!("{name}/.schema/edition.json");
            let schema = fs::read_to_string(folder.path().join(schema)).expect("it was made");
            assert!(schema.contains("json-schema.org/draft/2020-12"));
            assert!(edition.starts_with("#:schema .schema/edition.json\n"));
            assert!(!edition.contains("#zh") && !edition.contains("#en"));
            assert_eq!(
                edition.contains("file names begin so"),
                lang == "en",
                "{name}"
            );
        }
    }
}

#[test]
fn a_new_page_and_a_new_story_are_used_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    for template in TEMPLATES {
        fine(folder.path(), &["new", template, "--template", template]);
        fine(
            folder.path(),
            &["new", "page", template, "--section", "新闻"],
        );
        fine(folder.path(), &["new", "story", template]);
        fine(folder.path(), &["new", "story", template, "--page", "2"]);
        fine(folder.path(), &["check", template]);
        let page = folder.path().join(template).join("page-02.toml");
        let page = fs::read_to_string(page).expect("it was made");
        assert_eq!(page.matches("[[story]]").count(), 3, "{page}");
        let built = duikai(folder.path(), &["check", template, "--format", "json"]);
        let told = String::from_utf8_lossy(&built.stdout).into_owned();
        assert!(told.contains("story-2"), "{told}");
    }
}

#[test]
fn nothing_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    fine(folder.path(), &["new", "a"]);
    let edition = folder.path().join("a/edition.toml");
    fs::write(&edition, "mine").expect("writes");
    let again = duikai(folder.path(), &["new", "a"]);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&edition).expect("reads"), "mine");

    fine(folder.path(), &["new", "b"]);
    // A page and an article of the next numbers, which no edition names.
    fs::write(folder.path().join("b/page-02.toml"), "mine").expect("writes");
    fs::write(folder.path().join("b/copy/page-03.md"), "mine").expect("writes");
    fine(folder.path(), &["new", "page", "b"]);
    for file in ["b/page-02.toml", "b/copy/page-03.md"] {
        let text = fs::read_to_string(folder.path().join(file)).expect("reads");
        assert_eq!(text, "mine", "{file}");
    }
    fine(folder.path(), &["check", "b"]);

    // Page 1 is full.
    let full = duikai(folder.path(), &["new", "story", "b", "--page", "1"]);
    assert_eq!(full.status.code(), Some(1));
    let told = String::from_utf8_lossy(&full.stderr);
    assert!(told.contains("no room for a story"), "{told}");
}

#[test]
fn a_layout_tells_what_it_offers() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, lang, wanted) in [
        (
            "duikai-daily",
            "zh",
            [
                "8 栏 × 115 行",
                "brief      消息",
                "第一版要在 [fields] 里写：ad-licence",
            ],
        ),
        (
            "duikai-daily",
            "en",
            [
                "8 columns 栏 × 115 rows 行",
                "a news story",
                "page 1 wants in [fields]: ad-licence",
            ],
        ),
        (
            "ja-broadsheet",
            "en",
            ["1-12栏 1-70行", "the lead of the page", "styles: ad-label"],
        ),
    ] {
        let output = duikai(folder.path(), &["layout", name, "--lang", lang]);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        for words in wanted {
            assert!(told.contains(words), "{words}: {told}");
        }
    }
    let unknown = duikai(folder.path(), &["layout", "duikai-dayly"]);
    let told = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert_eq!(unknown.status.code(), Some(1));
    assert!(told.contains("duikai-daily"), "{told}");
}

#[test]
fn shells_and_man_know_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    for (shell, sign) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef duikai"),
        ("fish", "complete -c duikai"),
    ] {
        let output = duikai(folder.path(), &["completions", shell]);
        let script = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            script.contains(sign) && script.contains("preflight"),
            "{shell}"
        );
    }
    for (lang, words) in [("en", "Set an edition"), ("zh", "排一期")] {
        fine(folder.path(), &["man", "-o", lang, "--lang", lang]);
        let page = folder.path().join(lang).join("duikai-build.1");
        let page = fs::read_to_string(page).expect("it was written");
        assert!(page.contains(".TH") && page.contains(words), "{page}");
        assert!(
            folder
                .path()
                .join(lang)
                .join("duikai-archive-run.1")
                .is_file()
        );
    }
}
