//! Make-up 拼版: from slots and text to the finished page.
//!
//! Input: an [`Edition`] and one of its pages. Output: a [`Forme`], how every
//! story fits, and the problems met.
//! Invariant: everything placed lies where the dummy says; text order in the
//! forme is reading order; a page is made without looking at any other.

mod body;
mod furniture;
mod head;
mod page;
mod picture;
mod rule;
mod run;
mod story;

pub use page::{MadePage, StoryFit, make_up};
pub use run::line_items;

use crate::diag::{Diagnostic, Sink};
use crate::edition::Edition;
use crate::story::RichText;
use crate::style::ParStyle;
use crate::text::{RichLine, ShapedPar, Shaper};

/// What every part of a page's make-up shares.
pub(crate) struct Desk<'a> {
    pub edition: &'a Edition,
    pub shaper: Shaper<'a>,
    pub sink: Sink,
}

/// Text with the stretches that are set in another face.
type Faces = Vec<(std::ops::Range<usize>, crate::asset::FontId)>;

impl Desk<'_> {
    /// Shapes copy and tells every character that no font has at its place.
    fn shape_copy(&mut self, text: &str, faces: &Faces, style: &ParStyle, copy: &RichText, added: usize) -> ShapedPar {
        let par = self.shaper.shape(RichLine { text, faces, treats: &[] }, style);
        for missing in &par.missing {
            let span = if missing.at >= added { copy.span_at(missing.at - added) } else { copy.span() };
            self.sink.tell(Diagnostic::missing_glyph(span, missing.character));
        }
        par
    }
}
