//! Raw copy put in order.
//!
//! Input: an article or raw text. Output: proposals, each with its place and what would stand there,
//! and the text with those that are sure. Invariant: nothing is changed that was not proposed, and
//! no character is added but spaces between words; what is in doubt is told only.

mod joins;
mod mixed;
mod proposal;
mod repeats;
mod variants;

use crate::diag::{SourceId, Sources};

pub use proposal::Proposal;

/// What was found in a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// Proposals by place.
    pub proposals: Vec<Proposal>,
    /// The text with all that is sure.
    pub text: String,
}

/// Looks over a copy; with `fold`, characters of the rarer form 繁简混用 become those of the other.
pub fn tidy(source: SourceId, sources: &Sources, fold: bool) -> Tidied {
    let text = sources.text(source);
    let mut proposals = joins::found(source, sources);
    proposals.extend(repeats::found(text));
    proposals.extend(mixed::found(text, fold));
    proposals.sort_by_key(|proposal| (proposal.start, proposal.end));
    let mut written = String::with_capacity(text.len());
    let mut from = 0;
    for proposal in &proposals {
        if let Some(becomes) = proposal.becomes.as_ref().filter(|_| proposal.start >= from) {
            written.push_str(&text[from..proposal.start]);
            written.push_str(becomes);
            from = proposal.end;
        }
    }
    written.push_str(&text[from..]);
    Tidied {
        proposals,
        text: written,
    }
}

/// Raw copy with the front matter that its lines propose: each part with its words, and the whole
/// file; none for what is an article already.
pub fn fronted(text: &str) -> Option<(Vec<(&'static str, String)>, String)> {
    crate::import::proposed(text)
}
