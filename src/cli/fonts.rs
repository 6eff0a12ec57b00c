//! `fonts`.

use serde_json::json;

use super::args::Format;
use super::exit::Exit;
use super::output::{err, out};
use super::render::Renderer;
use crate::asset::Fonts;
use crate::desk::Desk;

/// Lists every face by the name a layout uses.
pub(super) fn fonts(desk: &dyn Desk, renderer: &Renderer) -> Exit {
    let mut fonts = Fonts::bundled();
    let mut end = Exit::Fine;
    desk.extra_fonts()
        .iter()
        .for_each(|path| fonts.announce(path));
    let waiting: Vec<_> = fonts
        .names()
        .filter_map(|(id, _)| Some((id, fonts.waiting(id)?.to_owned())))
        .collect();
    for (id, path) in waiting {
        let supplied = desk
            .read(&path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| fonts.supply(id, bytes.into_owned()));
        if let Err(fault) = supplied {
            err!("error[bad-font]: the font “{path}” cannot be used: {fault}");
            end = Exit::InputError;
        }
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
