//! `sent`: what went to the printer.

use std::path::Path;

use serde_json::{Value, json};

use super::exit::Exit;
use super::render::Renderer;
use super::target::Target;
use crate::press::{enter_sent, may_be_sent};
use crate::say::{List, text};

/// Records that the files of some manifests went to the printer.
pub(super) fn sent(manifests: &[String], target: Target, renderer: &Renderer) -> Exit {
    let mut list = Vec::new();
    let exit = manifests
        .iter()
        .map(|manifest| {
            one(
                manifest,
                target.beside(Path::new(manifest)),
                renderer,
                &mut list,
            )
        })
        .max()
        .unwrap_or(Exit::Fine);
    renderer.result(&json!(list));
    exit
}

fn one(
    manifest: &str,
    (target, name): (Target, String),
    renderer: &Renderer,
    list: &mut Vec<Value>,
) -> Exit {
    let entered = may_be_sent(Path::new(manifest))
        .and_then(|()| target.open("sent", renderer))
        .and_then(|folder| enter_sent(&folder, &name));
    let new = match entered {
        Ok(new) => new,
        Err(fault) => return renderer.fail(&fault),
    };
    list.push(json!({"manifest": manifest, "sent": new}));
    renderer.say(match new.is_empty() {
        true => text!(
            "cli.all-sent",
            "{manifest}: all of it was sent before",
            manifest
        ),
        false => text!("cli.sent", "sent: {files}", files = List::of(new)),
    });
    Exit::Fine
}
