//! The placeholders that furniture may quote.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Sink, Sources, Span, listed, nearest};
use crate::edition::model::{self, FurnitureSlot, House};
use crate::geom::Folio;
use crate::limits::LISTED;
use crate::say::text;
use crate::spec::{EditionSpec, PageSpec};

/// Returns every placeholder and its text on page `number` of `pages`, in issue `issue` 总期号.
pub(super) fn fields(
    edition: &EditionSpec,
    page: &PageSpec,
    (number, pages): (Folio, usize),
    issue: Option<i64>,
) -> BTreeMap<String, String> {
    // A page's own go over those of the edition.
    let mut fields: BTreeMap<String, String> = edition
        .fields
        .iter()
        .chain(&page.fields)
        .map(|(name, text)| (name.clone(), text.value.clone()))
        .collect();
    fields.insert("paper".to_owned(), edition.paper.value.clone());
    fields.insert("page".to_owned(), number.to_string());
    fields.insert("page-cn".to_owned(), model::chinese_folio(number));
    fields.insert("page-2".to_owned(), format!("{number:02}"));
    // The only section of a paper is its first.
    let section = number.section().unwrap_or('A');
    fields.insert(
        "page-letter".to_owned(),
        format!("{section}{}", number.in_section()),
    );
    fields.insert("section".to_owned(), page.section.value.clone());
    fields.insert("pages".to_owned(), pages.to_string());
    if let Some(issue) = issue {
        fields
            .entry("issue-number".to_owned())
            .or_insert(issue.to_string());
    }
    if let Some(lunar) = model::lunar(&edition.date.value) {
        // An edition may write its own.
        fields.entry("lunar".to_owned()).or_insert(lunar);
    }
    for (name, text) in model::eras(&edition.date.value) {
        fields.entry(name.to_owned()).or_insert(text);
    }
    if let Some(words) = model::words(&edition.date.value) {
        fields.insert("date".to_owned(), words.chinese);
        fields.insert("weekday".to_owned(), words.weekday.to_owned());
        fields.insert("date-en".to_owned(), words.english);
        fields.insert("weekday-en".to_owned(), words.english_weekday.to_owned());
    }
    fields
}

/// Fills `{name}` in a text; a name without a field is left out and passed to `unknown`.
pub(super) fn fill(
    text: &str,
    fields: &BTreeMap<String, String>,
    mut unknown: impl FnMut(&str),
) -> String {
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
            None => unknown(name),
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

/// Reports all fields that furniture quotes and nobody fills at once, where
/// they should stand. `quoted` has each with a line that quotes it.
pub(super) fn report_lacking(
    quoted: &[(String, Span)],
    edition: &EditionSpec,
    furniture: &[FurnitureSlot],
    sources: &Sources,
    sink: &mut Sink,
) {
    let mut lacking: Vec<(&str, Span)> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (name, line) in quoted {
        if !known.insert(name) {
            continue;
        }
        let at = sources.slice(*line).find(&format!("{{{name}}}"));
        let place = at.map_or(*line, |at| {
            let start = line.start as usize + at;
            Span::new(line.source, start, start + name.len() + 2)
        });
        lacking.push((name, place));
    }
    let Some((first, quoted)) = lacking.first().copied() else {
        return;
    };
    let names: Vec<&str> = lacking.iter().map(|(name, _)| *name).collect();
    let list = listed(names.iter().copied());
    let message = match names.as_slice() {
        [_] => text!(
            "edition.furniture-quotes-nobody-fills",
            "furniture quotes {{{list}}}, which nobody fills",
            list
        ),
        _ => text!(
            "edition.furniture-quotes-fields-nobody",
            "furniture quotes {names} fields that nobody fills: {list}",
            names = names.len(),
            list
        ),
    };
    let mut quotes = BTreeSet::new();
    for row in furniture.iter().flat_map(|slot| &slot.rows) {
        for piece in row.text.split('{').skip(1) {
            quotes.extend(piece.split_once('}').map(|(name, _)| name));
        }
    }
    let idle: Vec<&str> = edition
        .fields
        .keys()
        .map(String::as_str)
        .filter(|key| !quotes.contains(key))
        .collect();
    // A computed field that cannot be computed for this date is no slip.
    let computed = |name: &str| {
        let known = COMPUTED.into_iter().chain(model::ERA_FIELDS);
        nearest(name, known).filter(|known| *known != name)
    };
    let slip = names
        .iter()
        .take(LISTED)
        .find_map(|name| Some((nearest(name, idle.iter().copied())?, *name)));
    let help = match (slip, names.iter().find_map(|name| computed(name))) {
        (Some((written, meant)), _) => {
            text!(
                "edition.fields-did-you-mean",
                "[fields] has `{written}`: did you mean `{meant}`?",
                written,
                meant
            )
        }
        (None, Some(known)) => {
            text!(
                "edition.did-you-mean-text",
                "did you mean {{{known}}}? A text of your own belongs in [fields]",
                known
            )
        }
        _ if names.contains(&"lunar") && !model::has_lunar(&edition.date.value) => {
            text!(
                "edition.lunar-date-computed-january",
                "the lunar date (农历) is computed from 31 January 1900 to 28 January 2101; for another day write it in [fields] of the edition, as in lunar = \"光绪七年八月初三\""
            )
        }
        _ => text!(
            "edition.write-them-fields-edition",
            "write them in [fields] of the edition, as in {first} = \"…\"; \"\" prints nothing",
            first
        ),
    };
    let source = edition.layout.span.source;
    let end = sources.text(source).len();
    let place = edition.fields_at.unwrap_or(Span::new(source, end, end));
    sink.report(
        Diagnostic::new(Code::UnknownName, place, message)
            .label(
                quoted,
                text!("edition.quoted-here", "{{{first}}} is quoted here", first),
            )
            .help(help),
    );
}

impl House {
    /// Returns the fields that furniture quotes and an edition has to fill, of a page of this
    /// number or of all.
    pub fn wanted_fields(&self, number: Option<Folio>) -> BTreeSet<String> {
        let stands = |slot: &&FurnitureSlot| number.is_none_or(|number| slot.pages.holds(number));
        let mut wanted = BTreeSet::new();
        for row in self
            .furniture
            .iter()
            .filter(stands)
            .flat_map(|slot| &slot.rows)
        {
            fill(&row.text, &BTreeMap::new(), |name| {
                let known = COMPUTED.contains(&name) || model::ERA_FIELDS.contains(&name);
                if !known && !wanted.contains(name) {
                    wanted.insert(name.to_owned());
                }
            });
        }
        wanted
    }
}

/// The fields that are computed and need not be written.
const COMPUTED: [&str; 13] = [
    "paper",
    "page",
    "page-cn",
    "page-letter",
    "page-2",
    "section",
    "pages",
    "issue-number",
    "lunar",
    "date",
    "weekday",
    "date-en",
    "weekday-en",
];
