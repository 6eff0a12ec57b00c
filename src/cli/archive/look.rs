//! `archive status` and `archive report`.

use serde_json::json;

use super::args::{ReportArgs, StatusArgs};
use super::plan_file::read;
use crate::archive::report::{self, Report};
use crate::archive::{self};
use crate::cli::exit::Exit;
use crate::cli::render::Renderer;
use crate::desk::{Blobs, Interrupt, read_regular};
use crate::diag::{Code, Diagnostic};
use crate::say::{Language, Text, text};

/// A report larger than this is none.
const LARGEST_REPORT: u64 = 4 << 30;

/// Counts what is done.
pub(super) fn status(args: &StatusArgs, renderer: &Renderer) -> Result<Exit, Box<Diagnostic>> {
    let (entries, _) = read(&args.plan)?;
    let blobs = Blobs::look(&args.output);
    let status = archive::status(&blobs, &entries, args.shard)?;
    for failed in &status.failed {
        renderer.found(text!(
            "archive.failed",
            "{edition} failed: [{code}] {message}",
            edition = failed.edition,
            code = failed.code,
            message = failed.message
        ));
    }
    renderer.found(text!("archive.status", "{done} of {planned} editions done ({pages_done} of {pages} pages), {failed} failed, {leased} begun, {open} open", done = status.done, planned = status.planned, pages_done = status.pages_done, pages = status.pages, failed = status.failed.len(), leased = status.leased, open = status.open));
    if status.is_complete() {
        renderer.found(text!("archive.complete", "complete"));
    }
    renderer.result(&json!({
        "complete": status.is_complete(),
        "planned": status.planned,
        "done": status.done,
        "failed": status.failed.iter().map(|it| json!({"edition": it.edition, "path": it.path, "code": it.code, "message": it.message, "key": it.message.key(), "args": it.message.values()})).collect::<Vec<_>>(),
        "begun": status.leased,
        "open": status.open,
        "pages": status.pages,
        "pages_done": status.pages_done,
    }));
    Ok(match (status.is_complete(), status.is_settled()) {
        (true, _) => Exit::Fine,
        (false, true) => Exit::Denied,
        (false, false) => Exit::InputError,
    })
}

/// Writes the report.
pub(super) fn report(
    args: &ReportArgs,
    language: Language,
    interrupt: &Interrupt,
    renderer: &Renderer,
) -> Result<Exit, Box<Diagnostic>> {
    let (entries, _) = read(&args.plan)?;
    let before: Option<Report> = match &args.against {
        None => None,
        Some(path) => {
            let failed = |why: Text| {
                let message = text!(
                    "cli.path-why",
                    "“{path}”: {why}",
                    path = path.display(),
                    why
                );
                Box::new(Diagnostic::new(Code::FileUnreadable, None, message))
            };
            let bytes = read_regular(path, LARGEST_REPORT).map_err(|it| failed(Text::of(&it)))?;
            Some(
                serde_json::from_slice(&bytes)
                    .map_err(|it| failed(Text::quoted(it.to_string())))?,
            )
        }
    };
    let _writing = interrupt.begin();
    let blobs = super::run::open(&args.output, super::run::PATIENCE)?;
    let report = report::publish(&blobs, &entries, before, language)?;
    let file = |name: &str| args.output.join(name).to_string_lossy().into_owned();
    let (json, html) = (file(report::JSON), file(report::HTML));
    renderer.say(text!(
        "archive.reported",
        "report → {json}, {html}",
        json,
        html
    ));
    renderer.result(&json!({"json": json, "html": html, "complete": report.complete}));
    Ok(Exit::Fine)
}
