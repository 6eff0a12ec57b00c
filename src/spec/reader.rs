//! Parsing of TOML text into a root table, with all syntax errors reported.

use std::cell::{Cell, RefCell};

use toml::de::{DeTable, Error};

use super::reading::Reading;
use super::table::Table;
use super::value::Hao;
use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span};
use crate::limits::{FORMAT, TOML_BYTES};
use crate::say::{Text, text};

/// Reads a whole file: `what` names the kind of file, `read` takes its root table apart and returns
/// `None` only after a problem was recorded.
pub(super) fn read_file<T>(
    source: SourceId,
    sources: &Sources,
    sink: &mut Sink,
    what: impl Into<Text>,
    read: impl FnOnce(Table<'_>) -> Option<T>,
) -> Result<T, Reported> {
    let what: &Text = &what.into();
    let text = sources.text(source);
    if text.len() > TOML_BYTES {
        let place = Span::new(source, 0, 0);
        let what = text!("spec.bytes-of-what", "bytes of {what}", what);
        let diagnostic = Diagnostic::over_limit(place, &what, text.len(), TOML_BYTES);
        return Err(sink.error(diagnostic));
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    let reading = Reading {
        source,
        text,
        problems: RefCell::default(),
        hao: Cell::new(Hao::News),
        cells: RefCell::default(),
        asked: None,
    };
    let value = if errors.is_empty() {
        let mut root = Table::new(
            &reading,
            root.get_ref(),
            reading.first_line(0..text.len()),
            what.to_owned(),
        );
        // Absent means 1: every file of before there was the key.
        if let Some(form) = root.whole("format", 1)
            && form.value != FORMAT
        {
            let message = text!(
                "spec.format-program-reads",
                "`format` is {form}, and this program reads {format}",
                form = form.value,
                format = FORMAT
            );
            let help = text!(
                "spec.set-file-program-written",
                "set the file with the program that it was written for, or take the key out if it is of form 1"
            );
            root.refuse(form.span, message, help);
        }
        read(root)
    } else {
        errors
            .iter()
            .for_each(|error| reading.problem(syntax_error(&reading, error)));
        None
    };
    let mut reported = None;
    for problem in reading.problems.into_inner() {
        reported = Some(sink.error(problem));
    }
    // What could be read goes on, so that later files are checked in the same
    // run; the sink remembers that this one was wrong.
    match (value, reported) {
        (Some(value), _) => Ok(value),
        (None, Some(reported)) => Err(reported),
        (None, None) => {
            let span = Span::new(source, 0, 0);
            Err(sink.error(Diagnostic::new(
                Code::Internal,
                span,
                text!(
                    "spec.refused-without-reason",
                    "{what} was refused without a reason",
                    what
                ),
            )))
        }
    }
}

fn syntax_error(reading: &Reading<'_>, error: &Error) -> Diagnostic {
    let end = reading.text.len();
    let range = error.span().unwrap_or(end..end);
    let diagnostic = Diagnostic::new(
        Code::TomlSyntax,
        reading.span(range.clone()),
        syntax_fault(reading.text, range.start, error.message()),
    );
    match syntax_help(reading.text, range.start) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Returns what is wrong with the syntax: the faults that newcomers make in our own words, others in
/// those of the reader of TOML.
fn syntax_fault(text: &str, at: usize, said: &str) -> Text {
    let line = line_of(text, at).unwrap_or_default();
    let value = line.split_once('=').map_or(line, |(_, value)| value).trim();
    if value.starts_with(['“', '”', '‘', '’', '「', '『', '＂']) {
        return text!(
            "spec.curly-quotes",
            "these quotation marks are those of print; TOML has straight ones, \" at both ends"
        );
    }
    if said.contains("basic string") {
        return text!(
            "spec.quote-not-closed",
            "the quotation mark is opened here and not closed on this line"
        );
    }
    if said.contains("string values must be quoted") || said.contains("invalid date") {
        return text!("spec.no-toml-value", "this is no value of TOML");
    }
    text!("spec.toml-syntax", "this is no TOML ({said})", said)
}

/// Returns the line at a place.
fn line_of(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next()
}

/// Returns help for the two most frequent syntax errors in pages: a Chinese key, or a length,
/// without quotes.
fn syntax_help(text: &str, at: usize) -> Option<Text> {
    let line = line_of(text, at)?;
    let (key, value) = line.split_once('=')?;
    let (key, value) = (key.trim(), value.split('#').next()?.trim());
    if key.chars().any(|ch| ch.is_alphanumeric() && !ch.is_ascii()) && !key.contains(['"', '\'']) {
        return Some(text!(
            "spec.key-plain-letters-digits",
            "a key that is not plain letters, digits, - or _ stands in quotes: \"{key}\" = …",
            key
        ));
    }
    let printed = ['“', '”', '‘', '’', '「', '」', '『', '』', '＂'];
    if value.starts_with(printed) || value.matches('"').count() == 1 {
        let value = value.trim_matches(printed).trim_matches('"');
        return Some(text!(
            "spec.text-stands-in-quotes",
            "write it as {key} = \"{value}\"",
            key,
            value
        ));
    }
    let bare = value.starts_with(|ch: char| ch.is_alphanumeric() || ch == '-')
        && !value.contains(['"', '\'']);
    bare.then(|| {
        text!(
            "spec.text-length-stands-quotes",
            "a text or a length stands in quotes: {key} = \"{value}\"",
            key,
            value
        )
    })
}
