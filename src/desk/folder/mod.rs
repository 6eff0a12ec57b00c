//! A folder that files are delivered into.
//!
//! Input: the files to write and the names to take away. Output: the folder
//! with all of the change made, or none. Invariants: one process at a time
//! changes a folder; whoever comes by its path sees all of the old or all of
//! the new; what a stopped process left is finished or swept by the next one
//! that opens the folder.
//!
//! Two ways lead there. Where the file system can swap two folders in one step,
//! the whole new set is laid out in a
//! folder beside it and the two are swapped ([`exchange`]); elsewhere a journal
//! says what is to be done, old files are kept until all of it is, and readers
//! may see the change file by file ([`stepwise`]).

mod change;
#[cfg_attr(not(unix), path = "exchange_nowhere.rs")]
mod exchange;
mod fault;
mod handle;
mod holder;
mod journal;
mod lock;
mod place;
mod stepwise;

pub use change::FolderChange;
pub use fault::FolderFault;
pub use handle::Folder;
pub use holder::{Holder, moment};
