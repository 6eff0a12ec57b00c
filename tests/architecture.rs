//! The table of who may import whom, and other rules of the house.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

mod circles;

/// Each room and the rooms it may name.
const ROOMS: &[(&str, &[&str])] = &[
    ("say", &[]),
    ("geom", &[]),
    ("diag", &[]),
    ("desk", &[]),
    ("limits", &[]),
    ("role", &[]),
    ("ink", &["geom"]),
    ("style", &["geom", "diag", "ink", "asset"]),
    ("asset", &["geom", "diag", "ink"]),
    ("spec", &["diag", "geom", "ink"]),
    ("story", &["diag", "geom", "ink"]),
    (
        "edition",
        &[
            "spec", "story", "sheet", "style", "asset", "desk", "diag", "geom", "ink",
        ],
    ),
    ("text", &["style", "asset", "geom"]),
    ("line", &["text", "style", "geom"]),
    ("flow", &["text", "line", "geom", "style", "role"]),
    ("forme", &["geom", "ink", "asset", "role"]),
    (
        "makeup",
        &[
            "edition", "story", "flow", "text", "line", "style", "forme", "asset", "geom", "ink",
            "diag", "role",
        ],
    ),
    (
        "lint",
        &[
            "edition", "story", "text", "forme", "asset", "ink", "geom", "diag",
        ],
    ),
    // A proof draws what is in an advertisement as preflight reads it.
    (
        "export",
        &["forme", "asset", "ink", "geom", "role", "preflight"],
    ),
    ("pdf", &[]),
    ("package", &["story"]),
    ("sheet", &["package", "story"]),
    // It makes articles, and knows nothing of pages.
    ("import", &["package", "story", "desk", "diag"]),
    ("tidy", &["story", "import", "diag"]),
    (
        "preflight",
        &["pdf", "spec", "forme", "asset", "diag", "geom", "ink"],
    ),
    ("convert", &["pdf", "preflight", "asset"]),
    // It knows the whole pipeline, and nobody in it knows it.
    (
        "session",
        &[
            "convert",
            "edition",
            "makeup",
            "lint",
            "export",
            "preflight",
            "forme",
            "spec",
            "story",
            "asset",
            "desk",
            "diag",
            "geom",
            "ink",
        ],
    ),
    (
        "compare",
        &[
            "reading", "edition", "forme", "export", "press", "asset", "geom", "diag",
        ],
    ),
    (
        "reading",
        &[
            "edition", "makeup", "story", "style", "forme", "export", "press", "asset", "ink",
            "geom", "desk", "diag", "role",
        ],
    ),
    (
        "press",
        &[
            "export",
            "preflight",
            "forme",
            "makeup",
            "asset",
            "style",
            "ink",
            "geom",
            "desk",
            "diag",
        ],
    ),
    // It makes texts of texts, and opens no file.
    ("edit", &["makeup", "edition", "spec", "story", "diag"]),
    // It knows the keys from those who read them.
    ("reference", &["spec", "story", "diag"]),
    // It shows an editor what a session makes, and what may be written.
    (
        "lsp",
        &[
            "session",
            "reference",
            "edition",
            "spec",
            "asset",
            "desk",
            "diag",
        ],
    ),
    // It makes texts of files that are not there yet, and opens none.
    (
        "starter",
        &[
            "reference",
            "session",
            "edit",
            "edition",
            "spec",
            "story",
            "style",
            "asset",
            "geom",
            "desk",
            "diag",
        ],
    ),
    // It shows what a session makes.
    (
        "serve",
        &[
            "session", "edit", "press", "export", "makeup", "edition", "forme", "spec", "story",
            "asset", "ink", "geom", "desk", "diag",
        ],
    ),
    // It knows the pipeline by what comes out of it.
    (
        "archive",
        &[
            "session",
            "press",
            "preflight",
            "edition",
            "makeup",
            "forme",
            "asset",
            "desk",
            "diag",
            "geom",
        ],
    ),
];

/// What every room may name: plain numbers, and texts for people.
const FOR_ALL: &[&str] = &["limits", "say"];

