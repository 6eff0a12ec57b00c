//! The words that furniture may quote.

use std::collections::BTreeMap;

use super::calendar;
use crate::diag::{Code, Diagnostic, Sink, Span};
use crate::spec::{EditionSpec, PageSpec};

/// Whose texts may quote the edition's own fields.
pub(super) const FURNITURE: &str = "furniture";

/// Every placeholder and its text on the page of this number, of so many.
pub(super) fn fields(edition: &EditionSpec, page: &PageSpec, number: u32, pages: usize) -> BTreeMap<String, String> {
    let mut fields: BTreeMap<String, String> = edition.fields.iter().map(|(name, text)| (name.clone(), text.value.clone())).collect();
    fields.insert("paper".to_owned(), edition.paper.value.clone());
    fields.insert("page".to_owned(), number.to_string());
    fields.insert("page-cn".to_owned(), calendar::chinese_number(number));
    fields.insert("page-2".to_owned(), format!("{:02}", number));
    fields.insert("section".to_owned(), page.section.value.clone());
    fields.insert("pages".to_owned(), pages.to_string());
    if let Some(lunar) = calendar::lunar(&edition.date.value) {
        // An edition may write its own.
        fields.entry("lunar".to_owned()).or_insert(lunar);
    }
    if let Some(words) = calendar::words(&edition.date.value) {
        fields.insert("date".to_owned(), words.chinese);
        fields.insert("weekday".to_owned(), words.weekday.to_owned());
        fields.insert("date-en".to_owned(), words.english);
        fields.insert("weekday-en".to_owned(), words.english_weekday.to_owned());
    }
    fields
}

/// Fills `{name}` in a text of `who`; an unknown name is told and left out.
pub(super) fn fill(text: &str, span: Span, fields: &BTreeMap<String, String>, who: &str, sink: &mut Sink) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else {
            out.push_str(&rest[open..]);
            return out;
        };
        let name = &rest[open + 1..open + close];
        match fields.get(name) {
            Some(value) => out.push_str(value),
            None => {
                let own = who == FURNITURE;
                let help = match super::styles::nearest(name, fields.keys().map(String::as_str)) {
                    Some(near) if own => format!("did you mean {{{near}}}? A text of your own belongs in [fields] of the edition"),
                    Some(near) => format!("did you mean {{{near}}}?"),
                    None if own => "add it to [fields] of the edition".to_owned(),
                    None => format!("its fields are: {}", fields.keys().cloned().collect::<Vec<_>>().join(", ")),
                };
                sink.tell(Diagnostic::new(Code::UnknownName, span, format!("{who} quotes {{{name}}}, which nobody defines")).help(help));
            }
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}
