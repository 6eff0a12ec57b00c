//! Decoded samples of a picture.

use crate::say::Text;
use std::sync::Arc;

/// The reason why a picture cannot be used, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFault(pub Text);

/// Decoded samples, 8 bits each, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// 1 for grey, 3 for RGB, 4 for C, M, Y and K with 255 for full ink.
    pub channels: u8,
    /// `width × height × channels` samples.
    pub samples: Vec<u8>,
    /// Opacity of each pixel, if not all are opaque.
    pub alpha: Option<Vec<u8>>,
    /// The ICC profile that came with RGB; sRGB if there is none.
    pub profile: Option<Arc<Vec<u8>>>,
}

impl Pixels {
    /// Returns an empty picture of the same format.
    pub(super) fn outline(&self) -> Pixels {
        let Pixels {
            channels, profile, ..
        } = self;
        Pixels {
            width: 0,
            height: 0,
            channels: *channels,
            samples: Vec::new(),
            alpha: None,
            profile: profile.clone(),
        }
    }

    /// Returns the bytes its samples take.
    pub(super) fn weight(&self) -> usize {
        self.samples.len() + self.alpha.as_ref().map_or(0, Vec::len)
    }

    /// Returns the picture with paper where it is fully transparent.
    pub fn cleared(mut self) -> Pixels {
        let paper = if self.channels == 4 { 0 } else { 255 };
        for (pixel, &alpha) in self
            .samples
            .chunks_exact_mut(usize::from(self.channels))
            .zip(self.alpha.iter().flatten())
        {
            if alpha == 0 {
                pixel.fill(paper);
            }
        }
        self
    }

    /// Returns the picture composed on white paper, without transparency.
    pub(super) fn on_paper(mut self) -> Pixels {
        let Some(alpha) = self.alpha.take() else {
            return self;
        };
        for (pixel, alpha) in self
            .samples
            .chunks_exact_mut(usize::from(self.channels))
            .zip(alpha)
        {
            for sample in pixel {
                *sample =
                    ((u32::from(*sample) * u32::from(alpha) + 255 * u32::from(255 - alpha) + 127)
                        / 255) as u8;
            }
        }
        self
    }
}

/// Separates colours from transparency, which is dropped if nothing is transparent.
pub(super) fn split_alpha(mut samples: Vec<u8>, colours: usize) -> (Vec<u8>, Option<Vec<u8>>) {
    let each = colours + 1;
    let count = samples.len() / each;
    let alpha: Vec<u8> = samples
        .chunks_exact(each)
        .map(|pixel| pixel[colours])
        .collect();
    for at in 0..count {
        samples.copy_within(at * each..at * each + colours, at * colours);
    }
    samples.truncate(count * colours);
    let clear = alpha.iter().any(|&alpha| alpha != 255);
    (samples, clear.then_some(alpha))
}
