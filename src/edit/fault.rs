//! Why a file is not changed.

use crate::say::{Text, text};
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

impl EditFault {
    /// Returns the fault in words for people.
    pub fn text(self) -> Text {
        match self {
            EditFault::NotToml => text!(
                "edit.page-file-no-toml",
                "the page file is no TOML as it stands"
            ),
            EditFault::NoSlot => text!(
                "edit.slot-not-page-file",
                "the slot is not in the page file any more"
            ),
            EditFault::Inline => {
                text!(
                    "edit.written-one-line-others",
                    "it is written in one line with others; change it in the file itself"
                )
            }
            EditFault::NoSinglePlace => {
                text!(
                    "edit.slot-several-places-called",
                    "the slot has several places or is called by a cell's name; change it in the file itself"
                )
            }
            EditFault::NotUtf8 => text!(
                "edit.copy-not-utf-8",
                "the copy is not in UTF-8; save it as such first"
            ),
            EditFault::WordsByHand => {
                text!(
                    "edit.words-go-person-say",
                    "which words go is for a person to say; cut them in the copy itself"
                )
            }
            EditFault::Otherwise => text!(
                "edit.file-would-not-hold",
                "the file would not hold what it should"
            ),
        }
    }
}

impl fmt::Display for EditFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}
