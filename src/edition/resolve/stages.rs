//! The stages, each by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fields::{fields, report_lacking};
use super::fonts::{FontPlaces, report_missing, supply_for_copy};
use super::frame::Frame;
use super::layout::resolved;
use super::loader::{Loader, Means, Staged, beside};
use super::maker::PageMaker;
use super::page::ResolvedPage;
use super::spread::faces;
use super::tables;
use crate::asset::{FontStore, Fonts};
use crate::desk::Snapshot;
use crate::diag::{Code, Diagnostic, Level, Limits, Reported, Sink, Sources, Span, Spanned};
use crate::edition::model::{House, Spread, StoryId};
use crate::say::text;
use crate::spec::{Cells, CopySpec, EditionSpec, Lints, PageSpec, StorySpec, merge_over};
use crate::story::{self, Story};

/// A house and its fonts.
pub struct ResolvedHouse {
    /// The house, unless errors forbid it.
    pub house: Option<House>,
    /// The bundled faces, those of the desk and of the layout; read are those
    /// that a style names.
    pub fonts: Arc<Fonts>,
    /// Where the layout names its own.
    pub places: FontPlaces,
}

/// Reads an edition file.
pub fn read_edition(files: &Snapshot<'_>, path: &str) -> Staged<Option<EditionSpec>> {
    Staged::run(files, &[], |loader| edition_spec(loader, path).ok())
}

fn edition_spec(loader: &mut Loader<'_>, path: &str) -> Result<EditionSpec, Reported> {
    if !path.ends_with(".toml") {
        let message = text!(
            "edition.edition-toml-file",
            "“{path}” is no edition: that is a .toml file",
            path
        );
        return Err(loader
            .sink
            .error(Diagnostic::new(Code::BadValue, None, message).help(text!(
                "edition.name-edition-toml-folder",
                "name the edition.toml, or the folder it stands in"
            ))));
    }
    let source = loader.text(path, None, text!("edition.edition-noun", "edition"))?;
    EditionSpec::read(source, &loader.sources, loader.sink)
}

/// The folders that files named in an edition may lie in: its own, and those
/// that it names.
pub fn roots(path: &str, spec: &EditionSpec) -> Vec<String> {
    let named = spec.roots.iter().map(|root| beside(path, &root.value));
    named.chain([beside(path, "")]).collect()
}

/// Reads and resolves a layout with all it includes. `from` is the edition file
/// that names it. Its faces are the bundled ones and `extra_fonts`, over a store
/// of those parsed before.
pub fn resolve_house(
    files: &Snapshot<'_>,
    means: Means<'_>,
    from: &str,
    layout: &Spanned<String>,
    (store, extra_fonts): (&FontStore, &[String]),
    roots: &[String],
) -> Staged<ResolvedHouse> {
    Staged::run_with(files, means, roots, |loader| {
        let mut fonts = Fonts::over(store.clone());
        fonts.announce_all(extra_fonts);
        let mut places = FontPlaces::default();
        let house = loader.house(from, layout, &mut fonts, &mut places).ok();
        ResolvedHouse {
            house,
            fonts: Arc::new(fonts),
            places,
        }
    })
}

/// Reads a page file; `from` is where the edition names it.
pub fn read_page(
    files: &Snapshot<'_>,
    path: &str,
    from: Span,
    cells: &Cells,
    roots: &[String],
) -> Staged<Option<PageSpec>> {
    Staged::run(files, roots, |loader| {
        let source = loader
            .text(path, Some(from), text!("edition.page-noun", "page"))
            .ok()?;
        PageSpec::read(source, cells, &loader.sources, loader.sink).ok()
    })
}

/// Reads an article; `from` is where a page first names it.
pub fn read_story(
    files: &Snapshot<'_>,
    path: &str,
    from: Span,
    roots: &[String],
) -> Staged<Option<Arc<Story>>> {
    Staged::run(files, roots, |loader| {
        let source = loader
            .text(path, Some(from), text!("edition.article-noun", "article"))
            .ok()?;
        let mut story = story::parse(source, &loader.sources, loader.sink).ok()?;
        for table in std::mem::take(&mut story.tables) {
            let blocks = tables::blocks(loader, path, &table)?;
            story.body.extend(blocks);
        }
        Some(Arc::new(story))
    })
}

/// What a page is resolved from.
pub struct PageJob<'a> {
    /// Its file.
    pub path: &'a str,
    /// What is written there.
    pub page: &'a PageSpec,
    /// The edition.
    pub edition: &'a EditionSpec,
    /// What it has from the edition.
    pub frame: &'a Frame<'a>,
    /// The house.
    pub house: &'a House,
    /// The articles of the edition by path; none for one that cannot be read.
    pub copies: &'a BTreeMap<String, Option<StoryId>>,
    /// The folders that its files may lie in.
    pub roots: &'a [String],
}

impl PageJob<'_> {
    /// The articles that stand on the page, by path, each with the place that
    /// first names it, in order; a continuation has that of its beginning.
    pub fn articles(&self) -> Vec<(String, Span)> {
        articles(self.path, self.page, self.frame)
    }
}

