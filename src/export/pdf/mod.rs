//! The press file, PDF/X-4 that is also PDF/A-2a and PDF/UA-1, or PDF/X-1a, and a reading copy.
//!
//! Input: formes, the faces and pictures they name, a printing condition. Output: one PDF.
//! Invariant: the same input gives the same bytes, whatever ran before or runs in parallel; nothing
//! outside this room knows which crates write it.
//!
//! Order of work: faces are subset to the glyphs used, pictures are separated, page contents are
//! painted; printpdf makes pages and font dictionaries of them; one pass over its objects then
//! writes what it cannot express. `PDF_X4.md`, `PDF_A2.md` and `PDF_UA.md` list the clauses of
//! the standards and how each is met.

mod boxes;
pub(super) mod cff;
mod column;
mod date;
mod drawing;
mod fault;
mod glyphs;
mod intent;
mod links;
mod number;
mod order;
mod pages;
mod paint;
mod picture;
mod placed;
mod revise;
mod space;
mod stream;
mod structure;
mod tags;
mod text;
mod threads;
mod xmp;

use std::collections::BTreeSet;

use rayon::prelude::*;

use date::Date;
use drawing::DrawingPlan;
pub use fault::ExportFault;
use order::Archive;
pub use order::{Meta, Order, Purpose, Written};
pub use placed::alone;
pub use revise::{Identity, identity, revised};

pub use glyphs::refused_faces;

use crate::asset::{Fonts, OutputProfile, Pictures};
use crate::forme::Forme;

/// Writes one file.
pub fn export(
    order: &Order,
    fonts: &Fonts,
    pictures: &Pictures,
    press: &OutputProfile,
) -> Result<Vec<u8>, ExportFault> {
    let mut files = export_all(std::slice::from_ref(order), fonts, pictures, press, false)
        .map_err(|(_, fault)| fault)?;
    files
        .pop()
        .map(|file| file.bytes)
        .ok_or(ExportFault::NoPage)
}

/// Writes several files of one run in parallel. A picture is separated once, a face subset once for
/// the same glyphs and a page painted once for all files of the same pages, whatever number of
/// files they go into. If `grey`, pages that are printed in black alone are written in DeviceGray,
/// without overprint, since black overprints nothing there. Fails with the index of the order at
/// fault.
pub fn export_all(
    orders: &[Order],
    fonts: &Fonts,
    pictures: &Pictures,
    press: &OutputProfile,
    grey: bool,
) -> Result<Vec<Written>, (usize, ExportFault)> {
    let share = least_share(orders);
    let (drawings, drawing_of) = drawing::draw(orders, fonts, pictures, press, (share, grey))?;
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
    let date = Date::read(meta.date)?;
    let DrawingPlan {
        cuts,
        spaces,
        placed,
        images,
        contents,
        tags,
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
    let links = match kind {
        Purpose::Reading => {
            threads::write(&mut doc, formes, &page_ids)?;
            links::write(&mut doc, formes, &page_ids)?
        }
        Purpose::Press(_) => Vec::new(),
    };
    let readable = match kind.is_flat() {
        true => false,
        false => structure::write(&mut doc, (formes, &page_ids), tags, &links)?,
    };
    // Nobody has held what others made to the rules of archives.
    let archive = match placed.is_empty() && kind.is_archive() {
        false => Archive::No,
        true if readable => Archive::Accessible,
        true => Archive::Tagged,
    };
    intent::sign(doc, press, meta, &date, (*kind, archive))
}
