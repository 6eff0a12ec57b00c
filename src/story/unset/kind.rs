//! Kinds of marks.

/// A kind of mark: how it looks, whose it is, and what to do in its place.
pub(super) type MarkKind = (&'static str, &'static str, &'static str);

/// Whose most of them are.
pub(super) const MARKDOWN: &str = "Markdown";
