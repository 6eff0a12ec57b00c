//! What preflight found.

use serde_json::{Value, json};

use super::Renderer;
use crate::cli::args::Format;
use crate::cli::output::{err, out};
use crate::preflight::{Checked, Finding, Printer, Weight};
use crate::press::{tenths, times};
use crate::say::{Language, Text, text};

/// What checking each file came to, or why it could not be read.
type Results = [Result<Checked, Text>];

impl Renderer {
    /// Shows what was found on standard output, and of files that cannot be
    /// read on standard error.
    pub fn checked(&self, files: &[String], results: &Results, printer: &Printer) {
        let each = || files.iter().zip(results);
        match self.format {
            Format::Json => self.result(&as_json(files, results, printer)),
            Format::Human => each().for_each(|(path, result)| human(path, result, self.language)),
            Format::Short => each().for_each(|(path, result)| short(path, result, self.language)),
        }
    }
}

fn word(weight: Weight) -> &'static str {
    match weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
    }
}

/// Formats the weight, `error` or 错误.
fn weight(weight: Weight) -> Text {
    match weight {
        Weight::Error => text!("cli.weight-error", "error"),
        Weight::Warning => text!("cli.weight-warning", "warning"),
    }
}

/// Formats the place of a finding, `page 2 at 12.5,40.0 mm (30.0 × 4.2)`; `None` for the file as a
/// whole.
fn whereabouts(finding: &Finding) -> Option<Text> {
    let page = finding.page?;
    Some(match finding.place {
        Some(place) => {
            let [left, top, width, height] = [place.left, place.top, place.width(), place.height()]
                .map(|len| tenths(len.to_mm()));
            text!(
                "cli.finding-place",
                "page {page} at {left:.1},{top:.1} mm ({width:.1} × {height:.1})",
                page,
                left,
                top,
                width,
                height
            )
        }
        None => text!("cli.finding-page", "page {page}", page),
    })
}

fn count(checked: &Checked, weight: Weight) -> usize {
    checked
        .findings
        .iter()
        .filter(|finding| finding.weight == weight)
        .count()
}

fn human(path: &str, result: &Result<Checked, Text>, language: Language) {
    let shown = |text: Text| text.in_language(language).into_owned();
    match result {
        Err(why) => {
            err!("{path}");
            let why = text!("cli.cannot-be-checked", "cannot be checked: {why}", why);
            err!("  {}", shown(why));
        }
        Ok(checked) => {
            out!("{path}");
            for finding in &checked.findings {
                let place = whereabouts(finding)
                    .map_or_else(String::new, |place| format!(" — {}", shown(place)));
                out!(
                    "  {}[{}]{}{}{}{place}",
                    shown(weight(finding.weight)),
                    finding.rule.name(),
                    colon(language),
                    finding.message.in_language(language),
                    shown(times(finding)),
                );
            }
            for ink in &checked.ink {
                let per_cent = |tenths: u32| f64::from(tenths) / 10.0;
                let line = text!(
                    "cli.finding-ink",
                    "page {page}: ink {mean:.0} % in 15 mm, {peak:.0} % at most",
                    page = ink.page,
                    mean = per_cent(ink.mean),
                    peak = per_cent(ink.peak)
                );
                out!("  {}", shown(line));
            }
            let verdict = match checked.passes() {
                true => text!("cli.file-passes", "passes"),
                false => text!("cli.file-fails", "fails"),
            };
            let line = text!(
                "cli.file-verdict",
                "{verdict}: {errors} errors, {warnings} warnings",
                verdict,
                errors = count(checked, Weight::Error),
                warnings = count(checked, Weight::Warning)
            );
            out!("  {}", shown(line));
        }
    }
}

fn short(path: &str, result: &Result<Checked, Text>, language: Language) {
    let shown = |text: Text| text.in_language(language).into_owned();
    match result {
        Err(why) => err!(
            "{path}: {}",
            shown(text!("cli.file-unreadable", "unreadable: {why}", why))
        ),
        Ok(checked) => {
            for finding in &checked.findings {
                let place = whereabouts(finding)
                    .map_or_else(String::new, |place| shown(place) + colon(language));
                out!(
                    "{path}: {}[{}]{}{place}{}{}",
                    word(finding.weight),
                    finding.rule.name(),
                    colon(language),
                    finding.message.in_language(language),
                    shown(times(finding)),
                );
            }
        }
    }
}

/// What stands between the head of a line and what it says.
fn colon(language: Language) -> &'static str {
    match language {
        Language::Zh => "：",
        Language::En => ": ",
    }
}

fn as_json(files: &[String], results: &Results, printer: &Printer) -> Value {
    let file = |(path, result): (&String, &Result<Checked, Text>)| match result {
        Err(why) => {
            json!({"file": path, "readable": false, "passes": false, "reason": why, "key": why.key(), "args": why.values(), "findings": []})
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
        "key": finding.message.key(),
        "args": finding.message.values(),
        "count": finding.count,
    })
}
