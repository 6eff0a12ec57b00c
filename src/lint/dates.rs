//! Dates as people write them: in figures and numerals, by the Western year
//! and by eras, in other languages, and of the lunar calendar 农历.

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate {
    /// As it is written, blanks left out of Chinese.
    pub words: String,
    /// The days that it may mean.
    pub meant: Meant,
}

/// The day that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// Year, month and day; more than one where 03/04/2021 may be either.
    Days(Vec<(u32, u32, u32)>),
    /// A month and day of the lunar calendar, after its year in stems and
    /// branches where that is written: `辛丑年`, `十一月廿八`.
    Lunar(Option<String>, String),
}

impl WrittenDate {
    /// Whether it is this day.
    pub(super) fn is(&self, date: (u32, u32, u32), lunar: Option<&str>) -> bool {
        match &self.meant {
            Meant::Days(days) => days.contains(&date),
            Meant::Lunar(year, day) => lunar.is_none_or(|lunar| {
                lunar.ends_with(day.as_str())
                    // 十一月 ends with 一月.
                    && lunar[..lunar.len() - day.len()].ends_with('年')
                    && year.as_ref().is_none_or(|year| lunar.starts_with(year.as_str()))
            }),
        }
    }
}

/// Every date of a text, in order.
pub(super) fn dates(text: &str) -> Vec<WrittenDate> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let inside = at > 0
            && chars[at].is_alphanumeric()
            && chars[at - 1].is_ascii_alphanumeric()
            && chars[at].is_ascii_alphanumeric();
        let read = (!inside)
            .then(|| {
                lunar(&chars, at)
                    .or_else(|| by_year(&chars, at))
                    .or_else(|| in_figures(&chars, at))
                    .or_else(|| western(&chars, at))
            })
            .flatten();
        match read {
            Some((meant, end)) => {
                let words: String = chars[at..end].iter().collect();
                found.push(WrittenDate { words, meant });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Skips blanks.
fn blank(chars: &[char], mut at: usize) -> usize {
    while chars.get(at).is_some_and(|c| c.is_whitespace()) {
        at += 1;
    }
    at
}

/// A figure of ASCII or full width, or a Chinese numeral.
fn digit(character: char) -> Option<u32> {
    let numerals = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match character {
        '0'..='9' => character.to_digit(10),
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        '零' | '○' | 'Ｏ' | 'О' => Some(0),
        '元' => Some(1),
        _ => numerals
            .iter()
            .position(|c| *c == character)
            .map(|at| at as u32),
    }
}

/// A number in figures or numerals, digit by digit (二〇二一) or by tens and
/// hundreds (三十一, 廿八, 一百一十), and where it ends.
pub(super) fn number(chars: &[char], from: usize) -> Option<(u32, usize)> {
    let mut at = from;
    let (mut total, mut last, mut digits, mut tens) = (0u32, None::<u32>, 0usize, false);
    while let Some(&character) = chars.get(at) {
        let unit = match character {
            '十' => Some(10),
            '百' => Some(100),
            '千' => Some(1000),
            _ => None,
        };
        let short = match character {
            '廿' => Some(20),
            '卅' => Some(30),
            _ => None,
        };
        if let Some(unit) = unit {
            total = total.checked_add(last.take().unwrap_or(1).checked_mul(unit)?)?;
            tens = true;
        } else if let Some(short) = short {
            total = total.checked_add(short)?;
            tens = true;
        } else if let Some(digit) = digit(character) {
            last = match last {
                Some(before) if !tens || digits > 0 => {
                    Some(before.checked_mul(10)?.checked_add(digit)?)
                }
                _ => Some(digit),
            };
            digits += 1;
        } else {
            break;
        }
        at += 1;
        if at - from > 9 {
            return None;
        }
    }
    (at > from).then_some((total.checked_add(last.unwrap_or(0))?, at))
}

/// Eras, with the Western year before their first.
const ERAS: [(&str, u32); 10] = [
    ("中華民國", 1911),
    ("中华民国", 1911),
    ("民國", 1911),
    ("民国", 1911),
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("公元", 0),
    ("西元", 0),
];

fn starts(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let length = word.chars().count();
    let end = at + length;
    (end <= chars.len() && word.chars().eq(chars[at..end].iter().copied())).then_some(end)
}

/// `2021年12月31日`, `二〇二一年十二月三十一日`, `民国110年…`, `2021년 12월 31일`.
fn by_year(chars: &[char], from: usize) -> Option<(Meant, usize)> {
    let era = ERAS
        .iter()
        .find_map(|(name, before)| Some((*before, starts(chars, from, name)?)));
    let (before, at) = era.unwrap_or((0, from));
    if era.is_none() && from > 0 && digit(chars[from - 1]).is_some() {
        return None;
    }
    let part = |at: usize, marks: &str| {
        let (number, end) = number(chars, blank(chars, at))?;
        let end = blank(chars, end);
        chars
            .get(end)
            .is_some_and(|c| marks.contains(*c))
            .then_some((number, end + 1))
    };
    let (year, at) = part(at, "年년")?;
    let (month, at) = part(at, "月월")?;
    let (day, at) = part(at, "日号號일")?;
    let year = year + before;
    (year > 999 && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then_some((Meant::Days(vec![(year, month, day)]), at))
}

/// `2021-12-31`, `2021.12.31`, `31.12.2021`, `12/31/2021`.
fn in_figures(chars: &[char], from: usize) -> Option<(Meant, usize)> {
    let figures = |at: usize| -> Option<(u32, usize, usize)> {
        let length = chars[at.min(chars.len())..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let text: String = chars.get(at..at + length)?.iter().collect();
        Some((text.parse().ok()?, length, at + length))
    };
    let (first, first_length, at) = figures(from)?;
    let mark = *chars.get(at)?;
    let next = |at: usize| (chars.get(at) == Some(&mark)).then(|| figures(blank(chars, at + 1)))?;
    if !matches!(mark, '-' | '.' | '/' | '‑' | '–') {
        return None;
    }
    let (second, second_length, at) = next(at)?;
    let (third, third_length, at) = next(at)?;
    let days = match (first_length, second_length, third_length) {
        (4, 1..=2, 1..=2) => vec![(first, second, third)],
        (1..=2, 1..=2, 4) => vec![(third, second, first), (third, first, second)],
        _ => return None,
    };
    let days: Vec<(u32, u32, u32)> = days
        .into_iter()
        .filter(|(year, month, day)| {
            (1000..3000).contains(year) && (1..=12).contains(month) && (1..=31).contains(day)
        })
        .collect();
    (!days.is_empty()).then_some((Meant::Days(days), at))
}

/// The months of some languages, January first, as their names begin.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "gen", "ene"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrt"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag", "mei"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "août", "aoû", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

/// The month that a word names.
fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let longest = |names: &&[&str]| {
        names
            .iter()
            .filter(|name| word.starts_with(**name))
            .map(|name| name.len())
            .max()
    };
    (word.chars().count() <= 10)
        .then(|| {
            (1..=12u32)
                .filter_map(|nth| Some((longest(&MONTHS[nth as usize - 1])?, nth)))
                .max()
                .map(|(_, nth)| nth)
        })
        .flatten()
}

/// A token of letters or figures, and where it ends.
fn token(chars: &[char], from: usize) -> Option<(String, usize)> {
    let at = from
        + chars
            .get(from..)?
            .iter()
            .take_while(|c| c.is_whitespace() || matches!(c, ',' | '.' | 'º'))
            .count();
    let first = *chars.get(at)?;
    let of_kind = |c: &&char| {
        c.is_ascii_digit() == first.is_ascii_digit()
            && c.is_alphanumeric()
            && (c.is_ascii() || first.is_alphabetic())
    };
    let length = chars[at..].iter().take_while(of_kind).count();
    (length > 0).then(|| (chars[at..at + length].iter().collect(), at + length))
}

/// `December 31, 2021`, `31 December 2021`, `30. Dezember 2021`, `31 de diciembre de 2021`.
fn western(chars: &[char], from: usize) -> Option<(Meant, usize)> {
    if !chars[from].is_alphanumeric() || from > 0 && chars[from - 1].is_alphanumeric() {
        return None;
    }
    let next = |at: usize| -> Option<(String, usize)> {
        let (word, end) = token(chars, at)?;
        let filler = ["de", "di", "of", "st", "nd", "rd", "th", "er"]
            .contains(&word.to_lowercase().as_str());
        if filler {
            token(chars, end)
        } else {
            Some((word, end))
        }
    };
    let (first, at) = token(chars, from)?;
    let (second, at) = next(at)?;
    let (third, end) = next(at)?;
    let (day, month) = match (first.parse::<u32>(), second.parse::<u32>()) {
        (Ok(day), Err(_)) => (day, month(&second)?),
        (Err(_), Ok(day)) => (day, month(&first)?),
        _ => return None,
    };
    let year: u32 = third.parse().ok()?;
    ((1000..3000).contains(&year) && (1..=31).contains(&day))
        .then_some((Meant::Days(vec![(year, month, day)]), end))
}

/// `农历十一月廿八`, `辛丑年冬月廿八`.
fn lunar(chars: &[char], from: usize) -> Option<(Meant, usize)> {
    let named = [
        "农历", "農曆", "夏历", "夏曆", "旧历", "舊曆", "阴历", "陰曆",
    ]
    .iter()
    .find_map(|name| starts(chars, from, name));
    let at = blank(chars, named.unwrap_or(from));
    let stem = chars
        .get(at)
        .is_some_and(|c| "甲乙丙丁戊己庚辛壬癸".contains(*c));
    let branch = chars
        .get(at + 1)
        .is_some_and(|c| "子丑寅卯辰巳午未申酉戌亥".contains(*c));
    let cyclic = stem && branch && chars.get(at + 2) == Some(&'年');
    let year = cyclic.then(|| chars[at..at + 3].iter().collect::<String>());
    if named.is_none() && !cyclic {
        return None;
    }
    let mut at = blank(chars, if cyclic { at + 3 } else { at });
    // 辛丑年（牛年）
    if let Some('（') = chars.get(at) {
        at = blank(
            chars,
            at + 1 + chars[at..].iter().take(8).position(|c| *c == '）')?,
        );
    }
    let leap = matches!(chars.get(at), Some('闰' | '閏'));
    let at = at + usize::from(leap);
    let (month, at) = match chars.get(at)? {
        '正' => (1, at + 1),
        '冬' => (11, at + 1),
        '腊' | '臘' => (12, at + 1),
        _ => number(chars, at)?,
    };
    let at = (chars.get(at) == Some(&'月')).then_some(at + 1)?;
    let from_day = blank(chars, at);
    let (day, end) = match chars.get(from_day)? {
        '初' => number(chars, from_day + 1)?,
        _ => number(chars, from_day)?,
    };
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let month = match month {
        1 => "正".to_owned(),
        2..=10 => numerals[month as usize - 1].to_owned(),
        11 => "十一".to_owned(),
        12 => "十二".to_owned(),
        _ => return None,
    };
    let day = match day {
        1..=10 => format!("初{}", numerals[day as usize - 1]),
        11..=19 => format!("十{}", numerals[day as usize - 11]),
        20 => "二十".to_owned(),
        21..=29 => format!("廿{}", numerals[day as usize - 21]),
        30 => "三十".to_owned(),
        _ => return None,
    };
    let leap = if leap { "闰" } else { "" };
    Some((Meant::Lunar(year, format!("{leap}{month}月{day}")), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_date_is_read() {
        for text in [
            "2021年12月31日",
            "2021 年 12 月 31 日",
            "２０２１年１２月３１日",
            "二〇二一年十二月三十一日",
            "二零二一年十二月卅一号",
            "民国110年12月31日",
            "中華民國一一〇年十二月三十一日",
            "民國一百一十年十二月三十一日",
            "令和三年十二月三十一日",
            "2021년 12월 31일",
            "2021-12-31",
            "2021.12.31",
            "2021/12/31",
            "31.12.2021",
            "12/31/2021",
            "December 31, 2021",
            "Dec. 31 2021",
            "31 December 2021",
            "31st December, 2021",
            "Freitag, 31. Dezember 2021",
            "vendredi 31 décembre 2021",
            "viernes, 31 de diciembre de 2021",
            "农历十一月廿八",
            "辛丑年冬月廿八",
            "农历辛丑年（牛年）十一月二十八",
            "农历辛丑年 十一月廿八",
        ] {
            let found = dates(&format!("试版日报　{text}　第4版"));
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(
                found[0].is((2021, 12, 31), Some("辛丑年十一月廿八")),
                "{found:?}"
            );
            assert!(
                !found[0].is((2021, 12, 30), Some("辛丑年十一月廿七")),
                "{found:?}"
            );
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in [
            "12月31日",
            "总第12045期　今日八版",
            "CN 00-0000",
            "0000-1234567",
            "10.0.0.1",
            "version 1.2.3",
            "May I, 2021",
            "甲子园",
            "第一一三四九号",
        ] {
            assert_eq!(dates(text), [], "{text}");
        }
    }

    #[test]
    fn numbers_are_read() {
        let read =
            |text: &str| number(&text.chars().collect::<Vec<_>>(), 0).map(|(number, _)| number);
        for (text, value) in [
            ("一一三四九", 11349),
            ("12045", 12045),
            ("三十一", 31),
            ("廿八", 28),
            ("一百一十", 110),
            ("十", 10),
            ("一千二百零五", 1205),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
    }
}
