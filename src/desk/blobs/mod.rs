//! A folder that many processes fill at the same time, on one machine or on
//! several that share it.
//!
//! Input: names and bytes. Output: files that are whole or not there, each
//! put once. Invariants: a name never appears before its bytes are on the
//! disk; two processes that put the same name leave one file; what a process
//! that died was writing is swept by the next one.
//!
//! A process is a [`Worker`]: a file that it holds locked. Whether another
//! one lives is told by that lock on the same machine, and elsewhere by
//! whether its file still changes, measured by the clock of who asks: no two
//! clocks are ever compared.

mod disk;
mod flush;
mod view;
mod worker;

pub use disk::Blobs;
pub use worker::Worker;
