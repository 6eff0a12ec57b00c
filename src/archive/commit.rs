//! Putting what editions came to into the archive.
//!
//! Editions are put many at a time, since waiting for the disk costs the same
//! for one as for a hundred. Files first, receipts when those are on the disk.

use std::collections::BTreeSet;
use std::io;

use super::gate::Pass;
use super::key::EditionKey;
use super::lease::Held;
use super::letter::{DeadLetter, Thumbnail};
use super::names;
use super::set::Became;
use super::state::Item;
use crate::asset::sha256;
use crate::desk::Blobs;

/// An edition to be put.
#[derive(Debug)]
pub(super) struct Parcel<'b> {
    /// Which of the items of the run it is.
    pub at: usize,
    /// What became of it.
    pub became: Became,
    /// Its lease, given back when it is settled.
    pub lease: Held<'b>,
    /// The memory that it takes.
    pub memory: Pass<'b>,
}

/// What a parcel came to.
#[derive(Debug)]
pub(super) enum Put {
    /// The edition is done: its pages, its bytes.
    Done(u32, u64),
    /// It failed.
    Failed(DeadLetter),
}

/// Puts editions. What is said of each comes back when all of it is whole.
pub(super) fn put(
    blobs: &Blobs,
    items: &[Item<'_>],
    parcels: Vec<Parcel<'_>>,
) -> io::Result<Vec<(usize, Put)>> {
    let mut files: Vec<(String, &[u8])> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut letters: Vec<(usize, DeadLetter)> = Vec::new();
    for (nth, parcel) in parcels.iter().enumerate() {
        let mut add = |sha256: &str, bytes| {
            if known.insert(sha256.to_owned()) {
                files.push((names::object(sha256), bytes));
            }
        };
        match &parcel.became {
            Became::Files(_, outputs) => {
                for output in outputs {
                    add(output.sha256(), output.bytes.as_slice());
                }
            }
            Became::Failed(letter, thumbnails) => {
                let mut letter = letter.clone();
                for (page, png) in thumbnails {
                    let sha256 = sha256(png);
                    add(&sha256, png.as_slice());
                    let page = *page;
                    letter.thumbnails.push(Thumbnail { page, sha256 });
                }
                letters.push((nth, letter));
            }
        }
    }
    let named: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    blobs.put_all(&named)?;
    let key = |parcel: &Parcel<'_>| -> EditionKey { items[parcel.at].key.clone() };
    let receipts: Vec<(String, Vec<u8>)> = parcels
        .iter()
        .filter_map(|parcel| match &parcel.became {
            Became::Files(receipt, _) => Some((names::receipt(&key(parcel)), receipt.to_bytes())),
            Became::Failed(..) => None,
        })
        .collect();
    let named: Vec<(&str, &[u8])> = receipts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    blobs.put_all(&named)?;
    let dead: Vec<(String, Vec<u8>)> = letters
        .iter()
        .map(|(nth, letter)| (names::letter(&key(&parcels[*nth])), letter.to_bytes()))
        .collect();
    let named: Vec<(&str, &[u8])> = dead
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    blobs.replace_all(&named)?;
    for (nth, _) in &letters {
        // What an earlier state of it came to is not to pass for this one.
        for entry in &items[parcels[*nth].at].entries {
            blobs.clear_view(&names::edition(&entry.edition))?;
        }
    }
    let mut letters = letters.into_iter().map(|(_, letter)| letter);
    let mut put = Vec::with_capacity(parcels.len());
    for parcel in parcels {
        let item = &items[parcel.at];
        let what = match &parcel.became {
            Became::Files(receipt, _) => {
                blobs.remove(&names::letter(&item.key))?;
                for entry in &item.entries {
                    receipt.show(blobs, &item.key, &entry.edition)?;
                }
                let bytes = receipt.files.iter().map(|file| file.bytes).sum();
                Some(Put::Done(receipt.pages, bytes))
            }
            Became::Failed(..) => letters.next().map(Put::Failed),
        };
        put.extend(what.map(|what| (parcel.at, what)));
        drop((parcel.lease, parcel.memory));
    }
    Ok(put)
}
