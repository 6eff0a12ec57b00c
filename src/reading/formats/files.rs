//! The set of files of an export.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::model::Reading;
use super::super::pages::read;
use super::epaper::{Epaper, EpaperPage};
use super::mets::PageFiles;
use super::{alto, coco, epaper, forme_json, iiif, mets, page_xml, story, text};
use crate::asset::sha256;
use crate::desk::Folder;
use crate::diag::{Code, Diagnostic};
use crate::edition::Edition;
use crate::export::png;
use crate::forme::Forme;
use crate::press::Output;

/// A format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExportFormat {
    /// ALTO 4.4, a file a page.
    Alto,
    /// METS 1.12.1, with ALTO and page images.
    Mets,
    /// IIIF Presentation 3, a manifest of the issue, with page images.
    Iiif,
    /// PAGE-XML 2019, a file a page, with page images.
    Page,
    /// COCO with a reading order, with page images.
    Coco,
    /// 数字报: page images with hot areas, and a web page for each article.
    Epaper,
    /// Plain text, a file an article.
    Text,
    /// JSON, a file an article.
    Json,
    /// Finished pages as data.
    Forme,
}

impl ExportFormat {
    /// Every format, in the order in which files are written.
    pub const ALL: [ExportFormat; 9] = [
        ExportFormat::Alto,
        ExportFormat::Mets,
        ExportFormat::Iiif,
        ExportFormat::Page,
        ExportFormat::Coco,
        ExportFormat::Epaper,
        ExportFormat::Text,
        ExportFormat::Json,
        ExportFormat::Forme,
    ];

    /// Returns the name as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            ExportFormat::Alto => "alto",
            ExportFormat::Mets => "mets",
            ExportFormat::Iiif => "iiif",
            ExportFormat::Page => "page",
            ExportFormat::Coco => "coco",
            ExportFormat::Epaper => "epaper",
            ExportFormat::Forme => "forme",
            ExportFormat::Text => "text",
            ExportFormat::Json => "json",
        }
    }

    /// Returns what it gives, in a line.
    pub fn about(self) -> &'static str {
        match self {
            ExportFormat::Alto => "ALTO 4.4: a page's text with its places",
            ExportFormat::Mets => {
                "METS 1.12.1 with MODS: the issue, its pages and articles; brings ALTO and page images"
            }
            ExportFormat::Iiif => {
                "IIIF Presentation 3: a manifest with page images, text and articles"
            }
            ExportFormat::Page => {
                "PAGE-XML 2019: a page's regions and text, for those who train page readers"
            }
            ExportFormat::Coco => "COCO with read_order, in the labels of PP-DocLayout",
            ExportFormat::Epaper => {
                "数字报: page images with hot areas, and every story as HTML, XML and JSON"
            }
            ExportFormat::Text => "Plain text, a file an article",
            ExportFormat::Json => "JSON, a file an article",
            ExportFormat::Forme => {
                "Finished pages as data, every glyph at its place, with a JSON Schema"
            }
        }
    }

    /// Returns the format with this name.
    pub fn from_name(name: &str) -> Option<ExportFormat> {
        ExportFormat::ALL
            .into_iter()
            .find(|format| format.name() == name)
    }

    /// Whether it refers to pictures of the pages.
    fn wants_images(self) -> bool {
        !matches!(
            self,
            ExportFormat::Alto | ExportFormat::Text | ExportFormat::Json | ExportFormat::Forme
        )
    }
}

/// What an export gives, and how fine.
#[derive(Clone, Debug)]
pub struct ExportJob {
    /// The formats.
    pub formats: BTreeSet<ExportFormat>,
    /// Pixels per inch of page images.
    pub dpi: u32,
    /// Whether ALTO has a box for every character.
    pub glyphs: bool,
    /// Address at which the files will be, for IIIF.
    pub base_url: String,
}

/// Makes the files of an export of finished pages.
pub fn export_files(
    edition: &Edition,
    formes: &[&Forme],
    job: &ExportJob,
) -> Result<Vec<Output>, Box<Diagnostic>> {
    let reading = read(edition, formes.iter().copied());
    let images = match job.formats.iter().any(|format| format.wants_images()) {
        true => images(edition, &reading, formes, job.dpi)?,
        false => Vec::new(),
    };
    let set = Set {
        edition,
        reading: &reading,
        job,
        images: &images,
    };
    let mut files = set.articles();
    files.extend(set.issue());
    files.extend(set.pages());
    if job.formats.contains(&ExportFormat::Forme) {
        let value = forme_json::formes(edition, formes);
        files.push(set.of_issue("forme.json", compact(&value)));
        let schema = forme_json::FORME_SCHEMA.as_bytes().to_vec();
        files.push(set.of_issue("forme.schema.json", schema));
    }
    files.extend(images.into_iter().map(|(file, _)| file));
    Ok(files)
}