/// Each outside crate that has one door, and the paths it may be named in.
const DOORS: &[(&str, &[&str])] = &[
    ("rustybuzz", &["text/glyphs.rs"]),
    ("self_cell", &["asset/", "text/glyphs.rs"]),
    ("hypher", &["text/hyphen.rs"]),
    ("ttf_parser", &["asset/"]),
    ("image", &["asset/", "export/png"]),
    ("fast_image_resize", &["asset/"]),
    ("moxcms", &["asset/"]),
    (
        "roxmltree",
        &[
            "asset/notes.rs",
            "asset/drawing.rs",
            "package/",
            "import/",
            "sheet/xlsx.rs",
        ],
    ),
    ("html5gum", &["import/html.rs"]),
    ("pulldown_cmark", &["import/markdown.rs"]),
    ("rawzip", &["package/zip.rs"]),
    ("usvg", &["asset/drawing.rs"]),
    // `decode` calls its neighbour `tiff`, which has the name of the crate.
    ("tiff", &["asset/tiff.rs", "asset/decode.rs"]),
    ("hayro_jpeg2000", &["asset/jpeg2000.rs"]),
    ("zune_core", &["asset/decode.rs"]),
    ("zune_jpeg", &["asset/decode.rs", "preflight/image.rs"]),
    ("toml", &["spec/", "edit/", "import/styles.rs", "say/"]),
    (
        "clap",
        &[
            "cli/args.rs",
            "cli/run.rs",
            "cli/help.rs",
            "cli/archive/args.rs",
            "cli/completions.rs",
            "cli/man.rs",
            "cli/new_args.rs",
        ],
    ),
    ("clap_complete", &["cli/args.rs", "cli/completions.rs"]),
    ("clap_mangen", &["cli/man.rs"]),
    ("indicatif", &["cli/archive/progress.rs"]),
    ("annotate_snippets", &["cli/render/"]),
    (
        "serde_json",
        &[
            "archive/",
            "cli/",
            "press/",
            "desk/folder/",
            "import/",
            "lsp/",
            "reading/formats/",
            "reference/",
            "say/",
            "serve/",
        ],
    ),
    ("axum", &["serve/http.rs", "serve/link.rs"]),
    ("tokio", &["serve/"]),
    ("notify", &["desk/mail.rs"]),
    ("getrandom", &["serve/guard.rs"]),
    ("rustix", &["desk/"]),
    ("signal_hook", &["cli/signals.rs"]),
    (
        "encoding_rs",
        &[
            "story/",
            "asset/notes.rs",
            "package/xml.rs",
            "import/html.rs",
        ],
    ),
    ("printpdf", &["export/pdf/"]),
    ("lopdf", &["export/pdf/"]),
    ("subsetter", &["export/pdf/"]),
    ("flate2", &["export/", "pdf/", "package/zip.rs"]),
    (
        "jpeg_encoder",
        &["export/pdf/", "asset/", "archive/synth/photograph.rs"],
    ),
    ("tiny_skia", &["export/png"]),
];

/// What would let the world into the output. The command line may ask for
/// the terminal, the desk for the time: when a file was changed and who has
/// been writing since when is never printed on a page.
const FORBIDDEN: &[(&str, &str)] = &[
    ("std::time", "desk/"),
    ("SystemTime", "desk/"),
    ("HashMap", ""),
    ("HashSet", ""),
    ("std::env", "cli/"),
];

const LONGEST: usize = 900;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("src is there")
        .map(|entry| entry.expect("reads").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Whether a line of code names something in a crate: `name::` behind a blank
/// or an opening mark.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        line[at + name.len()..].starts_with("::") && line[..at].ends_with([' ', '(', '<', '&'])
    })
}

/// Every breach of the rules in one file: its line and the rule.
fn breaches(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let room = path.split('/').next().unwrap_or("").trim_end_matches(".rs");
    let allowed = ROOMS
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, allowed)| *allowed);
    for (nth, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        let mut report = |rule: String| found.push(format!("{path}:{}: {rule}", nth + 1));
        if let Some(allowed) = allowed {
            for piece in line.split("crate::").skip(1) {
                let named: String = piece
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if named != room
                    && !FOR_ALL.contains(&named.as_str())
                    && !allowed.contains(&named.as_str())
                    && ROOMS.iter().any(|(name, _)| *name == named)
                {
                    report(format!("{room} may not import {named}"));
                }
                if named == "cli" {
                    report(format!("{room} may not import cli"));
                }
            }
        }
        for (name, doors) in DOORS.iter().filter(|(name, _)| names_crate(line, name)) {
            if !doors.iter().any(|door| path.starts_with(door)) {
                report(format!("{name} may be named in {} only", doors.join(", ")));
            }
        }
        for (name, except) in FORBIDDEN {
            if line.contains(name) && (except.is_empty() || !path.starts_with(except)) {
                report(format!("{name} lets the world into the output"));
            }
        }
    }
    if text.lines().count() > LONGEST {
        found.push(format!(
            "{path}:{LONGEST}: the file is longer than {LONGEST} lines"
        ));
    }
    if path.ends_with("/mod.rs") && !text.starts_with("//!") {
        found.push(format!(
            "{path}:1: a room opens with //! saying input, output and invariant"
        ));
    }
    found
}

