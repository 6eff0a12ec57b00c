//! `import` 导入.

use serde_json::{Value, json};

use super::args::Format;
use super::exit::Exit;
use super::output::out;
use super::render::Renderer;
use super::target::Target;
use crate::diag::Sources;
use crate::import::{ImportJob, Summary, import_all};
use crate::press::folder_fault;

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
            if renderer.format == Format::Json {
                let list: Vec<Value> = run.imported.iter().map(value).collect();
                out!("{}", Value::Array(list));
            } else {
                run.imported.iter().for_each(print);
            }
            Exit::of(&run.diagnostics)
        }
        Err(fault) => {
            renderer.show(&Sources::default(), std::slice::from_ref(&*fault));
            Exit::InputError
        }
    }
}

fn print(summary: &Summary) {
    out!("{} ({})", summary.input, summary.format);
    for (file, headline) in &summary.articles {
        out!("  {file}  {}", headline.as_deref().unwrap_or(""));
    }
    let report = summary.files.last().map_or("", String::as_str);
    match summary.left {
        0 => out!("  {report}: every text stands in an article"),
        left => out!("  {report}: {left} texts stand in no article"),
    }
}

fn value(summary: &Summary) -> Value {
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
