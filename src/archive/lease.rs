//! Leases: who sets an edition now.
//!
//! A lease keeps two processes from doing the same work. Nothing else depends
//! on it: if two held one, both would put the same bytes.

use serde::{Deserialize, Serialize};

use super::key::EditionKey;
use super::names;
use crate::desk::Blobs;

/// A lease larger than this is none.
const LARGEST: u64 = 4096;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Lease {
    /// The process that holds it.
    worker: String,
    /// How many processes died while they held it.
    deaths: u32,
}

/// What came of asking for a lease.
#[derive(Debug)]
pub(super) enum Claim<'b> {
    /// This process has it.
    Mine(Held<'b>),
    /// Another process has it.
    Busy,
    /// The processes that had it died: this many.
    Stale(u32),
}

/// A lease that this process has, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Held<'b> {
    blobs: &'b Blobs,
    name: String,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // What stays is swept by another process.
        let _ = self.blobs.remove(&self.name);
    }
}

/// Asks for the lease of an edition.
pub(super) fn claim<'b>(blobs: &'b Blobs, key: &EditionKey) -> std::io::Result<Claim<'b>> {
    let name = names::lease(key);
    // One may be given back between two looks.
    for _ in 0..3 {
        if put(blobs, &name, 0)? {
            return Ok(Claim::Mine(Held { blobs, name }));
        }
        if let Some(lease) = read(blobs, &name)? {
            return Ok(match blobs.worker().is_dead(&lease.worker) {
                true => Claim::Stale(lease.deaths.saturating_add(1)),
                false => Claim::Busy,
            });
        }
    }
    Ok(Claim::Busy)
}

/// Takes over the lease of processes that died.
pub(super) fn take_over<'b>(
    blobs: &'b Blobs,
    key: &EditionKey,
    deaths: u32,
) -> std::io::Result<Option<Held<'b>>> {
    let name = names::lease(key);
    blobs.remove(&name)?;
    Ok(put(blobs, &name, deaths)?.then_some(Held { blobs, name }))
}

fn put(blobs: &Blobs, name: &str, deaths: u32) -> std::io::Result<bool> {
    let lease = Lease {
        worker: blobs.worker().name().to_owned(),
        deaths,
    };
    blobs.claim(
        name,
        serde_json::to_string(&lease).unwrap_or_default().as_bytes(),
    )
}

/// A lease that was torn by a power loss is nobody's.
fn read(blobs: &Blobs, name: &str) -> std::io::Result<Option<Lease>> {
    let bytes = blobs.read(name, LARGEST)?;
    Ok(bytes.map(|bytes| serde_json::from_slice(&bytes).unwrap_or_default()))
}

/// Removes the leases that nobody needs: of editions that are settled, and of
/// processes that died with no death to count.
pub(super) fn sweep(blobs: &Blobs, is_settled: &dyn Fn(&str) -> bool) -> std::io::Result<()> {
    for key in blobs.names(names::LEASES)? {
        let name = format!("{}/{key}", names::LEASES);
        let Some(lease) = read(blobs, &name)? else {
            continue;
        };
        if is_settled(&key) && blobs.worker().is_dead(&lease.worker) {
            blobs.remove(&name)?;
        }
    }
    Ok(())
}