#[test]
fn the_house_keeps_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 60, "only {} files were seen", files.len());
    let mut found = Vec::new();
    for file in &files {
        let path = file
            .strip_prefix(&root)
            .expect("inside src")
            .to_string_lossy()
            .replace('\\', "/");
        found.extend(breaches(&path, &fs::read_to_string(file).expect("reads")));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_rules_catch_what_they_forbid() {
    let caught = |path: &str, text: &str| breaches(path, text).len();
    assert_eq!(caught("line/x.rs", "use crate::edition::Edition;"), 1);
    assert_eq!(caught("export/pdf/x.rs", "let a = crate::flow::pour();"), 1);
    assert_eq!(caught("line/x.rs", "use rustybuzz::Face;"), 1);
    assert_eq!(caught("flow/x.rs", "let map: HashMap<u8, u8>;"), 1);
    assert_eq!(caught("geom/mod.rs", "mod len;"), 1);
    assert_eq!(caught("geom/x.rs", &"\n".repeat(901)), 1);
    assert_eq!(
        caught(
            "text/glyphs.rs",
            "use rustybuzz::Face;\nuse crate::style::Lang;"
        ),
        0
    );
}

/// A median file that grows past two hundred lines is a room that wants a wall.
#[test]
fn files_stay_small() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut lengths: Vec<usize> = files
        .iter()
        .map(|file| fs::read_to_string(file).expect("reads").lines().count())
        .collect();
    lengths.sort_unstable();
    assert!(
        lengths[lengths.len() / 2] < 200,
        "the median file has {} lines",
        lengths[lengths.len() / 2]
    );
}

/// Lines of a command that decide or do something: what is typed and what is
/// shown have files of their own, and the rest is the library's.
const LONGEST_COMMAND: usize = 60;

#[test]
fn a_command_only_hands_on() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut seen = 0;
    for file in files {
        // A command is a function in a file of its name.
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&file).expect("reads");
        if file.parent() != Some(&root)
            || !['(', '<']
                .iter()
                .any(|open| text.contains(&format!("\npub(super) fn {name}{open}")))
        {
            continue;
        }
        seen += 1;
        let lines = logic(&text);
        assert!(lines <= LONGEST_COMMAND, "cli/{name}.rs has {lines} lines");
    }
    assert!(seen >= 9, "only {seen} commands were found");
}

/// Lines inside functions, but for those of closing marks alone.
fn logic(text: &str) -> usize {
    let mut inside = false;
    let mut lines = 0;
    for line in text.lines() {
        let words = line.trim();
        if line == "}" {
            inside = false;
        } else if inside && words.contains(char::is_alphanumeric) && !words.starts_with("//") {
            lines += 1;
        }
        // A function at the margin ends its head with a brace.
        if !line.starts_with(' ') && line.contains("fn ") {
            inside = line.ends_with('{');
        } else if line.starts_with(')') && line.ends_with('{') {
            inside = true;
        }
    }
    lines
}

#[test]
fn lines_of_logic_are_counted() {
    let text = "use a::b;\n\n/// Does.\nfn f(\n    a: u8,\n) -> u8 {\n    // Why.\n    let b = a;\n    g(\n        b,\n    )\n}\n\nstruct S {\n    a: u8,\n}\n";
    assert_eq!(logic(text), 3);
}

/// The public types that a file declares at its margin.
fn public_types(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let rest = line.strip_prefix("pub ")?;
        let (kind, rest) = rest.split_once(' ')?;
        let ends = |c: char| !c.is_alphanumeric();
        ["struct", "enum", "trait", "type"]
            .contains(&kind)
            .then(|| rest.split(ends).next().unwrap_or(rest))
    })
}

/// Who reads a name, or seeks one, finds one type.
#[test]
fn no_two_public_types_have_one_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut seen: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("reads");
        for name in public_types(&text) {
            seen.entry(name.to_owned()).or_default().push(file.clone());
        }
    }
    assert!(seen.len() > 200, "only {} types were seen", seen.len());
    seen.retain(|_, files| files.len() > 1);
    assert!(seen.is_empty(), "{seen:#?}");
}

#[test]
fn public_types_are_seen() {
    let text = "pub struct A;\npub enum B<'a> {\n    pub c: u8,\n}\npub(crate) struct D;\npub fn e() {}\npub type F = u8;\n";
    assert_eq!(public_types(text).collect::<Vec<_>>(), ["A", "B", "F"]);
}
