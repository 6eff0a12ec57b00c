//! `check`.

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use super::render::fit::state;
use crate::desk::Desk;
use crate::press::stories;
use crate::say::text;
use crate::{Job, typeset};

/// Sets an edition and reports how every story fits.
pub(super) fn check(desk: &dyn Desk, job: &Job, renderer: &Renderer) -> Exit {
    let outcome = typeset(desk, job);
    renderer.show(&outcome.sources, &outcome.diagnostics);
    if let Some(setting) = &outcome.setting {
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
    renderer.tally(&outcome.diagnostics);
    Exit::of(&outcome.diagnostics)
}
