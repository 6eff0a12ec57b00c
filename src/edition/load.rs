//! Reading an edition from the desk.

use std::collections::{BTreeMap, BTreeSet};

use super::Edition;
use super::issue::{self, NoPaper};
use super::layout::resolved;
use super::link::link_continuations;
use super::loader::{Loader, beside};
use super::page::{Page, PictureSlot, StorySlot};
use super::place::{PageMaker, StoryStart, stem};
use super::spread::{self, Spread};
use crate::asset::{FontId, Fonts, Pictures};
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Reported, Severity, Sink, SourceId, Sources, Span, Spanned};
use crate::spec::{Cells, CopySpec, EditionSpec, IssuesSpec, PageSpec, merge_over};
use crate::story::{InlineFace, PartRole, Story};

/// What came of reading an edition.
pub enum Loaded {
    /// All of it is sound.
    Complete(Edition),
    /// Errors were told. The pages that have none are wanted, so that what
    /// else is wrong can be found; nothing of it may be written.
    WithErrors(Edition),
    /// Nothing can be set.
    Failed,
}

/// Loads, resolves and checks an edition. All problems of all its files are
/// told.
pub fn load(desk: &dyn Desk, path: &str, only: Option<u32>, sink: &mut Sink) -> (Sources, Loaded) {
    let mut loader = Loader::new(desk, sink);
    let loaded = loader.edition(path, only);
    let wrong = loader.sink.reported().is_some();
    let Loader {
        sources,
        pictures,
        stories,
        origins,
        inputs,
        font_names,
        ..
    } = loader;
    let Ok(mut edition) = loaded else {
        return (sources, Loaded::Failed);
    };
    edition.stories = stories;
    edition.pictures = pictures;
    edition.origins = origins;
    edition.inputs = inputs.into_iter().collect();
    edition.font_names = font_names;
    (
        sources,
        if wrong {
            Loaded::WithErrors(edition)
        } else {
            Loaded::Complete(edition)
        },
    )
}

