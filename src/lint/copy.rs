//! Copy as it came.

use super::finding::Found;
use super::whole::Whole;

/// 乱码: characters that were lost before the copy came.
pub(super) fn lost(whole: &Whole<'_>, found: &mut Vec<Found>) {
    let all = whole.edition.stories.values().flat_map(|story| &story.lost);
    found.extend(all.cloned().map(Found::anywhere));
}
