//! The date in the furniture 日期.

use super::dates::{Meant, WrittenDate, dates, number};
use super::finding::Found;
use super::furniture::{rows, written_at};
use super::proofs::Proofs;
use super::sheet::LintSheet;
use crate::diag::{Code, Diagnostic};
use crate::edition::{FurnitureRow, FurnitureSlot, WEEKDAYS, lunar, weekday};
use crate::say::{Text, text};

/// The days of the week in German, French, Spanish, Japanese, Korean.
const FOREIGN: [[&str; 5]; 7] = [
    ["Sonntag", "dimanche", "domingo", "日曜", "일요일"],
    ["Montag", "lundi", "lunes", "月曜", "월요일"],
    ["Dienstag", "mardi", "martes", "火曜", "화요일"],
    ["Mittwoch", "mercredi", "miércoles", "水曜", "수요일"],
    ["Donnerstag", "jeudi", "jueves", "木曜", "목요일"],
    ["Freitag", "vendredi", "viernes", "金曜", "금요일"],
    ["Samstag", "samedi", "sábado", "土曜", "토요일"],
];

/// Words beside a weekday that make it another day's: tomorrow, a range, a habit.
const OTHER_DAYS: &[&str] = &["明", "昨", "后天", "後天", "前天", "每", "逢", "至", "月"];

/// Words that say a date is not the paper's own: of its founding, of a licence,
/// of the next issue.
const OTHER_DATES: &[&str] = &[
    "创刊",
    "創刊",
    "创办",
    "創辦",
    "始于",
    "复刊",
    "復刊",
    "成立",
    "诞生",
    "登记",
    "许可",
    "有效",
    "截至",
    "截止",
    "下期",
    "下一期",
    "上期",
    "明日",
    "明天",
    "昨日",
    "昨天",
    "至",
    "自",
    "Founded",
    "founded",
    "Since",
    "since",
    "Established",
    "Est.",
    "gegründet",
    "Next",
    "next",
    "fondé",
];

/// Returns the first weekday that a text names. 周五 counts only beside a date: alone it may be
/// somebody's name.
fn weekday_in(text: &str, dated: bool) -> Option<(String, usize)> {
    let written = |day: usize| {
        let [chinese, english] = WEEKDAYS[day];
        let short = chinese.trim_start_matches("星期");
        let mut names = vec![chinese.to_owned(), english.to_owned()];
        names.extend(FOREIGN[day].map(str::to_owned));
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
        (0..WEEKDAYS.len()).flat_map(|day| written(day).into_iter().map(move |name| (name, day)));
    found
        .filter_map(|(name, day)| Some((text.find(&name)?, name, day)))
        .min()
        .map(|(_, name, day)| (name, day))
}

/// What a row of furniture says of the date that is wrong: the words, and why.
fn wrong(text: &str, edition: (u32, u32, u32), written: &str) -> Option<(String, Text)> {
    let found = dates(text);
    let lunar = lunar(written);
    let solar: Vec<&WrittenDate> = found
        .iter()
        .filter(|date| matches!(date.meant, Meant::Days(_)))
        .collect();
    let own = solar
        .iter()
        .find(|date| date.is(edition, None))
        .or(solar.first());
    let excused = OTHER_DATES.iter().any(|word| text.contains(word));
    let name_of = |day: usize| WEEKDAYS.get(day).map_or("", |[chinese, _]| *chinese);
    let prints = |words: &str| {
        (
            words.to_owned(),
            text!(
                "lint.furniture-prints-edition",
                "the furniture prints “{words}”, and the edition is of {written}",
                words,
                written
            ),
        )
    };
    let named = weekday_in(text, !found.is_empty());
    if let (Some(date), Some((name, day))) = (own, &named) {
        if let Meant::Days(days) = &date.meant
            && days
                .iter()
                .all(|(year, month, number)| weekday(*year, *month, *number) != *day)
        {
            let (year, month, number) = days[0];
            let right = name_of(weekday(year, month, number));
            let message = text!(
                "lint.furniture-prints",
                "{words} is {right}, and the furniture prints {name}",
                words = date.words,
                right,
                name
            );
            return Some((name.clone(), message));
        }
        if !date.is(edition, None) {
            return Some(prints(&date.words));
        }
    } else if let Some(date) = own {
        if !date.is(edition, None) && !excused {
            return Some(prints(&date.words));
        }
    } else if let Some((name, day)) = named {
        let today = weekday(edition.0, edition.1, edition.2);
        let other = found.is_empty() && OTHER_DAYS.iter().any(|word| text.contains(word));
        if day != today && !other {
            let right = name_of(today);
            let message = text!(
                "lint.editions-date-furniture-prints",
                "the edition's date is {right}, and the furniture prints {name}",
                right,
                name
            );
            return Some((name, message));
        }
    }
    let moon = found
        .iter()
        .find(|date| matches!(date.meant, Meant::Lunar(..)) && !date.is(edition, lunar.as_deref()));
    moon.filter(|_| !excused).map(|date| {
        let right = lunar.as_deref().unwrap_or_default();
        let message = text!(
            "lint.furniture-prints-day-edition",
            "the furniture prints “{words}”, and the day of the edition is {right}",
            words = date.words,
            right
        );
        (date.words.clone(), message)
    })
}

/// Every date in the furniture is the edition's, in whatever way it is
/// written; a weekday beside it is its own, and one alone the edition's.
pub(super) fn date(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let written = proofs.edition.date.as_str();
    let Some(edition) = numbers(written) else {
        return;
    };
    for sheet in &proofs.sheets {
        for (slot, row) in rows(sheet) {
            let help = text!(
                "lint.quote-come-editions-date",
                "quote {date} and {weekday}, which come from the edition's date"
            );
            if let Some((words, message)) = wrong(&row.text, edition, written) {
                let diagnostic =
                    Diagnostic::new(Code::DateMismatch, written_at(proofs, row, &words), message)
                        .help(help);
                found.push(on(sheet, slot, "日期不符", diagnostic));
            }
            if let Some((words, message)) = wrong_issue(proofs, row) {
                let diagnostic =
                    Diagnostic::new(Code::DateMismatch, written_at(proofs, row, &words), message)
                        .help(text!(
                            "lint.quote-layout-counts",
                            "quote {issue-number}, which the layout counts"
                        ));
                found.push(on(sheet, slot, "期号不符", diagnostic));
            }
        }
    }
}

fn on(
    sheet: &LintSheet<'_>,
    slot: &FurnitureSlot,
    mark: &'static str,
    diagnostic: Diagnostic,
) -> Found {
    let rect = sheet
        .piece(&slot.name)
        .map_or(slot.rect, |piece| piece.rect);
    Found::at(sheet, rect, mark, diagnostic)
}

/// A number of the issue, 第一一三四九号 or 总第11349期, that is not the one
/// that the layout counts.
fn wrong_issue(proofs: &Proofs<'_>, row: &FurnitureRow) -> Option<(String, Text)> {
    let issue = proofs.edition.issue?;
    let (words, number) = issue_in(&row.text)?;
    (i64::from(number) != issue).then(|| {
        let message = text!(
            "lint.furniture-prints-edition-issue",
            "the furniture prints “{words}”, and the edition of {date} is issue {issue}",
            words,
            date = proofs.edition.date,
            issue
        );
        (words, message)
    })
}

/// The first issue number of a text, as written and as a number.
fn issue_in(text: &str) -> Option<(String, u32)> {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len())
        .filter(|at| chars[*at] == '第')
        .find_map(|at| {
            // 准字第1号 is a licence, 今年第3期 is counted otherwise.
            let before = at.checked_sub(1).map(|before| chars[before]);
            if before.is_some_and(|c| "字证證许可发年月卷".contains(c)) {
                return None;
            }
            let (number, end) = number(&chars, at + 1)?;
            let unit = chars
                .get(end)
                .is_some_and(|c| matches!(c, '期' | '号' | '號'));
            unit.then(|| (chars[at..=end].iter().collect(), number))
        })
}

