//! Reading an edition from the desk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Edition;
use super::grid::Grid;
use super::issue::{self, NoPaper};
use super::layout::resolved;
use super::page::{Page, StorySlot};
use super::place::{Head, PageMaker, stem};
use super::spread::{self, Spread};
use crate::asset::{self, FontId, Fonts, PictureFault, PictureId, Pictures, sha256};
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span, Spanned};
use crate::spec::{Cells, CopySpec, EditionSpec, IssuesSpec, PageSpec, lay_over};
use crate::story::{self, Block, BlockKind, InlineFace, Part, PartRole, Story, words_at};

/// Everything the run reads goes through here, so that it is hashed once.
pub(super) struct Loader<'a> {
    pub desk: &'a dyn Desk,
    pub sink: &'a mut Sink,
    pub sources: Sources,
    pub pictures: Pictures,
    pub stories: Vec<Story>,
    pub origins: Vec<Span>,
    inputs: BTreeMap<String, String>,
    pub font_spans: BTreeMap<String, Span>,
    lost_fonts: BTreeSet<String>,
    copies: BTreeMap<String, Option<usize>>,
    /// The fields that furniture quotes and nobody fills, each with its first
    /// place.
    pub lacking: Vec<(String, Span)>,
    /// The files that can only spoil themselves: the edition's own, pages,
    /// articles. What is wrong in a layout spoils all.
    apart: BTreeSet<SourceId>,
}

/// What came of reading an edition.
pub enum Loaded {
    /// All of it is sound.
    Whole(Edition),
    /// Errors were told. The pages that have none are wanted, so that what
    /// else is wrong can be found; nothing of it may be written.
    Partly(Edition),
    /// Nothing can be set.
    Nothing,
}

/// Loads, resolves and checks an edition. All problems of all its files are
/// told.
pub fn load(desk: &dyn Desk, path: &str, only: Option<u32>, sink: &mut Sink) -> (Sources, Loaded) {
    let mut loader = Loader::new(desk, sink);
    let loaded = loader.edition(path, only);
    let wrong = loader.sink.reported().is_some();
    let Loader { sources, pictures, stories, origins, inputs, .. } = loader;
    let Ok(mut edition) = loaded else { return (sources, Loaded::Nothing) };
    edition.stories = stories;
    edition.pictures = pictures;
    edition.origins = origins;
    edition.inputs = inputs.into_iter().collect();
    (sources, if wrong { Loaded::Partly(edition) } else { Loaded::Whole(edition) })
}

