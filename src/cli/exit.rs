//! How a command ended.

use crate::diag::{Diagnostic, Severity};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    Fine = 0,
    InputError = 1,
    Usage = 2,
    Denied = 3,
}

impl Exit {
    /// What a run's problems amount to.
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