/// The files of one export.
struct Set<'a> {
    edition: &'a Edition,
    reading: &'a Reading,
    job: &'a ExportJob,
    images: &'a [PageImage],
}

impl Set<'_> {
    fn asks(&self, format: ExportFormat) -> bool {
        self.job.formats.contains(&format)
    }

    fn of_issue(&self, ending: &str, bytes: Vec<u8>) -> Output {
        Output::new(format!("{}-{ending}", self.reading.slug), bytes)
    }

    fn page_name(&self, page: usize, ending: &str) -> String {
        page_name(self.reading, page, ending)
    }

    fn article_name(&self, article: usize, ending: &str) -> String {
        let id = safe(&self.reading.articles[article].id);
        format!("{}-{id}.{ending}", self.reading.slug)
    }

    /// File name and size of every page image.
    fn pictures(&self) -> Vec<(&str, (u32, u32))> {
        let images = self.images.iter();
        images
            .map(|(file, size)| (file.name.as_str(), *size))
            .collect()
    }

    /// Files a page.
    fn pages(&self) -> Vec<Output> {
        let mut files = Vec::new();
        let (fonts, job) = (&self.edition.fonts, self.job);
        let images = self.pictures();
        let pages = 0..self.reading.pages.len();
        if self.asks(ExportFormat::Alto) || self.asks(ExportFormat::Mets) {
            files.extend(pages.clone().map(|page| {
                let image = images.get(page).map(|(name, _)| *name);
                let bytes = alto::alto(self.reading, page, fonts, image, job.glyphs);
                Output::new(self.page_name(page, "alto.xml"), bytes)
            }));
        }
        if self.asks(ExportFormat::Mets) {
            let altos = files
                .iter()
                .zip(self.images.iter().map(Some).chain(std::iter::repeat(None)));
            let of: Vec<PageFiles<'_>> = altos
                .map(|(alto, image)| PageFiles {
                    alto,
                    image: image.map(|(file, size)| (file, *size)),
                })
                .collect();
            let bytes = mets::mets(self.reading, &of);
            let file = self.of_issue("mets.xml", bytes);
            files.push(file);
        }
        if self.asks(ExportFormat::Page) {
            let page = |(page, image): (usize, &(&str, (u32, u32)))| {
                let bytes = page_xml::page_xml(self.reading, page, *image, job.dpi);
                Output::new(self.page_name(page, "page.xml"), bytes)
            };
            files.extend(images.iter().enumerate().map(page));
        }
        files
    }

    /// Files of the whole issue, and the electronic edition.
    fn issue(&self) -> Vec<Output> {
        let mut files = Vec::new();
        let (job, images) = (self.job, self.pictures());
        if self.asks(ExportFormat::Iiif) {
            let value = iiif::manifest(self.reading, &job.base_url, &images, job.dpi);
            files.push(self.of_issue("iiif.json", pretty(&value)));
        }
        if self.asks(ExportFormat::Coco) {
            let value = coco::coco(self.reading, &images, job.dpi);
            files.push(self.of_issue("coco.json", pretty(&value)));
        }
        if self.asks(ExportFormat::Epaper) {
            files.extend(self.epaper(&images));
        }
        files
    }

    fn epaper(&self, images: &[(&str, (u32, u32))]) -> Vec<Output> {
        let articles = &self.reading.articles;
        let stories: Vec<String> = articles
            .iter()
            .enumerate()
            .map(|(nth, article)| match epaper::has_page(article) {
                true => self.article_name(nth, "html"),
                false => String::new(),
            })
            .collect();
        let names: Vec<String> = (0..images.len())
            .map(|page| self.page_name(page, "html"))
            .collect();
        let pages = images.iter().zip(&names).map(|(image, html)| EpaperPage {
            image: image.0,
            size: image.1,
            html,
        });
        let epaper = Epaper {
            reading: self.reading,
            pages: pages.collect(),
            stories: &stories,
            dpi: self.job.dpi,
        };
        let mut files = vec![
            self.of_issue("epaper.json", pretty(&epaper.json())),
            self.of_issue("epaper.xml", epaper.xml()),
        ];
        let html =
            |(page, name): (usize, &String)| Output::new(name.clone(), epaper.page_html(page));
        files.extend(names.iter().enumerate().map(html));
        let with_page = articles
            .iter()
            .zip(&stories)
            .filter(|(_, name)| !name.is_empty());
        files.extend(
            with_page.map(|(article, name)| Output::new(name.clone(), epaper.story_html(article))),
        );
        files
    }

    /// Files an article.
    fn articles(&self) -> Vec<Output> {
        let mut files = Vec::new();
        for (nth, article) in self.reading.articles.iter().enumerate() {
            if self.asks(ExportFormat::Text) && text::read_pars(article).next().is_some() {
                let bytes = text::text(article);
                files.push(Output::new(self.article_name(nth, "txt"), bytes));
            }
            if self.asks(ExportFormat::Json) {
                let value = story::story(self.reading, article);
                files.push(Output::new(
                    self.article_name(nth, "story.json"),
                    pretty(&value),
                ));
            }
        }
        files
    }
}

