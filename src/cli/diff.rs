//! `diff` 比对: what differs between two editions.

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use super::target::Target;
use crate::compare::{Compared, Difference, compare, overlays};
use crate::desk::Desk;
use crate::forme::Forme;
use crate::press::write;
use crate::say::Text;
use crate::session::Made;
use crate::{Job, made};

/// Sets both editions and tells what differs, by meaning; with a folder also draws the pages that
/// differ over each other. Ends as `diff` does: 0 for none, 3 for some.
pub(super) fn diff(
    desk: &dyn Desk,
    (one, other): (&Job, &Job),
    target: Option<(Target, u32)>,
    renderer: &Renderer,
) -> Exit {
    let (one, other) = (made(desk, one), made(desk, other));
    for side in [&one, &other] {
        renderer.show(&side.sources, &side.diagnostics);
    }
    let (Some(before), Some(after)) = (side(&one), side(&other)) else {
        return Exit::InputError;
    };
    let found = compare(&before, &after);
    for difference in &found {
        renderer.found(Text::quoted(difference.line(renderer.language)));
    }
    let mut files = Vec::new();
    if let Some((target, dpi)) = target {
        let written = overlays(&before, &after, &found, dpi).and_then(|drawn| {
            files = drawn;
            write(&target.open("diff", renderer)?, &files)
        });
        if let Err(fault) = written {
            return renderer.fail(&fault);
        }
    }
    let list: Vec<_> = found.iter().map(as_json).collect();
    let files: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    renderer.result(&json!({"differences": list, "files": files}));
    match found.is_empty() {
        true => Exit::Fine,
        false => Exit::Denied,
    }
}

fn side(made: &Made) -> Option<Compared<'_>> {
    let edition = made.edition.as_ref().filter(|_| made.is_sound())?;
    let formes: Vec<&Forme> = made.formes.iter().map(|forme| &**forme).collect();
    Some(Compared::new(edition, formes))
}

fn as_json(difference: &Difference) -> serde_json::Value {
    json!({
        "kind": difference.kind.name(),
        "page": difference.page,
        "of": difference.of,
        "what": difference.what,
        "before": difference.before,
        "after": difference.after,
        "said": difference.said(),
        "key": difference.said().key(),
        "args": difference.said().values(),
    })
}
