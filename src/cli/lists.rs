//! `fonts` and `explain`.

use serde_json::json;

use super::args::Format;
use super::job::Exit;
use super::output::{err, out};
use super::render::Renderer;
use crate::asset::Fonts;
use crate::desk::Desk;
use crate::diag::{Code, nearest};
use crate::preflight::Check;

/// Lists every face by the name a layout uses.
pub(super) fn fonts(desk: &dyn Desk, renderer: &Renderer) -> Exit {
    let mut fonts = Fonts::bundled();
    let mut end = Exit::Fine;
    fonts.announce_all(&desk.extra_fonts());
    let read = |path: &str| {
        let bytes = desk.read(path).map_err(|error| Some(error.to_string()))?;
        Ok(bytes.into_owned())
    };
    for (path, fault) in fonts.read_waiting(|_| true, read) {
        let fault = fault.unwrap_or_default();
        err!("error[bad-font]: the font “{path}” cannot be used: {fault}");
        end = Exit::InputError;
    }
    let mut list = Vec::new();
    for (id, name) in fonts.names().filter(|(id, _)| fonts.waiting(*id).is_none()) {
        let face = fonts.face(id);
        match renderer.format {
            Format::Json => list.push(
                json!({"name": name, "postscript_name": face.postscript_name(), "outlines": if face.is_cff() { "cff" } else { "glyf" }}),
            ),
            _ => out!("{name:<12} {}", face.postscript_name()),
        }
    }
    renderer.result(&json!(list));
    end
}

/// Prints the manual page of a code, or the list of codes: diagnostics first,
/// then the rules of preflight.
pub(super) fn explain(code: Option<&str>, renderer: &Renderer) -> Exit {
    let as_json = renderer.format == Format::Json;
    let value = |name: &str, manual: &str| json!({"code": name, "manual": manual});
    let pages = || {
        let codes = Code::ALL.iter().map(|code| (code.name(), code.manual()));
        codes.chain(Check::ALL.iter().map(|rule| (rule.name(), rule.manual())))
    };
    let Some(name) = code else {
        renderer.result(&json!(
            pages()
                .map(|(name, manual)| value(name, manual))
                .collect::<Vec<_>>()
        ));
        if as_json {
            return Exit::Fine;
        }
        for (name, manual) in pages() {
            out!(
                "{name:<24} {}",
                manual.split_inclusive(['.', '。']).next().unwrap_or(""),
            );
        }
        return Exit::Fine;
    };
    match pages().find(|(known, _)| *known == name) {
        Some((name, manual)) => {
            renderer.result(&value(name, manual));
            if !as_json {
                out!("{name}\n\n{manual}");
            }
            Exit::Fine
        }
        None => {
            match nearest(name, pages().map(|(known, _)| known)) {
                Some(near) => {
                    err!("error: there is no code “{name}”; did you mean “{near}”?")
                }
                None => err!("error: there is no code “{name}”; `duikai explain` lists them"),
            }
            Exit::Usage
        }
    }
}