impl Loader<'_> {
    fn edition(&mut self, path: &str, only: Option<u32>) -> Result<Edition, Reported> {
        if !path.ends_with(".toml") {
            let message = format!("“{path}” is no edition: that is a .toml file");
            return Err(self.sink.error(
                Diagnostic::new(Code::BadValue, None, message)
                    .help("name the edition.toml, or the folder it stands in"),
            ));
        }
        let source = self.text(path, None, "edition")?;
        self.apart.insert(source);
        let spec = EditionSpec::read(source, &self.sources, self.sink)?;
        let roots = spec.roots.iter().map(|root| beside(path, &root.value));
        self.roots = roots.chain([beside(path, "")]).collect();
        let mut fonts = Fonts::bundled();
        fonts.announce_all(&self.desk.extra_fonts());
        let house = self.house(path, &spec.layout, &mut fonts);
        let (mut page_specs, none) = (Vec::new(), Cells::new());
        let cells = house.as_ref().map_or(&none, |house| &house.cells);
        for page in &spec.pages {
            let page_path = beside(path, &page.value);
            let Ok(source) = self.text(&page_path, Some(page.span), "page") else {
                continue;
            };
            self.apart.insert(source);
            page_specs.extend(
                PageSpec::read(source, cells, &self.sources, self.sink)
                    .map(|read| (page_path, read)),
            );
        }
        self.same_numbers(&page_specs);
        let house = house?;
        self.furniture_on_grid(&house, &page_specs);
        let heads = heads(&page_specs);
        let issue = house
            .issues
            .as_ref()
            .and_then(|issues| self.issue(issues, &spec));
        let mut pages: Vec<Page> = Vec::new();
        // A page that cannot be read is a page still.
        let count = spec.pages.len()
            + page_specs
                .iter()
                .filter(|(_, page)| page.facing.is_some())
                .count();
        for (page_path, page) in &page_specs {
            let fields = super::fields::fields(&spec, page, (page.number.value, count), issue);
            let facing = page
                .facing
                .as_ref()
                .filter(|_| spread::faces(page, &house.grid, self.sink));
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
            let facing_fields = spread
                .map(|spread| super::fields::fields(&spec, page, (spread.facing, count), issue));
            let maker = PageMaker {
                loader: self,
                house: &house,
                folder: page_path,
                fields: &fields,
                heads: &heads,
                grid,
                spread,
                facing_fields: facing_fields.as_ref(),
            };
            pages.push(maker.make(page));
        }
        self.link_refers(&mut pages, &page_specs);
        link_continuations(&mut pages);
        self.tell_lacking(&spec, &house.furniture);
        self.unused_parts(&pages);
        self.wanted_faces(&mut fonts);
        self.lost_faces(&fonts);
        let numbers = page_specs
            .iter()
            .flat_map(|(_, page)| numbers_of(page))
            .cloned()
            .collect();
        let mut lints = house.lints;
        merge_over(&mut lints, spec.lints.clone());
        let (lints, limits) = resolved(&lints);
        if let Some(only) = only {
            self.choose(only, &mut pages)?;
        }
        let spoilt = self.spoilt();
        for (page, (_, spec)) in pages.iter_mut().zip(&page_specs) {
            page.wanted &= spoilt
                .as_ref()
                .is_some_and(|spoilt| !spoilt.contains(&spec.number.span.source));
        }
        Ok(Edition {
            paper: spec.paper.value.clone(),
            date: spec.date.value.clone(),
            slug: slug(&spec),
            lang: house.lang,
            delivery: house.delivery,
            condition: house.condition,
            stories: Vec::new(),
            pages,
            fonts,
            pictures: Pictures::default(),
            origins: Vec::new(),
            inputs: Vec::new(),
            font_names: BTreeMap::new(),
            copyfit: house.copyfit,
            lints,
            limits,
            words: house.words,
            must_print: house.must_print,
            numbers,
            fields: spec.fields,
        })
    }

    /// Reads what the copy asks for of the fonts that were only announced.
    fn wanted_faces(&mut self, fonts: &mut Fonts) {
        let named = fonts.find("fangsong");
        let fangsong = |story: &Story| {
            story
                .body
                .iter()
                .any(|block| block.text.asks_for(InlineFace::Fangsong))
        };
        if self.stories.iter().any(fangsong) {
            self.supply(fonts, |id| Some(id) == named);
        }
        // A character no face at hand has may be in a font not read yet.
        if fonts.names().any(|(id, _)| fonts.waiting(id).is_some()) {
            let mut met: Vec<char> = self
                .sources
                .texts()
                .flat_map(str::chars)
                .filter(|c| !c.is_ascii())
                .collect();
            met.sort_unstable();
            met.dedup();
            if met
                .into_iter()
                .any(|c| fonts.with_glyph(FontId::BODY, c).is_none())
            {
                self.supply(fonts, |_| true);
            }
        }
    }

    /// Tells of fonts that the layout names and nothing asks for, when they are
    /// not there.
    fn lost_faces(&mut self, fonts: &Fonts) {
        let waiting = fonts.names().filter_map(|(id, _)| fonts.waiting(id));
        let named: Vec<(String, Span)> = waiting
            .filter_map(|path| Some((path.to_owned(), *self.font_spans.get(path)?)))
            .collect();
        for (path, span) in named {
            if !self.is_lost(&path) && !self.desk.has(&path) {
                // Reading it says why not.
                let _ = self.read(&path, Some(span), "font");
            }
        }
    }

    /// Wants the page of one number alone, or the spread it is half of.
    fn choose(&mut self, only: u32, pages: &mut [Page]) -> Result<(), Reported> {
        for page in pages.iter_mut() {
            let chosen = page.numbers().any(|number| number == only);
            page.wanted = chosen;
        }
        if pages.iter().any(|page| page.wanted) {
            return Ok(());
        }
        let numbers: Vec<String> = pages
            .iter()
            .flat_map(Page::numbers)
            .map(|number| number.to_string())
            .collect();
        let message = format!(
            "the edition has no page {only}; its pages are {}",
            numbers.join(", ")
        );
        Err(self.sink.error(
            Diagnostic::new(Code::UnknownName, None, message).help("name one of them with --page"),
        ))
    }

    /// The number of the issue, if its day has one.
    fn issue(&mut self, issues: &IssuesSpec, spec: &EditionSpec) -> Option<i64> {
        let date = &spec.date.value;
        let message = match issue::number(issues, date) {
            Ok(number) => return Some(number),
            Err(NoPaper::Before) => format!(
                "the paper's first issue is of {}, after {date}",
                issues.first.value
            ),
            Err(NoPaper::Rest) => format!("no paper comes out on {date} 休刊"),
        };
        self.sink.report(
            Diagnostic::new(Code::BadValue, spec.date.span, message)
                .label(issues.first.span, "how issues are counted")
                .help("correct the date, or `[issues]` of the layout"),
        );
        None
    }

    /// The files with errors in them, or that take part in one; none when one
    /// of them spoils all.
    fn spoilt(&self) -> Option<BTreeSet<SourceId>> {
        let primary: Option<BTreeSet<SourceId>> = self
            .sink
            .errors()
            .map(|error| Some(error.primary?.source))
            .collect();
        let labels = self
            .sink
            .errors()
            .flat_map(|error| &error.labels)
            .map(|(span, _)| span.source);
        let primary = primary.filter(|sources| sources.is_subset(&self.apart))?;
        Some(primary.into_iter().chain(labels).collect())
    }

    /// Tells of the cutlines and credits of articles that begin in no slot with
    /// a picture.
    fn unused_parts(&mut self, pages: &[Page]) {
        let mut of_story: BTreeMap<usize, Vec<&StorySlot>> = BTreeMap::new();
        for slot in pages.iter().flat_map(Page::all_stories) {
            of_story.entry(slot.story).or_default().push(slot);
        }
        for (nth, story) in self.stories.iter().enumerate() {
            let slots = of_story.get(&nth).map_or(&[][..], Vec::as_slice);
            // They stand under the first picture where the story begins.
            let first: Vec<_> = slots
                .iter()
                .filter(|slot| slot.part == 0)
                .filter_map(|slot| slot.pictures.first())
                .collect();
            if slots.is_empty() || self.pictureless.contains(&nth) {
                continue;
            }
            for part in story
                .parts
                .iter()
                .filter(|part| matches!(part.role, PartRole::Cutline | PartRole::Credit))
            {
                let (name, span) = (part.role.name(), part.text.span());
                if first.is_empty() {
                    let message = format!(
                        "the copy has a {name}, and no picture stands in the slot where it begins"
                    );
                    self.sink.report(Diagnostic::new(Code::PartUnused, span, message).help(
                        "place its picture there with [[story.picture]], or take the words out of the copy and write them with the picture",
                    ));
                    continue;
                }
                let own = |picture: &PictureSlot| {
                    if part.role == PartRole::Credit {
                        picture.credit.is_some()
                    } else {
                        picture.cutline.is_some()
                    }
                };
                if first.iter().all(|picture| own(picture)) {
                    let message = format!(
                        "the {name} of the copy is not printed: the page gives the picture words of its own"
                    );
                    let mut diagnostic = Diagnostic::new(Code::PartUnused, span, message)
                        .help("take one of the two out");
                    diagnostic.severity = Severity::Warning;
                    self.sink.report(diagnostic);
                }
            }
        }
    }

    fn same_numbers(&mut self, pages: &[(String, PageSpec)]) {
        let numbers: Vec<&Spanned<u32>> = pages
            .iter()
            .flat_map(|(_, page)| numbers_of(page))
            .collect();
        let mut known: BTreeMap<u32, Span> = BTreeMap::new();
        for number in numbers {
            if let Some(first) = known.get(&number.value) {
                self.sink.report(
                    Diagnostic::new(
                        Code::DuplicateName,
                        number.span,
                        format!("two pages carry the number {}", number.value),
                    )
                    .label(*first, "the first is here"),
                );
            }
            known.entry(number.value).or_insert(number.span);
        }
    }
}

/// The numbers of a page file: one, or two of a spread.
pub(super) fn numbers_of(page: &PageSpec) -> impl Iterator<Item = &Spanned<u32>> {
    std::iter::once(&page.number).chain(&page.facing)
}

/// The stories that may go on elsewhere, by id.
fn heads(pages: &[(String, PageSpec)]) -> BTreeMap<String, StoryStart<'_>> {
    let mut heads = BTreeMap::new();
    for (folder, page) in pages {
        for story in &page.stories {
            if let CopySpec::File(copy) = &story.copy {
                let id = story
                    .id
                    .as_ref()
                    .map_or_else(|| stem(&copy.value), |id| id.value.clone());
                heads.entry(id).or_insert(StoryStart {
                    copy: &copy.value,
                    folder,
                    kind: story.kind.as_ref(),
                });
            }
        }
    }
    heads
}

/// Longer names than this, in bytes, leave no room for the rest of a file name.
const LONGEST_SLUG: usize = 120;

/// A short name for files: the edition's own or the paper's, with the date.
fn slug(spec: &EditionSpec) -> String {
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
