//! Decoding of picture files into samples.
//!
//! Nothing is decoded before its header has been checked against what a page can use
//! and against what the file's own size allows, so a hostile header costs nothing.

use std::io::Cursor;
use std::sync::Arc;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::clipping::{self, PathPoint, WHOLE};
use super::format::{self, Format};
use super::pixels::{PictureFault, Pixels, split_alpha};
use super::{entropy, jpeg, jpeg2000, png, psd, tiff};
use crate::say::{Text, text};

/// Maximum number of pixels: more than the largest camera has (102 million).
const MOST_PIXELS: u64 = 120_000_000;
/// Maximum memory of decoded samples in bytes.
const MOST_BYTES: u64 = 480_000_000;
/// Maximum number of pixels of a progressive JPEG, which is held whole as coefficients, two bytes
/// each.
const MOST_PROGRESSIVE: u64 = 50_000_000;
/// Maximum number of pixels per byte of JPEG: a block of 64 pixels takes at least a bit, and three
/// planes at 4:2:0 have 6 for 256 pixels.
const JPEG_PIXELS_A_BYTE: u64 = 512;
/// Maximum number of pixels per byte of the other formats: deflate packs 1,032 bytes into one, and
/// each can hold 8 pixels.
const PIXELS_A_BYTE: u64 = 8 * 1032;

/// The contents of a file's header.
pub(super) struct Header {
    /// Width and height in viewing orientation.
    pub size: (u32, u32),
    /// True if it is stored turned or mirrored.
    pub turned: bool,
}

/// The metadata stored with a picture, undecoded.
#[derive(Default)]
pub(super) struct Notes {
    pub xmp: Option<Vec<u8>>,
    /// The records of the IPTC's Information Interchange Model.
    pub iim: Option<Vec<u8>>,
}

/// Reads the header only.
pub(super) fn header(bytes: &[u8]) -> Result<Header, PictureFault> {
    if bytes.is_empty() {
        return Err(PictureFault(text!(
            "asset.file-empty-0-bytes",
            "the file is empty (0 bytes)"
        )));
    }
    let (width, height, orientation) = match format::of(bytes)? {
        Format::Jpeg => jpeg_header(bytes)?,
        Format::Jpeg2000 => {
            let (width, height) = jpeg2000::header(bytes)?;
            bounded(width, height, 4, bytes.len(), PIXELS_A_BYTE)?;
            if u64::from(width) * u64::from(height) > jpeg2000::MOST_PIXELS {
                return Err(PictureFault(text!(
                    "asset.jpeg-2000-pixels-too",
                    "it is a JPEG 2000 of {width} × {height} pixels, too large to be held whole",
                    width,
                    height
                )));
            }
            (width, height, Orientation::NoTransforms)
        }
        Format::Psd => {
            let head = psd::header(bytes)?;
            bounded(
                head.width,
                head.height,
                head.each,
                bytes.len(),
                PIXELS_A_BYTE,
            )?;
            (head.width, head.height, Orientation::NoTransforms)
        }
        Format::Tiff => match tiff::header(bytes)? {
            Some(head) => {
                bounded(
                    head.width,
                    head.height,
                    head.each,
                    bytes.len(),
                    PIXELS_A_BYTE,
                )?;
                (head.width, head.height, head.orientation)
            }
            None => image_header(bytes, ImageFormat::Tiff)?,
        },
        Format::Png => image_header(bytes, ImageFormat::Png)?,
        Format::WebP => image_header(bytes, ImageFormat::WebP)?,
        Format::Bmp => image_header(bytes, ImageFormat::Bmp)?,
        Format::Gif => image_header(bytes, ImageFormat::Gif)?,
    };
    let size = if is_on_its_side(orientation) {
        (height, width)
    } else {
        (width, height)
    };
    Ok(Header {
        size,
        turned: orientation != Orientation::NoTransforms,
    })
}

/// Width and height as they are stored, and how that is to be turned.
type Stored = (u32, u32, Orientation);

