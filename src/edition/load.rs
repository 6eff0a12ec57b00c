//! Reading an edition from the desk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Edition;
use super::grid::Grid;
use super::house::{Frame, FurnitureRow, FurnitureSlot, House, Press, RuleStyle, Standard, VAlign};
use super::page::Page;
use super::place::{Head, PageMaker, stem};
use super::styles::{Measures, Resolver, unknown};
use crate::asset::{self, FontId, Fonts, PictureFault, PictureId, Pictures, sha256};
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Level, Reported, Sink, SourceId, Sources, Span, Spanned};
use crate::geom::{Axes, Len, Rect, Size};
use crate::spec::{
    CopySpec, EditionSpec, FurnitureSpec, LayoutSpec, Length, Lints, PageRange, PageSpec, PressSpec, bundled_layout, bundled_names,
};
use crate::story::{self, InlineFace, Story};
use crate::style::Lang;

/// Everything the run reads goes through here, so that it is hashed once.
pub(super) struct Loader<'a> {
    pub desk: &'a dyn Desk,
    pub sink: &'a mut Sink,
    pub sources: Sources,
    pub pictures: Pictures,
    pub stories: Vec<Story>,
    pub origins: Vec<Span>,
    inputs: BTreeMap<String, String>,
    font_spans: BTreeMap<String, Span>,
    lost_fonts: BTreeSet<String>,
    copies: BTreeMap<String, Option<usize>>,
}

/// Loads, resolves and checks an edition. All problems of all its files are
/// told; `Err` when any of them is an error.
pub fn load(desk: &dyn Desk, path: &str, only: Option<u32>, sink: &mut Sink) -> (Sources, Result<Edition, Reported>) {
    let mut loader = Loader::new(desk, sink);
    let loaded = loader.edition(path, only);
    let reported = loader.sink.reported();
    let Loader { sources, pictures, stories, origins, inputs, .. } = loader;
    match (loaded, reported) {
        (Err(reported), _) | (_, Some(reported)) => (sources, Err(reported)),
        (Ok(mut edition), None) => {
            edition.stories = stories;
            edition.pictures = pictures;
            edition.origins = origins;
            edition.inputs = inputs.into_iter().collect();
            (sources, Ok(edition))
        }
    }
}

impl<'a> Loader<'a> {
    fn new(desk: &'a dyn Desk, sink: &'a mut Sink) -> Loader<'a> {
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

    fn text(&mut self, path: &str, from: Option<Span>, what: &str) -> Result<SourceId, Reported> {
        let bytes = self.read(path, from, what)?;
        story::decode(path, &bytes, &mut self.sources, self.sink)
    }

    fn edition(&mut self, path: &str, only: Option<u32>) -> Result<Edition, Reported> {
        let source = self.text(path, None, "edition")?;
        let spec = EditionSpec::read(source, &self.sources, self.sink)?;
        let mut fonts = Fonts::bundled();
        self.desk.extra_fonts().iter().for_each(|path| fonts.announce(path));
        let house = self.house(path, &spec.layout, &mut fonts);
        let mut page_specs = Vec::new();
        let mut failed = None;
        for page in &spec.pages {
            let page_path = beside(path, &page.value);
            match self.text(&page_path, Some(page.span), "page").and_then(|source| PageSpec::read(source, &self.sources, self.sink)) {
                Ok(read) => page_specs.push((page_path, read)),
                Err(reported) => failed = Some(reported),
            }
        }
        self.same_numbers(&page_specs);
        let house = house?;
        let heads = heads(&page_specs);
        let mut pages: Vec<Page> = Vec::new();
        for (page_path, page) in &page_specs {
            let fields = super::fields::fields(&spec, page);
            let made = PageMaker { loader: self, house: &house, folder: page_path, fields: &fields, heads: &heads }.make(page);
            pages.push(made);
        }
        self.link_refers(&mut pages, &page_specs);
        link_continuations(&mut pages);
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
        if let Some(reported) = failed {
            return Err(reported);
        }
        let numbers = page_specs.iter().map(|(_, page)| page.number.clone()).collect();
        let mut lints = house.lints;
        lints.extend(levels(&spec.lints));
        if let Some(only) = only {
            if !pages.iter().any(|page| page.number == only) {
                let numbers: Vec<String> = pages.iter().map(|page| page.number.to_string()).collect();
                return Err(self.sink.error(
                    Diagnostic::new(Code::UnknownName, None, format!("the edition has no page {only}"))
                        .help(format!("its pages are {}", numbers.join(", "))),
                ));
            }
            pages.iter_mut().for_each(|page| page.wanted = page.number == only);
        }
        Ok(Edition {
            paper: spec.paper.value.clone(),
            date: spec.date.value.clone(),
            slug: slug(&spec),
            lang: house.lang,
            press: house.press,
            condition: house.condition,
            stories: Vec::new(),
            pages,
            fonts,
            pictures: Pictures::default(),
            origins: Vec::new(),
            inputs: Vec::new(),
            lints,
            must_print: house.must_print,
            numbers,
            fields: spec.fields,
        })
    }

