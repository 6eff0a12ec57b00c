//! The press file, PDF/X-4 that is also PDF/A-2u or PDF/X-1a:2003, and a reading copy.
//!
//! Input: formes, the faces and pictures they name, a printing condition. Output: one PDF.
//! Invariant: the same input gives the same bytes, whatever ran before or runs in parallel; nothing
//! outside this room knows which crates write it.
//!
//! Order of work: faces are subset to the glyphs used, pictures are separated, page contents are
//! painted; printpdf makes pages and font dictionaries of them; one pass over its objects then
//! writes what it cannot express. `PDF_X4.md` lists the clauses of the standard and how each is
//! met.

mod boxes;
mod cff;
mod drawing;
mod glyphs;
mod intent;
mod links;
mod number;
mod pages;
mod paint;
mod picture;
mod placed;
mod space;
mod stream;
mod text;
mod xmp;

use std::collections::BTreeSet;
use std::fmt;

use rayon::prelude::*;

use drawing::DrawingPlan;

pub use glyphs::refused_faces;

use crate::asset::{FontId, Fonts, OutputProfile, PictureId, Pictures};
use crate::forme::Forme;
use crate::ink::Standard;

/// The metadata of a file.
#[derive(Clone, Copy, Debug)]
pub struct Meta<'a> {
    /// The document's title.
    pub title: &'a str,
    /// The newspaper's name.
    pub paper: &'a str,
    /// The date of issue, `2021-12-31`. It is used for every date in the file, so that a page set
    /// twice is the same file.
    pub date: &'a str,
    /// The language, `zh-CN`.
    pub lang: &'a str,
}

/// The purpose of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// For the press. The drawing is the same by either standard, since it has
    /// no transparency and no layers to lose.
    Press(Standard),
    /// A reading copy: the same drawing with links and an outline, PDF/A-2u.
    Reading,
}

impl Purpose {
    /// Returns the standards that the file conforms to, in words.
    pub fn standard(self) -> &'static str {
        match self {
            Purpose::Press(Standard::X4) => "PDF/X-4 + PDF/A-2u",
            Purpose::Press(Standard::X1a) => "PDF/X-1a:2003",
            Purpose::Reading => "PDF/A-2u",
        }
    }

    /// Returns the PDF version in the header.
    fn version(self) -> &'static str {
        if self.is_flat() { "1.4" } else { "1.6" }
    }

    /// Returns the PDF/X version, if it has one.
    fn pdfx(self) -> Option<&'static str> {
        match self {
            Purpose::Press(Standard::X4) => Some("PDF/X-4"),
            Purpose::Press(Standard::X1a) => Some("PDF/X-1a:2003"),
            Purpose::Reading => None,
        }
    }

    /// Whether it knows no transparency.
    fn is_flat(self) -> bool {
        self == Purpose::Press(Standard::X1a)
    }

    /// Returns whether it conforms to PDF/A as well.
    fn is_archive(self) -> bool {
        !self.is_flat()
    }
}

/// The reason why no file was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportFault {
    /// A picture that cannot be converted to press ink.
    Picture(PictureId, String),
    /// A face that cannot be subset.
    Font(FontId, String),
    /// A date not of the form `2021-12-31`.
    Date(String),
    /// No page.
    NoPage,
    /// A file that cannot be assembled.
    File(String),
}

impl fmt::Display for ExportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportFault::Picture(id, fault) => write!(f, "picture {id} cannot be printed: {fault}"),
            ExportFault::Font(id, fault) => write!(f, "face {id} cannot be embedded: {fault}"),
            ExportFault::Date(date) => write!(f, "“{date}” is not a date such as 2021-12-31"),
            ExportFault::NoPage => f.write_str("there is no page to write"),
            ExportFault::File(fault) => write!(f, "the PDF cannot be put together: {fault}"),
        }
    }
}

impl std::error::Error for ExportFault {}

