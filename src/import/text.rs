//! Plain text in any encoding.

use super::model::{Para, Raw, Words};
use crate::story::paragraphs;

/// Reads plain text: lines that somebody wrapped are joined, all others stay lines.
pub(super) fn read(text: &str) -> Raw {
    let paras = paragraphs(text)
        .into_iter()
        .map(|(words, indented)| {
            let mut para = Para::text(Words::plain(words).trimmed());
            para.look.indented = indented;
            para
        })
        .filter(|para| !para.words.is_blank())
        .collect();
    Raw {
        paras,
        ..Raw::default()
    }
}

/// An article of duikai's own, which stays as it is.
pub(super) fn verbatim(text: &str) -> Raw {
    Raw {
        paras: vec![Para::text(Words::plain(text))],
        ..Raw::default()
    }
}
