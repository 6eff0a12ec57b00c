//! `build` and `check`.

use std::path::Path;

use serde_json::json;

use super::args::Spread;
use super::handover::hand_over;
use super::job::Exit;
use super::output::{Output, usable, write_all};
use super::preflight;
use super::press::{Names, Wanted, press_files};
use super::proof::draw;
use super::remains::{self, Remains, Sorted, take_away};
use super::render::Renderer;
use super::report::{report, stories};
use super::sent::Record;
use crate::asset::sha256;
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Severity, Sink, Sources};
use crate::export::pdf::Purpose;
use crate::forme::PlacedPage;
use crate::ink::Standard;
use crate::{Job, Setting, typeset};

/// The resolution of the proofs that stand in for a refused press file.
const FAULT_PROOF_DPI: u32 = 100;

/// The arguments as typed.
pub(super) struct Typed<'a> {
    pub folder: &'a Path,
    pub standard: Option<Standard>,
    pub marks: bool,
    pub pairs: bool,
    pub spread: Option<Spread>,
    pub printer: Option<&'a str>,
}

/// Sets an edition and writes its files: press PDFs when it may go to press,
/// marked proofs when it may not. After an error nothing is written, and what
/// an earlier build left is not to pass for this one's.
pub(super) fn build(desk: &dyn Desk, job: &Job, typed: &Typed, renderer: &Renderer) -> Exit {
    let end = make(desk, job, typed, renderer);
    if end == Exit::InputError && remains::press_files_in(typed.folder) {
        renderer.figure(&format!(
            "nothing was written: the press files in {} are of an earlier build",
            typed.folder.display()
        ));
    }
    end
}

fn make(desk: &dyn Desk, job: &Job, typed: &Typed, renderer: &Renderer) -> Exit {
    let folder = typed.folder;
    if let Err(diagnostic) = usable(folder) {
        return fail(renderer, &diagnostic);
    }
    let (mut asked, mut sink) = (Sources::default(), Sink::new());
    let printer = preflight::printer_named(desk, typed.printer, &mut asked, &mut sink);
    renderer.show(&asked, &sink.finish());
    let Ok(mut printer) = printer else {
        return Exit::InputError;
    };
    let mut outcome = typeset(desk, job);
    let halves = typed
        .spread
        .map_or(printer.halves, |spread| spread == Spread::Halves);
    // Readers keep a spread whole.
    let whole = outcome
        .setting
        .as_mut()
        .filter(|setting| halves && !setting.facing.is_empty())
        .map(Setting::cut_spreads);
    let Some(setting) = &outcome.setting else {
        renderer.show(&outcome.sources, &outcome.diagnostics);
        renderer.tally(&outcome.diagnostics);
        return Exit::InputError;
    };
    let named = typed.printer.map(|_| printer.standard);
    let standard = typed
        .standard
        .or(named)
        .unwrap_or(setting.delivery.standard);
    let kind = Purpose::Press(standard);
    let seen = transparent_ads(setting, kind);
    let marks = typed.marks || setting.delivery.marks;
    printer.own = true;
    if named.is_none() {
        // No printer is named: what the edition itself asks for stands.
        printer.standard = standard;
        printer.marks |= marks;
        printer.spots = u32::MAX;
    }
    let names = match Names::new(setting, printer.page_name.as_ref(), kind) {
        Ok(names) => names,
        Err(diagnostic) => {
            renderer.show(&asked, std::slice::from_ref(&diagnostic));
            return Exit::InputError;
        }
    };
    let record = match Record::of(folder, &setting.slug) {
        Ok(record) => record,
        Err(diagnostic) => return fail(renderer, &diagnostic),
    };
    let wanted = Wanted {
        kind,
        marks,
        pairs: typed.pairs,
        whole: job.page.is_none(),
    };
    outcome.diagnostics.extend(seen);
    let policy = outcome
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Denied);
    let made = if policy {
        draw(setting, &setting.formes, FAULT_PROOF_DPI)
    } else {
        press_files(&names, whole.as_deref(), wanted)
    };
    let mut outputs = match made {
        Ok(outputs) => outputs,
        Err(diagnostic) => {
            outcome.diagnostics.push(*diagnostic);
            renderer.show(&outcome.sources, &outcome.diagnostics);
            renderer.tally(&outcome.diagnostics);
            return Exit::InputError;
        }
    };
    let mut denied = policy;
    if !policy {
        // Every press file passes the printer's rules before it is written.
        let files: Vec<(&str, &[u8])> = outputs
            .iter()
            .take(setting.formes.len())
            .map(|output| (output.name.as_str(), output.bytes.as_slice()))
            .collect();
        let checked = preflight::own_files(&files, &printer);
        let found = preflight::diagnostics(setting, &checked);
        denied = found
            .iter()
            .any(|diagnostic| diagnostic.severity >= Severity::Denied);
        if denied {
            outputs = match draw(
                setting,
                &preflight::marked(setting, &checked),
                FAULT_PROOF_DPI,
            ) {
                Ok(outputs) => outputs,
                Err(diagnostic) => return fail(renderer, &diagnostic),
            };
        } else {
            hand_over(
                setting,
                &mut outputs,
                &names,
                &record,
                (&checked, &printer),
                wanted.whole,
            );
        }
        outcome.diagnostics.extend(found);
    }
    renderer.show(&outcome.sources, &outcome.diagnostics);
    renderer.tally(&outcome.diagnostics);
    let Sorted {
        mut doomed,
        standing,
    } = Remains::of(folder, &setting.slug).sorted(setting, &names, &outputs, &record, wanted.whole);
    let press = (!denied).then_some(kind);
    let text = report(
        setting,
        &outputs,
        &outcome.sources,
        &outcome.diagnostics,
        press,
        &job.edition,
        &standing,
    );
    outputs.push(Output::new("report.json".to_owned(), text.into_bytes()));
    if let Err(diagnostic) = write(folder, &outputs) {
        return fail(renderer, &diagnostic);
    }
    if denied {
        // Not even what no report tells of may pass for this run.
        let hash = |name: String| {
            Some((
                name.clone(),
                sha256(&std::fs::read(folder.join(name)).ok()?),
            ))
        };
        doomed.extend(names.unsent(&record).into_iter().filter_map(hash));
    }
    let removed = take_away(&doomed, folder, renderer);
    let files: Vec<&str> = outputs.iter().map(|output| output.name.as_str()).collect();
    renderer.result(&json!({"folder": folder.to_string_lossy(), "press": !denied, "files": files, "removed": removed}));
    if denied {
        renderer.say(&format!(
            "no press file: the pages break the press policy. Marked proofs → {}",
            folder.display()
        ));
        return Exit::Denied;
    }
    renderer.say(&format!(
        "{} pages, {} stories, all fit → {}",
        setting.page_count(),
        setting.fits.len(),
        folder.display()
    ));
    Exit::Fine
}

