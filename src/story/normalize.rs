//! Normalization: half-width punctuation beside Han becomes full width (GB/T 15834 §5), and
//! invisible characters are removed.

use std::collections::BTreeMap;

use super::codes::{meant, modern};
use super::curl::curled;
use super::model::RichText;
use super::roster::{Blank, fates, is_blank};
use super::western;
use super::width::{Beside, is_chinese, is_han};
use super::writers::brackets;
use crate::diag::Span;
use crate::say::{List, Text, text};

/// The characters mapped in an article: each with its count, and the first places.
#[derive(Debug, Default)]
pub(super) struct Mapped {
    /// Whether the article is in Simplified characters.
    pub simplified: bool,
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

    /// Formats the mapped characters and their counts for the message.
    pub fn list(&self) -> List<Text> {
        let name = |c: char| {
            if shows(c) == Some(c) {
                format!("“{c}”")
            } else {
                format!("U+{:04X}", u32::from(c))
            }
        };
        let list: Vec<Text> = self
            .counts
            .iter()
            .map(|(mark, count)| {
                text!(
                    "story.count-of-mark",
                    "{count} {mark}",
                    count,
                    mark = name(*mark)
                )
            })
            .collect();
        List::of(list)
    }
}

/// Returns the printed form of a character. Characters that only steer a screen or a word processor
/// (Unicode 5.21, default ignorable) have none; spaces of other widths, which faces lack, become
/// the nearest that faces have.
pub(super) fn shows(character: char) -> Option<char> {
    match character {
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' => None,
        '\u{2001}' | '\u{2003}' => Some('\u{3000}'),
        '\u{2007}' | '\u{202F}' => Some('\u{A0}'),
        '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{205F}' => Some(' '),
        '\u{2E80}'..='\u{2FD5}' | '\u{E000}'..='\u{F8FF}' => {
            Some(meant(character).unwrap_or(character))
        }
        shown => Some(shown),
    }
}

/// Maps the marks of one text; spaces between Han go when `body`, but not the
/// blank of one em, which nobody types unawares, nor what parts names and the
/// like. What nothing is seen of goes as well; `mapped` has it already.
pub(super) fn normalize(text: &mut RichText, body: bool, mapped: &mut Mapped) {
    if text.text.chars().any(|c| shows(c) != Some(c)) {
        let simplified = mapped.simplified;
        text.rewrite(|_, c| match shows(c) {
            Some(shown) if simplified && shown != c => Some(modern(shown)),
            shown => shown,
        });
    }
    if stays(&text.text) {
        return;
    }
    doubled(text, mapped);
    let characters: Vec<char> = text.text.chars().collect();
    let bytes: Vec<usize> = text.text.char_indices().map(|(byte, _)| byte).collect();
    let place = |nth: usize| text.span_at(bytes[nth]);
    // Curly quotes, dashes and ellipses are English marks as well.
    if !characters.iter().any(|c| is_han(*c)) {
        let new = western::typeset(&characters);
        for (at, &written) in characters.iter().enumerate() {
            if new[at] != Some(written) {
                mapped.note(written, place(at));
            }
        }
        return replace(text, &characters, &new);
    }
    let fates = fates(&characters);
    let mut new: Vec<Option<char>> = characters.iter().copied().map(Some).collect();
    let pairs = parentheses(&characters);
    let mut named = vec![false; characters.len()];
    for inside in brackets(&text.text) {
        let nth = |byte: usize| bytes.partition_point(|other| *other < byte);
        named[nth(inside.start)..nth(inside.end)].fill(true);
    }
    let afters = next_shown(&characters);
    // The last character so far that is left and no blank.
    let mut before = None;
    let curled = curled(&characters);
    for (at, &character) in characters.iter().enumerate() {
        if let Some(shown) = at
            .checked_sub(1)
            .and_then(|at| new[at])
            .filter(|c| !is_blank(*c))
        {
            before = Some(shown);
        }
        let after = afters[at];
        let wide = match character {
            '(' | ')' if pairs[at] => Some(if character == '(' { '（' } else { '）' }),
            '"' | '\'' => curled[at],
            _ => Beside {
                written: &characters,
                at,
                before,
                after,
            }
            .wide(),
        };
        if let Some(wide) = wide {
            new[at] = Some(wide);
            mapped.note(character, place(at));
        }
        let Some(fate) = fates[at].filter(|_| body) else {
            continue;
        };
        // The first of several blanks stands for all; one typed after a
        // half-width mark goes with it.
        let first = at == 0 || !is_blank(characters[at - 1]);
        let typed = at > 0
            && new[at - 1].is_some_and(|c| c != characters[at - 1] && "，；：！？。".contains(c));
        let inside = named[at];
        let parts_names =
            inside && first && before.is_some_and(is_han) && after.is_some_and(is_han);
        let goes = before.is_some_and(is_chinese) && (after.is_some_and(is_chinese) || typed);
        match fate {
            Blank::Stays => {}
            Blank::Goes | Blank::Em if parts_names => {}
            Blank::Em if inside => new[at] = None,
            Blank::Em => new[at] = first.then_some('\u{3000}'),
            Blank::Goes if goes => new[at] = None,
            Blank::Goes => {}
        }
        if new[at] != Some(character) {
            mapped.note(character, place(at));
        }
    }
    dashes(&characters, &mut new, place, mapped);
    replace(text, &characters, &new);
}

