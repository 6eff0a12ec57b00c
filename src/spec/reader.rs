//! Reading TOML tables so that every problem of a file is told at once.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span, Spanned};

/// The problems of one file, collected while its tables are read.
pub(super) struct File<'a> {
    source: SourceId,
    text: &'a str,
    sink: RefCell<&'a mut Sink>,
    failed: Cell<Option<Reported>>,
}

/// One table of the file.
pub(super) struct Table<'a> {
    file: &'a File<'a>,
    table: &'a DeTable<'a>,
    /// Its header, or the first line of what it spans.
    pub span: Span,
    known: RefCell<Vec<&'static str>>,
}

/// Parses a file and reads its root table with `read`; `Err` when its syntax is
/// wrong or a key is missing without which nothing can be made of it.
pub(super) fn read<T>(
    source: SourceId,
    sources: &Sources,
    sink: &mut Sink,
    read: impl FnOnce(&Table<'_>) -> Option<T>,
) -> Result<T, Reported> {
    let text = sources.text(source);
    let (root, faults) = DeTable::parse_recoverable(text);
    let file = File { source, text, sink: RefCell::new(sink), failed: Cell::new(None) };
    for fault in &faults {
        let span = fault.span().unwrap_or(0..0);
        file.tell(
            Diagnostic::new(Code::TomlSyntax, file.span(span), fault.message().to_owned())
                .help("values need quotes unless they are numbers, and every bracket and quote must be closed"),
        );
    }
    if let Some(reported) = file.failed.get() {
        return Err(reported);
    }
    let table = Table::new(&file, root.get_ref(), file.span(0..text.len()));
    let value = read(&table);
    table.finish();
    // What could be read goes on, so that later files are checked in the same
    // run; the sink remembers that this one was wrong.
    match (value, file.failed.get()) {
        (Some(value), _) => Ok(value),
        (None, Some(reported)) => Err(reported),
        (None, None) => Err(file.tell(Diagnostic::new(Code::Internal, table.span, "the file could not be read"))),
    }
}

impl File<'_> {
    pub fn tell(&self, diagnostic: Diagnostic) -> Reported {
        let reported = self.sink.borrow_mut().error(diagnostic);
        self.failed.set(Some(reported));
        reported
    }

    /// A span; one that runs over several lines is narrowed to its first.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = range.start.min(self.text.len());
        let end = range.end.clamp(start, self.text.len());
        let line_end = self.text.get(start..end).and_then(|text| text.find('\n')).map_or(end, |at| start + at);
        Span::new(self.source, start, line_end.max(start))
    }
}

