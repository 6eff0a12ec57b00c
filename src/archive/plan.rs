//! Making a plan.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::entry::{Entry, Produce};
use super::key::inputs_hash;
use super::pattern::Pattern;
use super::set::{printer_hash, single_threaded};
use crate::asset::sha256;
use crate::desk::{Desk, DiskDesk, files_below, relative};
use crate::diag::{Code, Diagnostic, Severity};
use crate::edition::Edition;
use crate::press::InputNames;
use crate::say::{Text, text};
use crate::session::guarded;
use crate::{Job, Session};

/// What the stores of the session that plans keep, in bytes.
const BUDGET: usize = 128 << 20;
/// What setting an edition takes beside its pictures, in megabytes: fonts are
/// shared, text pages are small.
const BASE: u64 = 24;
/// What a page takes, in megabytes.
const PER_PAGE: u64 = 4;
/// What a pixel of the largest picture takes while it is made ready, in bytes.
const PER_PIXEL: u64 = 12;

/// A plan, and what of it will fail as it stands.
#[derive(Debug)]
pub struct Planned {
    /// Its lines, in the order of the names.
    pub entries: Vec<Entry>,
    /// The editions that have errors, by name, each with the first.
    pub unsound: Vec<(String, Text)>,
}

/// The edition files below a folder that one of some patterns matches; a path
/// to a file is that file.
pub fn find(root: &Path, patterns: &[Pattern]) -> io::Result<Vec<String>> {
    let text = root.to_string_lossy().replace('\\', "/");
    if root.is_file() {
        return Ok(vec![text]);
    }
    let folder = match text.as_str() {
        "." | "" => String::new(),
        text => format!("{}/", text.trim_end_matches('/')),
    };
    let found = files_below(root)?;
    let wanted = found
        .iter()
        .filter(|path| patterns.iter().any(|pattern| pattern.matches(path)));
    Ok(wanted.map(|path| format!("{folder}{path}")).collect())
}

/// Plans editions: reads each, to know what it is made from. `folder` is where
/// the plan will stand, `printer` a bundled name or the path of a file.
pub fn plan(
    desk: &DiskDesk,
    folder: &str,
    paths: &[String],
    (outputs, printer): (&BTreeSet<Produce>, Option<&str>),
    threads: usize,
) -> Result<Planned, Box<Diagnostic>> {
    let home = desk.absolute(if folder.is_empty() { "." } else { folder });
    let from_home = |path: &str| relative(&desk.absolute(path), &home);
    let mut paths: Vec<String> = paths.to_vec();
    paths.sort_unstable();
    paths.dedup();
    let named = edition_names(&paths.iter().map(|path| from_home(path)).collect::<Vec<_>>());
    let printer_sha256 = printer_hash(desk, printer)?;
    let printer = printer.map(|printer| match printer_sha256 {
        Some(_) => from_home(printer),
        None => printer.to_owned(),
    });
    let warm = Session::open(desk.another(), Job::default()).with_budget(BUDGET);
    let next = AtomicUsize::new(0);
    let read: Mutex<BTreeMap<usize, (Entry, Option<Text>)>> = Mutex::default();
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = paths.get(at) else {
                return;
            };
            let (input, size, fault) =
                look(&warm, &desk.another(), path, printer_sha256.as_deref());
            let entry = Entry {
                edition: named[at].clone(),
                path: from_home(path),
                input,
                outputs: outputs.clone(),
                printer: printer.clone(),
                pages: size.0,
                megabytes: size.1,
            };
            if let Ok(mut read) = read.lock() {
                read.insert(at, (entry, fault));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| single_threaded(work));
        }
    });
    let mut planned = Planned {
        entries: Vec::new(),
        unsound: Vec::new(),
    };
    for (entry, fault) in read.into_inner().unwrap_or_default().into_values() {
        let fault = fault.map(|fault| (entry.edition.clone(), fault));
        planned.unsound.extend(fault);
        planned.entries.push(entry);
    }
    planned
        .entries
        .sort_by(|one, other| one.edition.cmp(&other.edition));
    Ok(planned)
}

