//! Pictures in the page's inks.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ink::Mode;
use super::output::{name, put};
use super::shop::Shop;
use super::space::Space;
use crate::asset::{jpeg2000_samples, separated};
use crate::pdf::{Dict, Stream, Value, bits_at, deflated, printable};
use crate::preflight::jpeg_samples;
use crate::say::{Text, text};

/// Maximum number of pixels of a picture that is converted.
const MOST_PIXELS: usize = 36_000_000;
/// Maximum number of pixels of a JPEG 2000, which are held as numbers of 32 bits, twice.
const MOST_WAVES: u64 = 12_000_000;
/// Number of pixels whose distance is measured.
const MEASURED: usize = 2_048;
/// Maximum number of different colours of one picture that are remembered.
const MOST_COLOURS: usize = 1 << 16;

/// Where the bytes of a picture stand.
pub(super) enum Inline<'a> {
    /// In the contents.
    Yes(&'a [u8]),
    /// In a stream of its own.
    No(&'a Rc<Stream>),
}

/// Converts a picture; refuses by name what cannot be. Returns its dictionary and its bytes,
/// compressed.
pub(super) fn picture(
    shop: &mut Shop<'_>,
    dict: &Dict,
    space: &Rc<Space>,
    mode: Mode,
    source: Inline<'_>,
) -> Option<(Dict, Vec<u8>)> {
    let made = converted(shop, dict, space, mode, source);
    match made {
        Ok(made) => Some(made),
        Err(why) => {
            shop.refuse(why);
            None
        }
    }
}

fn converted(
    shop: &mut Shop<'_>,
    dict: &Dict,
    space: &Rc<Space>,
    mode: Mode,
    source: Inline<'_>,
) -> Result<(Dict, Vec<u8>), Text> {
    let file = shop.file;
    let number = |key: &str, otherwise: i64| {
        usize::try_from(file.get(dict, key).int().unwrap_or(otherwise)).unwrap_or(0)
    };
    let (width, height) = (number("Width", 0), number("Height", 0));
    let bits = number("BitsPerComponent", 8);
    let what = text!(
        "convert.picture-pixels",
        "a picture of {width} × {height} pixels in {title}",
        width,
        height,
        title = space.title()
    );
    if width == 0 || height == 0 || width.saturating_mul(height) > MOST_PIXELS {
        return Err(text!(
            "convert.too-large",
            "{what}, which is too large",
            what
        ));
    }
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return Err(text!(
            "convert.bits-sample",
            "{what} with {bits} bits a sample",
            what,
            bits
        ));
    }
    if file
        .get(dict, "SMask")
        .dict()
        .is_some_and(|mask| mask.has("Matte"))
    {
        return Err(text!(
            "convert.mixed-soft-mask-matte",
            "{what} that is mixed with its soft mask (Matte)",
            what
        ));
    }
    if !file.budget().work(width * height * 8) {
        return Err(text!(
            "convert.more-work-any-advertisement",
            "more work than any advertisement needs"
        ));
    }
    let mut new = dict.clone();
    for key in [
        "Filter",
        "DecodeParms",
        "Length",
        "Decode",
        "Intent",
        "Alternates",
    ] {
        new.entries.remove(key.as_bytes());
    }
    let wanted = if mode == Mode::Press {
        "DeviceCMYK"
    } else {
        "DeviceGray"
    };
    put(&mut new, "BitsPerComponent", Value::Int(8));
    put(&mut new, "ColorSpace", name(wanted));
    put(&mut new, "Filter", name("FlateDecode"));
    let coded = match source {
        Inline::Yes(bytes) => file.unpacked_inline(dict, bytes),
        Inline::No(stream) => file.unpacked(stream),
    }
    .map_err(|fault| text!("convert.fault-in", "{what}: {fault}", what, fault))?;
    let channels = space.channels();
    let (width, height, bits, bytes) = match coded.still.as_deref() {
        None => (width, height, bits, coded.bytes),
        Some(b"DCTDecode") => {
            let (width, height, bytes) = jpeg_samples(&coded.bytes, channels).ok_or_else(|| {
                text!(
                    "convert.jpeg-cannot-decoded",
                    "{what}, a JPEG that cannot be decoded",
                    what
                )
            })?;
            put(&mut new, "Width", Value::Int(width as i64));
            put(&mut new, "Height", Value::Int(height as i64));
            (width, height, 8, bytes)
        }
        Some(b"JPXDecode") if !matches!(**space, Space::Indexed(..)) => {
            let (width, height, bytes) = jpeg2000_samples(&coded.bytes, MOST_WAVES)
                .filter(|(width, height, bytes)| bytes.len() == width * height * channels)
                .ok_or_else(|| {
                    text!(
                        "convert.jpeg-2000-cannot-decoded",
                        "{what}, a JPEG 2000 that cannot be decoded",
                        what
                    )
                })?;
            put(&mut new, "Width", Value::Int(width as i64));
            put(&mut new, "Height", Value::Int(height as i64));
            (width, height, 8, bytes)
        }
        Some(other) => {
            return Err(text!(
                "convert.picture-coded-otherwise",
                "{what}, coded as {other}",
                what,
                other = printable(other)
            ));
        }
    };
    let decode: Vec<f64> = file
        .array(dict, "Decode")
        .iter()
        .filter_map(Value::number)
        .collect();
    let raw = Raw {
        width,
        height,
        bits,
        channels,
        bytes,
        decode,
    };
    if let Value::Array(key) = file.get(dict, "Mask") {
        let ranges: Vec<i64> = key.iter().filter_map(Value::int).collect();
        let mask = raw.keyed(&ranges);
        let mut shape = Dict::default();
        for (key, value) in [
            ("Type", name("XObject")),
            ("Subtype", name("Image")),
            ("Width", Value::Int(width as i64)),
            ("Height", Value::Int(height as i64)),
            ("ImageMask", Value::Bool(true)),
            ("BitsPerComponent", Value::Int(1)),
        ] {
            put(&mut shape, key, value);
        }
        let reference = shop.out.packed(shape, &mask);
        put(&mut new, "Mask", reference);
    }
    let inks = raw.inks(shop, space, mode, &what)?;
    Ok((new, deflated(&inks)))
}

