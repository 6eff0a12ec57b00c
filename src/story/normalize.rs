//! Half-width punctuation beside Han becomes full width (GB/T 15834 §5), and
//! what nothing is seen of goes.

use std::collections::BTreeMap;

use super::model::RichText;
use crate::diag::Span;

/// What was mapped in one article: each character with its count, and the first places.
#[derive(Debug, Default)]
pub(super) struct Mapped {
    pub counts: BTreeMap<char, usize>,
    pub places: Vec<Span>,
}

impl Mapped {
    pub fn note(&mut self, mark: char, place: Span) {
        *self.counts.entry(mark).or_default() += 1;
        if self.places.len() < 5 {
            self.places.push(place);
        }
    }

    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// What was mapped and how often, as it is told.
    pub fn list(&self) -> String {
        let name = |c: char| if shows(c) == Some(c) { format!("“{c}”") } else { format!("U+{:04X}", u32::from(c)) };
        let list: Vec<String> = self.counts.iter().map(|(mark, count)| format!("{count} {}", name(*mark))).collect();
        list.join(", ")
    }
}

/// What stands for a character in print. Those that only steer a screen or a
/// word processor (Unicode 5.21, default ignorable) are nothing; spaces of
/// other widths, which faces lack, are the nearest that they have.
pub(super) fn shows(character: char) -> Option<char> {
    match character {
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => None,
        '\u{2003}' => Some('\u{3000}'),
        '\u{2007}' | '\u{202F}' => Some('\u{A0}'),
        '\u{2002}'..='\u{200A}' | '\u{205F}' => Some(' '),
        shown => Some(shown),
    }
}

fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD)
}

