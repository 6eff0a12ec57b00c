//! `[issues]`: the numbering of a paper's issues 总期号.

use super::date;
use super::table::Table;
use crate::diag::Spanned;
use crate::say::{List, Text, text};

/// Names of the days of the week, Chinese and English.
const WEEKDAYS: [(&str, &str); 7] = [
    ("周日", "sunday"),
    ("周一", "monday"),
    ("周二", "tuesday"),
    ("周三", "wednesday"),
    ("周四", "thursday"),
    ("周五", "friday"),
    ("周六", "saturday"),
];

const SKIP_FORM: Text = text!(
    "spec.days-without-paper-another",
    "days without a paper are \"2022-01-03\", or \"2022-01-01..2022-01-03\" from one to another"
);

/// `[issues]`.
#[derive(Clone, Debug)]
pub struct IssuesSpec {
    /// `first`: a day on which the paper was published.
    pub first: Spanned<String>,
    /// `number`: number of the issue of that day; 1 when absent.
    pub number: u32,
    /// `skip`: first and last of days without an issue 休刊.
    pub skip: Vec<Spanned<(String, String)>>,
    /// `rest`: days of every week without an issue, Sunday as 0.
    pub rest: Vec<Spanned<usize>>,
}

pub(super) fn issues(mut table: Table<'_>) -> Option<IssuesSpec> {
    let first = table.must("first", |table, key| {
        table.parsed(key, date::DATE_FORM, date::parse)
    });
    let number = table.whole("number", 1).map_or(1, |number| number.value);
    let skip = if table.has("skip") {
        table
            .parsed_list("skip", SKIP_FORM, skipped)
            .unwrap_or_default()
    } else {
        Vec::new()
    };
    let help = text!(
        "spec.days-week",
        "days of the week are {weekdays}",
        weekdays =
            List::of(WEEKDAYS.map(|(zh, en)| text!("spec.zh-or-en", "{zh} or {en}", zh, en)))
    );
    let rest = if table.has("rest") {
        table
            .parsed_list("rest", &help, weekday)
            .unwrap_or_default()
    } else {
        Vec::new()
    };
    table.finish();
    Some(IssuesSpec {
        first: first?,
        number,
        skip,
        rest,
    })
}

fn skipped(text: &str) -> Result<(String, String), Text> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (from, to) = (date::parse(from.trim())?, date::parse(to.trim())?);
    if from > to {
        Err(text!(
            "spec.comes-after",
            "{from} comes after {to}",
            from,
            to
        ))
    } else {
        Ok((from, to))
    }
}

fn weekday(text: &str) -> Result<usize, Text> {
    let found = WEEKDAYS
        .iter()
        .position(|(zh, en)| *zh == text || en.eq_ignore_ascii_case(text));
    found.ok_or_else(|| text!("spec.day-week", "\"{text}\" is no day of the week", text))
}
