//! Drawing of pages: to be looked at, and in their inks.

use std::collections::BTreeMap;

use super::Run;
use super::trace::{ClearParts, Trace};
use crate::pdf::printable;
use crate::preflight::case::Case;
use crate::preflight::colour::Palette;
use crate::preflight::ink::{self, Preview};
use crate::preflight::matrix::{Bounds, IDENTITY};
use crate::preflight::pages::PdfSheet;
use crate::preflight::raster::{PLATES, Raster, SOLID};
use crate::say::{Text, text};

/// A page in its inks, pixel by pixel from the top left.
#[derive(Clone, Debug)]
pub struct Separated {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Cyan, magenta, yellow and black, 255 is solid; empty for one without ink. Where the page is
    /// not opaque they are the inks of what is.
    pub process: [Vec<u8>; 4],
    /// The spot inks by name.
    pub spots: Vec<(String, Vec<u8>)>,
    /// Opacity of every pixel, 255 is opaque.
    pub alpha: Vec<u8>,
    /// What could not be drawn, in words.
    pub missed: Vec<Text>,
}

/// Draws every page with the ink raster, finer than it is measured.
pub fn draw(case: &Case<'_>, sheets: &[PdfSheet]) -> Vec<Preview> {
    let palette = Palette::new(case, None);
    let mut fonts = BTreeMap::new();
    let mut drawn = Vec::new();
    for sheet in sheets {
        if case.file.budget().spent() {
            break;
        }
        let mut run = Run::new(case, &palette, sheet, &mut fonts, ink::drawing(sheet));
        run.naive = true;
        run.page(IDENTITY);
        drawn.extend(ink::drawn(&run.raster, sheet));
    }
    drawn
}

/// Returns what of a page is not opaque.
pub fn clear_parts(case: &Case<'_>, sheet: &PdfSheet) -> ClearParts {
    let palette = Palette::new(case, None);
    let mut fonts = BTreeMap::new();
    let muted = case.findings.mute(true);
    let raster = ink::drawing(sheet);
    let mut run = Run::new(case, &palette, sheet, &mut fonts, raster);
    run.naive = true;
    run.trace = Some(Trace::default());
    run.page(IDENTITY);
    let mut parts = run.trace.take().unwrap_or_default().parts;
    case.findings.mute(muted);
    let media = sheet.media;
    parts.media = [media.left, media.bottom, media.right, media.top];
    parts
}

/// Draws part of a page on a transparent ground, a pixel for each unit of its space times `cell`.
pub fn separate(case: &Case<'_>, sheet: &PdfSheet, area: &Bounds, cell: f64) -> Separated {
    let palette = Palette::new(case, None);
    let mut fonts = BTreeMap::new();
    let muted = case.findings.mute(true);
    let mut run = Run::new(case, &palette, sheet, &mut fonts, Raster::clear(area, cell));
    run.naive = true;
    run.page(IDENTITY);
    let raster = std::mem::replace(&mut run.raster, Raster::clear(&Bounds::NONE, cell));
    case.findings.mute(muted);
    let (width, height) = raster.size();
    let alpha = raster.opacity();
    let plate = |plate: usize| -> Vec<u8> {
        let inks = raster.plate(plate).iter().zip(alpha);
        inks.map(|(&ink, &alpha)| match alpha {
            0 => 0,
            // Inks are kept by opacity.
            alpha => (f32::from(ink) / f32::from(alpha) * 255.0 + 0.5).min(255.0) as u8,
        })
        .collect()
    };
    let mut missed: Vec<Text> = raster.missed.iter().cloned().collect();
    if case.file.budget().spent() {
        missed.push(text!(
            "preflight.what-left-drawing-too",
            "what is left of a drawing of too much work"
        ));
    }
    Separated {
        width,
        height,
        process: std::array::from_fn(plate),
        spots: palette
            .spot_plates()
            .iter()
            .zip(4..PLATES)
            .map(|(name, at)| (printable(name), plate(at)))
            .collect(),
        alpha: alpha
            .iter()
            .map(|&alpha| (f32::from(alpha) / SOLID * 255.0 + 0.5) as u8)
            .collect(),
        missed,
    }
}
