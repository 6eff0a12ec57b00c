//! A report as one HTML page.

use std::fmt::Write as _;

use super::base64::base64;
use super::model::{Changes, Failure, Report};
use super::plot::{Short, plot};
use crate::archive::names;
use crate::archive::record::RunRecord;
use crate::archive::texts::{self, fill};
use crate::desk::Blobs;

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
pub fn html(blobs: &Blobs, report: &Report) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>{STYLE}</style><h1>{title}</h1>\n",
        texts::REPORT_LANG,
        title = texts::REPORT_TITLE
    );
    counts(report, &mut page);
    runs(&report.runs, &mut page);
    failures(blobs, &report.failures, &mut page);
    changes(report.changes.as_ref(), &mut page);
    page.push_str("</html>\n");
    page
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

fn counts(report: &Report, page: &mut String) {
    let counts = &report.counts;
    let _ = write!(page, "<h2>{}</h2><table>", texts::REPORT_COUNTS);
    for (name, count) in [
        (texts::REPORT_PLANNED, counts.planned as u64),
        (texts::REPORT_DONE, counts.done as u64),
        (texts::REPORT_FAILED, counts.failed as u64),
        (texts::REPORT_OPEN, counts.open as u64),
        (texts::REPORT_PAGES, counts.pages),
        (texts::REPORT_FILES, counts.files),
        (texts::REPORT_BYTES, counts.bytes),
        (texts::REPORT_WARNINGS, counts.warnings),
    ] {
        let _ = write!(page, "<tr><th>{name}<td class=\"n\">{count}");
    }
    page.push_str("</table>\n");
}

fn runs(runs: &[RunRecord], page: &mut String) {
    let first = runs.len().saturating_sub(RUNS);
    let shown: Vec<&RunRecord> = runs[first..].iter().collect();
    if shown.is_empty() {
        return;
    }
    let _ = write!(
        page,
        "<h2>{}</h2><p>{}</p>{}<table><tr><th class=\"n\">{}<th class=\"n\">{}<th class=\"n\">{}<th class=\"n\">{}<th class=\"n\">{}<th class=\"n\">{}<th>",
        texts::REPORT_RUNS,
        texts::REPORT_RATE_PLOT,
        plot(&shown, texts::REPORT_RATE_PLOT),
        texts::REPORT_RUN,
        texts::REPORT_DONE,
        texts::REPORT_FAILED,
        texts::REPORT_PAGES,
        texts::REPORT_SECONDS,
        texts::REPORT_RATE
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
            if run.ended { "" } else { texts::REPORT_UNENDED }
        );
    }
    page.push_str("</table>\n");
}

fn failures(blobs: &Blobs, failures: &[Failure], page: &mut String) {
    let _ = write!(page, "<h2>{}</h2>", texts::REPORT_FAILURES);
    if failures.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", texts::REPORT_NO_FAILURES);
        return;
    }
    let _ = write!(
        page,
        "<table><tr><th>{}<th>{}<th>{}",
        texts::REPORT_EDITION,
        texts::REPORT_CODE,
        texts::REPORT_MESSAGE
    );
    for failure in failures.iter().take(LISTED) {
        let _ = write!(
            page,
            "<tr><td>{}<br><code>{}</code><td><code>{}</code><td>{}<br>",
            safe(&failure.edition),
            safe(&failure.path),
            safe(&failure.code),
            safe(&failure.message)
        );
        for thumbnail in &failure.thumbnails {
            let name = names::object(&thumbnail.sha256);
            let number = thumbnail.page.to_string();
            let label = fill(texts::REPORT_PAGE, &[("page", &number)]);
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
    more(failures.len(), page);
}

fn changes(changes: Option<&Changes>, page: &mut String) {
    let _ = write!(page, "<h2>{}</h2>", texts::REPORT_CHANGES);
    let Some(changes) = changes else {
        let _ = writeln!(page, "<p>{}</p>", texts::REPORT_NO_BEFORE);
        return;
    };
    if changes.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", texts::REPORT_NO_CHANGES);
    }
    for (title, names) in [
        (texts::REPORT_NEW, &changes.new),
        (texts::REPORT_GONE, &changes.gone),
        (texts::REPORT_NOW_DONE, &changes.now_done),
        (texts::REPORT_NOW_FAILED, &changes.now_failed),
    ] {
        list(title, names, page);
    }
    let other: Vec<String> = changes
        .other_files
        .iter()
        .map(|other| format!("{}: {}", other.edition, other.files.join(", ")))
        .collect();
    list(texts::REPORT_OTHER_FILES, &other, page);
}

fn list(title: &str, lines: &[String], page: &mut String) {
    if lines.is_empty() {
        return;
    }
    let _ = write!(page, "<h3>{title} ({})</h3><ul>", lines.len());
    for line in lines.iter().take(LISTED) {
        let _ = write!(page, "<li>{}", safe(line));
    }
    page.push_str("</ul>");
    more(lines.len(), page);
}

fn more(count: usize, page: &mut String) {
    if count > LISTED {
        let count = (count - LISTED).to_string();
        let _ = write!(
            page,
            "<p>{}</p>",
            fill(texts::REPORT_MORE, &[("count", &count)])
        );
    }
    page.push('\n');
}
