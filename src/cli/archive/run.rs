//! `archive run`.

use std::path::Path;

use core::time::Duration;
use serde_json::json;

use super::args::RunArgs;
use super::plan_file::read;
use super::progress::Progress;
use crate::archive::{self, RunJob};
use crate::cli::exit::Exit;
use crate::cli::render::Renderer;
use crate::desk::{Blobs, DiskDesk, Interrupt};
use crate::diag::{Code, Diagnostic};
use crate::say::text;

/// How long others are waited for where no run asks it.
pub(super) const PATIENCE: u32 = 120;

/// Opens an archive to write into.
pub(super) fn open(folder: &Path, patience: u32) -> Result<Blobs, Box<Diagnostic>> {
    Blobs::open(folder, Duration::from_secs(u64::from(patience))).map_err(|error| {
        let archive = folder.to_string_lossy();
        let message = text!(
            "archive.archive-failed",
            "the archive {archive} cannot be read or written: {why}",
            archive,
            why = error
        );
        Box::new(
            Diagnostic::new(Code::OutputFailed, None, message).help(text!(
                "archive.archive-failed-help",
                "what was done before stays done; mend the cause and run the plan again"
            )),
        )
    })
}

/// Runs a plan.
pub(super) fn run(
    desk: &DiskDesk,
    args: &RunArgs,
    threads: usize,
    interrupt: &Interrupt,
    renderer: &Renderer,
) -> Result<Exit, Box<Diagnostic>> {
    let (entries, folder) = read(&args.plan)?;
    let blobs = open(&args.output, args.patience)?;
    let job = RunJob {
        entries: &entries,
        folder: &folder,
        threads,
        memory: args.memory,
        shard: args.shard,
        retry_failed: args.retry_failed,
        attempts: args.attempts,
    };
    let progress = Progress::new(renderer);
    let ran = progress.during(|| {
        archive::run(
            desk,
            &blobs,
            &job,
            &|event| progress.note(&event),
            interrupt,
        )
    })?;
    let record = &ran.record;
    let rate = record.pages as f64 / record.seconds.max(0.001);
    renderer.say(text!("archive.ran", "{set} editions set ({pages} pages, {rate} pages/s), {found} done before, {elsewhere} done by other runs, {failed} failed, {left} left", set = record.set, pages = record.pages, rate = format!("{rate:.1}"), found = record.found, elsewhere = ran.elsewhere, failed = ran.failed, left = ran.left));
    renderer.result(&json!({
        "archive": args.output.to_string_lossy(),
        "planned": record.planned,
        "set": record.set,
        "pages": record.pages,
        "bytes": record.bytes,
        "found": record.found,
        "elsewhere": ran.elsewhere,
        "failed": ran.failed,
        "left": ran.left,
        "seconds": record.seconds,
    }));
    Ok(match (ran.left, ran.failed) {
        (0, 0) => Exit::Fine,
        (0, _) => Exit::Denied,
        // A stop was asked for; its signal is the exit code.
        _ => Exit::InputError,
    })
}
