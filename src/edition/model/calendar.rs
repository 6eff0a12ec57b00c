//! Dates in words.

use icu_calendar::Date;
use icu_calendar::cal::ChineseTraditional;

use crate::geom::Folio;

/// The words for an ISO date: the date and weekday in Chinese, the date and weekday in English.
pub(in crate::edition) struct DateWords {
    pub chinese: String,
    pub weekday: &'static str,
    pub english: String,
    pub english_weekday: &'static str,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// The days of the week in Chinese and English, Sunday first, as
/// [`weekday`] counts them.
pub const WEEKDAYS: [[&str; 2]; 7] = [
    ["星期日", "Sunday"],
    ["星期一", "Monday"],
    ["星期二", "Tuesday"],
    ["星期三", "Wednesday"],
    ["星期四", "Thursday"],
    ["星期五", "Friday"],
    ["星期六", "Saturday"],
];

/// Returns the words for `2021-12-31`; `None` if it is no date.
pub(in crate::edition) fn words(date: &str) -> Option<DateWords> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let english_month = MONTHS.get(usize::try_from(month - 1).ok()?)?;
    let [weekday, english_weekday] = WEEKDAYS[sakamoto(year, month, day)];
    Some(DateWords {
        chinese: format!("{year}年{month}月{day}日"),
        weekday,
        english: format!("{english_month} {day}, {year}"),
        english_weekday,
    })
}

const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = [
    '子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥',
];
const LUNAR_MONTHS: [&str; 12] = [
    "正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
];
const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The days of which the almanac is known, from the first of the lunar year
/// 1900 to the last of 2100. What was printed under the Qing was reckoned in
/// other ways and is not computed; what comes later nobody has printed.
const ALMANAC: [&str; 2] = ["1900-01-31", "2101-01-28"];

/// Whether the lunar date of a day can be told.
pub(in crate::edition) fn has_lunar(date: &str) -> bool {
    let [first, last] = ALMANAC.map(day_number);
    day_number(date).is_some_and(|day| Some(day) >= first && Some(day) <= last)
}

