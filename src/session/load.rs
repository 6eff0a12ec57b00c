//! The first half of a refresh: from files to a linked edition.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::guard::guarded;
use super::key::Key;
use super::placer::{Plant, place_pdf};
use super::stores::{Stores, Unit, unit};
use crate::asset::{FontId, Fonts, Pictures};
use crate::desk::Snapshot;
use crate::diag::{Code, Diagnostic, Severity, SourceId, Sources, Span};
use crate::edition::model::{Links, PageLinks, PageWanted};
use crate::edition::resolve::{
    FontPlaces, Frame, PageJob, ResolvedHouse, ResolvedPage, articles, beside, check_fonts,
    check_lacking, copy_fonts, frame, levels, link, read_edition, read_page, read_story,
    resolve_house, resolve_page, roots, slug,
};
use crate::edition::{Edition, House, Page, StoryId};
use crate::geom::Folio;
use crate::say::text;
use crate::spec::{Cells, CopySpec, EditionSpec, PageSpec};
use crate::story::{InlineFace, Story};

/// An edition, loaded and linked.
pub(super) struct Loaded {
    /// The edition, unless nothing can be set.
    pub edition: Option<Keyed>,
    /// The texts read, in order.
    pub sources: Sources,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Every input file that was come to, with its SHA-256 in hex.
    pub inputs: Vec<(String, String)>,
}

/// An edition, and what each part of it was made from.
pub(super) struct Keyed {
    pub edition: Edition,
    /// Whether errors were reported. The pages that have none are wanted, so
    /// that what else is wrong can be found; nothing of it may be written.
    pub has_errors: bool,
    /// What crosses its pages.
    pub links: Links,
    /// Where each page writes its number.
    pub numbers: Vec<Span>,
    /// What all of it depends on: the edition file and the house.
    pub frame: Key,
    /// Of every page, with the frame in it.
    pub pages: Vec<Key>,
    /// Of every article.
    pub stories: BTreeMap<StoryId, Key>,
    /// Of the fonts.
    pub fonts: Key,
}

/// Gathers what units found, in the order of the stages.
#[derive(Default)]
struct Gathered {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    pictures: Pictures,
    inputs: BTreeMap<String, String>,
}

impl Gathered {
    fn take<T>(&mut self, unit: &Unit<T>) {
        self.take_staged(&unit.staged);
    }

    fn take_staged<T>(&mut self, staged: &crate::edition::resolve::Staged<T>) {
        self.sources.absorb(&staged.sources);
        self.diagnostics.extend_from_slice(&staged.diagnostics);
        self.pictures.absorb(&staged.pictures);
        let inputs = staged.inputs.iter();
        self.inputs
            .extend(inputs.map(|(path, hash)| (path.clone(), hash.clone())));
    }
}

/// Loads, resolves, checks and links an edition; `only` one of its pages is
/// wanted, or all. PDFs of others are checked for the plant, if one is named.
pub(super) fn load(
    files: &Snapshot<'_>,
    stores: &Stores,
    (path, only): (&str, Option<Folio>),
    plant: Option<&Plant>,
) -> Loaded {
    let mut all = Gathered {
        pictures: Pictures::over(stores.assets.pictures.clone()),
        ..Gathered::default()
    };
    let edition = whole(files, stores, (path, only), plant, &mut all);
    let inputs = match &edition {
        Some(keyed) => keyed.edition.inputs.clone(),
        None => std::mem::take(&mut all.inputs).into_iter().collect(),
    };
    Loaded {
        edition,
        inputs,
        sources: all.sources,
        diagnostics: all.diagnostics,
    }
}

