//! Diagnostics for people and programs.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer as Snippets, Snippet};
use serde_json::{Value, json};

use super::args::Format;
use super::output::{err, out};
use crate::diag::{Code, Diagnostic, Severity, Sources, Span};
use crate::limits::REPORTED;

/// How a run's diagnostics are shown.
pub(super) struct Renderer {
    pub format: Format,
    pub colour: bool,
}

impl Renderer {
    /// Shows the diagnostics of a run, as many of each code as are written out.
    pub fn show(&self, sources: &Sources, diagnostics: &[Diagnostic]) {
        let (shown, more) = limited(diagnostics);
        for diagnostic in shown {
            match self.format {
                Format::Human if diagnostic.code == Code::CopyMapped => {
                    err!("{}", short(sources, diagnostic))
                }
                Format::Human => err!("{}\n", human(sources, diagnostic, self.colour)),
                Format::Short => err!("{}", short(sources, diagnostic)),
                Format::Json => err!("{}", as_json(sources, diagnostic, "")),
            }
        }
        for more in more {
            match self.format {
                Format::Human => err!("{}\n", more.line()),
                Format::Short => err!("{}", more.line()),
                Format::Json => err!("{}", more.as_json()),
            }
        }
    }

    /// A closing line for people.
    pub fn say(&self, line: &str) {
        if self.format == Format::Human {
            err!("{line}");
        }
    }

    /// A figure that was asked for, for people.
    pub fn figure(&self, line: &str) {
        if self.format != Format::Json {
            err!("{line}");
        }
    }

    /// A line of what a command found, for people.
    pub fn found(&self, line: &str) {
        if self.format != Format::Json {
            out!("{line}");
        }
    }

    /// What a command found or did, as one value for programs.
    pub fn result(&self, value: &Value) {
        if self.format == Format::Json {
            out!("{value:#}");
        }
    }

    /// One line that counts what was told.
    pub fn tally(&self, diagnostics: &[Diagnostic]) {
        let count = |severity: Severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        let parts: Vec<String> = [
            (Severity::Error, "error"),
            (Severity::Denied, "page fault"),
            (Severity::Warning, "warning"),
        ]
        .into_iter()
        .filter_map(|(severity, name)| match count(severity) {
            0 => None,
            1 => Some(format!("1 {name}")),
            many => Some(format!("{many} {name}s")),
        })
        .collect();
        if !parts.is_empty() {
            self.say(&parts.join(", "));
        }
    }
}

/// Diagnostics of one code that are counted and not written out.
pub(super) struct More {
    code: Code,
    severity: Severity,
    count: usize,
}

impl More {
    /// `error[code]: and 15800 more`.
    fn line(&self) -> String {
        format!(
            "{}[{}]: and {} more",
            word(self.severity),
            self.code.name(),
            self.count
        )
    }

    /// One JSON object.
    pub fn as_json(&self) -> Value {
        json!({
            "schema": 1,
            "code": self.code.name(),
            "severity": word(self.severity),
            "message": format!("and {} more", self.count),
            "more": self.count,
        })
    }
}

