//! The flattened picture of a Photoshop file (Adobe Photoshop File Formats Specification): what
//! Photoshop writes behind the layers so that other programs can show it.

use std::sync::Arc;

use super::pixels::{PictureFault, Pixels};
use super::wide::Wide;
use crate::say::{Text, text};

/// The contents of a header.
pub(super) struct Header {
    pub width: u32,
    pub height: u32,
    /// Bytes of a decoded pixel.
    pub each: u64,
}

struct File<'b> {
    bytes: &'b [u8],
    /// True for the large form, PSB, whose lengths are longer.
    large: bool,
    channels: usize,
    width: usize,
    height: usize,
    depth: usize,
    mode: u16,
    palette: &'b [u8],
    resources: &'b [u8],
    /// Where the flattened picture begins.
    at: usize,
}

const CUT: Text = text!(
    "asset.photoshop-file-cut-short",
    "the Photoshop file is cut short"
);

/// The profile among the image resources, and the one that says whether there is a flattened
/// picture.
const PROFILE: u16 = 1039;
const VERSION: u16 = 1057;

/// Reads the header.
pub(super) fn header(bytes: &[u8]) -> Result<Header, PictureFault> {
    let file = File::open(bytes)?;
    Ok(Header {
        width: file.width as u32,
        height: file.height as u32,
        each: 4,
    })
}

/// Returns the profile stored with a file of four inks.
pub(super) fn ink_profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = File::open(bytes).ok()?;
    (file.mode == 4)
        .then(|| file.resource(PROFILE))?
        .map(<[u8]>::to_vec)
}

/// Decodes the flattened picture.
pub(super) fn pixels(bytes: &[u8]) -> Result<Pixels, PictureFault> {
    let file = File::open(bytes)?;
    let planes = match file.mode {
        0..=2 | 8 => 1,
        3 | 9 => 3,
        4 => 4,
        _ => {
            return Err(PictureFault(text!(
                "asset.photoshop-file-channels-no",
                "the Photoshop file has channels of no colour space; save it as RGB, grey or CMYK"
            )));
        }
    };
    // Four bytes of version, then whether the flattened picture is real.
    if file
        .resource(VERSION)
        .is_some_and(|version| version.get(4) == Some(&0))
    {
        return Err(PictureFault(text!(
            "asset.photoshop-file-saved-without",
            "the Photoshop file was saved without its flattened picture; save it with “Maximize Compatibility”, or as TIFF"
        )));
    }
    let planes = file.planes(planes)?;
    let profile = file
        .resource(PROFILE)
        .map(|profile| Arc::new(profile.to_vec()));
    let count = file.width * file.height;
    let woven = |planes: &[Vec<u8>]| -> Vec<u8> {
        (0..count)
            .flat_map(|at| planes.iter().map(move |plane| plane[at]))
            .collect()
    };
    let (channels, samples, profile) = match file.mode {
        2 => {
            let colour = |at: u8, part: usize| file.palette.get(part * 256 + usize::from(at));
            let samples: Option<Vec<u8>> = planes[0]
                .iter()
                .flat_map(|&at| [0, 1, 2].map(|part| colour(at, part).copied()))
                .collect();
            (3, samples.ok_or_else(cut)?, profile)
        }
        // Inks are stored inverted.
        4 => (
            4,
            woven(&planes).into_iter().map(|ink| 255 - ink).collect(),
            profile,
        ),
        9 => {
            let converter = Wide::new().ok_or_else(|| {
                PictureFault(text!(
                    "asset.lab-cannot-converted",
                    "its Lab cannot be converted"
                ))
            })?;
            let samples = (0..count)
                .flat_map(|at| {
                    converter.rgb([
                        f64::from(planes[0][at]) / 2.55,
                        f64::from(planes[1][at]) - 128.0,
                        f64::from(planes[2][at]) - 128.0,
                    ])
                })
                .collect();
            (3, samples, Some(converter.profile.clone()))
        }
        3 => (3, woven(&planes), profile),
        _ => (1, planes.into_iter().next().unwrap_or_default(), None),
    };
    Ok(Pixels {
        width: file.width as u32,
        height: file.height as u32,
        channels,
        samples,
        alpha: None,
        profile,
    })
}

fn cut() -> PictureFault {
    PictureFault(CUT.to_owned())
}

