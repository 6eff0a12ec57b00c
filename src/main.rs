//! The `duikai` program: parses arguments, runs, exits.

use std::process::ExitCode;

fn main() -> ExitCode {
    duikai::cli::run()
}
