//! The one place problems are reported to.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::code::Code;
use super::severity::Severity;
use super::source::{SourceId, Span};
use crate::say::{Text, text};
use crate::script::unset;

/// A problem, as reported to people and programs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Severity of the problem.
    pub severity: Severity,
    /// The problem in one sentence, without its code.
    pub message: Text,
    /// The file and byte range that cause it, if a file does.
    pub primary: Option<Span>,
    /// Other places involved, each with a caption.
    pub labels: Vec<(Span, Text)>,
    /// Advice on how to solve it.
    pub help: Option<Text>,
    /// Every place it was met at, when its code is counted.
    #[expect(
        clippy::box_collection,
        reason = "few have any, and it is handed about in results"
    )]
    places: Box<BTreeSet<Span>>,
}

impl Diagnostic {
    /// Creates a diagnostic of the code's default severity at `primary`.
    pub fn new(
        code: Code,
        primary: impl Into<Option<Span>>,
        message: impl Into<Text>,
    ) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            primary: primary.into(),
            labels: Vec::new(),
            help: None,
            places: Box::default(),
        }
    }

    /// More than a limit of [`crate::limits`] allows: `what` has `count`, and
    /// `most` are taken.
    pub fn over_limit(place: Span, what: impl Into<Text>, count: usize, most: usize) -> Diagnostic {
        let message = text!(
            "diag.over-limit",
            "{what}: {count}, and {most} at most are taken",
            what = what.into(),
            count,
            most
        );
        Diagnostic::new(Code::OverLimit, place, message)
    }

    /// Creates the diagnostic of a character that no available font has, or whose script lines
    /// cannot be set in.
    pub fn missing_glyph(place: Span, character: char) -> Diagnostic {
        if let Some(script) = unset(character) {
            let message = text!(
                "diag.unset-script",
                "words in {script} script cannot be set",
                script
            );
            return Diagnostic::new(Code::UnsetScript, place, message).help(text!(
                "diag.unset-script-help",
                "have the words set elsewhere and place them as a picture, SVG or PDF; lines run from left to right here"
            ));
        }
        let message = text!(
            "diag.no-font",
            "no font has the character “{character}” (U+{code:04X})",
            character,
            code = u32::from(character)
        );
        Diagnostic::new(Code::MissingGlyph, place, message).help(text!(
            "diag.no-font-help",
            "add a font that has it with --font-path, or change the character"
        ))
    }

    /// How many places are kept of it beside its own; none but when counted.
    pub(crate) fn places(&self) -> usize {
        self.places.len()
    }

    /// Sets the help text.
    pub fn help(mut self, help: impl Into<Text>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that is involved, with its caption.
    pub fn label(mut self, span: Span, text: impl Into<Text>) -> Diagnostic {
        self.labels.push((span, text.into()));
        self
    }
}

/// Proof that an error has been reported to a [`Sink`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported(());

/// Collects the problems of a run.
///
/// What is reported twice is kept once. A code that is counted
/// ([`Code::is_counted`]) is kept once a file, with the places it was met at.
/// Reporting costs the logarithm of what was reported before.
#[derive(Debug, Default)]
pub struct Sink {
    list: Vec<Diagnostic>,
    /// Where in `list` the diagnostics of a hash stand.
    known: BTreeMap<u64, Vec<usize>>,
    /// Diagnostics of each severity.
    counts: BTreeMap<Severity, usize>,
}

/// What a counted diagnostic is known by: all but where in its file it stands.
fn counted(diagnostic: &Diagnostic) -> Option<(Code, SourceId, &Text)> {
    let place = diagnostic
        .primary
        .filter(|_| diagnostic.code.is_counted())?;
    Some((diagnostic.code, place.source, &diagnostic.message))
}

/// Labels of one diagnostic.
const LABELS: usize = 20;

