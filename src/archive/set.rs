//! Setting one edition.

use std::collections::BTreeMap;

use super::entry::{Entry, Produce};
use super::key::inputs_hash;
use super::letter::DeadLetter;
use super::receipt::EditionReceipt;
use crate::asset::sha256;
use crate::desk::{Desk, DiskDesk};
use crate::diag::{Code, Diagnostic, Severity, Sink, Sources};
use crate::geom::Folio;
use crate::preflight::Printer;
use crate::press::{
    InputNames, Output, Prepared, PressJob, draw, plant, prepare_set, printer_named,
};
use crate::say::text;
use crate::session::guarded;
use crate::{Job, Outcome, Session, Setting, typeset_beside};

/// Resolution of proofs, in pixels per inch.
const PROOF_DPI: u32 = 100;
/// Resolution of the small pictures of pages that failed.
const THUMBNAIL_DPI: u32 = 20;

/// What became of an edition.
#[derive(Debug)]
pub(super) enum Became {
    /// Its files and their receipt.
    Files(EditionReceipt, Vec<Output>),
    /// What was wrong, and its pages, small, by number.
    Failed(DeadLetter, Vec<(Folio, Vec<u8>)>),
}

impl Became {
    /// How many bytes there are to put.
    pub fn bytes(&self) -> usize {
        match self {
            Became::Files(_, outputs) => outputs.iter().map(|output| output.bytes.len()).sum(),
            Became::Failed(_, thumbnails) => thumbnails.iter().map(|(_, png)| png.len()).sum(),
        }
    }
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} bytes", self.name, self.bytes.len())
    }
}

/// The printers of a plan, read once.
#[derive(Debug)]
pub(super) struct Printers(BTreeMap<Option<String>, (Printer, Option<String>)>);

impl Printers {
    /// Reads the printers that some lines of a plan name. `folder` is that of
    /// the plan.
    pub fn of<'p>(
        desk: &DiskDesk,
        folder: &str,
        entries: impl Iterator<Item = &'p Entry>,
    ) -> Result<Printers, Box<Diagnostic>> {
        let mut printers = BTreeMap::new();
        for entry in entries {
            if printers.contains_key(&entry.printer) {
                continue;
            }
            let named = entry
                .printer
                .as_deref()
                .map(|printer| match is_file(printer) {
                    true => joined(folder, printer),
                    false => printer.to_owned(),
                });
            let (mut sources, mut sink) = (Sources::default(), Sink::new());
            let read = printer_named(desk, named.as_deref(), &mut sources, &mut sink);
            let printer = read.map_err(|_| {
                let first = sink.finish().into_iter().next();
                Box::new(first.unwrap_or_else(|| {
                    Diagnostic::new(
                        Code::Internal,
                        None,
                        text!("archive.no-reason", "no reason was given"),
                    )
                }))
            })?;
            let hash = printer_hash(desk, named.as_deref())?;
            printers.insert(entry.printer.clone(), (printer, hash));
        }
        Ok(Printers(printers))
    }
}

fn is_file(printer: &str) -> bool {
    printer.ends_with(".toml")
}

/// The SHA-256 of a printer's file; none for a bundled printer.
pub(super) fn printer_hash(
    desk: &DiskDesk,
    printer: Option<&str>,
) -> Result<Option<String>, Box<Diagnostic>> {
    let Some(path) = printer.filter(|printer| is_file(printer)) else {
        return Ok(None);
    };
    match desk.read(path) {
        Ok(bytes) => Ok(Some(sha256(&bytes))),
        Err(error) => {
            let message = text!(
                "archive.bad-printer",
                "the printer's file “{printer}” cannot be read: {why}",
                printer = path,
                why = error
            );
            Err(Box::new(Diagnostic::new(
                Code::FileUnreadable,
                None,
                message,
            )))
        }
    }
}

/// A path that counts from a folder.
pub(super) fn joined(folder: &str, path: &str) -> String {
    match folder {
        "" | "." => path.to_owned(),
        _ if path.starts_with('/') => path.to_owned(),
        folder => format!("{}/{path}", folder.trim_end_matches('/')),
    }
}

/// Sets an edition and makes its files. A panic is one of the things that can
/// be wrong with it.
pub(super) fn set(
    warm: &Session<'_>,
    desk: &DiskDesk,
    (printers, folder): (&Printers, &str),
    entry: &Entry,
) -> Became {
    let what = text!(
        "archive.edition-at",
        "the edition {path}",
        path = entry.path
    );
    guarded(what, None, || {
        unguarded(warm, desk, (printers, folder), entry)
    })
    .unwrap_or_else(|fault| Became::Failed(DeadLetter::for_reason(entry, &fault), Vec::new()))
}

