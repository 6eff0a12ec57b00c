//! `export`: pages as text with places.

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use super::target::Target;
use crate::desk::Desk;
use crate::diag::Diagnostic;
use crate::forme::Forme;
use crate::press::exchange;
use crate::reading::formats::{ExportJob, Left, export_files, listed};
use crate::say::text;
use crate::{Job, made};

/// Sets an edition and writes it in the formats asked for, all files or none. Pages that may not go
/// to press are no edition to keep, and are refused.
pub(super) fn export(
    desk: &dyn Desk,
    job: &Job,
    export: &ExportJob,
    target: Target,
    renderer: &Renderer,
) -> Exit {
    if let Err(fault) = target.usable() {
        return renderer.fail(&fault);
    }
    let made = made(desk, job);
    renderer.show(&made.sources, &made.diagnostics);
    renderer.tally(&made.diagnostics);
    let end = Exit::of(&made.diagnostics);
    let Some(edition) = made.edition.as_ref().filter(|_| end == Exit::Fine) else {
        return end.max(Exit::InputError);
    };
    let formes: Vec<&Forme> = made.formes.iter().map(|forme| &**forme).collect();
    let written = export_files(edition, &formes, export).and_then(|mut files| {
        let folder = target.open("export", renderer)?;
        let left = Left::of(&folder, &edition.slug, &files, job.page.is_none());
        files.push(listed(edition, &files, &left));
        exchange(&folder, &files, &left.gone)?;
        Ok::<_, Box<Diagnostic>>((files, left.gone))
    });
    let (files, gone) = match written {
        Ok(written) => written,
        Err(fault) => return renderer.fail(&fault),
    };
    for name in &gone {
        renderer.say(text!(
            "cli.removed-earlier",
            "removed {name} of an earlier run",
            name
        ));
    }
    let (folder, count) = (target.folder.display(), files.len());
    renderer.say(text!(
        "cli.files-in",
        "{count} files → {folder}",
        count,
        folder
    ));
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    renderer.result(
        &json!({"folder": target.folder.to_string_lossy(), "files": names, "removed": gone}),
    );
    end
}