/// Returns whether a text has Han and no character that is ever mapped: half-width marks, and the
/// blanks that [`fates`] knows.
fn stays(text: &str) -> bool {
    let mapped = |byte: u8| byte == b' ' || byte == b'`' || byte.is_ascii_punctuation();
    !text.bytes().any(mapped) && !text.contains('\u{A0}') && text.chars().any(is_han)
}

/// Puts what is new in place of what was written.
fn replace(text: &mut RichText, written: &[char], new: &[Option<char>]) {
    if new.iter().zip(written).any(|(new, old)| *new != Some(*old)) {
        text.rewrite(|nth, _| new[nth]);
    }
}

/// Quotes as typewriters write them, '' and ``, become " where Han is near;
/// those of Western text are read as they stand.
fn doubled(text: &mut RichText, mapped: &mut Mapped) {
    let typed = |byte| matches!(byte, b'\'' | b'`');
    if !text.text.bytes().any(typed) {
        return;
    }
    let written: Vec<char> = text.text.chars().collect();
    if !written.iter().any(|c| is_han(*c)) {
        return;
    }
    let bytes: Vec<usize> = text.text.char_indices().map(|(byte, _)| byte).collect();
    let pair = |at: usize| {
        matches!(written[at], '\'' | '`')
            && written.get(at + 1) == Some(&written[at])
            && (at == 0 || written[at - 1] != written[at] && !written[at - 1].is_ascii_digit())
            && written.get(at + 2) != Some(&written[at])
    };
    let mut new: Vec<Option<char>> = written.iter().copied().map(Some).collect();
    let pairs: Vec<usize> = (0..written.len()).filter(|at| pair(*at)).collect();
    for (nth, &at) in pairs.iter().enumerate() {
        // Backquotes on both sides are code.
        let next = pairs.get(nth + 1).map(|next| written[*next]);
        let code = nth > 0 && written[pairs[nth - 1]] == '`';
        if written[at] == '`' && (next != Some('\'') || code) {
            continue;
        }
        mapped.note(written[at], text.span_at(bytes[at]));
        (new[at], new[at + 1]) = (Some('"'), None);
    }
    replace(text, &written, &new);
}

/// For each character, the first after it that is no blank.
fn next_shown(characters: &[char]) -> Vec<Option<char>> {
    let mut next = None;
    let mut found = vec![None; characters.len()];
    for (at, &character) in characters.iter().enumerate().rev() {
        found[at] = next;
        if !is_blank(character) {
            next = Some(character);
        }
    }
    found
}

/// Maps two or more hyphens beside Han to ——, three or more points to ……
fn dashes(
    characters: &[char],
    new: &mut [Option<char>],
    place: impl Fn(usize) -> Span,
    mapped: &mut Mapped,
) {
    for (mark, least, wide) in [('-', 2, '—'), ('.', 3, '…')] {
        let mut at = 0;
        while at < characters.len() {
            let run = characters[at..].iter().take_while(|c| **c == mark).count();
            let end = at + run;
            let beside = at > 0 && is_chinese(characters[at - 1])
                || characters.get(end).is_some_and(|c| is_chinese(*c));
            if run >= least && beside {
                mapped.note(mark, place(at));
                new[at..end].fill(None);
                new[at..at + 2].fill(Some(wide));
            }
            at = end.max(at + 1);
        }
    }
}

