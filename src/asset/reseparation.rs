//! The conversion of inks that were made for another printing condition.

use rayon::prelude::*;

use super::icc::{Intent, OutputProfile, Way, clamp, read};
use super::lut::{Lut, WHITE, lab_to_xyz, xyz_to_lab};
use super::pixels::PictureFault;
use crate::say::{Text, text};

/// Number of nodes along one side of the table: as many as output profiles have.
const NODES: usize = 17;

/// Number of pixels given to one thread at a time.
const BAND: usize = 1 << 14;

/// The conversion from the inks of one condition to those of another: a table of 17⁴ colours with
/// linear interpolation. Black alone stays black alone.
pub struct Reseparation {
    /// Inks of every node, 255 for full ink, black fastest.
    nodes: Vec<[f32; 4]>,
    limit: u32,
}

impl Reseparation {
    /// Reads the profiles: that of the press, and that which the inks were made for.
    pub fn new(press: &OutputProfile, source: &[u8]) -> Result<Reseparation, PictureFault> {
        let wrong = |fault: Text| {
            PictureFault(text!(
                "asset.inks-cannot-converted",
                "its inks cannot be converted: {fault}",
                fault
            ))
        };
        let way = Way::of(&read(&press.bytes).map_err(wrong)?, press.intent).map_err(wrong)?;
        let profile = read(source).map_err(wrong)?;
        let (perceptual, relative) = (
            profile.lut_a_to_b_perceptual.as_ref(),
            profile.lut_a_to_b_colorimetric.as_ref(),
        );
        let table = match press.intent {
            Intent::Perceptual => perceptual.or(relative),
            Intent::Relative { .. } => relative.or(perceptual),
        };
        let from = table
            .and_then(|table| Lut::of(table, 4, 3))
            .ok_or_else(|| {
                wrong(text!(
                    "asset.profile-no-table-inks",
                    "its profile has no table from inks to Lab"
                ))
            })?;
        // The darkest that the other press prints becomes the darkest of this one.
        let compensate = way.black.map(|black| {
            let darkest = from.lab([1.0; 4])[0].clamp(0.0, 50.0);
            let dark = lab_to_xyz([darkest, 0.0, 0.0]);
            [0, 1, 2].map(|at| {
                let scale = (black[at] - WHITE[at]) / (dark[at] - WHITE[at]);
                (scale, WHITE[at] * (1.0 - scale))
            })
        });
        let level = |at: usize| (at % NODES) as f64 / (NODES - 1) as f64;
        let node = |at: usize| {
            let mut lab = from.lab([
                level(at / (NODES * NODES * NODES)),
                level(at / (NODES * NODES)),
                level(at / NODES),
                level(at),
            ]);
            if let Some(scales) = compensate {
                let xyz = lab_to_xyz(lab);
                lab = xyz_to_lab([0, 1, 2].map(|at| xyz[at] * scales[at].0 + scales[at].1));
            }
            way.inks
                .of_lab(lab)
                .map(|ink| (ink.clamp(0.0, 1.0) * 255.0) as f32)
        };
        Ok(Reseparation {
            nodes: (0..NODES.pow(4)).into_par_iter().map(node).collect(),
            limit: press.limit(),
        })
    }

    /// Converts samples, 255 for full ink; none is over the ink limit.
    pub fn convert(&self, samples: &[u8]) -> Vec<u8> {
        let mut inks = samples.to_vec();
        inks.par_chunks_mut(4 * BAND).for_each(|band| {
            let mut last = ([0; 4], [0; 4]);
            for pixel in band.as_chunks_mut::<4>().0 {
                if *pixel != last.0 {
                    last = (*pixel, self.ink(*pixel));
                }
                *pixel = last.1;
            }
        });
        inks
    }

    fn ink(&self, inks: [u8; 4]) -> [u8; 4] {
        let mut pixel = match inks {
            // Type and line art are black by intention, and paper is paper.
            [0, 0, 0, _] => inks,
            _ => self.interpolated(inks),
        };
        clamp(&mut pixel, self.limit);
        pixel
    }

    fn interpolated(&self, inks: [u8; 4]) -> [u8; 4] {
        let mut base = 0;
        let mut sides = [(0, 0.0_f32); 4];
        let mut stride = 1;
        for at in (0..4).rev() {
            let place = usize::from(inks[at]) * (NODES - 1);
            let low = (place / 255).min(NODES - 2);
            base += low * stride;
            sides[at] = (stride, (place - low * 255) as f32 / 255.0);
            stride *= NODES;
        }
        let mut sum = [0.0_f32; 4];
        for corner in 0..16 {
            let (mut at, mut share) = (base, 1.0);
            for (side, &(stride, part)) in sides.iter().enumerate() {
                let far = corner >> side & 1 == 1;
                at += if far { stride } else { 0 };
                share *= if far { part } else { 1.0 - part };
            }
            if share > 0.0 {
                for (sum, ink) in sum.iter_mut().zip(self.nodes[at]) {
                    *sum += share * ink;
                }
            }
        }
        sum.map(|ink| ink.round().clamp(0.0, 255.0) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::super::icc::SNAP_240;
    use super::*;

    #[test]
    fn the_same_condition_changes_little_and_black_stays_black() {
        let table = Reseparation::new(&SNAP_240, &SNAP_240.bytes).unwrap();
        let black = [0, 0, 0, 255, 0, 0, 0, 90, 0, 0, 0, 0];
        assert_eq!(table.convert(&black), black);
        // There and back, a light colour comes near to where it began: other mixtures of the inks
        // look the same, so what is compared is the sum of the three colours.
        let samples = [40, 20, 30, 0, 90, 10, 60, 0];
        let found = table.convert(&samples);
        for (from, to) in samples.chunks(4).zip(found.chunks(4)) {
            let sum = |inks: &[u8]| inks.iter().map(|&ink| i32::from(ink)).sum::<i32>();
            assert!((sum(from) - sum(to)).abs() < 60, "{from:?} {to:?}");
        }
    }

    #[test]
    fn no_pixel_passes_the_ink_limit() {
        let table = Reseparation::new(&SNAP_240, &SNAP_240.bytes).unwrap();
        let mut state = 9_u32;
        let samples: Vec<u8> = (0..40_000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        assert!(SNAP_240.bears(&table.convert(&samples)));
    }
}