impl<'a> Table<'a> {
    fn new(file: &'a File<'a>, table: &'a DeTable<'a>, span: Span) -> Table<'a> {
        Table { file, table, span, known: RefCell::new(Vec::new()) }
    }

    /// Tells a problem of the file.
    pub fn bad(&self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.file.tell(Diagnostic::new(Code::BadValue, span, message).help(help));
    }

    fn get(&self, key: &'static str) -> Option<(&'a DeValue<'a>, Span)> {
        self.known.borrow_mut().push(key);
        let value = self.table.get(key)?;
        Some((value.get_ref(), self.file.span(value.span())))
    }

    fn wrong(&self, key: &str, wanted: &str, value: &DeValue<'_>, span: Span) {
        self.bad(span, format!("`{key}` wants {wanted}, found {}", type_name(value)), format!("write {wanted}"));
    }

    /// A key that must be there.
    pub fn need<T>(&self, key: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() && !self.table.contains_key(key) {
            self.file
                .tell(Diagnostic::new(Code::MissingKey, self.span, format!("`{key}` is missing here")).help(format!("add `{key} = …`")));
        }
        found
    }

    pub fn string(&self, key: &'static str) -> Option<Spanned<String>> {
        let (value, span) = self.get(key)?;
        let text = value.as_str();
        if text.is_none() {
            self.wrong(key, "text in quotes", value, span);
        }
        text.map(|text| Spanned { value: text.to_owned(), span })
    }

    pub fn bool(&self, key: &'static str) -> Option<Spanned<bool>> {
        let (value, span) = self.get(key)?;
        let found = value.as_bool();
        if found.is_none() {
            self.wrong(key, "true or false", value, span);
        }
        found.map(|value| Spanned { value, span })
    }

    /// A whole number, bare or with a unit in quotes: `11` or `"11行"`.
    pub fn count(&self, key: &'static str) -> Option<Spanned<u32>> {
        let (value, span) = self.get(key)?;
        let found = match value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().replace('_', "").parse().ok(),
            DeValue::String(text) => super::value::leading_count(text),
            _ => None,
        };
        if found.is_none() {
            self.wrong(key, "a whole number", value, span);
        }
        found.map(|value| Spanned { value, span })
    }

    /// A string read by `parse`; the error shows `form`.
    pub fn parsed<T>(&self, key: &'static str, form: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Spanned<T>> {
        let text = self.string(key)?;
        let parsed = parse(&text.value);
        if parsed.is_none() {
            self.bad(text.span, format!("`{key}` cannot be read: “{}”", text.value), format!("write it like {form}"));
        }
        parsed.map(|value| Spanned { value, span: text.span })
    }

    /// A TOML date or a string.
    pub fn date_text(&self, key: &'static str) -> Option<Spanned<String>> {
        if let Some(value) = self.table.get(key)
            && let DeValue::Datetime(date) = value.get_ref()
        {
            let (_, span) = self.get(key)?;
            return Some(Spanned { value: date.to_string(), span });
        }
        self.string(key)
    }

    /// Texts in an array.
    pub fn strings(&self, key: &'static str) -> Vec<Spanned<String>> {
        let Some((value, span)) = self.get(key) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            self.wrong(key, "a list of texts, such as [\"a.toml\", \"b.toml\"]", value, span);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in array.iter() {
            let span = self.file.span(item.span());
            match item.get_ref().as_str() {
                Some(text) => texts.push(Spanned { value: text.to_owned(), span }),
                None => self.wrong(key, "text in quotes", item.get_ref(), span),
            }
        }
        texts
    }

    /// Whole numbers in an array of a fixed length.
    pub fn counts<const N: usize>(&self, key: &'static str) -> Option<Spanned<[u32; N]>> {
        let (value, span) = self.get(key)?;
        let numbers: Option<Vec<u32>> = value.as_array().and_then(|array| {
            array.iter().map(|item| item.get_ref().as_integer().and_then(|number| number.as_str().parse().ok())).collect()
        });
        let found = numbers.and_then(|numbers| <[u32; N]>::try_from(numbers).ok());
        if found.is_none() {
            self.wrong(key, &format!("{N} whole numbers in brackets"), value, span);
        }
        found.map(|value| Spanned { value, span })
    }

    /// `[key]`.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let (value, span) = self.get(key)?;
        match value.as_table() {
            Some(table) => Some(Table::new(self.file, table, span)),
            None => {
                self.wrong(key, "a table", value, span);
                None
            }
        }
    }

    /// `[key.NAME]`, by name.
    pub fn named_tables(&self, key: &'static str) -> Vec<(String, Table<'a>)> {
        let Some(tables) = self.table(key) else { return Vec::new() };
        let mut found = Vec::new();
        for (name, value) in tables.table {
            let span = self.file.span(value.span());
            match value.get_ref().as_table() {
                Some(table) => found.push((name.get_ref().to_string(), Table::new(self.file, table, span))),
                None => self.wrong(name.get_ref(), "a table", value.get_ref(), span),
            }
        }
        found
    }

    /// `key = "text"` pairs of `[key]`, by name.
    pub fn named_strings(&self, key: &'static str) -> Vec<(String, Spanned<String>)> {
        let Some(tables) = self.table(key) else { return Vec::new() };
        let mut found = Vec::new();
        for (name, value) in tables.table {
            let span = self.file.span(value.span());
            match value.get_ref().as_str() {
                Some(text) => found.push((name.get_ref().to_string(), Spanned { value: text.to_owned(), span })),
                None => self.wrong(name.get_ref(), "text in quotes", value.get_ref(), span),
            }
        }
        found
    }

    /// `[[key]]`, in order.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let Some((value, span)) = self.get(key) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            self.wrong(key, &format!("a list of tables: [[{key}]]"), value, span);
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in array.iter() {
            let span = self.file.span(item.span());
            match item.get_ref().as_table() {
                Some(table) => found.push(Table::new(self.file, table, span)),
                None => self.wrong(key, "a table", item.get_ref(), span),
            }
        }
        found
    }

    /// Tells every key that nobody read.
    pub fn finish(&self) {
        let known = self.known.borrow();
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let near = known.iter().map(|known| (strsim::damerau_levenshtein(name, known), *known)).min();
            let help = match near {
                Some((distance, near)) if distance <= (name.chars().count() / 3).max(2) => format!("did you mean `{near}`?"),
                _ => format!("keys here are: {}", known.join(", ")),
            };
            self.file
                .tell(Diagnostic::new(Code::UnknownKey, self.file.span(key.span()), format!("nothing reads the key `{name}`")).help(help));
        }
    }
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
