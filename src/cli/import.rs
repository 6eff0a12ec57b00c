//! `import` 导入.

use std::path::Path;

use serde_json::{Value, json};

use super::exit::Exit;
use super::render::Renderer;
use super::target::Target;
use crate::diag::{Diagnostic, Sources};
use crate::import::{ImportJob, ImportSummary, StyleTable, import_all};
use crate::press::folder_fault;
use crate::say::{Text, text};

/// Imports files into a folder, and lists what they became.
pub(super) fn import(
    files: &[String],
    (job, force): (&ImportJob, bool),
    target: Target,
    renderer: &Renderer,
) -> Exit {
    let run = target
        .usable()
        .and_then(|()| target.open("import", renderer))
        .and_then(|folder| import_all(files, job, &folder, force).map_err(folder_fault));
    match run {
        Ok(run) => {
            renderer.show(&run.sources, &run.diagnostics);
            renderer.result(&Value::Array(run.imported.iter().map(value).collect()));
            run.imported
                .iter()
                .flat_map(lines)
                .for_each(|line| renderer.found(line));
            Exit::of(&run.diagnostics)
        }
        Err(fault) => renderer.fail(&fault),
    }
}

/// The job as asked; a table of styles is read.
pub(super) fn job(
    with_changes: bool,
    styles: Option<&Path>,
) -> Result<ImportJob, (Sources, Box<Diagnostic>)> {
    let mut job = ImportJob {
        with_changes,
        ..ImportJob::default()
    };
    if let Some(path) = styles {
        let mut sources = Sources::default();
        job.styles = StyleTable::of_file(path, &mut sources).map_err(|fault| (sources, fault))?;
    }
    Ok(job)
}

fn lines(summary: &ImportSummary) -> Vec<Text> {
    let mut lines = vec![Text::quoted(format!(
        "{} ({})",
        summary.input, summary.format
    ))];
    for (file, headline) in &summary.articles {
        lines.push(Text::quoted(format!(
            "  {file}  {}",
            headline.as_deref().unwrap_or("")
        )));
    }
    let report = summary.files.last().map_or("", String::as_str);
    lines.push(match summary.left {
        0 => text!(
            "cli.import-all",
            "  {report}: every text stands in an article",
            report
        ),
        left => text!(
            "cli.import-left",
            "  {report}: {left} texts stand in no article",
            report,
            left
        ),
    });
    lines
}

fn value(summary: &ImportSummary) -> Value {
    let articles: Vec<Value> = summary
        .articles
        .iter()
        .map(|(file, headline)| json!({ "file": file, "headline": headline }))
        .collect();
    json!({
        "input": summary.input,
        "format": summary.format,
        "articles": articles,
        "files": summary.files,
        "left": summary.left,
    })
}
