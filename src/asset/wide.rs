//! Lab as an RGB that holds all that a newspaper prints: Adobe RGB (1998).

use std::sync::Arc;

use moxcms::ColorProfile;

use super::lut::lab_to_xyz;

/// A converter of Lab, D50, into samples of the wide RGB.
pub(super) struct Wide {
    /// From XYZ to linear red, green and blue.
    matrix: [[f64; 3]; 3],
    /// The samples of so many steps of linear light.
    tones: Vec<u8>,
    /// The profile of the samples.
    pub profile: Arc<Vec<u8>>,
}

/// Steps of linear light: four times what 8 bits can tell in the shadows.
const STEPS: usize = 1 << 14;

impl Wide {
    /// Creates the converter; `None` if the profile cannot be written.
    pub fn new() -> Option<Wide> {
        let profile = ColorProfile::new_adobe_rgb();
        let columns = [
            profile.red_colorant,
            profile.green_colorant,
            profile.blue_colorant,
        ];
        let row = |part: fn(&moxcms::Xyzd) -> f64| {
            [part(&columns[0]), part(&columns[1]), part(&columns[2])]
        };
        let matrix = inverse([row(|c| c.x), row(|c| c.y), row(|c| c.z)])?;
        let tones = (0..=STEPS)
            .map(|at| {
                let tone = (at as f64 / STEPS as f64).powf(256.0 / 563.0);
                // What the library of mathematics gives may differ in its last bit.
                ((tone * 1e6).round() / 1e6 * 255.0).round() as u8
            })
            .collect();
        Some(Wide {
            matrix,
            tones,
            profile: Arc::new(profile.encode().ok()?),
        })
    }

    /// Converts a colour.
    pub fn rgb(&self, lab: [f64; 3]) -> [u8; 3] {
        let xyz = lab_to_xyz(lab);
        self.matrix.map(|row| {
            let light = row[0] * xyz[0] + row[1] * xyz[1] + row[2] * xyz[2];
            self.tones[(light.clamp(0.0, 1.0) * STEPS as f64).round() as usize]
        })
    }
}

/// Returns the inverse of a matrix.
fn inverse(m: [[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    let minor = |row: usize, column: usize| {
        let (a, b) = ((row + 1) % 3, (row + 2) % 3);
        let (c, d) = ((column + 1) % 3, (column + 2) % 3);
        m[a][c] * m[b][d] - m[a][d] * m[b][c]
    };
    let whole: f64 = (0..3).map(|at| m[0][at] * minor(0, at)).sum();
    (whole.abs() > 1e-12)
        .then(|| std::array::from_fn(|row| std::array::from_fn(|at| minor(at, row) / whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutrals_stay_neutral() {
        let wide = Wide::new().unwrap();
        for (lightness, level) in [(0.0, 0), (100.0, 255), (50.0, 118)] {
            let [r, g, b] = wide.rgb([lightness, 0.0, 0.0]);
            assert!(
                r.abs_diff(g) <= 1 && g.abs_diff(b) <= 1 && g.abs_diff(level) <= 3,
                "{lightness}: {r} {g} {b}"
            );
        }
        let [r, g, b] = wide.rgb([50.0, 60.0, 40.0]);
        assert!(r > 170 && g < 90 && b < 90, "{r} {g} {b}");
    }
}
