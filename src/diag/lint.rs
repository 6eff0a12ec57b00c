//! Lints 版面检查: problems of layout whose weight the house decides.

use super::{Code, Severity};

/// What a house makes of a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is not looked for.
    Allow,
    /// It is told; the pages go to press.
    Warn,
    /// It is told, and no press file is written.
    Deny,
}

impl Level {
    /// The levels as a layout writes them.
    pub const NAMES: &'static [&'static str] = &["allow", "warn", "deny"];

    /// The level of this name.
    pub fn from_name(name: &str) -> Option<Level> {
        match name {
            "allow" => Some(Level::Allow),
            "warn" => Some(Level::Warn),
            "deny" => Some(Level::Deny),
            _ => None,
        }
    }

    /// How bad a problem of this level is; `None` where nobody looks.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Allow => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Denied),
        }
    }
}

impl Code {
    /// The codes that a layout gives a [`Level`].
    pub const LINTS: &'static [Code] = &[
        Code::HeadBump,
        Code::HeadStack,
        Code::StrandedHead,
        Code::HeadApart,
        Code::HeadlineOrder,
        Code::HeadBreak,
        Code::PageCut,
        Code::GreyPage,
        Code::AmbiguousFlow,
        Code::SkippedColumn,
        Code::ParagraphAtTurn,
        Code::MissingCutline,
        Code::MissingCredit,
        Code::DuplicateStory,
        Code::DuplicatePicture,
        Code::PageOrder,
        Code::PageMissing,
        Code::DateMismatch,
        Code::IssueNumber,
        Code::LegalFurniture,
        Code::FoldText,
        Code::GutterText,
        Code::AdLabel,
    ];

    /// The lint of this kebab-case name.
    pub fn lint(name: &str) -> Option<Code> {
        Code::LINTS.iter().copied().find(|code| code.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_written_as_they_are_read() {
        for name in Level::NAMES {
            assert!(Level::from_name(name).is_some(), "{name}");
        }
        assert_eq!(Level::from_name("warning"), None);
        assert_eq!(Code::lint("head-bump"), Some(Code::HeadBump));
        assert_eq!(Code::lint("overset"), None, "what breaks a page has no level");
    }
}
