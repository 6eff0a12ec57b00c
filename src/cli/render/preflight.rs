//! What preflight found.

use serde_json::{Value, json};

use super::Renderer;
use crate::cli::args::Format;
use crate::cli::output::{err, out};
use crate::preflight::{Checked, Finding, Printer, Weight};
use crate::press::{tenths, times};
use crate::say::Text;

/// What checking each file came to, or why it could not be read.
type Results = [Result<Checked, Text>];

impl Renderer {
    /// Shows what was found on standard output, and of files that cannot be
    /// read on standard error.
    pub fn checked(&self, files: &[String], results: &Results, printer: &Printer) {
        let each = || files.iter().zip(results);
        match self.format {
            Format::Json => self.result(&as_json(files, results, printer)),
            Format::Human => each().for_each(|(path, result)| human(path, result)),
            Format::Short => each().for_each(|(path, result)| short(path, result)),
        }
    }
}

fn word(weight: Weight) -> &'static str {
    match weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
    }
}

/// Formats the place of a finding, `page 2 at 12.5,40.0 mm (30.0 × 4.2)`; empty for the file as a
/// whole.
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

fn count(checked: &Checked, weight: Weight) -> usize {
    checked
        .findings
        .iter()
        .filter(|finding| finding.weight == weight)
        .count()
}

fn human(path: &str, result: &Result<Checked, Text>) {
    match result {
        Err(why) => {
            err!("{path}");
            err!("  cannot be checked: {why}");
        }
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

fn short(path: &str, result: &Result<Checked, Text>) {
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

fn as_json(files: &[String], results: &Results, printer: &Printer) -> Value {
    let file = |(path, result): (&String, &Result<Checked, Text>)| match result {
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
