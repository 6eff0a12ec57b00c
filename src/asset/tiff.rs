//! TIFF files that the general decoder cannot read: four inks, Lab and palettes (TIFF 6.0 sections
//! 5, 16 and 23; Adobe's Technical Note of 2005 on ICC Lab).

use std::borrow::Cow;
use std::io::Cursor;

use image::metadata::Orientation;
use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

use super::pixels::{PictureFault, Pixels};
use super::wide::Wide;
use crate::say::text;

/// PhotometricInterpretation.
const PHOTOMETRIC: u16 = 262;
/// SampleFormat.
const SAMPLE_FORMAT: u16 = 339;
/// The profile of the International Color Consortium.
const PROFILE: u16 = 34_675;

/// What the samples of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Whatever the decoder says.
    Plain,
    /// Numbers of colours in a table.
    Palette,
    /// Lab, a and b with a sign.
    SignedLab,
    /// Lab, a and b raised by half.
    RaisedLab,
}

/// The contents of a header.
pub(super) struct Header {
    pub width: u32,
    pub height: u32,
    /// Bytes of a decoded pixel.
    pub each: u64,
    pub orientation: Orientation,
}

/// Reads the header of a file that is to be read here; `None` for any other.
pub(super) fn header(bytes: &[u8]) -> Result<Option<Header>, PictureFault> {
    let (bytes, kind) = readable(bytes);
    let mut decoder = open(&bytes)?;
    let colours = decoder.colortype().map_err(damaged)?;
    if kind == Kind::Plain && !is_inks(colours) {
        return Ok(None);
    }
    let (width, height) = decoder.dimensions().map_err(damaged)?;
    let each = match kind {
        Kind::Plain if matches!(colours, ColorType::CMYKA(_)) => {
            5 * u64::from(colours.bit_depth()).div_ceil(8)
        }
        Kind::Plain => 4 * u64::from(colours.bit_depth()).div_ceil(8),
        _ => 3 * u64::from(colours.bit_depth()).div_ceil(8),
    };
    Ok(Some(Header {
        width,
        height,
        each,
        orientation: orientation(&mut decoder),
    }))
}

/// Decodes a file that is to be read here; `None` for any other. No more than `most` bytes are
/// taken for it.
pub(super) fn pixels(
    file: &[u8],
    most: usize,
) -> Result<Option<(Pixels, Orientation)>, PictureFault> {
    let (bytes, kind) = readable(file);
    let mut decoder = open(&bytes)?;
    let colours = decoder.colortype().map_err(damaged)?;
    if kind == Kind::Plain && !is_inks(colours) {
        return Ok(None);
    }
    let mut limits = Limits::default();
    limits.decoding_buffer_size = most;
    limits.intermediate_buffer_size = most;
    decoder = decoder.with_limits(limits);
    let (width, height) = decoder.dimensions().map_err(damaged)?;
    let orientation = orientation(&mut decoder);
    let table = match kind {
        Kind::Palette => decoder.get_tag_u16_vec(Tag::ColorMap).map_err(damaged)?,
        _ => Vec::new(),
    };
    let profile = decoder
        .get_tag_u8_vec(Tag::Unknown(PROFILE))
        .ok()
        .map(std::sync::Arc::new);
    // 1 says that the samples are multiplied by it already (TIFF 6.0 section 18).
    let associated = decoder
        .get_tag_u16_vec(Tag::ExtraSamples)
        .is_ok_and(|extra| extra.first() == Some(&1));
    let (wide, deep) = (width as usize, height as usize);
    let read = decoder.read_image().map_err(damaged)?;
    let whole = |channels: usize, length: usize| match length == wide * deep * channels {
        true => Ok(()),
        false => Err(PictureFault(text!(
            "asset.tiff-keeps-colours-separate",
            "the TIFF keeps its colours in separate planes; save it with interleaved pixels"
        ))),
    };
    let (channels, samples, profile) = match (kind, read) {
        (Kind::Palette, DecodingResult::U8(packed)) => {
            let bits = usize::from(colours.bit_depth());
            (3, coloured(&packed, (wide, deep), bits, &table)?, profile)
        }
        (Kind::Plain, read) => {
            let samples: Vec<u8> = match read {
                DecodingResult::U8(samples) => samples,
                DecodingResult::U16(samples) => samples
                    .into_iter()
                    .map(|sample| ((u32::from(sample) * 255 + 32_767) / 65_535) as u8)
                    .collect(),
                _ => return Err(depth()),
            };
            if matches!(colours, ColorType::CMYKA(_)) {
                whole(5, samples.len())?;
                (4, on_paper(&samples, associated), profile)
            } else {
                whole(4, samples.len())?;
                (4, samples, profile)
            }
        }
        (Kind::SignedLab | Kind::RaisedLab, read) => {
            let converter = Wide::new().ok_or_else(|| {
                PictureFault(text!(
                    "asset.lab-cannot-converted",
                    "its Lab cannot be converted"
                ))
            })?;
            let lab: Vec<u8> = match read {
                DecodingResult::U8(samples) => {
                    whole(3, samples.len())?;
                    samples
                        .as_chunks::<3>()
                        .0
                        .iter()
                        .flat_map(|pixel| converter.rgb(lab8(*pixel, kind)))
                        .collect()
                }
                DecodingResult::U16(samples) => {
                    whole(3, samples.len())?;
                    samples
                        .as_chunks::<3>()
                        .0
                        .iter()
                        .flat_map(|pixel| converter.rgb(lab16(*pixel, kind)))
                        .collect()
                }
                _ => return Err(depth()),
            };
            (3, lab, Some(converter.profile.clone()))
        }
        _ => return Err(depth()),
    };
    Ok(Some((
        Pixels {
            width,
            height,
            channels,
            samples,
            alpha: None,
            profile,
        },
        orientation,
    )))
}

