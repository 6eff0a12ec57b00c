//! A diagnostic for programs.

use serde_json::{Value, json};

use crate::diag::{Diagnostic, Severity, Sources, Span};

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
