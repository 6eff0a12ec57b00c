//! `preflight`: PDFs, ours or anybody's, against a printer's rules.

use std::path::Path;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::args::Format;
use super::job::Exit;
use super::output::{err, out};
use super::render::Renderer;
use crate::Setting;
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Reported, Severity, Sink, Sources};
use crate::forme::{Forme, Item, Mark};
use crate::preflight::{
    Check, Checked, DEFAULT_PRINTER, Finding, Printer, Weight, bundled_printer, bundled_printers,
    check, origin_at,
};

/// A file larger than this is no newspaper page.
const LARGEST_FILE: u64 = 1 << 30;

/// Checks files and tells what was found on standard output, and of files that
/// cannot be read on standard error.
pub(super) fn preflight(
    desk: &dyn Desk,
    files: &[String],
    printer: Option<&str>,
    renderer: &Renderer,
) -> Exit {
    let mut sources = Sources::default();
    let mut sink = Sink::new();
    let read = printer_named(desk, printer, &mut sources, &mut sink);
    renderer.show(&sources, &sink.finish());
    let Ok(printer) = read else {
        return Exit::InputError;
    };
    let results: Vec<Result<Checked, String>> = files
        .par_iter()
        .map(|path| examine(desk, path, &printer))
        .collect();
    match renderer.format {
        Format::Json => out!("{:#}", as_json(files, &results, &printer)),
        Format::Human => files
            .iter()
            .zip(&results)
            .for_each(|(path, result)| human(path, result)),
        Format::Short => files
            .iter()
            .zip(&results)
            .for_each(|(path, result)| short(path, result)),
    }
    let end = |result: &Result<Checked, String>| match result {
        Err(_) => Exit::InputError,
        Ok(checked) if checked.passes() => Exit::Fine,
        Ok(_) => Exit::Denied,
    };
    // A file that cannot be read outweighs one that fails.
    let unreadable = results.iter().any(Result::is_err);
    if unreadable {
        Exit::InputError
    } else {
        results.iter().map(end).max().unwrap_or(Exit::Fine)
    }
}

fn examine(desk: &dyn Desk, path: &str, printer: &Printer) -> Result<Checked, String> {
    match std::fs::metadata(path) {
        Ok(about) if !about.is_file() => return Err("it is not a file".to_owned()),
        Ok(about) if about.len() > LARGEST_FILE => return Err("it is larger than 1 GB".to_owned()),
        _ => {}
    }
    let bytes = desk.read(path).map_err(|error| error.to_string())?;
    let name = Path::new(path).file_name().map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    check(&bytes, &name, printer)
}

/// A bundled printer by its name, or a printer's file.
pub(super) fn printer_named(
    desk: &dyn Desk,
    named: Option<&str>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Printer, Reported> {
    let named = named.unwrap_or(DEFAULT_PRINTER);
    let text = match bundled_printer(named) {
        Some(text) => text.to_owned(),
        None if !named.ends_with(".toml") => {
            let unknown = Diagnostic::new(
                Code::UnknownName,
                None,
                format!("there is no printer “{named}”"),
            );
            return Err(sink.error(unknown.help(format!(
                "bundled are {}; a file of your own ends in .toml",
                bundled_printers().join(", ")
            ))));
        }
        None => {
            let failed = |code: Code, why: String| {
                Diagnostic::new(
                    code,
                    None,
                    format!("the printer's file “{named}” cannot be read: {why}"),
                )
            };
            match desk.read(named) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    return Err(
                        sink.error(failed(Code::FileNotFound, "it is not there".to_owned()))
                    );
                }
                Err(error) => {
                    return Err(sink.error(failed(Code::FileUnreadable, error.to_string())));
                }
                Ok(bytes) => match String::from_utf8(bytes.into_owned()) {
                    Ok(text) => text,
                    Err(_) => {
                        return Err(
                            sink.error(failed(Code::BadEncoding, "it is not UTF-8".to_owned()))
                        );
                    }
                },
            }
        }
    };
    let source = sources.add(named, text);
    Printer::read(source, sources, sink)
}

fn word(weight: Weight) -> &'static str {
    match weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
    }
}

/// `page 2 at 12.5,40.0 mm (30.0 × 4.2)`; empty for what is the file's.
fn whereabouts(finding: &Finding) -> String {
    let Some(page) = finding.page else {
        return String::new();
    };
    match finding.place {
        Some(place) => {
            let [left, top, width, height] = [place.left, place.top, place.width(), place.height()]
                .map(|len| tenths(len.to_mm()));
            format!("page {page} at {left:.1},{top:.1} mm ({width:.1} × {height:.1})")
        }
        None => format!("page {page}"),
    }
}

/// Rounded to tenths, without a negative zero.
fn tenths(mm: f64) -> f64 {
    (mm * 10.0).round() / 10.0 + 0.0
}

fn times(finding: &Finding) -> String {
    if finding.count > 1 {
        format!(", {} times", finding.count)
    } else {
        String::new()
    }
}

fn count(checked: &Checked, weight: Weight) -> usize {
    checked
        .findings
        .iter()
        .filter(|finding| finding.weight == weight)
        .count()
}

fn human(path: &str, result: &Result<Checked, String>) {
    match result {
        Err(why) => err!("{path}\n  cannot be checked: {why}"),
        Ok(checked) => {
            out!("{path}");
            for finding in &checked.findings {
                let place = whereabouts(finding);
                let place = if place.is_empty() {
                    place
                } else {
                    format!(" — {place}")
                };
                out!(
                    "  {}[{}]: {}{}{place}",
                    word(finding.weight),
                    finding.rule.name(),
                    finding.message,
                    times(finding),
                );
            }
            for ink in &checked.ink {
                let per_cent = |tenths: u32| f64::from(tenths) / 10.0;
                out!(
                    "  page {}: ink {:.0} % in 15 mm, {:.0} % at most",
                    ink.page,
                    per_cent(ink.mean),
                    per_cent(ink.peak),
                );
            }
            let verdict = if checked.passes() { "passes" } else { "fails" };
            out!(
                "  {verdict}: {} errors, {} warnings",
                count(checked, Weight::Error),
                count(checked, Weight::Warning),
            );
        }
    }
}