fn unguarded(
    warm: &Session<'_>,
    desk: &DiskDesk,
    (printers, folder): (&Printers, &str),
    entry: &Entry,
) -> Became {
    let job = Job {
        edition: joined(folder, &entry.path),
        page: None,
    };
    let Some((printer, printer_hash)) = printers.0.get(&entry.printer) else {
        let fault = Diagnostic::new(
            Code::Internal,
            None,
            text!("archive.no-reason", "no reason was given"),
        );
        return Became::Failed(DeadLetter::for_reason(entry, &fault), Vec::new());
    };
    let names = InputNames::of(desk, &job.edition);
    let named = |path: &str| names.name(path);
    let press = PressJob {
        files: entry.files(),
        printer_named: entry.printer.is_some(),
        ..PressJob::default()
    };
    let plant = plant(printer, &press);
    let outcome = typeset_beside(warm, desk, &job, plant.as_ref());
    if let Some(setting) = &outcome.setting
        && input_of(setting, &named, printer_hash.as_deref()) != entry.input
    {
        let message = text!(
            "archive.plan-stale",
            "the files of {path} are not those that the plan was made from",
            path = entry.path
        );
        let fault = Diagnostic::new(Code::PlanStale, None, message).help(text!(
            "archive.plan-stale-help",
            "make the plan anew; what is done and has not changed is found again"
        ));
        return Became::Failed(DeadLetter::for_reason(entry, &fault), Vec::new());
    }
    deliver(desk, &job, outcome, (printer, &press), entry, &named)
}

/// The hash of all that an edition was made from.
fn input_of(setting: &Setting, named: &dyn Fn(&str) -> String, printer: Option<&str>) -> String {
    let files = setting
        .inputs
        .iter()
        .map(|(path, hash)| (named(path), hash.clone()));
    let printer = printer.map(|hash| (String::from(" printer"), hash.to_owned()));
    inputs_hash(files.chain(printer))
}

/// The files of an edition that was set.
fn deliver(
    desk: &DiskDesk,
    job: &Job,
    outcome: Outcome,
    (printer, press): (&Printer, &PressJob),
    entry: &Entry,
    named: &dyn Fn(&str) -> String,
) -> Became {
    let Prepared {
        sources,
        mut diagnostics,
        printer_fault,
        ready,
    } = prepare_set(desk, job, outcome, printer.clone(), press);
    diagnostics.extend(printer_fault.map(|fault| *fault));
    let failed = |diagnostics: &[Diagnostic], thumbnails| {
        let letter = DeadLetter::of(entry, &sources, diagnostics, named);
        Became::Failed(letter, thumbnails)
    };
    let Some(ready) = ready else {
        return failed(&diagnostics, Vec::new());
    };
    if ready.denied {
        return failed(&diagnostics, thumbnails(&ready.setting));
    }
    let warnings = diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Warning)
        .count();
    let about = (ready.setting.paper.clone(), ready.setting.date.clone());
    let pages = ready.setting.page_count();
    let proofs = match entry.outputs.contains(&Produce::Proof) {
        true => draw(&ready.setting, &ready.setting.formes, PROOF_DPI),
        false => Ok(Vec::new()),
    };
    let packed = proofs.and_then(|proofs| {
        let mut outputs = ready.pack(&sources, &diagnostics)?;
        outputs.extend(proofs);
        Ok(outputs)
    });
    match packed {
        Ok(outputs) => {
            let counts = (count(pages), count(warnings));
            let receipt = EditionReceipt::of(entry, (&about.0, &about.1), counts, &outputs);
            Became::Files(receipt, outputs)
        }
        Err(fault) => failed(&[*fault], Vec::new()),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The pages, small; one that cannot be drawn is left out.
fn thumbnails(setting: &Setting) -> Vec<(Folio, Vec<u8>)> {
    let draw_one = |forme: &crate::forme::Forme| {
        let drawn = draw(setting, std::slice::from_ref(forme), THUMBNAIL_DPI).ok()?;
        Some((forme.number, drawn.into_iter().next()?.bytes))
    };
    setting.formes.iter().filter_map(draw_one).collect()
}

/// Does something in a thread pool of the current thread alone, so that what
/// one edition waits for is never the work of another.
pub(super) fn single_threaded<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build();
    match pool {
        Ok(pool) => pool.install(work),
        // Without one it works in the pool of all.
        Err(_) => work(),
    }
}
