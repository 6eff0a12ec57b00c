//! Characters that were lost on the way 乱码: what programs leave in their
//! place when a text went through the wrong encoding or face.

use crate::diag::{Code, Diagnostic, SourceId, Span};
use crate::say::{Text, text};

use super::width::is_han;

/// A kind of loss: its name, and what to do.
type Loss = (Text, Text);

const REPLACED: Loss = (
    text!(
        "story.lost-replaced",
        "U+FFFD or 锟斤拷, which stands for what could not be read"
    ),
    AGAIN,
);
const MEMORY: Loss = (
    text!(
        "story.lost-memory",
        "烫烫 or 屯屯, the bytes of memory that nobody filled"
    ),
    AGAIN,
);
const UTF8_AS_GBK: Loss = (
    text!("story.lost-utf8-as-gbk", "UTF-8 that was read as GBK"),
    AGAIN,
);
const LATIN: Loss = (
    text!(
        "story.lost-as-latin",
        "Chinese that was read as Latin letters"
    ),
    AGAIN,
);
const QUESTION: Loss = (
    text!(
        "story.lost-question-mark",
        "a question mark in place of a character"
    ),
    TYPE,
);
const GETA: Loss = (
    text!(
        "story.lost-geta",
        "〓, □ or ■ in place of a character that a system lacked"
    ),
    TYPE,
);

const AGAIN: Text = text!(
    "story.take-text-where-came",
    "take the text from where it came from again, and save it as UTF-8"
);
const TYPE: Text = text!(
    "story.type-character-rare-one",
    "type the character; a rare one wants a font that has it (--font-path)"
);

/// What UTF-8 looks like to a program that takes it for GBK: its marks and the
/// mark at the head of a file; no text has these characters otherwise.
const GBK_SIGNS: [&str; 5] = ["锘", "銆", "锛", "鈥", "鐨勮"];

/// The losses of one article, each kind told once with its places.
pub(super) fn lost(text: &str, source: SourceId) -> Vec<Diagnostic> {
    let mut found: Vec<(Loss, Vec<(usize, usize)>)> = Vec::new();
    let mut note = |loss: Loss, at: usize, length: usize| match found
        .iter_mut()
        .find(|(known, _)| *known == loss)
    {
        Some((_, places)) => places.push((at, length)),
        None => found.push((loss, vec![(at, length)])),
    };
    let mut skip = 0;
    for (at, character) in text.char_indices() {
        if at >= skip
            && may_be_lost(character)
            && let Some((loss, length)) = loss_at(text, at)
        {
            note(loss, at, length);
            skip = at + length;
        }
    }
    found
        .into_iter()
        .map(|((name, help), places)| {
            let times = if places.len() == 1 {
                Text::default()
            } else {
                text!(
                    "story.lost-times",
                    ", {places} times",
                    places = places.len()
                )
            };
            let mut spans = places
                .iter()
                .map(|(at, length)| Span::new(source, *at, at + length));
            let message = text!(
                "story.characters-were-lost-here",
                "characters were lost here: {name}{times}",
                name,
                times
            );
            let diagnostic =
                Diagnostic::new(Code::LostCharacters, spans.next(), message).help(help);
            spans.take(SHOWN).fold(diagnostic, |diagnostic, span| {
                diagnostic.label(span, text!("story.here", "and here"))
            })
        })
        .collect()
}

/// So many bytes are looked at in one place: a run of marks costs no more.
const FAR: usize = 200;

/// How many places are shown beside the first.
const SHOWN: usize = 4;

/// Returns whether a loss may begin with a character; nearly all are told apart here.
fn may_be_lost(character: char) -> bool {
    matches!(
        character,
        '\u{FFFD}' | '锟' | '斤' | '烫' | '屯' | '\u{A0}'..='\u{FF}' | '?' | '〓' | '□' | '■'
    ) || GBK_SIGNS.iter().any(|sign| sign.starts_with(character))
}

