//! Furniture 固定件: dates, and what the law wants printed.

use super::sheet::{LintSheet, Piece};
use super::{Found, Proofs};
use crate::diag::{Code, Diagnostic, Span};
use crate::edition::{FurnitureRow, FurnitureSlot, chinese_number, date_words, weekday};
use crate::geom::{PageSpace, Rect};

impl LintSheet<'_> {
    fn piece(&self, name: &str) -> Option<&Piece> {
        self.furniture.iter().find(|piece| piece.name == name)
    }

    /// The furniture that prints the page's number.
    pub(super) fn folio(&self) -> Option<Rect<PageSpace>> {
        let number = self.page.number;
        self.furniture
            .iter()
            .find(|piece| {
                piece
                    .lines
                    .iter()
                    .any(|line| tells_page(&line.text, number))
            })
            .map(|piece| piece.rect)
    }
}

/// Whether a text names a page number, alone or before 版.
fn tells_page(text: &str, number: u32) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let figures = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let starts = (0..chars.len()).filter(|at| figures(*at) && (*at == 0 || !figures(at - 1)));
    let reported = starts.into_iter().any(|start| {
        let run: String = chars
            .iter()
            .skip(start)
            .take_while(|c| c.is_ascii_digit())
            .collect();
        // A figure of a date is not the page's.
        let next = chars.get(start + run.len());
        run.parse() == Ok(number) && !next.is_some_and(|next| "年月日期".contains(*next))
    });
    reported || text.contains(&format!("第{}版", chinese_number(number)))
}

/// The days as furniture writes them, Sunday first.
const DAYS: [&str; 7] = [
    "星期日",
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
];
const ENGLISH_DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// Words that say the weekday is another day's: tomorrow, a range, a habit.
const OTHER_DAYS: &[&str] = &["明", "昨", "后天", "後天", "前天", "每", "逢", "至", "月"];

/// The first weekday that a text names. 周五 counts beside a date only: alone
/// it may be somebody's name.
fn weekday_in(text: &str, dated: bool) -> Option<(String, usize)> {
    let written = |day: usize| {
        let short = DAYS[day].trim_start_matches("星期");
        let mut names = vec![DAYS[day].to_owned(), ENGLISH_DAYS[day].to_owned()];
        names.extend((day == 0).then(|| "星期天".to_owned()));
        names.extend(
            dated
                .then(|| [format!("周{short}"), format!("週{short}")])
                .into_iter()
                .flatten(),
        );
        names
    };
    let found =
        (0..DAYS.len()).flat_map(|day| written(day).into_iter().map(move |name| (name, day)));
    found
        .filter_map(|(name, day)| Some((text.find(&name)?, name, day)))
        .min()
        .map(|(_, name, day)| (name, day))
}

/// The first date in full, `2021年12月31日`, as written and as numbers.
fn date_in(text: &str) -> Option<(String, (u32, u32, u32))> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    (0..chars.len()).find_map(|start| {
        let mut at = start;
        let mut number = |most: usize, mark: char| -> Option<u32> {
            let digits: String = chars
                .get(at..)?
                .iter()
                .take(most)
                .take_while(|c| c.is_ascii_digit())
                .collect();
            at += digits.len();
            let found = (chars.get(at) == Some(&mark))
                .then(|| digits.parse().ok())
                .flatten();
            at += 1;
            found
        };
        let (year, month, day) = (number(4, '年')?, number(2, '月')?, number(2, '日')?);
        (year > 999).then(|| {
            (
                chars.get(start..at).unwrap_or(&[]).iter().collect(),
                (year, month, day),
            )
        })
    })
}

