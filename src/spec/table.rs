//! A TOML table with typed getters.
//!
//! A getter returns `None` if the key is absent or its value is wrong; the latter it has recorded
//! as a problem. Every key that a getter asks for counts as known, and [`Table::finish`] reports
//! the others.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned as Parsed;
use toml::de::{DeString, DeTable, DeValue};

use super::keys::Shape;
use super::noted::{NAME, nothing, section};
use super::number::LARGEST;
use super::reading::Reading;
use crate::diag::{Code, Diagnostic, Span, Spanned, did_you_mean, nearest};
use crate::ink::Convert;
use crate::limits::{ELEMENTS, NAMED_TABLES, TABLES};
use crate::say::{List, Text, text};

/// A table while it is being read.
pub(super) struct Table<'t> {
    reading: &'t Reading<'t>,
    entries: &'t DeTable<'t>,
    span: Span,
    name: Text,
    known: Vec<&'static str>,
}

impl<'t> Table<'t> {
    /// Wraps the table `entries`, called `name` in messages, which point at `span`.
    pub(super) fn new(
        reading: &'t Reading<'t>,
        entries: &'t DeTable<'t>,
        span: Span,
        name: impl Into<Text>,
    ) -> Table<'t> {
        Table {
            reading,
            entries,
            span,
            name: name.into(),
            known: Vec::new(),
        }
    }

    /// Returns the header, for messages.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// Returns the file that the table is in.
    pub(super) fn reading(&self) -> &'t Reading<'t> {
        self.reading
    }

    /// Returns whether the key is written, whatever its value.
    pub(super) fn has(&self, key: &str) -> bool {
        match &self.reading.asked {
            Some(asked) => asked.borrow_mut().has(key),
            None => self.entries.contains_key(key),
        }
    }

    /// Notes the shape of a key's value, where that is asked for.
    pub(super) fn ask(&self, key: &'static str, shape: Shape) {
        if let Some(asked) = &self.reading.asked {
            asked.borrow_mut().key(&self.name, key, shape);
        }
    }

    /// A table under a key that may be something else as well, where nothing is read but asked.
    pub(super) fn asked_table(&self, key: &'static str) -> Option<Table<'t>> {
        self.reading.asked.as_ref()?;
        self.ask(key, Shape::Table(key.to_owned()));
        self.empty(format!("[{key}]"))
    }

    /// A table with nothing in it.
    fn empty(&self, name: String) -> Option<Table<'t>> {
        let entries = nothing().get_ref().as_table()?;
        Some(Table::new(self.reading, entries, self.span, name))
    }

    /// Records that `missing` is not in this table.
    pub(super) fn lacks(&self, missing: impl Into<Text>) {
        let missing: &Text = &missing.into();
        let diagnostic = Diagnostic::new(
            Code::MissingKey,
            self.span,
            text!(
                "spec.key-missing",
                "{missing} is missing from {name}",
                missing,
                name = self.name
            ),
        );
        self.reading.problem(match example_of(missing) {
            Some(example) => diagnostic.help(text!(
                "spec.example-of-key",
                "write it as in {example}",
                example
            )),
            None => diagnostic,
        });
    }

    /// Records that a value is not acceptable.
    pub(super) fn refuse(&self, span: Span, message: impl Into<Text>, help: impl Into<Text>) {
        let message: &Text = &message.into();
        let help: &Text = &help.into();
        let diagnostic = Diagnostic::new(Code::BadValue, span, message);
        self.reading.problem(if help.is_empty() {
            diagnostic
        } else {
            diagnostic.help(help)
        });
    }

    /// Reads a required key by the getter `get`; records a problem if it is absent.
    pub(super) fn must<T>(
        &mut self,
        key: &'static str,
        get: impl FnOnce(&mut Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        match &self.reading.asked {
            Some(asked) => asked.borrow_mut().must(&self.name, key),
            None if !self.has(key) => self.lacks(Text::quoted(format!("`{key}`"))),
            None => {}
        }
        get(self, key)
    }

    /// Returns the value of a key, which counts as known from now on.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'t Parsed<DeValue<'t>>> {
        self.ask(key, Shape::Any);
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.entries.get(key)
    }

    /// Returns the value of a key without marking it as known.
    pub(super) fn peek(&self, key: &str) -> Option<&'t Parsed<DeValue<'t>>> {
        self.entries.get(key)
    }

    /// The first of the elements that a limit of `most` allows; the others are
    /// reported, at the first of them.
    fn limited<'v, T>(
        &self,
        what: impl Into<Text>,
        elements: &'v [T],
        most: usize,
        place: impl Fn(&T) -> Range<usize>,
    ) -> &'v [T] {
        let what: &Text = &what.into();
        let Some(beyond) = elements.get(most) else {
            return elements;
        };
        let span = self.reading.first_line(place(beyond));
        self.over_limit(what, elements.len(), most, span);
        &elements[..most]
    }

    /// Reports that there are more of something than a limit allows.
    pub(super) fn over_limit(&self, what: impl Into<Text>, count: usize, most: usize, span: Span) {
        let what: &Text = &what.into();
        self.reading
            .problem(Diagnostic::over_limit(span, what, count, most));
    }

    /// The entries of a table whose keys are anybody's, within the limit.
    fn entries(&self) -> impl Iterator<Item = (&'t Parsed<DeString<'t>>, &'t Parsed<DeValue<'t>>)> {
        if let Some((beyond, _)) = self.entries.iter().nth(NAMED_TABLES) {
            let span = self.reading.span(beyond.span());
            let what = text!("spec.keys-of-table", "keys of {name}", name = self.name);
            self.over_limit(&what, self.entries.len(), NAMED_TABLES, span);
        }
        self.entries.iter().take(NAMED_TABLES)
    }

    /// Returns the place of a value.
    pub(super) fn place(&self, value: &Parsed<DeValue<'_>>) -> Span {
        self.reading.span(value.span())
    }

    /// Records that a value has the wrong type.
    pub(super) fn mistyped(
        &self,
        key: &str,
        value: &Parsed<DeValue<'_>>,
        wants: impl Into<Text>,
        help: impl Into<Text>,
    ) {
        let wants: &Text = &wants.into();
        let help: &Text = &help.into();
        let span = self.reading.first_line(value.span());
        self.refuse(
            span,
            text!(
                "spec.key-wants-type",
                "`{key}` must be {wants}, not {found}",
                key,
                wants,
                found = type_name(value.get_ref())
            ),
            help,
        );
    }

    fn string_of(
        &self,
        key: &str,
        value: &Parsed<DeValue<'_>>,
        help: impl Into<Text>,
    ) -> Option<Spanned<String>> {
        let help: &Text = &help.into();
        match value.get_ref().as_str() {
            Some(text) => Some(Spanned {
                value: text.to_owned(),
                span: self.place(value),
            }),
            None => {
                self.mistyped(key, value, text!("spec.a-string", "a string"), help);
                None
            }
        }
    }

    /// Reads a text, which may be empty.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.ask(key, Shape::Text);
        let value = self.value(key)?;
        self.string_of(key, value, Text::default())
    }

    /// Reads a text that is not empty.
    pub(super) fn name(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.ask(key, Shape::Text);
        let value = self.value(key)?;
        self.name_of(key, value)
    }

    /// Converts a value as [`Table::name`] does.
    pub(super) fn name_of(
        &self,
        key: &str,
        value: &Parsed<DeValue<'_>>,
    ) -> Option<Spanned<String>> {
        let text = self.string_of(key, value, Text::default())?;
        if text.value.trim().is_empty() {
            self.refuse(
                text.span,
                text!("spec.key-is-empty", "`{key}` is empty", key),
                Text::default(),
            );
            return None;
        }
        Some(text)
    }

    /// Reads a text that `parse` accepts; `help` shows the accepted form.
    pub(super) fn parsed<T>(
        &mut self,
        key: &'static str,
        help: impl Into<Text>,
        parse: impl Fn(&str) -> Result<T, Text>,
    ) -> Option<Spanned<T>> {
        self.ask(key, Shape::Text);
        let help: &Text = &help.into();
        let value = self.value(key)?;
        self.parsed_of(key, value, help, parse)
    }

    /// Converts a value as [`Table::parsed`] does.
    pub(super) fn parsed_of<T>(
        &self,
        key: &str,
        value: &Parsed<DeValue<'_>>,
        help: impl Into<Text>,
        parse: impl Fn(&str) -> Result<T, Text>,
    ) -> Option<Spanned<T>> {
        let help: &Text = &help.into();
        let text = self.string_of(key, value, help)?;
        match parse(&text.value) {
            Ok(value) => Some(Spanned {
                value,
                span: text.span,
            }),
            Err(reason) => {
                self.refuse(
                    text.span,
                    text!("spec.key-reason", "`{key}`: {reason}", key, reason),
                    help,
                );
                None
            }
        }
    }

    /// One of a few values, by its word.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        values: &[(&str, T)],
    ) -> Option<Spanned<T>> {
        self.ask(
            key,
            Shape::Words(values.iter().map(|(word, _)| (*word).to_owned()).collect()),
        );
        let words = values.iter().map(|(word, _)| *word);
        let value = self.value(key)?;
        let text = self.string_of(key, value, Text::default())?;
        if let Some((_, meant)) = values.iter().find(|(word, _)| *word == text.value) {
            return Some(Spanned {
                value: *meant,
                span: text.span,
            });
        }
        let message = text!(
            "spec.key-wants-one-of",
            "`{key}` must be {either}, not \"{text}\"",
            key,
            either = either(words.clone()),
            text = text.value
        );
        let help = nearest(&text.value, words).map_or_else(
            || text!("spec.write-these-words", "write one of these words"),
            |near| text!("spec.did-you-mean", "did you mean \"{near}\"?", near),
        );
        self.refuse(text.span, message, &help);
        None
    }

    /// Reads one text that `parse` accepts, or an array of them; `None` if absent or wrong.
    pub(super) fn parsed_list<T>(
        &mut self,
        key: &'static str,
        help: impl Into<Text>,
        parse: impl Fn(&str) -> Result<T, Text>,
    ) -> Option<Vec<Spanned<T>>> {
        self.ask(key, Shape::TextOrTexts);
        let help: &Text = &help.into();
        let value = self.value(key)?;
        self.parsed_list_of(key, value, help, parse)
    }

    fn parsed_list_of<T>(
        &self,
        key: &str,
        value: &Parsed<DeValue<'_>>,
        help: impl Into<Text>,
        parse: impl Fn(&str) -> Result<T, Text>,
    ) -> Option<Vec<Spanned<T>>> {
        let help: &Text = &help.into();
        let Some(array) = value.get_ref().as_array() else {
            return Some(vec![self.parsed_of(key, value, help, parse)?]);
        };
        if array.is_empty() {
            self.refuse(
                self.place(value),
                text!("spec.key-is-empty", "`{key}` is empty", key),
                help,
            );
            return None;
        }
        let array = self.limited(
            &text!("spec.elements-of-key", "elements of `{key}`", key),
            array,
            ELEMENTS,
            Parsed::span,
        );
        let read: Vec<Spanned<T>> = array
            .iter()
            .filter_map(|element| self.parsed_of(key, element, help, &parse))
            .collect();
        (read.len() == array.len()).then_some(read)
    }

    /// Reads a boolean.
    pub(super) fn boolean(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        self.ask(key, Shape::Bool);
        let value = self.value(key)?;
        match value.get_ref().as_bool() {
            Some(flag) => Some(Spanned {
                value: flag,
                span: self.place(value),
            }),
            None => {
                self.mistyped(
                    key,
                    value,
                    text!("spec.true-false", "true or false"),
                    Text::default(),
                );
                None
            }
        }
    }

    /// Reads whether advertisements are converted: true, false or `"look-alikes"`.
    pub(super) fn convert(&mut self, key: &'static str) -> Option<Spanned<Convert>> {
        self.ask(key, Shape::Bool);
        self.ask(key, Shape::Words(vec!["look-alikes".to_owned()]));
        let value = self.value(key)?;
        let written = value.get_ref();
        let found = match (written.as_bool(), written.as_str()) {
            (Some(true), _) => Convert::Yes,
            (Some(false), _) => Convert::No,
            (_, Some("look-alikes")) => Convert::LookAlikes,
            _ => {
                let help = text!(
                    "spec.convert",
                    "true turns colours into inks, \"look-alikes\" replaces base fonts that are not embedded as well"
                );
                self.mistyped(
                    key,
                    value,
                    text!("spec.convert-values", "true, false or \"look-alikes\""),
                    help,
                );
                return None;
            }
        };
        Some(Spanned {
            value: found,
            span: self.place(value),
        })
    }

    /// Reads a whole number of at least `least`.
    pub(super) fn whole(&mut self, key: &'static str, least: u32) -> Option<Spanned<u32>> {
        self.ask(key, Shape::Whole(least, LARGEST));
        let value = self.value(key)?;
        self.whole_of(key, value, least, LARGEST)
    }

    /// Reads a whole number from `least` to `most`.
    pub(super) fn within(
        &mut self,
        key: &'static str,
        least: u32,
        most: u32,
    ) -> Option<Spanned<u32>> {
        self.ask(key, Shape::Whole(least, most));
        let value = self.value(key)?;
        self.whole_of(key, value, least, most)
    }

    /// Converts a value to a whole number from `least` to `most`, both included.
    pub(super) fn whole_of(
        &self,
        key: &str,
        value: &Parsed<DeValue<'_>>,
        least: u32,
        most: u32,
    ) -> Option<Spanned<u32>> {
        let span = self.place(value);
        let Some(integer) = value.get_ref().as_integer() else {
            self.mistyped(
                key,
                value,
                text!("spec.whole-number", "a whole number"),
                Text::default(),
            );
            return None;
        };
        // A number with more digits than this fits is out of bounds as well.
        let number = i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .and_then(|number| u32::try_from(number).ok());
        match number.filter(|number| (least..=most).contains(number)) {
            Some(value) => Some(Spanned { value, span }),
            None => {
                self.refuse(
                    span,
                    text!(
                        "spec.must-lie-between",
                        "`{key}` must lie between {least} and {most}",
                        key,
                        least,
                        most
                    ),
                    Text::default(),
                );
                None
            }
        }
    }

    /// Reads an array of names; empty if absent.
    pub(super) fn names(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.ask(key, Shape::Texts);
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        match value.get_ref().as_array() {
            Some(array) => self
                .limited(
                    &text!("spec.elements-of-key", "elements of `{key}`", key),
                    array,
                    ELEMENTS,
                    Parsed::span,
                )
                .iter()
                .filter_map(|element| self.name_of(key, element))
                .collect(),
            None => {
                self.mistyped(
                    key,
                    value,
                    text!("spec.array-strings", "an array of strings"),
                    text!(
                        "spec.list-in-brackets",
                        "a list stands in square brackets: {key} = [\"…\"]",
                        key
                    ),
                );
                Vec::new()
            }
        }
    }

    /// Reads a subtable.
    pub(super) fn table(&mut self, key: &'static str) -> Option<Table<'t>> {
        self.ask(key, Shape::Table(key.to_owned()));
        if self.reading.asked.is_some() {
            return self.empty(format!("[{key}]"));
        }
        let value = self.value(key)?;
        self.table_of(key, value, Text::quoted(format!("[{key}]")))
    }

    /// Converts a value as [`Table::table`] does.
    pub(super) fn table_of(
        &self,
        key: &str,
        value: &'t Parsed<DeValue<'t>>,
        name: impl Into<Text>,
    ) -> Option<Table<'t>> {
        match value.get_ref().as_table() {
            Some(entries) => Some(Table::new(
                self.reading,
                entries,
                self.reading.first_line(value.span()),
                name,
            )),
            None => {
                self.mistyped(
                    key,
                    value,
                    text!("spec.a-table", "a table"),
                    Text::default(),
                );
                None
            }
        }
    }

    /// Reads the tables `[key.NAME]` by name; none if absent.
    pub(super) fn named_tables(&mut self, key: &'static str) -> BTreeMap<String, Table<'t>> {
        if self.reading.asked.is_some() {
            self.ask(key, Shape::Named(key.to_owned()));
            let table = self.empty(format!("[{key}.{NAME}]"));
            return table
                .map(|table| (NAME.to_owned(), table))
                .into_iter()
                .collect();
        }
        let Some(group) = self.table(key) else {
            return BTreeMap::new();
        };
        let mut tables = BTreeMap::new();
        for (name, value) in group.entries() {
            let path = format!("{key}.{}", name.get_ref());
            if let Some(table) = self.table_of(&path, value, Text::quoted(format!("[{path}]"))) {
                tables.insert(name.get_ref().to_string(), table);
            }
        }
        tables
    }

    /// Reads the tables of an array, in order; none if absent.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<Table<'t>> {
        if self.reading.asked.is_some() {
            self.ask(key, Shape::Tables(key.to_owned()));
            // A table inside one of its own kind has the same keys.
            let inside = section(&self.name) == key;
            return self
                .empty(format!("[[{key}]]"))
                .filter(|_| !inside)
                .into_iter()
                .collect();
        }
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        // Within `[[story]]` the header reads `[[story.picture]]`.
        let name = match self
            .name
            .strip_prefix("[[")
            .and_then(|name| name.strip_suffix("]]"))
        {
            Some(outer) => format!("[[{outer}.{key}]]"),
            None => format!("[[{key}]]"),
        };
        match value.get_ref().as_array() {
            Some(array) => self
                .limited(
                    &text!("spec.tables-of-name", "tables {name}", name),
                    array,
                    TABLES,
                    Parsed::span,
                )
                .iter()
                .filter_map(|element| self.table_of(key, element, Text::of(&name)))
                .collect(),
            None => {
                self.mistyped(
                    key,
                    value,
                    text!("spec.array-tables", "an array of tables"),
                    &text!("spec.write-header", "write the header as {name}", name),
                );
                Vec::new()
            }
        }
    }

    /// Reads a subtable with arbitrary keys, each with a text.
    pub(super) fn texts(&mut self, key: &'static str) -> BTreeMap<String, Spanned<String>> {
        let texts = self.keyed_texts(key).into_iter();
        texts.map(|(name, text)| (name.value, text)).collect()
    }

    /// Reads a subtable with arbitrary keys and values.
    pub(super) fn keyed_values(
        &mut self,
        key: &'static str,
    ) -> Vec<(String, &'t Parsed<DeValue<'t>>)> {
        if self.reading.asked.is_some() {
            return vec![(NAME.to_owned(), nothing())];
        }
        let Some(group) = self.table(key) else {
            return Vec::new();
        };
        let keyed = group.entries();
        keyed
            .map(|(name, value)| (name.get_ref().to_string(), value))
            .collect()
    }

    /// Reads a subtable with arbitrary keys, each with a text, in the order of the file, each key
    /// with its place.
    pub(super) fn keyed_texts(
        &mut self,
        key: &'static str,
    ) -> Vec<(Spanned<String>, Spanned<String>)> {
        if self.reading.asked.is_some() {
            self.ask(key, Shape::Keyed);
            return Vec::new();
        }
        let Some(group) = self.table(key) else {
            return Vec::new();
        };
        let keyed = group.entries().filter_map(|(name, value)| {
            let text = group.string_of(name.get_ref(), value, Text::default())?;
            Some((
                Spanned {
                    value: name.get_ref().to_string(),
                    span: self.reading.span(name.span()),
                },
                text,
            ))
        });
        keyed.collect()
    }

    /// Reads a subtable with arbitrary keys, each with one text or several.
    pub(super) fn keyed_lists<T>(
        &mut self,
        key: &'static str,
        help: impl Into<Text>,
        parse: impl Fn(&str) -> Result<T, Text>,
    ) -> Vec<(Spanned<String>, Vec<Spanned<T>>)> {
        let help: &Text = &help.into();
        if self.reading.asked.is_some() {
            self.ask(key, Shape::KeyedLists);
            return Vec::new();
        }
        let Some(group) = self.table(key) else {
            return Vec::new();
        };
        let keyed = group.entries().filter_map(|(name, value)| {
            let list = group.parsed_list_of(name.get_ref(), value, help, &parse)?;
            Some((
                Spanned {
                    value: name.get_ref().to_string(),
                    span: self.reading.span(name.span()),
                },
                list,
            ))
        });
        keyed.collect()
    }

    /// Reports every key that no getter asked for.
    pub(super) fn finish(self) {
        if let Some(asked) = &self.reading.asked {
            asked.borrow_mut().finish();
        }
        for key in self.entries.keys() {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            let known = self.known.iter().copied();
            let help = did_you_mean(
                name,
                known,
                ("`", "`"),
                &text!("spec.keys-taken", "{name} takes", name = self.name),
            );
            let message = text!(
                "spec.unknown-key",
                "unknown key `{key}` in {table}",
                key = name,
                table = self.name
            );
            self.reading.problem(
                Diagnostic::new(Code::UnknownKey, self.reading.span(key.span()), message)
                    .help(help),
            );
        }
    }
}

