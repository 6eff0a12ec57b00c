//! How bad a problem is.

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For the record; nothing is wrong.
    Note,
    /// A result that is usable but should be looked at.
    Warning,
    /// Sound input that breaks the press policy: no press file (exit 3).
    Denied,
    /// Wrong input (exit 1).
    Error,
}
