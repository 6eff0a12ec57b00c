//! Half-width punctuation beside Han becomes full width (GB/T 15834 §5).

use std::collections::BTreeMap;

use super::model::RichText;
use crate::diag::Span;

/// What was mapped in one article: each mark with its count, and the first places.
#[derive(Debug, Default)]
pub(super) struct Mapped {
    pub counts: BTreeMap<char, usize>,
    pub places: Vec<Span>,
}

impl Mapped {
    fn note(&mut self, mark: char, place: Span) {
        *self.counts.entry(mark).or_default() += 1;
        if self.places.len() < 5 {
            self.places.push(place);
        }
    }

    pub fn total(&self) -> usize {
        self.counts.values().sum()
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
/// blank of one em, which nobody types unawares.
pub(super) fn normalize(text: &mut RichText, body: bool, mapped: &mut Mapped) {
    let characters: Vec<char> = text.text.chars().collect();
    // Curly quotes, dashes and ellipses are English marks as well.
    if !characters.iter().any(|c| is_han(*c)) {
        return;
    }
    let mut new: Vec<Option<char>> = characters.iter().copied().map(Some).collect();
    let pairs = parentheses(&characters);
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
        if body && character == ' ' && before.is_some_and(is_chinese) && after.is_some_and(is_chinese) {
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
    fn a_space_in_a_headline_is_kept_as_the_preferred_break() {
        assert_eq!(mapped("加强应用 促进融资", false), ("加强应用 促进融资".to_owned(), 0));
        assert_eq!(mapped("加强应用 促进融资", true).0, "加强应用促进融资");
        assert_eq!(mapped("王　伟", true), ("王　伟".to_owned(), 0));
    }
}
