//! ALTO 4.4: the text of a page with its places (<https://www.loc.gov/standards/alto/>).
//!
//! Places are whole numbers of 1/1200 inch from the upper left corner of the sheet, bleed included.
//! Blocks stand in reading order; every block has its role and its article as tags.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{Par, ReadBlock, ReadPage, Reading, TextRole};
use super::unit::{Units, corners};
use super::words::{Half, Style, Word, divisions, glyphs, words};
use super::xml::Xml;
use crate::asset::Fonts;
use crate::geom::{PageSpace, Point, Rect};

/// Units to an inch.
const PER_INCH: i64 = 1200;

/// Writes one page. `image` is the file name of its picture, if there is one; with `with_glyphs` every
/// character has a box of its own.
pub(super) fn alto(
    reading: &Reading,
    page: usize,
    fonts: &Fonts,
    image: Option<&str>,
    with_glyphs: bool,
) -> Vec<u8> {
    let on = &reading.pages[page];
    let mut writer = Writer {
        xml: Xml::new(),
        reading,
        page: on,
        number: page + 1,
        fonts,
        units: Units::new(&on.sheet, PER_INCH),
        styles: styles(on, fonts),
        divided: divisions(reading),
        with_glyphs,
    };
    writer.description(image);
    writer.styles();
    writer.tags();
    writer.reading_order();
    writer.layout();
    writer.xml.finish()
}

/// Returns the id of a block in the file of its page.
pub(super) fn block_id(page: usize, block: usize) -> String {
    format!("p{}b{}", page + 1, block + 1)
}

/// The styles of a page, numbered by their order.
fn styles(page: &ReadPage, fonts: &Fonts) -> BTreeMap<Style, usize> {
    let chars = page.blocks.iter().flat_map(|block| &block.lines);
    let styles: BTreeSet<Style> = chars
        .flat_map(|line| &line.chars)
        .map(|c| Style::of(c, fonts))
        .collect();
    styles.into_iter().zip(1..).collect()
}

struct Writer<'a> {
    xml: Xml,
    reading: &'a Reading,
    page: &'a ReadPage,
    number: usize,
    fonts: &'a Fonts,
    units: Units,
    styles: BTreeMap<Style, usize>,
    divided: BTreeSet<(usize, usize, usize)>,
    with_glyphs: bool,
}