fn jpeg_header(bytes: &[u8]) -> Result<Stored, PictureFault> {
    let frame = jpeg::frame(bytes).ok_or_else(|| {
        PictureFault(text!(
            "asset.jpeg-no-readable-header",
            "the JPEG has no readable header"
        ))
    })?;
    let (width, height) = (u32::from(frame.width), u32::from(frame.height));
    bounded(width, height, 3, bytes.len(), JPEG_PIXELS_A_BYTE)?;
    if frame.progressive && u64::from(width) * u64::from(height) > MOST_PROGRESSIVE {
        return Err(PictureFault(text!(
            "asset.progressive-jpeg-pixels-too",
            "it is a progressive JPEG of {width} × {height} pixels, too large to be held whole",
            width,
            height
        )));
    }
    let mut decoder = jpeg_decoder(bytes, ColorSpace::RGB);
    decoder.decode_headers().map_err(jpeg_fault)?;
    Ok((width, height, orientation(&decoder)))
}

fn image_header(bytes: &[u8], format: ImageFormat) -> Result<Stored, PictureFault> {
    let mut decoder = reader(bytes, format).into_decoder().map_err(fault)?;
    let (width, height) = decoder.dimensions();
    let (each, fit) = match format {
        // Lossless WebP can say "one colour" in a few bytes for all
        // pixels, and its decoder holds them twice with their cover.
        ImageFormat::WebP => (8, u64::MAX),
        _ => (
            u64::from(decoder.color_type().bytes_per_pixel()),
            PIXELS_A_BYTE,
        ),
    };
    bounded(width, height, each, bytes.len(), fit)?;
    if format == ImageFormat::Png {
        png::told(bytes)?;
    }
    Ok((
        width,
        height,
        decoder.orientation().unwrap_or(Orientation::NoTransforms),
    ))
}

fn bounded(
    width: u32,
    height: u32,
    each: u64,
    bytes: usize,
    pixels_a_byte: u64,
) -> Result<(), PictureFault> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > MOST_PIXELS || pixels * each > MOST_BYTES {
        let most = MOST_PIXELS.min(MOST_BYTES / each.max(1)) / 1_000_000;
        return Err(PictureFault(text!(
            "asset.header-claims-pixels-most",
            "its header claims {width} × {height} pixels; at most {most} million can be used",
            width,
            height,
            most
        )));
    }
    if pixels > (bytes as u64).saturating_mul(pixels_a_byte) {
        return Err(PictureFault(text!(
            "asset.header-claims-pixels-bytes",
            "its header claims {width} × {height} pixels, which its {bytes} bytes cannot hold",
            width,
            height,
            bytes
        )));
    }
    Ok(())
}

/// Decodes a whole picture whose header has been checked.
pub(super) fn pixels(bytes: &[u8]) -> Result<Pixels, PictureFault> {
    let upright = |pixels: Pixels| (pixels, Orientation::NoTransforms);
    let (pixels, orientation) = match format::of(bytes)? {
        Format::Jpeg => from_jpeg(bytes)?,
        Format::Tiff => match tiff::pixels(bytes, MOST_BYTES as usize)? {
            Some(found) => found,
            None => from_image(bytes, ImageFormat::Tiff)?,
        },
        Format::Png => from_png(bytes)?,
        Format::WebP => from_image(bytes, ImageFormat::WebP)?,
        Format::Bmp => from_image(bytes, ImageFormat::Bmp)?,
        Format::Gif => from_image(bytes, ImageFormat::Gif)?,
        Format::Jpeg2000 => upright(jpeg2000::pixels(bytes)?),
        Format::Psd => upright(psd::pixels(bytes)?),
    };
    Ok(turned(pixels, orientation))
}

/// Returns the metadata stored with a picture; unreadable metadata counts as absent.
pub(super) fn notes(bytes: &[u8]) -> Notes {
    let format = match format::of(bytes) {
        Ok(Format::Jpeg) => {
            let mut decoder = jpeg_decoder(bytes, ColorSpace::RGB);
            if decoder.decode_headers().is_err() {
                return Notes::default();
            }
            return Notes {
                xmp: decoder.xmp().cloned(),
                iim: decoder.iptc().cloned(),
            };
        }
        Ok(Format::Tiff) => ImageFormat::Tiff,
        Ok(Format::Png) => ImageFormat::Png,
        Ok(Format::WebP) => ImageFormat::WebP,
        _ => return Notes::default(),
    };
    if format == ImageFormat::Tiff {
        return Notes {
            xmp: tiff::bytes_of(bytes, 700),
            iim: tiff::bytes_of(bytes, 33_723),
        };
    }
    let Ok(mut decoder) = reader(bytes, format).into_decoder() else {
        return Notes::default();
    };
    Notes {
        xmp: decoder.xmp_metadata().ok().flatten(),
        iim: decoder.iptc_metadata().ok().flatten(),
    }
}

