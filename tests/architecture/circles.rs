//! Circles of files inside a room: files that import each other, directly or
//! by way of others. A file in a circle can be neither read nor tested nor
//! moved without the rest of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Rooms whose files still go round. The list only shrinks: a room that has
/// no circle any more may not stay on it.
const EXCEPTED: &[&str] = &[];

/// The modules of a crate: of each path, such as `["cli", "args"]`, the file
/// and its code.
type Modules = BTreeMap<Vec<String>, Module>;

struct Module {
    file: String,
    named: Vec<Named>,
}

impl Module {
    fn new(file: String, text: &str) -> Module {
        Module {
            file,
            named: paths(&tokens(&code(text))),
        }
    }
}

/// A path in the code, `super::a::B` as `["super", "a", "B"]`; a name that is
/// given out again (`pub use`) keeps what it is called outside.
struct Named {
    path: Vec<String>,
    known_as: Option<String>,
}

/// The modules under a folder, the code of tests left out.
fn modules(root: &Path) -> Modules {
    let mut files = Vec::new();
    super::sources(root, &mut files);
    let mut modules = Modules::new();
    for path in files {
        let file = path
            .strip_prefix(root)
            .expect("inside")
            .to_string_lossy()
            .replace('\\', "/");
        let text = fs::read_to_string(&path).expect("reads");
        let mut names: Vec<String> = file
            .trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect();
        if names.contains(&"tests".to_owned()) || names == ["lib"] || names == ["main"] {
            continue;
        }
        names.pop_if(|last| last == "mod");
        modules.insert(names, Module::new(file, &text));
    }
    modules
}

/// A file without comments, texts and tests.
fn code(text: &str) -> String {
    let text = match text.find("#[cfg(test)]\nmod ") {
        Some(tests) => &text[..tests],
        None => text,
    };
    let mut kept = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => while rest.next_if(|c| *c != '\n').is_some() {},
            '"' => {
                while let Some(c) = rest.next().filter(|c| *c != '"') {
                    if c == '\\' {
                        rest.next();
                    }
                }
                kept.push_str("\"\"");
            }
            '\'' if rest.peek() == Some(&'"') => {
                rest.next();
            }
            c => kept.push(c),
        }
    }
    kept
}

/// What stands between the marks that Rust knows: names, `::`, and marks.
fn tokens(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_alphanumeric() || c == '_' {
            let mut name = c.to_string();
            while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
                name.push(c);
            }
            found.push(name);
        } else if c == ':' && rest.next_if_eq(&':').is_some() {
            found.push("::".to_owned());
        } else if !c.is_whitespace() {
            found.push(c.to_string());
        }
    }
    found
}

