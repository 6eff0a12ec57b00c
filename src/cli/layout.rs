//! `layout`: what a house style offers.

use serde_json::{Value, json};

use super::args::Format;
use super::exit::Exit;
use super::output::out;
use super::render::Renderer;
use super::render::layout::{as_json, lines};
use crate::asset::Fonts;
use crate::desk::Desk;
use crate::diag::{Sink, Sources};
use crate::edition::{House, house_named};
use crate::say::Language;
use crate::spec::{bundled_about, bundled_names};

/// Tells what a layout offers; without a name lists the bundled ones.
pub(super) fn layout(desk: &dyn Desk, name: Option<&str>, renderer: &Renderer) -> Exit {
    let Some(name) = name else {
        return list(renderer);
    };
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let mut fonts = Fonts::bundled();
    fonts.announce_all(&desk.extra_fonts());
    let house: Result<House, _> = house_named(desk, name, &mut fonts, &mut sources, &mut sink);
    let told = sink.finish();
    renderer.show(&sources, &told);
    if let Ok(house) = &house {
        for line in lines(house, renderer.language) {
            renderer.found(line);
        }
        renderer.result(&as_json(house, renderer.language));
    }
    match house {
        Ok(_) => Exit::of(&told),
        Err(_) => Exit::InputError,
    }
}

fn list(renderer: &Renderer) -> Exit {
    let titles: Vec<(&str, &str)> = bundled_names()
        .iter()
        .map(|name| {
            (
                *name,
                bundled_about(name, renderer.language == Language::Zh),
            )
        })
        .collect();
    let values = titles.iter();
    let value = |(name, about): &(&str, &str)| json!({"layout": name, "about": about});
    renderer.result(&Value::Array(values.map(value).collect()));
    if renderer.format != Format::Json {
        for (name, about) in titles {
            out!("{name:<20} {about}");
        }
    }
    Exit::Fine
}
