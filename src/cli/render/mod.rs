//! What a command found, for people and programs.

pub(super) mod fit;
pub(super) mod galley;
mod heat;
mod human;
mod page_report;
pub(super) mod preflight;
mod short;

use serde_json::Value;

use human::human;
pub(super) use page_report::{Reported, page_report};
use short::short;

use super::args::Format;
use super::exit::Exit;
use super::output::{err, out, text};
use crate::diag::{Code, Diagnostic, Severity, Sources};
use crate::press::{limited, problem};

/// The renderer of a run's diagnostics.
pub(super) struct Renderer {
    pub format: Format,
    pub colour: bool,
}

impl Renderer {
    /// Shows the diagnostics of a run, as many of each code as are written out.
    pub fn show(&self, sources: &Sources, diagnostics: &[Diagnostic]) {
        let (reported, more) = limited(diagnostics);
        for diagnostic in reported {
            match self.format {
                Format::Human if diagnostic.code == Code::CopyMapped => {
                    err!("{}", short(sources, diagnostic))
                }
                Format::Human => {
                    let human = human(sources, diagnostic, self.colour);
                    text(&mut std::io::stderr().lock(), &(human + "\n"));
                }
                Format::Short => err!("{}", short(sources, diagnostic)),
                Format::Json => err!("{}", problem(sources, diagnostic, &str::to_owned)),
            }
        }
        for more in more {
            match self.format {
                Format::Human => err!("{}\n", more.line()),
                Format::Short => err!("{}", more.line()),
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
    pub fn say(&self, line: &str) {
        if self.format == Format::Human {
            err!("{line}");
        }
    }

    /// Prints a figure that was asked for, for people.
    pub fn figure(&self, line: &str) {
        if self.format != Format::Json {
            err!("{line}");
        }
    }

    /// Prints a line of a command's findings, for people.
    pub fn found(&self, line: &str) {
        if self.format != Format::Json {
            out!("{line}");
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

    /// Prints a line that counts the diagnostics.
    pub fn tally(&self, diagnostics: &[Diagnostic]) {
        let count = |severity: Severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        let parts: Vec<String> = [
            (Severity::Error, "error"),
            (Severity::Denied, "page fault"),
            (Severity::Warning, "warning"),
        ]
        .into_iter()
        .filter_map(|(severity, name)| match count(severity) {
            0 => None,
            1 => Some(format!("1 {name}")),
            many => Some(format!("{many} {name}s")),
        })
        .collect();
        if !parts.is_empty() {
            self.say(&parts.join(", "));
        }
    }
}
