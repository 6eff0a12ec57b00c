//! Pieces that stand twice: a paragraph, the end of one at the head of the next, words in a row.

use std::collections::BTreeMap;

use super::proposal::Proposal;
use crate::say::text;

/// Characters of a paragraph that is told when it stands twice.
const PARAGRAPH: usize = 12;
/// Characters that end a paragraph and begin the next.
const OVERLAP: std::ops::RangeInclusive<usize> = 3..=40;
/// Characters of words that stand twice in a row.
const WORDS: std::ops::RangeInclusive<usize> = 4..=30;

/// What stands twice.
pub(super) fn found(text: &str) -> Vec<Proposal> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut before: Option<&str> = None;
    let mut at = 0;
    for (nth, line) in text.split_inclusive('\n').enumerate() {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        if words.chars().count() >= PARAGRAPH {
            match seen.get(words) {
                Some(first) => found.push(Proposal {
                    start,
                    end: start + words.len(),
                    becomes: None,
                    message: text!(
                        "tidy.paragraph-stands-line-already",
                        "the paragraph stands on line {first} already",
                        first = first + 1
                    ),
                }),
                None => {
                    seen.insert(words, nth);
                }
            }
        }
        if let Some(overlap) = before.and_then(|before| overlap(before, words)) {
            found.push(Proposal {
                start,
                end: start + overlap.len(),
                becomes: None,
                message: text!("tidy.ended-paragraph-above-begins", "“{overlap}” ended the paragraph above and begins this one: a piece stands twice", overlap),
            });
        }
        found.extend(doubled(words, start));
        before = Some(words);
    }
    found
}

/// The words that end one paragraph and begin the next; marks at the seam do not count.
fn overlap<'t>(before: &str, after: &'t str) -> Option<&'t str> {
    let end = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let most = (*OVERLAP.end())
        .min(end.chars().count())
        .min(after.chars().count());
    (*OVERLAP.start()..=most).rev().find_map(|length| {
        let to = after
            .char_indices()
            .nth(length)
            .map_or(after.len(), |(at, _)| at);
        let head = &after[..to];
        // A whole sentence that begins so is a figure of speech.
        let plain = head.chars().all(char::is_alphanumeric);
        (plain && end.ends_with(head)).then_some(head)
    })
}

/// Words that stand twice in a row.
fn doubled(words: &str, start: usize) -> Option<Proposal> {
    let letters: Vec<(usize, char)> = words.char_indices().collect();
    for length in WORDS.rev() {
        let mut run = 0;
        for at in length..letters.len() {
            run = if letters[at].1 == letters[at - length].1 {
                run + 1
            } else {
                0
            };
            if run < length {
                continue;
            }
            let from = letters[at + 1 - length].0;
            let to = letters.get(at + 1).map_or(words.len(), |(to, _)| *to);
            let piece = &words[from..to];
            let varied = piece.chars().any(|c| !piece.starts_with(c));
            if varied && piece.chars().filter(|c| c.is_alphabetic()).count() * 2 > length {
                return Some(Proposal {
                    start: start + from,
                    end: start + to,
                    becomes: None,
                    message: text!(
                        "tidy.stands-twice-row",
                        "“{piece}” stands twice in a row",
                        piece
                    ),
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::Text;

    #[test]
    fn what_stands_twice_is_found() {
        let told = |text: &str| -> Vec<Text> {
            found(text).into_iter().map(|found| found.message).collect()
        };
        assert_eq!(told("发展高端装备制造。\n\n备制造、尼龙新材料。").len(), 1);
        assert_eq!(
            told("这一段话在稿子里面站了两回。\n\n别的。\n\n这一段话在稿子里面站了两回。").len(),
            1
        );
        assert_eq!(told("我们要坚决维护坚决维护社会稳定。").len(), 1);
        assert_eq!(
            told("哈哈哈哈哈哈哈哈哈哈。\n\n平平常常的一段，什么也没有。"),
            [""; 0]
        );
    }
}