    /// Reads announced fonts that are wanted.
    fn supply(&mut self, fonts: &mut Fonts, wanted: impl Fn(FontId) -> bool) {
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

    /// The layout with all it includes, resolved.
    fn house(&mut self, from: &str, name: &Spanned<String>, fonts: &mut Fonts) -> Result<House, Reported> {
        let mut merged: Option<LayoutSpec> = None;
        self.include(from, name, &mut Vec::new(), &mut BTreeSet::new(), &mut merged)?;
        let Some(layout) = merged else {
            return Err(self.sink.error(Diagnostic::new(Code::UnknownName, name.span, "the layout is empty")));
        };
        let missing =
            |what: &str| Diagnostic::new(Code::MissingKey, name.span, format!("the layout “{}” has no [{what}] table", name.value));
        let (Some(sheet), Some(grid)) = (&layout.sheet, &layout.grid) else {
            return Err(self.sink.error(missing(if layout.sheet.is_none() { "sheet" } else { "grid" })));
        };
        let lang = match &layout.lang {
            None => Lang::ZhCn,
            Some(tag) => Lang::from_tag(&tag.value).unwrap_or_else(|| {
                unknown(self.sink, "language", tag, Lang::TAGS);
                Lang::ZhCn
            }),
        };
        // Lengths of sheet and grid may be in 字 and 行 of the grid itself.
        let plain = Measures { size: Len::pt(9), pitch: Len::pt(12), column: Len::ZERO, alley: Len::ZERO };
        let size = plain.len(grid.size.value).max(Len::PT);
        let sized = Measures { size, ..plain };
        let pitch = sized.len(grid.pitch.value).max(Len::PT);
        let paced = Measures { pitch, ..sized };
        let trim = Size { width: paced.len(sheet.width.value), height: paced.len(sheet.height.value) };
        let bleed = sheet.bleed.as_ref().map_or(Len::ZERO, |bleed| paced.len(bleed.value));
        let axes = match &grid.writing {
            Some(writing) if writing.value == "vertical" => Axes::vertical(trim.width),
            _ => Axes::HORIZONTAL,
        };
        // Along the lines, and across them.
        let (along, deep) = if axes.is_vertical() { (&grid.height, &grid.width) } else { (&grid.width, &grid.height) };
        let columns = grid.columns.value.max(1);
        let column = paced.len(grid.column.value).max(Len::PT);
        let width = along.as_ref().map(|width| paced.len(width.value));
        let height = deep.as_ref().map(|height| paced.len(height.value));
        let alley = match (&grid.alley, width) {
            (Some(alley), _) => paced.len(alley.value),
            (None, Some(width)) if columns > 1 => (width - column * i64::from(columns)).max(Len::ZERO) / i64::from(columns - 1),
            _ => size,
        };
        let rows = match (&grid.rows, height) {
            (Some(rows), _) => rows.value.max(1),
            (None, Some(height)) => ((height - size).div_floor(pitch) + 1).max(1) as u32,
            (None, None) => {
                let sheet = if axes.is_vertical() { trim.width } else { trim.height };
                ((sheet.scale(9, 10) - size).div_floor(pitch) + 1).max(1) as u32
            }
        };
        let mut resolved = Grid { axes, left: Len::ZERO, top: Len::ZERO, columns, column, alley, rows, pitch, size };
        let extent = resolved.extent();
        // On a vertical grid the first row stands at the right, its columns lie from top to bottom.
        let (left, top) = (grid.left.as_ref().map(|left| paced.len(left.value)), grid.top.as_ref().map(|top| paced.len(top.value)));
        if axes.is_vertical() {
            resolved.left = top.unwrap_or((trim.height - extent.width) / 2);
            resolved.top = left.map_or((trim.width - extent.height) / 2, |left| trim.width - left - extent.height);
        } else {
            resolved.left = left.unwrap_or((trim.width - extent.width) / 2);
            resolved.top = top.unwrap_or((trim.height - extent.height) / 2);
        }
        let page = Rect::at(Len::ZERO, Len::ZERO, trim.width, trim.height);
        if !page.contains(&resolved.area()) {
            let message = format!(
                "the type area of {:.1} × {:.1} mm does not fit on the sheet of {:.1} × {:.1} mm",
                extent.width.to_mm(),
                extent.height.to_mm(),
                trim.width.to_mm(),
                trim.height.to_mm()
            );
            self.sink.tell(Diagnostic::new(Code::OutsideTypeArea, grid.span, message).help("make the columns, rows or margins smaller"));
        }
        let measures = Measures { column, alley, ..paced };
        for (name, path) in &layout.fonts {
            if !fonts.announce_as(name, &path.value) {
                let message = format!("another face is called “{name}” already");
                self.sink.tell(
                    Diagnostic::new(Code::DuplicateName, path.span, message).help("give it a name of its own, and name that in the styles"),
                );
            }
            self.font_spans.insert(path.value.clone(), path.span);
        }
        let inks = super::inks::declared(&layout, self.sink);
        let mut resolver = Resolver { layout: &layout, fonts, measures, lang, inks: &inks, sink: self.sink };
        let rules = resolver.rules();
        let styles = resolver.styles();
        let kinds = resolver.kinds(&styles, &rules);
        let press = Press {
            standard: match &layout.press.standard {
                Some(standard) if standard.value == "x1a" => Standard::X1a,
                _ => Standard::X4,
            },
            marks: layout.press.marks.as_ref().is_some_and(|marks| marks.value),
        };
        let condition = super::press::condition(self, &layout.press);
        let mut house = House {
            trim,
            bleed,
            grid: resolved,
            press,
            condition,
            lang,
            inks,
            kinds,
            rules,
            styles,
            furniture: Vec::new(),
            lints: levels(&layout.lints),
            must_print: alternatives(&layout.must_print),
        };
        self.supply(fonts, |id| house.styles.values().any(|style| style.par.font == id || style.par.bold == id));
        for piece in &layout.furniture {
            let slot = self.furniture(piece, &house, &measures);
            house.furniture.push(slot);
        }
        Ok(house)
    }

    fn include(
        &mut self,
        from: &str,
        name: &Spanned<String>,
        chain: &mut Vec<String>,
        seen: &mut BTreeSet<String>,
        merged: &mut Option<LayoutSpec>,
    ) -> Result<(), Reported> {
        let bundled = !name.value.ends_with(".toml");
        let path = if bundled { name.value.clone() } else { beside(from, &name.value) };
        if chain.contains(&path) {
            let message = format!("layouts include each other without end: {} → {path}", chain.join(" → "));
            return Err(self
                .sink
                .error(Diagnostic::new(Code::IncludeCycle, name.span, message).help("take one `include` out of the chain")));
        }
        if !seen.insert(path.clone()) {
            return Ok(());
        }
        let source = if bundled {
            let Some(text) = bundled_layout(&name.value) else {
                return Err(unknown(self.sink, "layout", name, bundled_names().iter().copied()));
            };
            self.sources.add(&format!("layouts/{}.toml", name.value), text.to_owned())
        } else {
            self.text(&path, Some(name.span), "layout")?
        };
        let mut spec = LayoutSpec::read(source, &self.sources, self.sink)?;
        for font in spec.fonts.values_mut() {
            font.value = beside(if bundled { "" } else { &path }, &font.value);
        }
        chain.push(path.clone());
        for include in &spec.include {
            self.include(if bundled { "" } else { &path }, include, chain, seen, merged)?;
        }
        chain.pop();
        merge(merged, spec);
        Ok(())
    }

    fn furniture(&mut self, spec: &FurnitureSpec, house: &House, measures: &Measures) -> FurnitureSlot {
        let rect = match (&spec.at, &spec.frame) {
            (Some(at), _) => {
                if !house.grid.holds(&at.value) {
                    self.sink.tell(outside(&house.grid, at.span, &format!("furniture “{}”", spec.name.value)));
                }
                house.grid.rect(&at.value)
            }
            (None, Some(frame)) => {
                let [left, top, width, height] = frame.value.map(|length: Length| measures.len(length));
                Rect::at(left, top, width, height)
            }
            (None, None) => {
                self.sink.tell(Diagnostic::new(
                    Code::MissingKey,
                    spec.span,
                    format!("furniture “{}” has neither `at` nor `frame`", spec.name.value),
                ));
                house.grid.area()
            }
        };
        let mut rule = |name: &Option<Spanned<String>>| -> Option<RuleStyle> {
            let name = name.as_ref()?;
            let found = house.rules.get(&name.value).copied();
            if found.is_none() {
                unknown(self.sink, "rule", name, house.rules.keys().map(String::as_str));
            }
            found
        };
        let (boxed, rule_above, rule_below) = (rule(&spec.boxed), rule(&spec.rule_above), rule(&spec.rule_below));
        let tint = spec.tint.as_ref().and_then(|tint| super::inks::ink(tint, &house.inks, self.sink));
        let mut rows = Vec::new();
        for line in &spec.lines {
            match house.styles.get(&line.style.value) {
                Some(style) => rows.push(FurnitureRow { text: line.text.value.clone(), style: style.clone(), span: line.text.span }),
                None => drop(unknown(self.sink, "style", &line.style, house.styles.keys().map(String::as_str))),
            }
        }
        let valign = match spec.valign.as_ref().map(|valign| valign.value.as_str()) {
            None | Some("middle") => VAlign::Middle,
            Some("top") => VAlign::Top,
            Some("bottom") => VAlign::Bottom,
            Some(_) => {
                if let Some(valign) = &spec.valign {
                    unknown(self.sink, "vertical alignment", valign, ["top", "middle", "bottom"]);
                }
                VAlign::Middle
            }
        };
        FurnitureSlot {
            name: spec.name.value.clone(),
            span: spec.span,
            origin: self.origin(spec.span),
            pages: spec.pages.as_ref().map_or(PageRange::All, |pages| pages.value),
            rect,
            rows,
            valign,
            frame: Frame { rule: boxed, padding: spec.padding.as_ref().map_or(Len::ZERO, |padding| measures.len(padding.value)), tint },
            rule_above,
            rule_below,
        }
    }

    /// An article, parsed once however often it is placed.
    pub fn story(&mut self, path: &str, from: Span) -> Option<usize> {
        if let Some(found) = self.copies.get(path) {
            return *found;
        }
        let parsed = self.text(path, Some(from), "article").and_then(|source| story::parse(source, &self.sources, self.sink)).ok();
        let index = parsed.map(|story| {
            self.stories.push(story);
            self.stories.len() - 1
        });
        self.copies.insert(path.to_owned(), index);
        index
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

    fn same_numbers(&mut self, pages: &[(String, PageSpec)]) {
        for (at, (_, page)) in pages.iter().enumerate() {
            if let Some((_, first)) = pages[..at].iter().find(|(_, other)| other.number.value == page.number.value) {
                self.sink.tell(
                    Diagnostic::new(Code::DuplicateName, page.number.span, format!("two pages carry the number {}", page.number.value))
                        .label(first.number.span, "the first is here"),
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
                    homes.insert(slot.id.clone(), (page.number, slot.span));
                }
            }
        }
        for (page, (_, spec)) in pages.iter_mut().zip(specs) {
            for (slot, story) in page.stories.iter_mut().zip(&spec.stories) {
                let Some(refer) = &story.refer else { continue };
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
            let number = pages[page].number;
            pages[page].stories[nth].next = Some(next);
            let turned_over = pages[next.0].number != number;
            let after = &mut pages[next.0].stories[next.1];
            after.part = part + 1;
            after.from_page = turned_over.then_some(number);
        }
    }
}

/// Lays a layout over those it includes.
fn merge(merged: &mut Option<LayoutSpec>, mut over: LayoutSpec) {
    let Some(base) = merged.take() else {
        *merged = Some(over);
        return;
    };
    let mut fonts = base.fonts;
    fonts.append(&mut over.fonts);
    let mut inks = base.inks;
    inks.append(&mut over.inks);
    let mut styles = base.styles;
    styles.append(&mut over.styles);
    let mut kinds = base.kinds;
    kinds.append(&mut over.kinds);
    let mut rules = base.rules;
    rules.append(&mut over.rules);
    let mut furniture = base.furniture;
    for piece in over.furniture {
        match furniture.iter_mut().find(|other| other.name.value == piece.name.value) {
            Some(other) => *other = piece,
            None => furniture.push(piece),
        }
    }
    let mut lints = base.lints;
    lints.extend(over.lints);
    *merged = Some(LayoutSpec {
        title: over.title.or(base.title),
        include: over.include,
        lang: over.lang.or(base.lang),
        hao: over.hao,
        fonts,
        sheet: over.sheet.or(base.sheet),
        grid: over.grid.or(base.grid),
        press: PressSpec {
            standard: over.press.standard.or(base.press.standard),
            marks: over.press.marks.or(base.press.marks),
            profile: over.press.profile.or(base.press.profile),
            condition: over.press.condition.or(base.press.condition),
            ink_limit: over.press.ink_limit.or(base.press.ink_limit),
            intent: over.press.intent.or(base.press.intent),
            black_point: over.press.black_point.or(base.press.black_point),
            picture_ppi: over.press.picture_ppi.or(base.press.picture_ppi),
            sharpen: over.press.sharpen.or(base.press.sharpen),
        },
        inks,
        styles,
        kinds,
        rules,
        furniture,
        lints,
        must_print: if over.must_print.is_empty() { base.must_print } else { over.must_print },
    });
}

fn levels(lints: &Lints) -> BTreeMap<Code, Level> {
    lints.iter().map(|(code, level)| (*code, level.value)).collect()
}

/// The words of `must-print`, those that may stand for each other together.
fn alternatives(words: &[Spanned<String>]) -> Vec<Vec<String>> {
    words.iter().map(|words| words.value.split('|').map(|word| word.trim().to_owned()).collect()).collect()
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

/// A style of the bundled 对开 layout, for galleys.
pub fn bundled_style(name: &str, fonts: &mut Fonts, sink: &mut Sink) -> Result<crate::style::ParStyle, Reported> {
    struct NoDesk;
    impl Desk for NoDesk {
        fn read(&self, _: &str) -> std::io::Result<Cow<'static, [u8]>> {
            Err(std::io::Error::from(std::io::ErrorKind::NotFound))
        }
    }
    let mut loader = Loader::new(&NoDesk, sink);
    let source = loader.sources.add("galley", String::new());
    let layout = Spanned { value: "duikai-daily".to_owned(), span: Span::new(source, 0, 0) };
    let house = loader.house("", &layout, fonts)?;
    match house.styles.get(name) {
        Some(style) => Ok(style.par.clone()),
        None => {
            let mut diagnostic = Diagnostic::new(Code::UnknownName, None, format!("the 对开 layout has no style “{name}”"));
            if let Some(near) = super::styles::nearest(name, house.styles.keys().map(String::as_str)) {
                diagnostic = diagnostic.help(format!("did you mean “{near}”?"));
            }
            Err(loader.sink.error(diagnostic))
        }
    }
}
