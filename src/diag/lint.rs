//! Lints 版面检查: problems of layout whose weight the house decides.

use std::collections::BTreeMap;

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

/// A number by which a lint judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Whose it is.
    pub code: Code,
    /// Its key in the table of the lint.
    pub name: &'static str,
    /// What it is where no layout says.
    pub usual: u32,
    /// The smallest that makes sense.
    pub least: u32,
    /// The largest.
    pub most: u32,
}

const fn limit(code: Code, name: &'static str, usual: u32, most: u32) -> Limit {
    Limit {
        code,
        name,
        usual,
        least: 1,
        most,
    }
}

/// Every limit. `share` and `contrast` are in per cent, the others count what they are called.
const LIMITS: &[Limit] = &[
    limit(Code::HeadBump, "share", 50, 100),
    limit(Code::HeadStack, "rows", 3, 99),
    limit(Code::StrandedHead, "rows", 2, 99),
    limit(Code::HeadlineOrder, "rows", 6, 999),
    limit(Code::GreyPage, "rows", 40, 999),
    limit(Code::GreyPage, "columns", 3, 99),
    limit(Code::AmbiguousFlow, "rows", 3, 99),
    limit(Code::JumpCount, "page", 3, 99),
    limit(Code::JumpCount, "story", 1, 99),
    limit(Code::JumpShort, "before", 8, 999),
    limit(Code::JumpShort, "after", 8, 999),
    limit(Code::DuplicateStory, "chars", 40, 9999),
    limit(Code::DuplicateStory, "share", 70, 100),
    limit(Code::FaintType, "contrast", 25, 100),
];

/// Where a house draws the line: what its layout writes, else what is usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits(BTreeMap<(Code, &'static str), u32>);

impl Limits {
    /// The limits of a lint, in the order of the manual.
    pub fn of(code: Code) -> impl Iterator<Item = &'static Limit> {
        LIMITS.iter().filter(move |limit| limit.code == code)
    }

    /// The limit of this name.
    pub fn get(&self, code: Code, name: &str) -> u32 {
        let usual = || {
            Limits::of(code)
                .find(|limit| limit.name == name)
                .map_or(0, |limit| limit.usual)
        };
        self.0
            .iter()
            .find(|((of, called), _)| *of == code && *called == name)
            .map_or_else(usual, |(_, limit)| *limit)
    }
}

impl FromIterator<(Code, &'static str, u32)> for Limits {
    fn from_iter<T: IntoIterator<Item = (Code, &'static str, u32)>>(written: T) -> Limits {
        Limits(
            written
                .into_iter()
                .map(|(code, name, limit)| ((code, name), limit))
                .collect(),
        )
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
        Code::JumpBack,
        Code::JumpCount,
        Code::JumpShort,
        Code::JumpBreak,
        Code::JumpNowhere,
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
        Code::FaintType,
        Code::AdLabel,
        Code::LostCharacters,
    ];
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
        assert!(Code::LINTS.contains(&Code::HeadBump));
        assert!(
            !Code::LINTS.contains(&Code::Overset),
            "what breaks a page has no level"
        );
    }

    #[test]
    fn what_is_not_written_is_usual() {
        let written: Limits = [(Code::GreyPage, "rows", 30)].into_iter().collect();
        assert_eq!(written.get(Code::GreyPage, "rows"), 30);
        assert_eq!(written.get(Code::GreyPage, "columns"), 3);
        assert!(
            LIMITS
                .iter()
                .all(|limit| (limit.least..=limit.most).contains(&limit.usual)
                    && Code::LINTS.contains(&limit.code))
        );
    }
}
