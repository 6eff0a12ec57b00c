//! An edition 一期 as written.

use std::collections::BTreeMap;

use super::reader;
use crate::diag::{Reported, Sink, SourceId, Sources, Spanned};

/// `edition.toml`.
#[derive(Clone, Debug)]
pub struct EditionSpec {
    /// `paper`: the paper's name 报名.
    pub paper: Spanned<String>,
    /// `date`: `2021-12-31`, checked to be one.
    pub date: Spanned<String>,
    /// `layout`: a bundled layout's name, or a path ending in `.toml`.
    pub layout: Spanned<String>,
    /// `pages`: the page files, in order.
    pub pages: Vec<Spanned<String>>,
    /// `[fields]`: texts that furniture may quote as `{name}`.
    pub fields: BTreeMap<String, Spanned<String>>,
}

impl EditionSpec {
    /// Reads `edition.toml`; every problem of the file is told.
    pub fn read(source: SourceId, sources: &Sources, sink: &mut Sink) -> Result<EditionSpec, Reported> {
        reader::read(source, sources, sink, |table| {
            let paper = table.need("paper", table.string("paper"));
            let date = table.need("date", table.date_text("date"));
            if let Some(date) = date.as_ref().filter(|date| !is_date(&date.value)) {
                table.bad(date.span, format!("“{}” is not a date", date.value), "write it like \"2021-12-31\"");
            }
            let layout = table.need("layout", table.string("layout"));
            let pages = table.strings("pages");
            table.need("pages", (!pages.is_empty()).then_some(()));
            let fields = table.named_strings("fields").into_iter().collect();
            Some(EditionSpec { paper: paper?, date: date?, layout: layout?, pages, fields })
        })
    }
}

/// Whether a text is a day of the Gregorian calendar, `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else { return false };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    (1..=12).contains(&month) && day >= 1 && day <= days[month as usize - 1]
}
