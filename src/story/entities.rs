//! Character references of HTML and Markdown, `&nbsp;` and `&#8220;`, become
//! the characters they name (CommonMark 2.5).

use super::letter::Letter;

/// The names that word processors, content systems and web pages write, with
/// their characters; those of Greek and mathematics are told, not read.
const NAMED: &[(&str, char)] = &[
    ("AMP", '&'),
    ("GT", '>'),
    ("LT", '<'),
    ("QUOT", '"'),
    ("Aacute", 'Á'),
    ("Agrave", 'À'),
    ("Auml", 'Ä'),
    ("Ccedil", 'Ç'),
    ("Eacute", 'É'),
    ("Oslash", 'Ø'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("agrave", 'à'),
    ("amp", '&'),
    ("apos", '\''),
    ("aring", 'å'),
    ("asymp", '≈'),
    ("auml", 'ä'),
    ("bdquo", '„'),
    ("brvbar", '¦'),
    ("bull", '•'),
    ("ccedil", 'ç'),
    ("cent", '¢'),
    ("copy", '©'),
    ("dagger", '†'),
    ("darr", '↓'),
    ("deg", '°'),
    ("divide", '÷'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("egrave", 'è'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("euml", 'ë'),
    ("euro", '€'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("ge", '≥'),
    ("gt", '>'),
    ("hearts", '♥'),
    ("hellip", '…'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("iuml", 'ï'),
    ("laquo", '«'),
    ("larr", '←'),
    ("ldquo", '“'),
    ("le", '≤'),
    ("lsaquo", '‹'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("micro", 'µ'),
    ("middot", '·'),
    ("minus", '−'),
    ("nbsp", '\u{A0}'),
    ("ndash", '–'),
    ("ne", '≠'),
    ("not", '¬'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("ograve", 'ò'),
    ("oslash", 'ø'),
    ("ouml", 'ö'),
    ("para", '¶'),
    ("permil", '‰'),
    ("plusmn", '±'),
    ("pound", '£'),
    ("prime", '′'),
    ("Prime", '″'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsaquo", '›'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("sect", '§'),
    ("shy", '\u{AD}'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("szlig", 'ß'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
    ("trade", '™'),
    ("uacute", 'ú'),
    ("uarr", '↑'),
    ("ucirc", 'û'),
    ("ugrave", 'ù'),
    ("uuml", 'ü'),
    ("yen", '¥'),
    ("zwj", '\u{200D}'),
    ("zwnj", '\u{200C}'),
];

/// No name of HTML and no number is longer.
const LONGEST: usize = 32;

/// Returns the character reference of HTML at the head of a text, `&nbsp;` or `&#8220;`: its length
/// in bytes, and the character it names when that is known.
pub fn reference(text: &str) -> Option<(usize, Option<char>)> {
    let name = text.strip_prefix('&')?;
    let end = name.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &name[..end];
    let length = end + 2;
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let digits = hex.unwrap_or(number);
        let radix = if hex.is_some() { 16 } else { 10 };
        if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
            return None;
        }
        let code = u32::from_str_radix(digits, radix).ok().map(windows);
        let character = code.and_then(char::from_u32).filter(|c| !c.is_control());
        return Some((length, character));
    }
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    let known = NAMED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, c)| *c);
    (known.is_some() || named && name.len() > 1).then_some((length, known))
}

/// Numbers from 128 to 159 are meant as Windows-1252 has them (HTML 13.2.5.80).
fn windows(code: u32) -> u32 {
    let byte = match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9F) => byte,
        _ => return code,
    };
    let bytes = [byte];
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().map_or(code, u32::from)
}

/// Puts the characters in place of the references to them, and gives each
/// that is known to `found`.
pub(super) fn decode(letters: &mut Vec<Letter>, mut found: impl FnMut(usize, usize)) {
    if !letters.iter().any(|letter| letter.is('&')) {
        return;
    }
    let mut read = Vec::with_capacity(letters.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        at += 1;
        if letter.is('&') {
            let rest = &letters[at - 1..(at + LONGEST).min(letters.len())];
            let text: String = rest
                .iter()
                .take_while(|letter| !letter.is_escaped() && letter.character.is_ascii())
                .map(|letter| letter.character)
                .collect();
            if let Some((length, Some(character))) = reference(&text) {
                let whole = letter.named(letters[at + length - 2], character);
                found(whole.place().0, whole.place().1);
                read.push(whole);
                at += length - 1;
                continue;
            }
        }
        read.push(letter);
    }
    *letters = read;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        for (text, length, character) in [
            ("&nbsp;x", 6, Some('\u{A0}')),
            ("&#8220;", 7, Some('“')),
            ("&#x201C;", 8, Some('“')),
            ("&#147;", 6, Some('“')),
            ("&Epsilon;", 9, None),
            ("&#0;", 4, None),
            ("&#xFFFFFFFFF;", 13, None),
        ] {
            assert_eq!(reference(text), Some((length, character)), "{text}");
        }
        for text in ["&", "& b;", "&;", "&#;", "&#x;", "R&D部门;", "&a;", "AT&T;"] {
            assert_eq!(reference(text), None, "{text}");
        }
    }
}
