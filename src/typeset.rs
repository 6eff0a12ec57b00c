//! The whole way from an edition file to finished pages.

use rayon::prelude::*;

use std::collections::{BTreeMap, BTreeSet};

use crate::asset::{Crop, Fonts, OutputProfile, PictureId, Pictures};
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Severity, Sink, Sources, Span, Spanned};
use crate::edition::{self, Delivery, Edition, Loaded};
use crate::forme::{Forme, Origin};
use crate::lint::inspect;
use crate::makeup::{MadePage, Remedies, StoryFit, make_up, remedies, unprintable};
use crate::steady::steadily;
use crate::style::Lang;

/// What to typeset.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// The edition file.
    pub edition: String,
    /// Only this page, or all.
    pub page: Option<u32>,
}

/// A typeset edition.
pub struct Setting {
    /// The paper's name.
    pub paper: String,
    /// The date as written, `2021-12-31`.
    pub date: String,
    /// The edition's short name, safe in a file name.
    pub slug: String,
    /// The paper's language.
    pub lang: Lang,
    /// How the press files are delivered.
    pub delivery: Delivery,
    /// The printing condition.
    pub condition: OutputProfile,
    /// The pages, in order; a spread is one.
    pub formes: Vec<Forme>,
    /// Of every spread 跨版 the number right of the fold, by that left of it.
    pub facing: BTreeMap<u32, u32>,
    /// How every story fits.
    pub fits: Vec<StoryFit>,
    /// The fonts.
    pub fonts: Fonts,
    /// The pictures.
    pub pictures: Pictures,
    /// Where each origin on a page comes from.
    pub origins: Vec<Span>,
    /// The numbers of all its pages, where they are written.
    pub numbers: Vec<Spanned<u32>>,
    /// Every input file read, by the path asked for, with its SHA-256 in hex.
    pub inputs: Vec<(String, String)>,
    /// Where the layout names its own fonts, by what styles call them.
    pub font_names: BTreeMap<String, Span>,
}

impl Setting {
    /// The pages one by one: every spread cut at its fold into two.
    pub fn single_pages(&self) -> Vec<Forme> {
        let cut = |forme: &Forme| match self.facing.get(&forme.number) {
            Some(facing) => forme.halves(*facing, &self.fonts).to_vec(),
            None => vec![forme.clone()],
        };
        self.formes.iter().flat_map(cut).collect()
    }

    /// Cuts every spread into its two pages; returns the pages as they were.
    pub fn cut_spreads(&mut self) -> Vec<Forme> {
        let single = self.single_pages();
        self.facing.clear();
        std::mem::replace(&mut self.formes, single)
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.formes.len()
            + self
                .formes
                .iter()
                .filter(|forme| self.facing.contains_key(&forme.number))
                .count()
    }

    /// The number of a page in a file name: `04`, or `04-05` for a spread.
    pub fn file_number(&self, forme: &Forme) -> String {
        match self.facing.get(&forme.number) {
            Some(facing) => format!("{:02}-{facing:02}", forme.number),
            None => format!("{:02}", forme.number),
        }
    }
}

/// All that came of a run.
pub struct Outcome {
    /// The files read, for rendering diagnostics.
    pub sources: Sources,
    /// Every problem, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// The edition, unless an error forbade setting it.
    pub setting: Option<Setting>,
}

/// Typesets an edition. Pages are made side by side; the result does not
/// depend on how many threads there are. What was changed while it was read is
/// reported, and everything is read again.
pub fn typeset(desk: &dyn Desk, job: &Job) -> Outcome {
    let (mut outcome, changed) = steadily(desk, || typeset_once(desk, job));
    note_changes(&mut outcome, changed);
    outcome
}

/// Puts what was changed before all else, and lets nothing be made of what
/// kept changing.
fn note_changes(outcome: &mut Outcome, changed: Vec<Diagnostic>) {
    let failed = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    if changed.iter().any(failed) {
        outcome.setting = None;
    }
    outcome.diagnostics.splice(..0, changed);
}

