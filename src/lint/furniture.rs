//! Furniture 固定件: what the law wants printed.

use super::finding::Found;
use super::folio::folio;
use super::proofs::Proofs;
use super::sheet::LintSheet;
use crate::diag::{Code, Diagnostic, Span};
use crate::edition::{FurnitureRow, FurnitureSlot, date_words};
use crate::say::text;

/// The rows of all furniture of a page.
pub(super) fn rows<'s>(
    sheet: &'s LintSheet<'_>,
) -> impl Iterator<Item = (&'s FurnitureSlot, &'s FurnitureRow)> {
    sheet
        .page
        .furniture
        .iter()
        .flat_map(|slot| slot.rows.iter().map(move |row| (slot, row)))
}

/// Returns the place of the field that contains these words, or of the furniture's own line.
pub(super) fn written_at(proofs: &Proofs<'_>, row: &FurnitureRow, words: &str) -> Span {
    let field = proofs
        .edition
        .fields
        .values()
        .find(|field| field.value.contains(words) && row.text.contains(&field.value));
    field.map_or(row.span, |field| field.span)
}

/// Maximum distance of a label's colon from its first character.
const LABEL: usize = 10;

/// Returns whether a text starts with the word, in which `#` is a number in figures or Chinese
/// numerals.
fn starts_with(text: &[char], word: &[char]) -> bool {
    let Some((first, rest)) = word.split_first() else {
        return true;
    };
    let taken = match first {
        '#' => text
            .iter()
            .take_while(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(**c))
            .count(),
        _ => usize::from(text.first() == Some(first)),
    };
    taken > 0
        && text
            .get(taken..)
            .is_some_and(|text| starts_with(text, rest))
}

/// Returns whether a text contains the word, and something after its colon if it has one.
fn prints(text: &str, word: &str) -> bool {
    let (text, word): (Vec<char>, Vec<char>) = (text.chars().collect(), word.chars().collect());
    (0..text.len())
        .filter_map(|start| text.get(start..))
        .filter(|text| starts_with(text, &word))
        .any(|text| {
            let label = text.iter().take(LABEL).take_while(|c| !c.is_whitespace());
            match label.into_iter().position(|c| matches!(c, '：' | ':')) {
                Some(colon) => text.get(colon + 1).is_some_and(|c| !c.is_whitespace()),
                None => true,
            }
        })
}

/// Finds texts missing from page 1 that it must print, and other pages without their number.
pub(super) fn legal(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        let texts: Vec<&str> = rows(sheet).map(|(_, row)| row.text.as_str()).collect();
        let has = |words: &[String]| {
            words
                .iter()
                .any(|word| texts.iter().any(|text| prints(text, word)))
        };
        let mut missing: Vec<String> = Vec::new();
        if matches!(sheet.page.number.section(), None | Some('A'))
            && sheet.page.number.in_section() == 1
        {
            // A nameplate that was drawn says the name where no program reads it.
            let drawn = sheet
                .page
                .furniture
                .iter()
                .any(|slot| slot.matter.is_some());
            let paper = (!drawn).then(|| vec![proofs.edition.paper.clone()]);
            let date = date_words(&proofs.edition.date);
            let wanted = paper
                .into_iter()
                .chain([date])
                .chain(proofs.edition.must_print.iter().cloned());
            missing.extend(
                wanted
                    .filter(|words| !has(words))
                    .map(|words| words.join("/")),
            );
        } else if folio(sheet).is_none() {
            missing.push(format!("版序 {}", sheet.page.number));
        }
        if missing.is_empty() {
            continue;
        }
        let message = text!(
            "lint.furniture-page-does-print",
            "the furniture of page {page} does not print: {missing}",
            page = sheet.page.number,
            missing = missing.join(", ")
        );
        let diagnostic = Diagnostic::new(Code::LegalFurniture, sheet.number_span(proofs), message)
            .help(text!(
                "lint.add-furniture-layout-fill",
                "add it to the [[furniture]] of the layout, or fill the field that it quotes"
            ));
        match sheet.furniture.last() {
            Some(piece) => found.push(Found::at(sheet, piece.rect, "缺法定项", diagnostic)),
            None => found.push(Found::anywhere(diagnostic)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_without_its_matter_is_not_printed() {
        assert!(prints("社址：平原市　电话：000", "电话") && prints("平原日报社出版", "出版"));
        assert!(
            !prints("社址：平原市　电话：　邮编：0", "电话")
                && !prints("社址：平原市　电话：", "电话")
        );
    }

    #[test]
    fn a_number_sign_stands_for_a_number() {
        assert!(prints("总第12045期　今日八版", "#期") && prints("总第12045期　今日八版", "#版"));
        assert!(!prints("平原日报社出版　本期", "#版") && !prints("本期", "#期"));
        assert!(prints("电话：　编辑部电话：000", "电话"));
        assert!(prints("国内统一连续出版物号 CN 00-0000", "CN #-#"));
    }
}
