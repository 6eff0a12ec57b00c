//! Why a file is not changed.

use std::fmt;

/// Why a change cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditFault {
    /// The file is no TOML as it stands.
    NotToml,
    /// There is no slot at that place any more.
    NoSlot,
    /// What is to be changed is written in one line with others, `{ … }`.
    Inline,
    /// The slot has several places, or is called by the name of a cell.
    NoSinglePlace,
    /// The copy is not in UTF-8.
    NotUtf8,
    /// Words are to be cut, which a person does.
    WordsByHand,
    /// The new text would not hold what it should.
    Otherwise,
}

impl EditFault {
    /// The fault in one word.
    pub fn name(self) -> &'static str {
        match self {
            EditFault::NotToml => "not-toml",
            EditFault::NoSlot => "no-slot",
            EditFault::Inline => "inline",
            EditFault::NoSinglePlace => "no-single-place",
            EditFault::NotUtf8 => "not-utf8",
            EditFault::WordsByHand => "words-by-hand",
            EditFault::Otherwise => "otherwise",
        }
    }
}

impl fmt::Display for EditFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EditFault::NotToml => "the page file is no TOML as it stands",
            EditFault::NoSlot => "the slot is not in the page file any more",
            EditFault::Inline => {
                "it is written in one line with others; change it in the file itself"
            }
            EditFault::NoSinglePlace => {
                "the slot has several places or is called by a cell's name; change it in the file itself"
            }
            EditFault::NotUtf8 => "the copy is not in UTF-8; save it as such first",
            EditFault::WordsByHand => {
                "which words go is for a person to say; cut them in the copy itself"
            }
            EditFault::Otherwise => "the file would not hold what it should",
        })
    }
}
