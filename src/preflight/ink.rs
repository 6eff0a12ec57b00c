//! Ink coverage: a coarse raster of the four plates.

use super::case::Case;
use super::matrix::{Bounds, Matrix, apply, inverse};
use super::pages::PdfSheet;
use super::path::Path;
use super::rule::{Check, Weight};

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
}

/// Side of a cell in points: 36 to the inch.
const CELL: f64 = 2.0;
/// Maximum number of cells; beyond it cells grow.
const MOST_CELLS: f64 = 2_000_000.0;
/// Maximum number of cells and edges visited for one page.
const WORK: u64 = 100_000_000;
/// Side of the square of GWG R0026, in points.
const SQUARE: f64 = 15.0 / 25.4 * 72.0;
/// Number of scan lines through each row of cells.
const LINES: usize = 4;

/// Value of a full plate in a cell.
const SOLID: f32 = 65_535.0;
/// Minimum amount of a plate in a cell that counts as colour.
const TRACE: u16 = 131;

/// Ink to be laid, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coat {
    /// Coverage of the four plates, 1 is solid.
    pub inks: [f32; 4],
    /// True if plates without ink keep what they have.
    pub over: bool,
    /// Opacity.
    pub alpha: f32,
    /// True if it darkens what is below instead of covering it.
    pub multiply: bool,
}

/// A picture in press ink.
pub(super) struct Samples {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Four bytes a pixel, 255 is solid.
    pub inks: Vec<u8>,
}

/// The raster of one page.
pub(super) struct Raster {
    cell: f64,
    width: usize,
    height: usize,
    left: f64,
    top: f64,
    /// Ink of each plate in every cell, row by row, in units of [`SOLID`]; a plate without ink is
    /// empty, as three of them are on a black page.
    plates: [Vec<u16>; 4],
    work: u64,
    /// True if something could not be counted.
    pub missed: bool,
}

impl Raster {
    /// Creates the raster of a page's bleed.
    pub fn new(sheet: &PdfSheet, own: bool) -> Raster {
        let area = sheet.bleed.both(&sheet.media);
        let area = if area.is_empty() { sheet.media } else { area };
        let cell = (area.width() * area.height() / MOST_CELLS)
            .sqrt()
            .max(if own { CELL * 2.0 } else { CELL });
        let (width, height) = (
            (area.width() / cell).ceil().max(1.0) as usize,
            (area.height() / cell).ceil().max(1.0) as usize,
        );
        Raster {
            cell,
            width,
            height,
            left: area.left,
            top: area.top,
            plates: Default::default(),
            work: WORK,
            missed: false,
        }
    }

    fn works(&mut self, much: usize) -> bool {
        match self.work.checked_sub(much as u64) {
            Some(left) => self.work = left,
            None => {
                self.work = 0;
                self.missed = true;
            }
        }
        self.work > 0
    }

    /// Returns whether no more can be counted.
    pub fn is_spent(&self) -> bool {
        self.work == 0
    }

    /// Converts a rectangle to cells: left, top, right, bottom, clipped to the raster.
    fn cells_of(&self, bounds: &Bounds) -> [f64; 4] {
        let (w, h) = (self.width as f64, self.height as f64);
        [
            ((bounds.left - self.left) / self.cell).clamp(0.0, w),
            ((self.top - bounds.top) / self.cell).clamp(0.0, h),
            ((bounds.right - self.left) / self.cell).clamp(0.0, w),
            ((self.top - bounds.bottom) / self.cell).clamp(0.0, h),
        ]
    }

    /// Lays ink on an upright rectangle.
    pub fn rectangle(&mut self, bounds: &Bounds, coat: &Coat) {
        if bounds.is_empty() {
            return;
        }
        let [left, top, right, bottom] = self.cells_of(bounds);
        let (columns, rows) = (spread(left, right), spread(top, bottom));
        if !self.works(columns.len() * rows.len() + 1) {
            return;
        }
        for (plate, &ink) in self.plates.iter_mut().zip(&coat.inks) {
            let Some(plate) = inked(plate, ink, coat, self.width * self.height) else {
                continue;
            };
            // All but the outermost columns are covered from side to side.
            let from = (left.ceil() as usize).min(columns.end);
            let to = (right.floor() as usize).max(from);
            for row in rows.clone() {
                let down = overlap(row, top, bottom);
                let cells = &mut plate[row * self.width..(row + 1) * self.width];
                for column in (columns.start..from).chain(to..columns.end) {
                    let share = (down * overlap(column, left, right)) as f32;
                    mix(&mut cells[column], ink, coat, share);
                }
                for has in &mut cells[from..to] {
                    mix(has, ink, coat, down as f32);
                }
            }
        }
    }

