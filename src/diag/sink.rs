//! The one place problems are told to.

use super::{Code, Span};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Said for the record; nothing is wrong.
    Note,
    /// The result stands but somebody should look.
    Warning,
    /// The input is sound but breaks the press policy: no press file (exit 3).
    Denied,
    /// The input is wrong (exit 1).
    Error,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, one sentence without its code.
    pub message: String,
    /// The file and bytes that cause it, where a file does.
    pub primary: Option<Span>,
    /// Other places that take part, each with what it is.
    pub labels: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem of the code's own severity at `primary`.
    pub fn new(
        code: Code,
        primary: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            primary: primary.into(),
            labels: Vec::new(),
            help: None,
        }
    }

    /// A character that no face at hand has.
    pub fn missing_glyph(place: Span, character: char) -> Diagnostic {
        let message = format!(
            "no font has the character “{character}” (U+{:04X})",
            u32::from(character)
        );
        Diagnostic::new(Code::MissingGlyph, place, message)
            .help("add a font that has it with --font-path, or change the character")
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that takes part.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push((span, text.into()));
        self
    }
}

/// Proof that an error has been told to a [`Sink`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported(());

/// Collects the problems of a run.
#[derive(Debug, Default)]
pub struct Sink {
    list: Vec<Diagnostic>,
}

impl Sink {
    /// An empty sink.
    pub fn new() -> Sink {
        Sink::default()
    }

    /// Tells a problem that does not stop the stage.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        if !self.list.contains(&diagnostic) {
            self.list.push(diagnostic);
        }
    }

    /// Tells an error and mints the proof of it.
    pub fn error(&mut self, diagnostic: Diagnostic) -> Reported {
        debug_assert_eq!(diagnostic.severity, Severity::Error, "{diagnostic:?}");
        self.report(diagnostic);
        Reported(())
    }

    /// The proof that an error is among what was told, if one is.
    pub fn reported(&self) -> Option<Reported> {
        self.has(Severity::Error).then_some(Reported(()))
    }

    /// Whether anything of this severity was told.
    pub fn has(&self, severity: Severity) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.severity == severity)
    }

    /// The errors among what was told.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Takes in what another sink collected, after its own.
    pub fn absorb(&mut self, other: Sink) {
        for diagnostic in other.list {
            self.report(diagnostic);
        }
    }

    /// What was reported, in that order.
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }

    /// What was told: by file and place, problems without a place first.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.list
            .sort_by_key(|diagnostic| diagnostic.primary.map(|span| (span.source, span.start)));
        self.list
    }
}
