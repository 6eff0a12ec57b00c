//! Articles that may not be printed yet.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Severity};
use crate::edition::Edition;
use crate::say::text;

/// The articles on these pages whose embargo 禁发 ends after the edition's day, which are denied, or
/// on it, which is told. No clock is asked: the edition's own date counts.
pub fn embargoed(edition: &Edition, pages: &[usize]) -> Vec<Diagnostic> {
    let ids: BTreeSet<_> = pages
        .iter()
        .flat_map(|page| edition.pages[*page].all_stories())
        .map(|slot| slot.story)
        .collect();
    let stories = ids.iter().filter_map(|id| edition.stories.get(id));
    let mut found = Vec::new();
    for embargo in stories.filter_map(|story| story.embargo.as_ref()) {
        let date = &edition.date;
        if embargo.day > *date {
            let message = text!(
                "lint.article-under-embargo-until",
                "the article is under embargo until {embargo}, and the edition is of {date}",
                embargo = embargo.text,
                date
            );
            found.push(
                Diagnostic::new(Code::Embargoed, embargo.span, message).help(text!(
                    "lint.take-off-page-take",
                    "take it off the page, or take the line out when the supplier has lifted it"
                )),
            );
        } else if embargo.day == *date && embargo.timed {
            let message = text!(
                "lint.embargo-article-ends-editions",
                "the embargo of the article ends on the edition's own day, at {embargo}",
                embargo = embargo.text
            );
            let mut told = Diagnostic::new(Code::Embargoed, embargo.span, message).help(text!(
                "lint.look-whether-paper-comes",
                "look whether the paper comes out after that hour"
            ));
            told.severity = Severity::Warning;
            found.push(told);
        }
    }
    found
}
