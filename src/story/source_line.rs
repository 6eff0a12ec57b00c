//! A line of an article, with its place in the file.

use super::normalize::shows;

/// A line of the source: its text and its first byte.
#[derive(Clone, Copy)]
pub(super) struct SourceLine<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> SourceLine<'a> {
    /// Returns the line without white space or invisible characters at either end.
    pub fn trimmed(self) -> SourceLine<'a> {
        let blank = |c: char| c.is_whitespace() || shows(c).is_none();
        let text = self.text.trim_start_matches(blank);
        SourceLine {
            text: text.trim_end_matches(blank),
            at: self.at + self.text.len() - text.len(),
        }
    }

    /// Returns the line without its first `bytes` bytes and the blank after them.
    pub fn after(self, bytes: usize) -> SourceLine<'a> {
        SourceLine {
            text: &self.text[bytes..],
            at: self.at + bytes,
        }
        .trimmed()
    }
}
