//! Characters that no font has.

use crate::asset::{FontId, Fonts};
use crate::diag::{Diagnostic, Sink};
use crate::geom::Len;
use crate::story::Story;
use crate::style::{Lang, ParStyle};
use crate::text::{Rich, Shaper};

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
