//! The command line.
//!
//! Input: arguments as typed. Output: files, diagnostics and an exit code.
//! Invariant: nothing is written unless all of it can be; everything a
//! command decides comes from its arguments and the library.

mod args;
mod build;
mod fit;
mod galley;
mod handover;
mod job;
mod lists;
mod output;
mod preflight;
mod press;
mod proof;
mod remains;
mod render;
mod report;
mod sent;

pub use job::run;
