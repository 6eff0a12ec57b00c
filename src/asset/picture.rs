//! Pictures 图片, identified by number.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use sha2::{Digest, Sha256};

use super::bytes::{Bytes, ContentHash};
use super::cut::Crop;
use super::decode;
use super::drawing::Drawing;
use super::notes::{self, PictureMetadata};
use super::pixels::{PictureFault, Pixels};
use super::store::{FACT, PictureStore};
use crate::geom::Len;
use crate::ink::Ink;

/// Which picture: the first half of the SHA-256 of its name and of what is in
/// its file. It is the same whatever else is read, in this run or another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(u128);

impl PictureId {
    fn of(name: &str, hash: &ContentHash) -> PictureId {
        let mut all = Sha256::new();
        all.update(hash.bytes());
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
    bytes: Bytes,
    hash: ContentHash,
    /// The crops that were prepared last, whatever the store's budget.
    ready: Mutex<Ready>,
    colour: OnceLock<bool>,
    store: PictureStore,
}

impl Picture {
    /// Reads the header only.
    fn open(
        path: &str,
        bytes: Bytes,
        hash: ContentHash,
        store: &PictureStore,
    ) -> Result<Picture, PictureFault> {
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
            hash,
            ready: Mutex::default(),
            colour: OnceLock::new(),
            store: store.clone(),
        })
    }

    /// Creates a picture from a drawing; its sides serve as pixel counts, in thousandths of a
    /// point.
    fn drawn(path: &str, bytes: Bytes, hash: ContentHash, drawing: Drawing<Ink>) -> Picture {
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
            hash,
            ready: Mutex::default(),
            colour,
            store: PictureStore::default(),
        }
    }

    /// Returns the unchanged file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the SHA-256 of the file.
    pub fn hash(&self) -> ContentHash {
        self.hash
    }

    fn ready(&self) -> MutexGuard<'_, Ready> {
        // Nothing in it is ever half changed.
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether it is an upright JPEG of four inks, which can be embedded unchanged.
    pub fn is_press_ready(&self) -> bool {
        !self.turned && super::jpeg::cmyk_jpeg(&self.bytes).is_some()
    }

    /// Returns whether it prints on plates other than black; decodes it the first time. One that
    /// cannot be decoded prints nothing.
    pub fn has_colour(&self) -> bool {
        *self.colour.get_or_init(|| {
            if let Some(known) = self.store.colours.get(&self.hash) {
                return known;
            }
            let prepared = self.ready().values().next().cloned();
            let colour = match prepared {
                Some(part) => part.is_ok_and(|part| part.channels != 1),
                None => decode::pixels(&self.bytes).is_ok_and(|pixels| pixels.channels != 1),
            };
            self.store.colours.put(self.hash, colour, FACT);
            colour
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

    /// Decodes the picture once for all crops that will be asked of it and are not kept. Only the
    /// crops stay, so a page of large photographs stays small; those of an earlier call go.
    pub fn prepare(&self, cuts: &BTreeSet<Crop>) -> Result<(), PictureFault> {
        let mut ready = self.ready();
        ready.retain(|cut, _| cuts.contains(cut));
        let mut missing = Vec::new();
        for cut in cuts {
            if ready.contains_key(cut) {
                continue;
            }
            match self.store.pixels.get(&(self.hash, *cut)) {
                Some(part) => drop(ready.insert(*cut, Ok(part))),
                None => missing.push(*cut),
            }
        }
        if !missing.is_empty() {
            let pixels = decode::pixels(&self.bytes);
            for cut in missing {
                let part = pixels
                    .as_ref()
                    .map_err(Clone::clone)
                    .and_then(|pixels| cut.of(pixels));
                ready.insert(cut, part.map(|part| self.kept(cut, part)));
            }
        }
        let fault = ready.values().find_map(|part| part.as_ref().err());
        fault.map_or(Ok(()), |fault| Err(fault.clone()))
    }

    fn kept(&self, cut: Crop, part: Pixels) -> Arc<Pixels> {
        let part = Arc::new(part);
        let key = (self.hash, cut);
        self.store.pixels.put(key, part.clone(), part.weight());
        part
    }

    /// Returns a crop of the picture, as prepared or decoded for it.
    pub fn cut(&self, cut: &Crop) -> Result<Arc<Pixels>, PictureFault> {
        let prepared = self.ready().get(cut).cloned();
        if let Some(part) = prepared {
            return part;
        }
        if let Some(part) = self.store.pixels.get(&(self.hash, *cut)) {
            return Ok(part);
        }
        Ok(self.kept(*cut, cut.of(&decode::pixels(&self.bytes)?)?))
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
    store: PictureStore,
}

impl Pictures {
    /// Creates an empty list over a store of what was made of their files before.
    pub fn over(store: PictureStore) -> Pictures {
        Pictures {
            store,
            ..Pictures::default()
        }
    }

    /// Reads a picture's header and returns its id; a path already there is shared.
    pub fn add(&mut self, path: &str, bytes: impl Into<Bytes>) -> Result<PictureId, PictureFault> {
        if let Some(id) = self.find(path) {
            return Ok(id);
        }
        let bytes = bytes.into();
        let hash = ContentHash::of(&bytes);
        self.add_hashed(path, bytes, hash)
    }

    /// Adds a picture as [`add`](Pictures::add) does; the SHA-256 of its bytes is known.
    pub fn add_hashed(
        &mut self,
        path: &str,
        bytes: Bytes,
        hash: ContentHash,
    ) -> Result<PictureId, PictureFault> {
        if let Some(id) = self.find(path) {
            return Ok(id);
        }
        let id = PictureId::of(path, &hash);
        if !self.list.contains_key(&id) {
            let picture = Picture::open(path, bytes, hash, &self.store)?;
            self.insert(id, Arc::new(picture));
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
        (bytes, hash): (Bytes, ContentHash),
        drawing: Drawing<Ink>,
    ) -> PictureId {
        if let Some(id) = self.find(name) {
            return id;
        }
        let id = PictureId::of(name, &hash);
        if !self.list.contains_key(&id) {
            let drawn = Picture::drawn(name, bytes, hash, drawing);
            self.insert(id, Arc::new(drawn));
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

    /// Returns the store of what was made of them.
    pub fn store(&self) -> &PictureStore {
        &self.store
    }

    /// Iterates over every picture with its id.
    pub fn iter(&self) -> impl Iterator<Item = (PictureId, &Picture)> {
        self.list.iter().map(|(id, picture)| (*id, &**picture))
    }
}
