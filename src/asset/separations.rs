//! Separations of pictures into the inks of one printing condition.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::icc::{OutputProfile, Separation, clamp_inks, grey_to_black};
use super::pixels::{PictureFault, Pixels};
use super::reseparation::Reseparation;

type Table = Arc<OnceLock<Result<Separation, PictureFault>>>;

/// The tables of a run, one for every colour space of its pictures, created when the first of them
/// asks for it. Creating one hands no work to other threads, so waiting for it cannot deadlock.
pub struct Separations<'a> {
    /// The printing condition.
    pub press: &'a OutputProfile,
    filled: Mutex<BTreeMap<Option<Arc<Vec<u8>>>, Table>>,
    /// Those of inks for other conditions; nothing for a profile that is no other.
    others: Mutex<BTreeMap<Arc<Vec<u8>>, Other>>,
}

type Other = Arc<OnceLock<Result<Option<Reseparation>, PictureFault>>>;

impl<'a> Separations<'a> {
    /// Creates the separations without a table.
    pub fn new(press: &'a OutputProfile) -> Separations<'a> {
        Separations {
            press,
            filled: Mutex::default(),
            others: Mutex::default(),
        }
    }

    /// Returns whether a picture's inks were made for another condition.
    pub fn is_foreign(&self, pixels: &Pixels) -> bool {
        pixels.channels == 4
            && pixels
                .profile
                .as_ref()
                .is_some_and(|profile| self.press.other_condition(profile).is_some())
    }

    /// Returns a picture's samples as C, M, Y and K, 255 for full ink, none over the ink limit:
    /// grey on the black plate only, four inks reduced to the limit, and converted if they were made
    /// for another condition.
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
                if let Some(profile) = &pixels.profile {
                    let table = match self.others.lock() {
                        Ok(mut others) => Arc::clone(others.entry(profile.clone()).or_default()),
                        Err(_) => Other::default(),
                    };
                    let table = table.get_or_init(|| match self.press.other_condition(profile) {
                        Some(_) => Reseparation::new(self.press, profile).map(Some),
                        None => Ok(None),
                    });
                    if let Some(table) = table.as_ref().map_err(Clone::clone)? {
                        return Ok(table.convert(&pixels.samples));
                    }
                }
                let mut inks = pixels.samples.clone();
                clamp_inks(&mut inks, self.press);
                Ok(inks)
            }
        }
    }
}
