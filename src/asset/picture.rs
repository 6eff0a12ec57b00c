//! Pictures 图片, identified by number.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::cut::Crop;
use super::decode;
use super::drawing::Drawing;
use super::notes::{self, PictureMetadata};
use crate::geom::Len;
use crate::ink::Ink;

/// Which picture: the first half of the SHA-256 of its name and of what is in
/// its file. It is the same whatever else is read, in this run or another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(u128);

impl PictureId {
    fn of(name: &str, bytes: &[u8]) -> PictureId {
        let mut all = Sha256::new();
        all.update(Sha256::digest(bytes));
        all.update(name);
        let bytes = all.finalize();
        let half = bytes.iter().take(16);
        PictureId(half.fold(0, |id, &byte| id << 8 | u128::from(byte)))
    }
}

impl fmt::Display for PictureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p{:08x}", self.0 >> 96)
    }
}

/// The reason why a picture cannot be used, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFault(pub String);

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
    /// The ICC profile that came with RGB or with four inks; if there is none, RGB is sRGB, and
    /// inks are those of the press.
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

type Ready = BTreeMap<Crop, Result<Arc<Pixels>, PictureFault>>;

/// A picture file.
pub struct Picture {
    /// The path as the spec names it.
    pub path: String,
    /// Width in pixels, in its viewing orientation.
    pub width: u32,
    /// Height in pixels, in its viewing orientation.
    pub height: u32,
    /// True if it is stored turned or mirrored.
    pub turned: bool,
    /// The shapes, if it is drawn in ink and has no pixels.
    pub drawing: Option<Arc<Drawing<Ink>>>,
    bytes: Cow<'static, [u8]>,
    ready: OnceLock<Ready>,
    colour: OnceLock<bool>,
}

impl Picture {
    /// Reads the header only.
    fn open(path: &str, bytes: Cow<'static, [u8]>) -> Result<Picture, PictureFault> {
        let decode::Header {
            size: (width, height),
            turned,
        } = decode::header(&bytes)?;
        Ok(Picture {
            path: path.to_owned(),
            width,
            height,
            turned,
            drawing: None,
            bytes,
            ready: OnceLock::new(),
            colour: OnceLock::new(),
        })
    }

    /// Creates a picture from a drawing; its sides serve as pixel counts, in thousandths of a
    /// point.
    fn drawn(path: &str, bytes: Cow<'static, [u8]>, drawing: Drawing<Ink>) -> Picture {
        let side = |side: Len| {
            u32::try_from(side.scale(1000, Len::PER_PT).units())
                .unwrap_or(u32::MAX)
                .max(1)
        };
        let (width, height) = (side(drawing.size.0), side(drawing.size.1));
        let colour = OnceLock::from(
            drawing
                .shapes
                .iter()
                .any(|shape| !matches!(shape.colour, Ink::K(_))),
        );
        let (path, drawing) = (path.to_owned(), Some(Arc::new(drawing)));
        Picture {
            path,
            width,
            height,
            turned: false,
            drawing,
            bytes,
            ready: OnceLock::new(),
            colour,
        }
    }

    /// Returns the unchanged file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns whether it is an upright JPEG of four inks, which can be embedded unchanged.
    pub fn is_press_ready(&self) -> bool {
        !self.turned && super::jpeg::cmyk_jpeg(&self.bytes).is_some()
    }

    /// Returns whether it prints on plates other than black; decodes it the first time. One that
    /// cannot be decoded prints nothing.
    pub fn has_colour(&self) -> bool {
        *self.colour.get_or_init(|| {
            match self.ready.get().and_then(|ready| ready.values().next()) {
                Some(part) => part.as_ref().is_ok_and(|part| part.channels != 1),
                None => decode::pixels(&self.bytes).is_ok_and(|pixels| pixels.channels != 1),
            }
        })
    }

    /// Returns the metadata stored in the file.
    pub fn words(&self) -> PictureMetadata {
        notes::words(&decode::notes(&self.bytes))
    }

    /// Returns the profile stored with it, if its colours are four inks.
    pub fn ink_profile(&self) -> Option<Vec<u8>> {
        match self.drawing {
            Some(_) => None,
            None => decode::ink_profile(&self.bytes),
        }
    }

