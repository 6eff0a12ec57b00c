//! Pages two by two, as they share a plate.

use std::collections::BTreeMap;

use crate::Setting;
use crate::diag::{Code, Diagnostic, Severity};
use crate::export::pairs;
use crate::forme::Forme;
use crate::say::text;

/// The pages that share a plate, left and right; none if they cannot be paired.
pub(super) fn pairs_of(setting: &Setting) -> Vec<(Forme, Forme)> {
    let mut pages = setting.single_pages();
    pages.sort_by_key(|forme| forme.number);
    // Every section is a product of its own.
    pages
        .chunk_by(|one, other| one.number.section() == other.number.section())
        .flat_map(|section| {
            pairs(section.len())
                .unwrap_or_default()
                .into_iter()
                .map(move |(left, right)| (section[left - 1].clone(), section[right - 1].clone()))
        })
        .collect()
}

/// Returns the warning that pages cannot be paired, if they cannot: everything else is written.
pub(super) fn unpaired(setting: &Setting) -> Option<Diagnostic> {
    let pages = setting.single_pages();
    let mut sections: BTreeMap<Option<char>, usize> = BTreeMap::new();
    for page in &pages {
        *sections.entry(page.number.section()).or_default() += 1;
    }
    let count = sections
        .into_values()
        .find(|count| pairs(*count).is_none())?;
    let message = text!(
        "press.page-cannot-paired-pairs",
        "{count} page cannot be paired, so no pairs are written"
            | "{count} pages cannot be paired, so no pairs are written",
        count
    );
    let mut told = Diagnostic::new(Code::BadValue, None, message).help(text!(
        "press.build-without-pairs-give",
        "build without --pairs, or give the edition one page more"
    ));
    told.severity = Severity::Warning;
    Some(told)
}
