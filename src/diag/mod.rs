//! Diagnostics.
//!
//! Input: problems met by any stage. Output: one ordered list of
//! [`Diagnostic`]s for people and programs.
//! Invariant: only [`Sink::error`] mints a [`Reported`], so a stage that
//! returns `Result<T, Reported>` cannot fail silently.

mod code;
mod lint;
mod manual;
mod near;
mod severity;
mod shown;
mod sink;
mod source;

pub use code::Code;
pub use lint::{Level, Limit, Limits};
pub use near::{did_you_mean, listed, nearest};
pub use severity::Severity;
pub use shown::shown;
pub use sink::{Diagnostic, Reported, Sink};
pub use source::{LineColumn, SourceId, Sources, Span, Spanned};
