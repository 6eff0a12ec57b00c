//! Reading again what changed while it was read.

use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Severity};

/// How often everything is read before it is given up.
const ATTEMPTS: usize = 3;

/// Runs what reads from a desk until all that it read was of one moment.
/// Returns what the last run came to, and what is to be said of the others: an
/// error when the last one was no better.
pub(crate) fn steadily<T>(desk: &dyn Desk, mut run: impl FnMut() -> T) -> (T, Vec<Diagnostic>) {
    let mut noted = Vec::new();
    // What was read before is of no concern.
    desk.changed();
    for attempt in 1.. {
        let made = run();
        let changed = desk.changed();
        if changed.is_empty() {
            return (made, noted);
        }
        let names = changed.join("”, “");
        let message = format!("“{names}” changed while the edition was read");
        let mut diagnostic = Diagnostic::new(Code::InputChanged, None, message);
        if attempt == ATTEMPTS {
            diagnostic.severity = Severity::Error;
            noted.push(diagnostic.help("wait until whoever writes it has finished"));
            return (made, noted);
        }
        noted.push(diagnostic.help("everything was read again"));
    }
    unreachable!("the last attempt returns")
}
