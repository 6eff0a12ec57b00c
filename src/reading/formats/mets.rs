//! METS 1.12.1: the issue as a whole (<https://www.loc.gov/standards/mets/>), described by MODS.
//!
//! The physical map has the pages with their pictures and texts; the logical one has the articles,
//! each whole: the blocks of a story that jumps stand in one `div`, whatever pages they are on. What
//! only leads the reader round the page, and the fixed matter, stand beside them.

use std::collections::BTreeMap;

use super::super::model::{Article, ArticleKind, Reading, TextRole};
use super::alto::block_id;
use super::xml::Xml;
use crate::press::Output;

/// The files of one page that others refer to.
#[derive(Clone, Copy)]
pub(super) struct PageFiles<'a> {
    pub alto: &'a Output,
    /// The picture, and its size in pixels.
    pub image: Option<(&'a Output, (u32, u32))>,
}

/// Writes the issue. `files` has the picture and the text of each page.
pub(super) fn mets(reading: &Reading, files: &[PageFiles<'_>]) -> Vec<u8> {
    let mut writer = Writer {
        xml: Xml::new(),
        reading,
        divs: 0,
    };
    writer.head();
    writer.describe();
    writer.pictures(files);
    writer.files(files);
    writer.physical(files);
    writer.logical();
    writer.xml.finish()
}

struct Writer<'a> {
    xml: Xml,
    reading: &'a Reading,
    divs: usize,
}

