//! `explain`.

use serde_json::json;

use super::args::Format;
use super::exit::Exit;
use super::output::{err, out, text};
use super::render::Renderer;
use crate::diag::{Code, nearest};
use crate::preflight::{Check, bundled_printer, bundled_printers};

/// Prints the manual page of a code, or the list of codes: diagnostics first, then the checks of
/// preflight.
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
    if name == "printers" {
        return printers(renderer);
    }
    match pages().find(|(known, _)| *known == name) {
        Some((name, manual)) => {
            renderer.result(&value(name, manual));
            if !as_json {
                text(
                    &mut std::io::stdout().lock(),
                    &format!("{name}\n\n{manual}"),
                );
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

/// Lists the bundled printers by their names and titles.
fn printers(renderer: &Renderer) -> Exit {
    let title = |name: &str| {
        let text = bundled_printer(name).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("title = "));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let list: Vec<(&str, String)> = bundled_printers()
        .iter()
        .map(|name| (*name, title(name)))
        .collect();
    renderer.result(&json!(
        list.iter()
            .map(|(name, title)| json!({"printer": name, "title": title}))
            .collect::<Vec<_>>()
    ));
    if renderer.format != Format::Json {
        for (name, title) in list {
            out!("{name:<24} {title}");
        }
    }
    Exit::Fine
}
