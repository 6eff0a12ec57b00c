//! Lines to whoever listens.

use std::fmt;
use std::io::{self, Write};
use std::process;

/// Prints a line on standard output.
macro_rules! out {
    ($($words:tt)*) => { $crate::cli::output::line(&mut std::io::stdout().lock(), format_args!($($words)*)) };
}

/// Prints a line on standard error.
macro_rules! err {
    ($($words:tt)*) => { $crate::cli::output::line(&mut std::io::stderr().lock(), format_args!($($words)*)) };
}

pub(super) use {err, out};

/// A line for the reader of a stream. One who has gone away, as `head` does,
/// misses it; the work goes on, and its exit code tells how it ended.
pub(super) fn line(stream: &mut dyn Write, words: fmt::Arguments<'_>) {
    if let Err(fault) = writeln!(stream, "{words}")
        && fault.kind() != io::ErrorKind::BrokenPipe
    {
        // Nobody is left to be told if this fails as well.
        let _ = writeln!(
            io::stderr(),
            "error[output-failed]: what is told cannot be written: {fault}"
        );
        process::exit(1);
    }
}
