//! Flat ink on paper, laid a row of cells at a time.

use std::ops::Range;

use super::{Coat, Raster, SOLID, Window, overlap};

impl Raster {
    /// Lays ink on paper within a rectangle, as [`Raster::lay`] does cell by cell: nearly all that
    /// a page of text asks for.
    pub(super) fn lay_flat(
        &mut self,
        coat: &Coat,
        (columns, left, right): (Range<usize>, f64, f64),
        (rows, top, bottom): (Range<usize>, f64, f64),
    ) {
        let cells = self.window.cells();
        let Window {
            left: x,
            top: y,
            width,
            ..
        } = self.window;
        let shares: Vec<f64> = columns
            .clone()
            .map(|column| overlap(column, left, right))
            .collect();
        for (plate, &ink) in self.plates.iter_mut().zip(&coat.inks) {
            if ink == 0.0 && (coat.over || plate.is_empty()) {
                continue;
            }
            if plate.is_empty() {
                *plate = vec![0; cells];
            }
            for row in rows.clone() {
                let down = overlap(row, top, bottom);
                let start = (row - y) * width + (columns.start - x);
                for (cell, &across) in plate[start..start + shares.len()].iter_mut().zip(&shares) {
                    let opacity = ((down * across) as f32 * coat.alpha).clamp(0.0, 1.0);
                    let had = f32::from(*cell) / SOLID;
                    *cell = ((had + (ink - had) * opacity) * SOLID + 0.5) as u16;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::spread;
    use super::*;
    use crate::preflight::blend::Blend;
    use crate::preflight::matrix::Bounds;

    /// Rows laid at once have what their cells would have one by one.
    #[test]
    fn flat_ink_is_that_of_its_cells() {
        let mut state = 7_u64;
        let mut dice = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / f64::from(1 << 31)
        };
        let page = Bounds {
            left: 0.0,
            bottom: 0.0,
            right: 40.0,
            top: 30.0,
        };
        let (mut rows_at_once, mut one_by_one) = (Raster::new(&page, 1.3), Raster::new(&page, 1.3));
        for _ in 0..400 {
            let coat = Coat {
                inks: std::array::from_fn(|_| [0.0, 1.0, dice() as f32][(dice() * 3.0) as usize]),
                over: dice() < 0.5,
                alpha: dice() as f32,
                blend: Blend::Normal,
            };
            let (x, y) = (
                [dice() * 40.0, dice() * 40.0],
                [dice() * 30.0, dice() * 30.0],
            );
            let [left, top, right, bottom] = one_by_one.cells_of(&Bounds {
                left: x[0].min(x[1]),
                bottom: y[0].min(y[1]),
                right: x[0].max(x[1]),
                top: y[0].max(y[1]),
            });
            let (columns, rows) = (spread(left, right), spread(top, bottom));
            rows_at_once.lay_flat(
                &coat,
                (columns.clone(), left, right),
                (rows.clone(), top, bottom),
            );
            for row in rows {
                let down = overlap(row, top, bottom);
                for column in columns.clone() {
                    let share = (down * overlap(column, left, right)) as f32;
                    one_by_one.lay(row, column, &coat, share);
                }
            }
            assert!(rows_at_once.plates == one_by_one.plates);
        }
    }
}