fn whole(
    files: &Snapshot<'_>,
    stores: &Stores,
    (path, only): (&str, Option<Folio>),
    plant: Option<&Plant>,
    all: &mut Gathered,
) -> Option<Keyed> {
    let key = Key::of("edition").text(path).finish();
    let edition = unit(&stores.editions, key, files, || read_edition(files, path));
    all.take(&edition);
    let spec = edition.staged.value.as_ref()?;
    let extra_fonts = files.extra_fonts();
    let roots = roots(path, spec);
    let roots_key = Key::of("roots").debug(&roots).finish();
    let mut key = Key::of("house").text(path).debug(&spec.layout);
    key = key.key(&roots_key).debug(&plant);
    for font in &extra_fonts {
        key = key.text(font);
    }
    let house_unit = unit(&stores.houses, key.finish(), files, || {
        let place = |wanted: &PageWanted<'_>| place_pdf(wanted, plant);
        let fonts = (&stores.assets.fonts, &*extra_fonts);
        let means = stores.means(&place);
        resolve_house(files, means, path, &spec.layout, fonts, &roots)
    });
    all.take(&house_unit);
    let resolved = &house_unit.staged.value;
    let specs = page_specs(files, stores, path, spec, resolved.house.as_ref(), &roots);
    specs.iter().for_each(|(_, unit)| all.take(unit));
    let written: Vec<(&str, &PageSpec)> = specs
        .iter()
        .filter_map(|(path, unit)| Some((path.as_str(), unit.staged.value.as_ref()?)))
        .collect();
    let (page_frame, diagnostics) = frame(spec, resolved.house.as_ref(), &written);
    all.diagnostics.extend(diagnostics);
    let house = resolved.house.as_ref()?;
    let frame_key = Key::of("frame")
        .key(&edition.id)
        .key(&house_unit.id)
        .finish();

    let copies = stories(files, stores, &written, &page_frame, &roots);
    let readable: BTreeMap<String, Option<StoryId>> = copies
        .iter()
        .map(|(path, unit)| {
            let id = unit.staged.value.as_ref().map(|story| StoryId {
                source: story.source,
                at: 0,
            });
            (path.clone(), id)
        })
        .collect();
    let page_units = specs
        .iter()
        .filter(|(_, unit)| unit.staged.value.is_some())
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(path, page)| {
            let job = page.staged.value.as_ref().map(|spec_of_page| PageJob {
                path,
                page: spec_of_page,
                edition: spec,
                frame: &page_frame,
                house,
                copies: &readable,
                roots: &roots,
            });
            job.map(|job| page_unit(files, stores, &job, plant, (&frame_key, &page.id)))
        })
        .collect::<Vec<_>>();
    let mut pages: Vec<Arc<Unit<ResolvedPage>>> = Vec::new();
    for unit in page_units.into_iter().flatten() {
        match unit {
            Ok(unit) => pages.push(unit),
            Err(fault) => all.diagnostics.push(fault),
        }
    }
    // Articles are read after pages, so that their places come after those.
    for (path, _) in in_order(&written, &page_frame) {
        if let Some(unit) = copies.get(&path) {
            all.take(unit);
        }
    }
    pages.iter().for_each(|unit| all.take(unit));

    let resolved_pages: Vec<&ResolvedPage> = pages.iter().map(|unit| &unit.staged.value).collect();
    let mut all_stories: BTreeMap<StoryId, Arc<Story>> = BTreeMap::new();
    let mut story_keys: BTreeMap<StoryId, Key> = BTreeMap::new();
    for unit in copies.values() {
        if let Some(story) = &unit.staged.value {
            let id = StoryId {
                source: story.source,
                at: 0,
            };
            all_stories.insert(id, story.clone());
            story_keys.insert(id, unit.id);
        }
    }
    for unit in &pages {
        for (id, story) in &unit.staged.value.page.words {
            all_stories.insert(*id, story.clone());
            story_keys.insert(*id, unit.id);
        }
    }
    let (links, diagnostics) = link(&resolved_pages, &all_stories);
    all.diagnostics.extend(diagnostics);
    all.diagnostics
        .extend(check_lacking(&resolved_pages, spec, house, &all.sources));
    let (fonts, places, fonts_key) = fonts(files, stores, &house_unit, &all_stories, &roots, all);
    let checked = check_fonts(files, &fonts, &places, &roots);
    all.take_staged(&checked);

    let mut wanted: Vec<bool> = vec![true; pages.len()];
    if let Some(only) = only {
        wanted = resolved_pages
            .iter()
            .map(|resolved| resolved.page.numbers().any(|number| number == only))
            .collect();
        if !wanted.contains(&true) {
            all.diagnostics.push(no_page(only, &resolved_pages));
            return None;
        }
    }
    let has_errors = all
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    let isolated: BTreeSet<SourceId> = std::iter::once(&edition.staged.sources)
        .chain(specs.iter().map(|(_, unit)| &unit.staged.sources))
        .chain(copies.values().map(|unit| &unit.staged.sources))
        .flat_map(Sources::ids)
        .collect();
    let spoilt = sources_with_errors(&all.diagnostics, &isolated);
    for (wanted, resolved) in wanted.iter_mut().zip(&resolved_pages) {
        *wanted &= spoilt
            .as_ref()
            .is_some_and(|spoilt| !spoilt.contains(&resolved.number.source));
    }
    let linked = pages
        .iter()
        .zip(&links.pages)
        .zip(&wanted)
        .map(|((unit, links), wanted)| linked(files, stores, unit, links, *wanted))
        .collect();
    let (lints, limits) = levels(house, spec);
    let edition = Edition {
        paper: spec.paper.value.clone(),
        date: spec.date.value.clone(),
        slug: slug(spec),
        lang: house.lang,
        delivery: house.delivery,
        condition: house.condition.clone(),
        stories: all_stories,
        pages: linked,
        fonts,
        pictures: std::mem::take(&mut all.pictures),
        inputs: std::mem::take(&mut all.inputs).into_iter().collect(),
        font_names: places.by_name,
        copyfit: house.copyfit,
        lints,
        limits,
        words: house.words.clone(),
        credit_words: house.credit_words.clone(),
        issue: page_frame.issue,
        must_print: house.must_print.clone(),
        numbers: page_frame.numbers.clone(),
        fields: spec.fields.clone(),
    };
    Some(Keyed {
        edition,
        has_errors,
        numbers: resolved_pages.iter().map(|page| page.number).collect(),
        frame: frame_key,
        pages: pages.iter().map(|unit| unit.id).collect(),
        stories: story_keys,
        fonts: fonts_key,
        links,
    })
}

