//! Ink coverage: what the raster of a page amounts to.

use super::case::Case;
use super::matrix::Bounds;
use super::pages::PdfSheet;
use super::raster::{PLATES, Raster, SOLID};
use super::rule::{Check, Weight};
use crate::geom::{PageSpace, Rect};
use crate::say::{List, Text, text};

/// The ink of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageInk {
    /// Page of the file, from 1.
    pub page: u32,
    /// The highest mean over a square of 15 mm (GWG R0026), in thousandths of
    /// one full ink.
    pub mean: u32,
    /// Highest total ink at one place of 0.7 mm, in thousandths of one full ink.
    pub peak: u32,
    /// True if any of it is not black.
    pub colour: bool,
    /// True if some matter could not be counted.
    pub unmeasured: bool,
}

/// A page as a picture.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Page of the file, from 1.
    pub page: u32,
    /// What it shows, from the top left of the trimmed page.
    pub place: Rect<PageSpace>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green and blue of every pixel.
    pub rgb: Vec<u8>,
}

/// Side of a cell in points: 36 to the inch.
const CELL: f64 = 2.0;
/// Maximum number of cells; beyond it cells grow.
const MOST_CELLS: f64 = 2_000_000.0;
/// Side of the square of GWG R0026, in points.
const SQUARE: f64 = 15.0 / 25.4 * 72.0;
/// Minimum amount of a plate in a cell that counts as colour.
const TRACE: u16 = 131;

/// Returns the raster in which the ink of a page's bleed is measured.
pub(super) fn measuring(sheet: &PdfSheet, own: bool) -> Raster {
    let area = sheet.bleed.both(&sheet.media);
    let area = if area.is_empty() { sheet.media } else { area };
    let cell = (area.width() * area.height() / MOST_CELLS)
        .sqrt()
        .max(if own { CELL * 2.0 } else { CELL });
    Raster::new(&area, cell)
}

/// Returns the raster in which a page is drawn to be looked at.
pub(super) fn drawing(sheet: &PdfSheet) -> Raster {
    let area = sheet.bleed.both(&sheet.media);
    let area = if area.is_empty() { sheet.media } else { area };
    let cell = (area.width() * area.height() / MOST_CELLS)
        .sqrt()
        .max(CELL / 2.0);
    Raster::new(&area, cell)
}

/// Returns a raster as a picture, spot inks left out.
pub(super) fn drawn(raster: &Raster, sheet: &PdfSheet) -> Option<Preview> {
    let (width, height) = raster.size();
    let left = |plate: usize, at: usize| {
        let ink = raster.plate(plate).get(at).copied().unwrap_or(0);
        255 - (u32::from(ink) * 255 + 32_767) / 65_535
    };
    let rgb = (0..width * height)
        .flat_map(|at| {
            let light = left(3, at);
            [0, 1, 2].map(|plate| ((left(plate, at) * light + 127) / 255) as u8)
        })
        .collect();
    let ((x, y), cell) = (raster.origin(), raster.cell());
    let bounds = Bounds {
        left: x,
        bottom: y - height as f64 * cell,
        right: x + width as f64 * cell,
        top: y,
    };
    Some(Preview {
        page: sheet.number,
        place: sheet.place(&bounds)?,
        width: width as u32,
        height: height as u32,
        rgb,
    })
}