fn numbers(date: &str) -> Option<(u32, u32, u32)> {
    let mut parts = date.split('-').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_wrong(text: &str) -> bool {
        wrong(text, (2021, 12, 31), "2021-12-31").is_some()
    }

    #[test]
    fn every_wrong_date_is_seen() {
        for text in [
            "试版日报　2020年12月31日",
            "2021年12月30日",
            "二〇二一年十二月三十一日　星期四",
            "民国110年12月30日",
            "民国110年12月31日　星期四",
            "令和二年十二月三十日　木曜日",
            "Freitag, 30. Dezember 2021",
            "Thursday, December 31, 2021",
            "2021-12-30",
            "农历十一月廿七",
            "2021年12月31日　农历十一月廿七",
            "庚子年十一月廿八",
            "星期四",
        ] {
            assert!(is_wrong(text), "{text}");
        }
    }

    #[test]
    fn right_dates_and_those_of_other_days_are_not() {
        for text in [
            "2021年12月31日　星期五　农历辛丑年十一月廿八",
            "二〇二一年十二月三十一日",
            "民国一百一十年十二月三十一日",
            "Friday, 31 December 2021",
            "31/12/2021",
            "创刊于1983年1月1日",
            "2021年12月31日　1983年1月1日创刊",
            "Founded January 1, 1983",
            "明日星期六　晴",
            "责编：周一",
            "电话：0000-1234567",
        ] {
            assert!(!is_wrong(text), "{text}");
        }
    }

    #[test]
    fn issue_numbers_are_read_in_figures_and_numerals() {
        assert_eq!(
            issue_in("第一一三四九号"),
            Some(("第一一三四九号".to_owned(), 11349))
        );
        assert_eq!(
            issue_in("总第12045期　今日八版"),
            Some(("第12045期".to_owned(), 12045))
        );
        assert_eq!(issue_in("准字第0001号"), None);
        assert_eq!(issue_in("第四版"), None);
    }

    #[test]
    fn weekdays_are_found_in_words() {
        assert_eq!(weekday_in("责编：周一", false), None);
        assert_eq!(
            weekday_in("2022年1月3日（周一）", true),
            Some(("周一".to_owned(), 1))
        );
    }
}
