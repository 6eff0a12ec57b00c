//! Crops: the part of a picture that shows, at a useful resolution.

use std::borrow::Cow;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::pixels::{PictureFault, Pixels};
use crate::say::text;

/// A crop of a picture: the part wanted, and the pixels that it is resampled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crop {
    /// Columns of pixels left of the part.
    pub left: u32,
    /// Rows of pixels above the part.
    pub top: u32,
    /// Width of the part in pixels of the picture.
    pub width: u32,
    /// Height of the part in pixels of the picture.
    pub height: u32,
    /// Width wanted in pixels.
    pub across: u32,
    /// Height wanted in pixels.
    pub down: u32,
    /// Sharpening in per cent.
    pub sharpen: u32,
}

impl Crop {
    /// Creates the crop of a whole picture, not resampled.
    pub fn whole(width: u32, height: u32) -> Crop {
        Crop {
            left: 0,
            top: 0,
            width,
            height,
            across: width,
            down: height,
            sharpen: 0,
        }
    }

    /// Crops, resamples and sharpens a decoded picture.
    pub fn of(&self, pixels: &Pixels) -> Result<Pixels, PictureFault> {
        let reaches = |from: u32, length: u32, all: u32| {
            length > 0 && from.checked_add(length).is_some_and(|end| end <= all)
        };
        if !reaches(self.left, self.width, pixels.width)
            || !reaches(self.top, self.height, pixels.height)
            || self.across == 0
            || self.down == 0
        {
            return Err(PictureFault(text!(
                "asset.pixels-not-what-header",
                "it has {width} × {height} pixels, which is not what its header says",
                width = pixels.width,
                height = pixels.height
            )));
        }
        let mut part = if (self.across, self.down) == (self.width, self.height) {
            self.cropped(pixels)
        } else {
            self.resampled(pixels)?
        };
        // Ink that was separated elsewhere is left as it came.
        if self.sharpen > 0 && part.channels < 4 {
            part.samples = sharpened(&part, self.sharpen);
        }
        Ok(part)
    }

    fn cropped(&self, pixels: &Pixels) -> Pixels {
        let plane = |samples: &[u8], each: usize| -> Vec<u8> {
            let (from, count, row) = (
                self.left as usize * each,
                self.width as usize * each,
                pixels.width as usize * each,
            );
            samples
                .chunks_exact(row)
                .skip(self.top as usize)
                .take(self.height as usize)
                .flat_map(|row| &row[from..from + count])
                .copied()
                .collect()
        };
        let samples = plane(&pixels.samples, usize::from(pixels.channels));
        let alpha = pixels.alpha.as_deref().map(|alpha| plane(alpha, 1));
        Pixels {
            width: self.width,
            height: self.height,
            samples,
            alpha,
            ..pixels.outline()
        }
    }

    /// Resamples pixels. The filter spreads with the scale, so that fine patterns blur instead of
    /// making moiré under the screen; it is the Catmull-Rom filter, which keeps edges, and whose
    /// weights need only elementary arithmetic. Samples are summed as integers, so the result does
    /// not depend on the processor.
    fn resampled(&self, pixels: &Pixels) -> Result<Pixels, PictureFault> {
        let samples = in_fours(pixels);
        let fault = |fault: String| {
            PictureFault(text!(
                "asset.size-cannot-changed",
                "its size cannot be changed: {fault}",
                fault
            ))
        };
        let whole = ImageRef::new(pixels.width, pixels.height, &samples, PixelType::U8x4)
            .map_err(|error| fault(error.to_string()))?;
        let mut part = Image::new(self.across, self.down, PixelType::U8x4);
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
            .crop(
                f64::from(self.left),
                f64::from(self.top),
                f64::from(self.width),
                f64::from(self.height),
            )
            .use_alpha(false);
        Resizer::new()
            .resize(&whole, &mut part, &options)
            .map_err(|error| fault(error.to_string()))?;
        let fours = part.into_vec();
        let colours = usize::from(pixels.channels);
        let (samples, alpha) = match pixels.alpha {
            None if colours == 4 => (fours, None),
            None => (with_channels(&fours, colours, |sample, _| sample), None),
            Some(_) => {
                let bare = |sample: u8, pixel: &[u8; 4]| {
                    let alpha = u32::from(pixel[colours]);
                    ((u32::from(sample) * 255 + alpha / 2) / alpha.max(1)).min(255) as u8
                };
                let alpha = fours
                    .as_chunks()
                    .0
                    .iter()
                    .map(|pixel: &[u8; 4]| pixel[colours]);
                let alpha = alpha.collect();
                (with_channels(&fours, colours, bare), Some(alpha))
            }
        };
        Ok(Pixels {
            width: self.across,
            height: self.down,
            samples,
            alpha,
            ..pixels.outline()
        })
    }
}

/// Returns pixels as four bytes each: for other kinds the resampler would be compiled again and
/// again. What is clear must not colour its neighbours, so colours go weighed by their cover, which
/// stands after them.
fn in_fours(pixels: &Pixels) -> Cow<'_, [u8]> {
    let samples = pixels.samples.as_slice();
    let colours = usize::from(pixels.channels);
    match (&pixels.alpha, colours) {
        (None, 1) => Cow::Owned(samples.iter().flat_map(|&grey| [grey, 0, 0, 0]).collect()),
        (None, 3) => {
            let (rgb, _) = samples.as_chunks();
            Cow::Owned(rgb.iter().flat_map(|&[r, g, b]| [r, g, b, 0]).collect())
        }
        (None, _) => Cow::Borrowed(samples),
        (Some(alpha), _) => {
            let weigh = |(colour, &alpha): (&[u8], &u8)| {
                let mut pixel = [0; 4];
                pixel.iter_mut().zip(colour).for_each(|(part, &sample)| {
                    *part = ((u32::from(sample) * u32::from(alpha) + 127) / 255) as u8
                });
                pixel[colours] = alpha;
                pixel
            };
            let covered = samples.chunks_exact(colours).zip(alpha);
            Cow::Owned(covered.flat_map(weigh).collect())
        }
    }
}