/// Returns words to choose from: `a, b or c`.
fn either<'w>(words: impl Iterator<Item = &'w str>) -> List<&'w str> {
    List::either(words)
}

fn type_name(value: &DeValue<'_>) -> Text {
    match value {
        DeValue::String(_) => text!("spec.a-string", "a string"),
        DeValue::Integer(_) => text!("spec.whole-number", "a whole number"),
        DeValue::Float(_) => text!("spec.decimal-number", "a decimal number"),
        DeValue::Boolean(_) => text!("spec.true-false", "true or false"),
        DeValue::Datetime(_) => text!("spec.date-time", "a date or time"),
        DeValue::Array(array) if array.is_empty() => text!("spec.empty-array", "an empty array"),
        DeValue::Array(array) if array.iter().all(|element| element.get_ref().is_table()) => {
            text!("spec.array-tables", "an array of tables")
        }
        DeValue::Array(_) => text!("spec.an-array", "an array"),
        DeValue::Table(_) => text!("spec.a-table", "a table"),
    }
}

/// Returns how a key that is wanted is written.
fn example_of(missing: &str) -> Option<&'static str> {
    Some(match missing {
        "`paper`" => "paper = \"郏县报\"",
        "`date`" => "date = \"2021-12-31\"",
        "`layout`" => "layout = \"duikai-daily\"",
        "`pages`" => "pages = [\"page1.toml\"]",
        "`number`" => "number = 1",
        "`section`" => "section = \"要闻\"",
        "`copy`" => "copy = \"lead.md\"",
        "`kind`" => "kind = \"lead\"",
        "`at`" => "at = \"1-4栏 16-84行\"",
        "`file`" => "file = \"photo.jpg\"",
        "`cutline`" => "cutline = \"图说\"",
        _ => return None,
    })
}
