//! Templates of a catalogue.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words as they stand.
    Words(&'t str),
    /// The value of a name, and its form: `.1`, `04X`.
    Value(&'t str, &'t str),
}

/// The pieces of a template: `{name}` and `{name:form}` are values, `{{` and
/// `}}` braces.
pub(super) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        if at > 0 {
            pieces.push(Piece::Words(&rest[..at]));
        }
        let brace = &rest[at..];
        if brace.starts_with("{{") || brace.starts_with("}}") {
            pieces.push(Piece::Words(&brace[..1]));
            rest = &brace[2..];
            continue;
        }
        let Some(end) = brace.find('}').filter(|end| *end > 0) else {
            pieces.push(Piece::Words(&brace[..1]));
            rest = &brace[1..];
            continue;
        };
        let inner = &brace[1..end];
        let (name, form) = inner.split_once(':').unwrap_or((inner, ""));
        pieces.push(Piece::Value(name, form));
        rest = &brace[end + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}
