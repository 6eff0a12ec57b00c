//! Encoding of press ink as JPEG, without a pixel over the ink limit.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use rayon::prelude::*;

use super::decode::jpeg_inks;
use super::icc::clamp;
use super::pixels::PictureFault;
use super::reread::{self, Spread};
use crate::say::{Text, text};

/// JPEG quality: artefacts are invisible under an 85- to 120-line screen.
const QUALITY: u8 = 85;
/// Side of the squares of pixels that JPEG treats together when the two chroma planes have half the
/// resolution.
const SQUARE: usize = 16;
/// Maximum overshoot of a pixel at this quality, in 255ths of an ink: measured ones are under a
/// hundred.
const FAR: u32 = 170;
/// Maximum number of times that pixels are lowered before JPEG is given up.
const ROUNDS: usize = 6;

/// Encodes four inks a pixel as a JPEG in the usual inverted form, its three colours stored as
/// brightness and two differences at half their resolution, which is what makes the file small.
///
/// JPEG blurs neighbouring pixels, so that a pixel at the `limit` (in 255ths, 612 is 240 %) may
/// come out above it. The result is decoded; squares in which a pixel does are lowered by as much
/// and encoded again. `None` if that does not help, and the picture is to be stored without loss.
pub fn press_jpeg(
    inks: &[u8],
    width: u32,
    height: u32,
    limit: u32,
) -> Result<Option<Vec<u8>>, PictureFault> {
    let mut jpeg = encode(inks, width, height)?;
    if inks.par_chunks(4 * 4096).map(most).max().unwrap_or(0) + FAR <= limit {
        return Ok(Some(jpeg));
    }
    let (across, row) = ((width as usize).div_ceil(SQUARE), 4 * width as usize);
    // What is left of the limit in every square.
    let mut rooms = vec![limit; across * (height as usize).div_ceil(SQUARE)];
    let mut lowered = inks.to_vec();
    for _ in 0..ROUNDS {
        let strays = all_strays(&jpeg, width as usize, limit)?;
        if strays.iter().all(|&stray| stray == 0) {
            return Ok(Some(jpeg));
        }
        let bands = lowered
            .par_chunks_mut(row * SQUARE)
            .zip(inks.par_chunks(row * SQUARE));
        bands
            .zip(rooms.par_chunks_mut(across))
            .zip(strays.par_chunks(across))
            .for_each(|(((lowered, inks), rooms), strays)| {
                // A little more than it strays, or it would take many rounds.
                let stray = rooms
                    .iter_mut()
                    .zip(strays)
                    .filter(|(_, stray)| **stray > 0);
                stray.for_each(|(room, stray)| *room = room.saturating_sub(stray + stray / 2 + 2));
                for (lowered, inks) in lowered.chunks_mut(row).zip(inks.chunks(row)) {
                    let squares = lowered
                        .chunks_mut(4 * SQUARE)
                        .zip(inks.chunks(4 * SQUARE))
                        .zip(&*rooms)
                        .zip(strays);
                    for (((lowered, inks), room), _) in squares.filter(|(_, stray)| **stray > 0) {
                        lowered.copy_from_slice(inks);
                        // All of a square, for what strays need not be what was darkest.
                        for pixel in lowered.as_chunks_mut::<4>().0 {
                            clamp(pixel, most(pixel) * room / limit);
                        }
                    }
                }
            });
        jpeg = encode(&lowered, width, height)?;
    }
    Ok(None)
}

/// Returns whether a JPEG of four inks keeps an ink limit (in 255ths) by whatever decoder reads it.
/// One that only a general decoder reads is judged by that.
pub fn keeps_limit(jpeg: &[u8], limit: u32) -> bool {
    reread::stored(jpeg).is_none_or(|stored| {
        [Spread::Nearest, Spread::Triangle]
            .into_iter()
            .all(|spread| most(&stored.inks(spread)) <= limit)
    })
}

/// Returns, for every square, by how much its worst pixel exceeds the limit, by whatever decoder.
fn all_strays(jpeg: &[u8], width: usize, limit: u32) -> Result<Vec<u32>, PictureFault> {
    let mut worst = strays(&jpeg_inks(jpeg)?, width, limit);
    let Some(stored) = reread::stored(jpeg) else {
        return Ok(worst);
    };
    for spread in [Spread::Nearest, Spread::Triangle] {
        let strays = strays(&stored.inks(spread), width, limit);
        for (worst, stray) in worst.iter_mut().zip(strays) {
            *worst = stray.max(*worst);
        }
    }
    Ok(worst)
}

