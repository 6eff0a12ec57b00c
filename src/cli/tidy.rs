//! `tidy` 理稿.

use std::path::Path;

use serde_json::{Value, json};

use super::exit::Exit;
use super::render::Renderer;
use super::target::Target;
use crate::desk::read_regular;
use crate::diag::{Code, Diagnostic, Sink, Sources};
use crate::limits::FILE_BYTES;
use crate::press::{Output, write};
use crate::say::{Text, text};
use crate::{story, tidy as order};

/// Proposes what would put a copy in order, and writes it when asked.
pub(super) fn tidy(
    copy: &str,
    (asked, fold): (bool, bool),
    target: Target,
    renderer: &Renderer,
) -> Exit {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let bytes = match read_regular(Path::new(copy), FILE_BYTES) {
        Ok(bytes) => bytes,
        Err(fault) => {
            let message = text!(
                "cli.copy-unreadable",
                "“{copy}” cannot be read: {fault}",
                copy,
                fault
            );
            return renderer.fail(&Diagnostic::new(Code::FileUnreadable, None, message));
        }
    };
    let Ok(source) = story::decode(copy, &bytes, &mut sources, &mut sink) else {
        renderer.show(&sources, &sink.finish());
        return Exit::InputError;
    };
    let tidied = order::tidy(source, &sources, fold);
    let front = order::fronted(&tidied.text);
    let mut told = sink.finish();
    told.extend(
        tidied
            .proposals
            .iter()
            .map(|proposal| proposal.told(source)),
    );
    renderer.show(&sources, &told);
    let parts = front.as_ref().map_or(&[][..], |(parts, _)| parts);
    for (name, words) in parts {
        renderer.found(Text::quoted(format!("{name}: {words}")));
    }
    let listed: Vec<Value> = parts
        .iter()
        .map(|(name, words)| json!([name, words]))
        .collect();
    renderer.result(&json!({ "proposals": tidied.proposals.len(), "front": listed }));
    let text = front.map_or(tidied.text, |(_, text)| text);
    if !asked || text.as_bytes() == bytes {
        return Exit::Fine;
    }
    let (target, name) = target.beside(Path::new(copy));
    let written = target
        .open("tidy", renderer)
        .and_then(|folder| write(&folder, &[Output::new(name, text.into_bytes())]));
    written.map_or_else(|fault| renderer.fail(&fault), |()| Exit::Fine)
}
