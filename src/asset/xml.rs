//! What of an XML file is counted before anything parses it.

use crate::limits::ATTRIBUTES;
use crate::say::{Text, text};

/// Checks that no element has more attributes than the limit: a parser holds
/// each against those before it. The error says what is wrong, for a person.
pub(super) fn check(text: &str) -> Result<(), Text> {
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")]
            .into_iter()
            .find(|(begins, _)| rest.starts_with(begins));
        rest = match skipped {
            Some((_, ends)) => rest.split_once(ends).map_or("", |(_, rest)| rest),
            None => tag(rest)?,
        };
    }
    Ok(())
}

/// What follows a tag.
fn tag(text: &str) -> Result<&str, Text> {
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => return Ok(&text[at + 1..]),
            _ => {}
        }
        if attributes > ATTRIBUTES {
            return Err(text!(
                "asset.element-more-attributes",
                "an element has more than {most} attributes",
                most = ATTRIBUTES
            ));
        }
    }
    Ok("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_element_by_element() {
        let many = |count: usize| " a='='".repeat(count);
        let few = many(ATTRIBUTES);
        let text = format!(
            "<?x {few}{few}?><!-- <a{few}{few}> --><a{few}><![CDATA[<a{few}{few}>]]><b{few}/></a>"
        );
        assert_eq!(check(&text), Ok(()));
        assert!(check(&format!("<a><b{} /></a>", many(ATTRIBUTES + 1))).is_err());
        assert_eq!(check("<a b='<"), Ok(()));
    }
}
