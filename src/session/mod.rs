//! The session: a house that stays warm.
//!
//! Input: a desk and the job of typesetting one of its editions, again and again
//! as its files change. Output: [`Made`], the finished pages with all that is
//! wrong with them.
//! Invariant: what a [`refresh`](Session::refresh) gives is what a cold run
//! gives: the same formes, the same diagnostics, byte for byte the same files.
//! Every value is kept under a key of all that it depends on, and found only if
//! the files that were read for it still have the bytes they had.
//!
//! A page is cheap enough to be made whole, so nothing finer than a story is
//! kept. What crosses pages is one small value, [`Links`](crate::edition::model::Links),
//! made anew each time. Each store has a budget of bytes; what was used longest
//! ago goes first.

mod guard;
mod key;
mod load;
mod placer;
mod set;
mod store;
mod stores;
mod view;
mod weigh;

use std::sync::Arc;

use crate::desk::{Desk, FileCache, Overlay, Snapshot};
use crate::diag::{Diagnostic, Severity, Sink, Sources};
use crate::edition::Edition;
use crate::forme::Forme;
use crate::geom::Folio;
use crate::makeup::StoryFit;
use crate::story::folded;

use key::Key;
use stores::{BUDGET, Stores};

pub(crate) use guard::guarded;
pub use placer::Plant;
pub use store::StoreUse;

/// A typesetting job.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// The edition file.
    pub edition: String,
    /// The only page to set, or `None` for all.
    pub page: Option<Folio>,
}

/// What came of a refresh.
pub struct Made {
    /// The files read, for rendering diagnostics.
    pub sources: Sources,
    /// Every problem, in the order of files and places, each once.
    pub diagnostics: Vec<Diagnostic>,
    /// The edition, unless it could not be read.
    pub edition: Option<Edition>,
    /// The wanted pages, in order; a spread is one. Of an edition with errors
    /// those that have none.
    pub formes: Vec<Arc<Forme>>,
    /// How every story fits.
    pub fits: Vec<StoryFit>,
    /// What each forme was made from.
    keys: Vec<Key>,
    /// What all of it depends on beside the formes.
    frame: Option<Key>,
}

impl Made {
    /// What tells the forme at an index from every other: two of one key are drawn alike.
    pub fn key(&self, forme: usize) -> Option<String> {
        let (frame, key) = (self.frame.as_ref()?, self.keys.get(forme)?);
        Some(Key::of("forme").key(frame).key(key).finish().to_string())
    }

    /// Whether no error forbids writing any of it.
    pub fn is_sound(&self) -> bool {
        self.edition.is_some()
            && self
                .diagnostics
                .iter()
                .all(|diagnostic| diagnostic.severity != Severity::Error)
    }
}

/// One edition of a desk, kept warm.
pub struct Session<'d> {
    desk: Arc<dyn Desk + Send + 'd>,
    job: Job,
    overlay: Overlay,
    cache: FileCache,
    stores: Arc<Stores>,
    pool: Option<Arc<rayon::ThreadPool>>,
    last: Option<Arc<Made>>,
    extra_fonts: Vec<String>,
    plant: Option<Arc<Plant>>,
}

impl<'d> Session<'d> {
    /// A session that works in the thread pool it is called in.
    pub fn open(desk: impl Desk + Send + 'd, job: Job) -> Session<'d> {
        Session {
            desk: Arc::new(desk),
            job,
            overlay: Overlay::default(),
            cache: FileCache::default(),
            stores: Arc::new(Stores::new(BUDGET)),
            pool: None,
            last: None,
            extra_fonts: Vec::new(),
            plant: None,
        }
    }

    /// The session for a plant: what others made is checked by its requirements.
    pub fn for_plant(mut self, plant: Plant) -> Session<'d> {
        self.plant = Some(Arc::new(plant));
        self
    }

