//! A diagnostic with source lines and carets.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer as Snippets, Snippet};

use super::short::short;
use crate::diag::{Diagnostic, Severity, Sources, Span, shown};
use crate::say::{Language, Text};

/// Bytes of source lines that are shown; what is longer is named by its place.
const LONGEST_SNIPPET: usize = 16 << 10;

/// Formats a diagnostic with source lines and carets.
pub(super) fn human(
    sources: &Sources,
    diagnostic: &Diagnostic,
    colour: bool,
    language: Language,
) -> String {
    let said = |text: &Text| shown(&text.in_language(language)).into_owned();
    let level = match diagnostic.severity {
        Severity::Error | Severity::Denied => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let (level, help) = match language {
        Language::En => (level, Level::HELP),
        Language::Zh => (
            level.with_name(chinese(diagnostic.severity)),
            Level::HELP.with_name("建议"),
        ),
    };
    let title = level
        .primary_title(said(&diagnostic.message))
        .id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    let mut files = Vec::new();
    let places: Vec<(Span, String)> = diagnostic
        .primary
        .map(|span| (span, String::new()))
        .into_iter()
        .chain(
            diagnostic
                .labels
                .iter()
                .map(|(span, text)| (*span, said(text))),
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
                    label.as_str(),
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
            let line = short(sources, diagnostic, language);
            let word = match language {
                Language::En => "help: ",
                Language::Zh => "建议：",
            };
            return match &diagnostic.help {
                Some(help) => format!("{}\n{word}{}", shown(&line), said(help)),
                None => shown(&line).into_owned(),
            };
        }
        let line = sources.place(Span::new(first.source, start, start)).line;
        let mut snippet = Snippet::source(&text[start..end])
            .path(shown(sources.path(first.source)))
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
    if let Some(advice) = &diagnostic.help {
        group = group.element(help.message(said(advice)));
    }
    let renderer = if colour {
        Snippets::styled()
    } else {
        Snippets::plain()
    };
    renderer.render(&[group])
}

/// The word for a severity. What keeps the pages from the press says so.
fn chinese(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Denied => "不能付印",
        Severity::Warning => "警告",
        Severity::Note => "提示",
    }
}

/// Returns a span's bytes, clipped to the text and to character boundaries.
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
    use crate::diag::Code;
    use crate::press::problem;

    #[test]
    fn carets_stand_under_wide_characters() {
        let mut sources = Sources::default();
        let text = "标题 = \"甲\"\nkopy = \"a\"\n";
        let source = sources.add("page.toml", text.to_owned());
        let at = text.find("kopy").expect("there");
        let diagnostic = Diagnostic::new(
            Code::UnknownKey,
            Span::new(source, at, at + 4),
            "unknown key `kopy`",
        )
        .help("did you mean `copy`?");
        let shown = human(&sources, &diagnostic, false, Language::En);
        assert!(
            shown.contains("error[unknown-key]: unknown key `kopy`"),
            "{shown}"
        );
        assert!(shown.contains("page.toml:2:1"), "{shown}");
        assert!(shown.contains("did you mean `copy`?"), "{shown}");
        assert_eq!(
            short(&sources, &diagnostic, Language::En),
            "page.toml:2:1: error[unknown-key]: unknown key `kopy`"
        );
    }

    #[test]
    fn nothing_of_the_input_acts_on_the_terminal() {
        let evil = "a\u{1b}[31m\u{7}\u{202e}\nb";
        let mut sources = Sources::default();
        let source = sources.add(&format!("{evil}.toml"), format!("kind = \"{evil}\"\n"));
        let mut diagnostic = Diagnostic::new(Code::UnknownName, Span::new(source, 8, 12), evil);
        diagnostic
            .labels
            .push((Span::new(source, 0, 4), evil.into()));
        let shown = human(&sources, &diagnostic.help(evil), false, Language::En);
        let acts = |c: &char| c.is_control() && *c != '\n' || *c == '\u{202e}';
        assert_eq!(shown.chars().find(acts), None, "{shown:?}");
        assert!(!shown.lines().any(|line| line.starts_with('b')), "{shown}");
    }

    #[test]
    fn a_span_past_the_end_is_survived() {
        let mut sources = Sources::default();
        let source = sources.add("a", "强".to_owned());
        let diagnostic = Diagnostic::new(Code::BadEncoding, Span::new(source, 1, 99), "x");
        assert!(!human(&sources, &diagnostic, true, Language::En).is_empty());
        assert_eq!(problem(&sources, &diagnostic, &str::to_owned)["line"], 1);
    }
}
