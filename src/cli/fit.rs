//! `fit` 凑版: the fit of every story, and its remedies.

use serde_json::json;

use super::args::Format;
use super::exit::Exit;
use super::render::Renderer;
use super::render::fit::{print_story, story_json};
use crate::Job;
use crate::desk::Desk;

/// Prints each story's fit with its remedies, the least visible first.
pub(super) fn fit(desk: &dyn Desk, job: &Job, only: Option<&str>, renderer: &Renderer) -> Exit {
    let (outcome, mut found) = crate::fit(desk, job);
    found.retain(|story| only.is_none_or(|only| story.fit.story == only));
    renderer.show(&outcome.sources, &outcome.diagnostics);
    let end = Exit::of(&outcome.diagnostics);
    if end == Exit::InputError {
        return end;
    }
    if renderer.format == Format::Json {
        renderer.result(&json!({"stories": found.iter().map(|story| story_json(story, &outcome.sources)).collect::<Vec<_>>()}));
    } else {
        found
            .iter()
            .for_each(|story| print_story(story, &outcome.sources, renderer));
    }
    if found.iter().any(|story| story.fit.over_lines > 0) {
        Exit::Denied
    } else {
        end
    }
}
