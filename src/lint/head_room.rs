//! Lints of the room about headlines: too little at their sides, too much over and under.

use super::finding::Found;
use super::lines::LintLine;
use super::proofs::Proofs;
use crate::diag::{Code, Diagnostic};
use crate::geom::Len;
use crate::say::text;

/// Finds 题抵线: a line of a headline nearer to an upright rule than `air` per cent of a 字.
pub(super) fn tight(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let air = i64::from(proofs.limit(Code::HeadTight, "air"));
    for sheet in &proofs.sheets {
        let least = sheet.page.grid.size.scale(air, 100);
        for story in &sheet.stories {
            let Some(head) = story.head.as_ref().filter(|head| head.frame.along()) else {
                continue;
            };
            // A summary is set in type of the text, and stands as near to rules as that does.
            let large = |line: &&LintLine| line.size * 4 >= sheet.page.grid.size * 5;
            let gaps = head.lines.iter().filter(large).filter_map(|line| {
                let beside = || {
                    sheet
                        .rules
                        .iter()
                        .filter(|rule| rule.height() > rule.width())
                        .filter(|rule| rule.top < line.rect.bottom && line.rect.top < rule.bottom)
                };
                // A rule that it stands across is no rule beside it.
                let near = |gap: &Len| *gap >= Len::ZERO && *gap < least;
                let left = beside().map(|rule| line.rect.left - rule.right);
                let right = beside().map(|rule| rule.left - line.rect.right);
                let (left, right) = (left.filter(near).min(), right.filter(near).min());
                // One that begins at the edge of its place and does not fill it has its air behind.
                let slack = sheet.page.grid.alley / 2;
                let fills = |edge: Len| edge < least - slack;
                match (left, right) {
                    (Some(left), Some(right)) => Some(left.min(right)),
                    (Some(gap), None) if fills(story.rect.right - line.rect.right) => Some(gap),
                    (None, Some(gap)) if fills(line.rect.left - story.rect.left) => Some(gap),
                    _ => None,
                }
            });
            let Some(gap) = gaps.min() else { continue };
            let message = text!(
                "lint.headline-fills-place",
                "the headline of “{story}” comes to {gap:.1} mm from the rule beside it (题抵线)",
                story = story.id,
                gap = gap.to_mm()
            );
            let diagnostic = Diagnostic::new(Code::HeadTight, proofs.span(story.origin), message)
                .help(text!(
                    "lint.take-character-out",
                    "take a character out, or give it a smaller size or more columns"
                ));
            found.push(Found::on(sheet, head.rect, "题抵线", diagnostic));
        }
    }
}

/// Finds 题浮: a headline of given depth that fills less than `share` per cent of it, both ways.
pub(super) fn loose(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let share = i64::from(proofs.limit(Code::HeadLoose, "share"));
    for sheet in &proofs.sheets {
        let grid = &sheet.page.grid;
        for story in &sheet.stories {
            let (Some(slot), Some(head)) = (story.slot, story.head.as_ref()) else {
                continue;
            };
            if slot.head_over.is_some() || slot.head_dress().stands_out() {
                continue;
            }
            let frame = head.frame;
            let place = match (slot.head_rect, slot.head_rows) {
                (Some(own), _) => frame.own.in_text(&own),
                (None, Some(rows)) => {
                    let mut place = frame.own.in_text(&slot.rect);
                    place.bottom = place.top + grid.pitch * i64::from(rows);
                    place
                }
                (None, None) => continue,
            };
            let lines = frame.own(&head.rect);
            let short = lines.width() * 100 < place.width() * share;
            let deep = lines.height() * 100 < place.height() * share
                && place.height() - lines.height() > grid.pitch * 3;
            if !(short && deep) {
                continue;
            }
            let row = |depth: Len| depth.div_floor(grid.pitch);
            let message = text!(
                "lint.headline-floats",
                "the headline of “{story}” has {given} rows and fills {filled} of them, less than {share} % of their width (题浮)",
                story = story.id,
                given = row(place.height()),
                filled = row(lines.height() + grid.pitch - Len::from_units(1)),
                share
            );
            let diagnostic = Diagnostic::new(Code::HeadLoose, proofs.span(story.origin), message)
                .help(text!(
                    "lint.give-fewer-rows",
                    "give it fewer rows, another deck, more words or a larger size"
                ));
            found.push(Found::on(sheet, head.rect, "题浮", diagnostic));
        }
    }
}
