//! Preflight 印前检查 of files that were just made.

use rayon::prelude::*;

use crate::Setting;
use crate::diag::{Code, Diagnostic, Severity};
use crate::forme::{Forme, Item, Mark};
use crate::preflight::{Check, Checked, Finding, Printer, Weight, check, origin_at};

/// Checks press files that were just made, one for each forme, in their order.
pub(super) fn own_files(
    files: &[(&str, &[u8])],
    printer: &Printer,
) -> Vec<Result<Checked, String>> {
    files
        .par_iter()
        .map(|(name, bytes)| check(bytes, name, printer))
        .collect()
}

/// Returns the findings on our own pages as diagnostics that point at the lines that cause them.
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

/// Returns the formes with the places of errors marked, for the proofs.
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

/// Rounds to tenths, without a negative zero.
pub fn tenths(mm: f64) -> f64 {
    (mm * 10.0).round() / 10.0 + 0.0
}

/// How often, where it is more than once.
pub fn times(finding: &Finding) -> String {
    if finding.count > 1 {
        format!(", {} times", finding.count)
    } else {
        String::new()
    }
}