/// Every path of two names or more, those in braces spelled out.
fn paths(tokens: &[String]) -> Vec<Named> {
    let mut found = Vec::new();
    let (mut at, mut given_out) = (0, false);
    while at < tokens.len() {
        match tokens[at].as_str() {
            "use" => {
                // `pub use`, `pub(super) use`, but not `use`.
                given_out = at > 0 && matches!(tokens[at - 1].as_str(), "pub" | ")");
                at += 1;
            }
            ";" => {
                given_out = false;
                at += 1;
            }
            name if is_name(name) && (at == 0 || tokens[at - 1] != "::") => {
                at = tree(tokens, at, Vec::new(), given_out, &mut found);
            }
            _ => at += 1,
        }
    }
    found.retain(|named| named.path.len() > 1);
    found
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads one path, or a tree of them, and returns where it ends.
fn tree(
    tokens: &[String],
    mut at: usize,
    mut path: Vec<String>,
    given_out: bool,
    found: &mut Vec<Named>,
) -> usize {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    while is_name(token(at)) || token(at) == "*" {
        path.push(token(at).to_owned());
        at += 1;
        if token(at) != "::" {
            break;
        }
        at += 1;
        if token(at) == "{" {
            at += 1;
            while !matches!(token(at), "}" | "") {
                at = tree(tokens, at, path.clone(), given_out, found);
                // A comma, or what cannot stand here.
                if token(at) != "}" {
                    at += 1;
                }
            }
            return at + 1;
        }
    }
    let mut known_as = path.last().cloned();
    if token(at) == "as" {
        known_as = Some(token(at + 1).to_owned());
        at += 2;
    }
    found.push(Named {
        path,
        known_as: known_as.filter(|_| given_out),
    });
    at.max(1)
}

/// The module that defines what a path names, seen from a module.
fn defined_in(
    modules: &Modules,
    from: &[String],
    path: &[String],
    depth: usize,
) -> Option<Vec<String>> {
    let mut at = from.to_vec();
    let mut rest = path;
    let mut rooted = false;
    while let [first, more @ ..] = rest {
        match first.as_str() {
            "super" => drop(at.pop()?),
            "crate" => at.clear(),
            "self" => {}
            _ => break,
        }
        (rest, rooted) = (more, true);
    }
    let begun = at.len();
    while let [first, more @ ..] = rest {
        let mut child = at.clone();
        child.push(first.clone());
        if !modules.contains_key(&child) {
            break;
        }
        (at, rest) = (child, more);
    }
    // A path that begins neither here nor in a module of ours is a crate's or
    // a type's.
    if !rooted && at.len() == begun {
        return None;
    }
    let module = modules.get(&at)?;
    let [item, ..] = rest else {
        return Some(at);
    };
    // What is given out again counts to the file that defines it.
    let given = module
        .named
        .iter()
        .find(|named| named.known_as.as_ref() == Some(item));
    match given.filter(|_| depth < 8) {
        Some(named) => defined_in(modules, &at, &named.path, depth + 1).or(Some(at)),
        None => Some(at),
    }
}

/// Of each file of a room the files of it that it imports.
fn imports(modules: &Modules, room: &str) -> BTreeMap<String, BTreeSet<String>> {
    let inside = |names: &[String]| names.first().is_some_and(|first| first == room);
    let mut arrows = BTreeMap::new();
    for (names, module) in modules.iter().filter(|(names, _)| inside(names)) {
        let uses = module.named.iter().filter(|named| named.known_as.is_none());
        let files = uses
            .filter_map(|named| defined_in(modules, names, &named.path, 0))
            .filter(|to| inside(to) && to != names)
            .map(|to| modules[&to].file.clone())
            .collect();
        arrows.insert(module.file.clone(), files);
    }
    arrows
}

/// The files that can be reached from themselves.
fn going_round(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<&str> {
    let reaches_itself = |file: &String| {
        let mut seen: BTreeSet<&String> = BTreeSet::new();
        let mut next: Vec<&String> = arrows[file].iter().collect();
        while let Some(at) = next.pop() {
            if seen.insert(at) {
                next.extend(&arrows[at]);
            }
        }
        seen.contains(file)
    };
    arrows
        .keys()
        .filter(|file| reaches_itself(file))
        .map(String::as_str)
        .collect()
}

#[test]
fn no_files_of_a_room_import_each_other_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let modules = modules(&root);
    let rooms: BTreeSet<&String> = modules.keys().map(|names| &names[0]).collect();
    let mut wrong = Vec::new();
    for room in rooms {
        let arrows = imports(&modules, room);
        let circle = going_round(&arrows);
        match (circle.is_empty(), EXCEPTED.contains(&room.as_str())) {
            (false, false) => {
                wrong.push(format!(
                    "{room}: {} of {} files go round:",
                    circle.len(),
                    arrows.len()
                ));
                for file in &circle {
                    let to: Vec<&str> = arrows[*file]
                        .iter()
                        .map(String::as_str)
                        .filter(|to| circle.contains(to))
                        .collect();
                    wrong.push(format!("  {file} imports {}", to.join(", ")));
                }
            }
            (true, true) => wrong.push(format!("{room} has no circle: take it off the list")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn circles_are_found_however_they_are_written() {
    let circle = |files: &[(&str, &str)]| {
        let modules: Modules = files
            .iter()
            .map(|(path, text)| {
                let names = path
                    .split('/')
                    .filter(|name| *name != "mod")
                    .map(str::to_owned);
                let module = Module::new((*path).to_owned(), text);
                (names.collect(), module)
            })
            .collect();
        going_round(&imports(&modules, "r")).join(" ")
    };
    let b = ("r/b", "use super::a::A;");
    for to_b in [
        "use super::b::B;",
        "use crate::r::b::B;",
        "use super::{c::C, b::{B, self}};",
        "fn f() { super::b::g(); }",
        "use super::B;",
        "use crate::r::Known;",
    ] {
        let room = [
            (
                "r/mod",
                "mod a; mod b; mod c;\npub use b::{B, D as Known};\npub use c::C;",
            ),
            ("r/a", to_b),
            b,
            ("r/c", ""),
        ];
        assert_eq!(circle(&room), "r/a r/b", "{to_b}");
    }
    for harmless in [
        "// use super::b::B;",
        "fn f() -> &'static str { \"super::b::B\" }",
        "use super::C;",
        "use std::b::B;",
        "#[cfg(test)]\nmod tests { use super::super::b::B; }",
    ] {
        let room = [
            ("r/mod", "pub use b::B; pub use c::C;"),
            ("r/a", harmless),
            b,
            ("r/c", ""),
        ];
        assert_eq!(circle(&room), "", "{harmless}");
    }
    let round = [
        ("r/mod", "mod a; pub fn f() { a::g() }"),
        ("r/a", "use super::f;"),
    ];
    assert_eq!(circle(&round), "r/a r/mod");
}