/// The loss at a place of a text, and how many bytes it takes.
fn loss_at(text: &str, at: usize) -> Option<(Loss, usize)> {
    let before = text[..at].chars().next_back();
    let rest = &text[at..text.floor_char_boundary(at + FAR)];
    let first = rest.chars().next()?;
    let run = |is: &dyn Fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
    match first {
        '\u{FFFD}' => Some((REPLACED, run(&|c| c == '\u{FFFD}'))),
        '锟' | '斤' if rest.starts_with("锟斤") || rest.starts_with("斤拷") => {
            Some((REPLACED, run(&|c| "锟斤拷".contains(c))))
        }
        '烫' | '屯' => {
            let length = run(&|c| c == '烫' || c == '屯');
            // 烫烫的汤 is hot.
            let hot =
                length == 6 && rest[length..].starts_with(['的', '地', '手', '脚', '头', '嘴']);
            (length >= 6 && !hot).then_some((MEMORY, length))
        }
        '\u{A0}'..='\u{FF}' => {
            let length = run(&|c| ('\u{A0}'..='\u{FF}').contains(&c));
            let letters = rest[..length].chars().filter(|c| *c != '\u{A0}').count();
            (letters >= 4).then_some((LATIN, length))
        }
        '?' => {
            let length = run(&|c| c == '?');
            let after = rest[length..].chars().next().is_some_and(is_han);
            (before.is_some_and(is_han) && after && !asks(&text[..at]))
                .then_some((QUESTION, length))
        }
        '〓' => Some((GETA, run(&|c| c == '〓'))),
        '□' | '■' => {
            let length = run(&|c| c == first);
            let next = rest[length..].chars().next();
            let inside = next.is_some_and(|c| is_han(c) || "、，；：".contains(c));
            (before.is_some_and(is_han) && inside).then_some((GETA, length))
        }
        _ => GBK_SIGNS
            .iter()
            .find(|sign| rest.starts_with(**sign))
            .map(|_| (UTF8_AS_GBK, run(&|c| !c.is_ascii() && !c.is_whitespace()))),
    }
}

/// With these a clause asks, so that its question mark is one.
const ASKING: &str = "吗呢么吧啊呀嘛何谁几哪怎啥孰岂焉嗎麼誰幾豈";
/// 是不是, 能否, 多少, 可以不.
const ASKING_TWO: [&str; 6] = ["是否", "能否", "可否", "与否", "多少", "是不"];

/// Returns whether the last clause of a text asks. It ends at the question mark before it, so all
/// marks of a text together read it once.
fn asks(text: &str) -> bool {
    let ends = ['。', '！', '？', '；', '\n', '?', '!'];
    let clause = text.rsplit(ends).next().unwrap_or(text);
    clause.contains(|c| ASKING.contains(c)) || ASKING_TWO.iter().any(|two| clause.contains(two))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sources;

    fn kinds(text: &str) -> Vec<String> {
        let source = Sources::default().add("a", text.to_owned());
        lost(text, source)
            .into_iter()
            .map(|lost| lost.message.to_string())
            .collect()
    }

    #[test]
    fn lost_characters_are_known() {
        for text in [
            "老邮局锟斤拷去年翻修",
            "烫烫烫烫屯屯屯",
            "张?成说",
            "张??成说",
            "ÏØÀïµÄÀÏÓÊ¾Ö",
            "ä¸\u{AD}å›½",
            "王〓、李四",
            "张□□、王五",
            "李■口述",
            "县里\u{FFFD}邮局",
            "锘夸富棰橈細",
            "浠栬銆傛垜",
        ] {
            assert_eq!(kinds(text).len(), 1, "{text}: {:?}", kinds(text));
        }
    }

    #[test]
    fn what_is_text_is_not() {
        for text in [
            "烫烫的汤",
            "你去吗?我不去",
            "这是什么?没人知道",
            "是不是他?大家问",
            "café, naïve, Łódź, «à»",
            "□ 是 □ 否",
            "口述■",
            "■ 甲",
            "时间?",
            "http://a.cn/?a=1",
        ] {
            assert_eq!(kinds(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_kind_is_told_once_with_its_places() {
        let told = kinds("张?成说，王〓说，李?说，赵〓说。");
        assert_eq!(told.len(), 2);
        assert!(
            told.iter().all(|told| told.ends_with(", 2 times")),
            "{told:?}"
        );
    }
}
