//! Make-up 拼版: from slots and text to the finished page.
//!
//! Input: an [`Edition`](crate::edition::Edition) and one of its pages. Output: a [`Forme`](crate::forme::Forme), the fit of
//! every story, and the problems found. Invariant: everything is placed where the dummy says; text
//! order in the forme is reading order; a story is made where it begins, with all slots in which it
//! continues, and every page collects what is on it.

mod ad;
mod body;
mod clash;
mod compositor;
mod copyfit;
mod covered;
mod drawn;
mod dress;
mod fit;
mod furniture;
mod glyphs;
mod group;
mod head;
mod heavy;
mod inked;
mod inks;
mod interline;
mod jump;
mod lace;
mod legs;
mod lighter;
mod open;
mod opening;
mod outline;
mod page;
mod picture;
mod remedy;
mod roles;
mod room;
mod rule;
mod run;
mod runaround;
mod shape;
mod slot;
mod story;
mod table;
mod text;
mod unprintable;

pub use dress::{Dressed, dress};
pub use fit::{Adjustment, Spent, StoryFit};
pub use interline::{Tight, tight};
pub use page::{MadePage, SetStory, elsewhere, gather, make_up, set_stories, stories_of, wanted};
pub use remedy::{Change, CopyCut, Remedies, Remedy, remedies, remedies_of};
pub use run::{column_items, line_items};
pub use slot::chain_of;
pub use unprintable::unprintable;
