//! The files below a folder.

use std::fs;
use std::io;
use std::path::Path;

/// How deep folders are looked into.
const DEEPEST: usize = 64;

/// The files below a folder, as paths from it with `/` between names, in the
/// order of their names. Folders that begin with a dot are left out, links to
/// folders not followed.
pub fn files_below(root: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    below(root, "", 0, &mut found)?;
    found.sort_unstable();
    Ok(found)
}

fn below(folder: &Path, prefix: &str, depth: usize, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !name.starts_with('.') && depth < DEEPEST {
                let prefix = format!("{prefix}{name}/");
                below(&entry.path(), &prefix, depth + 1, found)?;
            }
        } else {
            found.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}
