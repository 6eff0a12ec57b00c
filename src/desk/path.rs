//! Paths as texts: where they lead, and where that is seen from elsewhere.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// A path without `.`, and without `..` behind a name, as far as words go.
pub fn normal(path: &str) -> String {
    let mut kept = PathBuf::new();
    for component in Path::new(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match kept.components().next_back() {
                Some(Component::Normal(_)) => drop(kept.pop()),
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => kept.push(".."),
            },
            component => kept.push(component),
        }
    }
    kept.to_string_lossy().replace('\\', "/")
}

/// A path as it is seen from a folder, with `..` where it lies outside. Both
/// are absolute, or both count from the same place.
pub fn relative(path: &str, folder: &str) -> String {
    let (path, folder) = (normal(path), normal(folder));
    let names = |path: &str| -> Vec<String> {
        path.split('/')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (to, from) = (names(&path), names(&folder));
    let common = to
        .iter()
        .zip(&from)
        .take_while(|(to, from)| to == from)
        .count();
    let up = vec!["..".to_owned(); from.len() - common];
    up.into_iter()
        .chain(to[common..].to_vec())
        .collect::<Vec<_>>()
        .join("/")
}

/// A path counted from the root of the file system, as far as words go.
pub(super) fn absolute(path: &str) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    normal(&path.to_string_lossy())
}

/// Whether a file lies in one of some folders, links followed. What is not
/// there lies where its words lead.
pub(super) fn lies_within(path: &str, roots: &[String]) -> bool {
    let real =
        |path: &str| fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(absolute(path)));
    let folder = |root: &String| match root.as_str() {
        "" => real("."),
        root => real(root),
    };
    // A link that leads nowhere, or a file yet to come, counts by its words
    // and by the folder it stands in.
    let file = match fs::canonicalize(path) {
        Ok(file) => file,
        Err(_) => {
            let words = PathBuf::from(absolute(path));
            match (words.parent(), words.file_name()) {
                (Some(parent), Some(name)) => real(&parent.to_string_lossy()).join(name),
                _ => words,
            }
        }
    };
    roots.iter().any(|root| file.starts_with(folder(root)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_the_same_however_it_is_spelled() {
        for (path, plain) in [
            ("./a/../b/c", "b/c"),
            ("../a/./b", "../a/b"),
            ("a/../../b", "../b"),
            ("/../a", "/a"),
            ("/a/b/../c", "/a/c"),
        ] {
            assert_eq!(normal(path), plain);
        }
        assert_eq!(relative("ed/../pictures/a.jpg", "ed/"), "../pictures/a.jpg");
        assert_eq!(relative("/x/ed/copy/a.md", "/x/./ed"), "copy/a.md");
        assert_eq!(relative("a.md", ""), "a.md");
        assert_eq!(relative("/a/b", "/c/d"), "../../a/b");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_lies_outside() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        for name in ["in", "in/deep", "out"] {
            fs::create_dir(at(name)).expect("a folder");
        }
        fs::write(at("in/a"), "a").expect("writes");
        fs::write(at("out/b"), "b").expect("writes");
        std::os::unix::fs::symlink(at("out/b"), at("in/link")).expect("links");
        std::os::unix::fs::symlink(at("out"), at("in/folder")).expect("links");
        std::os::unix::fs::symlink(at("in"), at("other")).expect("links");
        let roots = [at("in")];
        for inside in ["in/a", "in/deep/../a", "in/none", "other/a"] {
            assert!(lies_within(&at(inside), &roots), "{inside}");
        }
        for outside in [
            "out/b",
            "in/link",
            "in/folder/b",
            "in/folder/none",
            "in/../out/b",
            "inner",
        ] {
            assert!(!lies_within(&at(outside), &roots), "{outside}");
        }
        assert!(lies_within(&at("in/link"), &[at("in"), at("out")]));
    }
}
