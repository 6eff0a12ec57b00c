//! 字 of a heavy face that come from a lighter one.

use super::compositor::Compositor;
use crate::diag::{Code, Diagnostic, Span};
use crate::say::text;
use crate::text::ShapedPar;

/// Number of characters that a message names.
const NAMED: usize = 12;

impl Compositor<'_> {
    /// Tells of characters that stand out of their line because a lighter face supplies them.
    pub(super) fn tell_lighter(&mut self, par: &ShapedPar, place: impl Fn(usize) -> Span) {
        let Some(first) = par.lighter.first() else {
            return;
        };
        let mut characters: Vec<char> = par.lighter.iter().map(|one| one.character).collect();
        characters.sort_unstable();
        characters.dedup();
        let more = if characters.len() > NAMED { " …" } else { "" };
        let named: String = characters.iter().take(NAMED).collect();
        let fonts = &self.edition.fonts;
        let message = text!(
            "makeup.heavy-face-set-lighter",
            "the heavy face “{fonts}” has no “{named}”{more}: set in the lighter “{fonts2}”",
            fonts = fonts.name(first.wanted),
            named,
            more,
            fonts2 = fonts.name(first.font)
        );
        self.sink.report(
            Diagnostic::new(Code::FontLighter, place(first.at), message).help(text!(
                "makeup.add-heavy-font-them",
                "add a heavy font that has them with --font-path, or change the words"
            )),
        );
    }
}
