//! Texts of others as they are shown.

use std::borrow::Cow;

/// A text with every character escaped that would do something to the place
/// where it is shown: begin a line, move the cursor, turn the direction of
/// what follows. A name with a newline in it forges no line of its own.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match acts(c) {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character acts instead of standing: controls, the separators of
/// lines and paragraphs, and what turns or isolates directions (UAX 9).
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
        )
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_escaped_and_the_rest_stands() {
        assert_eq!(shown("a\nb.toml:1:1: error"), "a\\nb.toml:1:1: error");
        assert_eq!(shown("\u{1b}[31m红\u{7}"), "\\u{1b}[31m红\\u{7}");
        assert_eq!(shown("\u{202e}txt\u{9b}"), "\\u{202e}txt\\u{9b}");
        for plain in ["编辑台 C:\\a “x”", "é\u{301}", ""] {
            assert!(matches!(shown(plain), Cow::Borrowed(_)), "{plain}");
        }
        for c in (0..=0x10ffff).filter_map(char::from_u32) {
            let text = c.to_string();
            assert!(!shown(&text).chars().any(char::is_control), "{c:?}");
        }
    }
}
