//! `fonts`.

use serde_json::{Value, json};

use super::args::Format;
use super::exit::Exit;
use super::output::out;
use super::render::{Renderer, outlines};
use crate::asset::{Axis, ContentHash, FontId, Fonts, Licence, LostFont, axes_in_words, tag_text};
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic};
use crate::say::{Language, Text, text};

/// Lists every face by the name a layout uses; of a file with several all of them, and the axes of
/// a variable one.
pub(super) fn fonts(desk: &dyn Desk, renderer: &Renderer) -> Exit {
    let mut fonts = Fonts::bundled();
    let mut end = Exit::Fine;
    fonts.announce_all(&desk.extra_fonts());
    let read = |path: &str| {
        let bytes = desk.read(path).map_err(|error| Some(Text::of(&error)))?;
        let hash = ContentHash::of(&bytes);
        Ok((bytes.into(), hash))
    };
    for LostFont { path, fault, .. } in fonts.read_waiting(|_| true, read) {
        let fault = fault.unwrap_or_default();
        let message = text!(
            "cli.font-cannot-be-used",
            "the font “{path}” cannot be used: {fault}",
            path,
            fault
        );
        renderer.fail(&Diagnostic::new(Code::BadFont, None, message));
        end = Exit::InputError;
    }
    let mut list = Vec::new();
    for (id, name) in fonts.names().filter(|(id, _)| fonts.waiting(*id).is_none()) {
        match renderer.format {
            Format::Json => list.push(described(&fonts, id, name)),
            _ => listed(&fonts, id, name, renderer.language),
        }
    }
    renderer.result(&json!(list));
    end
}

/// Writes a font in lines: its face, then what else there is to choose, as a layout writes it.
fn listed(fonts: &Fonts, id: FontId, name: &str, language: Language) {
    let face = fonts.face(id);
    let mut notes = Vec::new();
    let axes = face.axes();
    if !axes.is_empty() {
        let axes = axes_in_words(&axes);
        notes.push(text!("cli.variable-font", "variable: {axes}", axes));
    }
    if face.licence() == Licence::Whole {
        notes.push(text!(
            "cli.licence-bits-embedded-whole",
            "licence bits: to be embedded whole (OS/2 fsType 0x0100)"
        ));
    }
    let notes = if notes.is_empty() {
        String::new()
    } else {
        let notes: Vec<_> = notes.iter().map(|it| it.in_language(language)).collect();
        match language {
            Language::Zh => format!("（{}）", notes.join("；")),
            Language::En => format!("  ({})", notes.join("; ")),
        }
    };
    out!("{name:<12} {}{notes}", face.postscript_name());
    for (number, other) in (1..).zip(fonts.faces_of(id)).skip(1) {
        let line = text!(
            "cli.other-face",
            "{other}  (face = {number} of the same file)",
            other,
            number
        );
        out!("{:<12} {}", "", line.in_language(language));
    }
}

fn described(fonts: &Fonts, id: FontId, name: &str) -> Value {
    let face = fonts.face(id);
    let axis = |axis: &Axis| {
        let [least, usual, most] =
            [axis.least, axis.usual, axis.most].map(|value| f64::from(value) / 1000.0);
        json!({"tag": tag_text(axis.tag), "least": least, "default": usual, "most": most})
    };
    json!({
        "name": name,
        "postscript_name": face.postscript_name(),
        "outlines": outlines(face),
        "faces": fonts.faces_of(id),
        "axes": face.axes().iter().map(axis).collect::<Vec<_>>(),
        "licence": if face.licence() == Licence::Whole { "whole" } else { "free" },
    })
}
