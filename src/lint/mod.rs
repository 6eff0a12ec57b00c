//! The layout linter 版面检查.
//!
//! Input: the finished formes of an edition, and from the [`Edition`] what a forme does not
//! contain: levels, slots, copy, dates. Output: diagnostics for the house, each with its place on
//! the page. Invariant: one function a code and one code a function; a lint that the edition allows
//! is not run; nothing on a page is moved.

mod ads;
mod blank;
mod copy;
mod date;
mod dates;
mod digest;
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
mod untitled;

use crate::diag::{Code, Diagnostic, Span};
use crate::edition::{Edition, Page};
use crate::forme::{Forme, Item, Mark, Origin};
use crate::geom::{LegSpace, PageSpace, Rect};

pub use digest::PageDigest;

use sheet::LintSheet;

/// What a rule of pages may look at: one page at a time, so that what was found
/// on it holds as long as it stands.
pub(crate) struct Proofs<'a> {
    edition: &'a Edition,
    sheets: [LintSheet<'a>; 1],
}

/// What a rule of the whole edition may look at.
pub(crate) struct Whole<'a> {
    edition: &'a Edition,
    /// Of every page its digest; none of one that is not wanted.
    pages: &'a [Option<&'a PageDigest>],
}

/// A finding of a lint.
pub(crate) struct Found {
    /// Number of the page, place on it, and the caption on the proof.
    at: Option<(u32, Rect<PageSpace>, &'static str)>,
    diagnostic: Diagnostic,
}

impl Found {
    /// Creates a finding at a place in text coordinates.
    fn on(
        sheet: &LintSheet<'_>,
        rect: Rect<LegSpace>,
        mark: &'static str,
        diagnostic: Diagnostic,
    ) -> Found {
        Found::at(sheet, sheet.page.grid.axes.on_page(&rect), mark, diagnostic)
    }

    /// A fault at a place as the text of its page runs, on a page that is known
    /// by its digest.
    fn on_digest(
        page: &PageDigest,
        rect: Rect<LegSpace>,
        mark: &'static str,
        diagnostic: Diagnostic,
    ) -> Found {
        Found {
            at: Some((page.number, page.axes.on_page(&rect), mark)),
            diagnostic,
        }
    }

    /// Creates a finding at a place in page coordinates.
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

    /// Creates a finding of the edition as a whole.
    fn anywhere(diagnostic: Diagnostic) -> Found {
        Found {
            at: None,
            diagnostic,
        }
    }
}

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
];

/// What the lints have to say, of a page or of the edition.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Each with the number of its page and the place of its rule among all.
    marks: Vec<(u32, usize, Mark)>,
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
pub fn marks_of(number: u32, findings: &[&Findings]) -> Vec<Item> {
    let all = findings.iter().flat_map(|findings| &findings.marks);
    let mut marks: Vec<&(u32, usize, Mark)> = all.filter(|(page, ..)| *page == number).collect();
    marks.sort_by_key(|(_, rule, _)| *rule);
    marks
        .into_iter()
        .map(|(.., mark)| Item::Mark(mark.clone()))
        .collect()
}

impl Proofs<'_> {
    /// The place in the input that an origin of the page stands for.
    fn span(&self, origin: Origin) -> Option<Span> {
        let [sheet] = &self.sheets;
        sheet.page.span(origin.0)
    }

    /// Returns a limit of a lint.
    fn limit(&self, code: Code, name: &str) -> u32 {
        self.edition.limits.get(code, name)
    }
}

impl Whole<'_> {
    /// A limit of a lint.
    fn limit(&self, code: Code, name: &str) -> u32 {
        self.edition.limits.get(code, name)
    }

    /// The digests of the wanted pages, in order.
    fn wanted(&self) -> impl Iterator<Item = &PageDigest> {
        self.pages.iter().filter_map(|page| *page)
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
