//! Lints 版面检查: problems of layout whose weight the house decides.

use std::collections::BTreeMap;

use super::code::Code;
use super::severity::Severity;

/// The level that a house gives to a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The lint is not run.
    Allow,
    /// The lint is reported; the pages go to press.
    Warn,
    /// The lint is reported, and no press file is written.
    Deny,
}

impl Level {
    /// The levels as a layout writes them.
    pub const NAMES: &'static [&'static str] = &["allow", "warn", "deny"];

    /// Returns the level with this name.
    pub fn from_name(name: &str) -> Option<Level> {
        match name {
            "allow" => Some(Level::Allow),
            "warn" => Some(Level::Warn),
            "deny" => Some(Level::Deny),
            _ => None,
        }
    }

    /// Returns the severity of a diagnostic at this level; `None` for [`Level::Allow`].
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Allow => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Denied),
        }
    }
}

/// A threshold of a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The lint that the limit belongs to.
    pub code: Code,
    /// Key of the limit in the lint's table.
    pub name: &'static str,
    /// Default value, used where no layout sets one.
    pub usual: u32,
    /// Smallest value accepted.
    pub min: u32,
    /// Largest value accepted.
    pub max: u32,
}

const fn limit(code: Code, name: &'static str, usual: u32, max: u32) -> Limit {
    Limit {
        code,
        name,
        usual,
        min: 1,
        max,
    }
}

/// Every limit. `share` and `contrast` are in per cent, `air` in per cent of a 字, the others count what their names say.
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
    limit(Code::BlankArea, "columns", 2, 99),
    limit(Code::BlankArea, "rows", 8, 999),
    limit(Code::HeadTight, "air", 75, 999),
    limit(Code::HeadLoose, "share", 50, 100),
];

/// The limits of all lints: those that the layout sets, else the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits(BTreeMap<(Code, &'static str), u32>);

impl Limits {
    /// Iterates over the limits of a lint, in the order of the manual.
    pub fn of(code: Code) -> impl Iterator<Item = &'static Limit> {
        LIMITS.iter().filter(move |limit| limit.code == code)
    }

    /// Returns the limit with this name.
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
        Code::MissingAlt,
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
        Code::BlankArea,
        Code::MissingHeadline,
        Code::HeadTight,
        Code::HeadLoose,
        Code::BleedShort,
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
                .all(|limit| (limit.min..=limit.max).contains(&limit.usual)
                    && Code::LINTS.contains(&limit.code))
        );
    }
}