/// Returns the first `count` bytes of every four, each as `of` makes it from its pixel.
fn with_channels(fours: &[u8], count: usize, of: impl Fn(u8, &[u8; 4]) -> u8) -> Vec<u8> {
    let mut samples = Vec::with_capacity(fours.len() / 4 * count);
    for pixel in fours.as_chunks().0 {
        samples.extend(pixel[..count].iter().map(|&sample| of(sample, pixel)));
    }
    samples
}

/// Applies unsharp masking: every sample moves away from the mean of its neighbours, weighted 1 2
/// 1, by so many per cent of the difference. The outermost rows and columns stay. It restores fine
/// contrast that newsprint loses.
fn sharpened(pixels: &Pixels, per_cent: u32) -> Vec<u8> {
    let each = usize::from(pixels.channels);
    let row = pixels.width as usize * each;
    let mut out = pixels.samples.clone();
    let (height, amount) = (pixels.height as usize, per_cent as i32);
    if pixels.width < 3 || height < 3 {
        return out;
    }
    for y in 1..height - 1 {
        let [above, here, below] =
            [y - 1, y, y + 1].map(|y| &pixels.samples[y * row..(y + 1) * row]);
        let column = |x: usize| i32::from(above[x]) + 2 * i32::from(here[x]) + i32::from(below[x]);
        for x in each..row - each {
            let mean16 = column(x - each) + 2 * column(x) + column(x + each);
            let sample = i32::from(here[x]);
            out[y * row + x] =
                (sample + (16 * sample - mean16) * amount / 1600).clamp(0, 255) as u8;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(width: u32, height: u32, channels: u8) -> Pixels {
        let samples = (0..width * height * u32::from(channels))
            .map(|at| (at * 7 % 251) as u8)
            .collect();
        Pixels {
            width,
            height,
            channels,
            samples,
            alpha: None,
            profile: None,
        }
    }

    #[test]
    fn a_crop_keeps_every_sample_of_its_part() {
        let whole = steps(7, 5, 3);
        let part = Crop {
            left: 2,
            top: 1,
            width: 3,
            height: 2,
            across: 3,
            down: 2,
            sharpen: 0,
        }
        .of(&whole)
        .unwrap();
        let wanted: Vec<u8> = [1, 2]
            .iter()
            .flat_map(|row| &whole.samples[(row * 7 + 2) * 3..(row * 7 + 5) * 3])
            .copied()
            .collect();
        assert_eq!((part.width, part.height, part.samples), (3, 2, wanted));
    }

    #[test]
    fn one_flat_colour_stays_what_it_is_at_any_size() {
        for (channels, alpha) in [
            (1, None),
            (3, None),
            (4, None),
            (1, Some(vec![200; 400])),
            (3, Some(vec![90; 400])),
        ] {
            let samples = (0..400)
                .flat_map(|_| &[40_u8, 130, 220, 9][..usize::from(channels)])
                .copied()
                .collect();
            let flat = Pixels {
                width: 20,
                height: 20,
                channels,
                samples,
                alpha,
                profile: None,
            };
            let part = Crop {
                left: 3,
                top: 2,
                width: 15,
                height: 13,
                across: 6,
                down: 5,
                sharpen: 150,
            }
            .of(&flat)
            .unwrap();
            // Colours are weighed by their cover and back, which may cost one step.
            let near = |(at, &sample): (usize, &u8)| {
                sample.abs_diff([40, 130, 220, 9][at % usize::from(channels)])
                    <= u8::from(flat.alpha.is_some())
            };
            assert!(
                part.samples.iter().enumerate().all(near),
                "{channels}: {:?}",
                &part.samples[..4]
            );
            assert_eq!(
                part.alpha.map(|alpha| alpha[0]),
                flat.alpha.map(|alpha| alpha[0])
            );
        }
    }

    #[test]
    fn sharpening_widens_the_step_across_an_edge() {
        let samples = (0..64)
            .map(|at| if at % 8 < 4 { 100 } else { 150 })
            .collect();
        let edge = Pixels {
            width: 8,
            height: 8,
            channels: 1,
            samples,
            alpha: None,
            profile: None,
        };
        let sharp = Crop {
            sharpen: 100,
            ..Crop::whole(8, 8)
        }
        .of(&edge)
        .unwrap();
        assert_eq!(
            sharp.samples[24..32],
            [100, 100, 100, 88, 162, 150, 150, 150]
        );
    }

    #[test]
    fn a_part_outside_the_picture_is_a_fault() {
        let whole = steps(4, 4, 1);
        for cut in [
            Crop {
                left: 1,
                ..Crop::whole(4, 4)
            },
            Crop {
                top: u32::MAX,
                ..Crop::whole(4, 4)
            },
            Crop {
                across: 0,
                ..Crop::whole(4, 4)
            },
        ] {
            assert!(cut.of(&whole).is_err(), "{cut:?}");
        }
    }
}