/// Han or a mark that only stands in Chinese text.
fn is_chinese(character: char) -> bool {
    is_han(character)
        || matches!(u32::from(character), 0x3001..=0x3003 | 0x3008..=0x301F | 0xFF01..=0xFF5E)
        || matches!(character, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Maps the marks of one text; spaces between Han go when `body`, but not the
/// blank of one em, which nobody types unawares, nor what parts the names of
/// writers. What nothing is seen of goes as well; `mapped` has it already.
pub(super) fn normalize(text: &mut RichText, body: bool, mapped: &mut Mapped) {
    let blanks: Vec<bool> = text.text.chars().filter(|c| shows(*c).is_some()).map(|c| c == ' ').collect();
    if text.text.chars().any(|c| shows(c) != Some(c)) {
        text.rewrite(|_, c| shows(c));
    }
    let characters: Vec<char> = text.text.chars().collect();
    // Curly quotes, dashes and ellipses are English marks as well.
    if !characters.iter().any(|c| is_han(*c)) {
        return;
    }
    let mut new: Vec<Option<char>> = characters.iter().copied().map(Some).collect();
    let pairs = parentheses(&characters);
    let names = names(&characters);
    let mut quote_open = true;
    for (at, &character) in characters.iter().enumerate() {
        let before = new[..at].iter().rev().flatten().find(|c| **c != ' ').copied();
        let after = characters[at + 1..].iter().find(|c| **c != ' ').copied();
        let beside = before.is_some_and(is_chinese) || after.is_some_and(is_chinese);
        let inside_number =
            before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit()) && at > 0 && characters[at - 1] != ' ';
        let wide = match character {
            ',' if beside && !inside_number => Some('，'),
            ';' if beside => Some('；'),
            ':' if beside && !inside_number => Some('：'),
            '!' if beside => Some('！'),
            '?' if beside => Some('？'),
            '.' if before.is_some_and(is_chinese)
                && !after.is_some_and(|c| c.is_ascii_alphanumeric())
                && after != Some('.')
                && characters.get(at.wrapping_sub(1)) != Some(&'.') =>
            {
                Some('。')
            }
            '(' | ')' if pairs[at] => Some(if character == '(' { '（' } else { '）' }),
            '"' if beside => {
                let mark = if quote_open { '“' } else { '”' };
                quote_open = !quote_open;
                Some(mark)
            }
            _ => None,
        };
        if let Some(wide) = wide {
            new[at] = Some(wide);
            mapped.note(character, place(text, at));
        }
        // The first of several blanks between names stays.
        let parts_names = names[at] && characters[at - 1] != ' ' && before.is_some_and(is_han) && after.is_some_and(is_han);
        if body && blanks[at] && !parts_names && before.is_some_and(is_chinese) && after.is_some_and(is_chinese) {
            new[at] = None;
            mapped.note(' ', place(text, at));
        }
    }
    dashes(&characters, &mut new, text, mapped);
    if new.iter().zip(&characters).any(|(new, old)| *new != Some(*old)) {
        text.rewrite(|nth, _| new[nth]);
    }
}

fn place(text: &RichText, nth: usize) -> Span {
    let byte = text.text.char_indices().nth(nth).map_or(0, |(byte, _)| byte);
    text.span_at(byte)
}

/// `--` between Han is ——, `...` after Han is ……
fn dashes(characters: &[char], new: &mut [Option<char>], text: &RichText, mapped: &mut Mapped) {
    for (run, wide) in [(&['-', '-'][..], '—'), (&['.', '.', '.'][..], '…')] {
        let mut at = 0;
        while at + run.len() <= characters.len() {
            let beside = at > 0 && is_chinese(characters[at - 1]) || characters.get(at + run.len()).is_some_and(|c| is_chinese(*c));
            if characters[at..].starts_with(run) && beside {
                mapped.note(run[0], place(text, at));
                new[at] = Some(wide);
                new[at + 1] = Some(wide);
                for extra in new.iter_mut().take(at + run.len()).skip(at + 2) {
                    *extra = None;
                }
                at += run.len();
            } else {
                at += 1;
            }
        }
    }
}

/// Which parentheses are half of a pair that stands in Chinese text: a pair is
/// mapped whole or not at all.
fn parentheses(characters: &[char]) -> Vec<bool> {
    let mut chosen = vec![false; characters.len()];
    let mut open = Vec::new();
    let near = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(|c| is_chinese(*c));
    for (at, &character) in characters.iter().enumerate() {
        match character {
            '(' => open.push(at),
            ')' => match open.pop() {
                Some(start) => {
                    let chinese =
                        near(start.checked_sub(1)) || near(Some(at + 1)) || characters[start + 1..at].iter().any(|c| is_chinese(*c));
                    chosen[start] = chinese;
                    chosen[at] = chinese;
                }
                None => chosen[at] = near(at.checked_sub(1)),
            },
            _ => {}
        }
    }
    for start in open {
        chosen[start] = near(start.checked_sub(1)) || near(Some(start + 1));
    }
    chosen
}

/// Who may be named in a bracket, near its beginning.
const WRITERS: [&str; 14] =
    ["记者", "記者", "通讯员", "通訊員", "作者", "摄影", "攝影", "供稿", "实习生", "實習生", "特约", "特約", "见习", "编辑"];
/// How near, in characters.
const NEAR: usize = 8;

/// Which characters stand in a bracket that names writers, as in
/// （本报记者李明 通讯员王芳）.
fn names(characters: &[char]) -> Vec<bool> {
    let mut named = vec![false; characters.len()];
    let mut open = None;
    for (at, character) in characters.iter().enumerate() {
        match character {
            '（' | '(' => open = Some(at + 1),
            '）' | ')' => {
                if let Some(start) = open.take() {
                    let first: String = characters[start..at].iter().take(NEAR).collect();
                    named[start..at].fill(WRITERS.iter().any(|writer| first.contains(writer)));
                }
            }
            _ => {}
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sources;

    fn mapped(text: &str, body: bool) -> (String, usize) {
        let source = Sources::default().add("a", text.to_owned());
        let mut rich = RichText::new(source);
        for (at, character) in text.char_indices() {
            rich.push(character, at, character.len_utf8());
        }
        let mut mapped = Mapped::default();
        normalize(&mut rich, body, &mut mapped);
        (rich.text, mapped.total())
    }

    #[test]
    fn marks_beside_han_become_full_width() {
        assert_eq!(
            mapped("本报讯(记者某某)增速9.6%,位列第6;产值1214.94亿元.", true),
            ("本报讯（记者某某）增速9.6%，位列第6；产值1214.94亿元。".to_owned(), 5)
        );
        assert_eq!(mapped("他说:\"好!\"", true).0, "他说：“好！”");
        assert_eq!(mapped("发展--综述...完", true).0, "发展——综述……完");
    }

    #[test]
    fn numbers_and_latin_stay() {
        for text in ["1,214.94", "8:30", "word, word (x)", "3A级景区5N", "F(x)=1", "“Wind,” she said — “and rain!”"] {
            assert_eq!(mapped(text, true), (text.to_owned(), 0), "{text}");
        }
    }

    #[test]
    fn names_of_writers_keep_their_blanks() {
        for text in ["（记者李明 通讯员王芳）", "（本报记者 李明 实习生 王芳）", "（李明 摄影报道）"] {
            assert_eq!(mapped(text, true), (text.to_owned(), 0));
        }
        assert_eq!(mapped("（记者李明  通讯员王芳 ） 本报讯", true).0, "（记者李明 通讯员王芳）本报讯");
        assert_eq!(mapped("（共 三 家）", true).0, "（共三家）");
    }

    #[test]
    fn what_nothing_is_seen_of_goes() {
        assert_eq!(mapped("本报\u{200B}讯\u{FEFF}，soft\u{AD}ware\u{200E}.", true).0, "本报讯，software.");
        assert_eq!(mapped("soft\u{200D}ware\u{2009}is 5\u{202F}kg", true).0, "software is 5\u{A0}kg");
        assert_eq!(mapped("王\u{2003}伟与王\u{2002}伟", true).0, "王\u{3000}伟与王 伟");
    }

    #[test]
    fn a_space_in_a_headline_is_kept_as_the_preferred_break() {
        assert_eq!(mapped("加强应用 促进融资", false), ("加强应用 促进融资".to_owned(), 0));
        assert_eq!(mapped("加强应用 促进融资", true).0, "加强应用促进融资");
        assert_eq!(mapped("王　伟", true), ("王　伟".to_owned(), 0));
    }
}