/// Returns the profile stored with a file of four inks.
pub(super) fn ink_profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = open(bytes).ok()?;
    is_inks(decoder.colortype().ok()?)
        .then(|| decoder.get_tag_u8_vec(Tag::Unknown(PROFILE)).ok())?
}

/// Returns the bytes of a tag.
pub(super) fn bytes_of(bytes: &[u8], tag: u16) -> Option<Vec<u8>> {
    let (bytes, _) = readable(bytes);
    open(&bytes).ok()?.get_tag_u8_vec(Tag::Unknown(tag)).ok()
}

/// Returns the orientation that a file is to be looked at in.
pub(super) fn turned(bytes: &[u8]) -> Orientation {
    let (bytes, _) = readable(bytes);
    open(&bytes).map_or(Orientation::NoTransforms, |mut decoder| {
        orientation(&mut decoder)
    })
}

fn is_inks(colours: ColorType) -> bool {
    matches!(colours, ColorType::CMYK(8 | 16) | ColorType::CMYKA(8 | 16))
}

/// Returns the four inks of samples with an alpha channel, as they lie on bare paper.
fn on_paper(samples: &[u8], associated: bool) -> Vec<u8> {
    samples
        .as_chunks::<5>()
        .0
        .iter()
        .flat_map(|&[c, m, y, k, alpha]| {
            [c, m, y, k].map(|ink| match associated {
                true => ink,
                false => ((u32::from(ink) * u32::from(alpha) + 127) / 255) as u8,
            })
        })
        .collect()
}

fn depth() -> PictureFault {
    PictureFault(text!(
        "asset.samples-neither-8-nor",
        "its samples are neither 8 nor 16 bits deep"
    ))
}

fn damaged(error: tiff::TiffError) -> PictureFault {
    PictureFault(text!(
        "asset.tiff-damaged",
        "the TIFF is damaged: {error}",
        error = error.to_string()
    ))
}

fn open(bytes: &[u8]) -> Result<Decoder<Cursor<&[u8]>>, PictureFault> {
    Decoder::new(Cursor::new(bytes)).map_err(damaged)
}

fn orientation(decoder: &mut Decoder<Cursor<&[u8]>>) -> Orientation {
    decoder
        .find_tag_unsigned::<u8>(Tag::Orientation)
        .ok()
        .flatten()
        .and_then(Orientation::from_exif)
        .unwrap_or(Orientation::NoTransforms)
}

fn lab8([l, a, b]: [u8; 3], kind: Kind) -> [f64; 3] {
    let part = |value: u8| match kind {
        Kind::SignedLab => f64::from(value as i8),
        _ => f64::from(value) - 128.0,
    };
    [f64::from(l) / 2.55, part(a), part(b)]
}

fn lab16([l, a, b]: [u16; 3], kind: Kind) -> [f64; 3] {
    match kind {
        Kind::SignedLab => [
            f64::from(l) / 655.35,
            f64::from(a as i16) / 256.0,
            f64::from(b as i16) / 256.0,
        ],
        // ICC.1 §6.3.4: 0xFF00 is 100.
        _ => [
            f64::from(l) / 652.8,
            f64::from(a) / 256.0 - 128.0,
            f64::from(b) / 256.0 - 128.0,
        ],
    }
}

