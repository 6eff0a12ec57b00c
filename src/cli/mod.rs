//! The command line.
//!
//! Input: arguments as typed. Output: files, diagnostics and an exit code.
//! Invariant: a command decides nothing; it hands what was typed to the
//! library and shows what came of it.

mod apply;
mod archive;
mod args;
mod build;
mod check;
mod completions;
mod diff;
mod drafts;
mod exit;
mod explain;
mod export;
mod fit;
mod fonts;
mod galley;
mod galley_args;
mod guide;
mod help;
mod import;
mod language;
mod layout;
mod lock;
mod lsp;
mod man;
mod new;
mod new_args;
mod output;
mod preflight;
mod proof;
mod render;
mod run;
mod schema;
mod send;
mod sent;
mod serve;
mod setup;
mod signals;
mod target;
mod tidy;
mod verify;

pub use run::run;
