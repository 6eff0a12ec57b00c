//! `proof` 大样: pages as PNG, and their ink.

use serde_json::{Value, json};

use super::exit::Exit;
use super::render::Renderer;
use super::target::Target;
use crate::desk::Desk;
use crate::diag::Diagnostic;
use crate::press::{Output, draw, heat, plates, soft, write};
use crate::say::text;
use crate::{Job, Setting, typeset};

/// What is drawn beside the pages, and where to.
pub(super) struct ProofArgs<'a> {
    pub target: Target<'a>,
    pub dpi: u32,
    pub plates: bool,
    pub heat: bool,
    pub soft: bool,
}

/// Draws every page, whether it fits or not.
pub(super) fn proof(desk: &dyn Desk, job: &Job, args: &ProofArgs, renderer: &Renderer) -> Exit {
    if let Err(fault) = args.target.usable() {
        return renderer.fail(&fault);
    }
    let outcome = typeset(desk, job);
    renderer.show(&outcome.sources, &outcome.diagnostics);
    renderer.tally(&outcome.diagnostics);
    let Some(setting) = &outcome.setting else {
        return Exit::InputError;
    };
    let mut ink = Vec::new();
    let files = match drawn(setting, args, renderer, &mut ink) {
        Ok(files) => files,
        Err(fault) => return renderer.fail(&fault),
    };
    let folder = args.target.open("proof", renderer);
    if let Err(fault) = folder.and_then(|folder| write(&folder, &files)) {
        return renderer.fail(&fault);
    }
    let (pages, folder) = (setting.formes.len(), args.target.folder.display());
    renderer.say(match files.len() - pages {
        0 => text!("cli.proofs-in", "{pages} proofs → {folder}", pages, folder),
        more => text!(
            "cli.proofs-and-ink",
            "{pages} proofs and {more} pictures of their ink → {folder}",
            pages,
            more,
            folder
        ),
    });
    let files: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    renderer.result(
        &json!({"folder": args.target.folder.to_string_lossy(), "files": files, "ink": ink}),
    );
    Exit::of(&outcome.diagnostics)
}

/// The pictures that were asked for. Tells the worst square of every page, for
/// programs in `ink`.
fn drawn(
    setting: &Setting,
    args: &ProofArgs,
    renderer: &Renderer,
    ink: &mut Vec<Value>,
) -> Result<Vec<Output>, Box<Diagnostic>> {
    let mut files = draw(setting, &setting.formes, args.dpi)?;
    if args.plates {
        files.extend(plates(setting, args.dpi)?);
    }
    if args.soft {
        files.extend(soft(setting, args.dpi)?);
    }
    if args.heat {
        for (page, heat, file) in heat(setting)? {
            ink.push(renderer.heat(page, &heat));
            files.push(file);
        }
    }
    Ok(files)
}
