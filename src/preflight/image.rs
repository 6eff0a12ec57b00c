//! Checks of pictures, and their pixels in press ink.

use std::rc::Rc;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::case::Case;
use super::colour::{Palette, Space};
use super::matrix::{Bounds, Matrix, lengths};
use super::pages::PdfSheet;
use super::raster::{Grey, Samples};
use super::rule::{Check, Weight};
use crate::asset;
use crate::pdf::{Coded, Dict, Value};
use crate::say::{Text, text};

/// Maximum number of pixels of a picture that is decoded.
const MOST_PIXELS: u64 = 36_000_000;

/// Maximum number of pixels of a JPEG 2000, which are held as numbers of 32 bits, twice.
const MOST_WAVES: u64 = 12_000_000;

/// Maximum side of a picture in pixels that counts as an ornament, whatever its resolution.
const ORNAMENT: i64 = 16;

/// A picture as a page uses it.
pub(super) struct Image {
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
    /// True if it is a stencil for the fill colour.
    pub mask: bool,
    /// Bits per sample.
    pub bits: i64,
    /// Colour space; `None` for a stencil, or if the encoding determines it.
    pub space: Option<Rc<Space>>,
    decode: Vec<f64>,
}

impl Image {
    /// Reads the dictionary; inline pictures use short keys.
    pub fn read(
        case: &Case<'_>,
        palette: &Palette<'_>,
        dict: &Dict,
        resources: Option<&Dict>,
        page: u32,
    ) -> Image {
        let file = case.file;
        let get = |long: &str, short: &str| match file.get(dict, long) {
            Value::Null => file.get(dict, short),
            value => value,
        };
        let mask = get("ImageMask", "IM").truth();
        let space = match get("ColorSpace", "CS") {
            Value::Null => None,
            _ if mask => None,
            value => Some(palette.read(&value, resources, page)),
        };
        let decode = match get("Decode", "D") {
            Value::Array(array) => array
                .iter()
                .filter_map(|part| file.resolve(part).number())
                .collect(),
            _ => Vec::new(),
        };
        let number =
            |value: Value, otherwise: i64| value.int().unwrap_or(otherwise).clamp(0, 1 << 24);
        Image {
            width: number(get("Width", "W"), 0),
            height: number(get("Height", "H"), 0),
            mask,
            bits: number(get("BitsPerComponent", "BPC"), 8),
            space,
            decode,
        }
    }

    /// Returns the resolution in pixels per inch at the size a matrix gives it, the lesser of both
    /// directions.
    pub fn ppi(&self, matrix: &Matrix) -> i64 {
        let (wide, high) = lengths(matrix);
        let of = |pixels: i64, points: f64| {
            if points > 0.0 {
                pixels as f64 / points * 72.0
            } else {
                1e6
            }
        };
        of(self.width, wide)
            .min(of(self.height, high))
            .min(1e6)
            .round() as i64
    }

    /// Reports what is wrong with it.
    pub fn check(
        &self,
        case: &Case<'_>,
        palette: &Palette<'_>,
        sheet: &PdfSheet,
        matrix: &Matrix,
        bounds: &Bounds,
    ) {
        let (findings, printer) = (case.findings, case.findings.printer());
        let place = sheet.place(bounds);
        let report = |rule: Check, weight: Weight, message: Text| {
            findings.report(rule, weight, Some(sheet.number), place, message)
        };
        if let Some(space) = &self.space {
            palette.used(
                space,
                text!("preflight.picture", "a picture"),
                sheet.number,
                place,
            );
        }
        if self.width > ORNAMENT || self.height > ORNAMENT {
            let ppi = self.ppi(matrix);
            let line_art = self.mask || self.bits == 1;
            let ((least, good), rule) = if line_art {
                (printer.bitmap_ppi, Check::LowBitmapPpi)
            } else {
                (printer.ppi, Check::LowPpi)
            };
            let what = if line_art {
                text!("preflight.line-art", "line art")
            } else {
                text!("preflight.picture", "a picture")
            };
            let message = || {
                text!(
                    "preflight.pixels-stands-ppi",
                    "{what} of {width} × {height} pixels stands at {ppi} ppi",
                    what,
                    width = self.width,
                    height = self.height,
                    ppi
                )
            };
            if let Some(most) = printer.ppi_most.filter(|_| !line_art)
                && ppi > i64::from(most)
            {
                report(
                    Check::HighPpi,
                    Weight::Warning,
                    text!(
                        "preflight.ppi-above",
                        "{message}, above {most}",
                        message = message(),
                        most
                    ),
                );
            }
            if ppi < i64::from(least) {
                report(
                    rule,
                    Weight::Error,
                    text!(
                        "preflight.ppi-below",
                        "{message}, below {least}",
                        message = message(),
                        least
                    ),
                );
            } else if ppi < i64::from(good) {
                report(
                    rule,
                    Weight::Warning,
                    text!(
                        "preflight.ppi-below-good",
                        "{message}, below {good}",
                        message = message(),
                        good
                    ),
                );
            }
        }
    }