    /// The session with a pool of so many threads of its own. The error says why
    /// the system has none to give.
    pub fn with_threads(mut self, threads: usize) -> Result<Session<'d>, String> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|error| error.to_string())?;
        self.pool = Some(Arc::new(pool));
        Ok(self)
    }

    /// The session with empty stores that keep about so many bytes in place of
    /// 1 GB. What is in use is kept beyond that.
    pub fn with_budget(mut self, bytes: usize) -> Session<'d> {
        self.stores = Arc::new(Stores::new(bytes));
        self
    }

    /// A session on another edition of the same desk. The two share their
    /// stores and their pool: what one has made of a layout or an article the
    /// other finds.
    pub fn beside(&self, job: Job) -> Session<'d> {
        Session {
            desk: self.desk.clone(),
            job,
            overlay: self.overlay.clone(),
            cache: FileCache::default(),
            stores: self.stores.clone(),
            pool: self.pool.clone(),
            last: None,
            extra_fonts: Vec::new(),
            plant: self.plant.clone(),
        }
    }

    /// What an edition comes to when it is made once, from another desk over
    /// the same files, in the thread pool that this is called in. What the
    /// stores of this session hold serves, and neither knows what the other
    /// reads.
    pub(crate) fn make_beside(&self, desk: &dyn Desk, job: &Job, plant: Option<&Plant>) -> Made {
        let cache = FileCache::default();
        make(&Snapshot::new(desk, &cache), &self.stores, job, plant)
    }

    /// Reads and links an edition of another desk without making its pages, as
    /// [`read`] does, with what the stores of this session hold.
    pub fn read_beside(&self, desk: &dyn Desk, job: &Job) -> ReadEdition {
        let cache = FileCache::default();
        read_from(&Snapshot::new(desk, &cache), &self.stores, job)
    }

    /// The unsaved buffers that stand in for files.
    pub fn overlay(&mut self) -> &mut Overlay {
        &mut self.overlay
    }

    /// What the edition comes to with the files as they are now. When none of
    /// them changed this is what the refresh before gave.
    pub fn refresh(&mut self) -> Arc<Made> {
        // What changed before is what this looks for.
        self.desk.changed();
        let desk = self.overlay.over(&*self.desk);
        let files = Snapshot::new(&desk, &self.cache);
        let extra_fonts = files.extra_fonts();
        if let Some(last) = &self.last
            && extra_fonts == self.extra_fonts
            && files.is_unchanged()
        {
            return last.clone();
        }
        let (stores, job, plant) = (&*self.stores, &self.job, self.plant.as_deref());
        let made = match &self.pool {
            Some(pool) => pool.install(|| make(&files, stores, job, plant)),
            None => make(&files, stores, job, plant),
        };
        files.forget_unused();
        self.stores.assets.fonts.forget_unused();
        let made = Arc::new(made);
        self.extra_fonts = extra_fonts;
        self.last = Some(made.clone());
        made
    }

    /// What its stores hold and did, by name.
    pub fn stores(&self) -> Vec<(&'static str, StoreUse)> {
        self.stores.used()
    }
}

/// What an edition comes to when it is made once.
pub(crate) fn make_once(desk: &dyn Desk, job: &Job, plant: Option<&Plant>) -> Made {
    let (cache, stores) = (FileCache::default(), Stores::for_one_run());
    make(&Snapshot::new(desk, &cache), &stores, job, plant)
}

/// An edition that was read and linked, and no more.
pub struct ReadEdition {
    /// The files read, for rendering diagnostics.
    pub sources: Sources,
    /// Every problem, in the order of files and places, each once.
    pub diagnostics: Vec<Diagnostic>,
    /// The edition, unless there are errors.
    pub edition: Option<Edition>,
    /// Every input file read, by the path asked for, with its SHA-256 in hex;
    /// of an edition with errors those that were come to.
    pub inputs: Vec<(String, String)>,
}

/// Reads and links an edition without making its pages.
pub fn read(desk: &dyn Desk, job: &Job) -> ReadEdition {
    let (cache, stores) = (FileCache::default(), Stores::for_one_run());
    read_from(&Snapshot::new(desk, &cache), &stores, job)
}

fn read_from(files: &Snapshot<'_>, stores: &Stores, job: &Job) -> ReadEdition {
    let loaded = load::load(files, stores, (&job.edition, job.page), None);
    ReadEdition {
        inputs: loaded.inputs,
        diagnostics: merged(loaded.diagnostics, &loaded.sources),
        sources: loaded.sources,
        edition: loaded
            .edition
            .filter(|keyed| !keyed.has_errors)
            .map(|keyed| keyed.edition),
    }
}

/// The whole way from files to finished pages.
fn make(files: &Snapshot<'_>, stores: &Stores, job: &Job, plant: Option<&Plant>) -> Made {
    let loaded = load::load(files, stores, (&job.edition, job.page), plant);
    let mut diagnostics = loaded.diagnostics;
    let finished = loaded.edition.map(|keyed| {
        let mut finished = set::finish(files, stores, &keyed);
        diagnostics.append(&mut finished.diagnostics);
        (keyed, finished)
    });
    let sources = loaded.sources;
    let diagnostics = merged(diagnostics, &sources);
    let Some((keyed, finished)) = finished else {
        return Made {
            sources,
            diagnostics,
            edition: None,
            formes: Vec::new(),
            fits: Vec::new(),
            keys: Vec::new(),
            frame: None,
        };
    };
    Made {
        sources,
        diagnostics,
        edition: Some(keyed.edition),
        formes: finished.formes,
        fits: finished.fits,
        keys: finished.keys,
        frame: Some(
            Key::of("edition made")
                .key(&keyed.frame)
                .key(&keyed.fonts)
                .finish(),
        ),
    }
}

/// All diagnostics, each once, by file and place; those without a place first.
fn merged(all: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let mut sink = Sink::new();
    all.into_iter()
        .for_each(|diagnostic| sink.report(diagnostic));
    let mut list = folded(sink.finish(), sources);
    list.sort_by_cached_key(|diagnostic| {
        diagnostic
            .primary
            .map(|span| (sources.rank(span.source), span.start))
    });
    list
}