impl Writer<'_> {
    fn head(&mut self) {
        let reading = self.reading;
        self.xml
            .open("mets")
            .attr("xmlns", "http://www.loc.gov/METS/")
            .attr("xmlns:MODS", "http://www.loc.gov/mods/v3")
            .attr("xmlns:xlink", "http://www.w3.org/1999/xlink")
            .attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
            .attr(
                "xsi:schemaLocation",
                "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-7.xsd",
            )
            .attr("OBJID", &reading.slug)
            .attr("TYPE", "Newspaper")
            .attr("LABEL", format!("{}, {}", reading.paper, reading.date));
        self.xml
            .open("metsHdr")
            .open("agent")
            .attr("ROLE", "CREATOR")
            .attr("TYPE", "OTHER")
            .attr("OTHERTYPE", "SOFTWARE");
        self.xml
            .leaf("name", concat!("duikai ", env!("CARGO_PKG_VERSION")))
            .leaf("note", super::text::TYPESET_NOT_RECOGNISED);
        self.xml.close().close();
    }

    fn describe(&mut self) {
        let reading = self.reading;
        self.open_mods("DMD-issue");
        self.title(&reading.paper, &[]);
        self.xml.leaf("MODS:genre", "newspaper");
        self.xml
            .open("MODS:originInfo")
            .open("MODS:dateIssued")
            .attr("encoding", "iso8601")
            .attr("keyDate", "yes")
            .text(&reading.date)
            .close()
            .close();
        self.language(reading.lang.tag());
        if let Some(issue) = reading.issue {
            self.xml
                .open("MODS:part")
                .open("MODS:detail")
                .attr("type", "issue")
                .leaf("MODS:number", &issue.to_string())
                .close()
                .close();
        }
        let pages = reading.pages.iter();
        let pages: usize = pages
            .map(|page| 1 + usize::from(page.facing.is_some()))
            .sum();
        self.xml
            .open("MODS:physicalDescription")
            .leaf("MODS:extent", &format!("{pages} pages"))
            .close();
        self.close_mods();
        for (nth, article) in reading.articles.iter().enumerate() {
            self.open_mods(&dmd(nth));
            let decks: Vec<&str> = [TextRole::Kicker, TextRole::Deck]
                .into_iter()
                .flat_map(|role| article.texts(role))
                .collect();
            self.title(&article.title(), &decks);
            for author in article.texts(TextRole::Byline) {
                self.xml
                    .open("MODS:name")
                    .leaf("MODS:namePart", author)
                    .open("MODS:role")
                    .open("MODS:roleTerm")
                    .attr("type", "text")
                    .text("author")
                    .close()
                    .close()
                    .close();
            }
            self.xml.leaf("MODS:genre", kind(article.kind));
            self.language(article.lang.tag());
            if let Some(host) = article.within {
                self.xml
                    .open("MODS:relatedItem")
                    .attr("type", "host")
                    .attr("xlink:href", format!("#{}", article_id(host)));
                self.title(&reading.articles[host].title(), &[]);
                self.xml.close();
            }
            self.xml
                .open("MODS:identifier")
                .attr("type", "local")
                .text(&article.id)
                .close();
            self.close_mods();
        }
    }

    fn open_mods(&mut self, id: &str) {
        self.xml.open("dmdSec").attr("ID", id);
        self.xml.open("mdWrap").attr("MDTYPE", "MODS");
        self.xml.open("xmlData").open("MODS:mods");
    }

    fn close_mods(&mut self) {
        self.xml.close().close().close().close();
    }

    fn title(&mut self, title: &str, more: &[&str]) {
        self.xml.open("MODS:titleInfo").leaf("MODS:title", title);
        for more in more {
            self.xml.leaf("MODS:subTitle", more);
        }
        self.xml.close();
    }

    fn language(&mut self, tag: &str) {
        self.xml
            .open("MODS:language")
            .open("MODS:languageTerm")
            .attr("type", "code")
            .attr("authority", "rfc5646")
            .text(tag)
            .close()
            .close();
    }

    /// The size of each page's picture.
    fn pictures(&mut self, files: &[PageFiles<'_>]) {
        for (nth, file) in files.iter().enumerate() {
            let Some((_, (width, height))) = file.image else {
                continue;
            };
            let id = image_data(nth);
            self.xml.open("amdSec").attr("ID", &id);
            self.xml.open("techMD").attr("ID", format!("{id}-mix"));
            self.xml.open("mdWrap").attr("MDTYPE", "NISOIMG");
            self.xml
                .open("xmlData")
                .open("mix")
                .attr("xmlns", "http://www.loc.gov/mix/");
            self.xml
                .open("ImagingPerformanceAssessment")
                .open("SpatialMetrics")
                .leaf("ImageWidth", &width.to_string())
                .leaf("ImageLength", &height.to_string())
                .close()
                .close();
            self.xml.close().close().close().close().close();
        }
    }

    fn files(&mut self, files: &[PageFiles<'_>]) {
        self.xml.open("fileSec");
        if files.iter().any(|file| file.image.is_some()) {
            self.xml
                .open("fileGrp")
                .attr("ID", "IMAGES")
                .attr("USE", "Images");
            for (nth, file) in files.iter().enumerate() {
                if let Some((image, _)) = file.image {
                    self.file(&image_id(nth), nth, image, "image/png", true);
                }
            }
            self.xml.close();
        }
        self.xml
            .open("fileGrp")
            .attr("ID", "TEXTS")
            .attr("USE", "Text");
        for (nth, file) in files.iter().enumerate() {
            self.file(&text_id(nth), nth, file.alto, "text/xml", false);
        }
        self.xml.close().close();
    }

    fn file(&mut self, id: &str, nth: usize, file: &Output, mime: &str, image: bool) {
        self.xml
            .open("file")
            .attr("ID", id)
            .number("SEQ", nth as i64 + 1)
            .attr("MIMETYPE", mime)
            .number("SIZE", file.bytes.len() as i64)
            .attr("CHECKSUM", file.sha256())
            .attr("CHECKSUMTYPE", "SHA-256")
            .attr("GROUPID", format!("PAGE{:04}", nth + 1));
        if image {
            self.xml.attr("ADMID", image_data(nth));
        }
        self.xml
            .open("FLocat")
            .attr("LOCTYPE", "URL")
            .attr("xlink:href", &file.name)
            .close()
            .close();
    }

    fn physical(&mut self, files: &[PageFiles<'_>]) {
        self.xml
            .open("structMap")
            .attr("ID", "physical")
            .attr("TYPE", "PHYSICAL")
            .attr("LABEL", "Physical Structure");
        self.div("Newspaper", &self.reading.paper.clone());
        self.xml.attr("DMDID", "DMD-issue");
        for (nth, page) in self.reading.pages.iter().enumerate() {
            self.xml
                .open("div")
                .attr("ID", format!("PAGE{:04}", nth + 1))
                .attr("TYPE", "PAGE")
                .number("ORDER", nth as i64 + 1)
                .attr("ORDERLABEL", page.label().trim_start_matches('0'))
                .attr("LABEL", &page.section);
            let image = files.get(nth).and_then(|file| file.image);
            for id in image
                .map(|_| image_id(nth))
                .into_iter()
                .chain([text_id(nth)])
            {
                self.xml.open("fptr").attr("FILEID", id).close();
            }
            self.xml.close();
        }
        self.xml.close().close();
    }

    fn logical(&mut self) {
        let reading = self.reading;
        self.xml
            .open("structMap")
            .attr("ID", "logical")
            .attr("TYPE", "LOGICAL")
            .attr("LABEL", "Logical Structure");
        self.div("NEWSPAPER", &reading.paper);
        self.div("ISSUE", &format!("{}, {}", reading.paper, reading.date));
        self.xml.attr("DMDID", "DMD-issue");
        self.div("CONTENT", "");
        for (nth, article) in reading.articles.iter().enumerate() {
            self.xml
                .open("div")
                .attr("ID", article_id(nth))
                .attr("TYPE", kind(article.kind).to_uppercase())
                .attr("DMDID", dmd(nth))
                .number("ORDER", nth as i64 + 1)
                .attr("LABEL", article.title());
            self.article(article);
            self.xml.close();
        }
        self.xml.close();
        self.signposts();
        self.xml.close().close().close();
    }

    fn article(&mut self, article: &Article) {
        let pars: Vec<(TextRole, &[(usize, usize)])> = article
            .pars
            .iter()
            .filter(|par| !par.role.is_signpost() && !par.blocks.is_empty())
            .map(|par| (par.role, par.blocks.as_slice()))
            .collect();
        // Head, text and pictures, each in one part.
        for part in pars.chunk_by(|a, b| part_of(a.0) == part_of(b.0)) {
            let name = part.first().map_or("BODY", |(role, _)| part_of(*role));
            self.div(name, "");
            for (role, blocks) in part {
                self.div(&role.name().to_uppercase(), "");
                self.areas(blocks);
                self.xml.close();
            }
            self.xml.close();
        }
    }

    /// The blocks of a paragraph, in order.
    fn areas(&mut self, blocks: &[(usize, usize)]) {
        self.xml.open("fptr");
        if blocks.len() > 1 {
            self.xml.open("seq");
        }
        for (page, block) in blocks {
            self.xml
                .open("area")
                .attr("FILEID", text_id(*page))
                .attr("BETYPE", "IDREF")
                .attr("BEGIN", block_id(*page, *block))
                .close();
        }
        if blocks.len() > 1 {
            self.xml.close();
        }
        self.xml.close();
    }

    /// Fixed matter and what leads from page to page.
    fn signposts(&mut self) {
        let mut of: BTreeMap<TextRole, Vec<(usize, usize)>> = BTreeMap::new();
        for (page, on) in self.reading.pages.iter().enumerate() {
            for (nth, block) in on.blocks.iter().enumerate() {
                if block.role.is_signpost() {
                    of.entry(block.role).or_default().push((page, nth));
                }
            }
        }
        for (role, blocks) in of {
            self.div(&role.name().to_uppercase(), "");
            for block in blocks {
                self.areas(&[block]);
            }
            self.xml.close();
        }
    }

    fn div(&mut self, kind: &str, label: &str) {
        self.divs += 1;
        self.xml
            .open("div")
            .attr("ID", format!("DIV{:05}", self.divs))
            .attr("TYPE", kind);
        if !label.is_empty() {
            self.xml.attr("LABEL", label);
        }
    }
}

fn part_of(role: TextRole) -> &'static str {
    match role {
        role if role.is_head() => "HEADING",
        TextRole::Picture | TextRole::Cutline | TextRole::Credit => "ILLUSTRATION",
        TextRole::Ad => "ADVERTISEMENT",
        _ => "BODY",
    }
}

fn kind(kind: ArticleKind) -> &'static str {
    match kind {
        ArticleKind::Story | ArticleKind::Sidebar => "article",
        ArticleKind::Picture => "picture",
        ArticleKind::Ad => "advertisement",
    }
}

fn dmd(article: usize) -> String {
    format!("DMD-{}", article_id(article))
}

/// Returns the id of an article's `div`.
fn article_id(article: usize) -> String {
    format!("ART{:04}", article + 1)
}

fn image_id(page: usize) -> String {
    format!("IMAGE{:04}", page + 1)
}

fn image_data(page: usize) -> String {
    format!("AMD-IMAGE{:04}", page + 1)
}

fn text_id(page: usize) -> String {
    format!("ALTO{:04}", page + 1)
}
