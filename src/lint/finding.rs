//! A finding of a lint, with its place on the page.

use super::digest::PageDigest;
use super::sheet::LintSheet;
use crate::diag::Diagnostic;
use crate::geom::{Folio, LegSpace, PageSpace, Rect};

/// A finding of a lint.
pub struct Found {
    /// Number of the page, place on it, and the caption on the proof.
    pub at: Option<(Folio, Rect<PageSpace>, &'static str)>,
    /// What is told of it, at the level of its code.
    pub diagnostic: Diagnostic,
}

impl Found {
    /// Creates a finding at a place in text coordinates.
    pub fn on(
        sheet: &LintSheet<'_>,
        rect: Rect<LegSpace>,
        mark: &'static str,
        diagnostic: Diagnostic,
    ) -> Found {
        Found::at(sheet, sheet.page.grid.axes.on_page(&rect), mark, diagnostic)
    }

    /// A fault at a place as the text of its page runs, on a page that is known
    /// by its digest.
    pub fn on_digest(
        page: &PageDigest,
        rect: Rect<LegSpace>,
        mark: &'static str,
        diagnostic: Diagnostic,
    ) -> Found {
        Found {
            at: Some((page.number, page.axes.on_page(&rect), mark)),
            diagnostic,
        }
    }

    /// Creates a finding at a place in page coordinates.
    pub fn at(
        sheet: &LintSheet<'_>,
        rect: Rect<PageSpace>,
        mark: &'static str,
        diagnostic: Diagnostic,
    ) -> Found {
        Found {
            at: Some((sheet.page.number, rect, mark)),
            diagnostic,
        }
    }

    /// Creates a finding of the edition as a whole.
    pub fn anywhere(diagnostic: Diagnostic) -> Found {
        Found {
            at: None,
            diagnostic,
        }
    }
}
