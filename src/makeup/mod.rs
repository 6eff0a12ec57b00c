//! Make-up 拼版: from slots and text to the finished page.
//!
//! Input: an [`Edition`] and one of its pages. Output: a [`Forme`](crate::forme::Forme), how every
//! story fits, and the problems met.
//! Invariant: everything placed lies where the dummy says; text order in the
//! forme is reading order; a page is made without looking at any other.

mod body;
mod dress;
mod furniture;
mod head;
mod inks;
mod page;
mod picture;
mod rule;
mod run;
mod story;

pub use dress::{Dressed, dress};
pub use page::{MadePage, StoryFit, make_up};
pub use run::{column_items, line_items};

use crate::diag::{Diagnostic, Sink};
use crate::edition::Edition;
use crate::story::RichText;
use crate::style::ParStyle;
use crate::text::{ShapedPar, Shaper};

/// What every part of a page's make-up shares.
pub(crate) struct Desk<'a> {
    pub edition: &'a Edition,
    pub shaper: Shaper<'a>,
    pub sink: Sink,
}

impl Desk<'_> {
    /// Shapes copy and tells what could not be done at its place.
    fn shape_copy(&mut self, mut dressed: Dressed, style: &ParStyle, copy: &RichText) -> ShapedPar {
        let par = self.shaper.shape(dressed.line(), style);
        for missing in &par.missing {
            self.sink.tell(Diagnostic::missing_glyph(copy.span_at(dressed.source(missing.at)), missing.character));
        }
        dressed.faults.drain(..).for_each(|fault| self.sink.tell(fault));
        par
    }
}
