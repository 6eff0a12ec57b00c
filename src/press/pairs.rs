//! Pages two by two, as they share a plate.

use crate::Setting;
use crate::diag::{Code, Diagnostic};
use crate::export::pairs;
use crate::forme::Forme;

/// The pages that share a plate, left and right.
pub(super) fn pairs_of(setting: &Setting) -> Result<Vec<(Forme, Forme)>, Box<Diagnostic>> {
    let mut pages = setting.single_pages();
    pages.sort_by_key(|forme| forme.number);
    let Some(pairs) = pairs(pages.len()) else {
        let message = format!(
            "{} page{} cannot be paired",
            pages.len(),
            if pages.len() == 1 { "" } else { "s" }
        );
        return Err(Box::new(
            Diagnostic::new(Code::BadValue, None, message)
                .help("build without --pairs, or give the edition one page more"),
        ));
    };
    Ok(pairs
        .into_iter()
        .map(|(left, right)| (pages[left - 1].clone(), pages[right - 1].clone()))
        .collect())
}