    fn pixels(&self, case: &Case<'_>) -> Option<usize> {
        let pixels = u64::try_from(self.width * self.height)
            .ok()
            .filter(|&pixels| pixels > 0 && pixels <= MOST_PIXELS)?;
        case.file
            .budget()
            .work(pixels as usize * 4)
            .then_some(pixels as usize)
    }

    /// Returns its pixels in press ink; `None` if its encoding or colours are not decoded here.
    /// With `naive`, colours that are no inks become such by the simplest rule.
    pub fn samples(
        &self,
        case: &Case<'_>,
        dict: &Dict,
        coded: &Coded,
        naive: bool,
    ) -> Option<Samples> {
        self.pixels(case)?;
        let space = match &self.space {
            Some(space) => space.clone(),
            // Such a picture may say itself what its colours are (ISO 32000-1 §7.4.9).
            None => Rc::new(match coded.still.as_deref() {
                Some(b"JPXDecode") => match asset::jpeg2000_colours(&coded.bytes)? {
                    1 => Space::Grey,
                    3 => Space::Rgb,
                    4 => Space::Cmyk,
                    _ => return None,
                },
                _ => return None,
            }),
        };
        let space = &*space;
        let raw = self.raw(case, dict, coded, space.channels())?;
        let plates = space.lands();
        let inks = self.to_inks(space, &raw, &plates, naive)?;
        let alpha = self.keyed_out(case, dict, &raw);
        Some(Samples {
            width: raw.width,
            height: raw.height,
            plates,
            inks,
            alpha,
        })
    }

    /// Returns the one channel of a stencil or soft mask, 255 where it lets paint through.
    pub fn shape(&self, case: &Case<'_>, dict: &Dict, coded: &Coded) -> Option<Grey> {
        self.pixels(case)?;
        let bits = if self.mask { 1 } else { self.bits };
        let image = Image {
            bits,
            decode: self.decode.clone(),
            space: None,
            ..*self
        };
        let raw = image.raw(case, dict, coded, 1)?;
        let most = ((1_u32 << raw.bits.min(16)) - 1) as f64;
        let (low, high) = match self.decode.get(..2) {
            Some(&[low, high]) => (low, high),
            _ => (0.0, 1.0),
        };
        // A stencil paints where its samples are zero (ISO 32000-1 §8.9.6.2).
        let value = |sample: u16| {
            let value = low + f64::from(sample) / most * (high - low);
            let value = if self.mask { 1.0 - value } else { value };
            (value.clamp(0.0, 1.0) * 255.0).round() as u8
        };
        let row = (raw.width * raw.bits).div_ceil(8);
        let mut values = Vec::with_capacity(raw.width * raw.height);
        for line in 0..raw.height {
            let line = raw.bytes.get(line * row..).unwrap_or(&[]);
            for at in 0..raw.width {
                values.push(value(sample(line, at * raw.bits, raw.bits)?));
            }
        }
        Some(Grey {
            width: raw.width,
            height: raw.height,
            values,
        })
    }

    /// Undoes the image encoding.
    fn raw(&self, case: &Case<'_>, dict: &Dict, coded: &Coded, channels: usize) -> Option<Raw> {
        let (width, height) = (self.width as usize, self.height as usize);
        let bits = self.bits as usize;
        if !matches!(bits, 1 | 2 | 4 | 8 | 16) || channels == 0 {
            return None;
        }
        let raw = match coded.still.as_deref() {
            Some(b"DCTDecode") => {
                let (width, height, bytes) = jpeg_samples(&coded.bytes, channels)?;
                Raw {
                    width,
                    height,
                    bits: 8,
                    channels,
                    bytes,
                }
            }
            Some(b"JPXDecode") if !matches!(self.space.as_deref(), Some(Space::Indexed(..))) => {
                let (width, height, bytes) = asset::jpeg2000_samples(&coded.bytes, MOST_WAVES)?;
                if bytes.len() != width * height * channels {
                    return None;
                }
                Raw {
                    width,
                    height,
                    bits: 8,
                    channels,
                    bytes,
                }
            }
            Some(b"CCITTFaxDecode") if channels == 1 && bits == 1 => Raw {
                width,
                height,
                bits,
                channels,
                bytes: fax(case, dict, &coded.bytes, (width, height))?,
            },
            Some(_) => return None,
            None => Raw {
                width,
                height,
                bits,
                channels,
                bytes: coded.bytes.clone(),
            },
        };
        Some(raw)
    }

