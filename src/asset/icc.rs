//! Output profiles and the way of RGB pictures into press ink.

use std::borrow::Cow;

use image::imageops::{FilterType, resize};
use image::{GrayImage, RgbImage};
use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};
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

/// Rows converted at a time by one thread. Fixed, so that the result does not
/// depend on how many threads there are.
const BAND: usize = 64;

/// The samples at no more than `width` × `height` pixels, made smaller with a
/// triangle filter when there are more.
pub fn reduced(pixels: &Pixels, width: u32, height: u32) -> Cow<'_, Pixels> {
    if pixels.width <= width || pixels.height <= height || width == 0 || height == 0 {
        return Cow::Borrowed(pixels);
    }
    let samples = pixels.samples.clone();
    let reduced = if pixels.channels == 1 {
        GrayImage::from_raw(pixels.width, pixels.height, samples)
            .map(|picture| resize(&picture, width, height, FilterType::Triangle).into_raw())
    } else {
        RgbImage::from_raw(pixels.width, pixels.height, samples)
            .map(|picture| resize(&picture, width, height, FilterType::Triangle).into_raw())
    };
    match reduced {
        Some(samples) => Cow::Owned(Pixels { width, height, channels: pixels.channels, samples }),
        None => Cow::Borrowed(pixels),
    }
}

/// The picture in press ink: four samples a pixel, 255 is full ink. Grey
/// pictures go to the K plate alone. Ink is clamped after the transform,
/// because profiles overshoot their own limit.
pub fn to_cmyk(pixels: &Pixels, profile: &OutputProfile) -> Result<Vec<u8>, PictureFault> {
    if pixels.channels == 1 {
        return Ok(pixels.samples.iter().flat_map(|grey| [0, 0, 0, 255 - grey]).collect());
    }
    let fault = |error: moxcms::CmsError| PictureFault(format!("the output profile cannot be used: {error}"));
    let output = ColorProfile::new_from_slice(&profile.bytes).map_err(fault)?;
    // Perceptual: bare relative colorimetric blocks the shadows on newsprint.
    let options = TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..Default::default() };
    let transform = ColorProfile::new_srgb().create_transform_8bit(Layout::Rgb, &output, Layout::Rgba, options).map_err(fault)?;
    let width = pixels.width as usize;
    let mut inks = vec![0_u8; width * pixels.height as usize * 4];
    let limit = u32::from(profile.ink_limit) * 255 / 1000;
    inks.par_chunks_mut(width * 4 * BAND).zip(pixels.samples.par_chunks(width * 3 * BAND)).try_for_each(|(inks, samples)| {
        transform.transform(samples, inks).map_err(fault)?;
        inks.chunks_exact_mut(4).for_each(|pixel| clamp(pixel, limit));
        Ok(())
    })?;
    Ok(inks)
}

/// Brings a pixel under the ink limit by taking from C, M and Y alike; black
/// carries the drawing and is kept.
fn clamp(pixel: &mut [u8], limit: u32) {
    let colour: u32 = pixel[..3].iter().map(|ink| u32::from(*ink)).sum();
    let black = u32::from(pixel[3]);
    if colour + black > limit && colour > 0 {
        let room = limit.saturating_sub(black);
        for ink in &mut pixel[..3] {
            *ink = (u32::from(*ink) * room / colour) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every corner of the RGB cube and a dark ramp stay under the limit.
    #[test]
    fn ink_never_passes_the_limit() {
        let samples: Vec<u8> = (0..4096_u32).flat_map(|n| [(n % 16) * 17, (n / 16 % 16) * 17, (n / 256) * 17].map(|v| v as u8)).collect();
        let pixels = Pixels { width: 64, height: 64, channels: 3, samples };
        let inks = to_cmyk(&pixels, &SNAP_240).expect("converts");
        let most = inks.chunks_exact(4).map(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>()).max();
        assert!(most.expect("pixels") <= 612, "{most:?}");
        // White stays paper.
        assert!(inks[inks.len() - 4..].iter().all(|ink| *ink <= 2), "{:?}", &inks[inks.len() - 4..]);
    }

    #[test]
    fn a_grey_picture_prints_in_black_alone() {
        let pixels = Pixels { width: 2, height: 1, channels: 1, samples: vec![0, 200] };
        assert_eq!(to_cmyk(&pixels, &SNAP_240).expect("converts"), [0, 0, 0, 255, 0, 0, 0, 55]);
    }
}
