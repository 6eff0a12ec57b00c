//! Changes of an edition's files by hand.
//!
//! Input: the text of a page file or an article, and what is to be changed in it. Output: the new
//! text, or why there is none. Invariant: every byte that does not belong to the changed value
//! stays, comments and layout with it; the new text is read again, and holds the values of the old
//! one but for those that were to be changed.
//!
//! Pure: nothing is read or written here.

mod edition;
mod fault;
mod page;
mod remedy;
mod slot;

pub use edition::list_page;
pub use fault::EditFault;
pub use page::{PageStep, edit_page, swap_stories};
pub use remedy::{FileEdit, apply_remedy};
