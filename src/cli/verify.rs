//! `verify`: an edition set again in memory and held to what it was.

use std::path::Path;

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use crate::Job;
use crate::desk::Desk;
use crate::diag::{Sink, Sources};
use crate::press::{PressJob, Ready, folder_faults, lock_faults, prepare, printer_named};
use crate::say::text;

/// Sets an edition again and compares: with its lock, or with the files of a build in a folder.
/// Writes nothing.
pub(super) fn verify(
    desk: &dyn Desk,
    job: &Job,
    folder: Option<&Path>,
    renderer: &Renderer,
) -> Exit {
    let Some((ready, sources)) = prepared(desk, job, renderer) else {
        return Exit::InputError;
    };
    if ready.denied {
        return Exit::Denied;
    }
    let faults = match folder {
        Some(folder) => folder_faults(&ready, folder),
        None => lock_faults(desk, &job.edition, (&ready, &sources)),
    };
    renderer.show(&sources, &faults);
    renderer.result(&json!({"same": faults.is_empty(), "differences": faults.len()}));
    if !faults.is_empty() {
        return Exit::Denied;
    }
    renderer.say(text!("cli.same", "the same, byte for byte"));
    Exit::Fine
}

/// An edition set as `build` does without options; what is wrong with it is shown.
pub(super) fn prepared(
    desk: &dyn Desk,
    job: &Job,
    renderer: &Renderer,
) -> Option<(Ready, Sources)> {
    let (mut asked, mut sink) = (Sources::default(), Sink::new());
    let printer = printer_named(desk, None, &mut asked, &mut sink);
    renderer.show(&asked, &sink.finish());
    let prepared = prepare(desk, job, printer.ok()?, &PressJob::default());
    renderer.show(&prepared.sources, &prepared.diagnostics);
    renderer.tally(&prepared.diagnostics);
    Some((prepared.ready?, prepared.sources))
}