    /// Returns the corners of the clipping path 剪贴路径 it was saved with, in
    /// [`WHOLE_PATH`](super::WHOLE_PATH)s of its width and height.
    pub fn clipping_path(&self) -> Option<Vec<(i64, i64)>> {
        decode::clipping_path(&self.bytes)
    }

    /// Decodes the picture once for all crops that will be asked of it. Only the crops are kept, so
    /// a page of large photographs stays small.
    pub fn prepare(&self, cuts: &BTreeSet<Crop>) -> Result<(), PictureFault> {
        let ready = self
            .ready
            .get_or_init(|| match decode::pixels(&self.bytes) {
                Ok(pixels) => cuts
                    .iter()
                    .map(|cut| (*cut, cut.of(&pixels).map(Arc::new)))
                    .collect(),
                Err(fault) => cuts.iter().map(|cut| (*cut, Err(fault.clone()))).collect(),
            });
        ready
            .values()
            .find_map(|part| part.as_ref().err())
            .map_or(Ok(()), |fault| Err(fault.clone()))
    }

    /// Returns a crop of the picture, as prepared or decoded for it.
    pub fn cut(&self, cut: &Crop) -> Result<Arc<Pixels>, PictureFault> {
        match self.ready.get().and_then(|ready| ready.get(cut)) {
            Some(part) => part.clone(),
            None => cut.of(&decode::pixels(&self.bytes)?).map(Arc::new),
        }
    }
}

/// The pictures of a run.
#[derive(Clone, Default)]
pub struct Pictures {
    list: BTreeMap<PictureId, Arc<Picture>>,
    /// Their places in the order of reading.
    ranks: BTreeMap<PictureId, usize>,
    /// The id of each path or name.
    by_path: BTreeMap<String, PictureId>,
}

impl Pictures {
    /// Reads a picture's header and returns its id; a path already there is shared.
    pub fn add(
        &mut self,
        path: &str,
        bytes: Cow<'static, [u8]>,
    ) -> Result<PictureId, PictureFault> {
        if let Some(id) = self.find(path) {
            return Ok(id);
        }
        let id = PictureId::of(path, &bytes);
        if !self.list.contains_key(&id) {
            self.insert(id, Arc::new(Picture::open(path, bytes)?));
        }
        self.by_path.insert(path.to_owned(), id);
        Ok(id)
    }

    /// The picture of this path or name, if it was added.
    pub fn find(&self, path: &str) -> Option<PictureId> {
        self.by_path.get(path).copied()
    }

    /// Adds a drawing; `name` distinguishes it from the same file in other inks.
    pub fn add_drawing(
        &mut self,
        name: &str,
        bytes: Cow<'static, [u8]>,
        drawing: Drawing<Ink>,
    ) -> PictureId {
        if let Some(id) = self.find(name) {
            return id;
        }
        let id = PictureId::of(name, &bytes);
        if !self.list.contains_key(&id) {
            self.insert(id, Arc::new(Picture::drawn(name, bytes, drawing)));
        }
        self.by_path.insert(name.to_owned(), id);
        id
    }

    /// Takes in the pictures of another; one that is there already is kept.
    pub fn absorb(&mut self, other: &Pictures) {
        let mut order: Vec<(usize, PictureId)> =
            other.ranks.iter().map(|(id, rank)| (*rank, *id)).collect();
        order.sort_unstable();
        for (_, id) in order {
            if let Some(picture) = other.list.get(&id) {
                self.insert(id, picture.clone());
            }
        }
        for (path, id) in &other.by_path {
            self.by_path.entry(path.clone()).or_insert(*id);
        }
    }

    fn insert(&mut self, id: PictureId, picture: Arc<Picture>) {
        let next = self.ranks.len();
        self.ranks.entry(id).or_insert(next);
        self.list.entry(id).or_insert(picture);
    }

    /// The place of a picture in the order of reading.
    pub fn rank(&self, id: PictureId) -> usize {
        self.ranks.get(&id).copied().unwrap_or(usize::MAX)
    }

    /// Returns the picture with this id.
    pub fn get(&self, id: PictureId) -> &Picture {
        &self.list[&id]
    }

    /// Iterates over every picture with its id.
    pub fn iter(&self) -> impl Iterator<Item = (PictureId, &Picture)> {
        self.list.iter().map(|(id, picture)| (*id, &**picture))
    }
}
