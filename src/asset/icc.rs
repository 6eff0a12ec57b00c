//! Output profiles and the way of RGB pictures into press ink.

use std::borrow::Cow;
use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, RenderingIntent, Transform8BitExecutor, TransformOptions};
use rayon::prelude::*;

use super::picture::{PictureFault, Pixels};

/// A printing condition: an ICC output profile and its ink limit.
#[derive(Clone, Debug)]
pub struct OutputProfile {
    /// The OutputConditionIdentifier of the press file.
    pub identifier: Cow<'static, str>,
    /// What the condition is, in words.
    pub info: Cow<'static, str>,
    /// The profile.
    pub bytes: Cow<'static, [u8]>,
    /// Most total ink in thousandths: 2400 is 240 %.
    pub ink_limit: u16,
}

/// The bundled coldset newsprint condition, ANSI CGATS/SNAP TR 002-2007.
pub static SNAP_240: OutputProfile = OutputProfile {
    identifier: Cow::Borrowed("SNAP TR002 240"),
    info: Cow::Borrowed("Coldset newsprint, ANSI CGATS/SNAP TR 002-2007, 240 % total ink"),
    bytes: Cow::Borrowed(include_bytes!("../../layouts/icc/SNAP_TR002_240.icc")),
    ink_limit: 2400,
};

/// Rows given to one thread at a time.
const BAND: usize = 64;

/// The way from sRGB to one printing condition. Its tables are built once and
/// serve every picture of a file.
pub struct Separation {
    transform: Arc<Transform8BitExecutor>,
    limit: u32,
}

impl Separation {
    /// Reads the profile and builds the tables.
    pub fn new(profile: &OutputProfile) -> Result<Separation, PictureFault> {
        let wrong = |error: moxcms::CmsError| PictureFault(format!("the output profile cannot separate it: {error}"));
        let press = ColorProfile::new_from_slice(&profile.bytes).map_err(wrong)?;
        if press.color_space != DataColorSpace::Cmyk {
            return Err(PictureFault("the output profile is not a CMYK profile".to_owned()));
        }
        // Perceptual: without black point compensation the colorimetric
        // intents block up the shadows on newsprint.
        let options = TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..TransformOptions::default() };
        // The colour engine holds four inks in its four-channel layout.
        let transform = ColorProfile::new_srgb().create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, options).map_err(wrong)?;
        Ok(Separation { transform, limit: limit(profile) })
    }

    /// The picture in press ink: four samples a pixel, 255 is full ink.
    pub fn separate(&self, pixels: &Pixels) -> Result<Vec<u8>, PictureFault> {
        if pixels.channels == 1 {
            return Ok(grey_to_black(pixels, self.limit));
        }
        let width = pixels.width as usize;
        let mut inks = vec![0; width * pixels.height as usize * 4];
        // Bands are independent of one another, so the result does not depend
        // on which thread takes which.
        inks.par_chunks_mut(width * 4 * BAND)
            .zip(pixels.samples.par_chunks(width * 3 * BAND))
            .try_for_each(|(inks, samples)| {
                self.transform.transform(samples, inks)?;
                inks.as_chunks_mut::<4>().0.iter_mut().for_each(|pixel| clamp(pixel, self.limit));
                Ok(())
            })
            .map_err(|error: moxcms::CmsError| PictureFault(error.to_string()))?;
        Ok(inks)
    }
}

/// The picture in press ink: four samples a pixel, 255 is full ink. Grey
/// pictures go to the K plate alone. Ink is clamped after the transform,
/// because profiles overshoot their own limit.
pub fn to_cmyk(pixels: &Pixels, profile: &OutputProfile) -> Result<Vec<u8>, PictureFault> {
    match pixels.channels {
        1 => Ok(grey_to_black(pixels, limit(profile))),
        _ => Separation::new(profile)?.separate(pixels),
    }
}

/// The ink limit in steps of 1/255 of one ink.
fn limit(profile: &OutputProfile) -> u32 {
    u32::from(profile.ink_limit) * 255 / 1000
}

fn grey_to_black(pixels: &Pixels, limit: u32) -> Vec<u8> {
    pixels.samples.iter().flat_map(|&grey| [0, 0, 0, u32::from(255 - grey).min(limit) as u8]).collect()
}

/// Brings one pixel under the ink limit. Black carries the drawing, so the
/// three colours give way.
fn clamp(pixel: &mut [u8; 4], limit: u32) {
    let [c, m, y, k] = pixel.map(u32::from);
    let colours = c + m + y;
    if colours + k <= limit {
        return;
    }
    let k = k.min(limit);
    let room = limit - k;
    let scaled = |ink: u32| (ink * room / colours.max(1)) as u8;
    *pixel = [scaled(c), scaled(m), scaled(y), k as u8];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_give_way_to_black() {
        let mut pixel = [255, 255, 255, 255];
        clamp(&mut pixel, 612);
        assert_eq!(pixel, [119, 119, 119, 255]);
        let mut light = [10, 20, 30, 40];
        clamp(&mut light, 612);
        assert_eq!(light, [10, 20, 30, 40]);
    }

    #[test]
    fn grey_is_black_ink_alone() {
        let pixels = Pixels { width: 3, height: 1, channels: 1, samples: vec![0, 128, 255] };
        assert_eq!(to_cmyk(&pixels, &SNAP_240).unwrap(), [0, 0, 0, 255, 0, 0, 0, 127, 0, 0, 0, 0]);
    }

    #[test]
    fn no_colour_passes_the_ink_limit() {
        let samples: Vec<u8> =
            (0..4913u32).flat_map(|at| [at % 17, at / 17 % 17, at / 289].map(|step| (step * 15 + step).min(255) as u8)).collect();
        let pixels = Pixels { width: 17, height: 289, channels: 3, samples };
        let inks = to_cmyk(&pixels, &SNAP_240).unwrap();
        let most = inks.chunks(4).map(|pixel| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>()).max();
        assert!(most <= Some(612), "{most:?}");
    }

    #[test]
    fn colours_land_on_their_plates() {
        let pixels = Pixels { width: 2, height: 1, channels: 3, samples: vec![255, 0, 0, 255, 255, 255] };
        let inks = to_cmyk(&pixels, &SNAP_240).unwrap();
        assert!(inks[0] < 30 && inks[1] > 180 && inks[2] > 150 && inks[3] < 60, "{inks:?}");
        assert!(inks[4..].iter().all(|&ink| ink < 6), "{inks:?}");
    }
}
