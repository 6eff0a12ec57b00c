//! Years of eras 纪年 and weekdays of other languages.

use icu_calendar::Date;
use icu_calendar::cal::ChineseTraditional;

use super::calendar::{day_number, has_lunar, weekday};

/// Japanese eras by their first day, the newest first.
const JAPAN: [(&str, &str); 5] = [
    ("2019-05-01", "令和"),
    ("1989-01-08", "平成"),
    ("1926-12-25", "昭和"),
    ("1912-07-30", "大正"),
    ("1868-10-23", "明治"),
];

/// The first day of the Gregorian calendar in Japan. What was printed before it has dates of
/// another calendar.
const JAPAN_GREGORIAN: &str = "1873-01-01";

/// The first day of the Republic 民國.
const REPUBLIC: &str = "1912-01-01";

/// The last day of the Qing.
const ABDICATION: &str = "1912-02-12";

const JAPANESE_DAYS: [&str; 7] = [
    "日曜日",
    "月曜日",
    "火曜日",
    "水曜日",
    "木曜日",
    "金曜日",
    "土曜日",
];
const KOREAN_DAYS: [&str; 7] = [
    "일요일",
    "월요일",
    "화요일",
    "수요일",
    "목요일",
    "금요일",
    "토요일",
];

/// The names of the fields that [`eras`] gives.
pub(in crate::edition) const ERA_FIELDS: [&str; 6] = [
    "year-roc",
    "year-qing",
    "year-ja",
    "year-koki",
    "weekday-ja",
    "weekday-ko",
];

/// Returns the fields of an ISO date: the year in the eras that had begun on that day and had not
/// ended, and the weekday in Japanese and Korean. What cannot be told of a day is left out, and so
/// is all of it when it is no date.
pub(in crate::edition) fn eras(date: &str) -> Vec<(&'static str, String)> {
    let mut parts = date.split('-').map(|part| part.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (
        parts.next().flatten(),
        parts.next().flatten(),
        parts.next().flatten(),
    ) else {
        return Vec::new();
    };
    let since = |first: &str| day_number(date) >= day_number(first);
    if day_number(date).is_none() {
        return Vec::new();
    }
    let mut fields = Vec::new();
    if since(REPUBLIC) {
        fields.push(("year-roc", format!("民國{}年", nth(year - 1911))));
    }
    if let Some(qing) = qing(date, (year, month, day)) {
        fields.push(("year-qing", qing));
    }
    if since(JAPAN_GREGORIAN) {
        let era = JAPAN.iter().find(|(first, _)| since(first));
        if let Some((first, name)) = era {
            let began: u32 = first[..4].parse().unwrap_or(year);
            fields.push(("year-ja", format!("{name}{}年", nth(year + 1 - began))));
        }
        fields.push(("year-koki", format!("皇紀{}年", year + 660)));
    }
    let weekday = weekday(year, month, day);
    fields.push(("weekday-ja", JAPANESE_DAYS[weekday].to_owned()));
    fields.push(("weekday-ko", KOREAN_DAYS[weekday].to_owned()));
    fields
}

/// The first year of an era is 元年.
fn nth(year: u32) -> String {
    match year {
        1 => "元".to_owned(),
        year => year.to_string(),
    }
}

/// The year of 光緒 or 宣統, which changes with the lunar year; of days whose almanac is known.
fn qing(date: &str, (year, month, day): (u32, u32, u32)) -> Option<String> {
    if !has_lunar(date) || day_number(date) > day_number(ABDICATION) {
        return None;
    }
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let lunar = Date::try_new_gregorian(i32::try_from(year).ok()?, month, day)
        .ok()?
        .to_calendar(ChineseTraditional::new());
    let year = u32::try_from(lunar.cyclic_year().related_iso).ok()?;
    Some(match year {
        1909.. => format!("宣統{}年", nth(year - 1908)),
        _ => format!("光緒{}年", nth(year - 1874)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(date: &str, name: &str) -> Option<String> {
        let found = eras(date).into_iter().find(|(own, _)| *own == name);
        found.map(|(_, text)| text)
    }

    #[test]
    fn eras_change_on_their_day() {
        let known = [
            ("2021-12-31", "year-roc", "民國110年"),
            ("1912-01-01", "year-roc", "民國元年"),
            ("2021-12-31", "year-ja", "令和3年"),
            ("2019-05-01", "year-ja", "令和元年"),
            ("2019-04-30", "year-ja", "平成31年"),
            ("1989-01-07", "year-ja", "昭和64年"),
            ("1926-12-25", "year-ja", "昭和元年"),
            ("1926-12-24", "year-ja", "大正15年"),
            ("1912-07-29", "year-ja", "明治45年"),
            ("1873-01-01", "year-ja", "明治6年"),
            ("1940-11-10", "year-koki", "皇紀2600年"),
            ("1900-01-31", "year-qing", "光緒26年"),
            // The lunar year 1909 began on 22 January.
            ("1909-01-21", "year-qing", "光緒34年"),
            ("1909-01-22", "year-qing", "宣統元年"),
            ("1911-10-11", "year-qing", "宣統3年"),
            ("1912-02-12", "year-qing", "宣統3年"),
            ("2021-12-31", "weekday-ja", "金曜日"),
            ("2021-12-31", "weekday-ko", "금요일"),
        ];
        for (date, name, text) in known {
            assert_eq!(field(date, name).as_deref(), Some(text), "{date} {name}");
        }
        for (date, name) in [
            ("1911-12-31", "year-roc"),
            ("1872-12-31", "year-ja"),
            ("1912-02-13", "year-qing"),
            ("1881-09-25", "year-qing"),
            ("2021-13-01", "weekday-ja"),
        ] {
            assert_eq!(field(date, name), None, "{date} {name}");
        }
    }

    #[test]
    fn every_field_has_its_name_in_the_list() {
        let mut names: Vec<&str> = eras("1911-01-01")
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        names.extend(eras("2021-12-31").into_iter().map(|(name, _)| name));
        assert!(names.iter().all(|name| ERA_FIELDS.contains(name)));
        assert!(ERA_FIELDS.iter().all(|name| names.contains(name)));
    }
}
