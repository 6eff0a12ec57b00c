//! Embargoes 禁发: before which day an article may not be printed.

use crate::diag::Span;

/// The embargo of an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Embargo {
    /// The day on which it ends, `2021-12-31`.
    pub day: String,
    /// Whether it names an hour of that day.
    pub timed: bool,
    /// The moment as written.
    pub text: String,
    /// Place where it was written.
    pub span: Span,
}

/// The keys of an embargo in front matter.
pub(super) const KEYS: [&str; 2] = ["禁发", "embargo"];

/// Returns the day of a moment as agencies write it, `2021-12-31T12:00:00Z`,
/// `20211231T120000+0800` or `2021-12-31` (ISO 8601), and whether it names an hour.
pub fn embargo_day(text: &str) -> Option<(String, bool)> {
    let text = text.trim();
    let digits: Vec<u32> = text
        .chars()
        .filter(|c| *c != '-')
        .take(8)
        .map(|c| c.to_digit(10))
        .collect::<Option<_>>()?;
    let [y1, y2, y3, y4, m1, m2, d1, d2] = digits[..] else {
        return None;
    };
    let (month, day) = (m1 * 10 + m2, d1 * 10 + d2);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let length = if text[..5.min(text.len())].contains('-') {
        10
    } else {
        8
    };
    let rest = text.get(length..)?;
    let timed = rest.starts_with(['T', 't', ' ']) && rest.len() > 1;
    if !rest.is_empty() && !timed {
        return None;
    }
    Some((format!("{y1}{y2}{y3}{y4}-{month:02}-{day:02}"), timed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_a_day() {
        let day = |text| embargo_day(text);
        let is = |day: &str, timed| Some((day.to_owned(), timed));
        assert_eq!(day("2018-10-23T12:00:00Z"), is("2018-10-23", true));
        assert_eq!(day("20181023T120000+0800"), is("2018-10-23", true));
        assert_eq!(day("2018-10-23"), is("2018-10-23", false));
        for text in [
            "",
            "noon",
            "2018-13-01",
            "2018-10",
            "2018-10-23x",
            "二〇一八",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
