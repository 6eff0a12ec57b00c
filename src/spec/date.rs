//! Calendar dates as written.

use crate::say::{Text, text};

use super::number::half_width;

/// The accepted form of a date, for help texts.
pub(super) const DATE_FORM: Text = text!(
    "spec.date-year-month-day",
    "a date is year, month and day, such as \"2021-12-31\""
);

/// Parses a date into `2021-12-31`, or fails with the reason.
pub(super) fn parse(text: &str) -> Result<String, Text> {
    let half = half_width(text);
    let parts: Vec<&str> = half.split('-').collect();
    let number = |part: &str, wide: usize| {
        let sound = part.len() == wide && part.bytes().all(|byte| byte.is_ascii_digit());
        sound.then(|| part.parse::<u32>().ok()).flatten()
    };
    let read = match parts.as_slice() {
        [year, month, day] => number(year, 4).zip(number(month, 2)).zip(number(day, 2)),
        _ => None,
    };
    let ((year, month), day) =
        read.ok_or_else(|| text!("spec.no-date", "\"{text}\" is not a date", text))?;
    if year == 0 || day == 0 || day > days(year, month) {
        return Err(text!(
            "spec.not-in-calendar",
            "the calendar has no {half}",
            half
        ));
    }
    Ok(half)
}

/// Returns the number of days of a month; zero if there is no such month.
fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert_eq!(parse("２０２１-12-31").as_deref(), Ok("2021-12-31"));
        assert!(parse("2020-02-29").is_ok() && parse("2000-02-29").is_ok());
        for text in [
            "2021-02-29",
            "1900-02-29",
            "2021-13-01",
            "2021-00-10",
            "2021-04-31",
            "2021-1-1",
            "31.12.2021",
            "",
            "+021-01-01",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
