//! `fonts`.

use serde_json::json;

use super::args::Format;
use super::exit::Exit;
use super::output::{err, out};
use super::render::Renderer;
use crate::asset::{ContentHash, Fonts};
use crate::desk::Desk;

/// Lists every face by the name a layout uses.
pub(super) fn fonts(desk: &dyn Desk, renderer: &Renderer) -> Exit {
    let mut fonts = Fonts::bundled();
    let mut end = Exit::Fine;
    fonts.announce_all(&desk.extra_fonts());
    let read = |path: &str| {
        let bytes = desk.read(path).map_err(|error| Some(error.to_string()))?;
        let hash = ContentHash::of(&bytes);
        Ok((bytes.into(), hash))
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