/// Returns the profile stored with a picture of four inks.
pub(super) fn ink_profile(bytes: &[u8]) -> Option<Vec<u8>> {
    match format::of(bytes).ok()? {
        Format::Jpeg => {
            jpeg::frame(bytes).filter(|frame| frame.components == 4)?;
            let mut decoder = jpeg_decoder(bytes, ColorSpace::RGB);
            decoder.decode_headers().ok()?;
            decoder.icc_profile()
        }
        Format::Tiff => tiff::ink_profile(bytes),
        Format::Psd => psd::ink_profile(bytes),
        Format::Jpeg2000 => jpeg2000::ink_profile(bytes),
        Format::Png | Format::WebP | Format::Bmp | Format::Gif => None,
    }
}

/// Returns the clipping path stored with a picture, in its viewing orientation.
pub(super) fn clipping_path(bytes: &[u8]) -> Option<Vec<PathPoint>> {
    let (block, orientation) = match format::of(bytes).ok()? {
        Format::Jpeg => {
            let mut decoder = jpeg_decoder(bytes, ColorSpace::RGB);
            decoder.decode_headers().ok()?;
            (jpeg::photoshop(bytes), orientation(&decoder))
        }
        Format::Tiff => (tiff::bytes_of(bytes, 34_377)?, tiff::turned(bytes)),
        _ => return None,
    };
    let looked_at = |(x, y): PathPoint| match orientation {
        Orientation::NoTransforms => (x, y),
        Orientation::FlipHorizontal => (WHOLE - x, y),
        Orientation::Rotate180 => (WHOLE - x, WHOLE - y),
        Orientation::FlipVertical => (x, WHOLE - y),
        Orientation::Rotate90FlipH => (y, x),
        Orientation::Rotate90 => (WHOLE - y, x),
        Orientation::Rotate270FlipH => (WHOLE - y, WHOLE - x),
        Orientation::Rotate270 => (y, WHOLE - x),
    };
    Some(
        clipping::clipping_path(&block)?
            .into_iter()
            .map(looked_at)
            .collect(),
    )
}

fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES * 3 / 2);
    reader.limits(limits);
    reader
}

fn fault(error: image::ImageError) -> PictureFault {
    // Some decoders end their messages with a line feed.
    PictureFault(Text::quoted(
        error
            .to_string()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    ))
}

fn jpeg_fault(error: zune_jpeg::errors::DecodeErrors) -> PictureFault {
    PictureFault(text!(
        "asset.jpeg-decoder-says",
        "the JPEG is damaged: {why}",
        why = error
            .to_string()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    ))
}

fn jpeg_decoder(bytes: &[u8], colours: ColorSpace) -> JpegDecoder<ZCursor<&[u8]>> {
    JpegDecoder::new_with_options(ZCursor::new(bytes), jpeg_options(colours))
}

fn jpeg_options(colours: ColorSpace) -> DecoderOptions {
    let side = usize::from(u16::MAX);
    DecoderOptions::default()
        .set_max_width(side)
        .set_max_height(side)
        .jpeg_set_out_colorspace(colours)
}

fn orientation(decoder: &JpegDecoder<ZCursor<&[u8]>>) -> Orientation {
    decoder
        .exif()
        .and_then(|exif| Orientation::from_exif_chunk(exif))
        .unwrap_or(Orientation::NoTransforms)
}

/// Decodes the samples of a JPEG of four inks, 255 for full ink.
pub(super) fn jpeg_inks(bytes: &[u8]) -> Result<Vec<u8>, PictureFault> {
    from_jpeg(bytes).map(|(pixels, _)| pixels.samples)
}

