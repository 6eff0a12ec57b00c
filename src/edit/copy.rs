//! Changes of an article.

use super::fault::EditFault;
use crate::makeup::CopyCut;
use crate::story::{BlockKind, Story};

/// Takes words out of an article as a remedy says: from the end of each paragraph, before the marks
/// that close it.
pub fn cut_copy(text: &str, story: &Story, cuts: &[CopyCut]) -> Result<String, EditFault> {
    let paragraphs: Vec<_> = story
        .body
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item))
        .collect();
    let mut gone = Vec::new();
    for cut in cuts {
        let block = cut
            .paragraph
            .checked_sub(1)
            .and_then(|at| paragraphs.get(at));
        let words = &block.ok_or(EditFault::NoSlot)?.text;
        let all: Vec<(usize, char)> = words.text.char_indices().collect();
        let closing = all.iter().rev().take_while(|(_, c)| !c.is_alphanumeric());
        let end = all.len() - closing.count();
        let from = end.checked_sub(cut.chars).ok_or(EditFault::NoSlot)?;
        let (Some(first), Some(last)) = (all.get(from), end.checked_sub(1).map(|at| all[at]))
        else {
            return Err(EditFault::NoSlot);
        };
        let start = words.span_at(first.0).start as usize;
        let stop = words.span_at(last.0).end as usize;
        let written: String = all[from..end].iter().map(|(_, c)| *c).collect();
        if text.get(start..stop) != Some(&*written) {
            return Err(EditFault::MarkedWords);
        }
        gone.push(start..stop);
    }
    gone.sort_by_key(|range| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    for range in gone {
        text.replace_range(range, "");
    }
    Ok(text)
}
