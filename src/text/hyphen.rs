//! Where a Latin word may be divided: English by its patterns, names in
//! pinyin between syllables (GB/T 16159 §移行).

use hypher::{Lang as Patterns, hyphenate};

/// No word that is divided is longer; a longer run of letters is no word.
const LONGEST: usize = 36;

/// Letters that must stay before and after the division of an English word.
const LEAST: usize = 3;

const INITIALS: &[&str] =
    &["zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w", ""];

const FINALS: &[&str] = &[
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ue", "ai", "ei", "ao", "ou", "an", "en", "in", "un",
    "ia", "ie", "iu", "ua", "uo", "ui", "er", "a", "o", "e", "i", "u", "v",
];

/// The byte places inside `word` where it may be divided. `names` says that
/// words with a capital may be Chinese names in pinyin.
pub(super) fn points(word: &str, names: bool) -> Vec<usize> {
    if !word.is_ascii() || !(2 * LEAST..=LONGEST).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let capital = word.as_bytes()[0].is_ascii_uppercase() && !word.as_bytes()[1].is_ascii_uppercase();
    if names
        && capital
        && let Some(syllables) = pinyin(&word.to_ascii_lowercase())
    {
        return syllables;
    }
    // All capitals is an abbreviation, which is not divided.
    if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Vec::new();
    }
    let mut at = 0;
    let mut found = Vec::new();
    for syllable in hyphenate(word, Patterns::English) {
        at += syllable.len();
        if at >= LEAST && at + LEAST <= word.len() {
            found.push(at);
        }
    }
    found
}

/// The ends of all syllables but the last, when the whole word is pinyin of
/// two syllables at least.
fn pinyin(word: &str) -> Option<Vec<usize>> {
    fn rest(word: &str, from: usize, ends: &mut Vec<usize>) -> bool {
        if from == word.len() {
            return true;
        }
        for initial in INITIALS.iter().filter(|initial| word[from..].starts_with(*initial)) {
            for last in FINALS.iter().filter(|last| word[from + initial.len()..].starts_with(*last)) {
                let end = from + initial.len() + last.len();
                // A syllable without initial follows an apostrophe in pinyin,
                // so inside a word it is not one.
                if (initial.is_empty() && from > 0) || end == from {
                    continue;
                }
                ends.push(end);
                if rest(word, end, ends) {
                    return true;
                }
                ends.pop();
            }
        }
        false
    }
    let mut ends = Vec::new();
    (rest(word, 0, &mut ends) && ends.len() > 1).then(|| {
        ends.pop();
        ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, names: bool) -> String {
        let mut text = word.to_owned();
        for at in points(word, names).into_iter().rev() {
            text.insert(at, '-');
        }
        text
    }

    #[test]
    fn names_are_divided_between_syllables() {
        assert_eq!(divided("Beijing", true), "Bei-jing");
        assert_eq!(divided("Pingyuan", true), "Ping-yuan");
        assert_eq!(divided("Zhuangzhou", true), "Zhuang-zhou");
        assert_eq!(divided("Shijiazhuang", true), "Shi-jia-zhuang");
    }

    #[test]
    fn english_words_are_divided_by_their_patterns() {
        assert_eq!(divided("hyphenation", false), "hyphen-ation");
        assert_eq!(divided("newspaper", true), "news-pa-per");
    }

    #[test]
    fn short_words_abbreviations_and_the_unknown_stay_whole() {
        for word in ["GDP", "UNESCO", "App", "cities", "北京市北京市", "naïveté", "W3C4all"] {
            assert_eq!(points(word, true), points(word, true));
        }
        assert_eq!(divided("UNESCO", true), "UNESCO");
        assert_eq!(divided("App", true), "App");
        assert_eq!(divided("W3C4all", true), "W3C4all");
    }
}
