//! `archive plan`.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::Path;

use serde_json::json;

use super::args::PlanArgs;
use crate::archive::{self, Pattern, Produce, write_plan};
use crate::cli::exit::Exit;
use crate::cli::render::Renderer;
use crate::cli::target::Target;
use crate::desk::{DiskDesk, Interrupt, read_regular};
use crate::diag::{Code, Diagnostic};
use crate::press::{Output, write};
use crate::say::text;

/// A list of editions larger than this is none.
const LARGEST_LIST: u64 = 1 << 30;

/// Finds editions and writes the plan.
pub(super) fn plan(
    desk: &DiskDesk,
    args: &PlanArgs,
    threads: usize,
    interrupt: &Interrupt,
    renderer: &Renderer,
) -> Result<Exit, Box<Diagnostic>> {
    let patterns: Vec<Pattern> = args
        .patterns
        .iter()
        .map(|text| Pattern::new(text))
        .collect();
    let mut paths = Vec::new();
    for root in &args.roots {
        let found = archive::find(root, &patterns).map_err(|error| unreadable(root, &error))?;
        if found.is_empty() {
            return Err(archive::nothing_found(&root.to_string_lossy()));
        }
        paths.extend(found);
    }
    if let Some(list) = &args.list {
        let text = listed(list).map_err(|error| unreadable(list, &error))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        paths.extend(lines.map(str::to_owned));
    }
    let target = Target {
        folder: Path::new("."),
        interrupt,
    };
    let (target, name) = target.beside(&args.output);
    target.usable()?;
    let outputs: BTreeSet<Produce> = args.outputs.iter().map(|output| output.produce()).collect();
    let folder = target.folder.to_string_lossy();
    let wanted = (&outputs, args.printer.as_deref());
    let planned = archive::plan(desk, &folder, &paths, wanted, threads)?;
    let text = write_plan(&planned.entries);
    let output = target.open("archive plan", renderer)?;
    write(&output, &[Output::new(name, text.into_bytes())])?;
    for (edition, why) in &planned.unsound {
        renderer.figure(text!(
            "archive.unsound",
            "{edition} will fail as it stands: {why}",
            edition,
            why
        ));
    }
    let pages: u64 = planned
        .entries
        .iter()
        .map(|entry| u64::from(entry.pages))
        .sum();
    let file = args.output.to_string_lossy();
    renderer.say(text!(
        "archive.planned",
        "{count} editions, {pages} pages → {plan}",
        count = planned.entries.len(),
        pages,
        plan = file
    ));
    renderer.result(&json!({
        "plan": file,
        "editions": planned.entries.len(),
        "pages": pages,
        "unsound": planned.unsound.iter().map(|(edition, why)| json!({"edition": edition, "message": why, "key": why.key(), "args": why.values()})).collect::<Vec<_>>(),
    }));
    Ok(Exit::Fine)
}

fn listed(list: &Path) -> io::Result<String> {
    let bytes = match list.to_str() {
        Some("-") => {
            let mut bytes = Vec::new();
            io::stdin().take(LARGEST_LIST).read_to_end(&mut bytes)?;
            bytes
        }
        _ => read_regular(list, LARGEST_LIST)?,
    };
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn unreadable(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let code = match error.kind() {
        io::ErrorKind::NotFound => Code::FileNotFound,
        _ => Code::FileUnreadable,
    };
    let message = text!(
        "cli.path-why",
        "“{path}”: {why}",
        path = path.display(),
        why = error
    );
    Box::new(Diagnostic::new(code, None, message))
}
