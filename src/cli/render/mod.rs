//! What a command found, for people and programs.

pub(super) mod applied;
pub(super) mod fit;
mod fonts;
pub(super) mod galley;
mod heat;
mod human;
pub(super) mod layout;
pub(super) mod manual;
mod page_report;
pub(super) mod preflight;
mod short;

use serde_json::Value;

pub(super) use fonts::outlines;
use human::human;
pub(super) use page_report::{Reported, page_report};
use short::short;

use super::args::Format;
use super::exit::Exit;
use super::output::{err, out, text};
use crate::diag::{Code, Diagnostic, Severity, Sources};
use crate::press::{in_language, limited, problem};
use crate::say::{Language, List, Text, text};

/// The renderer of a run's diagnostics.
pub(super) struct Renderer {
    pub format: Format,
    pub colour: bool,
    /// The language of the person who reads it.
    pub language: Language,
}

impl Renderer {
    /// Shows the diagnostics of a run, as many of each code as are written out.
    pub fn show(&self, sources: &Sources, diagnostics: &[Diagnostic]) {
        let (reported, more) = limited(diagnostics);
        for diagnostic in reported {
            match self.format {
                Format::Human if diagnostic.code == Code::CopyMapped => {
                    err!("{}", short(sources, diagnostic, self.language))
                }
                Format::Human => {
                    let human = human(sources, diagnostic, self.colour, self.language);
                    text(&mut std::io::stderr().lock(), &(human + "\n"));
                }
                Format::Short => err!("{}", short(sources, diagnostic, self.language)),
                Format::Json => {
                    let object = problem(sources, diagnostic, &str::to_owned);
                    err!("{}", in_language(object, diagnostic, self.language));
                }
            }
        }
        for more in more {
            match self.format {
                Format::Human => err!("{}\n", more.line(self.language)),
                Format::Short => err!("{}", more.line(self.language)),
                Format::Json => err!("{}", more.as_json()),
            }
        }
    }

    /// Prints the address of a server.
    pub fn link(&self, link: &str) {
        match self.format {
            Format::Json => self.result(&serde_json::json!({"link": link})),
            _ => out!("{link}"),
        }
    }

    /// Prints a closing line for people.
    pub fn say(&self, line: impl Into<Text>) {
        if self.format == Format::Human {
            err!("{}", line.into().in_language(self.language));
        }
    }

    /// Prints a figure that was asked for, for people.
    pub fn figure(&self, line: impl Into<Text>) {
        if self.format != Format::Json {
            err!("{}", line.into().in_language(self.language));
        }
    }

    /// Prints a line of a command's findings, for people.
    pub fn found(&self, line: impl Into<Text>) {
        if self.format != Format::Json {
            out!("{}", line.into().in_language(self.language));
        }
    }

    /// Prints the result of a command as one JSON value, for programs.
    pub fn result(&self, value: &Value) {
        if self.format == Format::Json {
            text(&mut std::io::stdout().lock(), &format!("{value:#}"));
        }
    }

    /// Shows a problem that no file of the edition causes.
    pub fn fail(&self, diagnostic: &Diagnostic) -> Exit {
        self.show(&Sources::default(), std::slice::from_ref(diagnostic));
        Exit::InputError
    }

    /// Shows a problem of a file that is no edition's.
    pub fn failed(&self, sources: &Sources, diagnostic: &Diagnostic) -> Exit {
        self.show(sources, std::slice::from_ref(diagnostic));
        Exit::InputError
    }

    /// Tells that the command line asks for what cannot be.
    pub fn usage(&self, why: impl Into<Text>) -> Exit {
        let word = match self.language {
            Language::Zh => "错误：",
            Language::En => "error: ",
        };
        err!("{word}{}", why.into().in_language(self.language));
        Exit::Usage
    }

    /// Prints a line that counts the diagnostics.
    pub fn tally(&self, diagnostics: &[Diagnostic]) {
        let count = |severity: Severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        let n = [Severity::Error, Severity::Denied, Severity::Warning].map(count);
        let parts = [
            text!("cli.errors", "{n} error" | "{n} errors", n = n[0]),
            text!(
                "cli.page-faults",
                "{n} page fault" | "{n} page faults",
                n = n[1]
            ),
            text!("cli.warnings", "{n} warning" | "{n} warnings", n = n[2]),
        ];
        let parts: Vec<Text> = n
            .into_iter()
            .zip(parts)
            .filter(|(n, _)| *n > 0)
            .map(|(_, part)| part)
            .collect();
        if !parts.is_empty() {
            self.say(text!("cli.tally", "{parts}", parts = List::of(parts)));
        }
    }
}
