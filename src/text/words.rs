//! Words of a headline, so that no line of it ends inside one.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::style::Lang;

/// Never first in a line of a headline: they belong to the word before them
/// (headline proof rules of newspaper handbooks).
const CLING_BACK: [&str; 14] = ["的", "地", "得", "了", "着", "过", "们", "者", "之", "性", "化", "们的", "於", "與"];
/// Never last: they belong to the word after them.
const CLING_ON: [&str; 26] = [
    "和", "与", "與", "及", "或", "在", "从", "從", "向", "对", "對", "把", "被", "将", "將", "为", "為", "让", "讓", "给", "以", "不",
    "第", "是", "再", "更",
];

/// The stretches of `text`, in bytes, that stay on one line of a headline:
/// each a word with the particles that cling to it. Stretches of one
/// character are left out. Words come from the dictionary of the Unicode
/// project; it knows Chinese and Japanese.
pub fn headline_words(text: &str, lang: Lang) -> Vec<Range<usize>> {
    if matches!(lang, Lang::En | Lang::Ko) {
        return Vec::new();
    }
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut clings = false;
    for pair in ends.windows(2) {
        let word = &text[pair[0]..pair[1]];
        let wordy = word.chars().all(char::is_alphanumeric);
        let joins = clings || CLING_BACK.contains(&word);
        match words.last_mut().filter(|last| wordy && joins && last.end == pair[0]) {
            Some(last) => last.end = pair[1],
            None if wordy => words.push(pair[0]..pair[1]),
            None => {}
        }
        clings = wordy && CLING_ON.contains(&word);
    }
    words.retain(|word| text[word.clone()].chars().count() > 1);
    words
}

/// The word of the dictionary that two lines of a headline divide; `None` where
/// they can be read otherwise: 发展中 and 国家 divide no 中国.
pub fn divided_word(line: &str, next: &str, lang: Lang) -> Option<String> {
    if matches!(lang, Lang::En | Lang::Ko) {
        return None;
    }
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends = |text: &str| segmenter.segment_str(text).collect::<Vec<usize>>();
    let (both, turn) = (format!("{line}{next}"), line.len());
    let word = ends(&both).windows(2).map(|pair| pair[0]..pair[1]).find(|word| word.start < turn && turn < word.end)?;
    let last = ends(line).iter().rev().nth(1).copied().unwrap_or(0);
    let first = ends(next).get(1).copied().unwrap_or(0);
    let alone = last >= word.start && turn + first <= word.end;
    let found = &both[word];
    (alone && found.chars().all(char::is_alphanumeric)).then(|| found.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        headline_words(text, Lang::ZhCn).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn particles_keep_to_their_words() {
        assert_eq!(words("共同富裕的道路越走越宽"), ["共同", "富裕的", "道路"]);
        assert_eq!(words("市民的期盼和城市的目标"), ["市民的", "期盼", "和城市的", "目标"]);
    }

    #[test]
    fn marks_part_words() {
        for word in words("我市物业服务升级，老小区住出“新感觉”") {
            assert!(word.chars().all(char::is_alphanumeric), "{word}");
        }
    }

    #[test]
    fn a_word_on_two_lines_is_found() {
        let divided = |line, next| divided_word(line, next, Lang::ZhCn);
        assert_eq!(divided("我市加快城", "市建设").as_deref(), Some("城市"));
        assert_eq!(divided("我市加快", "城市建设"), None);
        assert_eq!(divided("帮助发展中", "国家"), None);
        assert_eq!(divided("“天地”", "城市"), None);
        assert_eq!(divided_word("ci", "ty", Lang::En), None);
    }
}