impl<'b> File<'b> {
    fn open(bytes: &'b [u8]) -> Result<File<'b>, PictureFault> {
        File::read(bytes).ok_or_else(cut)
    }

    fn read(bytes: &'b [u8]) -> Option<File<'b>> {
        let number = |at: usize, length: usize| -> Option<usize> {
            let digits = bytes.get(at..at.checked_add(length)?)?;
            let whole = digits
                .iter()
                .fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
            usize::try_from(whole).ok()
        };
        let large = number(4, 2)? == 2;
        let mut at = 26;
        let mut section = |length: usize| -> Option<&'b [u8]> {
            let size = number(at, length)?;
            let start = at.checked_add(length)?;
            at = start.checked_add(size)?;
            bytes.get(start..at)
        };
        let (palette, resources) = (section(4)?, section(4)?);
        section(if large { 8 } else { 4 })?;
        Some(File {
            bytes,
            large,
            channels: number(12, 2)?,
            height: number(14, 4)?,
            width: number(18, 4)?,
            depth: number(22, 2)?,
            mode: number(24, 2)? as u16,
            palette,
            resources,
            at,
        })
    }

    /// Returns an image resource.
    fn resource(&self, wanted: u16) -> Option<&'b [u8]> {
        let mut rest = self.resources;
        loop {
            let (head, after) = rest.split_at_checked(7)?;
            if !head.starts_with(b"8BIM") {
                return None;
            }
            let id = u16::from_be_bytes([head[4], head[5]]);
            // The name fills an even number of bytes with its length.
            let name = usize::from(head[6]) | 1;
            let after = after.get(name..)?;
            let (size, after) = after.split_first_chunk::<4>()?;
            let size = u32::from_be_bytes(*size) as usize;
            let data = after.get(..size)?;
            if id == wanted {
                return Some(data);
            }
            rest = after.get(size + size % 2..)?;
        }
    }

    /// Decodes the first planes, a byte a sample.
    fn planes(&self, count: usize) -> Result<Vec<Vec<u8>>, PictureFault> {
        if self.channels < count || self.channels > 56 {
            return Err(cut());
        }
        let row = match self.depth {
            1 => self.width.div_ceil(8),
            8 => self.width,
            16 => self.width * 2,
            _ => {
                return Err(PictureFault(text!(
                    "asset.photoshop-file-samples-32",
                    "the Photoshop file has samples of 32 bits; save it with 8 or 16"
                )));
            }
        };
        let coding = self.bytes.get(self.at..self.at + 2).ok_or_else(cut)?;
        let data = self.bytes.get(self.at + 2..).ok_or_else(cut)?;
        let lines = match coding {
            [0, 0] => self.plain(data, row, count),
            [0, 1] => self.packed(data, row, count),
            _ => {
                return Err(PictureFault(text!(
                    "asset.flattened-picture-photoshop-file",
                    "the flattened picture of the Photoshop file is coded as none is"
                )));
            }
        };
        let lines = lines.ok_or_else(cut)?;
        Ok(lines
            .chunks_exact((row * self.height).max(1))
            .take(count)
            .map(|plane| self.samples(plane, row))
            .collect())
    }

    fn plain(&self, data: &[u8], row: usize, count: usize) -> Option<Vec<u8>> {
        Some(data.get(..row * self.height * count)?.to_vec())
    }

    /// Unpacks runs (PackBits): the lengths of all lines of all channels stand before them.
    fn packed(&self, data: &[u8], row: usize, count: usize) -> Option<Vec<u8>> {
        let each = if self.large { 4 } else { 2 };
        let table = data.get(..self.height * self.channels * each)?;
        let mut rest = &data[table.len()..];
        let mut lines = Vec::with_capacity(row * self.height * count);
        for length in table.chunks_exact(each).take(self.height * count) {
            let length = length
                .iter()
                .fold(0_usize, |number, &byte| number << 8 | usize::from(byte));
            let (mut line, after) = rest.split_at_checked(length)?;
            rest = after;
            let end = lines.len() + row;
            while let Some((&head, more)) = line.split_first() {
                line = more;
                match head {
                    0..=127 => {
                        let (run, more) = line.split_at_checked(usize::from(head) + 1)?;
                        lines.extend_from_slice(run);
                        line = more;
                    }
                    128 => {}
                    _ => {
                        let (&byte, more) = line.split_first()?;
                        lines.resize(lines.len() + 257 - usize::from(head), byte);
                        line = more;
                    }
                }
                if lines.len() > end + 128 {
                    return None;
                }
            }
            (lines.len() >= end).then_some(())?;
            lines.truncate(end);
        }
        Some(lines)
    }

    /// Returns a byte a sample.
    fn samples(&self, plane: &[u8], row: usize) -> Vec<u8> {
        match self.depth {
            8 => plane.to_vec(),
            16 => plane
                .as_chunks::<2>()
                .0
                .iter()
                .map(|pair| pair[0])
                .collect(),
            // One bit: 1 is black.
            _ => plane
                .chunks_exact(row)
                .flat_map(|line| {
                    (0..self.width).map(|x| match line[x / 8] >> (7 - x % 8) & 1 {
                        1 => 0,
                        _ => 255,
                    })
                })
                .collect(),
        }
    }
}
