//! Separations of pictures into the inks of one printing condition.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::icc::{OutputProfile, Separation, clamp_inks, grey_to_black};
use super::pixels::{PictureFault, Pixels};

type Table = Arc<OnceLock<Result<Separation, PictureFault>>>;

/// The tables of a run, one for every colour space of its pictures, created when the first of them
/// asks for it. Creating one hands no work to other threads, so waiting for it cannot deadlock.
pub struct Separations<'a> {
    /// The printing condition.
    pub press: &'a OutputProfile,
    filled: Mutex<BTreeMap<Option<Arc<Vec<u8>>>, Table>>,
}

impl<'a> Separations<'a> {
    /// Creates the separations without a table.
    pub fn new(press: &'a OutputProfile) -> Separations<'a> {
        Separations {
            press,
            filled: Mutex::default(),
        }
    }

    /// Returns a picture's samples as C, M, Y and K, 255 for full ink, none over the ink limit:
    /// grey on the black plate only, four inks reduced to the limit.
    pub fn inks(&self, pixels: &Pixels) -> Result<Vec<u8>, PictureFault> {
        match pixels.channels {
            1 => Ok(grey_to_black(pixels, self.press)
                .into_iter()
                .flat_map(|black| [0, 0, 0, black])
                .collect()),
            3 => {
                let table = match self.filled.lock() {
                    Ok(mut filled) => Arc::clone(filled.entry(pixels.profile.clone()).or_default()),
                    Err(_) => Table::default(),
                };
                let profile = pixels.profile.as_ref().map(|profile| profile.as_slice());
                let table = table.get_or_init(|| Separation::new(self.press, profile));
                Ok(table
                    .as_ref()
                    .map_err(Clone::clone)?
                    .separate(&pixels.samples))
            }
            _ => {
                let mut inks = pixels.samples.clone();
                clamp_inks(&mut inks, self.press);
                Ok(inks)
            }
        }
    }
}
