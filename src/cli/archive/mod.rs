//! `archive`: many editions.

pub(super) mod args;
mod look;
mod plan;
mod progress;
mod run;
mod synth;

use args::ArchiveCommand;

use super::exit::Exit;
use super::render::Renderer;
use crate::archive::{Entry, read_plan};
use crate::desk::{DiskDesk, Interrupt, read_regular};
use crate::diag::{Code, Diagnostic};

/// A plan larger than this is none.
const LARGEST_PLAN: u64 = 4 << 30;

/// Runs one of the commands. `jobs` is how many threads were asked for.
pub(super) fn archive(
    desk: &DiskDesk,
    command: &ArchiveCommand,
    jobs: Option<u16>,
    interrupt: &Interrupt,
    renderer: &Renderer,
) -> Exit {
    let threads = match jobs {
        Some(jobs) => usize::from(jobs),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    };
    let done = match command {
        ArchiveCommand::Plan(args) => plan::plan(desk, args, threads, interrupt, renderer),
        ArchiveCommand::Run(args) => run::run(desk, args, threads, interrupt, renderer),
        ArchiveCommand::Status(args) => look::status(args, renderer),
        ArchiveCommand::Report(args) => look::report(args, interrupt, renderer),
        ArchiveCommand::Synth(args) => synth::synth(desk, args, threads, interrupt, renderer),
    };
    done.unwrap_or_else(|fault| renderer.fail(&fault))
}

/// The lines of a plan, and the folder that its paths count from.
fn read(plan: &std::path::Path) -> Result<(Vec<Entry>, String), Box<Diagnostic>> {
    let name = plan.to_string_lossy();
    let failed = |code: Code, why: &str| {
        let message = format!("“{name}”: {why}");
        Box::new(Diagnostic::new(code, None, message))
    };
    let bytes = read_regular(plan, LARGEST_PLAN).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => failed(Code::FileNotFound, &error.to_string()),
        _ => failed(Code::FileUnreadable, &error.to_string()),
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|error| failed(Code::BadEncoding, &error.utf8_error().to_string()))?;
    let folder = plan.parent().map(|folder| folder.to_string_lossy().into_owned());
    Ok((read_plan(&name, &text)?, folder.unwrap_or_default()))
}