/// The lunar date 农历 of an ISO date, `辛丑年十一月廿八`; `None` when it is no
/// date, or one of which no almanac is known. The calendar is that of GB/T
/// 33661.
pub fn lunar(date: &str) -> Option<String> {
    if !has_lunar(date) {
        return None;
    }
    let mut parts = date.split('-');
    let (year, month, day) = (
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    let date = Date::try_new_gregorian(year, month, day)
        .ok()?
        .to_calendar(ChineseTraditional::new());
    let in_cycle = usize::from(date.cyclic_year().year.checked_sub(1)?);
    let (month, day) = (date.month(), usize::from(date.day_of_month().0));
    let leap = if month.to_input().is_leap() {
        "闰"
    } else {
        ""
    };
    let name = LUNAR_MONTHS.get(usize::from(month.to_input().number()).checked_sub(1)?)?;
    let digit = |number: usize| NUMBERS.get(number.checked_sub(1)?).copied();
    let day = match day {
        1..=10 => format!("初{}", digit(day)?),
        11..=19 => format!("十{}", digit(day - 10)?),
        20 => "二十".to_owned(),
        21..=29 => format!("廿{}", digit(day - 20)?),
        _ => "三十".to_owned(),
    };
    Some(format!(
        "{}{}年{leap}{name}月{day}",
        STEMS[in_cycle % 10],
        BRANCHES[in_cycle % 12]
    ))
}

/// Returns an ISO date as furniture quotes it, in Chinese and in English; empty if it is no date.
pub fn date_words(date: &str) -> Vec<String> {
    words(date).map_or_else(Vec::new, |words| vec![words.chinese, words.english])
}

/// Returns the days from 1 March of year 0 to an ISO date; `None` if it is no date.
pub fn day_number(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(|part| {
        part.parse::<i64>()
            .ok()
            .filter(|number| (1..=9999).contains(number))
    });
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || month > 12 || day > 31 {
        return None;
    }
    // Years begin in March, so that a leap day is the last of its year.
    let (year, month) = if month < 3 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    Some(year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1)
}

/// Returns the day of the week of a date, 0 for Sunday.
pub fn weekday(year: u32, month: u32, day: u32) -> usize {
    sakamoto(i64::from(year), i64::from(month), i64::from(day))
}

/// Returns the day of the week in the Gregorian calendar, 0 for Sunday (Sakamoto).
fn sakamoto(year: i64, month: i64, day: i64) -> usize {
    const SHIFT: [i64; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    (year + year / 4 - year / 100 + year / 400 + SHIFT[(month - 1).clamp(0, 11) as usize] + day)
        .rem_euclid(7) as usize
}

/// Returns what a page is called in Chinese: 四, and A04 in a section, where papers write figures.
pub fn chinese_folio(page: Folio) -> String {
    match page.section() {
        Some(_) => page.to_string(),
        None => chinese_number(page.in_section()),
    }
}

/// Returns a page number in Chinese numerals, up to 99: 第四版, 第十二版.
pub fn chinese_number(number: u32) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match number {
        0..=9 => DIGITS[number as usize].to_string(),
        10..=99 => {
            let (tens, ones) = (number / 10, number % 10);
            let mut text = String::new();
            if tens > 1 {
                text.push(DIGITS[tens as usize]);
            }
            text.push('十');
            if ones > 0 {
                text.push(DIGITS[ones as usize]);
            }
            text
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lunar_dates_are_those_of_the_almanac() {
        let almanac = [
            ("2021-12-31", "辛丑年十一月廿八"),
            ("2022-02-01", "壬寅年正月初一"),
            ("2020-05-23", "庚子年闰四月初一"),
            ("2023-03-22", "癸卯年闰二月初一"),
            ("2024-02-10", "甲辰年正月初一"),
            ("1949-10-01", "己丑年八月初十"),
            ("2025-09-17", "乙巳年七月廿六"),
        ];
        for (date, words) in almanac {
            assert_eq!(lunar(date).as_deref(), Some(words), "{date}");
        }
        assert_eq!(lunar("2021-13-01"), None);
        assert_eq!(lunar("1900-01-31").as_deref(), Some("庚子年正月初一"));
        for unknown in ["1881-09-25", "1900-01-30", "2101-01-29"] {
            assert_eq!(lunar(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn dates_know_their_weekday() {
        assert_eq!(
            words("2021-12-31").map(|words| words.weekday),
            Some("星期五")
        );
        assert_eq!(
            words("2022-01-03").map(|words| words.english_weekday),
            Some("Monday")
        );
        assert_eq!(
            words("2000-02-29").map(|words| words.weekday),
            Some("星期二")
        );
    }

    #[test]
    fn days_are_counted_across_leap_years() {
        let between = |a: &str, b: &str| day_number(b).zip(day_number(a)).map(|(b, a)| b - a);
        assert_eq!(between("2021-12-31", "2022-01-01"), Some(1));
        assert_eq!(between("2020-02-28", "2020-03-01"), Some(2));
        assert_eq!(between("1900-02-28", "1900-03-01"), Some(1));
        assert_eq!(between("1949-10-01", "2000-01-01"), Some(18354));
        assert!(
            ["2021-13-01", "2021-1", "", "2021-01-01-01", "昨天"]
                .iter()
                .all(|text| day_number(text).is_none())
        );
        // A week of seven days, by both counts.
        for (date, day) in [("2021-12-31", 5), ("2024-02-29", 4), ("2000-01-01", 6)] {
            assert_eq!(
                (day_number(date).unwrap_or(0) + 3).rem_euclid(7),
                day,
                "{date}"
            );
        }
    }

    #[test]
    fn page_numbers_in_chinese() {
        assert_eq!(
            [4, 10, 12, 20, 35].map(chinese_number),
            ["四", "十", "十二", "二十", "三十五"].map(String::from)
        );
    }
}
