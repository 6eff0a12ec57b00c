//! A report as one HTML page.

use std::fmt::Write as _;

use super::base64::base64;
use super::model::{Changes, Failure, Report};
use super::plot::{Short, plot};
use crate::archive::names;
use crate::archive::record::RunRecord;
use crate::desk::Blobs;
use crate::say::{Language, Text, text};

/// Of longer lists the rest is counted.
const LISTED: usize = 200;
/// So many runs are plotted and listed, the last ones.
const RUNS: usize = 12;
/// A small picture larger than this is none.
const LARGEST_PICTURE: u64 = 1 << 20;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-top:1px solid #ddd}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}img{height:7rem;border:1px solid #ccc;margin-right:.25rem}\
svg{width:100%;font-size:11px}svg path{fill:none}.axis{stroke:#222}.grid{stroke:#ddd}.rate{stroke:#9bb7d4;stroke-width:1.5}.rate.last{stroke:#0b5cad}\
svg text{fill:#555}code{font-size:13px}";

/// The page.
pub fn html(blobs: &Blobs, report: &Report, language: Language) -> String {
    let say = |text: Text| text.in_language(language).into_owned();
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>{STYLE}</style><h1>{title}</h1>\n",
        language_tag(language),
        title = say(text!("archive.report-title", "Archive report"))
    );
    counts(report, language, &mut page);
    runs(&report.runs, language, &mut page);
    failures(blobs, &report.failures, language, &mut page);
    changes(report.changes.as_ref(), language, &mut page);
    page.push_str("</html>\n");
    page
}

/// How pages name their language.
fn language_tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    }
}

/// Text as HTML.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}

fn counts(report: &Report, language: Language, page: &mut String) {
    let say = |text: Text| text.in_language(language).into_owned();
    let counts = &report.counts;
    let _ = write!(
        page,
        "<h2>{}</h2><table>",
        say(text!("archive.report-counts", "Counts"))
    );
    for (name, count) in [
        (
            say(text!("archive.report-planned", "planned")),
            counts.planned as u64,
        ),
        (
            say(text!("archive.report-done", "done")),
            counts.done as u64,
        ),
        (
            say(text!("archive.report-failed", "failed")),
            counts.failed as u64,
        ),
        (
            say(text!("archive.report-open", "open")),
            counts.open as u64,
        ),
        (say(text!("archive.report-pages", "pages")), counts.pages),
        (say(text!("archive.report-files", "files")), counts.files),
        (say(text!("archive.report-bytes", "bytes")), counts.bytes),
        (
            say(text!("archive.report-warnings", "warnings")),
            counts.warnings,
        ),
    ] {
        let _ = write!(page, "<tr><th>{name}<td class=\"n\">{count}");
    }
    page.push_str("</table>\n");
}

fn runs(runs: &[RunRecord], language: Language, page: &mut String) {
    let say = |text: Text| text.in_language(language).into_owned();
    let first = runs.len().saturating_sub(RUNS);
    let shown: Vec<&RunRecord> = runs[first..].iter().collect();
    if shown.is_empty() {
        return;
    }
    let _ = write!(
        page,
        "<h2>{}</h2><p>{}</p>{}<table><tr><th class=\"n\">{}<th class=\"n\">{}<th class=\"n\">{}<th class=\"n\">{}<th class=\"n\">{}<th class=\"n\">{}<th>",
        say(text!("archive.report-runs", "Runs")),
        say(text!(
            "archive.report-rate-plot",
            "pages a second over the time of each run"
        )),
        plot(
            &shown,
            &say(text!(
                "archive.report-rate-plot",
                "pages a second over the time of each run"
            ))
        ),
        say(text!("archive.report-run", "run")),
        say(text!("archive.report-done", "done")),
        say(text!("archive.report-failed", "failed")),
        say(text!("archive.report-pages", "pages")),
        say(text!("archive.report-seconds", "seconds")),
        say(text!("archive.report-rate", "pages/s"))
    );
    for (nth, run) in shown.iter().enumerate() {
        let rate = run.pages as f64 / run.seconds.max(0.001);
        let _ = write!(
            page,
            "<tr><td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td>{}",
            first + nth + 1,
            run.set,
            run.failed,
            run.pages,
            Short(run.seconds),
            Short(rate),
            if run.ended {
                String::new()
            } else {
                say(text!("archive.report-unended", "did not end"))
            }
        );
    }
    page.push_str("</table>\n");
}

