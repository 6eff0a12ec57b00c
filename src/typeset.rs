//! The whole pipeline, from an edition file to finished pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::asset::{Fonts, OutputProfile, Pictures};
use crate::desk::Desk;
use crate::diag::{Diagnostic, Severity, Sources, Span, Spanned};
use crate::edition::{Delivery, Edition};
use crate::forme::{Forme, Origin};
use crate::geom::Folio;
use crate::makeup::{Remedies, StoryFit, remedies};
use crate::session::{self, Job, Made, Plant, Session};
use crate::steady::steadily;
use crate::style::Lang;

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
    /// Delivery of the press files.
    pub delivery: Delivery,
    /// The printing condition.
    pub condition: Arc<OutputProfile>,
    /// The pages, in order; a spread is one.
    pub formes: Vec<Forme>,
    /// Number of the right page of every spread 跨版, by that of the left page.
    pub facing: BTreeMap<Folio, Folio>,
    /// Copyfit of every story.
    pub fits: Vec<StoryFit>,
    /// The fonts.
    pub fonts: Arc<Fonts>,
    /// The pictures.
    pub pictures: Pictures,
    /// Where each origin of a page comes from, by the number of the page; of a
    /// spread by both.
    pub origins: BTreeMap<Folio, Arc<[Span]>>,
    /// Numbers of all pages of the edition, with the places where they are written.
    pub numbers: Vec<Spanned<Folio>>,
    /// Every input file read, by the path asked for, with its SHA-256 in hex.
    pub inputs: Vec<(String, String)>,
    /// Fonts that the layout names, by the name that styles use.
    pub font_names: BTreeMap<String, Span>,
}

impl Setting {
    fn of(edition: Edition, formes: Vec<Arc<Forme>>, fits: Vec<StoryFit>) -> Setting {
        let pages = || edition.pages.iter();
        let origins = pages()
            .flat_map(|page| page.numbers().map(|number| (number, page.origins.clone())))
            .collect();
        let facing = pages()
            .filter_map(|page| Some((page.number, page.spread?.facing)))
            .collect();
        Setting {
            formes: formes.into_iter().map(Arc::unwrap_or_clone).collect(),
            facing,
            fits,
            origins,
            paper: edition.paper,
            date: edition.date,
            slug: edition.slug,
            lang: edition.lang,
            delivery: edition.delivery,
            condition: edition.condition,
            fonts: edition.fonts,
            pictures: edition.pictures,
            numbers: edition.numbers,
            inputs: edition.inputs,
            font_names: edition.font_names,
        }
    }

    /// The place in the input that an origin on the page of this number stands
    /// for.
    pub fn span(&self, page: Folio, origin: Origin) -> Option<Span> {
        let origins = self.origins.get(&page)?;
        origins.get(origin.0 as usize).copied()
    }

    /// Returns the pages one by one: every spread cut at its fold into two.
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

    /// Returns the number of pages; a spread counts as two.
    pub fn page_count(&self) -> usize {
        self.formes.len()
            + self
                .formes
                .iter()
                .filter(|forme| self.facing.contains_key(&forme.number))
                .count()
    }

    /// Returns the number of a page in a file name: `04`, or `04-05` for a spread, `A04` in a section.
    pub fn file_number(&self, forme: &Forme) -> String {
        match self.facing.get(&forme.number) {
            Some(facing) => format!("{:02}-{:02}", forme.number, facing.in_section()),
            None => format!("{:02}", forme.number),
        }
    }
}

/// The result of a run.
pub struct Outcome {
    /// The files read, for rendering diagnostics.
    pub sources: Sources,
    /// Every problem, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// The edition, unless an error prevented setting it.
    pub setting: Option<Setting>,
}

/// Typesets an edition: what a refresh of a cold [`Session`](crate::Session) gives. Pages are made
/// side by side; the result does not depend on how many threads there are. What was changed while it was read is
/// reported, and everything is read again.
pub fn typeset(desk: &dyn Desk, job: &Job) -> Outcome {
    typeset_for(desk, job, None)
}

/// Typesets an edition for a plant, whose requirements hold for what others made as well, and whose
/// least resolution rules how far pictures are reduced.
pub fn typeset_for(desk: &dyn Desk, job: &Job, plant: Option<&Plant>) -> Outcome {
    let (mut outcome, changed) = steadily(desk, || typeset_once(desk, job, plant));
    note_changes(&mut outcome, changed);
    if let (Some(setting), Some(plant)) = (&mut outcome.setting, plant)
        && plant.named
        && setting.condition.ppi < plant.printer.ppi.1
    {
        Arc::make_mut(&mut setting.condition).ppi = plant.printer.ppi.1;
    }
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

/// Typesets an edition as [`typeset_for`] does, with what the stores of a
/// session hold already.
pub fn typeset_beside(
    warm: &Session<'_>,
    desk: &dyn Desk,
    job: &Job,
    plant: Option<&Plant>,
) -> Outcome {
    let once = || Outcome::from(warm.make_beside(desk, job, plant));
    let (mut outcome, changed) = steadily(desk, once);
    note_changes(&mut outcome, changed);
    outcome
}

fn typeset_once(desk: &dyn Desk, job: &Job, plant: Option<&Plant>) -> Outcome {
    Outcome::from(session::make_once(desk, job, plant))
}

/// Typesets an edition as [`typeset`] does, for those who want the copy beside the pages: the
/// edition with its stories, and the formes. There is no edition if files kept changing.
pub fn made(desk: &dyn Desk, job: &Job) -> Made {
    let (mut made, changed) = steadily(desk, || session::make_once(desk, job, None));
    let failed = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    if changed.iter().any(failed) {
        made.edition = None;
    }
    made.diagnostics.splice(..0, changed);
    made
}

impl From<Made> for Outcome {
    fn from(made: Made) -> Outcome {
        let is_sound = made.is_sound();
        let setting = made
            .edition
            .filter(|_| is_sound)
            .map(|edition| Setting::of(edition, made.formes, made.fits));
        Outcome {
            sources: made.sources,
            diagnostics: made.diagnostics,
            setting,
        }
    }
}

/// Sets an edition and searches for remedies that make each of its stories fit 凑版.
pub fn fit(desk: &dyn Desk, job: &Job) -> (Outcome, Vec<Remedies>) {
    let ((mut outcome, remedies), changed) = steadily(desk, || fit_once(desk, job));
    note_changes(&mut outcome, changed);
    (outcome, remedies)
}

fn fit_once(desk: &dyn Desk, job: &Job) -> (Outcome, Vec<Remedies>) {
    let read = session::read(desk, job);
    let found = read.edition.as_ref().map(remedies).unwrap_or_default();
    (
        Outcome {
            sources: read.sources,
            diagnostics: read.diagnostics,
            setting: None,
        },
        found,
    )
}
