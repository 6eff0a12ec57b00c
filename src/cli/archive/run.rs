//! `archive run`.

use std::path::Path;

use core::time::Duration;
use serde_json::json;

use super::args::RunArgs;
use super::plan_file::read;
use super::progress::Progress;
use crate::archive::texts::{self, fill};
use crate::archive::{self, RunJob};
use crate::cli::exit::Exit;
use crate::cli::render::Renderer;
use crate::desk::{Blobs, DiskDesk, Interrupt};
use crate::diag::{Code, Diagnostic};

/// How long others are waited for where no run asks it.
pub(super) const PATIENCE: u32 = 120;

/// Opens an archive to write into.
pub(super) fn open(folder: &Path, patience: u32) -> Result<Blobs, Box<Diagnostic>> {
    Blobs::open(folder, Duration::from_secs(u64::from(patience))).map_err(|error| {
        let archive = folder.to_string_lossy();
        let why = error.to_string();
        let message = fill(
            texts::ARCHIVE_FAILED,
            &[("archive", &archive), ("why", &why)],
        );
        Box::new(
            Diagnostic::new(Code::OutputFailed, None, message).help(texts::ARCHIVE_FAILED_HELP),
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
    renderer.say(fill(
        texts::RAN,
        &[
            ("set", &record.set.to_string()),
            ("pages", &record.pages.to_string()),
            ("rate", &format!("{rate:.1}")),
            ("found", &record.found.to_string()),
            ("elsewhere", &ran.elsewhere.to_string()),
            ("failed", &ran.failed.to_string()),
            ("left", &ran.left.to_string()),
        ],
    ));
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
