//! Preflight 印前检查 of files that were just made.

use rayon::prelude::*;

use crate::Setting;
use crate::diag::{Code, Diagnostic, Severity};
use crate::forme::{Forme, Item, Mark};
use crate::geom::Rect;
use crate::preflight::{Check, Checked, Finding, PageInk, Printer, Weight, check, origin_at};
use crate::say::{Text, text};

/// Checks press files that were just made, one for each forme, in their order.
pub(super) fn own_files(files: &[(&str, &[u8])], printer: &Printer) -> Vec<Result<Checked, Text>> {
    files
        .par_iter()
        .map(|(name, bytes)| check(bytes, name, printer))
        .collect()
}

/// Checks the press file of all pages that was just made. Returns one result for each forme, as if
/// each had a file of its own; findings on the file itself belong to the first.
pub(super) fn own_edition(
    setting: &Setting,
    (name, bytes): (&str, &[u8]),
    printer: &Printer,
) -> Vec<Result<Checked, Text>> {
    let printer = Printer {
        one_page: false,
        file_name: None,
        ..printer.clone()
    };
    let whole = match check(bytes, name, &printer) {
        Ok(whole) => whole,
        Err(why) => return vec![Err(why); setting.formes.len()],
    };
    let mut first = 1;
    let mut results = Vec::new();
    for (nth, forme) in setting.formes.iter().enumerate() {
        // A spread 跨版 is two pages there, the second right of the fold.
        let pages = 1 + u32::from(setting.facing.contains_key(&forme.number));
        let own = first..first + pages;
        let fold = forme.sheet.trim.width / 2;
        let mine = |page: Option<u32>| page.map_or(nth == 0, |page| own.contains(&page));
        let findings = whole.findings.iter().filter(|finding| mine(finding.page));
        let findings = findings.map(|finding| Finding {
            place: finding.place.map(|place| match finding.page {
                Some(page) if page > first => Rect::new(
                    place.left + fold,
                    place.top,
                    place.right + fold,
                    place.bottom,
                ),
                _ => place,
            }),
            page: finding.page.map(|_| 1),
            ..finding.clone()
        });
        let ink = whole.ink.iter().filter(|ink| own.contains(&ink.page));
        results.push(Ok(Checked {
            pages,
            findings: findings.collect(),
            ink: ink.map(|ink| PageInk { page: 1, ..*ink }).collect(),
        }));
        first += pages;
    }
    results
}

/// Returns the findings on our own pages as diagnostics that point at the lines that cause them.
pub(super) fn diagnostics(setting: &Setting, results: &[Result<Checked, Text>]) -> Vec<Diagnostic> {
    let mut reported = Vec::new();
    for (forme, result) in setting.formes.iter().zip(results) {
        match result {
            Err(why) => {
                let message = text!(
                    "press.file-page-made-cannot",
                    "the file of page {forme} was made so that it cannot be read: {why}",
                    forme = forme.number,
                    why
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
        Some(place) => text!(
            "press.at-mm",
            " at {left:.1},{top:.1} mm",
            left = tenths(place.left.to_mm()),
            top = tenths(place.top.to_mm())
        ),
        None => Text::default(),
    };
    let message = text!(
        "press.finding-on-page",
        "page {forme}{place}: {message}{times} [{rule}]",
        forme = forme.number,
        place,
        message = finding.message,
        times = times(finding),
        rule = finding.rule.name()
    );
    let mut diagnostic = Diagnostic::new(Code::Preflight, span, message);
    if finding.weight == Weight::Warning {
        diagnostic.severity = Severity::Warning;
    }
    Some(diagnostic.help(text!(
        "press.duikai-explain-says-rule",
        "`duikai explain {rule}` says what the rule asks",
        rule = finding.rule.name()
    )))
}

/// Returns the formes with the places of errors marked, for the proofs.
pub(super) fn marked(setting: &Setting, results: &[Result<Checked, Text>]) -> Vec<Forme> {
    let mark = |forme: &Forme, result: &Result<Checked, Text>| {
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
pub fn times(finding: &Finding) -> Text {
    if finding.count > 1 {
        text!("press.times", ", {n} times", n = finding.count)
    } else {
        Text::default()
    }
}
