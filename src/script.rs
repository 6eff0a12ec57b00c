//! Scripts and languages: which scripts lines can be set in, and whose words can be divided.

use unicode_script::{Script, UnicodeScript};

/// Scripts that lines are set in: written from left to right, with the forms that their faces
/// give, and divided by UAX #14, in Southeast Asia by dictionaries.
const SET: &[Script] = &[
    Script::Common,
    Script::Inherited,
    // The private area: 补字.
    Script::Unknown,
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Bopomofo,
    Script::Hangul,
    Script::Yi,
    Script::Latin,
    Script::Greek,
    Script::Cyrillic,
    Script::Armenian,
    Script::Georgian,
    Script::Braille,
    Script::Ethiopic,
    Script::Tibetan,
    Script::Thai,
    Script::Lao,
    Script::Khmer,
    Script::Myanmar,
    Script::Devanagari,
    Script::Bengali,
    Script::Gurmukhi,
    Script::Gujarati,
    Script::Oriya,
    Script::Tamil,
    Script::Telugu,
    Script::Kannada,
    Script::Malayalam,
    Script::Sinhala,
];

/// Returns the Unicode name of the script of a character that lines cannot be set in: one that runs
/// from right to left, as Arabic and Hebrew do, or in columns from left to right, as Mongolian, or
/// one that nothing here knows.
pub(crate) fn unset(character: char) -> Option<&'static str> {
    // Before Hebrew come Latin, Greek, Cyrillic and Armenian only; ideographs are most of a paper.
    if character < '\u{590}' || ('\u{2E80}'..='\u{9FFF}').contains(&character) {
        return None;
    }
    let script = character.script();
    (!SET.contains(&script)).then(|| script.full_name())
}

/// Returns the ISO 15924 code of a script that is shaped by rules of its own, and not by those of
/// the language of the paper: of India, Southeast Asia and Tibet.
pub(crate) fn own(character: char) -> Option<&'static str> {
    let shaped = matches!(u32::from(character), 0x900..=0x109F | 0x1780..=0x17FF | 0xA8E0..=0xA8FF | 0xAA60..=0xAA7F);
    if !shaped {
        return None;
    }
    let script = character.script();
    let is_shared = matches!(script, Script::Common | Script::Inherited | Script::Unknown);
    (!is_shared).then(|| script.short_name())
}

/// Returns whether a character goes on in the script of the one before it: a mark on it, a joiner,
/// the danda of several scripts.
pub(crate) fn goes_on(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}' | '\u{964}' | '\u{965}')
        || character >= '\u{300}' && character.script() == Script::Inherited
}

/// Returns whether a character is of a script whose lines are divided inside what stands between
/// two blanks, by rules of its own: after the ་ of Tibetan, between the words of Thai.
pub(crate) fn is_divided_by_rules(character: char) -> bool {
    matches!(u32::from(character), 0xE00..=0x109F | 0x1200..=0x139F | 0x1780..=0x17FF | 0xAA60..=0xAA7F)
}

/// Languages whose words are divided by patterns of their own: Chinese name and ISO 639-1 code.
const WORDS: [(&str, &str); 16] = [
    ("英文", "en"),
    ("德文", "de"),
    ("法文", "fr"),
    ("西班牙文", "es"),
    ("意大利文", "it"),
    ("葡萄牙文", "pt"),
    ("荷兰文", "nl"),
    ("俄文", "ru"),
    ("乌克兰文", "uk"),
    ("波兰文", "pl"),
    ("捷克文", "cs"),
    ("丹麦文", "da"),
    ("瑞典文", "sv"),
    ("芬兰文", "fi"),
    ("希腊文", "el"),
    ("土耳其文", "tr"),
];

/// A language whose words are divided by patterns of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordLang(&'static str);

impl WordLang {
    /// English.
    pub const ENGLISH: WordLang = WordLang("en");

    /// Returns the language of an ISO 639-1 code or a Chinese name; `None` if its words cannot be
    /// divided.
    pub fn of(name: &str) -> Option<WordLang> {
        let known = |(zh, code): &&(&str, &str)| *zh == name || code.eq_ignore_ascii_case(name);
        WORDS.iter().find(known).map(|(_, code)| WordLang(code))
    }

    /// Returns its ISO 639-1 code.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// Returns every such language.
    pub fn all() -> impl Iterator<Item = WordLang> {
        WORDS.iter().map(|(_, code)| WordLang(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_to_the_left_or_is_not_known_is_named() {
        for (character, script) in [
            ('ق', Some("Arabic")),
            ('ש', Some("Hebrew")),
            ('ᠮ', Some("Mongolian")),
            ('ߒ', Some("Nko")),
            ('国', None),
            ('あ', None),
            ('한', None),
            ('A', None),
            ('Я', None),
            ('ན', None),
            ('ก', None),
            ('न', None),
            ('，', None),
            ('\u{E000}', None),
            ('\u{301}', None),
            ('😀', None),
        ] {
            assert_eq!(unset(character), script, "{character}");
        }
    }

    #[test]
    fn scripts_with_rules_of_their_own_are_shaped_by_them() {
        for (character, script) in [
            ('न', Some("Deva")),
            ('ན', Some("Tibt")),
            ('ក', Some("Khmr")),
            ('န', Some("Mymr")),
            ('น', Some("Thai")),
            ('國', None),
            ('A', None),
            ('\u{964}', None),
        ] {
            assert_eq!(own(character), script, "{character}");
        }
        // The sign of a syllable without vowel, and a joiner after it.
        assert!(goes_on('\u{200D}') && goes_on('\u{964}') && !goes_on('A') && !goes_on('国'));
    }
}
