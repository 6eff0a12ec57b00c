//! Sentences that were broken where an old column ended.

use super::proposal::Proposal;
use crate::diag::{Code, Sink, SourceId, Sources};
use crate::say::text;
use crate::story;

/// Characters shown of either half.
const SHOWN: usize = 12;

/// The sentences of an article that stand in two paragraphs, each with what parts them.
pub(super) fn found(source: SourceId, sources: &Sources) -> Vec<Proposal> {
    let text = sources.text(source);
    let mut sink = Sink::new();
    // What else is wrong with it is not asked here.
    let _ = story::parse(source, sources, &mut sink);
    let mut found = Vec::new();
    for told in sink.finish() {
        let (Some(first), Some((second, _))) = (told.primary, told.labels.first()) else {
            continue;
        };
        if told.code != Code::SentenceCut {
            continue;
        }
        let (start, end) = (first.end as usize, second.start as usize);
        let Some(between) = text
            .get(start..end)
            .filter(|between| between.trim().is_empty())
        else {
            continue;
        };
        let (before, after) = (&text[..start], &text[end..]);
        let latin = |letter: Option<char>| letter.is_some_and(|c| c.is_ascii_graphic());
        let gap = latin(before.chars().next_back()) && latin(after.chars().next());
        let head: String = tail_of(before);
        let tail: String = after
            .chars()
            .take_while(|c| *c != '\n')
            .take(SHOWN)
            .collect();
        found.push(Proposal {
            start,
            end: start + between.len(),
            becomes: Some(if gap { " " } else { "" }.to_owned()),
            message: text!(
                "tidy.sentence-broken-here-would",
                "a sentence was broken here: “…{head}” and “{tail}…” would be joined",
                head,
                tail
            ),
        });
    }
    found
}

fn tail_of(text: &str) -> String {
    let line = text.rsplit('\n').next().unwrap_or("");
    let skip = line.chars().count().saturating_sub(SHOWN);
    line.chars().skip(skip).collect()
}