/// Returns, for every square, by how much its worst pixel exceeds the limit.
fn strays(inks: &[u8], width: usize, limit: u32) -> Vec<u32> {
    let across = width.div_ceil(SQUARE);
    let bands = inks.par_chunks(4 * width * SQUARE).flat_map_iter(|band| {
        let mut worst = vec![0; across];
        for row in band.chunks(4 * width) {
            for (worst, square) in worst.iter_mut().zip(row.chunks(4 * SQUARE)) {
                *worst = most(square).max(*worst);
            }
        }
        worst
    });
    bands.map(|worst| worst.saturating_sub(limit)).collect()
}

/// Returns the maximum total ink of any pixel.
fn most(inks: &[u8]) -> u32 {
    inks.as_chunks::<4>()
        .0
        .iter()
        .map(|pixel| pixel.iter().map(|&ink| u32::from(ink)).sum())
        .max()
        .unwrap_or(0)
}

fn encode(inks: &[u8], width: u32, height: u32) -> Result<Vec<u8>, PictureFault> {
    let side = |side: u32| {
        u16::try_from(side).map_err(|_| {
            PictureFault(text!(
                "asset.pixels-too-many-one",
                "{side} pixels are too many for one side",
                side
            ))
        })
    };
    let mut jpeg = Vec::with_capacity(inks.len() / 8);
    let mut encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder
        .encode(inks, side(width)?, side(height)?, ColorType::CmykAsYcck)
        .map_err(|error| PictureFault(Text::quoted(error.to_string())))?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns inks at the limit among bare paper and light tints, in blotches of a few pixels: the
    /// input that JPEG blurs most.
    fn blotches(side: u32, limit: u32) -> Vec<u8> {
        let mut state = 7u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let mut inks: Vec<u8> = (0..side * side)
            .flat_map(|_| [next(), next(), next(), next() / 2])
            .collect();
        for (at, pixel) in inks.as_chunks_mut::<4>().0.iter_mut().enumerate() {
            let (x, y) = (at % side as usize, at / side as usize);
            if (x / 5 + y / 3) % 3 == 0 {
                *pixel = [0, 4, 9, 0];
            }
            clamp(pixel, limit);
        }
        inks
    }

    #[test]
    fn no_pixel_of_a_written_picture_passes_the_ink_limit() {
        for (side, limit) in [(16, 612), (130, 561), (201, 612)] {
            let inks = blotches(side, limit);
            assert!(
                most(&jpeg_inks(&encode(&inks, side, side).unwrap()).unwrap()) > limit + 20,
                "the test is hard enough"
            );
            let jpeg = press_jpeg(&inks, side, side, limit)
                .unwrap()
                .expect("it can be written");
            let read = jpeg_inks(&jpeg).unwrap();
            assert!(most(&read) <= limit, "{} over {limit}", most(&read));
            let stored = reread::stored(&jpeg).expect("we read what we write");
            for spread in [Spread::Nearest, Spread::Triangle] {
                let read = most(&stored.inks(spread));
                assert!(read <= limit, "{spread:?}: {read} over {limit}");
            }
            let off: u64 = read
                .iter()
                .zip(&inks)
                .map(|(&a, &b)| u64::from(a.abs_diff(b)))
                .sum();
            let plain = jpeg_inks(&encode(&inks, side, side).unwrap()).unwrap();
            let was: u64 = plain
                .iter()
                .zip(&inks)
                .map(|(&a, &b)| u64::from(a.abs_diff(b)))
                .sum();
            assert!(
                off < was * 2,
                "it still looks like itself: {off}, {was} without the limit"
            );
        }
    }

    #[test]
    fn a_light_picture_is_written_once() {
        let inks: Vec<u8> = (0..64 * 64)
            .flat_map(|at: u32| [(at % 64) as u8, (at / 64) as u8, 90, 10])
            .collect();
        assert_eq!(
            press_jpeg(&inks, 64, 64, 612).unwrap().unwrap(),
            encode(&inks, 64, 64).unwrap()
        );
    }
}
