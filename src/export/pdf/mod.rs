//! PDF files for press and for reading.
//!
//! Input: formes, fonts, pictures and a printing condition. Output: the bytes
//! of one file: PDF/X-4 that is PDF/A-2u as well, or a reading copy with links.
//! Invariant: printpdf and lopdf are known here alone; every id, date and
//! name is ours, so that the same formes give the same bytes.
//!
//! printpdf carries pages, fonts and content; what it cannot say, or says
//! wrong, is written by one pass over the lopdf document that it hands out.
//! `PDF_X4.md` beside this file is the clause ledger.

mod boxes;
mod glyphs;
mod intent;
mod links;
mod paint;
mod picture;

use std::fmt;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, Stream, StringFormat};
use printpdf::{PdfDocument, PdfSaveOptions};
use sha2::{Digest, Sha256};

use crate::asset::{Fonts, OutputProfile, PictureFault, Pictures};
use crate::forme::Forme;

/// What the file says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Meta<'a> {
    /// Its title.
    pub title: &'a str,
    /// The paper.
    pub paper: &'a str,
    /// The date, `2021-12-31`: the only date that gets into the file.
    pub date: &'a str,
    /// The language, a BCP 47 tag.
    pub lang: &'a str,
}

/// What the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The press: PDF/X-4, no annotations (ISO 15930-7 forbids them inside the bleed).
    Press,
    /// Reading: links and an outline.
    Reading,
}

/// Why no file could be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportFault {
    /// A font could not be subset.
    Font(String),
    /// A picture could not be converted.
    Picture(String, PictureFault),
    /// The PDF could not be put together.
    Pdf(String),
}

impl fmt::Display for ExportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportFault::Font(message) => write!(f, "a font could not be subset: {message}"),
            ExportFault::Picture(path, fault) => write!(f, "the picture “{path}” could not be converted: {}", fault.0),
            ExportFault::Pdf(message) => write!(f, "the PDF could not be put together: {message}"),
        }
    }
}

/// Writes pages to one PDF.
pub fn export(
    formes: &[&Forme],
    fonts: &Fonts,
    pictures: &Pictures,
    press: &OutputProfile,
    meta: &Meta<'_>,
    kind: Kind,
) -> Result<Vec<u8>, ExportFault> {
    let faces = glyphs::subset_all(formes, fonts)?;
    let placed = picture::convert_all(formes, pictures, press)?;
    let mut document = PdfDocument::new(meta.title);
    glyphs::add_fonts(&mut document, &faces);
    picture::add_pictures(&mut document, &placed);
    paint::add_states(&mut document);
    for forme in formes {
        document.pages.push(paint::page(forme, &faces, &placed));
    }
    let options = PdfSaveOptions { optimize: true, subset_fonts: false, secure: false, image_optimization: None };
    let mut pdf = document.to_lopdf_document(&options, &mut Vec::new());

    pdf.version = "1.6".to_owned();
    glyphs::mend_fonts(&mut pdf);
    let pages: Vec<lopdf::ObjectId> = pdf.page_iter().collect();
    for (page, forme) in pages.iter().zip(formes) {
        boxes::set_boxes(&mut pdf, *page, forme).map_err(pdf_fault)?;
    }
    paint::mend_states(&mut pdf);
    intent::add_intent(&mut pdf, press, kind).map_err(pdf_fault)?;
    if kind == Kind::Reading {
        links::add_links(&mut pdf, &pages, formes).map_err(pdf_fault)?;
    }
    compress(&mut pdf);
    let id = identity(&pdf);
    intent::add_metadata(&mut pdf, meta, kind, &id).map_err(pdf_fault)?;
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    pdf.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).map_err(|error| ExportFault::Pdf(error.to_string()))?;
    Ok(bytes)
}

fn pdf_fault(error: lopdf::Error) -> ExportFault {
    ExportFault::Pdf(error.to_string())
}

/// Deflates every stream that has no filter yet.
fn compress(pdf: &mut lopdf::Document) {
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object
            && !stream.dict.has(b"Filter")
            && stream.allows_compression
        {
            let packed = deflate(&stream.content);
            if packed.len() < stream.content.len() {
                stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
                stream.set_content(packed);
            }
        }
    }
}

pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(packed) => packed,
        Err(_) => unreachable!("writing to memory does not fail"),
    }
}

/// The file's identity, from all that is in it.
fn identity(pdf: &lopdf::Document) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for ((number, _), object) in &pdf.objects {
        hasher.update(number.to_be_bytes());
        if let Object::Stream(stream) = object {
            hasher.update(&stream.content);
        }
    }
    let digest = hasher.finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    id
}

pub(super) fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// A text string: ASCII as it is, anything else as UTF-16 with its mark.
pub(super) fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    text.encode_utf16().for_each(|unit| bytes.extend(unit.to_be_bytes()));
    Object::String(bytes, StringFormat::Hexadecimal)
}

pub(super) fn numbers(values: &[f64]) -> Object {
    Object::Array(values.iter().map(|value| Object::Real(round(*value))).collect())
}

/// Three decimals of a point are finer than any platesetter.
pub(super) fn round(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}

pub(super) fn stream(dict: Dictionary, content: Vec<u8>) -> Stream {
    Stream::new(dict, content)
}
