//! PAGE-XML 2019-07-15: ground truth for those who train page readers
//! (<https://www.primaresearch.org/schema/PAGE/gts/pagecontent/2019-07-15>).
//!
//! Places are pixels of the page image. Articles are groups of the reading order; the cells of a
//! table are regions inside its region.

use super::super::model::{ReadBlock, ReadPage, Reading, TextRole};
use super::alto::outline_of;
use super::regions::{Region, regions};
use super::unit::{Units, corners};
use super::xml::Xml;
use crate::geom::{PageSpace, Point};

/// Writes one page, given its image's file name, size and pixels per inch.
pub(super) fn page_xml(
    reading: &Reading,
    page: usize,
    (image, (width, height)): (&str, (u32, u32)),
    dpi: u32,
) -> Vec<u8> {
    let on = &reading.pages[page];
    let mut writer = Writer {
        xml: Xml::new(),
        page: on,
        units: Units::new(&on.sheet, i64::from(dpi)),
        most: (i64::from(width), i64::from(height)),
    };
    let regions = regions(reading, page);
    writer.open(reading, image);
    writer.order(&regions);
    for (nth, region) in regions.iter().enumerate() {
        writer.region(nth, region);
    }
    writer.xml.finish()
}

struct Writer<'a> {
    xml: Xml,
    page: &'a ReadPage,
    units: Units,
    /// Width and height of the image.
    most: (i64, i64),
}

impl Writer<'_> {
    fn open(&mut self, reading: &Reading, image: &str) {
        let date = format!("{}T00:00:00", reading.date);
        let xml = &mut self.xml;
        xml.open("PcGts")
            .attr(
                "xmlns",
                "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15",
            )
            .attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
            .attr(
                "xsi:schemaLocation",
                "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15 http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15/pagecontent.xsd",
            )
            .attr("pcGtsId", format!("{}-{}", slug_id(&reading.slug), self.page.label()));
        xml.open("Metadata")
            .leaf("Creator", concat!("duikai ", env!("CARGO_PKG_VERSION")))
            // The edition's own date, so that the same pages give the same bytes.
            .leaf("Created", &date)
            .leaf("LastChange", &date)
            .leaf("Comments", super::text::TYPESET_NOT_RECOGNISED)
            .close();
        xml.open("Page")
            .attr("imageFilename", image)
            .number("imageWidth", self.most.0)
            .number("imageHeight", self.most.1)
            .attr("type", "content");
    }

    fn order(&mut self, regions: &[Region]) {
        if regions.is_empty() {
            return;
        }
        self.xml.open("ReadingOrder");
        self.xml.open("OrderedGroup").attr("id", "order");
        let mut nth = 0;
        let groups = regions.chunk_by(|a, b| a.article == b.article);
        for (group, run) in groups.enumerate() {
            self.xml
                .open("OrderedGroupIndexed")
                .attr("id", format!("group{}", group + 1))
                .number("index", group as i64);
            for index in 0..run.len() {
                self.xml
                    .open("RegionRefIndexed")
                    .number("index", index as i64)
                    .attr("regionRef", region_id(nth))
                    .close();
                nth += 1;
            }
            self.xml.close();
        }
        self.xml.close().close();
    }

    fn region(&mut self, nth: usize, region: &Region) {
        let id = region_id(nth);
        if let (true, Some(rect)) = (region.is_table, region.rect(self.page)) {
            self.xml.open("TableRegion").attr("id", &id);
            self.coords(&corners(&rect));
            for (cell, block) in region.blocks.iter().enumerate() {
                let block = &self.page.blocks[*block];
                self.text_region(&format!("{id}c{}", cell + 1), block, region.cells[cell]);
            }
            self.xml.close();
            return;
        }
        for block in &region.blocks {
            let block = &self.page.blocks[*block];
            match block.role {
                TextRole::Picture | TextRole::Ad => {
                    self.xml
                        .open(match block.role {
                            TextRole::Ad => "AdvertRegion",
                            _ => "ImageRegion",
                        })
                        .attr("id", &id);
                    self.coords(&outline_of(block));
                    self.xml.close();
                }
                _ => self.text_region(&id, block, None),
            }
        }
    }

    fn text_region(&mut self, id: &str, block: &ReadBlock, cell: Option<(usize, usize, bool)>) {
        self.xml
            .open("TextRegion")
            .attr("id", id)
            .attr(
                "custom",
                format!("structure {{type:{};}}", block.role.name()),
            )
            .attr("type", text_type(block, self.page));
        let (reading, lines) = match block.vertical {
            false => ("left-to-right", "top-to-bottom"),
            true => ("top-to-bottom", "right-to-left"),
        };
        self.xml
            .attr("readingDirection", reading)
            .attr("textLineOrder", lines)
            .attr("production", "printed");
        self.coords(&outline_of(block));
        if let Some((row, column, head)) = cell {
            self.xml
                .open("Roles")
                .open("TableCellRole")
                .number("rowIndex", row as i64)
                .number("columnIndex", column as i64)
                .attr("header", if head { "true" } else { "false" })
                .close()
                .close();
        }
        for (nth, line) in block.lines.iter().enumerate() {
            self.xml
                .open("TextLine")
                .attr("id", format!("{id}l{}", nth + 1));
            self.coords(&corners(&line.rect));
            let baseline = self.points(&[line.baseline.0, line.baseline.1]);
            self.xml.open("Baseline").attr("points", baseline).close();
            let mut text = String::new();
            for (at, c) in line.chars.iter().enumerate() {
                if at > 0 {
                    text.push_str(&c.space);
                }
                text.push_str(&c.text);
            }
            if line.hyphen.is_some() {
                text.push('-');
            }
            self.equivalent(&text);
            self.xml.close();
        }
        self.equivalent(&block.text());
        self.xml.close();
    }

    fn equivalent(&mut self, text: &str) {
        self.xml.open("TextEquiv").leaf("Unicode", text).close();
    }

    fn coords(&mut self, outline: &[Point<PageSpace>]) {
        let points = self.points(outline);
        self.xml.open("Coords").attr("points", points).close();
    }

    /// Points inside the image.
    fn points(&self, points: &[Point<PageSpace>]) -> String {
        let pair = |point: &Point<PageSpace>| {
            let (x, y) = self.units.point(*point);
            format!("{},{}", x.clamp(0, self.most.0), y.clamp(0, self.most.1))
        };
        points.iter().map(pair).collect::<Vec<_>>().join(" ")
    }
}

fn region_id(nth: usize) -> String {
    format!("r{}", nth + 1)
}

/// A slug as an XML name.
fn slug_id(slug: &str) -> String {
    let plain = slug
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' });
    format!("d-{}", plain.collect::<String>())
}

/// The kind of text in the vocabulary of PAGE.
fn text_type(block: &ReadBlock, page: &ReadPage) -> &'static str {
    match block.role {
        TextRole::Byline => "credit",
        role if role.is_head() => "heading",
        TextRole::Subhead | TextRole::GroupHead | TextRole::Continued => "heading",
        TextRole::Cutline => "caption",
        TextRole::Credit | TextRole::Signature => "credit",
        TextRole::Jump | TextRole::AdMark => "other",
        TextRole::Furniture if is_low(block, page) => "footer",
        TextRole::Furniture => "header",
        _ => "paragraph",
    }
}

/// Whether a block stands in the lower half of its page.
pub(super) fn is_low(block: &ReadBlock, page: &ReadPage) -> bool {
    block.rect.top + block.rect.bottom > page.sheet.trim.height
}