    fn lay(&mut self, row: usize, column: usize, coat: &Coat, share: f32) {
        let (at, cells) = (row * self.width + column, self.width * self.height);
        for (plate, &ink) in self.plates.iter_mut().zip(&coat.inks) {
            if let Some(has) = inked(plate, ink, coat, cells).and_then(|plate| plate.get_mut(at)) {
                mix(has, ink, coat, share);
            }
        }
    }

    /// Adds up the plates in the cells of a row.
    fn sums(&self, row: usize, sums: &mut [u32]) {
        sums.fill(0);
        let cells = row * self.width..(row + 1) * self.width;
        for plate in self.plates.iter().filter(|plate| !plate.is_empty()) {
            sums.iter_mut()
                .zip(&plate[cells.clone()])
                .for_each(|(sum, &ink)| *sum += u32::from(ink));
        }
    }

    /// Lays ink on the inside of a path, within a clip.
    pub fn fill(&mut self, path: &Path, even_odd: bool, clip: &Bounds, coat: &Coat) {
        if let Some(rect) = path.upright() {
            return self.rectangle(&rect.both(clip), coat);
        }
        let bounds = path.bounds().both(clip);
        if bounds.is_empty() {
            return;
        }
        let [left, top, right, bottom] = self.cells_of(&bounds);
        let rows = spread(top, bottom);
        let (edge_left, edge_top, size) = (self.left, self.top, self.cell);
        let mut edges: Vec<Edge> = path
            .edges()
            .filter_map(|(from, to)| {
                Edge::new(from, to, |(x, y)| {
                    ((x - edge_left) / size, (edge_top - y) / size)
                })
            })
            .collect();
        edges.sort_by(|a, b| a.top.total_cmp(&b.top));
        let (mut live, mut next): (Vec<usize>, usize) = (Vec::new(), 0);
        let mut share = vec![0.0_f32; self.width];
        for row in rows {
            share.fill(0.0);
            for line in 0..LINES {
                let y = row as f64 + (line as f64 + 0.5) / LINES as f64;
                if y < top || y > bottom {
                    continue;
                }
                while edges.get(next).is_some_and(|edge| edge.top <= y) {
                    live.push(next);
                    next += 1;
                }
                live.retain(|&at| edges[at].bottom > y);
                if !self.works(live.len() + 1) {
                    return;
                }
                let mut crossings: Vec<(f64, i32)> = live
                    .iter()
                    .map(|&at| (edges[at].at(y), edges[at].turn))
                    .collect();
                crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
                let mut winding = 0;
                for pair in crossings.windows(2) {
                    winding += pair[0].1;
                    let inside = if even_odd {
                        winding % 2 != 0
                    } else {
                        winding != 0
                    };
                    if inside {
                        let (from, to) = (pair[0].0.max(left), pair[1].0.min(right));
                        let columns = spread(from, to);
                        if !self.works(columns.len()) {
                            return;
                        }
                        for column in columns {
                            share[column] += overlap(column, from, to) as f32 / LINES as f32;
                        }
                    }
                }
            }
            let columns = spread(left, right);
            if !self.works(columns.len()) {
                return;
            }
            for column in columns {
                if share[column] > 0.0 {
                    self.lay(row, column, coat, share[column].min(1.0));
                }
            }
        }
    }