/// Returns the colours of samples that number the entries of a table: all reds, all greens, all
/// blues.
fn coloured(
    packed: &[u8],
    (wide, deep): (usize, usize),
    bits: usize,
    table: &[u16],
) -> Result<Vec<u8>, PictureFault> {
    let damaged = || {
        PictureFault(text!(
            "asset.tiff-damaged-table-colours",
            "the TIFF is damaged: its table of colours is cut"
        ))
    };
    if !matches!(bits, 1 | 2 | 4 | 8) || table.len() < 3 << bits {
        return Err(damaged());
    }
    // Old programs write 8 bits into the 16.
    let shift = if table.iter().all(|&part| part < 256) {
        0
    } else {
        8
    };
    let colours: Vec<[u8; 3]> = (0..1 << bits)
        .map(|at| [0, 1, 2].map(|part| (table[(part << bits) + at] >> shift) as u8))
        .collect();
    let row = (wide * bits).div_ceil(8);
    let mut samples = Vec::with_capacity(wide * deep * 3);
    for line in packed.chunks_exact(row).take(deep) {
        for x in 0..wide {
            let bit = x * bits;
            let byte = line[bit / 8] >> (8 - bits - bit % 8);
            samples.extend(colours[usize::from(byte) & ((1 << bits) - 1)]);
        }
    }
    match samples.len() == wide * deep * 3 {
        true => Ok(samples),
        false => Err(damaged()),
    }
}

/// Returns the file as the decoder can read it: it refuses palettes and Lab by their number,
/// though their samples are coded as those of grey and of RGB are.
fn readable(bytes: &[u8]) -> (Cow<'_, [u8]>, Kind) {
    let plain = (Cow::Borrowed(bytes), Kind::Plain);
    let Some(entries) = entries(bytes) else {
        return plain;
    };
    let value = |tag: u16| entries.iter().find(|entry| entry.tag == tag);
    let Some(photometric) = value(PHOTOMETRIC) else {
        return plain;
    };
    let (kind, instead) = match photometric.short {
        3 => (Kind::Palette, 1),
        8 => (Kind::SignedLab, 2),
        9 => (Kind::RaisedLab, 2),
        _ => return plain,
    };
    let mut changed = bytes.to_vec();
    let mut put = |at: usize, number: u16| {
        let bytes = match photometric.little {
            true => number.to_le_bytes(),
            false => number.to_be_bytes(),
        };
        if let Some(place) = changed.get_mut(at..at + 2) {
            place.copy_from_slice(&bytes);
        }
    };
    put(photometric.value, instead);
    if let Some(format) = value(SAMPLE_FORMAT).filter(|_| kind != Kind::Palette) {
        // SMinSampleValue, which nobody asks for.
        put(format.at, SAMPLE_FORMAT + 1);
    }
    (Cow::Owned(changed), kind)
}

/// An entry of the first directory.
struct Entry {
    tag: u16,
    /// Where it stands, and where its value does.
    at: usize,
    value: usize,
    /// Its value as a short number.
    short: u16,
    little: bool,
}

/// Reads the first directory of a TIFF or BigTIFF.
fn entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    let little = bytes.starts_with(b"II");
    let number = |at: usize, length: usize| -> Option<u64> {
        let digits = bytes.get(at..at.checked_add(length)?)?;
        let add = |number: u64, &byte: &u8| number << 8 | u64::from(byte);
        Some(match little {
            true => digits.iter().rev().fold(0, add),
            false => digits.iter().fold(0, add),
        })
    };
    let big = number(2, 2)? == 43;
    let (place, first, counted, each, inside) = match big {
        true => (number(8, 8)?, 8, 8, 20, 12),
        false => (number(4, 4)?, 2, 2, 12, 8),
    };
    let place = usize::try_from(place).ok()?;
    let count = usize::try_from(number(place, counted)?).ok()?.min(4096);
    (0..count)
        .map(|nth| {
            let at = place.checked_add(first)?.checked_add(nth * each)?;
            Some(Entry {
                tag: number(at, 2)? as u16,
                at,
                value: at + inside,
                short: number(at + inside, 2)? as u16,
                little,
            })
        })
        .collect()
}
