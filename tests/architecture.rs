//! The table of who may import whom, and other rules of the house.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may name.
const ROOMS: &[(&str, &[&str])] = &[
    ("geom", &[]),
    ("diag", &[]),
    ("desk", &[]),
    ("ink", &["geom"]),
    ("style", &["geom", "diag", "ink", "asset"]),
    ("asset", &["geom", "diag", "ink"]),
    ("spec", &["diag", "geom", "ink"]),
    ("story", &["diag", "geom", "ink"]),
    (
        "edition",
        &[
            "spec", "story", "style", "asset", "desk", "diag", "geom", "ink",
        ],
    ),
    ("text", &["style", "asset", "geom"]),
    ("line", &["text", "style", "geom"]),
    ("flow", &["text", "line", "geom", "style"]),
    ("forme", &["geom", "ink", "asset"]),
    (
        "makeup",
        &[
            "edition", "story", "flow", "text", "line", "style", "forme", "asset", "geom", "ink",
            "diag",
        ],
    ),
    (
        "lint",
        &[
            "edition", "story", "text", "forme", "asset", "ink", "geom", "diag",
        ],
    ),
    ("export", &["forme", "asset", "ink", "geom"]),
    ("pdf", &[]),
    (
        "preflight",
        &["pdf", "spec", "forme", "asset", "diag", "geom", "ink"],
    ),
    // It knows the whole pipeline, and nobody in it knows it.
    (
        "session",
        &[
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
];

/// Each outside crate that has one door, and the paths it may be named in.
const DOORS: &[(&str, &[&str])] = &[
    ("rustybuzz", &["text/shape.rs"]),
    ("hypher", &["text/hyphen.rs"]),
    ("ttf_parser", &["asset/"]),
    ("image", &["asset/", "export/png"]),
    ("fast_image_resize", &["asset/"]),
    ("moxcms", &["asset/"]),
    ("roxmltree", &["asset/notes.rs", "asset/drawing.rs"]),
    ("usvg", &["asset/drawing.rs"]),
    ("tiff", &["asset/decode.rs"]),
    ("zune_core", &["asset/decode.rs"]),
    ("zune_jpeg", &["asset/decode.rs", "preflight/image.rs"]),
    ("toml", &["spec/"]),
    ("clap", &["cli/args.rs", "cli/job.rs"]),
    ("annotate_snippets", &["cli/render.rs"]),
    ("serde_json", &["cli/"]),
    ("tempfile", &["cli/output.rs"]),
    ("encoding_rs", &["story/decode.rs", "asset/notes.rs"]),
    ("printpdf", &["export/pdf/"]),
    ("lopdf", &["export/pdf/"]),
    ("subsetter", &["export/pdf/"]),
    ("flate2", &["export/", "pdf/"]),
    ("jpeg_encoder", &["export/pdf/", "asset/"]),
    ("tiny_skia", &["export/png"]),
];

/// What would let the world into the output. The command line may ask for
/// the terminal; nobody may ask for the time.
const FORBIDDEN: &[(&str, &str)] = &[
    // Whether a file is read again may depend on when it was written.
    ("std::time", "desk.rs"),
    ("SystemTime", "desk.rs"),
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
        for (name, doors) in DOORS {
            let names = [
                format!("use {name}::"),
                format!(" {name}::"),
                format!("({name}::"),
                format!("<{name}::"),
                format!("&{name}::"),
            ];
            if names.iter().any(|name| line.contains(name.as_str()))
                && !doors.iter().any(|door| path.starts_with(door))
            {
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
            "text/shape.rs",
            "use rustybuzz::Face;\nuse crate::style::Lang;"
        ),
        0
    );
}

/// Rooms in which no file leads back to itself.
const WITHOUT_CIRCLES: &[&str] = &["edition", "pdf", "session"];

/// The files of a room that each file of it names, by `use` or in passing:
/// through `super`, through `crate`, or of a `mod.rs` its own modules.
fn named(room: &str, files: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let words = |text: &str| -> Vec<String> {
        text.split("::")
            .map(|word| {
                word.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect()
            })
            .collect()
    };
    // The file that a path of modules, counted from the room, leads to.
    let file_of = |path: &[String]| -> Option<String> {
        (0..=path.len()).rev().find_map(|length| {
            let folder = path[..length].join("/");
            [
                format!("{folder}.rs"),
                format!("{folder}/mod.rs")
                    .trim_start_matches('/')
                    .to_owned(),
            ]
            .into_iter()
            .find(|file| files.contains_key(file))
        })
    };
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in files {
        let mut module: Vec<String> = file
            .trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect();
        let is_mod = module.last().is_some_and(|last| last == "mod");
        if is_mod {
            module.pop();
        }
        let found = edges.entry(file.clone()).or_default();
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in lines {
            for piece in line.split(&format!("crate::{room}::")).skip(1) {
                found.extend(file_of(&words(piece)));
            }
            for (at, _) in line.match_indices("super::") {
                if line[..at].ends_with("super::") || line[..at].ends_with("in ") {
                    continue;
                }
                let path = words(&line[at..]);
                let up = path.iter().take_while(|word| *word == "super").count();
                let Some(above) = module.len().checked_sub(up) else {
                    continue;
                };
                let mut whole = module[..above].to_vec();
                whole.extend_from_slice(&path[up..]);
                found.extend(file_of(&whole));
            }
            if is_mod {
                for other in files.keys() {
                    let name = other.trim_end_matches(".rs").trim_end_matches("/mod");
                    let own = match (name.rsplit_once('/'), module.join("/")) {
                        (Some((folder, name)), here) if folder == here => Some(name),
                        (None, here) if here.is_empty() => Some(name),
                        _ => None,
                    };
                    let named = own.is_some_and(|own| {
                        line.match_indices(&format!("{own}::")).any(|(at, _)| {
                            !line[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c))
                        })
                    });
                    if named && other != file {
                        found.insert(other.clone());
                    }
                }
            }
        }
        found.remove(file);
    }
    edges
}

/// The files that lead back to themselves.
fn in_circles(edges: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let reached = |from: &String| {
        let mut seen: BTreeSet<&String> = BTreeSet::new();
        let mut todo: Vec<&String> = edges.get(from).into_iter().flatten().collect();
        while let Some(next) = todo.pop() {
            if seen.insert(next) {
                todo.extend(edges.get(next).into_iter().flatten());
            }
        }
        seen.contains(from)
    };
    edges.keys().filter(|file| reached(file)).cloned().collect()
}

#[test]
fn no_file_of_a_room_leads_back_to_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in WITHOUT_CIRCLES {
        let mut paths = Vec::new();
        sources(&root.join(room), &mut paths);
        let files: BTreeMap<String, String> = paths
            .iter()
            .map(|path| {
                let name = path.strip_prefix(root.join(room)).expect("inside");
                let name = name.to_string_lossy().replace('\\', "/");
                (name, fs::read_to_string(path).expect("reads"))
            })
            .filter(|(name, _)| !name.contains("tests"))
            .collect();
        assert!(files.len() > 4, "{room}");
        let edges = named(room, &files);
        assert!(edges.values().any(|named| !named.is_empty()), "{room}");
        let circles = in_circles(&edges);
        assert!(circles.is_empty(), "in circles of {room}: {circles:?}");
    }
}

#[test]
fn circles_are_seen() {
    let files = |list: &[(&str, &str)]| -> BTreeMap<String, String> {
        let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        list.iter().map(own).collect()
    };
    let circles = |list: &[(&str, &str)]| in_circles(&named("room", &files(list)));
    let (a, b) = ("use super::b::B;", "let a = super::a::f();");
    assert_eq!(circles(&[("a.rs", a), ("b.rs", b)]), ["a.rs", "b.rs"]);
    assert!(circles(&[("a.rs", a), ("b.rs", "")]).is_empty());
    let through = [("mod.rs", "pub use a::A;"), ("a.rs", "use super::A;")];
    assert_eq!(circles(&through), ["a.rs", "mod.rs"]);
    let deep = [
        ("x/a.rs", "use crate::room::y::B;"),
        ("x/mod.rs", ""),
        ("y/mod.rs", "use super::x::a::A;"),
    ];
    assert_eq!(circles(&deep), ["x/a.rs", "y/mod.rs"]);
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
