//! `completions`.

use std::io;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::args::Args;
use super::exit::Exit;
use super::output::text;

/// Prints the completions of a shell.
pub(super) fn completions(shell: Shell) -> Exit {
    let mut script = Vec::new();
    generate(shell, &mut Args::command(), "duikai", &mut script);
    let script = String::from_utf8_lossy(&script);
    text(&mut io::stdout().lock(), script.trim_end());
    Exit::Fine
}
