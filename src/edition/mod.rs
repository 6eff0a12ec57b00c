//! The edition 一期: everything named, absolute and checked.
//!
//! Input: a [`Desk`](crate::desk::Desk) and the path of an `edition.toml`.
//! Output: an [`Edition`] with its stories, pictures, styles and slots.
//! Invariant: nothing in it has still to be looked up by name, every slot
//! lies inside the type area and none covers another.

mod calendar;
mod fields;
mod grid;
mod house;
mod load;
mod page;
mod press;
mod styles;

pub use calendar::chinese_number;
pub use grid::Grid;
pub use house::{Frame, FurnitureRow, FurnitureSlot, House, Kind, PartStyle, RuleStyle, VAlign};
pub use load::{bundled_style, load};
pub use page::{Page, PictureSlot, RulePlace, RuleSlot, Side, StorySlot};

use crate::asset::{Fonts, OutputProfile, Pictures};
use crate::diag::Span;
use crate::story::Story;

/// A resolved edition.
pub struct Edition {
    /// The paper's name.
    pub paper: String,
    /// The date, `2021-12-31`.
    pub date: String,
    /// A short name for files: the edition folder's.
    pub slug: String,
    /// The language of the paper.
    pub lang: crate::style::Lang,
    /// The printing condition.
    pub press: OutputProfile,
    /// The stories; slots name them by index.
    pub stories: Vec<Story>,
    /// The pages, in order.
    pub pages: Vec<Page>,
    /// The fonts.
    pub fonts: Fonts,
    /// The pictures.
    pub pictures: Pictures,
    /// Where each origin on a page comes from.
    pub origins: Vec<Span>,
    /// Every file read and its bytes' SHA-256 in hex.
    pub inputs: Vec<(String, String)>,
}
