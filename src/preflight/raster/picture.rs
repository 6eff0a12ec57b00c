//! Pictures on the raster: each cell gets the mean of the pixels that it covers.

use super::{Coat, Inks, PLATES, Paint, Raster, Stencil, overlap, spread};
use crate::preflight::matrix::{Bounds, Matrix, apply, inverse};

/// A picture in press ink.
pub struct Samples {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// The plates that a pixel has bytes for, in their order.
    pub plates: Vec<usize>,
    /// The bytes, 255 is solid.
    pub inks: Vec<u8>,
    /// Opacity, if it is not whole.
    pub alpha: Option<Grey>,
}

/// A picture of one channel, 255 is opaque.
pub struct Grey {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// The bytes.
    pub values: Vec<u8>,
}

impl Raster {
    /// Lays a picture into the unit square of a matrix.
    pub fn picture(
        &mut self,
        samples: &Samples,
        matrix: &Matrix,
        stencil: &Stencil<'_>,
        coat: &Coat,
    ) {
        self.square(
            matrix,
            stencil,
            (samples.width, samples.height),
            |raster, cell, at| {
                let inks = samples.mean(&at);
                let alpha = samples
                    .alpha
                    .as_ref()
                    .map_or(1.0, |alpha| alpha.mean(&at.on(alpha.width, alpha.height)));
                raster.lay(
                    cell.row,
                    cell.column,
                    &Coat { inks, ..*coat },
                    cell.share * alpha,
                );
            },
        );
    }

    /// Paints through a picture in the unit square of a matrix.
    pub fn stamp(
        &mut self,
        shape: &Grey,
        matrix: &Matrix,
        stencil: &Stencil<'_>,
        paint: &Paint<'_>,
    ) {
        self.square(
            matrix,
            stencil,
            (shape.width, shape.height),
            |raster, cell, at| {
                raster.paint(cell.row, cell.column, paint, cell.share * shape.mean(&at));
            },
        );
    }

    fn square(
        &mut self,
        matrix: &Matrix,
        stencil: &Stencil<'_>,
        (width, height): (usize, usize),
        mut visit: impl FnMut(&mut Raster, Cell, Place),
    ) {
        let Some(back) = inverse(matrix) else { return };
        let bounds = Bounds::under(matrix, [0.0, 0.0, 1.0, 1.0]).both(stencil.bounds);
        if bounds.is_empty() || width == 0 || height == 0 {
            return;
        }
        let [left, top, right, bottom] = self.cells_of(&bounds);
        // Half a cell reaches so far in the picture.
        let reach = |a: f64, b: f64| (a.abs() + b.abs()) * self.cell / 2.0;
        let (reach_x, reach_y) = (reach(back[0], back[2]), reach(back[1], back[3]));
        let (columns, rows) = (spread(left, right), spread(top, bottom));
        let across = (reach_x * 2.0 * width as f64).clamp(1.0, 8.0);
        let down = (reach_y * 2.0 * height as f64).clamp(1.0, 8.0);
        if !self.works(columns.len() * rows.len() * ((across * down).ceil() as usize + 1)) {
            return;
        }
        let plain = stencil.is_plain();
        let turned = matrix[1] != 0.0 && matrix[0] != 0.0;
        for row in rows {
            let covered = overlap(row, top, bottom);
            for column in columns.clone() {
                let (x, y) = self.middle(row, column);
                let (u, v) = apply(&back, x, y);
                // Bounds of a slanted picture have corners that it does not reach.
                if turned && !((-0.01..=1.01).contains(&u) && (-0.01..=1.01).contains(&v)) {
                    continue;
                }
                let mut share = (covered * overlap(column, left, right)) as f32;
                if !plain {
                    share *= stencil.share(row, column);
                }
                if share > 0.0 {
                    let place = Place {
                        x: u * width as f64,
                        y: (1.0 - v) * height as f64,
                        reach_x: (reach_x * width as f64).max(0.5),
                        reach_y: (reach_y * height as f64).max(0.5),
                        width,
                        height,
                    };
                    visit(self, Cell { row, column, share }, place);
                }
            }
        }
    }
}

/// A cell, and how much of it is painted.
struct Cell {
    row: usize,
    column: usize,
    share: f32,
}

/// A place in a picture, in its pixels, and how far a cell reaches from it.
struct Place {
    x: f64,
    y: f64,
    reach_x: f64,
    reach_y: f64,
    width: usize,
    height: usize,
}

impl Place {
    /// Returns the same place in another picture of the same square.
    fn on(&self, width: usize, height: usize) -> Place {
        let (across, down) = (
            width as f64 / self.width as f64,
            height as f64 / self.height as f64,
        );
        Place {
            x: self.x * across,
            y: self.y * down,
            reach_x: (self.reach_x * across).max(0.5),
            reach_y: (self.reach_y * down).max(0.5),
            width,
            height,
        }
    }

    /// Calls with the number of each of at most eight by eight pixels around it.
    fn around(&self, mut visit: impl FnMut(usize)) {
        let range = |at: f64, reach: f64, most: usize| {
            let last = most as f64 - 1.0;
            let (from, to) = (
                (at - reach).floor().clamp(0.0, last) as usize,
                (at + reach - 1e-9).floor().clamp(0.0, last) as usize,
            );
            let step = ((to - from) / 8).max(1);
            (from..=to).step_by(step)
        };
        for row in range(self.y, self.reach_y, self.height) {
            for column in range(self.x, self.reach_x, self.width) {
                visit(row * self.width + column);
            }
        }
    }
}

impl Samples {
    /// Returns the mean ink around a place.
    fn mean(&self, place: &Place) -> Inks {
        let (mut sums, mut count) = ([0_u64; PLATES], 0_u64);
        let channels = self.plates.len();
        place.around(|at| {
            if let Some(pixel) = self.inks.get(at * channels..(at + 1) * channels) {
                for (&plate, &ink) in self.plates.iter().zip(pixel) {
                    sums[plate] += u64::from(ink);
                }
                count += 1;
            }
        });
        sums.map(|sum| sum as f32 / (count.max(1) as f32 * 255.0))
    }
}

impl Grey {
    fn mean(&self, place: &Place) -> f32 {
        let (mut sum, mut count) = (0_u64, 0_u64);
        place.around(|at| {
            if let Some(&value) = self.values.get(at) {
                sum += u64::from(value);
                count += 1;
            }
        });
        sum as f32 / (count.max(1) as f32 * 255.0)
    }
}
