//! From specs and copy to an edition, in stages.
//!
//! Input: the files of a desk, and the values of the stages before. Output: a
//! value and what is wrong, by itself: [`Staged`]. House and stories need
//! nothing of each other; a page needs the house, and of the others only where
//! stories begin; `link` is made of all pages.
//! Invariant: a stage depends on its arguments and on the files it names in
//! [`Staged::reads`], on nothing else, so its value may be kept.

mod ad;
mod condition;
mod drawing;
mod fields;
mod fonts;
mod foreign;
mod frame;
mod furniture;
mod inks;
mod issue;
mod layout;
mod link;
mod loader;
mod maker;
mod measures;
mod names;
mod overlap;
mod page;
mod pairs;
mod picture;
mod rule;
mod runaround;
mod slot;
mod spread;
mod stages;
mod styles;
mod tables;
mod words;

pub use fonts::FontPlaces;
pub use frame::{Frame, StoryStart, frame};
pub use layout::{bundled_style, house_named};
pub use link::link;
pub use loader::{Means, Staged, beside, no_pdf};
pub use page::ResolvedPage;
pub use stages::{
    PageJob, ResolvedHouse, articles, check_fonts, check_lacking, copy_fonts, levels, read_edition,
    read_page, read_story, resolve_house, resolve_page, roots, slug,
};
