//! `man`.

use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use serde_json::json;

use super::args::Args;
use super::exit::Exit;
use super::help;
use super::render::Renderer;
use super::target::Target;
use crate::press::{Output, write};
use crate::say::{Language, Text};

/// Writes a manual page of the program and of each command, in the reader's language.
pub(super) fn man(target: Target, renderer: &Renderer) -> Exit {
    let mut command = match renderer.language {
        Language::Zh => help::chinese(Args::command(), ""),
        Language::En => Args::command(),
    };
    command.build();
    let mut pages = Vec::new();
    gather(&command, &mut pages);
    let written = target
        .usable()
        .and_then(|()| target.open("man", renderer))
        .and_then(|folder| write(&folder, &pages));
    if let Err(fault) = written {
        return renderer.fail(&fault);
    }
    let names: Vec<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    for name in &names {
        renderer.found(Text::quoted(*name));
    }
    renderer.result(&json!({"folder": Path::new(target.folder), "files": names}));
    Exit::Fine
}

fn gather(command: &Command, pages: &mut Vec<Output>) {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut page = Vec::new();
    // Into memory nothing fails to be written.
    if Man::new(command.clone()).render(&mut page).is_ok() {
        pages.push(Output::new(format!("{name}.1"), page));
    }
    let below = command
        .get_subcommands()
        .filter(|below| below.get_name() != "help");
    below.for_each(|below| gather(below, pages));
}
