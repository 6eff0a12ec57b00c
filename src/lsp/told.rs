//! Problems as the protocol writes them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::desk::normal;
use crate::diag::{Diagnostic, Severity, Sink, Sources};
use crate::reference::file_kind;
use crate::say::Language;
use crate::spec::{Cells, EditionSpec, FileKind, LayoutSpec, PageSpec, PrinterSpec};

use super::place::range;

/// The problems of a run by the files that they are in; those without a place are the edition's.
pub(super) fn by_file(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    edition: &str,
    language: Language,
) -> BTreeMap<String, Vec<Value>> {
    let mut files: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let source = diagnostic.primary.map(|span| span.source);
        let own = source.filter(|source| !sources.is_bundled(*source));
        let path = own.map_or_else(|| edition.to_owned(), |own| normal(sources.path(own)));
        let problem = problem(sources, diagnostic, own.is_some(), language);
        files.entry(path).or_default().push(problem);
    }
    files
}

fn problem(sources: &Sources, diagnostic: &Diagnostic, placed: bool, language: Language) -> Value {
    let span = diagnostic.primary.filter(|_| placed);
    let range = span.map_or_else(
        || range("", 0, 0),
        |span| {
            range(
                sources.text(span.source),
                span.start as usize,
                span.end as usize,
            )
        },
    );
    let mut message = diagnostic.message.in_language(language).into_owned();
    if let Some(help) = &diagnostic.help {
        message.push('\n');
        message.push_str(&help.in_language(language));
    }
    let severity = match diagnostic.severity {
        Severity::Error | Severity::Denied => 1,
        Severity::Warning => 2,
        _ => 3,
    };
    json!({
        "range": range,
        "severity": severity,
        "code": diagnostic.code.name(),
        "source": "duikai",
        "message": message,
    })
}

/// The problems of a TOML file that belongs to no edition.
pub(super) fn alone(path: &str, text: &str, language: Language) -> Vec<Value> {
    if !path.ends_with(".toml") {
        return Vec::new();
    }
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let source = sources.add(path, text.to_owned());
    match file_kind(path, text) {
        FileKind::Edition => drop(EditionSpec::read(source, &sources, &mut sink)),
        FileKind::Page => drop(PageSpec::read(source, &Cells::new(), &sources, &mut sink)),
        FileKind::Layout => drop(LayoutSpec::read(source, &sources, &mut sink)),
        FileKind::Printer => drop(PrinterSpec::read(source, &sources, &mut sink)),
    }
    let told = sink.finish();
    by_file(&sources, &told, path, language)
        .remove(path)
        .unwrap_or_default()
}
