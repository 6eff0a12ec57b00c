//! Spreads 跨版: two facing pages made up as one.

use crate::geom::{Folio, Len};

/// The other half of a spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The number of the page right of the fold.
    pub facing: Folio,
    /// Position of the fold 中缝.
    pub fold: Len,
    /// The inner margins of both pages: from the last column left of the fold
    /// to the first right of it.
    pub gutter: (Len, Len),
}
