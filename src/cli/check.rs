//! `check`.

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use super::render::fit::state;
use crate::desk::Desk;
use crate::diag::{Sink, Sources};
use crate::press::{PressJob, prepare, printer_named, stories};
use crate::say::text;
use crate::{Job, Setting, typeset};

/// Sets an edition and reports how every story fits.
pub(super) fn check(desk: &dyn Desk, job: &Job, renderer: &Renderer) -> Exit {
    let outcome = typeset(desk, job);
    renderer.show(&outcome.sources, &outcome.diagnostics);
    if let Some(setting) = &outcome.setting {
        fits(setting, renderer);
    }
    renderer.tally(&outcome.diagnostics);
    Exit::of(&outcome.diagnostics)
}

/// The same, with the press files made for a printer and held to its rules, and nothing written.
pub(super) fn check_for(desk: &dyn Desk, job: &Job, printer: &str, renderer: &Renderer) -> Exit {
    let (mut asked, mut sink) = (Sources::default(), Sink::new());
    let printer = printer_named(desk, Some(printer), &mut asked, &mut sink);
    renderer.show(&asked, &sink.finish());
    let Ok(printer) = printer else {
        return Exit::InputError;
    };
    let press = PressJob {
        printer_named: true,
        ..PressJob::default()
    };
    let prepared = prepare(desk, job, printer, &press);
    if let Some(fault) = &prepared.printer_fault {
        renderer.show(&asked, std::slice::from_ref(fault));
    }
    renderer.show(&prepared.sources, &prepared.diagnostics);
    if let Some(ready) = &prepared.ready {
        fits(&ready.setting, renderer);
    }
    renderer.tally(&prepared.diagnostics);
    match prepared.printer_fault {
        Some(_) => Exit::InputError,
        None => Exit::of(&prepared.diagnostics),
    }
}

fn fits(setting: &Setting, renderer: &Renderer) {
    for fit in &setting.fits {
        renderer.found(text!(
            "cli.check-row",
            "page {page}  {story} {chars} 字 {lines}/{room} lines  {state}",
            page = format!("{:>3}", fit.page),
            story = format!("{:<16}", fit.story),
            chars = format!("{:>5}", fit.chars),
            lines = format!("{:>4}", fit.lines),
            room = format!("{:<4}", fit.room),
            state = state(fit)
        ));
    }
    renderer.result(&json!({"stories": stories(setting)}));
}