struct Raw {
    width: usize,
    height: usize,
    bits: usize,
    channels: usize,
    bytes: Vec<u8>,
    decode: Vec<f64>,
}

impl Raw {
    fn row(&self) -> usize {
        (self.width * self.channels * self.bits).div_ceil(8)
    }

    fn sample(&self, x: usize, y: usize, channel: usize) -> u64 {
        let bit = y * self.row() * 8 + (x * self.channels + channel) * self.bits;
        bits_at(&self.bytes, bit, self.bits)
    }

    fn part(&self, space: &Space, sample: u64, channel: usize) -> f64 {
        let most = ((1_u64 << self.bits) - 1) as f64;
        let [low, high] = match self.decode.get(channel * 2..channel * 2 + 2) {
            Some(&[low, high]) => [low, high],
            _ if matches!(space, Space::Indexed(..)) => [0.0, most],
            _ => space.range(channel),
        };
        low + sample as f64 / most * (high - low)
    }

    /// Returns a stencil of what is left of a picture that leaves out a range of colours.
    fn keyed(&self, ranges: &[i64]) -> Vec<u8> {
        let row = self.width.div_ceil(8);
        let mut mask = vec![0_u8; row * self.height];
        for y in 0..self.height {
            for x in 0..self.width {
                let out = (0..self.channels).all(|channel| {
                    match ranges.get(channel * 2..channel * 2 + 2) {
                        Some(&[low, high]) => {
                            (low..=high).contains(&(self.sample(x, y, channel) as i64))
                        }
                        _ => false,
                    }
                });
                // A stencil hides where its bit is set.
                if out {
                    mask[y * row + x / 8] |= 0x80 >> (x % 8);
                }
            }
        }
        mask
    }