fn failures(blobs: &Blobs, failures: &[Failure], language: Language, page: &mut String) {
    let say = |text: Text| text.in_language(language).into_owned();
    let _ = write!(
        page,
        "<h2>{}</h2>",
        say(text!("archive.report-failures", "Failures"))
    );
    if failures.is_empty() {
        let _ = writeln!(
            page,
            "<p>{}</p>",
            say(text!("archive.report-no-failures", "None."))
        );
        return;
    }
    let _ = write!(
        page,
        "<table><tr><th>{}<th>{}<th>{}",
        say(text!("archive.report-edition", "edition")),
        say(text!("archive.report-code", "code")),
        say(text!("archive.report-message", "what is wrong"))
    );
    for failure in failures.iter().take(LISTED) {
        let _ = write!(
            page,
            "<tr><td>{}<br><code>{}</code><td><code>{}</code><td>{}<br>",
            safe(&failure.edition),
            safe(&failure.path),
            safe(&failure.code),
            safe(match language {
                Language::Zh => &failure.local,
                Language::En => &failure.message,
            })
        );
        for thumbnail in &failure.thumbnails {
            let name = names::object(&thumbnail.sha256);
            let number = thumbnail.page.to_string();
            let label = say(text!("archive.report-page", "page {page}", page = number));
            if let Ok(Some(png)) = blobs.read(&name, LARGEST_PICTURE) {
                let _ = write!(
                    page,
                    "<img alt=\"{label}\" src=\"data:image/png;base64,{}\">",
                    base64(&png)
                );
            }
        }
    }
    page.push_str("</table>");
    more(failures.len(), language, page);
}

fn changes(changes: Option<&Changes>, language: Language, page: &mut String) {
    let say = |text: Text| text.in_language(language).into_owned();
    let _ = write!(
        page,
        "<h2>{}</h2>",
        say(text!("archive.report-changes", "Against the report before"))
    );
    let Some(changes) = changes else {
        let _ = writeln!(
            page,
            "<p>{}</p>",
            say(text!(
                "archive.report-no-before",
                "There is no report before this one."
            ))
        );
        return;
    };
    if changes.is_empty() {
        let _ = writeln!(
            page,
            "<p>{}</p>",
            say(text!("archive.report-no-changes", "Nothing changed."))
        );
    }
    for (title, names) in [
        (say(text!("archive.report-new", "new")), &changes.new),
        (
            say(text!("archive.report-gone", "no longer planned")),
            &changes.gone,
        ),
        (
            say(text!("archive.report-now-done", "done now")),
            &changes.now_done,
        ),
        (
            say(text!("archive.report-now-failed", "failed now")),
            &changes.now_failed,
        ),
    ] {
        list(&title, names, language, page);
    }
    let other: Vec<String> = changes
        .other_files
        .iter()
        .map(|other| format!("{}: {}", other.edition, other.files.join(", ")))
        .collect();
    list(
        &say(text!("archive.report-other-files", "other files")),
        &other,
        language,
        page,
    );
}

fn list(title: &str, lines: &[String], language: Language, page: &mut String) {
    if lines.is_empty() {
        return;
    }
    let _ = write!(page, "<h3>{title} ({})</h3><ul>", lines.len());
    for line in lines.iter().take(LISTED) {
        let _ = write!(page, "<li>{}", safe(line));
    }
    page.push_str("</ul>");
    more(lines.len(), language, page);
}

fn more(count: usize, language: Language, page: &mut String) {
    let say = |text: Text| text.in_language(language).into_owned();
    if count > LISTED {
        let count = (count - LISTED).to_string();
        let _ = write!(
            page,
            "<p>{}</p>",
            say(text!("archive.report-more", "and {count} more", count))
        );
    }
    page.push('\n');
}
