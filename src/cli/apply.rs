//! `fit --apply`: a remedy written into the files.

use std::path::Path;

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use super::render::applied;
use super::render::fit::words;
use crate::Job;
use crate::desk::{Desk, ReplaceFault, replace};
use crate::diag::{Code, Diagnostic};
use crate::edit::apply_remedy;
use crate::makeup::remedies_of;
use crate::say::{Text, text};
use crate::session::read;

/// Writes the remedy of a number, counted from 1, of a story.
pub(super) fn apply(
    desk: &dyn Desk,
    job: &Job,
    (story, nth): (&str, u16),
    renderer: &Renderer,
) -> Exit {
    let read = read(desk, job);
    renderer.show(&read.sources, &read.diagnostics);
    let Some(edition) = &read.edition else {
        return Exit::InputError;
    };
    let fail = |code: Code, (message, help): (Text, Text)| {
        renderer.fail(&Diagnostic::new(code, None, message).help(help))
    };
    let Some(found) = remedies_of(edition, story) else {
        return fail(Code::UnknownName, applied::no_story(story));
    };
    let Some(remedy) = found.remedies.get(usize::from(nth) - 1) else {
        let count = found.remedies.len();
        return fail(Code::UnknownName, applied::no_remedy(story, count, nth));
    };
    let change = words(&remedy.change);
    let file = match apply_remedy(edition, &read.sources, story, &remedy.change) {
        Ok(file) => file,
        Err(fault) => {
            let why = applied::not_written(&change, &fault.to_string());
            return fail(Code::OutputFailed, why);
        }
    };
    match replace(
        Path::new(&file.path),
        file.before.as_bytes(),
        file.after.as_bytes(),
    ) {
        Ok(()) => {
            renderer.say(text!(
                "cli.applied",
                "{file}: {change}",
                file = file.path,
                change
            ));
            renderer.result(&json!({"file": file.path, "change": change}));
            Exit::Fine
        }
        Err(ReplaceFault::Changed) => {
            fail(Code::OutputFailed, applied::changed_meanwhile(&file.path))
        }
        Err(ReplaceFault::Io(fault)) => fail(
            Code::OutputFailed,
            applied::cannot_write(&file.path, &fault),
        ),
    }
}
