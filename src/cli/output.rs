//! Lines to whoever listens.

use std::fmt;
use std::io::{self, Write};
use std::process;

use crate::diag::shown;

/// Prints one line on standard output, whatever stands in its words.
macro_rules! out {
    ($($words:tt)*) => { $crate::cli::output::line(&mut std::io::stdout().lock(), format_args!($($words)*)) };
}

/// Prints one line on standard error, whatever stands in its words.
macro_rules! err {
    ($($words:tt)*) => { $crate::cli::output::line(&mut std::io::stderr().lock(), format_args!($($words)*)) };
}

pub(super) use {err, out};

/// One line for the reader of a stream: what would end it or do more than
/// stand in it is escaped.
pub(super) fn line(stream: &mut dyn Write, words: fmt::Arguments<'_>) {
    text(stream, &shown(&words.to_string()));
}

/// A text of our own making for the reader of a stream, as it is. One who has
/// gone away, as `head` does, misses it; the work goes on, and its exit code
/// tells how it ended.
pub(super) fn text(stream: &mut dyn Write, text: &str) {
    if let Err(fault) = writeln!(stream, "{text}")
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
