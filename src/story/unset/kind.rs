//! Kinds of marks.

use crate::say::{Text, text};

/// A kind of mark: how it looks, whose it is, and what to do in its place.
pub(super) type MarkKind = (&'static str, Text, Text);

/// Whose most of them are.
pub(super) const MARKDOWN: Text = text!("story.markdown-mark", "Markdown mark");

/// Whose the tags are.
pub(super) const HTML: Text = text!("story.html-mark", "HTML mark");
