//! Single colours of any space in the inks of a printing condition, and how near they come.
//!
//! Pictures go through a [`Separation`](super::icc::Separation); what is drawn has few colours, and
//! is worth more care: neutral type and line art print in black alone.

use moxcms::{ColorProfile, DataColorSpace};

use super::icc::{OutputProfile, Separation, Way, read};
use super::lut::{Lut, Source, WHITE, lab_to_xyz, xyz_to_lab};
use super::pixels::PictureFault;
use crate::say::{Text, text};

/// The conversion of single colours.
pub struct Translator {
    way: Way,
    /// From four inks to Lab.
    seen: Lut,
    /// Lightness of each level of black ink.
    blacks: Vec<f64>,
    limit: f64,
}

/// A space whose colours can be converted by its profile.
pub struct ProfiledSpace {
    kind: Profiled,
    /// The profile; absent for sRGB.
    bytes: Option<Vec<u8>>,
}

enum Profiled {
    Rgb(Source),
    Cmyk(Lut),
}

impl ProfiledSpace {
    /// Reads a profile with three or four channels; `None` if it cannot be used.
    pub fn of(bytes: &[u8]) -> Option<ProfiledSpace> {
        let profile = ColorProfile::new_from_slice(bytes).ok()?;
        if profile.color_space == DataColorSpace::Cmyk {
            let table = profile
                .lut_a_to_b_colorimetric
                .as_ref()
                .or(profile.lut_a_to_b_perceptual.as_ref());
            return Some(ProfiledSpace {
                kind: Profiled::Cmyk(Lut::of(table?, 4, 3)?),
                bytes: Some(bytes.to_vec()),
            });
        }
        Some(ProfiledSpace {
            kind: Profiled::Rgb(Source::of(&profile)?),
            bytes: Some(bytes.to_vec()),
        })
    }

    /// Returns sRGB, which RGB without a profile is taken for.
    pub fn srgb() -> Option<ProfiledSpace> {
        Some(ProfiledSpace {
            kind: Profiled::Rgb(Source::of(&ColorProfile::new_srgb())?),
            bytes: None,
        })
    }

    /// Returns the Lab of a colour, its components from 0 to 1.
    pub fn lab(&self, parts: &[f64]) -> [f64; 3] {
        let part = |at: usize| parts.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        match &self.kind {
            Profiled::Rgb(source) => {
                let share = |at: usize| source.shares(part(at))[at];
                source.lab([share(0), share(1), share(2)])
            }
            Profiled::Cmyk(lut) => lut.lab([part(0), part(1), part(2), part(3)]),
        }
    }
}

/// Converts RGB samples of 8 bits to press ink, as those of pictures are.
pub fn separated(
    press: &OutputProfile,
    space: &ProfiledSpace,
    samples: &[u8],
) -> Result<Vec<u8>, PictureFault> {
    Ok(Separation::new(press, space.bytes.as_deref())?.separate(samples))
}

impl Translator {
    /// Reads the profile of a printing condition.
    pub fn new(press: &OutputProfile) -> Result<Translator, PictureFault> {
        let wrong = |fault: Text| {
            PictureFault(text!(
                "asset.output-profile-cannot-separate",
                "the output profile cannot separate it: {fault}",
                fault
            ))
        };
        let profile = read(&press.bytes).map_err(wrong)?;
        let way = Way::of(&profile, press.intent).map_err(wrong)?;
        let table = profile
            .lut_a_to_b_colorimetric
            .as_ref()
            .or(profile.lut_a_to_b_perceptual.as_ref());
        let seen = table
            .and_then(|table| Lut::of(table, 4, 3))
            .ok_or_else(|| {
                wrong(text!(
                    "asset.no-usable-table-four-inks",
                    "it has no usable table from four inks to Lab"
                ))
            })?;
        let blacks = (0..=255)
            .map(|level| seen.lab([0.0, 0.0, 0.0, f64::from(level) / 255.0])[0])
            .collect();
        Ok(Translator {
            way,
            seen,
            blacks,
            limit: f64::from(press.ink_limit) / 1000.0,
        })
    }

    /// Returns the inks of a colour, none over the ink limit.
    pub fn inks(&self, lab: [f64; 3]) -> [f64; 4] {
        let lab = match self.way.black {
            Some(black) => {
                let xyz = lab_to_xyz(lab);
                xyz_to_lab([0, 1, 2].map(|at| {
                    let scale = (WHITE[at] - black[at]) / WHITE[at];
                    black[at] + xyz[at] * scale
                }))
            }
            None => lab,
        };
        self.held(self.way.inks.of_lab(lab))
    }

    /// Returns the black ink that comes as near to a neutral as the condition's own black does.
    pub fn black(&self, lightness: f64) -> f64 {
        let printed = self.lab(self.inks([lightness, 0.0, 0.0]))[0];
        // The nearest level, so that white stays bare paper.
        let apart = |level: &usize| (self.blacks[*level] - printed).abs();
        let level = (0..self.blacks.len())
            .min_by(|one, other| apart(one).total_cmp(&apart(other)))
            .unwrap_or(0);
        level as f64 / 255.0
    }

    /// Reduces inks to the ink limit; black carries the drawing, so the colours give way.
    pub fn held(&self, inks: [f64; 4]) -> [f64; 4] {
        let [c, m, y, k] = inks.map(|ink| ink.clamp(0.0, 1.0));
        let colours = c + m + y;
        if colours + k <= self.limit {
            return [c, m, y, k];
        }
        let k = k.min(self.limit);
        let scale = (self.limit - k) / colours;
        [c * scale, m * scale, y * scale, k]
    }

    /// Returns the Lab of inks on paper that counts as white.
    pub fn lab(&self, inks: [f64; 4]) -> [f64; 3] {
        self.seen.lab(inks)
    }
}

/// Returns the distance of two colours, ΔE*ab of 1976.
pub fn delta_e(one: [f64; 3], other: [f64; 3]) -> f64 {
    let sum: f64 = one
        .iter()
        .zip(other)
        .map(|(one, other)| (one - other) * (one - other))
        .sum();
    sum.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::SNAP_240;

    #[test]
    fn neutrals_have_a_black_of_the_same_lightness() {
        let press = Translator::new(&SNAP_240).unwrap();
        assert_eq!(press.black(100.0), 0.0);
        assert_eq!(press.black(0.0), 1.0);
        for lightness in [40.0, 60.0, 80.0] {
            let printed = press.lab(press.inks([lightness, 0.0, 0.0]));
            let black = press.lab([0.0, 0.0, 0.0, press.black(lightness)]);
            assert!((printed[0] - black[0]).abs() < 1.5, "{printed:?} {black:?}");
        }
    }

    #[test]
    fn colours_keep_the_limit_and_come_near() {
        let press = Translator::new(&SNAP_240).unwrap();
        let srgb = ProfiledSpace::srgb().unwrap();
        for rgb in [
            [0.9, 0.6, 0.5],
            [0.5, 0.6, 0.4],
            [0.2, 0.1, 0.1],
            [0.7, 0.7, 0.9],
        ] {
            let lab = srgb.lab(&rgb);
            let inks = press.inks(lab);
            assert!(inks.iter().sum::<f64>() <= 2.4001, "{inks:?}");
            assert!(delta_e(lab, press.lab(inks)) < 40.0, "{rgb:?} {inks:?}");
        }
        assert_eq!(delta_e([50.0, 3.0, 0.0], [50.0, 0.0, 4.0]), 5.0);
    }
}
