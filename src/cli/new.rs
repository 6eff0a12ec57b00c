//! `new`.

use std::path::Path;

use serde_json::json;

use super::drafts::added;
use super::exit::Exit;
use super::new_args::{NewArgs, NewPart};
use super::render::Renderer;
use super::setup::job;
use crate::desk::{Desk, lay_out};
use crate::diag::{Code, Diagnostic};
use crate::say::{Text, text};
use crate::starter::{StoryWanted, Template, new_page, new_story};

/// Makes an edition to start from, or adds to one.
pub(super) fn new(desk: &dyn Desk, args: &NewArgs, renderer: &Renderer) -> Exit {
    match (&args.part, &args.folder) {
        (Some(NewPart::Page { edition, section }), _) => {
            let edition = job(edition, None).edition;
            let section = section.as_deref();
            added(
                new_page(desk, &edition, section, renderer.language),
                renderer,
            )
        }
        (
            Some(NewPart::Story {
                edition,
                page,
                kind,
                at,
                copy,
            }),
            _,
        ) => {
            let edition = job(edition, None).edition;
            let wanted = StoryWanted {
                page: *page,
                kind: kind.as_deref(),
                at: at.as_deref(),
                copy: copy.as_deref(),
            };
            added(new_story(desk, &edition, wanted), renderer)
        }
        (None, Some(folder)) => edition(folder, args.template, renderer),
        (None, None) => Exit::Usage,
    }
}

fn edition(folder: &Path, template: Template, renderer: &Renderer) -> Exit {
    let shown = folder.display();
    if folder.exists() {
        let why = text!("cli.new-there", "“{shown}” is there already", shown);
        let help = text!("cli.new-other", "name a folder that is not there yet");
        return renderer.fail(&Diagnostic::new(Code::OutputFailed, None, why).help(help));
    }
    let files = template.files(renderer.language);
    if let Err(fault) = lay_out(folder, &files) {
        let why = text!(
            "cli.new-failed",
            "“{shown}” cannot be made: {fault}",
            shown,
            fault
        );
        return renderer.fail(&Diagnostic::new(Code::OutputFailed, None, why));
    }
    for (name, _) in &files {
        renderer.found(Text::quoted(folder.join(name).display().to_string()));
    }
    renderer.say(text!(
        "cli.new-next",
        "next: duikai build {shown}   (shown in a browser, anew whenever a file is saved: duikai serve {shown})",
        shown
    ));
    let names: Vec<&String> = files.iter().map(|(name, _)| name).collect();
    renderer.result(&json!({"folder": folder, "files": names}));
    Exit::Fine
}
