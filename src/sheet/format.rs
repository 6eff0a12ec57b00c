//! How Excel shows a number (ECMA-376 part 1, 18.8.30).

/// The codes of the formats that have a number and no name.
const BUILT_IN: &[(u32, &str)] = &[
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (14, "yyyy-m-d"),
    (15, "d-m-yy"),
    (16, "d-m"),
    (17, "yyyy-m"),
    (18, "h:mm"),
    (19, "h:mm:ss"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "yyyy-m-d h:mm"),
    (27, "yyyy\"年\"m\"月\""),
    (28, "m\"月\"d\"日\""),
    (29, "m\"月\"d\"日\""),
    (30, "m-d-yy"),
    (31, "yyyy\"年\"m\"月\"d\"日\""),
    (32, "h\"时\"mm\"分\""),
    (33, "h\"时\"mm\"分\"ss\"秒\""),
    (36, "yyyy\"年\"m\"月\""),
    (37, "#,##0"),
    (38, "#,##0"),
    (39, "#,##0.00"),
    (40, "#,##0.00"),
    (45, "mm:ss"),
    (46, "h:mm:ss"),
    (49, "@"),
    (57, "yyyy\"年\"m\"月\""),
    (58, "m\"月\"d\"日\""),
];

/// The code of a built-in format.
pub(super) fn built_in(id: u32) -> Option<&'static str> {
    BUILT_IN
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, code)| *code)
}

/// A number as its format shows it; `since_1904` counts days from 1904.
pub(super) fn shown(value: f64, code: Option<&str>, since_1904: bool) -> String {
    let Some(code) =
        code.filter(|code| !code.eq_ignore_ascii_case("general") && !code.starts_with('@'))
    else {
        return general(value);
    };
    let sections: Vec<&str> = code.split(';').collect();
    // The second section is of negative numbers, the third of nought.
    let (section, value) = match sections.as_slice() {
        [_, negative, ..] if value < 0.0 && !negative.is_empty() => (*negative, -value),
        [_, _, zero, ..] if value == 0.0 && !zero.is_empty() => (*zero, value),
        [positive, ..] => (*positive, value),
        [] => return general(value),
    };
    let section = bare(section);
    if is_date(&section) {
        return dated(value, &section, since_1904);
    }
    numbered(value, &section)
}

/// A number without a format: up to 15 figures, as Excel keeps them.
fn general(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded != 0.0 && (rounded.abs() >= 1e15 || rounded.abs() < 1e-9) {
        format!("{rounded:e}")
    } else {
        format!("{rounded}")
    }
}

/// A section without conditions, colours and locales in brackets.
fn bare(section: &str) -> String {
    let mut out = String::new();
    let mut letters = section.chars();
    while let Some(letter) = letters.next() {
        if letter != '[' {
            out.push(letter);
            continue;
        }
        let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
        // [h]:mm counts hours beyond a day; [$￥-804] is a sign of money.
        if let Some(money) = inner.strip_prefix('$') {
            let sign = money.split('-').next().unwrap_or("");
            if !sign.is_empty() {
                out.push_str(&format!("\"{sign}\""));
            }
        } else if matches!(inner.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
            out.push_str(&inner);
        }
    }
    out
}

/// Whether a section has letters of dates outside of quotation marks.
fn is_date(section: &str) -> bool {
    let mut quoted = false;
    let mut escaped = false;
    section.chars().any(|c| {
        if escaped {
            escaped = false;
            return false;
        }
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' => escaped = true,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'm' | 'M' if !quoted => return true,
            _ => {}
        }
        false
    })
}

