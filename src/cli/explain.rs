//! `explain`.

use serde_json::{Value, json};

use super::args::Format;
use super::exit::Exit;
use super::output::{out, text as print};
use super::render::Renderer;
use crate::diag::{Code, nearest};
use crate::preflight::{Check, bundled_printer, bundled_printers};
use crate::say::{Language, sentence, text};

/// A page of the manual in both languages.
struct Page {
    /// The code.
    name: &'static str,
    /// What the trade calls it in Chinese.
    title: &'static str,
    english: &'static str,
    chinese: &'static str,
}

impl Page {
    fn manual(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.chinese,
            Language::En => self.english,
        }
    }

    /// The code, with its Chinese name for who reads Chinese.
    fn heading(&self, language: Language) -> String {
        match language {
            Language::Zh => format!("{}（{}）", self.title, self.name),
            Language::En => self.name.to_owned(),
        }
    }

    fn as_json(&self, language: Language) -> Value {
        let mut page = json!({"code": self.name, "manual": self.english});
        if language == Language::Zh {
            page["local"] = json!({"lang": "zh", "name": self.title, "manual": self.chinese});
        }
        page
    }
}

/// The Chinese of a page; its English where the catalogue lacks it, which a test forbids.
fn chinese(room: &str, name: &str, english: &'static str) -> &'static str {
    sentence(Language::Zh, &format!("{room}.{name}")).unwrap_or(english)
}

/// Every page: the codes of diagnostics first, then the checks of preflight.
fn pages() -> impl Iterator<Item = Page> {
    let codes = Code::ALL.iter().map(|code| Page {
        name: code.name(),
        title: chinese("codes", code.name(), code.name()),
        english: code.manual(),
        chinese: chinese("pages", code.name(), code.manual()),
    });
    codes.chain(Check::ALL.iter().map(|check| Page {
        name: check.name(),
        title: check.chinese(),
        english: check.manual(),
        chinese: chinese("rules", check.name(), check.manual()),
    }))
}

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
