//! How a command ended.

use crate::diag::{Diagnostic, Severity};

/// The outcome of a command, as its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    Fine = 0,
    InputError = 1,
    Usage = 2,
    Denied = 3,
}

impl Exit {
    /// Returns the outcome for a run's diagnostics.
    pub fn of(diagnostics: &[Diagnostic]) -> Exit {
        match diagnostics
            .iter()
            .map(|diagnostic| diagnostic.severity)
            .max()
        {
            Some(Severity::Error) => Exit::InputError,
            Some(Severity::Denied) => Exit::Denied,
            _ => Exit::Fine,
        }
    }
}