/// The date 日期: a weekday beside a date is that date's own, the date beside a
/// weekday is the edition's, and a weekday alone is the edition's.
pub(super) fn date(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let Some(edition) = numbers(&proofs.edition.date) else {
        return;
    };
    let today = weekday(edition.0, edition.1, edition.2);
    for sheet in &proofs.sheets {
        for (slot, row) in rows(sheet) {
            let dated = date_in(&row.text);
            let Some((name, day)) = weekday_in(&row.text, dated.is_some()) else {
                continue;
            };
            let name_of = |day: usize| DAYS.get(day).copied().unwrap_or_default();
            let (wrong, message) = match dated {
                Some((written, (year, month, number))) if weekday(year, month, number) != day => {
                    let right = name_of(weekday(year, month, number));
                    (
                        name.clone(),
                        format!("{written} is {right}, and the furniture prints {name}"),
                    )
                }
                Some((written, date)) if date != edition => (
                    written.clone(),
                    format!(
                        "the furniture prints {written}, and the edition is of {}",
                        proofs.edition.date
                    ),
                ),
                Some(_) => continue,
                None if day == today || OTHER_DAYS.iter().any(|word| row.text.contains(word)) => {
                    continue;
                }
                None => {
                    let right = name_of(today);
                    (
                        name.clone(),
                        format!("the edition's date is {right}, and the furniture prints {name}"),
                    )
                }
            };
            let diagnostic =
                Diagnostic::new(Code::DateMismatch, written_at(proofs, row, &wrong), message)
                    .help("quote {date} and {weekday}, which come from the edition's date");
            let rect = sheet
                .piece(&slot.name)
                .map_or(slot.rect, |piece| piece.rect);
            found.push(Found::at(sheet, rect, "日期不符", diagnostic));
        }
    }
}

fn rows<'s>(
    sheet: &'s LintSheet<'_>,
) -> impl Iterator<Item = (&'s FurnitureSlot, &'s FurnitureRow)> {
    sheet
        .page
        .furniture
        .iter()
        .flat_map(|slot| slot.rows.iter().map(move |row| (slot, row)))
}

fn numbers(date: &str) -> Option<(u32, u32, u32)> {
    let mut parts = date.split('-').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// The field that wrote these words, or the furniture's own line.
fn written_at(proofs: &Proofs<'_>, row: &FurnitureRow, words: &str) -> Span {
    let field = proofs
        .edition
        .fields
        .values()
        .find(|field| field.value.contains(words) && row.text.contains(&field.value));
    field.map_or(row.span, |field| field.span)
}

/// How far a label's colon may stand from its first character.
const LABEL: usize = 10;

/// Whether a text starts with the word, in which `#` stands for a number in
/// figures or Chinese numerals.
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

/// Whether a text has the word somewhere, and something after its colon where
/// it has one.
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

/// What page 1 must print, and that every other page prints its number.
pub(super) fn legal(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        let texts: Vec<&str> = rows(sheet).map(|(_, row)| row.text.as_str()).collect();
        let has = |words: &[String]| {
            words
                .iter()
                .any(|word| texts.iter().any(|text| prints(text, word)))
        };
        let mut missing: Vec<String> = Vec::new();
        if sheet.page.number == 1 {
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
        } else if sheet.folio().is_none() {
            missing.push(format!("版序 {}", sheet.page.number));
        }
        if missing.is_empty() {
            continue;
        }
        let message = format!(
            "the furniture of page {} does not print: {}",
            sheet.page.number,
            missing.join(", ")
        );
        let diagnostic = Diagnostic::new(Code::LegalFurniture, sheet.number_span(proofs), message)
            .help("add it to the [[furniture]] of the layout, or fill the field that it quotes");
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

    #[test]
    fn a_date_is_no_page_number() {
        assert!(tells_page("综合新闻 04", 4) && tells_page("第四版", 4) && tells_page("4版", 4));
        assert!(
            !tells_page("2021年12月4日", 4)
                && !tells_page("第14版", 4)
                && !tells_page("第十四版", 4)
        );
    }

    #[test]
    fn weekdays_and_dates_are_found_in_words() {
        assert_eq!(
            date_in("平原日报 2021年 12月31日 星期五").map(|(_, date)| date),
            Some((2021, 12, 31))
        );
        assert_eq!(date_in("12月31日"), None);
        assert_eq!(weekday_in("责编：周一", false), None);
        assert_eq!(
            weekday_in("2022年1月3日（周一）", true),
            Some(("周一".to_owned(), 1))
        );
    }
}