fn from_jpeg(bytes: &[u8]) -> Result<(Pixels, Orientation), PictureFault> {
    if let Some(fault) = jpeg::damage(bytes) {
        return Err(PictureFault(text!(
            "asset.jpeg-damaged",
            "the JPEG is damaged: {fault}",
            fault
        )));
    }
    if entropy::is_uneven(bytes) {
        return Err(PictureFault(text!(
            "asset.jpeg-damaged-codes-do",
            "the JPEG is damaged: its codes do not end with its samples"
        )));
    }
    let frame = jpeg::frame(bytes).ok_or_else(|| {
        PictureFault(text!(
            "asset.jpeg-no-readable-header",
            "the JPEG has no readable header"
        ))
    })?;
    let mut probe = jpeg_decoder(bytes, ColorSpace::RGB);
    probe.decode_headers().map_err(jpeg_fault)?;
    let stored = probe.input_colorspace().unwrap_or(ColorSpace::Unknown);
    let (wanted, channels) = match frame.components {
        1 => (ColorSpace::Luma, 1),
        3 => (ColorSpace::RGB, 3),
        4 if matches!(
            (frame.adobe, stored),
            (None | Some(0), ColorSpace::CMYK) | (Some(2), ColorSpace::YCCK)
        ) =>
        {
            (stored, 4)
        }
        4 => {
            return Err(PictureFault(text!(
                "asset.four-inks-but-adobe",
                "it has four inks, but its Adobe marker speaks of three colours"
            )));
        }
        count => {
            return Err(PictureFault(text!(
                "asset.colours-pixel-1-3",
                "it has {count} colours a pixel; 1, 3 and 4 are known",
                count
            )));
        }
    };
    // Strictly, or the decoder passes over damage; but it is too strict about
    // stray bytes between the segments of the header, which harm nothing.
    let mut decoder = JpegDecoder::new_with_options(
        ZCursor::new(bytes),
        jpeg_options(wanted).set_strict_mode(true),
    );
    if decoder.decode_headers().is_err() {
        decoder = jpeg_decoder(bytes, wanted);
    }
    let mut samples = decoder.decode().map_err(jpeg_fault)?;
    let (width, height) = (u32::from(frame.width), u32::from(frame.height));
    if samples.len() != width as usize * height as usize * channels {
        return Err(PictureFault(text!(
            "asset.jpeg-decodes-another-size",
            "the JPEG decodes to another size than its header says"
        )));
    }
    if wanted == ColorSpace::YCCK {
        inks_from_ycck(&mut samples);
    }
    if channels == 4 && frame.adobe.is_some() {
        // Programs that write the Adobe marker store ink inverted.
        samples
            .iter_mut()
            .for_each(|sample| *sample = 255 - *sample);
    }
    let profile = decoder.icc_profile().filter(|_| channels > 1).map(Arc::new);
    let pixels = Pixels {
        width,
        height,
        channels: channels as u8,
        samples,
        alpha: None,
        profile,
    };
    Ok((pixels, orientation(&decoder)))
}

/// Converts brightness and two differences into C, M and Y as they are stored, in integers (ITU-T
/// T.871 §7, inverted as in T.872).
fn inks_from_ycck(samples: &mut [u8]) {
    for pixel in samples.as_chunks_mut::<4>().0 {
        let [y, cb, cr] = [pixel[0], pixel[1], pixel[2]].map(i32::from);
        let (cb, cr) = (cb - 128, cr - 128);
        let parts = [91_881 * cr, -22_554 * cb - 46_802 * cr, 116_130 * cb];
        for (ink, part) in pixel.iter_mut().zip(parts) {
            *ink = (255 - (y + ((part + 32_768) >> 16))).clamp(0, 255) as u8;
        }
    }
}

/// Decodes a PNG, its tones as the file says they are.
fn from_png(bytes: &[u8]) -> Result<(Pixels, Orientation), PictureFault> {
    let told = png::told(bytes)?;
    let mut found = match told.tones {
        None => from_image(bytes, ImageFormat::Png)?,
        Some(power) => {
            let decoder = reader(bytes, ImageFormat::Png)
                .into_decoder()
                .map_err(fault)?;
            let decoded = DynamicImage::from_decoder(decoder).map_err(fault)?;
            (toned(&decoded, power), Orientation::NoTransforms)
        }
    };
    let pixels = &mut found.0;
    if pixels.channels == 3 && (told.first || pixels.profile.is_none()) {
        pixels.profile = told.profile;
    }
    Ok(found)
}

