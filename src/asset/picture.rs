//! Pictures 图片, known by id, decoded once and only when needed.

use std::borrow::Cow;
use std::fmt;
use std::io::Cursor;
use std::sync::OnceLock;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

/// Which picture of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(u32);

impl PictureId {
    /// The number behind the id.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for PictureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p{}", self.0)
    }
}

/// Why a picture cannot be used, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFault(pub String);

/// Decoded samples, 8 bits each, row by row.
#[derive(Clone)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// 1 for grey, 3 for RGB; transparent places are already on white.
    pub channels: u8,
    /// `width × height × channels` samples.
    pub samples: Vec<u8>,
}

/// One picture file.
pub struct Picture {
    /// The path as the spec names it.
    pub path: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    bytes: Cow<'static, [u8]>,
    pixels: OnceLock<Result<Pixels, PictureFault>>,
}

/// More pixels than any newspaper page can use; a header that claims more is hostile or wrong.
const MOST_PIXELS: u64 = 200_000_000;

impl Picture {
    /// Reads the header only.
    fn open(path: &str, bytes: Cow<'static, [u8]>) -> Result<Picture, PictureFault> {
        if bytes.is_empty() {
            return Err(PictureFault("the file is empty (0 bytes)".to_owned()));
        }
        let decoder = reader(&bytes)?.into_decoder().map_err(fault)?;
        let (width, height) = decoder.dimensions();
        drop(decoder);
        if u64::from(width) * u64::from(height) > MOST_PIXELS || width == 0 || height == 0 {
            return Err(PictureFault(format!("it claims {width} × {height} pixels")));
        }
        Ok(Picture { path: path.to_owned(), width, height, bytes, pixels: OnceLock::new() })
    }

    /// The file as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The decoded samples.
    pub fn pixels(&self) -> Result<&Pixels, PictureFault> {
        self.pixels.get_or_init(|| self.decode()).as_ref().map_err(Clone::clone)
    }

    fn decode(&self) -> Result<Pixels, PictureFault> {
        let decoded = reader(&self.bytes)?.decode().map_err(fault)?;
        let (width, height) = (decoded.width(), decoded.height());
        let grey = !decoded.color().has_color();
        let samples = if decoded.color().has_alpha() {
            on_white(&decoded, grey)
        } else if grey {
            decoded.into_luma8().into_raw()
        } else {
            decoded.into_rgb8().into_raw()
        };
        Ok(Pixels { width, height, channels: if grey { 1 } else { 3 }, samples })
    }
}

fn on_white(picture: &DynamicImage, grey: bool) -> Vec<u8> {
    let over = |sample: u8, alpha: u8| {
        let (sample, alpha) = (u32::from(sample), u32::from(alpha));
        ((sample * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    if grey {
        picture.to_luma_alpha8().pixels().map(|pixel| over(pixel.0[0], pixel.0[1])).collect()
    } else {
        picture.to_rgba8().pixels().flat_map(|pixel| [0, 1, 2].map(|at| over(pixel.0[at], pixel.0[3]))).collect()
    }
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, PictureFault> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| PictureFault(error.to_string()))?;
    if reader.format().is_none() {
        return Err(PictureFault("it is neither JPEG nor PNG".to_owned()));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 4);
    reader.limits(limits);
    Ok(reader)
}

fn fault(error: image::ImageError) -> PictureFault {
    // Some decoders end their messages with a line feed.
    PictureFault(error.to_string().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The pictures of a run.
#[derive(Default)]
pub struct Pictures {
    list: Vec<Picture>,
}

impl Pictures {
    /// Reads a picture's header and hands out its id; a path already there is shared.
    pub fn add(&mut self, path: &str, bytes: Cow<'static, [u8]>) -> Result<PictureId, PictureFault> {
        if let Some(at) = self.list.iter().position(|picture| picture.path == path) {
            return Ok(PictureId(at as u32));
        }
        self.list.push(Picture::open(path, bytes)?);
        Ok(PictureId(self.list.len() as u32 - 1))
    }

    /// The picture of this id.
    pub fn get(&self, id: PictureId) -> &Picture {
        &self.list[id.0 as usize]
    }

    /// Every picture with its id.
    pub fn iter(&self) -> impl Iterator<Item = (PictureId, &Picture)> {
        self.list.iter().enumerate().map(|(at, picture)| (PictureId(at as u32), picture))
    }
}
