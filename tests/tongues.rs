//! The reader's own language: of no command, over samples and broken editions, does what is shown
//! in one language hold a sentence of the other.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

mod strays;

use strays::{Tongue, strays};

/// What a command shows in a language, both streams.
fn shown(arguments: &[&str], folder: &Path, language: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_duikai"))
        .env("LC_ALL", "C")
        .args(arguments)
        .args(["--lang", language])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    let streams =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    streams.concat()
}

/// The sentences of JSON that people read, in the language of each.
fn local_of(text: &str, found: &mut Vec<(Tongue, String)>) {
    fn walk(value: &serde_json::Value, found: &mut Vec<(Tongue, String)>) {
        match value {
            serde_json::Value::Object(map) => {
                for (name, value) in map {
                    match (name.as_str(), value) {
                        ("local", serde_json::Value::Object(local)) => {
                            let words = local.values().filter_map(|it| it.as_str());
                            found.extend(words.map(|it| (Tongue::Chinese, it.to_owned())));
                        }
                        (
                            "message" | "help" | "reason" | "said",
                            serde_json::Value::String(words),
                        ) => {
                            found.push((Tongue::English, words.clone()));
                        }
                        _ => walk(value, found),
                    }
                }
            }
            serde_json::Value::Array(values) => values.iter().for_each(|it| walk(it, found)),
            _ => {}
        }
    }
    let stream = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    for value in stream.map_while(Result::ok) {
        walk(&value, found);
    }
}

/// The faults of what a command shows. What the input itself says is no fault.
fn faults(arguments: &[&str], folder: &Path, input: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let is_json = arguments.contains(&"json");
    for (language, tongue) in [("en", Tongue::English), ("zh", Tongue::Chinese)] {
        let text = shown(arguments, folder, language);
        assert!(!text.contains("panicked"), "{arguments:?}: {text}");
        let mut told = Vec::new();
        match is_json {
            true => local_of(&text, &mut told),
            false => told.push((tongue, text)),
        }
        for (tongue, text) in told {
            let own = |stray: &String| !input.contains(stray.as_str());
            for stray in strays(&text, tongue).into_iter().filter(own) {
                faults.push(format!(
                    "{} --lang {language}: {stray}",
                    arguments.join(" ")
                ));
            }
        }
    }
    faults.sort();
    faults.dedup();
    faults
}

/// An edition that is wrong in many ways at once.
fn broken(folder: &Path) -> String {
    let files = [
        (
            "edition.toml",
            "paper = \"报\"\ndate = \"2021年12月31日\"\nlayout = \"duikai-dailly\"\npages = [\"page.toml\", \"none.toml\"]\nkopy = 1\n",
        ),
        (
            "page.toml",
            "number = \"1\"\nsecton = \"要闻\"\n\n[[story]]\ncopy = \"a.docx\"\nkind = \"头条\"\nat = \"1-9栏 1-200行\"\n",
        ),
        ("a.docx", "{\\rtf1 no copy}"),
        ("a.md", "天地玄黄，宇宙\n\n洪荒，日月盈昃。\n"),
        ("big.md", "這個國學說對會經縣，甲*乙*丙。\n"),
        ("none.pdf", "no pdf at all"),
        (
            "half.pdf",
            "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        ),
        ("plan.jsonl", "{\"edition\": 1}\n"),
        ("printer.toml", "standard = \"x9\"\nwieght = 1\n"),
    ];
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("writes");
    }
    files.map(|(_, text)| text).concat()
}

#[test]
fn strays_are_found() {
    strays::self_test();
}

/// Every command, over what is sound and over what is not.
#[test]
fn no_command_mixes_its_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    let work = folder.path();
    let input = broken(work);
    let mut editions = vec!["edition.toml".to_owned()];
    let mut samples: Vec<_> = fs::read_dir(root.join("samples"))
        .expect("samples")
        .map(|entry| entry.expect("reads").path().join("edition.toml"))
        .filter(|path| path.is_file())
        .collect();
    samples.sort();
    assert!(samples.len() >= 4, "only {} samples", samples.len());
    editions.extend(
        samples
            .iter()
            .map(|path| path.to_string_lossy().into_owned()),
    );
    let mut found = Vec::new();
    let mut look = |arguments: &[&str]| found.extend(faults(arguments, work, &input));
    for edition in &editions {
        for format in ["human", "short", "json"] {
            look(&["check", edition, "--format", format]);
        }
        look(&["fit", edition]);
    }
    let sample = root.join("samples/lines/edition.toml");
    let sample = sample.to_string_lossy();
    let all: [&[&str]; 31] = [
        &["build", &sample, "-o", "out"],
        &["build", "edition.toml", "-o", "out"],
        &["proof", &sample, "-o", "out", "--dpi", "40"],
        &["heat", &sample, "-o", "out", "--dpi", "40"],
        &["lock", &sample, "-o", "locked"],
        &["verify", &sample, "--lock", "none.lock"],
        &["diff", &sample, &sample],
        &["diff", &sample, "edition.toml"],
        &["explain"],
        &["explain", "overset"],
        &["explain", "ink-mean"],
        &["explain", "nothing-of-the-kind"],
        &["fonts"],
        &["fonts", "--font-path", "none"],
        &["fonts", "--font-path", "a.md"],
        &["tidy", "a.md"],
        &["tidy", "none.md"],
        &["galley", "a.md", "--measure", "13字"],
        &["galley", "a.md", "--measure", "13 apples"],
        &["galley", "none.md", "--measure", "13字"],
        &["galley", "big.md", "--measure", "9字", "--format", "json"],
        &["preflight", "none.pdf", "half.pdf"],
        &["preflight", "half.pdf", "--format", "json"],
        &["preflight", "half.pdf", "--printer", "printer.toml"],
        &["import", "none.pdf", "-o", "imported"],
        &["import", "a.md", "a.docx", "-o", "imported"],
        &["archive", "plan", ".", "-o", "made.jsonl"],
        &["archive", "plan", "none"],
        &["archive", "status", "plan.jsonl", "-o", "archive"],
        &["archive", "status", "made.jsonl", "-o", "archive"],
        &["archive", "run", "made.jsonl", "-o", "archive"],
    ];
    for arguments in all {
        look(arguments);
    }
    for arguments in [
        &["archive", "status", "made.jsonl", "-o", "archive"][..],
        &["export", &sample, "--as", "alto", "-o", "exported"],
        &["export", "edition.toml", "--as", "alto", "-o", "exported"],
        &["send", "none.json", "--to", "there"],
        &["sent", "none.json"],
        &["check"],
        &["build", "--nonsense"],
        &["preflight", "out/no.pdf", "--format", "short"],
    ] {
        look(arguments);
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{}\n{}", found.len(), found.join("\n"));
}
