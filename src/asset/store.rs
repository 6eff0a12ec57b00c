//! Stores of parsed faces and decoded pictures that outlive a run, keyed by what is in the files.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::bytes::{Bytes, ContentHash};
use super::cut::Crop;
use super::face::Face;
use super::instance::FaceChoice;
use super::keep::{Keep, KeepUse};
use super::pixels::Pixels;
use crate::say::Text;

/// Stores of parsed faces and of pictures. Clones share them.
#[derive(Clone, Debug)]
pub struct AssetStore {
    /// The faces.
    pub fonts: FontStore,
    /// The pictures.
    pub pictures: PictureStore,
}

impl AssetStore {
    /// Creates empty stores that keep so many bytes of pictures.
    pub fn new(budget: usize) -> AssetStore {
        AssetStore {
            fonts: FontStore::default(),
            pictures: PictureStore::new(budget),
        }
    }
}

impl Default for AssetStore {
    /// Creates stores for one run, which keep no more than the run itself does.
    fn default() -> AssetStore {
        AssetStore::new(0)
    }
}

/// Parsed faces by the SHA-256 of their files, and what was chosen of these.
#[derive(Clone, Default)]
pub struct FontStore(Arc<Mutex<BTreeMap<ContentHash, Arc<Face>>>>);

impl std::fmt::Debug for FontStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} faces", self.len())
    }
}

impl FontStore {
    /// Returns a face of a file, parsed unless it is here. Fails with what is wrong with the file.
    pub(super) fn face(
        &self,
        bytes: &Bytes,
        hash: ContentHash,
        choice: &FaceChoice,
    ) -> Result<Arc<Face>, Text> {
        let hash = choice.hash(hash);
        let mut faces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(face) = faces.get(&hash) {
            return Ok(Arc::clone(face));
        }
        let face = Arc::new(Face::parse(bytes.clone(), hash, choice)?);
        faces.insert(hash, Arc::clone(&face));
        Ok(face)
    }

    /// Drops the faces that nobody but the store holds.
    pub fn forget_unused(&self) {
        let mut faces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        faces.retain(|_, face| Arc::strong_count(face) > 1);
    }

    /// Returns the number of faces held.
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Returns whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Key of a picture in press ink: its file, the crop, whether transparency is cut out hard, and
/// the printing condition.
pub type PrintKey = (ContentHash, Crop, bool, ContentHash);

/// Decoded and separated pictures, within a budget.
#[derive(Clone, Debug)]
pub struct PictureStore {
    /// Crops of decoded pictures.
    pub(super) pixels: Keep<(ContentHash, Crop), Arc<Pixels>>,
    /// Whether a picture prints on plates other than black.
    pub(super) colours: Keep<ContentHash, bool>,
    /// What an exporter made of them, of a type of its own.
    prints: Keep<PrintKey, Arc<dyn Any + Send + Sync>>,
}

/// Weight of one fact about a picture.
pub(super) const FACT: usize = 64;

impl Default for PictureStore {
    /// Creates a store that keeps nothing.
    fn default() -> PictureStore {
        PictureStore::new(0)
    }
}

impl PictureStore {
    /// Creates an empty store of so many bytes: half of them for decoded pictures, half for
    /// separated ones.
    pub fn new(budget: usize) -> PictureStore {
        PictureStore {
            pixels: Keep::new(budget / 2),
            colours: Keep::new(budget / 64),
            prints: Keep::new(budget / 2),
        }
    }

    /// Returns what an exporter made of a picture, if it is kept.
    pub fn print<T: Any + Send + Sync>(&self, key: &PrintKey) -> Option<Arc<T>> {
        self.prints.get(key)?.downcast().ok()
    }

    /// Keeps what an exporter made of a picture.
    pub fn keep_print<T: Any + Send + Sync>(&self, key: PrintKey, print: Arc<T>, weight: usize) {
        self.prints.put(key, print, weight);
    }

    /// Returns what it holds and did of decoded pictures, and of those in press ink.
    pub fn used(&self) -> (KeepUse, KeepUse) {
        (self.pixels.used(), self.prints.used())
    }
}
