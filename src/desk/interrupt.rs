//! Stopping between two steps and never within one.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A request to stop, such as Ctrl-C, that whoever writes heeds where nothing
/// is half done.
#[derive(Debug, Default)]
pub struct Interrupt {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    signal: Option<i32>,
    writing: usize,
}

impl Interrupt {
    /// Asks for a stop. `true` when nobody is writing, so that the process may
    /// end at once; else the writer stops, or finishes, and tells by
    /// [`Interrupt::signal`].
    pub fn ask(&self, signal: i32) -> bool {
        let mut state = self.state();
        state.signal = Some(signal);
        state.writing == 0
    }

    /// The signal that asked for a stop.
    pub fn signal(&self) -> Option<i32> {
        self.state().signal
    }

    /// Begins to write: from here until the guard is dropped the process is
    /// not ended from outside.
    pub fn begin(&self) -> WritingGuard<'_> {
        self.state().writing += 1;
        WritingGuard(self)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody who writes.
#[derive(Debug)]
pub struct WritingGuard<'a>(&'a Interrupt);

impl Drop for WritingGuard<'_> {
    fn drop(&mut self) {
        self.0.state().writing -= 1;
    }
}
