//! Reading again what changed while it was read.

use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Severity};
use crate::say::text;

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
        let message = text!(
            "steady.changed-while-edition-read",
            "“{names}” changed while the edition was read",
            names
        );
        let mut diagnostic = Diagnostic::new(Code::InputChanged, None, message);
        if attempt == ATTEMPTS {
            diagnostic.severity = Severity::Error;
            noted.push(diagnostic.help(text!(
                "steady.wait-until-whoever-writes",
                "wait until whoever writes it has finished"
            )));
            return (made, noted);
        }
        noted.push(diagnostic.help(text!(
            "steady.everything-read-again",
            "everything was read again"
        )));
    }
    unreachable!("the last attempt returns")
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    /// A desk whose files changed in so many of the first runs.
    struct Restless(Mutex<usize>);

    impl Desk for Restless {
        fn read(&self, _: &str) -> io::Result<Arc<[u8]>> {
            Ok(Arc::from([]))
        }

        fn changed(&self) -> Vec<String> {
            let mut left = self.0.lock().expect("one thread");
            *left = left.saturating_sub(1);
            vec!["a.md".to_owned(); usize::from(*left > 0)]
        }
    }

    #[test]
    fn what_changed_is_read_again_and_given_up_in_the_end() {
        for (changes, runs, last) in [
            (0, 1, None),
            (2, 3, Some(Severity::Note)),
            (9, 3, Some(Severity::Error)),
        ] {
            let mut count = 0;
            // What changed before the first run is of no concern.
            let desk = Restless(Mutex::new(changes + 2));
            let (made, noted) = steadily(&desk, || {
                count += 1;
                count
            });
            assert_eq!((made, count), (runs, runs), "{changes}");
            assert_eq!(noted.len(), changes.min(3), "{changes}");
            assert_eq!(noted.last().map(|noted| noted.severity), last, "{changes}");
        }
    }
}
