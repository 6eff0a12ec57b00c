//! Templates of a catalogue, and values put into them.

use super::arg::Arg;
use super::language::Language;

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

/// Puts values into a template.
pub(super) fn filled(template: &str, args: &[(&str, Arg)], language: Language) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Value(name, form) => {
                match args.iter().find(|(known, _)| *known == name) {
                    Some((_, arg)) => out.push_str(&shown(arg, form, language)),
                    // A text without values speaks of something in braces.
                    None => out.extend(["{", name, "}"]),
                }
            }
        }
    }
    out
}

fn shown(arg: &Arg, form: &str, language: Language) -> String {
    match arg {
        Arg::Words(words) => words.clone(),
        Arg::Whole(number) if form == "04X" => format!("{number:04X}"),
        Arg::Whole(number) => match form.starts_with('+') {
            true => format!("{number:+}"),
            false => number.to_string(),
        },
        Arg::Decimal(number) => {
            let places = form.trim_start_matches(['+', '.']).parse::<usize>();
            let number = number.value();
            match (form.starts_with('+'), places) {
                (true, Ok(places)) => format!("{number:+.places$}"),
                (false, Ok(places)) => format!("{number:.places$}"),
                (_, Err(_)) => number.to_string(),
            }
        }
        Arg::Text(text) => text.in_language(language).into_owned(),
        Arg::List(args, alternatives) => {
            let words: Vec<String> = args.iter().map(|arg| shown(arg, form, language)).collect();
            match words.as_slice() {
                [first @ .., last] if *alternatives && !first.is_empty() => {
                    format!("{}或{last}", first.join("、"))
                }
                all => all.join("、"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::arg::Typed;
    use super::super::list::List;
    use super::*;

    #[test]
    fn values_stand_in_their_forms() {
        let args = [
            ("name", "甲".arg()),
            ("far", 2.25.arg()),
            ("code", 0x30EDD.arg()),
            ("keys", List::either(["a", "b", "c"]).arg()),
        ];
        let filled = |template| filled(template, &args, Language::Zh);
        assert_eq!(filled("“{name}”远{far:.1}"), "“甲”远2.2");
        assert_eq!(filled("U+{code:04X} {far:+.3}"), "U+30EDD +2.250");
        assert_eq!(filled("{keys}，{{date}}"), "a、b或c，{date}");
        assert_eq!(filled("{"), "{");
        assert_eq!(filled("}{none}"), "}{none}");
    }
}