/// What an edition is made from, its pages and megabytes, and its first error.
fn look(
    warm: &Session<'_>,
    desk: &DiskDesk,
    path: &str,
    printer: Option<&str>,
) -> (String, (u32, u32), Option<Text>) {
    let job = Job {
        edition: path.to_owned(),
        page: None,
    };
    let what = text!("archive.edition-at", "the edition {path}", path);
    let read = match guarded(what, None, || warm.read_beside(desk, &job)) {
        Ok(read) => read,
        Err(fault) => {
            return (inputs_hash(std::iter::empty()), (0, 0), Some(fault.message));
        }
    };
    let names = InputNames::of(desk, path);
    let files = read
        .inputs
        .iter()
        .map(|(path, hash)| (names.name(path), hash.clone()));
    let printer = printer.map(|hash| (String::from(" printer"), hash.to_owned()));
    let error = read
        .diagnostics
        .iter()
        .find(|it| it.severity == Severity::Error)
        .map(|it| it.message.clone());
    let size = read.edition.as_ref().map_or((0, 0), size);
    (inputs_hash(files.chain(printer)), size, error)
}

/// How many pages an edition has, and about how many megabytes setting it
/// takes.
fn size(edition: &Edition) -> (u32, u32) {
    let pages: usize = edition
        .pages
        .iter()
        .map(|page| page.numbers().count())
        .sum();
    let pixels = |width: u32, height: u32| u64::from(width) * u64::from(height);
    let pictures = || edition.pictures.iter().map(|(_, picture)| picture);
    let files: u64 = pictures().map(|picture| picture.bytes().len() as u64).sum();
    let largest = pictures()
        .map(|picture| pixels(picture.width, picture.height))
        .max();
    // Files of pictures stand in memory as they came and as they go.
    let bytes = files * 3 + largest.unwrap_or(0) * PER_PIXEL;
    let megabytes = BASE + pages as u64 * PER_PAGE + (bytes >> 20);
    (
        u32::try_from(pages).unwrap_or(u32::MAX),
        u32::try_from(megabytes).unwrap_or(u32::MAX),
    )
}

/// What editions at these paths are called: their folders, joined. Where two
/// would be called the same, each is told apart by its path.
fn edition_names(paths: &[String]) -> Vec<String> {
    let plain: Vec<String> = paths.iter().map(|path| plain_name(path)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &plain {
        *counts.entry(name).or_default() += 1;
    }
    plain
        .iter()
        .zip(paths)
        .map(|(name, path)| match counts[name.as_str()] {
            1 => name.clone(),
            _ => format!("{name}-{}", &sha256(path.as_bytes())[..12]),
        })
        .collect()
}

/// Longer names than this, in characters, are cut at their beginning.
const LONGEST: usize = 48;

fn plain_name(path: &str) -> String {
    let stem = path.strip_suffix(".toml").unwrap_or(path);
    let stem = stem.strip_suffix("/edition").unwrap_or(stem);
    let parts = stem
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."));
    let name: Vec<char> = parts
        .collect::<Vec<_>>()
        .join("-")
        .chars()
        .map(|c| if c.is_control() || c == '\\' { '-' } else { c })
        .collect();
    let name: String = name[name.len().saturating_sub(LONGEST)..].iter().collect();
    match name.trim_start_matches('.') {
        "" => "edition".to_owned(),
        name => name.to_owned(),
    }
}

/// The diagnostic of a folder that holds no edition.
pub fn nothing_found(root: &str) -> Box<Diagnostic> {
    let message = text!(
        "archive.nothing-found",
        "there is no edition at {root}",
        root
    );
    Box::new(
        Diagnostic::new(Code::FileNotFound, None, message).help(text!(
            "archive.nothing-found-help",
            "name folders that hold edition.toml files below them, or other files with --match"
        )),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_called_after_their_folders_and_never_the_same() {
        let names = |paths: &[&str]| {
            let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
            edition_names(&paths)
        };
        assert_eq!(
            names(&[
                "2021/12/31/edition.toml",
                "a/b.toml",
                "edition.toml",
                "../c/edition.toml"
            ]),
            ["2021-12-31", "a-b", "edition", "c"]
        );
        let alike = names(&["a-b/edition.toml", "a/b/edition.toml"]);
        assert!(alike[0].starts_with("a-b-") && alike[1].starts_with("a-b-"));
        assert_ne!(alike[0], alike[1]);
        assert_eq!(
            names(&[&format!("{}/edition.toml", "长".repeat(300))])[0]
                .chars()
                .count(),
            48
        );
    }
}
