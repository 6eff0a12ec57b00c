//! `fit --apply`: a remedy written into the files.

use std::path::Path;

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use super::render::fit::words;
use crate::Job;
use crate::desk::{Desk, ReplaceFault, replace};
use crate::diag::{Code, Diagnostic};
use crate::edit::apply_remedy;
use crate::makeup::remedies_of;
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
    let fail = |code: Code, message: String, help: &str| {
        renderer.fail(&Diagnostic::new(code, None, message).help(help))
    };
    let Some(found) = remedies_of(edition, story) else {
        let message = format!("no story with the id “{story}” begins on these pages");
        return fail(
            Code::UnknownName,
            message,
            "`duikai fit` lists the stories with their ids",
        );
    };
    let Some(remedy) = found.remedies.get(usize::from(nth) - 1) else {
        let count = found.remedies.len();
        let message = format!("“{story}” has {count} remedies, and number {nth} was asked for");
        return fail(
            Code::UnknownName,
            message,
            "`duikai fit` lists them with their numbers",
        );
    };
    let change = words(&remedy.change);
    let file = match apply_remedy(edition, &read.sources, story, &remedy.change) {
        Ok(file) => file,
        Err(fault) => {
            let message = format!("“{change}” is not written: {fault}");
            return fail(
                Code::OutputFailed,
                message,
                "make the change in the file by hand",
            );
        }
    };
    match replace(
        Path::new(&file.path),
        file.before.as_bytes(),
        file.after.as_bytes(),
    ) {
        Ok(()) => {
            renderer.say(&format!("{}: {change}", file.path));
            renderer.result(&json!({"file": file.path, "change": change}));
            Exit::Fine
        }
        Err(ReplaceFault::Changed) => {
            let message = format!("“{}” has changed meanwhile, or is not in UTF-8", file.path);
            fail(
                Code::OutputFailed,
                message,
                "run the command again, or save the file as UTF-8",
            )
        }
        Err(ReplaceFault::Io(fault)) => {
            let message = format!("“{}” cannot be written: {fault}", file.path);
            fail(
                Code::OutputFailed,
                message,
                "look who may write in its folder",
            )
        }
    }
}
