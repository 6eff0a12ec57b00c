//! `sent`: what went to the printer.

use std::path::Path;

use serde_json::{Value, json};

use super::exit::Exit;
use super::render::Renderer;
use crate::press::enter_sent;

/// Writes down that the files of some manifests went to the printer.
pub(super) fn sent(manifests: &[String], renderer: &Renderer) -> Exit {
    let mut list = Vec::new();
    let exit = manifests
        .iter()
        .map(|manifest| one(manifest, renderer, &mut list))
        .max()
        .unwrap_or(Exit::Fine);
    renderer.result(&json!(list));
    exit
}

fn one(manifest: &str, renderer: &Renderer, list: &mut Vec<Value>) -> Exit {
    let new = match enter_sent(Path::new(manifest)) {
        Ok(new) => new,
        Err(fault) => return renderer.fail(&fault),
    };
    list.push(json!({"manifest": manifest, "sent": new}));
    renderer.say(&match new.is_empty() {
        true => format!("{manifest}: all of it was sent before"),
        false => format!("sent: {}", new.join(", ")),
    });
    Exit::Fine
}