/// The first [`REPORTED`] diagnostics of every code, and how many more there
/// are of those that have more.
pub(super) fn limited(diagnostics: &[Diagnostic]) -> (Vec<&Diagnostic>, Vec<More>) {
    let mut counts: BTreeMap<Code, More> = BTreeMap::new();
    let mut shown = Vec::new();
    for diagnostic in diagnostics {
        let (code, severity) = (diagnostic.code, diagnostic.severity);
        let all = counts.entry(code).or_insert(More {
            code,
            severity,
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

/// The same as JSON values, for a report.
pub(super) fn all_as_json(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    folder: &str,
) -> Vec<Value> {
    let (shown, more) = limited(diagnostics);
    let shown = shown.into_iter().map(|it| as_json(sources, it, folder));
    shown.chain(more.iter().map(More::as_json)).collect()
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Denied => "denied",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// `file:line:column: error[code]: message`.
pub(super) fn short(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = diagnostic
        .primary
        .map(|span| sources.place(span))
        .map_or_else(String::new, |place| {
            format!("{}:{}:{}: ", place.path, place.line, place.column)
        });
    format!(
        "{place}{}[{}]: {}",
        word(diagnostic.severity),
        diagnostic.code.name(),
        diagnostic.message
    )
}

/// One JSON object. Paths count from `folder` where they lie in it.
pub(super) fn as_json(sources: &Sources, diagnostic: &Diagnostic, folder: &str) -> Value {
    let place = |span: Span| {
        let start = sources.place(span);
        let end = sources.place(Span {
            start: span.end,
            ..span
        });
        json!({"file": start.path.strip_prefix(folder).unwrap_or(start.path), "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column})
    };
    let mut object = json!({
        "schema": 1,
        "code": diagnostic.code.name(),
        "severity": word(diagnostic.severity),
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

/// Bytes of source lines that are shown; what is longer is named by its place.
const LONGEST_SNIPPET: usize = 16 << 10;

/// With source lines and carets.
fn human(sources: &Sources, diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error | Severity::Denied => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    let mut files = Vec::new();
    let places: Vec<(Span, &str)> = diagnostic
        .primary
        .map(|span| (span, ""))
        .into_iter()
        .chain(
            diagnostic
                .labels
                .iter()
                .map(|(span, text)| (*span, text.as_str())),
        )
        .collect();
    for (first, _) in &places {
        if files.contains(&first.source) {
            continue;
        }
        files.push(first.source);
        let text = sources.text(first.source);
        let marked: Vec<_> = places
            .iter()
            .filter(|(span, _)| span.source == first.source)
            .map(|(span, label)| {
                (
                    within(text, *span),
                    *label,
                    Some(*span) == diagnostic.primary,
                )
            })
            .collect();
        // The lines of it that are marked and those between, not the whole file.
        let start = marked
            .iter()
            .map(|(range, ..)| range.start)
            .min()
            .unwrap_or(0);
        let end = marked
            .iter()
            .map(|(range, ..)| range.end)
            .max()
            .unwrap_or(text.len());
        let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
        if end - start > LONGEST_SNIPPET {
            let help = diagnostic.help.as_ref();
            return help.map_or_else(
                || short(sources, diagnostic),
                |help| format!("{}\nhelp: {help}", short(sources, diagnostic)),
            );
        }
        let line = sources.place(Span::new(first.source, start, start)).line;
        let mut snippet = Snippet::source(&text[start..end])
            .path(sources.path(first.source))
            .line_start(line);
        for (range, label, primary) in marked {
            let kind = if primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let annotation = kind.span(range.start - start..range.end - start);
            snippet = snippet.annotation(if label.is_empty() {
                annotation
            } else {
                annotation.label(label)
            });
        }
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour {
        Snippets::styled()
    } else {
        Snippets::plain()
    };
    renderer.render(&[group])
}

/// A span's bytes, inside the text and on character boundaries.
fn within(text: &str, span: Span) -> std::ops::Range<usize> {
    let clamp = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (clamp(span.start), clamp(span.end));
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_wide_characters() {
        let mut sources = Sources::default();
        let text = "标题 = \"甲\"\nkopy = \"a\"\n";
        let source = sources.add("page.toml", text.to_owned());
        let at = text.find("kopy").expect("there");
        let diagnostic = Diagnostic::new(
            Code::UnknownKey,
            Span::new(source, at, at + 4),
            "nothing reads the key `kopy`",
        )
        .help("did you mean `copy`?");
        let shown = human(&sources, &diagnostic, false);
        assert!(
            shown.contains("error[unknown-key]: nothing reads the key `kopy`"),
            "{shown}"
        );
        assert!(shown.contains("page.toml:2:1"), "{shown}");
        assert!(shown.contains("did you mean `copy`?"), "{shown}");
        assert_eq!(
            short(&sources, &diagnostic),
            "page.toml:2:1: error[unknown-key]: nothing reads the key `kopy`"
        );
    }

    #[test]
    fn a_span_past_the_end_is_survived() {
        let mut sources = Sources::default();
        let source = sources.add("a", "强".to_owned());
        let diagnostic = Diagnostic::new(Code::BadEncoding, Span::new(source, 1, 99), "x");
        assert!(!human(&sources, &diagnostic, true).is_empty());
        assert_eq!(as_json(&sources, &diagnostic, "")["line"], 1);
    }
}
