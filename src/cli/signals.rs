//! Ctrl-C and TERM.

use std::sync::Arc;

use crate::desk::Interrupt;

/// Ends the process when it is asked to: at once while nothing is being
/// written, and else as soon as what is written is whole.
#[cfg(unix)]
pub(super) fn heed(interrupt: &Arc<Interrupt>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // Where signals cannot be heeded they end the process as ever.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else {
        return;
    };
    let interrupt = Arc::clone(interrupt);
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if interrupt.ask(signal) {
                std::process::exit(code(signal));
            }
        }
    });
}

#[cfg(not(unix))]
pub(super) fn heed(_: &Arc<Interrupt>) {}

/// The exit code of a process that a signal ended.
pub(super) fn code(signal: i32) -> i32 {
    128 + signal
}