    /// Returns the opacity of a picture that leaves out a range of colours (ISO 32000-1 §8.9.6.4).
    fn keyed_out(&self, case: &Case<'_>, dict: &Dict, raw: &Raw) -> Option<Grey> {
        let mask = case.file.get(dict, "Mask");
        let ranges: Vec<i64> = mask.array()?.iter().filter_map(Value::int).collect();
        if ranges.len() < raw.channels * 2 {
            return None;
        }
        let row = (raw.width * raw.channels * raw.bits).div_ceil(8);
        let mut values = Vec::with_capacity(raw.width * raw.height);
        for line in 0..raw.height {
            let line = raw.bytes.get(line * row..).unwrap_or(&[]);
            for at in 0..raw.width {
                let out = (0..raw.channels).all(|channel| {
                    let bit = (at * raw.channels + channel) * raw.bits;
                    sample(line, bit, raw.bits).is_some_and(|sample| {
                        (ranges[channel * 2]..=ranges[channel * 2 + 1]).contains(&i64::from(sample))
                    })
                });
                values.push(if out { 0 } else { 255 });
            }
        }
        Some(Grey {
            width: raw.width,
            height: raw.height,
            values,
        })
    }

    fn to_inks(&self, space: &Space, raw: &Raw, plates: &[usize], naive: bool) -> Option<Vec<u8>> {
        let (bits, channels) = (raw.bits, raw.channels);
        let (width, height, bytes) = (raw.width, raw.height, &raw.bytes);
        let row = (width * channels * bits).div_ceil(8);
        let most = ((1_u32 << bits.min(16)) - 1) as f64;
        let indexed = matches!(space, Space::Indexed(..));
        let decoded = |channel: usize, sample: u16| {
            let sample = f64::from(sample);
            let (low, high) = match self.decode.get(channel * 2..channel * 2 + 2) {
                Some(&[low, high]) => (low, high),
                _ => (0.0, if indexed { most } else { space.most(channel) }),
            };
            low + sample / most * (high - low)
        };
        let count = plates.len();
        let mut inks = vec![0_u8; width * height * count];
        if count == 0 {
            return Some(inks);
        }
        let quick = matches!(space, Space::Cmyk) && bits == 8;
        // Four-ink pixels of 8 bits only pass through their decode tables.
        let tables: Vec<[u8; 256]> = match quick {
            true => (0..4)
                .map(|channel| {
                    std::array::from_fn(|sample| {
                        (decoded(channel, sample as u16).clamp(0.0, 1.0) * 255.0).round() as u8
                    })
                })
                .collect(),
            false => Vec::new(),
        };
        let mut colour = vec![0.0; channels];
        // Neighbours are often alike.
        let mut last: Option<(Vec<f64>, Vec<u8>)> = None;
        for (line, to) in bytes.chunks(row.max(1)).zip(inks.chunks_mut(width * count)) {
            if quick {
                for (pixel, to) in line
                    .as_chunks::<4>()
                    .0
                    .iter()
                    .zip(to.as_chunks_mut::<4>().0)
                {
                    *to =
                        std::array::from_fn(|channel| tables[channel][usize::from(pixel[channel])]);
                }
                continue;
            }
            for (at, to) in to.chunks_exact_mut(count).enumerate() {
                for (channel, part) in colour.iter_mut().enumerate() {
                    *part = decoded(
                        channel,
                        sample(line, (at * channels + channel) * bits, bits)?,
                    );
                }
                if let Some((known, bytes)) = &last
                    && *known == colour
                {
                    to.copy_from_slice(bytes);
                    continue;
                }
                let laid = space.plates(&colour, naive)?;
                for (to, &plate) in to.iter_mut().zip(plates) {
                    *to = (laid[plate] * 255.0).round() as u8;
                }
                last = Some((colour.clone(), to.to_vec()));
            }
        }
        Some(inks)
    }
}