    /// Lays a picture into the unit square of a matrix, within a clip.
    pub fn picture(&mut self, samples: &Samples, matrix: &Matrix, clip: &Bounds, coat: &Coat) {
        let Some(back) = inverse(matrix) else { return };
        let bounds = Bounds::under(matrix, [0.0, 0.0, 1.0, 1.0]).both(clip);
        if bounds.is_empty() || samples.width == 0 || samples.height == 0 {
            return;
        }
        let [left, top, right, bottom] = self.cells_of(&bounds);
        let (w, h) = (samples.width as f64, samples.height as f64);
        // Half a cell reaches so far in the picture.
        let reach =
            |a: f64, b: f64, pixels: f64| ((a.abs() + b.abs()) * self.cell / 2.0 * pixels).max(0.5);
        let (reach_x, reach_y) = (reach(back[0], back[2], w), reach(back[1], back[3], h));
        let (columns, rows) = (spread(left, right), spread(top, bottom));
        let pixels = ((reach_x * 2.0).min(8.0) * (reach_y * 2.0).min(8.0)).ceil() as usize + 1;
        if !self.works(columns.len() * rows.len() * pixels) {
            return;
        }
        for row in rows {
            let down = overlap(row, top, bottom);
            for column in columns.clone() {
                let x = self.left + (column as f64 + 0.5) * self.cell;
                let y = self.top - (row as f64 + 0.5) * self.cell;
                let (u, v) = apply(&back, x, y);
                let inks = samples.mean(u * w, (1.0 - v) * h, reach_x, reach_y);
                let share = down * overlap(column, left, right);
                self.lay(row, column, &Coat { inks, ..*coat }, share as f32);
            }
        }
    }

    /// Measures the ink, and reports what is too much.
    pub fn finish(self, case: &Case<'_>, sheet: &PdfSheet) -> PageInk {
        let Heaviest {
            square,
            mean,
            at,
            peak,
        } = self.heaviest();
        let printer = case.findings.printer();
        let findings = |rule: Check, weight: Weight, bounds: &Bounds, message: String| {
            case.findings.report(
                rule,
                weight,
                Some(sheet.number),
                sheet.place(bounds),
                message,
            );
        };
        if mean > f64::from(printer.ink_limit) + 0.05 {
            let message = format!(
                "the mean ink of a 15 mm square is {mean:.0} %, above {} %",
                printer.ink_limit
            );
            findings(Check::InkMean, Weight::Error, &square, message);
        }
        if peak > f64::from(printer.ink_peak) + 0.5 {
            let (column, row) = (at % self.width, at / self.width);
            findings(
                Check::InkPeak,
                Weight::Warning,
                &self.ground(column, row, 1, 1),
                format!("the ink reaches {peak:.0} %, above {} %", printer.ink_peak),
            );
        }
        if self.missed {
            findings(
                Check::InkUnmeasured,
                Weight::Warning,
                &Bounds::NONE,
                "some matter was not counted into the total ink".to_owned(),
            );
        }
        let tenths = |per_cent: f64| (per_cent * 10.0).round() as u32;
        // What was not counted may be anything.
        let colour = self.missed || self.plates[..3].iter().flatten().any(|&ink| ink > TRACE);
        PageInk {
            page: sheet.number,
            mean: tenths(mean),
            peak: tenths(peak),
            colour,
        }
    }

    /// Returns the square with the highest mean and the cell with the most ink, the first among
    /// equals.
    fn heaviest(&self) -> Heaviest {
        let side = ((SQUARE / self.cell).round().max(1.0)) as usize;
        let (across, down) = (side.min(self.width), side.min(self.height));
        // Of every column what stands in as many rows as the square is high.
        let mut columns = vec![0_u32; self.width];
        let mut sums = vec![0_u32; self.width];
        let (mut most, mut peak) = ((0, 0, 0), (0, 0));
        for row in 0..self.height {
            self.sums(row, &mut sums);
            columns
                .iter_mut()
                .zip(&sums)
                .for_each(|(column, &ink)| *column += ink);
            if let Some(highest) = sums
                .iter()
                .copied()
                .max()
                .filter(|&highest| highest > peak.1)
            {
                peak = (
                    row * self.width + sums.iter().position(|&ink| ink == highest).unwrap_or(0),
                    highest,
                );
            }
            let Some(top) = (row + 1).checked_sub(down) else {
                continue;
            };
            // A square has at most 22 cells a side, so its sum fits.
            let mut sum: u32 = columns[..across].iter().sum();
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
                .for_each(|(column, &ink)| *column -= ink);
        }
        let per_cent = |ink: f64| ink * 100.0 / f64::from(SOLID);
        Heaviest {
            square: self.ground(most.0, most.1, across, down),
            mean: per_cent(f64::from(most.2) / (across * down) as f64),
            at: peak.0,
            peak: per_cent(f64::from(peak.1)),
        }
    }

