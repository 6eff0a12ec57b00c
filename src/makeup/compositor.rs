//! The compositor, who makes up pages.

use super::dress::Dressed;
use super::interline::tight;
use crate::diag::{Diagnostic, Sink};
use crate::edition::Edition;
use crate::geom::{Axes, Len};
use crate::story::RichText;
use crate::style::{ParStyle, Writing};
use crate::text::{ShapedPar, Shaper};

/// Returns the rotation of text in this direction on a page of this width.
pub(super) fn axes_of(writing: Writing, width: Len) -> Axes {
    match writing {
        Writing::Horizontal => Axes::HORIZONTAL,
        Writing::Vertical => Axes::vertical(width),
    }
}

/// The compositor: the state that all parts of a page's make-up share.
pub(super) struct Compositor<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// Shapes its text.
    pub shaper: Shaper<'a>,
    /// Takes what is wrong.
    pub sink: Sink,
}

impl Compositor<'_> {
    /// Shapes copy and reports problems at their places.
    pub fn shape_copy(
        &mut self,
        mut dressed: Dressed,
        style: &ParStyle,
        copy: &RichText,
    ) -> ShapedPar {
        let par = self.shaper.shape(dressed.line(), style);
        for missing in &par.missing {
            self.sink.report(Diagnostic::missing_glyph(
                copy.span_at(dressed.source(missing.at)),
                missing.character,
            ));
        }
        self.tell_lighter(&par, |at| copy.span_at(dressed.source(at)));
        dressed
            .faults
            .drain(..)
            .for_each(|fault| self.sink.report(fault));
        if let Some(tight) = tight(&par) {
            self.sink
                .report(tight.diagnostic(copy.span_at(dressed.source(tight.at)), style));
        }
        par
    }
}
