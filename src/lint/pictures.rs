//! Lints of pictures and their cutlines.

use super::finding::Found;
use super::proofs::Proofs;
use super::sheet::{Figure, LintSheet};
use crate::asset::PictureMetadata;
use crate::diag::{Code, Diagnostic, Span};
use crate::say::text;
use crate::story::PartRole;

/// Words of a cutline that name the picture's author.
const MADE: &[&str] = &[
    "摄", "供图", "制图", "绘", "资料", "Photo", "photo", "Graphic",
];

/// Returns whether the page or the article has words of this role for a picture.
fn words(proofs: &Proofs<'_>, sheet: &LintSheet<'_>, figure: &Figure<'_>, role: PartRole) -> bool {
    let own = figure.slot.and_then(|slot| match role {
        PartRole::Credit => slot.credit.as_deref(),
        _ => slot.cutline.as_ref().map(|text| text.text.as_str()),
    });
    let story = figure
        .story
        .and_then(|at| sheet.stories.get(at))
        .and_then(|story| story.slot);
    // The article speaks of the first of its story's pictures.
    let first = story
        .and_then(|story| story.pictures.first())
        .is_some_and(|first| first.origin == figure.origin.0);
    let copy = story
        .filter(|_| first)
        .and_then(|story| proofs.edition.stories.get(&story.story));
    own.is_some_and(|text| !text.trim().is_empty())
        || copy.is_some_and(|copy| copy.part(role).next().is_some())
}

/// The words in a picture's own file that stand under it: a kind without a
/// style for a cutline prints none, and the page may decline them.
fn in_file(proofs: &Proofs<'_>, figure: &Figure<'_>) -> PictureMetadata {
    figure
        .slot
        .filter(|slot| slot.kind.parts.contains_key(&PartRole::Cutline))
        .and_then(|slot| slot.all().next())
        .map_or_else(PictureMetadata::default, |id| {
            proofs.edition.pictures.get(id).words()
        })
}

fn place(proofs: &Proofs<'_>, figure: &Figure<'_>) -> Option<Span> {
    figure
        .slot
        .map(|slot| slot.span)
        .or_else(|| proofs.span(figure.origin))
}

/// Finds 缺图说: a picture without a cutline.
pub(super) fn cutline(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for figure in &sheet.figures {
            let declined = figure.slot.is_some_and(|slot| slot.cutline.is_some());
            if words(proofs, sheet, figure, PartRole::Cutline)
                || !declined && in_file(proofs, figure).caption.is_some()
            {
                continue;
            }
            let diagnostic = Diagnostic::new(
                Code::MissingCutline,
                place(proofs, figure),
                text!("lint.picture-cutline", "the picture has no cutline (图说)"),
            )
            .help(text!(
                "lint.write-cutline-here-article",
                "write `cutline` here, or 图说 in the article"
            ));
            found.push(Found::on(sheet, figure.rect, "缺图说", diagnostic));
        }
    }
}

/// Finds pictures that nothing describes: neither the page nor their files nor a cutline.
pub(super) fn alt(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for figure in sheet.figures.iter().filter(|figure| figure.untold) {
            let diagnostic = Diagnostic::new(
                Code::MissingAlt,
                place(proofs, figure),
                text!(
                    "lint.nothing-says",
                    "nothing says in words what the picture shows"
                ),
            )
            .help(text!(
                "lint.write-alt",
                "write `alt` here for those who do not see it, or give it a cutline"
            ));
            found.push(Found::on(sheet, figure.rect, "缺替代文字", diagnostic));
        }
    }
}

/// Finds pictures whose author neither credit nor cutline names.
pub(super) fn credit(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for figure in &sheet.figures {
            let declined = figure.slot.is_some_and(|slot| slot.credit.is_some());
            let file = in_file(proofs, figure);
            if words(proofs, sheet, figure, PartRole::Credit)
                || !declined && (file.byline.is_some() || file.credit.is_some())
                || MADE.iter().any(|word| figure.cutline.contains(word))
            {
                continue;
            }
            let diagnostic = Diagnostic::new(
                Code::MissingCredit,
                place(proofs, figure),
                text!(
                    "lint.picture-does-say-who",
                    "the picture does not say who made it"
                ),
            )
            .help(text!(
                "lint.write-credit-here-article",
                "write `credit` here, or 摄影 in the article"
            ));
            found.push(Found::on(sheet, figure.rect, "缺署名", diagnostic));
        }
    }
}
