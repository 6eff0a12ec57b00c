//! `build`.

use std::path::Path;

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use crate::Job;
use crate::desk::Desk;
use crate::diag::{Sink, Sources};
use crate::press::{PressJob, Ready, prepare, press_files_in, printer_named, usable};

/// Sets an edition and writes its files: press PDFs when it may go to press,
/// marked proofs when it may not. After an error nothing is written, and what
/// an earlier build left is not to pass for this one's.
pub(super) fn build(
    desk: &dyn Desk,
    job: &Job,
    press: &PressJob,
    (folder, printer): (&Path, Option<&str>),
    renderer: &Renderer,
) -> Exit {
    let exit = make(desk, job, press, (folder, printer), renderer);
    if exit == Exit::InputError && press_files_in(folder) {
        renderer.figure(&format!(
            "nothing was written: the press files in {} are of an earlier build",
            folder.display()
        ));
    }
    exit
}

fn make(
    desk: &dyn Desk,
    job: &Job,
    press: &PressJob,
    (folder, printer): (&Path, Option<&str>),
    renderer: &Renderer,
) -> Exit {
    if let Err(fault) = usable(folder) {
        return renderer.fail(&fault);
    }
    let (mut asked, mut sink) = (Sources::default(), Sink::new());
    let printer = printer_named(desk, printer, &mut asked, &mut sink);
    renderer.show(&asked, &sink.finish());
    let Ok(printer) = printer else {
        return Exit::InputError;
    };
    let mut prepared = prepare(desk, job, printer, press);
    if let Some(fault) = &prepared.printer_fault {
        renderer.show(&asked, std::slice::from_ref(fault));
    }
    renderer.show(&prepared.sources, &prepared.diagnostics);
    renderer.tally(&prepared.diagnostics);
    let Some(ready) = &mut prepared.ready else {
        return Exit::InputError;
    };
    match ready.deliver(folder, &prepared.sources, &prepared.diagnostics) {
        Err(fault) => renderer.fail(&fault),
        Ok(delivered) => {
            for name in &delivered.removed {
                renderer.say(&format!("removed {name} of an earlier run"));
            }
            renderer.result(&json!({"folder": folder.to_string_lossy(), "press": !ready.denied, "files": delivered.files, "removed": delivered.removed}));
            close(ready, folder, renderer)
        }
    }
}

fn close(ready: &Ready, folder: &Path, renderer: &Renderer) -> Exit {
    let (setting, folder) = (&ready.setting, folder.display());
    if ready.denied {
        renderer.say(&format!(
            "no press file: the pages break the press policy. Marked proofs → {folder}"
        ));
        return Exit::Denied;
    }
    renderer.say(&format!(
        "{} pages, {} stories, all fit → {folder}",
        setting.page_count(),
        setting.fits.len()
    ));
    Exit::Fine
}
