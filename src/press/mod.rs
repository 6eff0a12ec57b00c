//! Delivery 交付: from finished pages to what the printer gets.
//!
//! Input: an edition and how it is wanted. Output: press files named as the
//! printer wants them and checked by the printer's rules, a ticket for every
//! page, a manifest, a report; or, when the pages may not go to press, proofs
//! with the faults marked. Invariant: nothing is written unless all of it can
//! be, and nothing that was sent is ever written over.
//!
//! [`prepare`] sets, makes and checks the files and touches no folder;
//! [`Ready::deliver`] names them by what was sent before and writes them.

mod check;
mod contents;
mod edition;
mod fault;
mod files;
mod galley;
mod lock;
mod manifest;
mod names;
mod output;
mod pairs;
mod printer;
mod problem;
mod proofs;
mod record;
mod remains;
mod report;
mod send;
mod sent;
mod ticket;
mod write;

pub use check::{tenths, times};
pub use edition::{Delivered, Prepared, PressJob, Ready, plant, prepare, prepare_set};
pub use files::FileSet;
pub use galley::galley_file;
pub use lock::{LOCK_FILE, Lock, folder_faults, lock_faults};
pub use output::Output;
pub use printer::printer_named;
pub use problem::{More, in_language, limited, problem, problems, severity};
pub use proofs::{draw, heat, plates, soft};
pub use remains::press_files_in;
pub use report::{InputNames, stories};
pub use send::{Receipt, Sending, SentFile, hot_folder, send};
pub use sent::{enter_sent, may_be_sent};
pub use write::{exchange, folder_fault, write};
