//! Copy as it came.

use super::{Found, Proofs};

/// 乱码: characters that were lost before the copy came.
pub(super) fn lost(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let all = proofs.edition.stories.iter().flat_map(|story| &story.lost);
    found.extend(all.cloned().map(Found::anywhere));
}
