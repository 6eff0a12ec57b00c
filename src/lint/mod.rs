//! The layout linter 版面检查.
//!
//! Input: the finished formes of an edition, and of the [`Edition`] what a
//! forme does not say: levels, slots, copy, dates. Output: what the house
//! should look at, each with its place on the page.
//! Invariant: one rule a code and one code a rule; a rule that the edition
//! allows is not asked; nothing on a page is moved.

mod ads;
mod edition;
mod faint;
mod fold;
mod furniture;
mod heads;
mod jumps;
mod lines;
mod page;
mod pictures;
mod sheet;
mod text;

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Span};
use crate::edition::Edition;
use crate::forme::{Forme, Item, Mark};
use crate::geom::{LegSpace, PageSpace, Rect};

use sheet::LintSheet;

/// What a rule may look at.
pub(crate) struct Proofs<'a> {
    edition: &'a Edition,
    sheets: Vec<LintSheet<'a>>,
}

/// One thing found.
pub(crate) struct Found {
    /// Where it is on the page of this number, and what the proof writes there.
    at: Option<(u32, Rect<PageSpace>, &'static str)>,
    diagnostic: Diagnostic,
}

impl Found {
    /// A fault at a place as the text of its page runs.
    fn on(
        sheet: &LintSheet<'_>,
        rect: Rect<LegSpace>,
        mark: &'static str,
        diagnostic: Diagnostic,
    ) -> Found {
        Found::at(sheet, sheet.page.grid.axes.on_page(&rect), mark, diagnostic)
    }

    /// A fault at a place of the page.
    fn at(
        sheet: &LintSheet<'_>,
        rect: Rect<PageSpace>,
        mark: &'static str,
        diagnostic: Diagnostic,
    ) -> Found {
        Found {
            at: Some((sheet.page.number, rect, mark)),
            diagnostic,
        }
    }

    /// A fault of the edition as a whole.
    fn anywhere(diagnostic: Diagnostic) -> Found {
        Found {
            at: None,
            diagnostic,
        }
    }
}

type LintFn = fn(&Proofs<'_>, &mut Vec<Found>);

/// Every lint and its rule.
const RULES: &[(Code, LintFn)] = &[
    (Code::HeadBump, heads::bump),
    (Code::HeadStack, heads::stack),
    (Code::StrandedHead, heads::stranded),
    (Code::HeadApart, heads::apart),
    (Code::HeadlineOrder, heads::order),
    (Code::HeadBreak, heads::line_break),
    (Code::PageCut, page::cut),
    (Code::GreyPage, page::grey),
    (Code::AmbiguousFlow, text::ambiguous),
    (Code::SkippedColumn, text::skipped),
    (Code::ParagraphAtTurn, text::turn),
    (Code::JumpBack, jumps::back),
    (Code::JumpCount, jumps::count),
    (Code::JumpShort, jumps::short),
    (Code::JumpBreak, jumps::at_break),
    (Code::JumpNowhere, jumps::nowhere),
    (Code::MissingCutline, pictures::cutline),
    (Code::MissingCredit, pictures::credit),
    (Code::DuplicateStory, edition::story_twice),
    (Code::DuplicatePicture, edition::picture_twice),
    (Code::PageOrder, edition::order),
    (Code::PageMissing, edition::missing),
    (Code::DateMismatch, furniture::date),
    (Code::IssueNumber, edition::issue),
    (Code::LegalFurniture, furniture::legal),
    (Code::FoldText, fold::cut),
    (Code::GutterText, fold::gutter),
    (Code::FaintType, faint::faint),
    (Code::AdLabel, ads::label),
];

/// Looks over finished pages: marks each fault on its forme for the proof, and
/// returns what to tell.
pub fn inspect(edition: &Edition, formes: &mut [Forme]) -> Vec<Diagnostic> {
    if edition
        .lints
        .values()
        .all(|level| level.severity().is_none())
    {
        return Vec::new();
    }
    let proofs = Proofs {
        edition,
        sheets: edition
            .pages
            .iter()
            .filter(|page| page.wanted)
            .zip(formes.iter())
            .map(|(page, forme)| LintSheet::of(edition, page, forme))
            .collect(),
    };
    let mut reported = Vec::new();
    let mut marks: Vec<(u32, Mark)> = Vec::new();
    for (code, rule) in RULES {
        let Some(severity) = edition.lints.get(code).and_then(|level| level.severity()) else {
            continue;
        };
        let mut found = Vec::new();
        rule(&proofs, &mut found);
        for Found { at, mut diagnostic } in found {
            diagnostic.severity = severity;
            reported.push(diagnostic);
            marks.extend(at.map(|(page, rect, text)| {
                (
                    page,
                    Mark::Fault {
                        rect,
                        text: text.to_owned(),
                    },
                )
            }));
        }
    }
    // Of several pages with one number the first has the marks.
    let numbers = formes.iter().enumerate().rev();
    let places: BTreeMap<u32, usize> = numbers.map(|(at, forme)| (forme.number, at)).collect();
    for (page, mark) in marks {
        if let Some(at) = places.get(&page) {
            formes[*at].items.push(Item::Mark(mark));
        }
    }
    reported
}

impl Proofs<'_> {
    /// The place in the input that an origin stands for.
    fn span(&self, origin: crate::forme::Origin) -> Option<Span> {
        self.edition.origins.get(origin.0 as usize).copied()
    }

    /// A limit of a lint.
    fn limit(&self, code: Code, name: &str) -> u32 {
        self.edition.limits.get(code, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lint_has_its_rule() {
        let codes: Vec<Code> = RULES.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, Code::LINTS);
    }
}