impl<'a> Loader<'a> {
    pub fn new(desk: &'a dyn Desk, sink: &'a mut Sink) -> Loader<'a> {
        Loader {
            desk,
            sink,
            sources: Sources::default(),
            pictures: Pictures::default(),
            stories: Vec::new(),
            origins: Vec::new(),
            inputs: BTreeMap::new(),
            font_spans: BTreeMap::new(),
            lost_fonts: BTreeSet::new(),
            copies: BTreeMap::new(),
            lacking: Vec::new(),
            apart: BTreeSet::new(),
        }
    }

    /// A file's bytes, or the diagnostic that names it.
    pub fn read(&mut self, path: &str, from: Option<Span>, what: &str) -> Result<Cow<'static, [u8]>, Reported> {
        match self.desk.read(path) {
            Ok(bytes) => {
                self.inputs.insert(path.to_owned(), sha256(&bytes));
                Ok(bytes)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(self.sink.error(
                Diagnostic::new(Code::FileNotFound, from, format!("the {what} “{path}” is not there"))
                    .help("paths count from the folder of the file that names them"),
            )),
            Err(error) => {
                Err(self.sink.error(Diagnostic::new(Code::FileUnreadable, from, format!("the {what} “{path}” cannot be read: {error}"))))
            }
        }
    }

    pub fn text(&mut self, path: &str, from: Option<Span>, what: &str) -> Result<SourceId, Reported> {
        let bytes = self.read(path, from, what)?;
        story::decode(path, &bytes, &mut self.sources, self.sink)
    }

    fn edition(&mut self, path: &str, only: Option<u32>) -> Result<Edition, Reported> {
        if !path.ends_with(".toml") {
            let message = format!("“{path}” is no edition: that is a .toml file");
            return Err(self
                .sink
                .error(Diagnostic::new(Code::BadValue, None, message).help("name the edition.toml, or the folder it stands in")));
        }
        let source = self.text(path, None, "edition")?;
        self.apart.insert(source);
        let spec = EditionSpec::read(source, &self.sources, self.sink)?;
        let mut fonts = Fonts::bundled();
        self.desk.extra_fonts().iter().for_each(|path| fonts.announce(path));
        let house = self.house(path, &spec.layout, &mut fonts);
        let (mut page_specs, none) = (Vec::new(), Cells::new());
        let cells = house.as_ref().map_or(&none, |house| &house.cells);
        for page in &spec.pages {
            let page_path = beside(path, &page.value);
            let Ok(source) = self.text(&page_path, Some(page.span), "page") else { continue };
            self.apart.insert(source);
            page_specs.extend(PageSpec::read(source, cells, &self.sources, self.sink).map(|read| (page_path, read)));
        }
        self.same_numbers(&page_specs);
        let house = house?;
        self.furniture_on_grid(&house, &page_specs);
        let heads = heads(&page_specs);
        let issue = house.issues.as_ref().and_then(|issues| self.issue(issues, &spec));
        let mut pages: Vec<Page> = Vec::new();
        // A page that cannot be read is a page still.
        let count = spec.pages.len() + page_specs.iter().filter(|(_, page)| page.facing.is_some()).count();
        for (page_path, page) in &page_specs {
            let fields = super::fields::fields(&spec, page, (page.number.value, count), issue);
            let facing = page.facing.as_ref().filter(|_| spread::faces(page, &house.grid, self.sink));
            let grid = if facing.is_some() { house.grid.across_the_fold(house.trim.width) } else { house.grid };
            let spread = facing.and_then(|facing| Some(Spread { facing: facing.value, fold: house.trim.width, gutter: grid.gutter()? }));
            let facing_fields = spread.map(|spread| super::fields::fields(&spec, page, (spread.facing, count), issue));
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
        let named = fonts.find("fangsong");
        let fangsong = |story: &Story| story.body.iter().any(|block| block.text.asks_for(InlineFace::Fangsong));
        if self.stories.iter().any(fangsong) {
            self.supply(&mut fonts, |id| Some(id) == named);
        }
        // A character no face at hand has may be in a font not read yet.
        let lacking = |c: char| !c.is_ascii() && fonts.with_glyph(FontId::BODY, c).is_none();
        let waiting = fonts.names().any(|(id, _)| fonts.waiting(id).is_some());
        if waiting && self.sources.texts().any(|text| text.chars().any(lacking)) {
            self.supply(&mut fonts, |_| true);
        }
        let numbers = page_specs.iter().flat_map(|(_, page)| numbers_of(page)).cloned().collect();
        let mut lints = house.lints;
        lay_over(&mut lints, spec.lints.clone());
        let (lints, limits) = resolved(&lints);
        if let Some(only) = only {
            if !pages.iter().any(|page| page.numbers().any(|number| number == only)) {
                let numbers: Vec<String> =
                    pages.iter().flat_map(|page| page.numbers().collect::<Vec<_>>()).map(|number| number.to_string()).collect();
                return Err(self.sink.error(
                    Diagnostic::new(
                        Code::UnknownName,
                        None,
                        format!("the edition has no page {only}; its pages are {}", numbers.join(", ")),
                    )
                    .help("name one of them with --page"),
                ));
            }
            for page in &mut pages {
                page.wanted = page.number == only || page.spread.is_some_and(|spread| spread.facing == only);
            }
        }
        let spoilt = self.spoilt();
        for (page, (_, spec)) in pages.iter_mut().zip(&page_specs) {
            page.wanted &= spoilt.as_ref().is_some_and(|spoilt| !spoilt.contains(&spec.number.span.source));
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
            copyfit: house.copyfit,
            lints,
            limits,
            words: house.words,
            must_print: house.must_print,
            numbers,
            fields: spec.fields,
        })
    }

    /// Reads announced fonts that are wanted.
    pub fn supply(&mut self, fonts: &mut Fonts, wanted: impl Fn(FontId) -> bool) {
        let waiting: Vec<(FontId, String)> =
            fonts.names().filter(|(id, _)| wanted(*id)).filter_map(|(id, _)| Some((id, fonts.waiting(id)?.to_owned()))).collect();
        for (id, path) in waiting {
            if self.lost_fonts.contains(&path) {
                continue;
            }
            let span = self.font_spans.get(&path).copied();
            let Ok(bytes) = self.read(&path, span, "font") else {
                self.lost_fonts.insert(path);
                continue;
            };
            if let Err(fault) = fonts.supply(id, bytes.into_owned()) {
                self.lost_fonts.insert(path.clone());
                self.sink.tell(Diagnostic::new(Code::BadFont, span, format!("the font “{path}” cannot be used: {fault}")));
            }
        }
    }

    /// An article, parsed once however often it is placed.
    pub fn story(&mut self, path: &str, from: Span) -> Option<usize> {
        if let Some(found) = self.copies.get(path) {
            return *found;
        }
        let parsed = self.text(path, Some(from), "article").and_then(|source| {
            self.apart.insert(source);
            story::parse(source, &self.sources, self.sink)
        });
        let parsed = parsed.ok();
        let index = parsed.map(|story| {
            self.stories.push(story);
            self.stories.len() - 1
        });
        self.copies.insert(path.to_owned(), index);
        index
    }

    /// The number of the issue, if its day has one.
    fn issue(&mut self, issues: &IssuesSpec, spec: &EditionSpec) -> Option<i64> {
        let date = &spec.date.value;
        let message = match issue::number(issues, date) {
            Ok(number) => return Some(number),
            Err(NoPaper::Before) => format!("the paper's first issue is of {}, after {date}", issues.first.value),
            Err(NoPaper::Rest) => format!("no paper comes out on {date} 休刊"),
        };
        self.sink.tell(
            Diagnostic::new(Code::BadValue, spec.date.span, message)
                .label(issues.first.span, "how issues are counted")
                .help("correct the date, or `[issues]` of the layout"),
        );
        None
    }

    /// A story of words that a page writes, a paragraph a line.
    pub fn words(&mut self, text: &Spanned<String>, by: Option<&Spanned<String>>) -> usize {
        let mut body = Vec::new();
        let mut at = 0;
        for line in text.value.split_inclusive('\n') {
            let words = line.trim_end();
            if !words.trim().is_empty() {
                let place = Span { start: text.span.start + at as u32, ..text.span };
                body.push(Block { kind: BlockKind::Paragraph, text: words_at(words, place, self.sink), cell: None });
            }
            at += line.len();
        }
        let signature = by.map(|by| Part { role: PartRole::Signature, text: words_at(&by.value, by.span, self.sink) });
        self.stories.push(Story { source: text.span.source, parts: signature.into_iter().collect(), body });
        self.stories.len() - 1
    }

    /// A picture, its header read.
    pub fn picture(&mut self, path: &str, from: Span) -> Option<PictureId> {
        let bytes = self.read(path, Some(from), "picture").ok()?;
        let added = self.pictures.add(path, bytes);
        self.usable(added, path, from)
    }

    /// The same picture without its colours.
    pub fn grey(&mut self, id: PictureId, from: Span) -> Option<PictureId> {
        let path = self.pictures.get(id).path.clone();
        let turned = match asset::grey(self.pictures.get(id)) {
            Ok(None) => Ok(id),
            Ok(Some(file)) => self.pictures.add(&format!("{path} in K"), Cow::Owned(file)),
            Err(fault) => Err(fault),
        };
        self.usable(turned, &path, from)
    }

    pub(super) fn usable(&mut self, picture: Result<PictureId, PictureFault>, path: &str, from: Span) -> Option<PictureId> {
        match picture {
            Ok(id) => Some(id),
            Err(fault) => {
                self.sink.tell(
                    Diagnostic::new(Code::BadPicture, from, format!("the picture “{path}” cannot be used: {}", fault.0))
                        .help("export it again as JPEG, PNG, TIFF or WebP"),
                );
                None
            }
        }
    }

    /// A new origin for a place in the input.
    pub fn origin(&mut self, span: Span) -> u32 {
        // The first place is that of nothing: furniture and the page itself
        // have no line of their own.
        if self.origins.is_empty() {
            self.origins.push(span);
        }
        self.origins.push(span);
        self.origins.len() as u32 - 1
    }

    /// The files with errors in them, or that take part in one; none when one
    /// of them spoils all.
    fn spoilt(&self) -> Option<BTreeSet<SourceId>> {
        let primary: Option<BTreeSet<SourceId>> = self.sink.errors().map(|error| Some(error.primary?.source)).collect();
        let labels = self.sink.errors().flat_map(|error| &error.labels).map(|(span, _)| span.source);
        let primary = primary.filter(|sources| sources.is_subset(&self.apart))?;
        Some(primary.into_iter().chain(labels).collect())
    }

    /// Tells of the cutlines and credits of articles none of whose slots has a
    /// picture.
    fn unused_parts(&mut self, pages: &[Page]) {
        let all: Vec<&StorySlot> = pages.iter().flat_map(Page::all_stories).collect();
        for (nth, story) in self.stories.iter().enumerate() {
            let mut slots = all.iter().filter(|slot| slot.story == nth).peekable();
            if slots.peek().is_none() || slots.any(|slot| !slot.pictures.is_empty()) {
                continue;
            }
            for part in story.parts.iter().filter(|part| matches!(part.role, PartRole::Cutline | PartRole::Credit)) {
                let message = format!("the copy has a {}, and no picture stands in its slot", part.role.name());
                self.sink.tell(
                    Diagnostic::new(Code::PartUnused, part.text.span(), message)
                        .help("place its picture with [[story.picture]], or take the words out of the copy"),
                );
            }
        }
    }

    fn same_numbers(&mut self, pages: &[(String, PageSpec)]) {
        let numbers: Vec<&Spanned<u32>> = pages.iter().flat_map(|(_, page)| numbers_of(page)).collect();
        for (at, number) in numbers.iter().enumerate() {
            if let Some(first) = numbers[..at].iter().find(|other| other.value == number.value) {
                self.sink.tell(
                    Diagnostic::new(Code::DuplicateName, number.span, format!("two pages carry the number {}", number.value))
                        .label(first.span, "the first is here"),
                );
            }
        }
    }

    /// Gives every refer its target's page.
    fn link_refers(&mut self, pages: &mut [Page], specs: &[(String, PageSpec)]) {
        let mut homes: BTreeMap<String, (u32, Span)> = BTreeMap::new();
        for page in pages.iter() {
            for slot in page.all_stories().into_iter().filter(|slot| slot.part == 0) {
                if let Some((_, first)) = homes.get(&slot.id) {
                    let message = format!("two stories carry the id “{}”", slot.id);
                    self.sink.tell(
                        Diagnostic::new(Code::DuplicateName, slot.span, message)
                            .label(*first, "the first is here")
                            .help("give one of them an `id` of its own"),
                    );
                } else {
                    homes.insert(slot.id.clone(), (page.number_at(&slot.rect), slot.span));
                }
            }
        }
        for (page, (_, spec)) in pages.iter_mut().zip(specs) {
            for (slot, story) in page.stories.iter_mut().zip(&spec.stories) {
                let Some(refer) = &story.refer else { continue };
                if refer.value == slot.id {
                    let message = format!("“{}” refers to itself", slot.id);
                    self.sink.tell(
                        Diagnostic::new(Code::DeadRefer, refer.span, message)
                            .help("name the story it leads to; give this one an `id` of its own where both have one name"),
                    );
                    continue;
                }
                match homes.get(&refer.value) {
                    Some((number, _)) => slot.refer = Some((refer.value.clone(), *number)),
                    None => {
                        let help = match super::styles::nearest(&refer.value, homes.keys().map(String::as_str)) {
                            Some(near) => format!("did you mean “{near}”?"),
                            None => format!("stories are: {}", homes.keys().cloned().collect::<Vec<_>>().join(", ")),
                        };
                        self.sink.tell(
                            Diagnostic::new(Code::DeadRefer, refer.span, format!("no story “{}” stands in this edition", refer.value))
                                .help(help),
                        );
                    }
                }
            }
        }
    }
}

