//! Diagnostics for programs, and how many of them are written out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diag::{Code, Diagnostic, Severity, Sources, Span};
use crate::limits::REPORTED;
use crate::say::{Language, Text, text};

/// The word for a severity, in every format.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Denied => "denied",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// One JSON object, its files called as `named` says.
pub fn problem(
    sources: &Sources,
    diagnostic: &Diagnostic,
    named: &dyn Fn(&str) -> String,
) -> Value {
    let place = |span: Span| {
        let start = sources.place(span);
        let end = sources.place(Span {
            start: span.end,
            ..span
        });
        json!({"file": named(start.path), "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column})
    };
    let mut object = json!({
        "schema": 1,
        "code": diagnostic.code.name(),
        "severity": severity(diagnostic.severity),
        "message": diagnostic.message,
        "key": diagnostic.message.key(),
        "args": diagnostic.message.values(),
        "help": diagnostic.help,
        "labels": diagnostic.labels.iter().map(|(span, text)| {
            let mut label = place(*span);
            label["text"] = json!(text);
            label
        }).collect::<Vec<_>>(),
    });
    if let (Some(span), Some(object)) = (diagnostic.primary, object.as_object_mut())
        && let Value::Object(fields) = place(span)
    {
        object.extend(fields);
    }
    object
}

/// A diagnostic's object with its sentences in the reader's language, in a
/// field of their own; the others are English in every language.
pub fn in_language(mut object: Value, diagnostic: &Diagnostic, language: Language) -> Value {
    if language != Language::En {
        let labels = diagnostic.labels.iter();
        object["local"] = json!({
            "lang": language.name(),
            "message": diagnostic.message.in_language(language),
            "help": diagnostic.help.as_ref().map(|help| help.in_language(language)),
            "labels": labels.map(|(_, text)| text.in_language(language)).collect::<Vec<_>>(),
        });
    }
    object
}

/// Diagnostics of one code that are counted and not written out.
pub struct More {
    code: Code,
    severity: Severity,
    count: usize,
}

impl More {
    /// `error[code]: and 15800 more`.
    pub fn line(&self, language: Language) -> String {
        format!(
            "{}[{}]: {}",
            severity(self.severity),
            self.code.name(),
            self.text().in_language(language)
        )
    }

    fn text(&self) -> Text {
        text!(
            "press.findings-more",
            "and {count} more",
            count = self.count
        )
    }

    /// One JSON object.
    pub fn as_json(&self) -> Value {
        json!({
            "schema": 1,
            "code": self.code.name(),
            "severity": severity(self.severity),
            "message": self.text(),
            "key": self.text().key(),
            "args": self.text().values(),
            "more": self.count,
        })
    }
}

/// The first [`REPORTED`] diagnostics of every code, and how many more there
/// are of those that have more.
pub fn limited(diagnostics: &[Diagnostic]) -> (Vec<&Diagnostic>, Vec<More>) {
    let mut counts: BTreeMap<Code, More> = BTreeMap::new();
    let mut shown = Vec::new();
    for diagnostic in diagnostics {
        let all = counts.entry(diagnostic.code).or_insert(More {
            code: diagnostic.code,
            severity: diagnostic.severity,
            count: 0,
        });
        all.count += 1;
        if all.count <= REPORTED {
            shown.push(diagnostic);
        }
    }
    let more = counts.into_values().filter(|all| all.count > REPORTED);
    let more = more.map(|all| More {
        count: all.count - REPORTED,
        ..all
    });
    (shown, more.collect())
}

/// JSON objects, as many of each code as are written out.
pub fn problems(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    named: &dyn Fn(&str) -> String,
) -> Vec<Value> {
    let (shown, more) = limited(diagnostics);
    let shown = shown.into_iter().map(|it| problem(sources, it, named));
    shown.chain(more.iter().map(More::as_json)).collect()
}
