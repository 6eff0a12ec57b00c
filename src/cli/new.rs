//! `new`.

use std::path::Path;

use serde_json::json;

use super::exit::Exit;
use super::new_args::{NewArgs, NewPart};
use super::render::Renderer;
use super::run::job;
use crate::desk::{Desk, lay_down, lay_out, replace};
use crate::diag::{Code, Diagnostic};
use crate::say::{Text, text};
use crate::starter::{Draft, StartFault, StoryWanted, Template, new_page, new_story};

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

/// Writes drafts: new files first, so that none is named that is not there.
fn added(drafts: Result<Vec<Draft>, StartFault>, renderer: &Renderer) -> Exit {
    let drafts = match drafts {
        Ok(drafts) => drafts,
        Err(StartFault::Asked { why, help }) => {
            return renderer.fail(&Diagnostic::new(Code::BadValue, None, why).help(help));
        }
        Err(StartFault::Edition(sources, diagnostics)) => {
            renderer.show(&sources, &diagnostics);
            renderer.tally(&diagnostics);
            return Exit::of(&diagnostics).max(Exit::InputError);
        }
    };
    for Draft {
        path,
        before,
        after,
    } in &drafts
    {
        let file = Path::new(path);
        let written: Result<(), Text> = match before {
            None => lay_down(file, after.as_bytes()).map_err(|fault| {
                text!(
                    "cli.new-failed",
                    "“{shown}” cannot be made: {fault}",
                    shown = path,
                    fault
                )
            }),
            Some(before) => replace(file, before.as_bytes(), after.as_bytes()).map_err(|_| {
                text!(
                    "cli.new-changed",
                    "“{path}” was changed meanwhile, or cannot be written",
                    path
                )
            }),
        };
        if let Err(why) = written {
            return renderer.fail(&Diagnostic::new(Code::OutputFailed, None, why));
        }
        renderer.found(Text::quoted(path.as_str()));
    }
    let paths: Vec<&String> = drafts.iter().map(|draft| &draft.path).collect();
    renderer.result(&json!({"files": paths}));
    Exit::Fine
}
