//! `archive`: many editions.

pub(super) mod args;
mod look;
mod plan;
mod plan_file;
mod progress;
mod run;
mod synth;

use args::ArchiveCommand;

use super::exit::Exit;
use super::render::Renderer;
use crate::desk::{DiskDesk, Interrupt};
use crate::say::Language;

/// Runs one of the commands. `jobs` is how many threads were asked for, `language` the language
/// of a report.
pub(super) fn archive(
    desk: &DiskDesk,
    command: &ArchiveCommand,
    jobs: Option<u16>,
    language: Language,
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
        ArchiveCommand::Report(args) => look::report(args, language, interrupt, renderer),
        ArchiveCommand::Synth(args) => synth::synth(desk, args, threads, interrupt, renderer),
    };
    done.unwrap_or_else(|fault| renderer.fail(&fault))
}
