//! The files of an edition: made, checked, delivered.

use super::check;
use super::files::{FileSet, Wanted, press_files};
use super::manifest::hand_over;
use super::names::Names;
use super::output::Output;
use super::pairs::unpaired;
use super::proofs::draw;
use super::record::Record;
use super::remains::{Remains, Sorted};
use super::report::{InputNames, report};
use super::write::exchange;
use crate::desk::{Desk, Folder};
use crate::diag::{Code, Diagnostic, Severity, Sources};
use crate::export::pdf::Purpose;
use crate::forme::PlacedPage;
use crate::geom::Folio;
use crate::ink::Standard;
use crate::preflight::{Checked, Printer};
use crate::say::{Text, text};
use crate::{Job, Outcome, Plant, Setting, typeset_for};

/// Resolution of the proofs that replace a refused press file, in pixels per inch.
const FAULT_PROOF_DPI: u32 = 100;

/// How an edition goes to press. What is absent is as the printer or the
/// layout has it.
#[derive(Clone, Copy, Debug, Default)]
pub struct PressJob {
    /// The standard of the press files.
    pub standard: Option<Standard>,
    /// Printer's marks outside the pages, even if the layout wants none.
    pub marks: bool,
    /// Also pages two by two, as they share a plate.
    pub pairs: bool,
    /// Which files are made; of a single page its own press file, whatever
    /// stands here.
    pub files: FileSet,
    /// Whether spreads are cut at the fold into two pages.
    pub halves: Option<bool>,
    /// Whether the printer was named, so that its standard and its limits
    /// hold, and not only what the edition asks of itself.
    pub printer_named: bool,
}

/// What came of setting an edition and making its files.
pub struct Prepared {
    /// The files read, for rendering the diagnostics.
    pub sources: Sources,
    /// Every problem.
    pub diagnostics: Vec<Diagnostic>,
    /// A problem of the printer's file with this edition.
    pub printer_fault: Option<Box<Diagnostic>>,
    /// What can be delivered, unless an error forbade it.
    pub ready: Option<Ready>,
}

/// The files of an edition, to be delivered.
pub struct Ready {
    /// The edition.
    pub setting: Setting,
    /// Whether the pages break the press policy or a rule of the printer; the
    /// files are proofs then.
    pub denied: bool,
    pub(super) named: InputNames,
    printer: Printer,
    pub(super) kind: Purpose,
    whole: bool,
    files: FileSet,
    pub(super) outputs: Vec<Output>,
    checked: Vec<Result<Checked, Text>>,
}

/// What was delivered.
pub struct Delivered {
    /// The files written.
    pub files: Vec<String>,
    /// Files of earlier runs that were taken away.
    pub removed: Vec<String>,
}

/// Sets an edition and makes its files: press PDFs when it may go to press,
/// marked proofs when it may not.
pub fn prepare(desk: &dyn Desk, job: &Job, printer: Printer, press: &PressJob) -> Prepared {
    let plant = plant(&printer, press);
    let outcome = typeset_for(desk, job, plant.as_ref());
    prepare_set(desk, job, outcome, printer, press)
}

/// Whose requirements hold for what others made: the printer's, if one was named, and the standard's
/// that was asked for.
pub fn plant(printer: &Printer, press: &PressJob) -> Option<Plant> {
    let wanted = press.printer_named || press.standard.is_some();
    wanted.then(|| Plant {
        printer: printer.clone(),
        named: press.printer_named,
        standard: press.standard,
    })
}

/// Makes the files of an edition that was set for its [`plant`], as
/// [`prepare`] does.
pub fn prepare_set(
    desk: &dyn Desk,
    job: &Job,
    mut outcome: Outcome,
    mut printer: Printer,
    press: &PressJob,
) -> Prepared {
    let halves = press.halves.unwrap_or(printer.halves);
    // Readers keep a spread whole.
    let spreads = outcome
        .setting
        .as_mut()
        .filter(|setting| halves && !setting.facing.is_empty())
        .map(Setting::cut_spreads);
    let mut prepared = Prepared {
        sources: outcome.sources,
        diagnostics: outcome.diagnostics,
        printer_fault: None,
        ready: None,
    };
    let Some(setting) = outcome.setting else {
        return prepared;
    };
    let standard = standard(press, &printer, &setting);
    let kind = Purpose::Press(standard);
    let marks = press.marks || setting.delivery.marks;
    printer.own = true;
    if !press.printer_named {
        // What the edition itself asks for stands.
        printer.standard = standard;
        printer.also.clear();
        printer.marks |= marks;
        printer.spots = u32::MAX;
    }
    let unpaired = press.pairs.then(|| unpaired(&setting)).flatten();
    let pairs = press.pairs && unpaired.is_none();
    prepared.diagnostics.extend(unpaired);
    let wanted = Wanted {
        kind,
        grey: printer.grey_mono,
        marks,
        pairs,
        files: match job.page {
            None => press.files,
            Some(_) => FileSet {
                pages: true,
                ..FileSet::NONE
            },
        },
    };
    prepared.diagnostics.extend(transparent_ads(&setting, kind));
    let made = match Names::new(&setting, &printer, kind) {
        Ok(names) => make(&names, spreads.as_deref(), wanted, &printer, &mut prepared),
        Err(fault) => {
            prepared.printer_fault = Some(fault);
            return prepared;
        }
    };
    match made {
        Ok(Made {
            outputs,
            checked,
            denied,
        }) => {
            prepared.ready = Some(Ready {
                denied,
                named: InputNames::of(desk, &job.edition),
                printer,
                kind,
                whole: job.page.is_none(),
                files: wanted.files,
                outputs,
                checked,
                setting,
            });
        }
        Err(fault) => prepared.diagnostics.push(*fault),
    }
    prepared
}

