//! `explain`.

use serde_json::json;

use super::args::Format;
use super::exit::Exit;
use super::output::{out, text as print};
use super::render::Renderer;
use super::render::manual::pages;
use crate::diag::nearest;
use crate::preflight::{bundled_printer, bundled_printers};
use crate::say::{Language, text};

/// Prints the manual page of a code, named in either language, or the list of codes: diagnostics
/// first, then the checks of preflight.
pub(super) fn explain(code: Option<&str>, renderer: &Renderer) -> Exit {
    let as_json = renderer.format == Format::Json;
    let language = renderer.language;
    let Some(asked) = code else {
        renderer.result(&pages().map(|page| page.as_json(language)).collect());
        if as_json {
            return Exit::Fine;
        }
        for page in pages() {
            let manual = page.manual(language);
            let first = manual.split_inclusive(['.', '。']).next().unwrap_or("");
            match language {
                Language::Zh => out!("{:<24} {}：{first}", page.name, page.title),
                Language::En => out!("{:<24} {first}", page.name),
            }
        }
        return Exit::Fine;
    };
    if asked == "printers" {
        return printers(renderer);
    }
    match pages().find(|page| page.name == asked || page.title == asked) {
        Some(page) => {
            renderer.result(&page.as_json(language));
            if !as_json {
                print(
                    &mut std::io::stdout().lock(),
                    &format!("{}\n\n{}", page.heading(language), page.manual(language)),
                );
            }
            Exit::Fine
        }
        None => {
            let near = nearest(asked, pages().flat_map(|page| [page.name, page.title]));
            renderer.usage(match near {
                Some(near) => text!(
                    "cli.no-code-but",
                    "there is no code “{asked}”; did you mean “{near}”?",
                    asked,
                    near
                ),
                None => text!(
                    "cli.no-code",
                    "there is no code “{asked}”; `duikai explain` lists them",
                    asked
                ),
            })
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