/// The page files of an edition, each with its path.
fn page_specs(
    files: &Snapshot<'_>,
    stores: &Stores,
    path: &str,
    spec: &EditionSpec,
    house: Option<&House>,
    roots: &[String],
) -> Vec<(String, Arc<Unit<Option<PageSpec>>>)> {
    let none = Cells::new();
    let cells = house.map_or(&none, |house| &house.cells);
    let cells_key = Key::of("cells").debug(cells).debug(&roots).finish();
    spec.pages
        .par_iter()
        .map(|page| {
            let path = beside(path, &page.value);
            let key = Key::of("page spec")
                .text(&path)
                .debug(&page.span)
                .key(&cells_key)
                .finish();
            let unit = unit(&stores.page_specs, key, files, || {
                read_page(files, &path, page.span, cells, roots)
            });
            (path, unit)
        })
        .collect()
}

/// The articles of all pages with the places that first name them, in order.
fn in_order(pages: &[(&str, &PageSpec)], frame: &Frame<'_>) -> Vec<(String, Span)> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    pages
        .iter()
        .flat_map(|(path, page)| articles(path, page, frame))
        .filter(|(path, _)| seen.insert(path.clone()))
        .collect()
}

/// Every article, by its path.
fn stories(
    files: &Snapshot<'_>,
    stores: &Stores,
    pages: &[(&str, &PageSpec)],
    frame: &Frame<'_>,
    roots: &[String],
) -> BTreeMap<String, Arc<Unit<Option<Arc<Story>>>>> {
    let roots_key = Key::of("roots").debug(&roots).finish();
    in_order(pages, frame)
        .into_par_iter()
        .map(|(path, from)| {
            // Where it is named matters only when it cannot be read.
            let mut key = Key::of("story").text(&path).key(&roots_key);
            if files.file(&path).is_err() || !files.lies_within(&path, roots) {
                key = key.debug(&from);
            }
            let unit = unit(&stores.stories, key.finish(), files, || {
                read_story(files, &path, from, roots)
            });
            (path, unit)
        })
        .collect()
}

