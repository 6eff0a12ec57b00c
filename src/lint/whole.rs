//! What a lint of the whole edition looks at.

use super::digest::PageDigest;
use crate::diag::Code;
use crate::edition::Edition;

/// What a rule of the whole edition may look at.
pub struct Whole<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// Of every page its digest; none of one that is not wanted.
    pub pages: &'a [Option<&'a PageDigest>],
}

impl Whole<'_> {
    /// A limit of a lint.
    pub fn limit(&self, code: Code, name: &str) -> u32 {
        self.edition.limits.get(code, name)
    }

    /// The digests of the wanted pages, in order.
    pub fn wanted(&self) -> impl Iterator<Item = &PageDigest> {
        self.pages.iter().filter_map(|page| *page)
    }
}