    fn inks(
        &self,
        shop: &mut Shop<'_>,
        space: &Rc<Space>,
        mode: Mode,
        what: &Text,
    ) -> Result<Vec<u8>, Text> {
        let byte = |share: f64| (share.clamp(0.0, 1.0) * 255.0).round() as u8;
        let plain = self.decode.is_empty() && self.bits == 8;
        let quick = match &**space {
            Space::Rgb(_, profile) if plain && mode == Mode::Press => Some(profile),
            _ => None,
        };
        let pixels = self.width * self.height;
        if let Some(profile) = quick {
            let wanted = pixels * 3;
            let mut samples = self.bytes.clone();
            samples.resize(wanted, 0);
            let inks = separated(shop.press, profile, &samples).map_err(|fault| {
                text!("convert.fault-in", "{what}: {fault}", what, fault = fault.0)
            })?;
            let distances: Vec<f64> = measured(pixels)
                .filter_map(|at| {
                    let parts: Vec<f64> = samples[at * 3..at * 3 + 3]
                        .iter()
                        .map(|&sample| f64::from(sample) / 255.0)
                        .collect();
                    let inks = [0, 1, 2, 3].map(|ink| f64::from(inks[at * 4 + ink]) / 255.0);
                    shop.inker.distance(space, &parts, inks)
                })
                .collect();
            shop.inker
                .note_whole(what.to_string(), "DeviceCMYK", &distances);
            return Ok(inks);
        }
        let count = if mode == Mode::Press { 4 } else { 1 };
        let mut inks = Vec::with_capacity(pixels * count);
        let mut known: BTreeMap<Vec<u64>, Vec<u8>> = BTreeMap::new();
        let mut distances = Vec::new();
        let mut next = measured(pixels).peekable();
        let (mut colour, mut last) = (Vec::new(), (Vec::new(), Vec::new()));
        for at in 0..pixels {
            colour.clear();
            let (x, y) = (at % self.width, at / self.width);
            colour.extend((0..self.channels).map(|channel| self.sample(x, y, channel)));
            let measure = next.next_if(|wanted| *wanted <= at).is_some();
            if colour == last.0 && !measure {
                inks.extend_from_slice(&last.1);
                continue;
            }
            if let Some(found) = known.get(&colour).filter(|_| !measure) {
                inks.extend_from_slice(found);
                last = (colour.clone(), found.clone());
                continue;
            }
            let parts: Vec<f64> = colour
                .iter()
                .enumerate()
                .map(|(channel, &sample)| self.part(space, sample, channel))
                .collect();
            let found: Vec<u8> = match mode {
                Mode::Press => {
                    let inks = shop
                        .inker
                        .inks(space, &parts, false)
                        .ok_or_else(|| what.clone())?;
                    if measure {
                        distances.extend(shop.inker.distance(space, &parts, inks));
                    }
                    inks.map(byte).to_vec()
                }
                Mode::Light => shop
                    .inker
                    .become_(space, &parts, Mode::Light)
                    .ok_or_else(|| what.clone())?
                    .into_iter()
                    .map(byte)
                    .collect(),
            };
            inks.extend_from_slice(&found);
            if known.len() < MOST_COLOURS {
                known.insert(colour.clone(), found.clone());
            }
            last = (colour.clone(), found);
        }
        if mode == Mode::Press {
            shop.inker
                .note_whole(what.to_string(), "DeviceCMYK", &distances);
        }
        Ok(inks)
    }
}

/// Returns pixels spread over a picture.
fn measured(pixels: usize) -> impl Iterator<Item = usize> {
    let step = (pixels / MEASURED).max(1);
    (0..pixels).step_by(step)
}