/// The stored samples of a picture.
struct Raw {
    width: usize,
    height: usize,
    bits: usize,
    channels: usize,
    bytes: Vec<u8>,
}

/// Decodes a fax picture of group 4, or of group 3 in one dimension; returns its rows of bits as
/// PDF has them, 0 for black unless the parameters say otherwise.
fn fax(
    case: &Case<'_>,
    dict: &Dict,
    coded: &[u8],
    (width, height): (usize, usize),
) -> Option<Vec<u8>> {
    let file = case.file;
    let parms = match file.get(dict, "DecodeParms") {
        Value::Null => file.get(dict, "DP"),
        value => value,
    };
    let parms = match &parms {
        Value::Array(array) => array.last().map_or(Value::Null, |parm| file.resolve(parm)),
        other => other.clone(),
    };
    let parms = parms.dict().cloned().unwrap_or_default();
    let number = |key: &str, otherwise: i64| file.get(&parms, key).int().unwrap_or(otherwise);
    let columns = u16::try_from(number("Columns", 1728)).ok()?;
    if usize::from(columns) != width || file.get(&parms, "EncodedByteAlign").truth() {
        return None;
    }
    let black = file.get(&parms, "BlackIs1").truth();
    let row = width.div_ceil(8);
    let mut bytes = vec![if black { 0 } else { 0xFF }; row * height];
    let mut line = 0;
    let mut keep = |transitions: &[u16]| {
        if let Some(to) = bytes.get_mut(line * row..(line + 1) * row) {
            for (at, pixel) in fax::decoder::pels(transitions, columns).enumerate() {
                if pixel == fax::Color::Black {
                    to[at / 8] ^= 0x80 >> (at % 8);
                }
            }
        }
        line += 1;
    };
    let input = coded.iter().copied();
    match number("K", 0) {
        0 => fax::decoder::decode_g3(input, &mut keep),
        ..0 => fax::decoder::decode_g4(input, columns, u16::try_from(height).ok(), &mut keep),
        _ => return None,
    };
    (line > 0).then_some(bytes)
}

/// Returns the sample that begins at a bit; bytes past the end are zero.
fn sample(line: &[u8], bit: usize, bits: usize) -> Option<u16> {
    let byte = |at: usize| line.get(at).copied().unwrap_or(0);
    Some(match bits {
        16 => u16::from_be_bytes([byte(bit / 8), byte(bit / 8 + 1)]),
        8 => u16::from(byte(bit / 8)),
        _ => u16::from(byte(bit / 8) >> (8 - bits - bit % 8) & ((1 << bits) - 1)),
    })
}

/// Returns a JPEG's stored samples: width, height and bytes.
pub(crate) fn jpeg_samples(bytes: &[u8], channels: usize) -> Option<(usize, usize, Vec<u8>)> {
    // Scalar code only, so that every processor measures the same ink.
    let options = DecoderOptions::default().set_use_unsafe(false);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    if (width * height) as u64 > MOST_PIXELS {
        return None;
    }
    // Four inks are asked for as they are stored; the decoder would make RGB
    // of brightness and differences.
    let stored = decoder.input_colorspace()?;
    let wanted = match (channels, stored) {
        (1, _) => ColorSpace::Luma,
        (3, _) => ColorSpace::RGB,
        (4, ColorSpace::CMYK | ColorSpace::YCCK) => stored,
        _ => return None,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut pixels = decoder.decode().ok()?;
    if wanted == ColorSpace::YCCK {
        pixels
            .as_chunks_mut::<4>()
            .0
            .iter_mut()
            .for_each(to_inks_stored);
    }
    (pixels.len() >= width * height * channels).then_some((width, height, pixels))
}

/// Converts brightness and two differences to three inks, black unchanged (ITU-T T.871 and the
/// Adobe marker's second transform).
fn to_inks_stored(pixel: &mut [u8; 4]) {
    let [y, blue, red, black] = pixel.map(i32::from);
    let (blue, red) = (blue - 128, red - 128);
    // Sixteen binary places, rounded.
    let part = |sum: i32| (255 - (y + ((sum + 32_768) >> 16))).clamp(0, 255) as u8;
    *pixel = [
        part(91_881 * red),
        part(-22_554 * blue - 46_802 * red),
        part(116_130 * blue),
        black as u8,
    ];
}