/// Sets an edition and tells how every story fits.
pub(super) fn check(desk: &dyn Desk, job: &Job, renderer: &Renderer) -> Exit {
    let outcome = typeset(desk, job);
    renderer.show(&outcome.sources, &outcome.diagnostics);
    if let Some(setting) = &outcome.setting {
        for fit in &setting.fits {
            let (page, fit) = (fit.page, fit);
            let state = match (fit.over_lines, fit.spare_lines) {
                (0, 0) => "满 full".to_owned(),
                (0, spare) => format!("欠 {spare} 行 spare"),
                (over, _) => format!("超 {over} 行 {} 字 over", fit.over_chars),
            };
            renderer.found(&format!(
                "{page:>3}版  {:<16} {:>5} 字 {:>4}/{:<4} 行  {state}",
                fit.story, fit.chars, fit.lines, fit.room
            ));
        }
    }
    if let Some(setting) = &outcome.setting {
        renderer.result(&json!({"stories": stories(setting)}));
    }
    renderer.tally(&outcome.diagnostics);
    Exit::of(&outcome.diagnostics)
}

/// Placed pages that blend with what is below, for a standard that knows no
/// transparency.
fn transparent_ads(setting: &Setting, kind: Purpose) -> Vec<Diagnostic> {
    let known = setting.delivery.standard == Standard::X1a;
    if kind != Purpose::Press(Standard::X1a) || known {
        return Vec::new();
    }
    let placed = setting.formes.iter().flat_map(|forme| forme.placed_pages());
    let report = |page: &PlacedPage| {
        let span = setting.origins.get(page.origin.0 as usize).copied();
        let message = format!(
            "the advertisement of {} has transparency, which PDF/X-1a does not allow [transparency]",
            page.name
        );
        Diagnostic::new(Code::AdPreflight, span, message)
            .help("have it flattened, or build for PDF/X-4")
    };
    placed
        .filter(|page| page.page.transparent)
        .map(report)
        .collect()
}

/// Writes the outputs, or says which could not be.
pub(super) fn write(folder: &Path, outputs: &[Output]) -> Result<(), Box<Diagnostic>> {
    write_all(folder, outputs).map_err(|(path, error)| {
        Box::new(
            Diagnostic::new(
                Code::OutputFailed,
                None,
                format!("“{}” could not be written: {error}", path.display()),
            )
            .help("nothing was left half written"),
        )
    })
}

/// Shows a problem met after typesetting.
pub(super) fn fail(renderer: &Renderer, diagnostic: &Diagnostic) -> Exit {
    renderer.show(&Sources::default(), std::slice::from_ref(diagnostic));
    Exit::InputError
}
