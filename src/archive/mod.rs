//! Archives: many editions, each exactly once, however often a run is stopped.
//!
//! Input: a plan, a line an edition, and a folder that any number of processes
//! on any number of machines fill. Output: of each edition its files as blobs
//! named by their SHA-256, a receipt that tells what they are called, and a
//! folder under the edition's name; or a dead letter that says why there are
//! none. Invariants: a receipt is put last, so that what it tells of is whole;
//! what is put depends on inputs and program alone, so that whoever comes
//! second puts the same; whether an archive is complete is read from receipts
//! and from nothing else.
//!
//! `plan` writes down what is wanted, `run` does it, `status` counts what
//! is done, [`report()`] looks back, `synth` makes editions to try it with.

mod commit;
mod entry;
mod fault;
mod gate;
mod job;
mod key;
mod lease;
mod letter;
mod names;
mod order;
mod pattern;
mod plan;
mod receipt;
mod record;
pub mod report;
mod run;
mod set;
mod state;
mod status;
pub mod synth;

pub use entry::{Entry, Produce, read_plan, write_plan};
pub use job::{RunEvent, RunJob, RunSummary};
pub use letter::{DeadLetter, Thumbnail};
pub use order::Shard;
pub use pattern::Pattern;
pub use plan::{Planned, find, nothing_found, plan};
pub use receipt::{EditionReceipt, ReceiptFile};
pub use record::{RunRecord, Sample};
pub use report::report;
pub use run::run;
pub use status::{ArchiveStatus, FailedEdition, status};