    fn ground(&self, column: usize, row: usize, across: usize, down: usize) -> Bounds {
        let x = |column: usize| self.left + column as f64 * self.cell;
        let y = |row: usize| self.top - row as f64 * self.cell;
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

/// Returns the cells of a plate that a coat changes. A plate is allocated when it is first inked;
/// without it there is nothing to be covered.
fn inked<'p>(
    plate: &'p mut Vec<u16>,
    ink: f32,
    coat: &Coat,
    cells: usize,
) -> Option<&'p mut Vec<u16>> {
    if ink == 0.0 && (coat.over || plate.is_empty()) {
        return None;
    }
    if plate.is_empty() {
        *plate = vec![0; cells];
    }
    Some(plate)
}

/// Lays ink on a share of a cell.
fn mix(has: &mut u16, ink: f32, coat: &Coat, share: f32) {
    let had = f32::from(*has) / SOLID;
    let wanted = if coat.multiply {
        had + ink - had * ink
    } else {
        ink
    };
    *has = ((had + (wanted - had) * share * coat.alpha) * SOLID + 0.5) as u16;
}

impl Samples {
    /// Returns the mean ink around a place, of at most eight by eight pixels.
    fn mean(&self, x: f64, y: f64, reach_x: f64, reach_y: f64) -> [f32; 4] {
        let range = |at: f64, reach: f64, most: usize| {
            let last = most as f64 - 1.0;
            let (from, to) = (
                (at - reach).floor().clamp(0.0, last) as usize,
                (at + reach - 1e-9).floor().clamp(0.0, last) as usize,
            );
            let step = ((to - from) / 8).max(1);
            (from..=to).step_by(step)
        };
        let (mut sum, mut count) = ([0_u64; 4], 0_u64);
        for row in range(y, reach_y, self.height) {
            for column in range(x, reach_x, self.width) {
                let at = (row * self.width + column) * 4;
                if let Some(pixel) = self.inks.get(at..at + 4) {
                    sum.iter_mut()
                        .zip(pixel)
                        .for_each(|(sum, &ink)| *sum += u64::from(ink));
                    count += 1;
                }
            }
        }
        sum.map(|sum| sum as f32 / (count.max(1) as f32 * 255.0))
    }
}

struct Edge {
    top: f64,
    bottom: f64,
    x: f64,
    slope: f64,
    turn: i32,
}

impl Edge {
    fn new(
        from: (f64, f64),
        to: (f64, f64),
        cells: impl Fn((f64, f64)) -> (f64, f64),
    ) -> Option<Edge> {
        let (from, to) = (cells(from), cells(to));
        let (upper, lower, turn) = if from.1 <= to.1 {
            (from, to, 1)
        } else {
            (to, from, -1)
        };
        let height = lower.1 - upper.1;
        if !height.is_finite() || height < 1e-9 {
            return None;
        }
        Some(Edge {
            top: upper.1,
            bottom: lower.1,
            x: upper.0,
            slope: (lower.0 - upper.0) / height,
            turn,
        })
    }

    fn at(&self, y: f64) -> f64 {
        self.x + (y - self.top) * self.slope
    }
}

/// Returns the cells that an interval touches.
fn spread(from: f64, to: f64) -> std::ops::Range<usize> {
    if to <= from {
        0..0
    } else {
        from.floor() as usize..to.ceil() as usize
    }
}

/// Returns how much of a cell an interval covers.
fn overlap(cell: usize, from: f64, to: f64) -> f64 {
    (to.min(cell as f64 + 1.0) - from.max(cell as f64)).max(0.0)
}