impl Writer<'_> {
    fn description(&mut self, image: Option<&str>) {
        let xml = &mut self.xml;
        xml.open("alto")
            .attr("xmlns", "http://www.loc.gov/standards/alto/ns-v4#")
            .attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
            .attr(
                "xsi:schemaLocation",
                "http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd",
            )
            .attr("SCHEMAVERSION", "4.4");
        xml.open("Description").leaf("MeasurementUnit", "inch1200");
        if let Some(image) = image {
            xml.open("sourceImageInformation")
                .leaf("fileName", image)
                .close();
        }
        xml.open("Processing").attr("ID", "processing");
        xml.leaf("processingCategory", "contentGeneration");
        xml.leaf(
            "processingStepDescription",
            super::text::TYPESET_NOT_RECOGNISED,
        );
        xml.open("processingSoftware")
            .leaf("softwareName", "duikai")
            .leaf("softwareVersion", env!("CARGO_PKG_VERSION"))
            .close();
        xml.close().close();
    }

    fn styles(&mut self) {
        if self.styles.is_empty() {
            return;
        }
        self.xml.open("Styles");
        for (style, nth) in &self.styles {
            let [red, green, blue] = style.ink;
            self.xml
                .open("TextStyle")
                .attr("ID", format!("style{nth}"))
                .attr("FONTFAMILY", self.fonts.face(style.font).postscript_name())
                .attr(
                    "FONTSIZE",
                    format!("{}.{:02}", style.size / 100, style.size % 100),
                )
                .attr("FONTCOLOR", format!("{red:02X}{green:02X}{blue:02X}"));
            if style.bold {
                self.xml.attr("FONTSTYLE", "bold");
            }
            self.xml.close();
        }
        self.xml.close();
    }

    fn tags(&mut self) {
        let roles: BTreeSet<TextRole> = self.page.blocks.iter().map(|block| block.role).collect();
        let articles: BTreeSet<usize> = self.articles().collect();
        if roles.is_empty() {
            return;
        }
        self.xml.open("Tags");
        for role in roles {
            self.xml
                .open("StructureTag")
                .attr("ID", format!("role-{}", role.name()))
                .attr("TYPE", "role")
                .attr("LABEL", role.name())
                .close();
        }
        for nth in articles {
            let article = &self.reading.articles[nth];
            self.xml
                .open("OtherTag")
                .attr("ID", article_tag(nth))
                .attr("TYPE", "article")
                .attr("LABEL", &article.id)
                .attr("DESCRIPTION", article.title())
                .close();
        }
        self.xml.close();
    }

    fn articles(&self) -> impl Iterator<Item = usize> {
        self.page
            .blocks
            .iter()
            .filter_map(|block| block.of.map(|(article, _)| article))
    }

    /// Articles one after another, the blocks of each in order.
    fn reading_order(&mut self) {
        if self.page.blocks.is_empty() {
            return;
        }
        self.xml.open("ReadingOrder");
        self.xml
            .open("OrderedGroup")
            .attr("ID", format!("p{}order", self.number));
        let blocks = &self.page.blocks;
        let mut nth = 0;
        let mut group = 0;
        for run in blocks.chunk_by(|a, b| article_of(a) == article_of(b)) {
            group += 1;
            self.xml
                .open("OrderedGroup")
                .attr("ID", format!("p{}group{group}", self.number));
            if let Some(article) = run.first().and_then(article_of) {
                self.xml.attr("TAGREFS", article_tag(article));
            }
            for _ in run {
                self.xml
                    .open("ElementRef")
                    .attr("ID", format!("p{}ref{}", self.number, nth + 1))
                    .attr("REF", block_id(self.number - 1, nth))
                    .close();
                nth += 1;
            }
            self.xml.close();
        }
        self.xml.close().close();
    }

    fn layout(&mut self) {
        let (width, height) = self.units.sheet(&self.page.sheet);
        let (page, lang) = (self.page, self.reading.lang.tag());
        self.xml.open("Layout").open("Page");
        self.xml
            .attr("ID", format!("p{}", self.number))
            .number("WIDTH", width)
            .number("HEIGHT", height)
            .number("PHYSICAL_IMG_NR", self.number as i64)
            .attr("PRINTED_IMG_NR", page.label().trim_start_matches('0'))
            .attr(
                "POSITION",
                if page.facing.is_some() {
                    "Foldout"
                } else {
                    "Single"
                },
            )
            .attr("LANG", lang);
        let blocks = page.blocks.iter().map(|block| block.rect);
        let space = blocks.reduce(|a, b| a.union(&b)).unwrap_or_else(|| {
            Rect::new(
                crate::geom::Len::ZERO,
                crate::geom::Len::ZERO,
                page.sheet.trim.width,
                page.sheet.trim.height,
            )
        });
        self.xml.open("PrintSpace");
        self.place(&space);
        for nth in 0..page.blocks.len() {
            self.block(nth);
        }
        self.xml.close().close().close();
    }

    fn place(&mut self, rect: &Rect<PageSpace>) {
        let place = self.units.rect(rect);
        self.xml
            .number("HPOS", place.x)
            .number("VPOS", place.y)
            .number("WIDTH", place.width)
            .number("HEIGHT", place.height);
    }

    fn block(&mut self, nth: usize) {
        let page = self.page;
        let block = &page.blocks[nth];
        let pictured = block.lines.is_empty();
        self.xml.open(match pictured {
            true => "Illustration",
            false => "TextBlock",
        });
        self.xml.attr("ID", block_id(self.number - 1, nth));
        let mut tags = vec![format!("role-{}", block.role.name())];
        tags.extend(article_of(block).map(article_tag));
        self.xml.attr("TAGREFS", tags.join(" "));
        self.place(&block.rect);
        if pictured {
            let kind = match block.role {
                TextRole::Ad => "Advertisement",
                _ => "Illustration",
            };
            self.xml.attr("TYPE", kind);
        } else {
            if let Some((article, par)) = block.of {
                self.xml
                    .attr("LANG", self.reading.articles[article].lang.tag());
                let next = next_of(self.reading, (self.number - 1, nth), (article, par));
                if let Some(next) = next {
                    self.xml.attr("IDNEXT", block_id(self.number - 1, next));
                }
            }
            if block.vertical {
                self.xml.attr("BASEDIRECTION", "ttb");
            }
        }
        if let Some(outline) = &block.outline {
            self.shape(outline);
        }
        let par = block
            .of
            .map(|(article, par)| &self.reading.articles[article].pars[par]);
        for line in 0..block.lines.len() {
            self.line(block, line, par);
        }
        self.xml.close();
    }

    fn shape(&mut self, outline: &[Point<PageSpace>]) {
        let points = self.units.points(outline);
        self.xml
            .open("Shape")
            .open("Polygon")
            .attr("POINTS", points)
            .close()
            .close();
    }

    fn line(&mut self, block: &ReadBlock, nth: usize, par: Option<&Par>) {
        let line = &block.lines[nth];
        self.xml.open("TextLine");
        self.place(&line.rect);
        let baseline = self.units.points(&[line.baseline.0, line.baseline.1]);
        self.xml.attr("BASELINE", baseline);
        if block.vertical {
            self.xml.attr("BASEDIRECTION", "ttb");
        }
        let words = words(block, nth, par, &self.divided, self.fonts);
        let mut end: Option<Rect<PageSpace>> = None;
        for word in &words {
            if let Some(end) = end.filter(|_| word.space) {
                let gap = match block.vertical {
                    false => Rect::new(end.right, end.top, word.rect.left, end.bottom),
                    true => Rect::new(end.left, end.bottom, end.right, word.rect.top),
                };
                self.xml.open("SP");
                self.place(&gap);
                self.xml.close();
            }
            self.word(word, block.vertical);
            end = Some(word.rect);
        }
        if let Some(hyphen) = &line.hyphen {
            self.xml.open("HYP");
            self.place(hyphen);
            self.xml.attr("CONTENT", "-").close();
        }
        self.xml.close();
    }

    fn word(&mut self, word: &Word, vertical: bool) {
        self.xml.open("String");
        self.place(&word.rect);
        if let Some(style) = self.styles.get(&word.style) {
            self.xml.attr("STYLEREFS", format!("style{style}"));
        }
        self.xml.attr("CONTENT", word.text());
        match word.hyphen {
            Some(Half::First(whole)) => {
                self.xml
                    .attr("SUBS_TYPE", "HypPart1")
                    .attr("SUBS_CONTENT", whole);
            }
            Some(Half::Second(whole)) => {
                self.xml
                    .attr("SUBS_TYPE", "HypPart2")
                    .attr("SUBS_CONTENT", whole);
            }
            None => {}
        }
        if let Some(reading) = word.reading {
            self.xml
                .open("ALTERNATIVE")
                .attr("PURPOSE", "ruby")
                .text(reading)
                .close();
        }
        if self.with_glyphs {
            for (c, rect) in glyphs(word, vertical) {
                self.xml.open("Glyph");
                self.place(&rect);
                self.xml.attr("CONTENT", c.to_string()).close();
            }
        }
        self.xml.close();
    }
}

fn article_of(block: &ReadBlock) -> Option<usize> {
    block.of.map(|(article, _)| article)
}

fn article_tag(article: usize) -> String {
    format!("article{}", article + 1)
}

/// The block on the same page in which a paragraph goes on.
fn next_of(
    reading: &Reading,
    (page, block): (usize, usize),
    (article, par): (usize, usize),
) -> Option<usize> {
    let blocks = &reading.articles[article].pars[par].blocks;
    let at = blocks.iter().position(|own| *own == (page, block))?;
    let (next_page, next) = *blocks.get(at + 1)?;
    (next_page == page).then_some(next)
}

/// The corners of a block's outline.
pub(super) fn outline_of(block: &ReadBlock) -> Vec<Point<PageSpace>> {
    block
        .outline
        .clone()
        .unwrap_or_else(|| corners(&block.rect))
}