/// The standard of the press files: as asked for, as a printer that was named wants
/// them, or as the layout says.
fn standard(press: &PressJob, printer: &Printer, setting: &Setting) -> Standard {
    let named = press.printer_named.then_some(printer.standard);
    press
        .standard
        .or(named)
        .unwrap_or(setting.delivery.standard)
}

struct Made {
    outputs: Vec<Output>,
    checked: Vec<Result<Checked, Text>>,
    denied: bool,
}

/// The files; every press file passes the printer's rules, or proofs are made
/// instead.
fn make(
    names: &Names,
    spreads: Option<&[crate::forme::Forme]>,
    wanted: Wanted,
    printer: &Printer,
    prepared: &mut Prepared,
) -> Result<Made, Box<Diagnostic>> {
    let setting = names.setting;
    let denied = |diagnostics: &[Diagnostic]| {
        diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity >= Severity::Denied)
    };
    if denied(&prepared.diagnostics) {
        return Ok(Made {
            outputs: draw(setting, &setting.formes, FAULT_PROOF_DPI)?,
            checked: Vec::new(),
            denied: true,
        });
    }
    let outputs = press_files(names, spreads, wanted)?;
    // What all pages are in has what each would have in a file of its own.
    let checked = if wanted.files.pages {
        let files: Vec<(&str, &[u8])> = outputs
            .iter()
            .take(setting.formes.len())
            .map(|output| (output.name.as_str(), output.bytes.as_slice()))
            .collect();
        check::own_files(&files, printer)
    } else if wanted.files.edition {
        let file = &outputs[0];
        check::own_edition(setting, (&file.name, &file.bytes), printer)
    } else {
        Vec::new()
    };
    let found = check::diagnostics(setting, &checked);
    let denied = denied(&found);
    prepared.diagnostics.extend(found);
    let outputs = match denied {
        true => draw(setting, &check::marked(setting, &checked), FAULT_PROOF_DPI)?,
        false => outputs,
    };
    Ok(Made {
        outputs,
        checked,
        denied,
    })
}

/// Returns the diagnostics of placed pages with transparency, for a standard that has none.
fn transparent_ads(setting: &Setting, kind: Purpose) -> Vec<Diagnostic> {
    if !kind.is_flat() || setting.delivery.standard.is_flat() {
        return Vec::new();
    }
    let placed = setting.formes.iter().flat_map(|forme| {
        let pages = forme.placed_pages().into_iter();
        pages.map(move |page| (forme.number, page))
    });
    let report = |(number, page): (Folio, &PlacedPage)| {
        let span = setting.span(number, page.origin);
        let message = text!(
            "press.advertisement-transparency-pdf-x",
            "the advertisement of {page} has transparency, which PDF/X-1a does not allow [transparency]",
            page = page.name
        );
        Diagnostic::new(Code::AdPreflight, span, message).help(text!(
            "press.flattened-build-pdf-x",
            "have it flattened, or build for PDF/X-4"
        ))
    };
    placed
        .filter(|(_, page)| page.page.transparent)
        .map(report)
        .collect()
}

impl Ready {
    /// The files for a folder of their own, in which nothing was sent before:
    /// the press files with their tickets, the manifest and the report, or the
    /// proofs in their place.
    pub fn pack(
        mut self,
        sources: &Sources,
        diagnostics: &[Diagnostic],
    ) -> Result<Vec<Output>, Box<Diagnostic>> {
        if self.denied {
            return Ok(self.outputs);
        }
        let names = Names::new(&self.setting, &self.printer, self.kind)?;
        let files = self.files;
        hand_over(
            &self.setting,
            &mut self.outputs,
            &names,
            (None, &Record::default()),
            (&self.checked, &self.printer),
            (files, self.whole),
        );
        let text = report(
            &self.setting,
            &self.outputs,
            (sources, diagnostics),
            (files.pages || files.edition).then_some(self.kind),
            &self.named,
            &[],
        );
        self.outputs
            .push(Output::new("report.json".to_owned(), text.into_bytes()));
        Ok(self.outputs)
    }

    /// Names the files by what was sent before, and writes them into a folder
    /// with their tickets, the manifest and the report. What an earlier build
    /// left is not to pass for this one's and goes.
    pub fn deliver(
        &mut self,
        folder: &Folder,
        sources: &Sources,
        diagnostics: &[Diagnostic],
    ) -> Result<Delivered, Box<Diagnostic>> {
        let Ready {
            setting,
            printer,
            whole,
            files,
            outputs,
            ..
        } = self;
        let names = Names::new(setting, printer, self.kind)?;
        let record = Record::of(folder, &setting.slug)?;
        if !self.denied {
            hand_over(
                setting,
                outputs,
                &names,
                (Some(folder), &record),
                (&self.checked, printer),
                (*files, *whole),
            );
        }
        let Sorted {
            mut doomed,
            standing,
        } = Remains::of(folder, &setting.slug).sorted(folder, &names, outputs, &record, *whole);
        if self.denied {
            // Not even what no report tells of may pass for this run.
            let unsent = names.unsent(&record);
            doomed.extend(unsent.into_iter().filter(|name| folder.has(name)));
        }
        doomed.sort();
        doomed.dedup();
        let press = (!self.denied && (files.pages || files.edition)).then_some(self.kind);
        let text = report(
            setting,
            outputs,
            (sources, diagnostics),
            press,
            &self.named,
            &standing,
        );
        outputs.push(Output::new("report.json".to_owned(), text.into_bytes()));
        exchange(folder, outputs, &doomed)?;
        Ok(Delivered {
            files: outputs.iter().map(|output| output.name.clone()).collect(),
            removed: doomed,
        })
    }
}
