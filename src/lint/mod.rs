//! The layout linter 版面检查.
//!
//! Input: the finished formes of an edition, and from the [`Edition`] what a forme does not
//! contain: levels, slots, copy, dates. Output: diagnostics for the house, each with its place on
//! the page. Invariant: one function a code and one code a function; a lint that the edition allows
//! is not run; nothing on a page is moved.

mod ads;
mod at_fold;
mod blank;
mod copy;
mod date;
mod dates;
mod digest;
mod edition;
mod embargo;
mod faint;
mod finding;
mod fold;
mod folio;
mod furniture;
mod head_room;
mod heads;
mod jumps;
mod laid;
mod lines;
mod page;
mod pictured;
mod pictures;
mod proofs;
mod sheet;
mod text;
mod untitled;
mod whole;

use crate::diag::{Code, Diagnostic};
use crate::edition::{Edition, Page};
use crate::forme::{Forme, Item, Mark};
use crate::geom::Folio;

pub use digest::PageDigest;
pub use embargo::embargoed;

use finding::Found;
use proofs::Proofs;
use sheet::LintSheet;
use whole::Whole;

type LintFn = fn(&Proofs<'_>, &mut Vec<Found>);
type WholeFn = fn(&Whole<'_>, &mut Vec<Found>);

/// A rule, of pages by themselves or of the whole edition.
enum Scope {
    Page(LintFn),
    Whole(WholeFn),
}

/// Every lint and its function.
const RULES: &[(Code, Scope)] = &[
    (Code::HeadBump, Scope::Page(heads::bump)),
    (Code::HeadStack, Scope::Page(heads::stack)),
    (Code::StrandedHead, Scope::Page(heads::stranded)),
    (Code::HeadApart, Scope::Page(heads::apart)),
    (Code::HeadlineOrder, Scope::Page(heads::order)),
    (Code::HeadBreak, Scope::Page(heads::line_break)),
    (Code::PageCut, Scope::Page(page::cut)),
    (Code::GreyPage, Scope::Page(page::grey)),
    (Code::AmbiguousFlow, Scope::Page(text::ambiguous)),
    (Code::SkippedColumn, Scope::Page(text::skipped)),
    (Code::ParagraphAtTurn, Scope::Page(text::turn)),
    (Code::JumpBack, Scope::Whole(jumps::back)),
    (Code::JumpCount, Scope::Whole(jumps::count)),
    (Code::JumpShort, Scope::Whole(jumps::short)),
    (Code::JumpBreak, Scope::Whole(jumps::at_break)),
    (Code::JumpNowhere, Scope::Whole(jumps::nowhere)),
    (Code::MissingCutline, Scope::Page(pictures::cutline)),
    (Code::MissingCredit, Scope::Page(pictures::credit)),
    (Code::MissingAlt, Scope::Page(pictures::alt)),
    (Code::DuplicateStory, Scope::Whole(edition::story_twice)),
    (Code::DuplicatePicture, Scope::Whole(edition::picture_twice)),
    (Code::PageOrder, Scope::Whole(edition::order)),
    (Code::PageMissing, Scope::Whole(edition::missing)),
    (Code::DateMismatch, Scope::Page(date::date)),
    (Code::IssueNumber, Scope::Whole(edition::issue)),
    (Code::LegalFurniture, Scope::Page(furniture::legal)),
    (Code::FoldText, Scope::Page(fold::cut)),
    (Code::GutterText, Scope::Page(fold::gutter)),
    (Code::FaintType, Scope::Page(faint::faint)),
    (Code::AdLabel, Scope::Page(ads::label)),
    (Code::LostCharacters, Scope::Whole(copy::lost)),
    (Code::BlankArea, Scope::Page(blank::blank)),
    (Code::MissingHeadline, Scope::Page(untitled::untitled)),
    (Code::HeadTight, Scope::Page(head_room::tight)),
    (Code::HeadLoose, Scope::Page(head_room::loose)),
    (Code::BleedShort, Scope::Page(ads::bleed)),
];

/// What the lints have to say, of a page or of the edition.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Each with the number of its page and the place of its rule among all.
    marks: Vec<(Folio, usize, Mark)>,
}

/// What was found on one page, and what rules of the whole edition need of it.
pub struct PageFindings {
    /// What was found.
    pub findings: Findings,
    /// What rules of the whole edition need to know of the page.
    pub digest: PageDigest,
}

/// Whether a house asks for any lint.
pub fn is_asked(edition: &Edition) -> bool {
    let mut levels = edition.lints.values();
    levels.any(|level| level.severity().is_some())
}

/// Looks over one finished page. What is found depends on the page, its forme
/// and the stories on it, and on what the edition file and the house say.
pub fn inspect_page(edition: &Edition, page: &Page, forme: &Forme) -> PageFindings {
    let proofs = Proofs {
        edition,
        sheets: [LintSheet::of(edition, page, forme)],
    };
    let findings = found(edition, |scope, found| {
        if let Scope::Page(rule) = scope {
            rule(&proofs, found);
        }
    });
    let [sheet] = &proofs.sheets;
    PageFindings {
        digest: PageDigest::of(&proofs, sheet),
        findings,
    }
}

/// Looks over an edition as a whole, from the digests of its wanted pages.
pub fn inspect_whole(edition: &Edition, pages: &[Option<&PageDigest>]) -> Findings {
    let whole = Whole { edition, pages };
    found(edition, |scope, found| {
        if let Scope::Whole(rule) = scope {
            rule(&whole, found);
        }
    })
}

/// What the rules that are asked find, each at the level that the house gives it.
fn found(edition: &Edition, ask: impl Fn(&Scope, &mut Vec<Found>)) -> Findings {
    let mut all = Findings::default();
    for (nth, (code, scope)) in RULES.iter().enumerate() {
        let Some(severity) = edition.lints.get(code).and_then(|level| level.severity()) else {
            continue;
        };
        let mut found = Vec::new();
        ask(scope, &mut found);
        for Found { at, mut diagnostic } in found {
            diagnostic.severity = severity;
            all.diagnostics.push(diagnostic);
            all.marks.extend(at.map(|(page, rect, text)| {
                let text = text.to_owned();
                (page, nth, Mark::Fault { rect, text })
            }));
        }
    }
    all
}

/// The marks of faults for the proof of a page, in the order of their rules.
pub fn marks_of(number: Folio, findings: &[&Findings]) -> Vec<Item> {
    let all = findings.iter().flat_map(|findings| &findings.marks);
    let mut marks: Vec<&(Folio, usize, Mark)> = all.filter(|(page, ..)| *page == number).collect();
    marks.sort_by_key(|(_, rule, _)| *rule);
    marks
        .into_iter()
        .map(|(.., mark)| Item::Mark(mark.clone()))
        .collect()
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
