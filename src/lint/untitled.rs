//! 缺题: stories without a headline.

use super::finding::Found;
use super::proofs::Proofs;
use crate::diag::{Code, Diagnostic};
use crate::say::text;
use crate::story::{BlockKind, PartRole, Story};

/// Maximum number of characters of a first line that may be a headline typed in the text.
const TITLE: usize = 24;

/// Finds stories whose kind has a style for a headline and whose copy has none. Sidebars and what
/// the page itself writes may go without.
pub(super) fn untitled(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for story in sheet.stories.iter().filter(|story| !story.inset) {
            let Some(slot) = story.slot.filter(|slot| slot.part == 0) else {
                continue;
            };
            let copy = &proofs.edition.stories[&slot.story];
            let wanted = slot.kind.parts.contains_key(&PartRole::Headline);
            let written = slot.story.at > 0;
            let titled = PartRole::DECKS
                .iter()
                .any(|role| copy.part(*role).next().is_some());
            if !wanted || written || titled || copy.body.is_empty() {
                continue;
            }
            let message = text!(
                "lint.headline",
                "“{story}” has no headline (缺题)",
                story = story.id
            );
            let help = match typed_title(copy) {
                Some(title) => text!(
                    "lint.first-line-reads-like",
                    "its first line, “{title}”, reads like one: write it in the front matter, `主题: {title}`",
                    title
                ),
                None => text!(
                    "lint.write-front-matter-kind",
                    "write one in the front matter, `主题: …`; a kind without a style for headlines goes without"
                ),
            };
            let diagnostic = Diagnostic::new(Code::MissingHeadline, slot.span, message).help(help);
            found.push(Found::on(sheet, story.rect, "缺题", diagnostic));
        }
    }
}

/// Returns the first paragraph of a text if it is short and ends as no sentence does.
fn typed_title(copy: &Story) -> Option<&str> {
    let first = copy.body.first()?;
    let text = first.text.text.trim();
    let ends = |c: char| {
        matches!(
            c,
            '。' | '？' | '！' | '…' | '：' | '；' | '，' | '.' | '?' | '!'
        )
    };
    let short = (1..=TITLE).contains(&text.chars().count());
    (short
        && copy.body.len() > 1
        && matches!(first.kind, BlockKind::Paragraph | BlockKind::Subhead)
        && !text.ends_with(ends))
    .then_some(text)
}