/// A page, resolved, or what went wrong inside the program.
fn page_unit(
    files: &Snapshot<'_>,
    stores: &Stores,
    job: &PageJob<'_>,
    plant: Option<&Plant>,
    (frame_key, spec): (&Key, &Key),
) -> Result<Arc<Unit<ResolvedPage>>, Diagnostic> {
    let mut key = Key::of("page")
        .key(frame_key)
        .key(spec)
        .text(job.path)
        .number(job.frame.count)
        .debug(&job.frame.issue)
        .debug(&plant);
    // Of the other pages a page knows where the stories begin that it goes on
    // with; of one that begins nowhere it names all that do.
    for of in job
        .page
        .stories
        .iter()
        .filter_map(|story| match &story.copy {
            CopySpec::Continues(of, _) => Some(of),
            CopySpec::File(_) | CopySpec::Words(..) => None,
        })
    {
        key = match job.frame.starts.get(&of.value) {
            Some(start) => key.debug(start),
            None => key.debug(&job.frame.starts.keys()),
        };
    }
    // Of the articles it knows whether they can be read.
    for (path, _) in job.articles() {
        key = key.text(&path).debug(&job.copies.get(&path));
    }
    let what = text!(
        "session.page-noun",
        "page {page}",
        page = job.page.number.value
    );
    guarded(&what, job.page.number.span, || {
        unit(&stores.pages, key.finish(), files, || {
            let place = |wanted: &PageWanted<'_>| place_pdf(wanted, plant);
            resolve_page(files, stores.means(&place), job)
        })
    })
}

/// A page with what it learns of the others.
fn linked(
    files: &Snapshot<'_>,
    stores: &Stores,
    unit: &Unit<ResolvedPage>,
    links: &PageLinks,
    wanted: bool,
) -> Arc<Page> {
    let key = Key::of("linked page")
        .key(&unit.id)
        .debug(links)
        .number(usize::from(wanted))
        .finish();
    stores.linked.get_or_compute(key, files, || {
        let mut page = unit.staged.value.page.linked(links);
        page.wanted = wanted;
        page
    })
}

/// The fonts of the house with those that the copy asks for, and their key.
fn fonts(
    files: &Snapshot<'_>,
    stores: &Stores,
    house: &Unit<ResolvedHouse>,
    stories: &BTreeMap<StoryId, Arc<Story>>,
    roots: &[String],
    all: &mut Gathered,
) -> (Arc<Fonts>, FontPlaces, Key) {
    let resolved = &house.staged.value;
    let waits = |fonts: &Fonts| fonts.names().any(|(id, _)| fonts.waiting(id).is_some());
    if !waits(&resolved.fonts) {
        return (resolved.fonts.clone(), resolved.places.clone(), house.id);
    }
    let asks_fangsong = stories
        .values()
        .flat_map(|story| &story.body)
        .any(|block| block.text.asks_for(InlineFace::Fangsong));
    // A character no face at hand has may be in a font not read yet.
    let met: BTreeSet<char> = all
        .sources
        .texts()
        .flat_map(str::chars)
        .filter(|c| !c.is_ascii())
        .collect();
    let uncommon: BTreeSet<char> = met
        .into_iter()
        .filter(|c| resolved.fonts.with_glyph(FontId::BODY, *c).is_none())
        .collect();
    let key = Key::of("fonts")
        .key(&house.id)
        .number(usize::from(asks_fangsong))
        .debug(&uncommon)
        .finish();
    let fonts = unit(&stores.fonts, key, files, || {
        copy_fonts(files, resolved, asks_fangsong, &uncommon, roots)
    });
    all.take(&fonts);
    let (supplied, places) = &fonts.staged.value;
    (supplied.clone(), places.clone(), fonts.id)
}

fn no_page(only: Folio, pages: &[&ResolvedPage]) -> Diagnostic {
    let numbers: Vec<String> = pages
        .iter()
        .flat_map(|resolved| resolved.page.numbers())
        .map(|number| number.to_string())
        .collect();
    let message = text!(
        "session.edition-page-pages",
        "the edition has no page {only}; its pages are {numbers}",
        only,
        numbers = numbers.join(", ")
    );
    Diagnostic::new(Code::UnknownName, None, message).help(text!(
        "session.name-them-page",
        "name one of them with --page"
    ))
}

/// The files with errors in them, or that take part in one; none when one of
/// them spoils all: an error in a file that is not `isolated`, or in none.
fn sources_with_errors(
    diagnostics: &[Diagnostic],
    isolated: &BTreeSet<SourceId>,
) -> Option<BTreeSet<SourceId>> {
    let errors = || {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
    };
    let primary: Option<BTreeSet<SourceId>> =
        errors().map(|error| Some(error.primary?.source)).collect();
    let labels = errors()
        .flat_map(|error| &error.labels)
        .map(|(span, _)| span.source);
    let primary = primary.filter(|sources| sources.is_subset(isolated))?;
    Some(primary.into_iter().chain(labels).collect())
}