impl From<lopdf::Error> for ExportFault {
    fn from(fault: lopdf::Error) -> ExportFault {
        ExportFault::File(fault.to_string())
    }
}

impl From<std::io::Error> for ExportFault {
    fn from(fault: std::io::Error) -> ExportFault {
        ExportFault::File(fault.to_string())
    }
}

/// A file to write: its pages, metadata and purpose.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// The pages, in order.
    pub formes: Vec<&'a Forme>,
    /// Metadata of the file.
    pub meta: Meta<'a>,
    /// Purpose of the file.
    pub kind: Purpose,
}

/// A file ready for delivery.
#[derive(Clone, Debug)]
pub struct Written {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// SHA-256 of `bytes` in hex; a by-product of computing the file's /ID.
    pub sha256: String,
}

/// Writes one file.
pub fn export(
    order: &Order,
    fonts: &Fonts,
    pictures: &Pictures,
    press: &OutputProfile,
) -> Result<Vec<u8>, ExportFault> {
    let mut files = export_all(std::slice::from_ref(order), fonts, pictures, press)
        .map_err(|(_, fault)| fault)?;
    files
        .pop()
        .map(|file| file.bytes)
        .ok_or(ExportFault::NoPage)
}

/// Writes several files of one run in parallel. A picture is separated once, a face subset once for
/// the same glyphs and a page painted once for all files of the same pages, whatever number of
/// files they go into. Fails with the index of the order at fault.
pub fn export_all(
    orders: &[Order],
    fonts: &Fonts,
    pictures: &Pictures,
    press: &OutputProfile,
) -> Result<Vec<Written>, (usize, ExportFault)> {
    let share = least_share(orders);
    let (drawings, drawing_of) = drawing::draw(orders, fonts, pictures, press, share)?;
    let files: Vec<_> = orders
        .par_iter()
        .with_min_len(share)
        .zip(drawing_of)
        .map(|(order, at)| file(order, &drawings[at], fonts, press))
        .collect();
    files
        .into_iter()
        .enumerate()
        .map(|(at, file)| file.map_err(|fault| (at, fault)))
        .collect()
}

/// Returns the minimum number of faces to subset or files to write that a thread is given. One
/// sheet is done by one thread in the time that it takes to wake another.
fn least_share(orders: &[Order]) -> usize {
    let sheets: BTreeSet<*const Forme> = orders
        .iter()
        .flat_map(|order| &order.formes)
        .map(|forme| std::ptr::from_ref(*forme))
        .collect();
    if sheets.len() > 1 { 1 } else { usize::MAX }
}

fn file(
    order: &Order,
    drawing: &DrawingPlan,
    fonts: &Fonts,
    press: &OutputProfile,
) -> Result<Written, ExportFault> {
    let Order { formes, meta, kind } = order;
    if formes.is_empty() {
        return Err(ExportFault::NoPage);
    }
    let date = intent::Date::read(meta.date)?;
    let DrawingPlan {
        cuts,
        spaces,
        placed,
        images,
        contents,
        ..
    } = drawing;
    let mut doc = pages::carry(formes.len(), cuts, fonts, images);
    let page_ids: Vec<lopdf::ObjectId> = doc.page_iter().collect();
    pages::finish_fonts(&mut doc, drawing, fonts)?;
    pages::finish_states(&mut doc, &page_ids)?;
    let spots = spaces.write(&mut doc, &page_ids)?;
    pages::finish_masks(&mut doc, &page_ids, images)?;
    placed.write(&mut doc, formes, &page_ids, &spots, *kind)?;
    for ((forme, &page), contents) in formes.iter().zip(&page_ids).zip(contents) {
        pages::finish_page(&mut doc, page, forme, contents)?;
    }
    if *kind == Purpose::Reading {
        links::write(&mut doc, formes, &page_ids)?;
    }
    // Nobody has held what others made to the rules of archives.
    let archive = kind.is_archive() && placed.is_empty();
    intent::sign(doc, press, meta, &date, (*kind, archive))
}