fn typeset_once(desk: &dyn Desk, job: &Job) -> Outcome {
    let mut sink = Sink::new();
    let (sources, loaded) = edition::load(desk, &job.edition, job.page, &mut sink);
    let edition = match loaded {
        Loaded::Complete(edition) => edition,
        Loaded::WithErrors(edition) => {
            report_further_errors(&edition, &mut sink);
            return Outcome {
                sources,
                diagnostics: sink.finish(),
                setting: None,
            };
        }
        Loaded::Failed => {
            return Outcome {
                sources,
                diagnostics: sink.finish(),
                setting: None,
            };
        }
    };
    let made: Vec<MadePage> = make_up(&edition);
    let mut formes = Vec::new();
    let mut fits = Vec::new();
    for page in made {
        fits.extend(page.fits);
        formes.push(page.forme);
        sink.absorb(page.sink);
    }
    let broken = decode_all(&edition, &formes);
    for diagnostic in inspect(&edition, &mut formes).into_iter().chain(broken) {
        sink.report(diagnostic);
    }
    let facing = edition
        .pages
        .iter()
        .filter_map(|page| Some((page.number, page.spread?.facing)))
        .collect();
    let Edition {
        paper,
        date,
        slug,
        lang,
        delivery,
        condition,
        fonts,
        pictures,
        origins,
        numbers,
        inputs,
        font_names,
        ..
    } = edition;
    let setting = (!sink.has(Severity::Error)).then_some(Setting {
        paper,
        date,
        slug,
        lang,
        delivery,
        condition,
        formes,
        facing,
        fits,
        fonts,
        pictures,
        origins,
        numbers,
        inputs,
        font_names,
    });
    Outcome {
        sources,
        diagnostics: sink.finish(),
        setting,
    }
}

/// Sets the sound pages of an edition that has errors, to tell what is wrong
/// with them too, and looks through every article for what no font has. The
/// lints are not asked: they judge whole editions.
fn report_further_errors(edition: &Edition, sink: &mut Sink) {
    sink.absorb(unprintable(edition));
    let mut formes = Vec::new();
    for page in make_up(edition) {
        formes.push(page.forme);
        sink.absorb(page.sink);
    }
    for diagnostic in decode_all(edition, &formes) {
        sink.report(diagnostic);
    }
}

/// Sets an edition and tries what would make each of its stories fit 凑版.
pub fn fit(desk: &dyn Desk, job: &Job) -> (Outcome, Vec<Remedies>) {
    let ((mut outcome, remedies), changed) = steadily(desk, || fit_once(desk, job));
    note_changes(&mut outcome, changed);
    (outcome, remedies)
}

fn fit_once(desk: &dyn Desk, job: &Job) -> (Outcome, Vec<Remedies>) {
    let mut sink = Sink::new();
    let (sources, loaded) = edition::load(desk, &job.edition, job.page, &mut sink);
    let found = if let Loaded::Complete(edition) = &loaded {
        remedies(edition)
    } else {
        Vec::new()
    };
    (
        Outcome {
            sources,
            diagnostics: sink.finish(),
            setting: None,
        },
        found,
    )
}

/// Decodes every placed picture, so that a truncated one is told before any
/// file is written, and keeps of each what will be printed. Pictures are
/// decoded side by side, as many at a time as there are threads.
fn decode_all(edition: &Edition, formes: &[Forme]) -> Vec<Diagnostic> {
    let mut wanted: BTreeMap<PictureId, (BTreeSet<Crop>, BTreeSet<Origin>)> = BTreeMap::new();
    for placed in formes.iter().flat_map(Forme::pictures) {
        let (cuts, origins) = wanted.entry(placed.picture).or_default();
        cuts.extend(
            placed
                .print(edition.pictures.get(placed.picture), &edition.condition)
                .map(|print| print.cut),
        );
        origins.insert(placed.origin);
    }
    let broken: Vec<Vec<Diagnostic>> = wanted
        .into_par_iter()
        .map(|(id, (cuts, origins))| {
            let picture = edition.pictures.get(id);
            let Err(fault) = picture.prepare(&cuts) else {
                return Vec::new();
            };
            let report = |origin: Origin| {
                let span = edition.origins.get(origin.0 as usize).copied();
                Diagnostic::new(
                    Code::BadPicture,
                    span,
                    format!(
                        "the picture “{}” cannot be decoded: {}",
                        picture.path, fault.0
                    ),
                )
                .help("export it again as JPEG, PNG, TIFF or WebP")
            };
            origins.into_iter().map(report).collect()
        })
        .collect();
    broken.into_iter().flatten().collect()
}