/// Measures the ink, and reports what is too much.
pub(super) fn finish(raster: Raster, case: &Case<'_>, sheet: &PdfSheet) -> PageInk {
    let missed: Vec<Text> = raster.missed.iter().cloned().collect();
    let (width, height) = raster.size();
    let sheet_of_ink = Ink {
        raster: &raster,
        width,
        height,
        left: raster.origin().0,
        top: raster.origin().1,
    };
    let Heaviest {
        square,
        mean,
        at,
        peak,
    } = sheet_of_ink.heaviest();
    let printer = case.findings.printer();
    let findings = |rule: Check, weight: Weight, bounds: &Bounds, message: Text| {
        case.findings.report(
            rule,
            weight,
            Some(sheet.number),
            sheet.place(bounds),
            message,
        );
    };
    if mean > f64::from(printer.ink_limit) + 0.05 {
        let message = text!(
            "preflight.mean-ink-15-mm",
            "the mean ink of a 15 mm square is {mean:.0} %, above {ink_limit} %",
            mean,
            ink_limit = printer.ink_limit
        );
        // A mean above what is too much at any one place is no matter of judgement.
        let weight = if mean > f64::from(printer.ink_peak) {
            Weight::Error
        } else {
            Check::InkMean.weight()
        };
        findings(Check::InkMean, weight, &square, message);
    }
    if peak > f64::from(printer.ink_peak) + 0.5 {
        let (column, row) = (at % width, at / width);
        findings(
            Check::InkPeak,
            Weight::Warning,
            &sheet_of_ink.ground(column, row, 1, 1),
            text!(
                "preflight.ink-reaches-above",
                "the ink reaches {peak:.0} %, above {ink_peak} %",
                peak,
                ink_peak = printer.ink_peak
            ),
        );
    }
    if !missed.is_empty() {
        findings(
            Check::InkUnmeasured,
            Weight::Warning,
            &Bounds::NONE,
            text!(
                "preflight.counted-into-total-ink",
                "not counted into the total ink: {missed}",
                missed = List::of(missed.iter().cloned())
            ),
        );
    }
    let tenths = |per_cent: f64| (per_cent * 10.0).round() as u32;
    // What was not counted may be anything.
    let colour = !missed.is_empty()
        || (0..3).any(|plate| raster.plate(plate).iter().any(|&ink| ink > TRACE));
    PageInk {
        page: sheet.number,
        mean: tenths(mean),
        peak: tenths(peak),
        colour,
        unmeasured: !missed.is_empty(),
    }
}

/// The ink of a page, measured.
struct Ink<'r> {
    raster: &'r Raster,
    width: usize,
    height: usize,
    left: f64,
    top: f64,
}

impl Ink<'_> {
    /// Adds up the plates in the cells of a row.
    fn sums(&self, row: usize, sums: &mut [u32]) {
        sums.fill(0);
        let cells = row * self.width..(row + 1) * self.width;
        for plate in (0..PLATES)
            .map(|plate| self.raster.plate(plate))
            .filter(|plate| !plate.is_empty())
        {
            sums.iter_mut()
                .zip(&plate[cells.clone()])
                .for_each(|(sum, &ink)| *sum += u32::from(ink));
        }
    }

    /// Returns the square with the highest mean and the cell with the most ink, the first among
    /// equals.
    fn heaviest(&self) -> Heaviest {
        let side = ((SQUARE / self.raster.cell()).round().max(1.0)) as usize;
        let (across, down) = (side.min(self.width), side.min(self.height));
        // Of every column what stands in as many rows as the square is high.
        let mut columns = vec![0_u64; self.width];
        let mut sums = vec![0_u32; self.width];
        let (mut most, mut peak) = ((0, 0, 0), (0, 0));
        for row in 0..self.height {
            self.sums(row, &mut sums);
            columns
                .iter_mut()
                .zip(&sums)
                .for_each(|(column, &ink)| *column += u64::from(ink));
            // Folded, it is a few comparisons of many cells at once.
            let highest = sums.iter().fold(0, |highest: u32, &ink| highest.max(ink));
            if highest > peak.1 {
                peak = (
                    row * self.width + sums.iter().position(|&ink| ink == highest).unwrap_or(0),
                    highest,
                );
            }
            let Some(top) = (row + 1).checked_sub(down) else {
                continue;
            };
            let mut sum: u64 = columns[..across].iter().sum();
            if sum > most.2 {
                most = (0, top, sum);
            }
            for (left, (gone, come)) in columns.iter().zip(&columns[across..]).enumerate() {
                sum = sum + come - gone;
                if sum > most.2 {
                    most = (left + 1, top, sum);
                }
            }
            self.sums(top, &mut sums);
            columns
                .iter_mut()
                .zip(&sums)
                .for_each(|(column, &ink)| *column -= u64::from(ink));
        }
        let per_cent = |ink: f64| ink * 100.0 / f64::from(SOLID);
        Heaviest {
            square: self.ground(most.0, most.1, across, down),
            mean: per_cent(most.2 as f64 / (across * down) as f64),
            at: peak.0,
            peak: per_cent(f64::from(peak.1)),
        }
    }

    fn ground(&self, column: usize, row: usize, across: usize, down: usize) -> Bounds {
        let x = |column: usize| self.left + column as f64 * self.raster.cell();
        let y = |row: usize| self.top - row as f64 * self.raster.cell();
        Bounds {
            left: x(column),
            bottom: y(row + down),
            right: x(column + across),
            top: y(row),
        }
    }
}

/// The places of a page with the most ink, in per cent of one full ink.
struct Heaviest {
    square: Bounds,
    mean: f64,
    at: usize,
    peak: f64,
}
