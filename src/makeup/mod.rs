//! Make-up 拼版: from slots and text to the finished page.
//!
//! Input: an [`Edition`] and one of its pages. Output: a [`Forme`](crate::forme::Forme), the fit of
//! every story, and the problems found. Invariant: everything is placed where the dummy says; text
//! order in the forme is reading order; a story is made where it begins, with all slots in which it
//! continues, and every page collects what is on it.

mod ad;
mod body;
mod clash;
mod copyfit;
mod covered;
mod dress;
mod furniture;
mod group;
mod head;
mod heavy;
mod inked;
mod inks;
mod interline;
mod jump;
mod lace;
mod legs;
mod lighter;
mod outline;
mod page;
mod picture;
mod remedy;
mod room;
mod rule;
mod run;
mod runaround;
mod story;
mod table;
mod text;

pub use copyfit::{Adjustment, Spent};
pub use dress::{Dressed, dress};
pub use interline::{Tight, tight};
pub use page::{
    MadePage, SetStory, StoryFit, chain_of, elsewhere, gather, make_up, set_stories, stories_of,
    wanted,
};
pub use remedy::{Change, CopyCut, Remedies, Remedy, remedies};
pub use run::{column_items, line_items};

use crate::asset::{FontId, Fonts};
use crate::diag::{Diagnostic, Sink};
use crate::edition::Edition;
use crate::geom::{Axes, Len};
use crate::story::{RichText, Story};
use crate::style::{Lang, ParStyle, Writing};
use crate::text::{Rich, ShapedPar, Shaper};

/// Returns the rotation of text in this direction on a page of this width.
pub(crate) fn axes_of(writing: Writing, width: Len) -> Axes {
    match writing {
        Writing::Horizontal => Axes::HORIZONTAL,
        Writing::Vertical => Axes::vertical(width),
    }
}

/// The compositor: the state that all parts of a page's make-up share.
pub(crate) struct Compositor<'a> {
    pub edition: &'a Edition,
    pub shaper: Shaper<'a>,
    pub sink: Sink,
}

/// Reports every character of an article that no font has, placed or not.
pub fn unprintable(story: &Story, fonts: &Fonts, lang: Lang) -> Vec<Diagnostic> {
    let (mut shaper, mut sink) = (Shaper::new(fonts), Sink::new());
    let style = ParStyle::plain(FontId::BODY, Len::pt(9), Len::pt(12), lang);
    let parts = story.parts.iter().map(|part| &part.text);
    for copy in parts.chain(story.body.iter().map(|block| &block.text)) {
        let rich = Rich::from(copy.text.clone());
        for missing in shaper.shape(rich.line(), &style).missing {
            sink.report(Diagnostic::missing_glyph(
                copy.span_at(missing.at),
                missing.character,
            ));
        }
    }
    sink.into_list()
}

impl Compositor<'_> {
    /// Shapes copy and reports problems at their places.
    fn shape_copy(&mut self, mut dressed: Dressed, style: &ParStyle, copy: &RichText) -> ShapedPar {
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
