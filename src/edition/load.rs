//! Reading an edition from the desk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Edition;
use super::grid::Grid;
use super::house::{Frame, FurnitureRow, FurnitureSlot, House, RuleStyle, VAlign};
use super::page::{Page, PageMaker};
use super::styles::{Measures, Resolver, unknown};
use crate::asset::{FontId, Fonts, PictureId, Pictures, sha256};
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span, Spanned};
use crate::geom::{Len, Rect, Size};
use crate::spec::{EditionSpec, FurnitureSpec, LayoutSpec, Length, PageRange, PageSpec, bundled_layout, bundled_names};
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
        let mut pages: Vec<Page> = Vec::new();
        for (page_path, page) in &page_specs {
            let fields = super::fields::fields(&spec, page);
            let made = PageMaker { loader: self, house: &house, folder: page_path, fields: &fields }.make(page);
            pages.push(made);
        }
        self.link_refers(&mut pages, &page_specs);
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
        if let Some(only) = only {
            if !pages.iter().any(|page| page.number == only) {
                let numbers: Vec<String> = pages.iter().map(|page| page.number.to_string()).collect();
                return Err(self.sink.error(
                    Diagnostic::new(Code::UnknownName, None, format!("the edition has no page {only}"))
                        .help(format!("its pages are {}", numbers.join(", "))),
                ));
            }
            pages.retain(|page| page.number == only);
        }
        Ok(Edition {
            paper: spec.paper.value.clone(),
            date: spec.date.value.clone(),
            slug: slug(&spec),
            lang: house.lang,
            stories: Vec::new(),
            pages,
            fonts,
            pictures: Pictures::default(),
            origins: Vec::new(),
            inputs: Vec::new(),
        })
    }

    /// Reads announced fonts that are wanted.
    fn supply(&mut self, fonts: &mut Fonts, wanted: impl Fn(FontId) -> bool) {
        let waiting: Vec<(FontId, String)> =
            fonts.names().filter(|(id, _)| wanted(*id)).filter_map(|(id, _)| Some((id, fonts.waiting(id)?.to_owned()))).collect();
        for (id, path) in waiting {
            let Ok(bytes) = self.read(&path, None, "font") else { continue };
            if let Err(fault) = fonts.supply(id, bytes.into_owned()) {
                self.sink.tell(Diagnostic::new(Code::BadFont, None, format!("the font “{path}” cannot be used: {fault}")));
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
        let columns = grid.columns.value.max(1);
        let column = paced.len(grid.column.value).max(Len::PT);
        let width = grid.width.as_ref().map(|width| paced.len(width.value));
        let height = grid.height.as_ref().map(|height| paced.len(height.value));
        let alley = match (&grid.alley, width) {
            (Some(alley), _) => paced.len(alley.value),
            (None, Some(width)) if columns > 1 => (width - column * i64::from(columns)).max(Len::ZERO) / i64::from(columns - 1),
            _ => size,
        };
        let rows = match (&grid.rows, height) {
            (Some(rows), _) => rows.value.max(1),
            (None, Some(height)) => ((height - size).div_floor(pitch) + 1).max(1) as u32,
            (None, None) => ((trim.height.scale(9, 10) - size).div_floor(pitch) + 1).max(1) as u32,
        };
        let mut resolved = Grid { left: Len::ZERO, top: Len::ZERO, columns, column, alley, rows, pitch, size };
        let extent = resolved.extent();
        resolved.left = grid.left.as_ref().map_or((trim.width - extent.width) / 2, |left| paced.len(left.value));
        resolved.top = grid.top.as_ref().map_or((trim.height - extent.height) / 2, |top| paced.len(top.value));
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
        let mut resolver = Resolver { layout: &layout, fonts, measures, lang, sink: self.sink };
        let rules = resolver.rules();
        let styles = resolver.styles();
        let kinds = resolver.kinds(&styles, &rules);
        let mut house = House { trim, bleed, grid: resolved, lang, kinds, rules, styles, furniture: Vec::new() };
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
        let spec = LayoutSpec::read(source, &self.sources, self.sink)?;
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
            pages: spec.pages.as_ref().map_or(PageRange::All, |pages| pages.value),
            rect,
            rows,
            valign,
            frame: Frame {
                rule: boxed,
                padding: spec.padding.as_ref().map_or(Len::ZERO, |padding| measures.len(padding.value)),
                tint: spec.tint.as_ref().map(|tint| tint.value),
            },
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
        match self.pictures.add(path, bytes) {
            Ok(id) => Some(id),
            Err(fault) => {
                self.sink.tell(
                    Diagnostic::new(Code::BadPicture, from, format!("the picture “{path}” cannot be used: {}", fault.0))
                        .help("export it again as JPEG or PNG"),
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
            for slot in page.all_stories() {
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

/// Lays a layout over those it includes.
fn merge(merged: &mut Option<LayoutSpec>, mut over: LayoutSpec) {
    let Some(base) = merged.take() else {
        *merged = Some(over);
        return;
    };
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
    *merged = Some(LayoutSpec {
        title: over.title.or(base.title),
        include: over.include,
        lang: over.lang.or(base.lang),
        hao: over.hao,
        sheet: over.sheet.or(base.sheet),
        grid: over.grid.or(base.grid),
        styles,
        kinds,
        rules,
        furniture,
    });
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
