//! Something to start from: a new edition, a page and a story in one.
//!
//! Input: a template by its name, or an edition as it stands on a desk. Output:
//! files by their paths, as texts; nothing is written here.
//! Invariant: what is made can be set at once, and takes no file's place.

mod draft;
mod language;
mod page;
mod place;
mod reads;
mod story;
mod template;

pub use draft::{Draft, StartFault};
pub use page::new_page;
pub use story::{StoryWanted, new_story};
pub use template::Template;