/// Returns which parentheses belong to a pair in Chinese text: a pair is mapped whole or not at
/// all.
fn parentheses(characters: &[char]) -> Vec<bool> {
    let mut chosen = vec![false; characters.len()];
    let mut open = Vec::new();
    // Chinese characters before each, so that a pair in a pair costs no more.
    let mut chinese_before = vec![0_usize];
    for character in characters {
        let so_far = chinese_before[chinese_before.len() - 1];
        chinese_before.push(so_far + usize::from(is_chinese(*character)));
    }
    let near = |at: Option<usize>| {
        at.and_then(|at| characters.get(at))
            .is_some_and(|c| is_chinese(*c))
    };
    for (at, &character) in characters.iter().enumerate() {
        match character {
            '(' => open.push(at),
            ')' => match open.pop() {
                Some(start) => {
                    let chinese = near(start.checked_sub(1))
                        || near(Some(at + 1))
                        || chinese_before[at] > chinese_before[start + 1];
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
            (
                "本报讯（记者某某）增速9.6%，位列第6；产值1214.94亿元。".to_owned(),
                5
            )
        );
    }

    #[test]
    fn marks_are_mapped_by_what_stands_beside_them() {
        for (written, meant) in [
            ("他说:\"好!\"", "他说：“好！”"),
            ("发展--综述...完", "发展——综述……完"),
            ("就走了......再没回来", "就走了……再没回来"),
            ("共3项---都好", "共3项——都好"),
            ("他说:'好',走了", "他说：‘好’，走了"),
            ("问:\"'我说的土话'\"", "问：“‘我说的土话’”"),
            ("他说:\"他问'好吗?'\"走了", "他说：“他问‘好吗？’”走了"),
            ("指数涨了12.7%.", "指数涨了12.7%。"),
            ("涨了12.7%.其中", "涨了12.7%。其中"),
            ("涨了12.7%. GDP也涨", "涨了12.7%。GDP也涨"),
            ("端口:8080.", "端口：8080。"),
            ("GDP增长8%;", "GDP增长8%；"),
            ("他来自IBM.", "他来自IBM。"),
            ("从5N到7N,GDP涨", "从5N到7N，GDP涨"),
            ("中文, English, 中文", "中文，English，中文"),
            ("风力2~3级", "风力2～3级"),
            ("降10%~20%", "降10%～20%"),
            ("气温-4℃", "气温−4℃"),
            ("-4~6℃有风", "−4～6℃有风"),
            ("见http://a.cn/x,y.", "见http://a.cn/x,y。"),
        ] {
            assert_eq!(mapped(written, true).0, meant);
        }
    }

    /// What is passed over unread is what a full reading leaves as it is.
    #[test]
    fn a_text_without_half_width_marks_stays() {
        for text in ["共3项——都“好”，（1）", "一", "上\u{3000}下·左"] {
            assert!(stays(text), "{text}");
            assert_eq!(mapped(text, true), (text.to_owned(), 0), "{text}");
        }
        for text in ["abc", "好.", "好 坏", "好\u{A0}坏", "“abc”", "``好''", ""] {
            assert!(!stays(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_chinese_mark_stays() {
        for text in [
            "时间8:30，比分3:2，共1,214.94元",
            "歼-20，附件-1，2020-2021年",
            "1.加强领导",
            "写信到a.b@c.cn",
            "见http://a.cn/x?a=1,2",
            "他说“I am, well, fine.”后走了",
            "中文。This is English, and fine.",
            "Dr.王与J.罗琳",
            "don't忘记",
            "65\"电视",
        ] {
            assert_eq!(mapped(text, true), (text.to_owned(), 0), "{text}");
        }
    }

    #[test]
    fn numbers_and_latin_stay() {
        for text in [
            "1,214.94",
            "8:30",
            "word, word (x)",
            "3A级景区5N",
            "F(x)=1",
            "“Wind,” she said — “and rain!”",
        ] {
            assert_eq!(mapped(text, true), (text.to_owned(), 0), "{text}");
        }
    }

    #[test]
    fn names_of_writers_keep_their_blanks() {
        for text in [
            "（记者李明 通讯员王芳）",
            "（本报记者 李明 实习生 王芳）",
            "（李明 摄影报道）",
        ] {
            assert_eq!(mapped(text, true), (text.to_owned(), 0));
        }
        assert_eq!(
            mapped("（记者李明  通讯员王芳 ） 本报讯", true).0,
            "（记者李明 通讯员王芳）本报讯"
        );
        assert_eq!(mapped("（共 三 家）", true).0, "（共三家）");
    }

    #[test]
    fn what_nothing_is_seen_of_goes() {
        assert_eq!(
            mapped("本报\u{200B}讯\u{FEFF}，soft\u{AD}ware\u{200E}", true).0,
            "本报讯，software"
        );
        assert_eq!(
            mapped("soft\u{200D}ware\u{2009}is 5\u{202F}kg", true).0,
            "software is 5\u{A0}kg"
        );
        assert_eq!(
            mapped("王\u{2003}伟与王\u{2002}伟", true).0,
            "王\u{3000}伟与王 伟"
        );
        assert_eq!(
            mapped("王\u{2001}伟a\u{1680}b\u{2000}c\u{205F}d", true).0,
            "王\u{3000}伟a b c d"
        );
    }

    #[test]
    fn a_space_in_a_headline_is_kept_as_the_preferred_break() {
        assert_eq!(
            mapped("加强应用 促进融资", false),
            ("加强应用 促进融资".to_owned(), 0)
        );
        assert_eq!(
            mapped("加强应用 促进融资，好。", true).0,
            "加强应用促进融资，好。"
        );
        assert_eq!(
            mapped("加强应用 促进融资", true).0,
            "加强应用 促进融资",
            "no prose"
        );
        assert_eq!(mapped("王　伟", true), ("王　伟".to_owned(), 0));
    }
}
