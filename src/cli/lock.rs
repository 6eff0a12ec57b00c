//! `lock`: what an edition is made of and what came of it, written down beside it.

use serde_json::json;

use super::exit::Exit;
use super::render::Renderer;
use super::target::Target;
use super::verify::prepared;
use crate::Job;
use crate::desk::Desk;
use crate::press::{LOCK_FILE, Lock, write};
use crate::say::text;

/// Sets an edition as `build` does and writes its lock beside it; no lock for pages that may not go
/// to press.
pub(super) fn lock(desk: &dyn Desk, job: &Job, target: Target, renderer: &Renderer) -> Exit {
    let Some((ready, sources)) = prepared(desk, job, renderer) else {
        return Exit::InputError;
    };
    let Some(lock) = Lock::of(&ready, &sources) else {
        return Exit::Denied;
    };
    let folder = target.open("lock", renderer);
    if let Err(fault) = folder.and_then(|folder| write(&folder, &[lock.file()])) {
        return renderer.fail(&fault);
    }
    let file = target.folder.join(LOCK_FILE);
    renderer.say(text!(
        "cli.locked",
        "locked → {path}",
        path = file.display()
    ));
    renderer.result(&json!({"file": file.to_string_lossy()}));
    Exit::Fine
}
