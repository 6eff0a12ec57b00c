//! `serve`: the desk in a browser.

use super::exit::Exit;
use super::render::Renderer;
use crate::Job;
use crate::desk::DiskDesk;
use crate::diag::{Code, Diagnostic};
use crate::say::text;
use crate::serve::{PageLang, serve as run};

/// Serves an edition until it is stopped.
pub(super) fn serve(
    desk: DiskDesk,
    job: Job,
    (port, lang, open): (u16, PageLang, bool),
    renderer: &Renderer,
) -> Exit {
    let mut ready = |link: &str| {
        renderer.link(link);
        if open {
            browse(link);
        }
    };
    match run(desk, job, (port, lang), &mut ready) {
        Ok(()) => Exit::Fine,
        Err(fault) => renderer.fail(
            &Diagnostic::new(Code::OutputFailed, None, fault).help(text!(
                "cli.choose-another-port-port",
                "choose another port with --port, or leave it out to take one that is free"
            )),
        ),
    }
}

/// Opens an address in the browser that the system has for it, if any; who has none opens the
/// printed address himself.
fn browse(link: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let quiet = std::process::Stdio::null;
    let _ = std::process::Command::new(program)
        .arg(link)
        .stdin(quiet())
        .stdout(quiet())
        .stderr(quiet())
        .spawn();
}
