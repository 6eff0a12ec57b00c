//! What a lint of single pages looks at.

use super::sheet::LintSheet;
use crate::diag::{Code, Span};
use crate::edition::Edition;
use crate::forme::Origin;

/// What a rule of pages may look at: one page at a time, so that what was found
/// on it holds as long as it stands.
pub struct Proofs<'a> {
    /// The edition that the page belongs to.
    pub edition: &'a Edition,
    /// The page.
    pub sheets: [LintSheet<'a>; 1],
}

impl Proofs<'_> {
    /// The place in the input that an origin of the page stands for.
    pub fn span(&self, origin: Origin) -> Option<Span> {
        let [sheet] = &self.sheets;
        sheet.page.span(origin.0)
    }

    /// Returns a limit of a lint.
    pub fn limit(&self, code: Code, name: &str) -> u32 {
        self.edition.limits.get(code, name)
    }
}
