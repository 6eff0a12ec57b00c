//! Pictures in JPEG 2000, bare or in JP2 (ISO/IEC 15444-1).

use std::sync::Arc;

use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};

use super::pixels::{PictureFault, Pixels, split_alpha};
use crate::say::text;

/// Maximum number of pixels: every one is held as a number of 32 bits in each channel, twice.
pub(super) const MOST_PIXELS: u64 = 40_000_000;

fn damaged(error: impl std::fmt::Display) -> PictureFault {
    PictureFault(text!(
        "asset.jpeg-2000-damaged",
        "the JPEG 2000 is damaged: {error}",
        error = error.to_string()
    ))
}

fn open(bytes: &[u8]) -> Result<Image<'_>, PictureFault> {
    let settings = DecodeSettings {
        strict: true,
        ..DecodeSettings::default()
    };
    Image::new(bytes, &settings).map_err(damaged)
}

/// Reads width and height.
pub(super) fn header(bytes: &[u8]) -> Result<(u32, u32), PictureFault> {
    let image = open(bytes)?;
    Ok((image.width(), image.height()))
}

/// Returns the profile stored with a file of four inks.
pub(super) fn ink_profile(bytes: &[u8]) -> Option<Vec<u8>> {
    match open(bytes).ok()?.color_space() {
        ColorSpace::Icc {
            profile,
            num_channels: 4,
        } => Some(profile.clone()),
        _ => None,
    }
}

/// Returns the number of colours of a picture, opacity left out.
pub(crate) fn colours(bytes: &[u8]) -> Option<usize> {
    Some(match open(bytes).ok()?.color_space() {
        ColorSpace::Gray => 1,
        ColorSpace::RGB => 3,
        ColorSpace::CMYK => 4,
        ColorSpace::Icc { num_channels, .. } => usize::from(*num_channels),
        ColorSpace::Unknown { .. } => return None,
    })
}

/// Decodes a picture of at most so many pixels: width, height, and 8 bits a sample.
pub(crate) fn samples(bytes: &[u8], most: u64) -> Option<(usize, usize, Vec<u8>)> {
    let (width, height) = header(bytes).ok()?;
    if u64::from(width) * u64::from(height) > most {
        return None;
    }
    let pixels = pixels(bytes).ok()?;
    Some((width as usize, height as usize, pixels.samples))
}

/// Decodes a picture whose size was judged.
pub(super) fn pixels(bytes: &[u8]) -> Result<Pixels, PictureFault> {
    let image = open(bytes)?;
    let (channels, profile) = match image.color_space() {
        ColorSpace::Gray => (1, None),
        ColorSpace::RGB => (3, None),
        ColorSpace::CMYK => (4, None),
        ColorSpace::Icc {
            profile,
            num_channels: channels @ (1 | 3 | 4),
        } => (usize::from(*channels), Some(Arc::new(profile.clone()))),
        ColorSpace::Icc { .. } | ColorSpace::Unknown { .. } => {
            return Err(PictureFault(text!(
                "asset.jpeg-2000-number-colours",
                "the JPEG 2000 has a number of colours that no picture has; save it as RGB"
            )));
        }
    };
    let (width, height) = (image.width(), image.height());
    let clear = image.has_alpha();
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(damaged)?;
    let data = decoded.data_u8();
    let each = channels + usize::from(clear);
    if data.len() != width as usize * height as usize * each {
        return Err(PictureFault(text!(
            "asset.jpeg-2000-decodes-another",
            "the JPEG 2000 decodes to another size than its header says"
        )));
    }
    let (samples, alpha) = match clear {
        true => split_alpha(data, channels),
        false => (data, None),
    };
    Ok(Pixels {
        width,
        height,
        channels: channels as u8,
        samples,
        alpha,
        profile: profile.filter(|_| channels > 1),
    })
}
