//! What a date is called on a page.

/// The words for an ISO date: the date in Chinese, the weekday in Chinese,
/// the date in English, the weekday in English.
pub(super) struct DateWords {
    pub chinese: String,
    pub weekday: &'static str,
    pub english: String,
    pub english_weekday: &'static str,
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS: [&str; 7] = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
const ENGLISH_DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The words for `2021-12-31`; `None` when it is not such a date.
pub(super) fn words(date: &str) -> Option<DateWords> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let english_month = MONTHS.get(usize::try_from(month - 1).ok()?)?;
    let weekday = weekday(year, month, day);
    Some(DateWords {
        chinese: format!("{year}年{month}月{day}日"),
        weekday: DAYS[weekday],
        english: format!("{english_month} {day}, {year}"),
        english_weekday: ENGLISH_DAYS[weekday],
    })
}

/// The day of the week in the Gregorian calendar, 0 for Sunday (Sakamoto).
fn weekday(year: i64, month: i64, day: i64) -> usize {
    const SHIFT: [i64; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    (year + year / 4 - year / 100 + year / 400 + SHIFT[(month - 1).clamp(0, 11) as usize] + day).rem_euclid(7) as usize
}

/// A page number in Chinese numerals, up to 99: 第四版, 第十二版.
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
    fn dates_know_their_weekday() {
        assert_eq!(words("2021-12-31").map(|words| words.weekday), Some("星期五"));
        assert_eq!(words("2022-01-03").map(|words| words.english_weekday), Some("Monday"));
        assert_eq!(words("2000-02-29").map(|words| words.weekday), Some("星期二"));
    }

    #[test]
    fn page_numbers_in_chinese() {
        assert_eq!([4, 10, 12, 20, 35].map(chinese_number), ["四", "十", "十二", "二十", "三十五"].map(String::from));
    }
}
