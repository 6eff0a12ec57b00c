//! Sentences in two paragraphs 断句: a blank line or the end of a line left
//! where an old column, a page or a mail ended.

use super::lines::{ends_sentence, item};
use super::model::{Block, BlockKind};
use super::roster::MADE;
use super::width::is_han;
use crate::diag::{Code, Diagnostic, Sink};
use crate::say::text;

/// So long is the first half at least, in characters: shorter lines are
/// titles, names and verses.
const LEAST: usize = 12;
/// Characters of either half that are shown.
const SHOWN: usize = 10;

/// Reports every paragraph that goes on in the next.
pub(super) fn report(body: &[Block], sink: &mut Sink) {
    for pair in body.windows(2) {
        let [first, second] = pair else { continue };
        let plain = |block: &Block| block.kind == BlockKind::Paragraph;
        let (head, tail) = (first.text.text.trim(), second.text.text.trim());
        if !plain(first) || !plain(second) || !is_cut(head, tail) {
            continue;
        }
        let end: String = head
            .chars()
            .skip(head.chars().count().saturating_sub(SHOWN))
            .collect();
        let start: String = tail.chars().take(SHOWN).collect();
        let last = first
            .text
            .text
            .trim_end()
            .char_indices()
            .next_back()
            .map_or(0, |(at, _)| at);
        let message = text!(
            "story.paragraph-ends-inside-sentence",
            "a paragraph ends inside its sentence, “…{end}”, and the next goes on with “{start}…”",
            end,
            start
        );
        sink.report(
            Diagnostic::new(Code::SentenceCut, first.text.span_at(last), message)
                .label(second.text.span(), text!("story.other-half", "the other half"))
                .help(text!("story.take-out-what-parts", "take out what parts the two, or end the first with a backslash; where they are two paragraphs, end the first with its mark")),
        );
    }
}

/// Whether one paragraph is the first half of the next.
fn is_cut(head: &str, tail: &str) -> bool {
    let (Some(last), Some(first)) = (head.chars().next_back(), tail.chars().next()) else {
        return false;
    };
    // No paragraph begins with a mark that closes or pauses.
    if "，、；。！？）》”’」』".contains(first) && !ends_sentence(head) {
        return true;
    }
    let long = head.chars().count() >= LEAST;
    if !long || item(tail).is_some() || item(head).is_some() {
        return false;
    }
    if last.is_ascii_lowercase() || last == ',' {
        return first.is_ascii_lowercase() && !head.contains("http");
    }
    let prose = |text: &str| text.contains(['，', '。', '；', ',']);
    let inner = &head[..head.len() - last.len_utf8()];
    let open = (is_han(last) || last == '，' || last == '、') && prose(inner);
    let signed = || {
        MADE.iter().any(|made| head.ends_with(made))
            || head.chars().count() < 30 && head.contains("记者")
    };
    // Lines of a verse are as long as one another.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let verse = || letters(head) == letters(tail);
    // What costs the whole of both is asked last.
    is_han(first) && open && (ends_sentence(tail) || prose(tail)) && !signed() && !verse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_in_two_is_known() {
        for (head, tail) in [
            (
                "本报讯　今年以来，沿河各镇把堤上的路和",
                "堤下的田连成一片，秋后又添了三座桥。",
            ),
            ("会议指出，今年要抓好三件事，", "一件是修桥。"),
            ("会议", "，指出要修桥。"),
            ("It was a long sentence that somebody", "cut in two."),
        ] {
            assert!(is_cut(head, tail), "{head} {tail}");
        }
        for (head, tail) in [
            ("梧桐半落清霜后", "老马独行旧路边"),
            ("床前明月光，", "疑是地上霜。"),
            (
                "春风又绿江南岸，明月何时照我还",
                "千里莺啼绿映红，水村山郭酒旗风",
            ),
            ("第一段，写完了。", "第二段。"),
            ("会议通过了三项决议，即", "（一）修桥。"),
            ("图为沿河新修的路，张三 摄", "今年以来，沿河各镇。"),
            ("（本报记者 林知远，通讯员 王芳）", "今年以来，沿河各镇。"),
            ("Mail carrier's route", "It ends here."),
            ("修好沿河各镇的路", "今年以来，沿河各镇。"),
        ] {
            assert!(!is_cut(head, tail), "{head} {tail}");
        }
    }
}
