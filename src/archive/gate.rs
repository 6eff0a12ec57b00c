//! Memory that editions share.

use std::sync::{Condvar, Mutex, PoisonError};

/// A gate that lets editions in as long as there is memory for them; one alone
/// is always let in.
#[derive(Debug)]
pub(super) struct Gate {
    most: u64,
    taken: Mutex<u64>,
    freed: Condvar,
}

/// Memory that was taken, given back when this is dropped.
#[derive(Debug)]
pub(super) struct Pass<'g> {
    gate: &'g Gate,
    bytes: u64,
}

impl Gate {
    /// A gate to so many bytes.
    pub fn new(most: u64) -> Gate {
        Gate {
            most,
            taken: Mutex::new(0),
            freed: Condvar::new(),
        }
    }

    /// Waits until there is memory.
    pub fn enter(&self, bytes: u64) -> Pass<'_> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |taken: &mut u64| *taken > 0 && *taken + bytes > self.most;
        let mut taken = self
            .freed
            .wait_while(taken, full)
            .unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Pass { gate: self, bytes }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut taken = self
            .gate
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *taken -= self.bytes;
        self.gate.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn no_more_is_let_in_than_there_is_memory_for_and_one_always() {
        let gate = Gate::new(100);
        let (inside, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let pass = gate.enter(40);
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(pass);
                    }
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= 2);
        drop(gate.enter(1000));
    }
}
