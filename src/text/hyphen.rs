//! Hyphenation of Latin words: English by its patterns, names in pinyin between syllables (GB/T
//! 16159 §移行).

use hypher::{Lang as Patterns, hyphenate};

use crate::script::WordLang;

/// Maximum length of a word that is divided, in letters; a longer run is no word.
const LONGEST: usize = 36;

/// Minimum number of letters before and after the division of an English word, as in TeX: in a
/// newspaper column re-main and in-tend may be divided.
const LEAST: (usize, usize) = (2, 3);
/// Minimum number of letters before and after the division of a name.
const LEAST_OF_NAME: (usize, usize) = (2, 3);

/// Every syllable of pinyin: initials, the longest first, and the finals that may follow each
/// (汉语拼音方案).
const SYLLABLES: &[(&str, &str)] = &[
    (
        "zh",
        "a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    ),
    (
        "ch",
        "a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    ),
    (
        "sh",
        "a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    ),
    ("b", "a o ai ei ao an en ang eng i ie iao ian in ing u"),
    ("p", "a o ai ei ao ou an en ang eng i ie iao ian in ing u"),
    (
        "m",
        "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    ),
    ("f", "a o ei ou an en ang eng u"),
    (
        "d",
        "a e ai ei ao ou an en ang eng ong i ie iao iu ian ing u uo ui uan un",
    ),
    (
        "t",
        "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    ),
    (
        "n",
        "a e ai ei ao ou an en ang eng ong i ie iao iu ian iang in ing u uo uan ue v ve",
    ),
    (
        "l",
        "a e ai ei ao ou an ang eng ong i ia ie iao iu ian iang in ing u uo uan un ue v ve",
    ),
    (
        "g",
        "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    ),
    (
        "k",
        "a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    ),
    (
        "h",
        "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    ),
    ("j", "i ia ie iao iu ian iang in ing iong u ue uan un"),
    ("q", "i ia ie iao iu ian iang in ing iong u ue uan un"),
    ("x", "i ia ie iao iu ian iang in ing iong u ue uan un"),
    ("r", "e i ao ou an en ang eng ong u uo ui uan un"),
    ("z", "a e i ai ei ao ou an en ang eng ong u uo ui uan un"),
    ("c", "a e i ai ao ou an en ang eng ong u uo ui uan un"),
    ("s", "a e i ai ao ou an en ang eng ong u uo ui uan un"),
    ("y", "a o e ao ou an ang ong i in ing u ue uan un"),
    ("w", "a o ai ei an en ang eng u"),
    ("", "a o e ai ei ao ou an en ang eng er"),
];

/// Initials that no English word has at the start of a syllable.
const PLAIN_INITIALS: [&str; 3] = ["zh", "x", "q"];
const PLAIN_FINALS: [&str; 4] = ["iang", "uang", "iong", "uan"];
/// Finals that few English words have.
const LIKELY_FINALS: [&str; 3] = ["ng", "ian", "iao"];

/// Returns the byte offsets inside `word` at which it may be divided. If `names`, words with a
/// capital may be Chinese names in pinyin.
pub(super) fn points(word: &str, names: bool) -> Vec<usize> {
    if !word.is_ascii()
        || !(LEAST.0 + LEAST.1..=LONGEST).contains(&word.len())
        || !word.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return Vec::new();
    }
    let capital = word.as_bytes()[0].is_ascii_uppercase();
    // All capitals is an abbreviation, which is not divided.
    if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Vec::new();
    }
    // A product's name parts where its next capital begins: Open-Harmony.
    if word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()) {
        let begins = |at: &usize| {
            word.as_bytes()[at - 1].is_ascii_lowercase()
                && word.as_bytes()[*at].is_ascii_uppercase()
        };
        return (LEAST.1..=word.len() - LEAST.1).filter(begins).collect();
    }
    let english = english(word);
    if names
        && capital
        && let Some(name) = name(&word.to_ascii_lowercase(), &english)
    {
        return name;
    }
    english
}

/// Returns where a word of another language may be divided, in bytes, by its patterns and their
/// least number of letters at either end.
pub(super) fn points_in(word: &str, lang: WordLang) -> Vec<usize> {
    let code = lang.code().as_bytes();
    let (lower, patterns) = (word.to_lowercase(), Patterns::from_iso([code[0], code[1]]));
    let Some(patterns) = patterns.filter(|_| lower.len() == word.len()) else {
        return Vec::new();
    };
    let mut at = 0;
    let mut found: Vec<usize> = hyphenate(&lower, patterns)
        .map(|syllable| {
            at += syllable.len();
            at
        })
        .collect();
    found.pop();
    found
}

fn english(word: &str) -> Vec<usize> {
    let mut at = 0;
    let mut found = Vec::new();
    for syllable in hyphenate(word, Patterns::English) {
        at += syllable.len();
        if at >= LEAST.0 && at + LEAST.1 <= word.len() {
            found.push(at);
        }
    }
    found
}

/// Returns the divisions of a name in pinyin, if the word is one; many an English word can be read
/// as pinyin as well. One that ends in a mute e, as Machine does, is taken for English, and so is
/// one that English divides elsewhere, unless it is plainly pinyin.
fn name(word: &str, english: &[usize]) -> Option<Vec<usize>> {
    let ends = pinyin(word)?;
    let starts = [0].into_iter().chain(ends.iter().copied());
    let syllables: Vec<&str> = starts
        .zip(ends.iter().copied().chain([word.len()]))
        .map(|(start, end)| &word[start..end])
        .collect();
    let plain = |syllable: &&str| {
        PLAIN_INITIALS
            .iter()
            .any(|initial| syllable.starts_with(initial))
            || PLAIN_FINALS.iter().any(|last| syllable.ends_with(last))
    };
    let likely = |syllable: &&str| LIKELY_FINALS.iter().any(|last| syllable.ends_with(last));
    let mute = word.ends_with('e') && !word.ends_with("ie") && !word.ends_with("ue");
    let agreed = english.iter().all(|at| ends.contains(at));
    let is_name = syllables.iter().any(plain) || agreed && syllables.iter().any(likely);
    let (before, after) = LEAST_OF_NAME;
    (is_name && !mute).then(|| {
        ends.into_iter()
            .filter(|at| *at >= before && at + after <= word.len())
            .collect()
    })
}

/// Returns the ends of all syllables but the last, if the whole word is pinyin of at least two
/// syllables.
fn pinyin(word: &str) -> Option<Vec<usize>> {
    fn rest(word: &str, from: usize, ends: &mut Vec<usize>) -> bool {
        if from == word.len() {
            return true;
        }
        for (initial, finals) in SYLLABLES
            .iter()
            .filter(|(initial, _)| word[from..].starts_with(initial))
        {
            // A syllable without initial follows an apostrophe in pinyin, so
            // inside a word it is not one.
            if initial.is_empty() && from > 0 {
                continue;
            }
            let after = from + initial.len();
            let mut lengths: Vec<usize> = finals
                .split(' ')
                .filter(|last| word[after..].starts_with(last))
                .map(str::len)
                .collect();
            lengths.sort_unstable_by(|a, b| b.cmp(a));
            for length in lengths {
                ends.push(after + length);
                if rest(word, after + length, ends) {
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
    fn english_words_are_not_taken_for_names() {
        for (word, set) in [
            ("Machine", "Ma-chine"),
            ("Nature", "Na-ture"),
            ("Minute", "Minute"),
            ("Chengde", "Chengde"),
            ("Canada", "Canada"),
            ("Mining", "Min-ing"),
            ("Waiting", "Wait-ing"),
            ("Fujian", "Fu-jian"),
            ("Lanzhou", "Lan-zhou"),
        ] {
            assert_eq!(divided(word, true), set);
        }
    }

    #[test]
    fn english_words_are_divided_by_their_patterns() {
        assert_eq!(divided("hyphenation", false), "hy-phen-ation");
        assert_eq!(divided("newspaper", true), "news-pa-per");
    }

    #[test]
    fn short_words_abbreviations_and_the_unknown_stay_whole() {
        for word in [
            "GDP",
            "UNESCO",
            "App",
            "cities",
            "北京市北京市",
            "naïveté",
            "W3C4all",
        ] {
            assert_eq!(points(word, true), points(word, true));
        }
        assert_eq!(divided("OpenHarmony", true), "Open-Harmony");
        assert_eq!(divided("HarmonyOS", true), "HarmonyOS");
        assert_eq!(divided("UNESCO", true), "UNESCO");
        assert_eq!(divided("App", true), "App");
        assert_eq!(divided("W3C4all", true), "W3C4all");
    }
}
