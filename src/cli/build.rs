//! `build`.

use std::path::Path;

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use super::target::Target;
use crate::Job;
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Sink, Sources};
use crate::press::{PressJob, Ready, lock_faults, prepare, press_files_in, printer_named};
use crate::say::text;

/// Sets an edition and writes its files: press PDFs if it may go to press, marked proofs if it may
/// not. After an error, or if a locked edition differs from its lock, nothing is written, and files
/// of an earlier build must not pass for this one's.
pub(super) fn build(
    desk: &dyn Desk,
    job: &Job,
    press: (&PressJob, Option<&str>, bool),
    target: Target,
    renderer: &Renderer,
) -> Exit {
    match make(desk, job, press, target, renderer) {
        Ok(exit) => exit,
        Err(code) => {
            if code != Some(Code::OutputTorn) && press_files_in(target.folder) {
                let folder = target.folder.display();
                renderer.figure(text!(
                    "cli.nothing-written",
                    "nothing was written: the press files in {folder} are of an earlier build",
                    folder
                ));
            }
            Exit::InputError
        }
    }
}

/// The error is shown, and says what kept the files from being written.
fn make(
    desk: &dyn Desk,
    job: &Job,
    (press, printer, locked): (&PressJob, Option<&str>, bool),
    target: Target,
    renderer: &Renderer,
) -> Result<Exit, Option<Code>> {
    let failed = |fault: Box<Diagnostic>| {
        renderer.fail(&fault);
        Some(fault.code)
    };
    target.usable().map_err(failed)?;
    let (mut asked, mut sink) = (Sources::default(), Sink::new());
    let printer = printer_named(desk, printer, &mut asked, &mut sink);
    renderer.show(&asked, &sink.finish());
    let printer = printer.map_err(|_| None)?;
    let mut prepared = prepare(desk, job, printer, press);
    if let Some(fault) = &prepared.printer_fault {
        renderer.show(&asked, std::slice::from_ref(fault));
    }
    renderer.show(&prepared.sources, &prepared.diagnostics);
    renderer.tally(&prepared.diagnostics);
    let ready = prepared.ready.as_mut().ok_or(None)?;
    if locked {
        let faults = lock_faults(desk, &job.edition, (ready, &prepared.sources));
        renderer.show(&prepared.sources, &faults);
        if let Some(fault) = faults.first() {
            return Err(Some(fault.code));
        }
    }
    let delivered = target
        .open("build", renderer)
        .and_then(|folder| ready.deliver(&folder, &prepared.sources, &prepared.diagnostics))
        .map_err(failed)?;
    for name in &delivered.removed {
        renderer.say(text!(
            "cli.removed-earlier",
            "removed {name} of an earlier run",
            name
        ));
    }
    renderer.result(&json!({"folder": target.folder.to_string_lossy(), "press": !ready.denied, "files": delivered.files, "removed": delivered.removed}));
    Ok(close(ready, target.folder, renderer))
}

fn close(ready: &Ready, folder: &Path, renderer: &Renderer) -> Exit {
    let (setting, folder) = (&ready.setting, folder.display());
    if ready.denied {
        renderer.say(text!(
            "cli.no-press-file",
            "no press file: the pages break the press policy. Marked proofs → {folder}",
            folder
        ));
        return Exit::Denied;
    }
    renderer.say(text!(
        "cli.all-fit",
        "{pages} pages, {stories} stories, all fit → {folder}",
        pages = setting.page_count(),
        stories = setting.fits.len(),
        folder
    ));
    Exit::Fine
}