fn numbered(value: f64, section: &str) -> String {
    let (mut before, mut after) = (String::new(), String::new());
    let (mut decimals, mut point, mut thousands, mut percent, mut digits) =
        (0_usize, false, false, false, false);
    let mut letters = section.chars().peekable();
    while let Some(letter) = letters.next() {
        let side = if digits { &mut after } else { &mut before };
        match letter {
            '0' | '#' | '?' => {
                digits = true;
                decimals += usize::from(point && letter != '#');
            }
            '.' if digits || letters.peek().is_some_and(|next| "0#?".contains(*next)) => {
                point = true;
                digits = true;
            }
            ',' => thousands |= letters.peek().is_some(),
            '%' => {
                percent = true;
                side.push('%');
            }
            '"' => side.extend(letters.by_ref().take_while(|c| *c != '"')),
            '\\' => side.extend(letters.next()),
            '_' | '*' => {
                letters.next();
            }
            other => side.push(other),
        }
    }
    if !digits {
        return if before.contains('@') {
            general(value)
        } else {
            before
        };
    }
    let value = if percent { value * 100.0 } else { value };
    let mut number = format!("{:.*}", decimals.min(15), value.abs());
    if thousands {
        let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
        number = format!("{}{rest}", parted(whole));
    }
    let negative = value < 0.0 && number.chars().any(|c| matches!(c, '1'..='9'));
    format!("{}{before}{number}{after}", if negative { "-" } else { "" })
        .trim()
        .to_owned()
}

/// Figures with a comma before every three.
fn parted(whole: &str) -> String {
    let mut out = String::new();
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A day and time as a format writes them.
fn dated(value: f64, section: &str, since_1904: bool) -> String {
    if !(0.0..2_958_466.0).contains(&value) {
        return general(value);
    }
    let seconds = (value * 86_400.0).round() as i64;
    let (days, time) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let days = if since_1904 { days + 1462 } else { days };
    // Excel counts a 29 February 1900 that never was.
    let days = if days < 60 { days + 1 } else { days };
    let (year, month, day) = civil(days - 25_569);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    let mut out = String::new();
    let letters: Vec<char> = section.chars().collect();
    let mut at = 0;
    let mut clock = false;
    while let Some(&letter) = letters.get(at) {
        let small = letter.to_ascii_lowercase();
        let run = letters[at..]
            .iter()
            .take_while(|c| c.to_ascii_lowercase() == small)
            .count();
        let number = |value: i64| {
            if run >= 2 {
                format!("{value:02}")
            } else {
                value.to_string()
            }
        };
        match small {
            'y' => out.push_str(&if run <= 2 {
                format!("{:02}", year % 100)
            } else {
                year.to_string()
            }),
            'm' => {
                let before_seconds = letters[at + run..]
                    .iter()
                    .find(|c| c.is_ascii_alphabetic())
                    .is_some_and(|c| c.eq_ignore_ascii_case(&'s'));
                let minutes = clock || before_seconds;
                out.push_str(&number(if minutes { minute } else { month }));
                clock = false;
            }
            'd' => out.push_str(&number(day)),
            'h' => {
                out.push_str(&number(hour));
                clock = true;
            }
            's' => out.push_str(&number(second)),
            '"' => {
                let end = letters[at + 1..]
                    .iter()
                    .position(|c| *c == '"')
                    .unwrap_or(letters.len() - at - 1);
                out.extend(&letters[at + 1..at + 1 + end]);
                at += end + 2;
                continue;
            }
            '\\' => {
                out.extend(letters.get(at + 1));
                at += 2;
                continue;
            }
            '_' | '*' => {
                at += 2;
                continue;
            }
            '@' | ';' => {}
            _ => {
                out.push(letter);
                at += 1;
                continue;
            }
        }
        at += run;
    }
    out.trim().to_owned()
}

/// Year, month and day of a day counted from 1 January 1970, in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_excel_shows_them() {
        for (value, code, seen) in [
            (0.096, "0.0%", "9.6%"),
            (1214.94, "#,##0.00", "1,214.94"),
            (1214.94, "General", "1214.94"),
            (0.1 + 0.2, "General", "0.3"),
            (-5.0, "0.0;(0.0)", "(5.0)"),
            (12.0, "0\"亿元\"", "12亿元"),
            (44561.0, "yyyy\"年\"m\"月\"d\"日\"", "2021年12月31日"),
            (44561.5, "yyyy-mm-dd hh:mm", "2021-12-31 12:00"),
            (60.0, "yyyy-m-d", "1900-2-28"),
            (0.5, "[$￥-804]#,##0.00", "￥0.50"),
            (1_234_567.0, "#,##0", "1,234,567"),
            (-0.004, "0.00", "0.00"),
        ] {
            assert_eq!(shown(value, Some(code), false), seen, "{value} {code}");
        }
    }
}