fn short(path: &str, result: &Result<Checked, String>) {
    match result {
        Err(why) => err!("{path}: unreadable: {why}"),
        Ok(checked) => {
            for finding in &checked.findings {
                let place = whereabouts(finding);
                let place = if place.is_empty() {
                    place
                } else {
                    format!("{place}: ")
                };
                out!(
                    "{path}: {}[{}]: {place}{}{}",
                    word(finding.weight),
                    finding.rule.name(),
                    finding.message,
                    times(finding),
                );
            }
        }
    }
}

fn as_json(files: &[String], results: &[Result<Checked, String>], printer: &Printer) -> Value {
    let file = |(path, result): (&String, &Result<Checked, String>)| match result {
        Err(why) => {
            json!({"file": path, "readable": false, "passes": false, "reason": why, "findings": []})
        }
        Ok(checked) => json!({
            "file": path,
            "readable": true,
            "passes": checked.passes(),
            "pages": checked.pages,
            "errors": count(checked, Weight::Error),
            "warnings": count(checked, Weight::Warning),
            "findings": checked.findings.iter().map(finding_json).collect::<Vec<_>>(),
            "ink": checked.ink.iter().map(|ink| json!({
                "page": ink.page,
                "mean_15mm_per_cent": f64::from(ink.mean) / 10.0,
                "peak_per_cent": f64::from(ink.peak) / 10.0,
            })).collect::<Vec<_>>(),
        }),
    };
    json!({"schema": 1, "printer": printer.title, "files": files.iter().zip(results).map(file).collect::<Vec<_>>()})
}

fn finding_json(finding: &Finding) -> Value {
    let place = finding.place.map(|place| {
        let [left, top, width, height] =
            [place.left, place.top, place.width(), place.height()].map(|len| tenths(len.to_mm()));
        json!({"left_mm": left, "top_mm": top, "width_mm": width, "height_mm": height})
    });
    json!({
        "rule": finding.rule.name(),
        "severity": word(finding.weight),
        "page": finding.page,
        "place": place,
        "message": finding.message,
        "count": finding.count,
    })
}

/// Checks press files that were just made; one a forme, in their order.
pub(super) fn own_files(
    files: &[(&str, &[u8])],
    printer: &Printer,
) -> Vec<Result<Checked, String>> {
    files
        .par_iter()
        .map(|(name, bytes)| check(bytes, name, printer))
        .collect()
}

/// What was found on our own pages, pointing at the lines that cause it.
pub(super) fn diagnostics(
    setting: &Setting,
    results: &[Result<Checked, String>],
) -> Vec<Diagnostic> {
    let mut reported = Vec::new();
    for (forme, result) in setting.formes.iter().zip(results) {
        match result {
            Err(why) => {
                let message = format!(
                    "the file of page {} was made so that it cannot be read: {why}",
                    forme.number
                );
                reported.push(Diagnostic::new(Code::Internal, None, message));
            }
            Ok(checked) => reported.extend(
                checked
                    .findings
                    .iter()
                    .filter_map(|finding| as_diagnostic(setting, forme, finding)),
            ),
        }
    }
    reported
}

fn as_diagnostic(setting: &Setting, forme: &Forme, finding: &Finding) -> Option<Diagnostic> {
    // Makeup has warned of these pictures already, at the same line.
    if finding.rule == Check::LowPpi && finding.weight == Weight::Warning {
        return None;
    }
    // What stands nowhere on the page, or is missing from it, is the page's.
    let page = || {
        setting
            .numbers
            .iter()
            .find(|written| written.value == forme.number)
            .map(|written| written.span)
    };
    let span = origin_at(forme, finding)
        .and_then(|origin| setting.span(forme.number, origin))
        .or_else(page);
    let place = match finding.place {
        Some(place) => format!(
            " at {:.1},{:.1} mm",
            tenths(place.left.to_mm()),
            tenths(place.top.to_mm())
        ),
        None => String::new(),
    };
    let message = format!(
        "page {}{place}: {}{} [{}]",
        forme.number,
        finding.message,
        times(finding),
        finding.rule.name()
    );
    let mut diagnostic = Diagnostic::new(Code::Preflight, span, message);
    if finding.weight == Weight::Warning {
        diagnostic.severity = Severity::Warning;
    }
    Some(diagnostic.help(format!(
        "`duikai explain {}` says what the rule asks",
        finding.rule.name()
    )))
}

/// The formes with the places of errors marked, for the proofs.
pub(super) fn marked(setting: &Setting, results: &[Result<Checked, String>]) -> Vec<Forme> {
    let mark = |forme: &Forme, result: &Result<Checked, String>| {
        let mut forme = forme.clone();
        let findings = result
            .iter()
            .flat_map(|checked| &checked.findings)
            .filter(|finding| finding.weight == Weight::Error);
        forme.items.extend(findings.filter_map(|finding| {
            Some(Item::Mark(Mark::Fault {
                rect: finding.place?,
                text: finding.rule.name().to_owned(),
            }))
        }));
        forme
    };
    setting
        .formes
        .iter()
        .zip(results)
        .map(|(forme, result)| mark(forme, result))
        .collect()
}