/// The numbers of a page file: one, or two of a spread.
pub(super) fn numbers_of(page: &PageSpec) -> impl Iterator<Item = &Spanned<u32>> {
    std::iter::once(&page.number).chain(&page.facing)
}

/// The stories that may go on elsewhere, by id.
fn heads(pages: &[(String, PageSpec)]) -> BTreeMap<String, Head<'_>> {
    let mut heads = BTreeMap::new();
    for (folder, page) in pages {
        for story in &page.stories {
            if let CopySpec::File(copy) = &story.copy {
                let id = story.id.as_ref().map_or_else(|| stem(&copy.value), |id| id.value.clone());
                heads.entry(id).or_insert(Head { copy: &copy.value, folder, kind: story.kind.as_ref() });
            }
        }
    }
    heads
}

/// Strings the slots of each story together: its first, then its
/// continuations in the order of pages.
fn link_continuations(pages: &mut [Page]) {
    let mut threads: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (page, made) in pages.iter().enumerate() {
        for (nth, slot) in made.stories.iter().enumerate() {
            threads.entry(slot.id.clone()).or_default().push((page, nth));
        }
    }
    for slots in threads.values_mut() {
        slots.sort_by_key(|(page, nth)| (pages[*page].stories[*nth].part, pages[*page].number, *nth));
        for (part, pair) in slots.windows(2).enumerate() {
            let [(page, nth), next] = [pair[0], pair[1]];
            let number = pages[page].number_at(&pages[page].stories[nth].rect);
            pages[page].stories[nth].next = Some(next);
            let turned_over = next.0 != page;
            let after = &mut pages[next.0].stories[next.1];
            after.part = part + 1;
            after.from_page = turned_over.then_some(number);
        }
    }
}

/// `name` as seen from the folder of `file`.
pub(super) fn beside(file: &str, name: &str) -> String {
    if name.starts_with('/') {
        return name.to_owned();
    }
    match file.rfind(['/', '\\']) {
        Some(at) => format!("{}{name}", &file[..=at]),
        None => name.to_owned(),
    }
}

/// The diagnostic for a place off the grid.
pub(super) fn outside(grid: &Grid, span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::OutsideTypeArea, span, format!("{what} leaves the type area"))
        .help(format!("the grid has {} columns and {} rows: 1-{}栏 1-{}行", grid.columns, grid.rows, grid.columns, grid.rows))
}

/// A short name for files: the edition's own or the paper's, with the date.
fn slug(spec: &EditionSpec) -> String {
    let name = spec.slug.as_ref().unwrap_or(&spec.paper).value.trim();
    let safe: String = name.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    format!("{safe}-{}", spec.date.value.replace('-', ""))
}