/// Returns samples of gamma 2.2, from all the depth there is.
fn toned(decoded: &DynamicImage, power: f64) -> Pixels {
    let table: Vec<u8> = (0..=u16::MAX)
        .map(|sample| {
            let tone = (f64::from(sample) / 65_535.0).powf(power);
            // What the library of mathematics gives may differ in its last bit.
            ((tone * 1e7).round() / 1e7 * 255.0).round() as u8
        })
        .collect();
    let (width, height) = (decoded.width(), decoded.height());
    let channels: u8 = if decoded.color().has_color() { 3 } else { 1 };
    let tone = |sample: &u16| table[usize::from(*sample)];
    let (mut samples, mut alpha) = (Vec::new(), Vec::new());
    if channels == 3 {
        for pixel in decoded.to_rgba16().pixels() {
            samples.extend(pixel.0[..3].iter().map(tone));
            alpha.push((pixel.0[3] >> 8) as u8);
        }
    } else {
        for pixel in decoded.to_luma_alpha16().pixels() {
            samples.push(tone(&pixel.0[0]));
            alpha.push((pixel.0[1] >> 8) as u8);
        }
    }
    let clear = alpha.iter().any(|&alpha| alpha != 255);
    Pixels {
        width,
        height,
        channels,
        samples,
        alpha: clear.then_some(alpha),
        profile: None,
    }
}

fn from_image(bytes: &[u8], format: ImageFormat) -> Result<(Pixels, Orientation), PictureFault> {
    let mut decoder = reader(bytes, format).into_decoder().map_err(fault)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder).map_err(fault)?;
    let (width, height) = (decoded.width(), decoded.height());
    let (grey, clear) = (!decoded.color().has_color(), decoded.color().has_alpha());
    let channels = if grey { 1 } else { 3 };
    let (samples, alpha) = match (grey, clear) {
        (true, false) => (decoded.into_luma8().into_raw(), None),
        (false, false) => (decoded.into_rgb8().into_raw(), None),
        (true, true) => split_alpha(decoded.into_luma_alpha8().into_raw(), 1),
        (false, true) => split_alpha(decoded.into_rgba8().into_raw(), 3),
    };
    let profile = profile.filter(|_| channels == 3).map(Arc::new);
    Ok((
        Pixels {
            width,
            height,
            channels,
            samples,
            alpha,
            profile,
        },
        orientation,
    ))
}

fn is_on_its_side(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(
        orientation,
        Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH
    )
}

/// Turns a picture to its viewing orientation (Exif 2.3 §4.6.4, tag 0x0112).
fn turned(pixels: Pixels, orientation: Orientation) -> Pixels {
    if orientation == Orientation::NoTransforms {
        return pixels;
    }
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let (across, down) = if is_on_its_side(orientation) {
        (height, width)
    } else {
        (width, height)
    };
    let from = |x: usize, y: usize| -> (usize, usize) {
        match orientation {
            Orientation::NoTransforms => (x, y),
            Orientation::FlipHorizontal => (width - 1 - x, y),
            Orientation::Rotate180 => (width - 1 - x, height - 1 - y),
            Orientation::FlipVertical => (x, height - 1 - y),
            Orientation::Rotate90FlipH => (y, x),
            Orientation::Rotate90 => (y, height - 1 - x),
            Orientation::Rotate270FlipH => (width - 1 - y, height - 1 - x),
            Orientation::Rotate270 => (width - 1 - y, x),
        }
    };
    let turn = |samples: &[u8], each: usize| {
        let mut out = Vec::with_capacity(samples.len());
        for y in 0..down {
            for x in 0..across {
                let (x, y) = from(x, y);
                let at = (y * width + x) * each;
                out.extend_from_slice(&samples[at..at + each]);
            }
        }
        out
    };
    let samples = turn(&pixels.samples, usize::from(pixels.channels));
    let alpha = pixels.alpha.as_deref().map(|alpha| turn(alpha, 1));
    Pixels {
        width: across as u32,
        height: down as u32,
        samples,
        alpha,
        ..pixels
    }
}
