//! `archive synth`.

use serde_json::json;

use super::args::SynthArgs;
use crate::archive::synth::{self, Materials, SynthJob};
use crate::cli::exit::Exit;
use crate::cli::render::Renderer;
use crate::desk::{DiskDesk, Interrupt};
use crate::diag::Diagnostic;
use crate::say::text;

/// Makes editions.
pub(super) fn synth(
    desk: &DiskDesk,
    args: &SynthArgs,
    threads: usize,
    interrupt: &Interrupt,
    renderer: &Renderer,
) -> Result<Exit, Box<Diagnostic>> {
    let materials = Materials::of(desk, args.articles.as_deref(), args.pictures.as_deref())?;
    let job = SynthJob {
        seed: args.seed,
        count: args.count,
        pages: args.pages,
        photographs: args.photographs,
        megapixels: args.megapixels,
        threads,
    };
    let made = synth::write(&args.output, &job, &materials, interrupt)?;
    let folder = args.output.to_string_lossy();
    renderer.say(text!(
        "archive.synthesised",
        "{count} editions → {folder}",
        count = made,
        folder
    ));
    renderer.result(&json!({"folder": folder, "editions": made}));
    Ok(Exit::Fine)
}
