//! Soft proof: the appearance of four inks on the press's paper, on a screen.

use moxcms::ColorProfile;
use rayon::prelude::*;

use super::icc::{OutputProfile, read};
use super::lut::{Lut, Source, WHITE, lab_to_xyz};
use super::pixels::PictureFault;
use crate::say::{Text, text};

/// The conversion from four inks of a printing condition to a screen (sRGB), paper included:
/// absolute colorimetric from the profile, so that white is newsprint's own white.
pub struct SoftProof {
    inks: Lut,
    /// Reflectance of the paper in X, Y and Z.
    paper: [f64; 3],
    /// Matrix from XYZ to linear light of a screen's three colours.
    screen: [[f64; 3]; 3],
    /// Threshold of light above each level: midway to that of the next.
    levels: Vec<f64>,
}

impl SoftProof {
    /// Reads the profile of a printing condition.
    pub fn new(press: &OutputProfile) -> Result<SoftProof, PictureFault> {
        let wrong = |fault: Text| {
            PictureFault(text!(
                "asset.output-profile-cannot-proofed",
                "the output profile cannot be proofed: {fault}",
                fault
            ))
        };
        let profile = read(&press.bytes).map_err(wrong)?;
        let table = profile
            .lut_a_to_b_colorimetric
            .as_ref()
            .or(profile.lut_a_to_b_perceptual.as_ref());
        let inks = table
            .and_then(|table| Lut::of(table, 4, 3))
            .ok_or_else(|| {
                wrong(text!(
                    "asset.no-usable-table-four",
                    "it has no usable table from four inks to Lab (AToB)"
                ))
            })?;
        let white = profile
            .media_white_point
            .map_or(WHITE, |white| [white.x, white.y, white.z]);
        let Some(Source::Matrix(curves, matrix)) = Source::of(&ColorProfile::new_srgb()) else {
            return Err(wrong(text!("asset.srgb-no-matrix", "sRGB has no matrix")));
        };
        let light: Vec<f64> = (0..=255)
            .map(|level| curves[0].at(f64::from(level) / 255.0))
            .collect();
        let levels = light
            .windows(2)
            .map(|pair| (pair[0] + pair[1]) / 2.0)
            .collect();
        let paper = [0, 1, 2].map(|at| white[at] / WHITE[at]);
        Ok(SoftProof {
            inks,
            paper,
            screen: inverse(&matrix),
            levels,
        })
    }

    /// Converts samples of C, M, Y and K, 255 for full ink, to R, G and B.
    pub fn show(&self, inks: &[u8]) -> Vec<u8> {
        let mut shown = vec![0; inks.len() / 4 * 3];
        shown
            .par_chunks_mut(3 * BAND)
            .zip(inks.par_chunks(4 * BAND))
            .for_each(|(shown, inks)| {
                let mut last = [0; 4];
                let mut rgb = self.one(last);
                for (pixel, &ink) in shown
                    .as_chunks_mut::<3>()
                    .0
                    .iter_mut()
                    .zip(inks.as_chunks::<4>().0)
                {
                    if ink != last {
                        (last, rgb) = (ink, self.one(ink));
                    }
                    *pixel = rgb;
                }
            });
        shown
    }

    fn one(&self, ink: [u8; 4]) -> [u8; 3] {
        let xyz = lab_to_xyz(self.inks.lab(ink.map(|part| f64::from(part) / 255.0)));
        let xyz = [0, 1, 2].map(|at| xyz[at] * self.paper[at]);
        self.screen.map(|row| {
            let light = row[0] * xyz[0] + row[1] * xyz[1] + row[2] * xyz[2];
            self.levels.partition_point(|&half| half < light) as u8
        })
    }
}

/// Number of pixels given to one thread at a time.
const BAND: usize = 1 << 14;

/// Returns the inverse of an invertible matrix, by its cofactors.
fn inverse(m: &[[f64; 3]; 3]) -> [[f64; 3]; 3] {
    let minor = |row: usize, column: usize| {
        let (a, b) = ((row + 1) % 3, (row + 2) % 3);
        let (c, d) = ((column + 1) % 3, (column + 2) % 3);
        m[a][c] * m[b][d] - m[a][d] * m[b][c]
    };
    let whole = m[0][0] * minor(0, 0) + m[0][1] * minor(0, 1) + m[0][2] * minor(0, 2);
    [0, 1, 2].map(|row| [0, 1, 2].map(|column| minor(column, row) / whole))
}

#[cfg(test)]
mod tests {
    use super::super::icc::SNAP_240;
    use super::*;

    /// `tests/pictures/soft.py` wrote what Little CMS shows of each colour.
    #[test]
    fn colours_are_those_of_lcms2_within_one_and_a_half_delta_e() {
        let ours = SoftProof::new(&SNAP_240).unwrap();
        let screen = Source::of(&ColorProfile::new_srgb()).unwrap();
        let lab = |rgb: &[u8]| {
            let shares = [0, 1, 2].map(|at| screen.shares(f64::from(rgb[at]) / 255.0)[at]);
            screen.lab(shares)
        };
        let (mut count, mut worst) = (0, (0.0, String::new()));
        for line in include_str!("../../tests/pictures/soft.txt").lines() {
            let values: Vec<u8> = line
                .split(' ')
                .map(|value| value.parse().unwrap())
                .collect();
            let shown = ours.show(&values[..4]);
            let (a, b) = (lab(&shown), lab(&values[4..]));
            let distance = [0, 1, 2]
                .iter()
                .map(|&at| (a[at] - b[at]) * (a[at] - b[at]))
                .sum::<f64>()
                .sqrt();
            count += 1;
            if distance > worst.0 {
                worst = (distance, format!("{line}, ours {shown:?}"));
            }
        }
        assert!(
            count > 290 && worst.0 < 1.5,
            "{count} colours, worst {worst:?}"
        );
    }

    #[test]
    fn paper_is_no_screen_white_and_black_ink_is_not_black() {
        let ours = SoftProof::new(&SNAP_240).unwrap();
        let (paper, black) = (ours.show(&[0; 4]), ours.show(&[0, 0, 0, 255]));
        assert!(
            paper.iter().all(|&part| (190..245).contains(&part)),
            "{paper:?}"
        );
        assert!(
            black.iter().all(|&part| (40..110).contains(&part)),
            "{black:?}"
        );
    }
}