fn hash(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

impl Sink {
    /// Creates an empty sink.
    pub fn new() -> Sink {
        Sink::default()
    }

    /// Reports a problem that does not stop the stage.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let mut diagnostic = diagnostic;
        diagnostic.labels.truncate(LABELS);
        if counted(&diagnostic).is_some() && diagnostic.places.is_empty() {
            diagnostic.places.extend(diagnostic.primary);
        }
        self.keep(diagnostic);
    }

    fn keep(&mut self, new: Diagnostic) {
        let key = counted(&new);
        let same = |kept: &Diagnostic| match key {
            Some(key) => counted(kept) == Some(key),
            None => *kept == new,
        };
        let at = key.map_or_else(|| hash(&new), hash);
        let alike = self.known.entry(at).or_default();
        match alike.iter().find(|nth| same(&self.list[**nth])) {
            Some(&nth) => {
                let kept = &mut self.list[nth];
                kept.places.extend(*new.places);
                if let Some(first) = kept.places.first() {
                    kept.primary = Some(*first);
                }
            }
            None => {
                *self.counts.entry(new.severity).or_default() += 1;
                alike.push(self.list.len());
                self.list.push(new);
            }
        }
    }

    /// Reports an error and mints the proof of it.
    pub fn error(&mut self, diagnostic: Diagnostic) -> Reported {
        debug_assert_eq!(diagnostic.severity, Severity::Error, "{diagnostic:?}");
        self.report(diagnostic);
        Reported(())
    }

    /// The proof that an error is among what was reported, if one is.
    pub fn reported(&self) -> Option<Reported> {
        self.has(Severity::Error).then_some(Reported(()))
    }

    /// Whether anything of this severity was reported.
    pub fn has(&self, severity: Severity) -> bool {
        self.counts.contains_key(&severity)
    }

    /// The errors among what was reported.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What was reported, in that order. What is counted keeps its places, so
    /// that another sink can go on counting.
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }

    /// What was reported: by file and place, problems without a place first.
    pub fn finish(self) -> Vec<Diagnostic> {
        let said = |mut diagnostic: Diagnostic| {
            let places = std::mem::take(&mut diagnostic.places).len();
            if places > 1 {
                diagnostic.message = text!(
                    "diag.times",
                    "{message}, {places} times",
                    message = diagnostic.message,
                    places
                );
            }
            diagnostic
        };
        let mut list: Vec<Diagnostic> = self.list.into_iter().map(said).collect();
        list.sort_by_key(|diagnostic| diagnostic.primary.map(|span| (span.source, span.start)));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sources;

    #[test]
    fn a_problem_is_kept_once_and_a_counted_one_once_a_file() {
        let mut sources = Sources::default();
        let (a, b) = (
            sources.add("a", String::new()),
            sources.add("b", String::new()),
        );
        let glyph = |source, at| Diagnostic::missing_glyph(Span::new(source, at, at + 3), '𰻝');
        let other = |at| Diagnostic::new(Code::BadValue, Span::new(a, at, at), "x");
        let (mut sink, mut page) = (Sink::new(), Sink::new());
        for found in [glyph(a, 9), other(0), other(0), other(1)] {
            sink.report(found);
        }
        for found in [glyph(a, 9), glyph(b, 3), glyph(a, 3), other(0)] {
            page.report(found);
        }
        page.into_list()
            .into_iter()
            .for_each(|diagnostic| sink.report(diagnostic));
        let mut kept: Vec<(SourceId, u32, String)> = sink
            .finish()
            .into_iter()
            .filter_map(|kept| Some((kept.primary?, kept.message)))
            .map(|(place, message)| (place.source, place.start, message.to_string()))
            .collect();
        kept.sort_by_key(|(source, ..)| *source != a);
        let glyph = "no font has the character “𰻝” (U+30EDD)";
        assert_eq!(
            kept,
            [
                (a, 0, "x".to_owned()),
                (a, 1, "x".to_owned()),
                (a, 3, format!("{glyph}, 2 times")),
                (b, 3, glyph.to_owned()),
            ]
        );
    }
}
