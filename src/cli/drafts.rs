//! Files that are to be added to an edition, written.

use std::path::Path;

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use crate::desk::{lay_down, replace};
use crate::diag::{Code, Diagnostic};
use crate::say::{Text, text};
use crate::starter::{Draft, StartFault};

/// Writes drafts: new files first, so that none is named that is not there.
pub(super) fn added(drafts: Result<Vec<Draft>, StartFault>, renderer: &Renderer) -> Exit {
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
