//! `send`: handing pages over in a plant's hot folder.

use std::path::Path;

use serde_json::{Value, json};

use super::exit::Exit;
use super::render::Renderer;
use super::target::Target;
use crate::desk::Desk;
use crate::diag::{Sink, Sources};
use crate::press::{Sending, hot_folder, may_be_sent, printer_named, send as hand_over};
use crate::say::{List, text};

/// Arguments of `send`.
pub(super) struct SendArgs<'a> {
    /// The manifests.
    pub manifests: &'a [String],
    /// The printer.
    pub printer: Option<&'a str>,
    /// The folder, instead of the printer's own.
    pub to: Option<&'a Path>,
    /// Whether what was sent already goes again.
    pub again: bool,
}

/// Hands the pages of some manifests over.
pub(super) fn send(
    desk: &dyn Desk,
    args: &SendArgs<'_>,
    target: Target,
    renderer: &Renderer,
) -> Exit {
    let mut sources = Sources::default();
    let mut sink = Sink::new();
    let read = printer_named(desk, args.printer, &mut sources, &mut sink);
    renderer.show(&sources, &sink.finish());
    let Ok(printer) = read else {
        return Exit::InputError;
    };
    let to = match hot_folder(&printer, args.printer, args.to) {
        Ok(to) => to,
        Err(fault) => {
            renderer.show(&sources, &[*fault]);
            return Exit::InputError;
        }
    };
    let mut list = Vec::new();
    let exit = args
        .manifests
        .iter()
        .map(|manifest| {
            one(
                manifest,
                (&printer.title, &to),
                args.again,
                (target, renderer),
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
    to: (&str, &Path),
    again: bool,
    (target, renderer): (Target, &Renderer),
    list: &mut Vec<Value>,
) -> Exit {
    let path = Path::new(manifest);
    let (target, name) = target.beside(path);
    let sent = may_be_sent(path)
        .and_then(|()| target.open("send", renderer))
        .and_then(|folder| hand_over(&folder, &name, to, again));
    let Sending {
        receipt,
        before,
        fault,
    } = match sent {
        Ok(sending) => sending,
        Err(fault) => return renderer.fail(&fault),
    };
    let names: Vec<&str> = receipt
        .files
        .iter()
        .map(|file| file.file.as_str())
        .collect();
    list.push(json!({"manifest": manifest, "to": receipt.to, "sent": names, "before": before}));
    if !names.is_empty() {
        renderer.say(text!(
            "cli.handed-over",
            "handed over in {to}: {files}",
            to = receipt.to,
            files = List::of(names.iter().copied())
        ));
    }
    match fault {
        Some(fault) => renderer.fail(&fault),
        None => {
            if names.is_empty() {
                renderer.say(text!(
                    "cli.all-handed-over",
                    "{manifest}: all of it was handed over before",
                    manifest
                ));
            }
            Exit::Fine
        }
    }
}