/// The articles that stand on a page, as [`PageJob::articles`].
pub fn articles(path: &str, page: &PageSpec, frame: &Frame<'_>) -> Vec<(String, Span)> {
    fn collect(
        path: &str,
        story: &StorySpec,
        inside: bool,
        frame: &Frame<'_>,
        found: &mut Vec<(String, Span)>,
    ) {
        match &story.copy {
            CopySpec::File(copy) => found.push((beside(path, &copy.value), copy.span)),
            CopySpec::Continues(of, _) if !inside => found.extend(
                frame
                    .starts
                    .get(&of.value)
                    .map(|start| (beside(start.folder, start.copy), of.span)),
            ),
            CopySpec::Continues(..) | CopySpec::Words(..) => {}
        }
        for inset in &story.insets {
            collect(path, inset, true, frame, found);
        }
    }
    let mut found = Vec::new();
    for story in &page.stories {
        collect(path, story, false, frame, &mut found);
    }
    found
}

/// Resolves a page.
pub fn resolve_page(
    files: &Snapshot<'_>,
    means: Means<'_>,
    job: &PageJob<'_>,
) -> Staged<ResolvedPage> {
    let PageJob {
        path,
        page,
        edition,
        frame,
        house,
        copies,
        roots,
    } = *job;
    Staged::run_with(files, means, roots, |loader| {
        let words = |number| fields(edition, page, (number, frame.count), frame.issue);
        let facing = page
            .facing
            .as_ref()
            .filter(|_| faces(page, &house.grid, loader.sink));
        let grid = if facing.is_some() {
            house.grid.across_the_fold(house.trim.width)
        } else {
            house.grid
        };
        let spread = facing.and_then(|facing| {
            Some(Spread {
                facing: facing.value,
                fold: house.trim.width,
                gutter: grid.gutter()?,
            })
        });
        let facing_fields = spread.map(|spread| words(spread.facing));
        PageMaker {
            loader,
            house,
            folder: path,
            fields: &words(page.number.value),
            starts: &frame.starts,
            grid,
            spread,
            facing_fields: facing_fields.as_ref(),
            copies,
            origins: vec![page.number.span],
            words: BTreeMap::new(),
            spots: Vec::new(),
            pictureless: BTreeSet::new(),
            lacking: Vec::new(),
        }
        .make(page)
    })
}

/// The fonts of a house with those that the copy asks for: 仿宋 when
/// `asks_fangsong`, and all when no face at hand has one of the characters in
/// `uncommon`.
pub fn copy_fonts(
    files: &Snapshot<'_>,
    house: &ResolvedHouse,
    asks_fangsong: bool,
    uncommon: &BTreeSet<char>,
    roots: &[String],
) -> Staged<(Arc<Fonts>, FontPlaces)> {
    Staged::run(files, roots, |loader| {
        let mut fonts = Fonts::clone(&house.fonts);
        let mut places = house.places.clone();
        supply_for_copy(loader, &mut fonts, &mut places, asks_fangsong, uncommon);
        (Arc::new(fonts), places)
    })
}

/// Reports fonts that the layout names and nothing asks for, when they are not
/// there.
pub fn check_fonts(
    files: &Snapshot<'_>,
    fonts: &Fonts,
    places: &FontPlaces,
    roots: &[String],
) -> Staged<()> {
    Staged::run(files, roots, |loader| {
        report_missing(loader, fonts, places);
    })
}

/// Reports the fields that furniture quotes and nobody fills.
pub fn check_lacking(
    pages: &[&ResolvedPage],
    edition: &EditionSpec,
    house: &House,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let mut sink = Sink::new();
    let quoted: Vec<(String, Span)> = pages
        .iter()
        .flat_map(|page| page.lacking.iter().cloned())
        .collect();
    report_lacking(&quoted, edition, &house.furniture, sources, &mut sink);
    sink.into_list()
}

/// The level of every lint that has one, and all limits: what the edition says
/// goes before what the house does.
pub fn levels(house: &House, edition: &EditionSpec) -> (BTreeMap<Code, Level>, Limits) {
    let mut lints: Lints = house.lints.clone();
    merge_over(&mut lints, edition.lints.clone());
    resolved(&lints)
}

/// Longer names than this, in bytes, leave no room for the rest of a file name.
const LONGEST_SLUG: usize = 120;

/// Returns the prefix of file names: the edition's slug or the paper's name, with the date.
pub fn slug(spec: &EditionSpec) -> String {
    let date = spec.date.value.replace('-', "");
    if let Some(slug) = &spec.slug {
        return format!("{}-{date}", slug.value.trim());
    }
    let mut safe = String::new();
    for c in spec.paper.value.trim().chars() {
        let c = if c.is_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        };
        if safe.len() + c.len_utf8() <= LONGEST_SLUG {
            safe.push(c);
        }
    }
    // Programs take a name that begins with - for an option.
    match safe.trim_matches('-') {
        "" => format!("edition-{date}"),
        safe => format!("{safe}-{date}"),
    }
}