fn compact(value: &Value) -> Vec<u8> {
    format!("{value}\n").into_bytes()
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

fn page_name(reading: &Reading, page: usize, ending: &str) -> String {
    format!("{}-{}.{ending}", reading.slug, reading.pages[page].label())
}

/// An id as part of a file name.
fn safe(id: &str) -> String {
    let plain = |c: char| match c.is_alphanumeric() || c == '-' || c == '_' {
        true => c,
        false => '-',
    };
    id.chars().map(plain).collect()
}

/// A picture of a page, and its size in pixels.
type PageImage = (Output, (u32, u32));

fn images(
    edition: &Edition,
    reading: &Reading,
    formes: &[&Forme],
    dpi: u32,
) -> Result<Vec<PageImage>, Box<Diagnostic>> {
    let one = |(page, forme): (usize, &&Forme)| {
        let bytes = png::export(forme, &edition.fonts, &edition.pictures, dpi, false)
            .map_err(|fault| Box::new(Diagnostic::new(Code::OutputFailed, None, fault.0)))?;
        let size = png_size(&bytes);
        Ok((Output::new(page_name(reading, page, "png"), bytes), size))
    };
    formes.iter().enumerate().map(one).collect()
}

/// Width and height as the header of a PNG has them.
fn png_size(bytes: &[u8]) -> (u32, u32) {
    let number = |at: usize| {
        let bytes = bytes
            .get(at..at + 4)
            .and_then(|b| <[u8; 4]>::try_from(b).ok());
        bytes.map_or(0, u32::from_be_bytes)
    };
    (number(16), number(20))
}

/// The name of the list of an export's files.
fn list_name(slug: &str) -> String {
    format!("{slug}-export.json")
}

/// What an earlier export of the same edition left in a folder.
#[derive(Debug, Default)]
pub struct Left {
    /// Files to take away: they stand as they were written, and are not written again.
    pub gone: Vec<String>,
    /// Files that stay, each with its SHA-256: pages that this export does not make.
    pub standing: Vec<(String, String)>,
}

impl Left {
    /// Looks for the files of an earlier export. Those of an export of one page only leave the
    /// others alone.
    pub fn of(folder: &Folder<'_>, slug: &str, files: &[Output], whole: bool) -> Left {
        let list = folder.read(&list_name(slug), crate::limits::FILE_BYTES);
        let list: Value = list
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        if list["slug"] != slug || !list["duikai"].is_string() {
            return Left::default();
        }
        let written = |name: &str| files.iter().any(|file| file.name == name);
        let stands = |name: &str, hash: &str| {
            let bytes = folder.read(name, u64::MAX - 1);
            bytes.is_ok_and(|bytes| sha256(&bytes) == hash)
        };
        let entries = list["files"].as_array().into_iter().flatten();
        let left = entries
            .filter_map(|entry| Some((entry["file"].as_str()?, entry["sha256"].as_str()?)))
            .filter(|(name, hash)| name.starts_with(slug) && !written(name) && stands(name, hash))
            .map(|(name, hash)| (name.to_owned(), hash.to_owned()));
        match whole {
            true => Left {
                gone: left.map(|(name, _)| name).collect(),
                standing: Vec::new(),
            },
            false => Left {
                gone: Vec::new(),
                standing: left.collect(),
            },
        }
    }
}

/// Returns the list of an export's files, by which the next one finds what to take away.
pub fn listed(edition: &Edition, files: &[Output], left: &Left) -> Output {
    let mut entries: Vec<Value> = files
        .iter()
        .map(|file| json!({"file": file.name, "sha256": file.sha256()}))
        .collect();
    let standing = left.standing.iter();
    entries.extend(standing.map(|(name, hash)| json!({"file": name, "sha256": hash})));
    let value = json!({
        "schema": 1,
        "duikai": env!("CARGO_PKG_VERSION"),
        "slug": edition.slug,
        "date": edition.date,
        "files": entries,
    });
    Output::new(list_name(&edition.slug), pretty(&value))
}
