//! Making stories fit: each is measured where it stands, and cut or lengthened.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::edition::{Draft, Part, Shape};
use super::materials::{ExtraFonts, Materials};
use super::photograph::marked;
use crate::desk::{Desk, FileStamp, MemoryDesk};
use crate::diag::{Code, Severity};
use crate::makeup::StoryFit;
use crate::{Job, Outcome, Session, typeset_beside};

/// So often stories are measured before the edition is drawn otherwise.
const ROUNDS: usize = 9;
/// So often an edition is drawn before it is given up.
const ATTEMPTS: u32 = 40;

/// Photographs that editions take in turn.
pub(super) struct Album {
    pub photographs: Vec<(String, Vec<u8>)>,
    /// Whether they are JPEGs of our own, which a comment can tell apart.
    pub are_drawn: bool,
}

/// The files of an edition that fits, or why none was found.
pub(super) fn fitted(
    warm: &Session<'_>,
    materials: &Materials,
    album: &Album,
    (seed, number): (u64, u32),
    shape: Shape,
) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut last = String::new();
    for attempt in 0..ATTEMPTS {
        let draft = Draft::new(materials, (seed, number, attempt), shape);
        match fit(warm, materials, album, &draft, number) {
            Ok(files) => return Ok(files),
            Err(why) => last = format!("{:?}: {why}", draft.house()),
        }
    }
    Err(last)
}

fn fit(
    warm: &Session<'_>,
    materials: &Materials,
    album: &Album,
    draft: &Draft<'_>,
    number: u32,
) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut lengths: BTreeMap<String, usize> = draft.rooms().into_iter().collect();
    let job = Job {
        edition: "edition.toml".to_owned(),
        page: None,
    };
    for round in 0..ROUNDS {
        let length = |id: &str| lengths.get(id).copied().unwrap_or(20);
        let files = files(draft, album, number, &length);
        let mut desk = PressDesk::over(&materials.fonts);
        for (name, bytes) in &files {
            desk.files.put(name, bytes.clone());
        }
        let outcome = typeset_beside(warm, &desk, &job, None);
        let Some(setting) = &outcome.setting else {
            return Err(first(&outcome, Severity::Error));
        };
        if setting
            .fits
            .iter()
            .all(|fit| fit.over_lines == 0 && !fit.is_short())
        {
            return match worst(&outcome) {
                None => Ok(files),
                Some(why) => Err(why),
            };
        }
        for fit in &setting.fits {
            if let Some(length) = lengths.get_mut(&fit.story) {
                *length = corrected(*length, fit, round);
            }
        }
    }
    Err("its stories did not come to fit".to_owned())
}

/// The length that a story wants after it was measured at another.
fn corrected(length: usize, fit: &StoryFit, round: usize) -> usize {
    let a_line = (fit.chars / fit.lines.max(1)).max(4);
    if fit.over_lines > 0 {
        // Later ones cut a little more, so that it comes to an end.
        let cut = fit.over_chars.max((fit.over_lines - 1) * a_line) + a_line * (1 + round / 3) / 2;
        return length.saturating_sub(cut.max(6)).max(12);
    }
    if fit.is_short() {
        let lines = fit.spare_lines.saturating_sub(fit.legs / 2);
        return length + (lines * a_line * 9 / 10).max(4);
    }
    length
}

/// What forbids an edition, if anything does.
fn worst(outcome: &Outcome) -> Option<String> {
    let bad = |severity: Severity, code: Code| {
        severity >= Severity::Denied || matches!(code, Code::Underset | Code::ForcedBreak)
    };
    outcome
        .diagnostics
        .iter()
        .find(|it| bad(it.severity, it.code))
        .map(|it| format!("[{}] {}", it.code.name(), it.message))
}

fn first(outcome: &Outcome, severity: Severity) -> String {
    let found = outcome
        .diagnostics
        .iter()
        .find(|it| it.severity == severity);
    found.map_or_else(String::new, |it| {
        format!("[{}] {}", it.code.name(), it.message)
    })
}

/// The files of a draft.
fn files(
    draft: &Draft<'_>,
    album: &Album,
    number: u32,
    length: &dyn Fn(&str) -> usize,
) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut endings: Vec<(String, String)> = Vec::new();
    for part in draft.parts(length) {
        match part {
            Part::Text(name, text) => {
                // A page comes after its photographs, whose endings it names.
                let text = endings.iter().fold(text, |text, (name, ending)| {
                    text.replace(&format!("{name}.{{ending}}"), &format!("{name}.{ending}"))
                });
                files.push((name, text.into_bytes()));
            }
            Part::Photograph(name, nth) => {
                let at =
                    (draft.seed() as usize).wrapping_add(nth * 7) % album.photographs.len().max(1);
                let Some((ending, bytes)) = album.photographs.get(at) else {
                    continue;
                };
                let bytes = match album.are_drawn {
                    true => marked(bytes, &format!("{number} {nth}")),
                    false => bytes.clone(),
                };
                files.push((format!("{name}.{ending}"), bytes));
                endings.push((name, ending.clone()));
            }
        }
    }
    files
}

/// A desk over files in memory, with fonts beside them.
struct PressDesk<'f> {
    files: MemoryDesk,
    fonts: &'f ExtraFonts,
}

impl<'f> PressDesk<'f> {
    fn over(fonts: &'f ExtraFonts) -> PressDesk<'f> {
        PressDesk {
            files: MemoryDesk::new(),
            fonts,
        }
    }
}

impl Desk for PressDesk<'_> {
    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        match self.fonts.iter().find(|(name, _)| name == path) {
            Some((_, bytes)) => Ok(bytes.clone()),
            None => self.files.read(path),
        }
    }

    fn stamp(&self, path: &str) -> Option<FileStamp> {
        self.files.stamp(path)
    }

    fn extra_fonts(&self) -> Vec<String> {
        self.fonts.iter().map(|(path, _)| path.clone()).collect()
    }
}
