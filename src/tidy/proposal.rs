//! What is proposed about a copy.

use crate::diag::{Code, Diagnostic, SourceId, Span};
use crate::say::Text;

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Place in the text, in bytes.
    pub start: usize,
    /// End of the place, in bytes.
    pub end: usize,
    /// What would stand there; none when a person must decide.
    pub becomes: Option<String>,
    /// What is found, for people.
    pub message: Text,
}

impl Proposal {
    /// The proposal as a diagnostic of its file.
    pub fn told(&self, source: SourceId) -> Diagnostic {
        let place = Span::new(source, self.start, self.end);
        Diagnostic::new(Code::TidyProposed, place, self.message.clone())
    }
}
