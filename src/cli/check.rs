//! `check`.

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use super::render::fit::state;
use crate::desk::Desk;
use crate::press::stories;
use crate::{Job, typeset};

/// Sets an edition and reports how every story fits.
pub(super) fn check(desk: &dyn Desk, job: &Job, renderer: &Renderer) -> Exit {
    let outcome = typeset(desk, job);
    renderer.show(&outcome.sources, &outcome.diagnostics);
    if let Some(setting) = &outcome.setting {
        for fit in &setting.fits {
            renderer.found(&format!(
                "{:>3}版  {:<16} {:>5} 字 {:>4}/{:<4} 行  {}",
                fit.page,
                fit.story,
                fit.chars,
                fit.lines,
                fit.room,
                state(fit)
            ));
        }
        renderer.result(&json!({"stories": stories(setting)}));
    }
    renderer.tally(&outcome.diagnostics);
    Exit::of(&outcome.diagnostics)
}
