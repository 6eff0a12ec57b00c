//! The edition 一期: everything named, absolute and checked.
//!
//! Input: a [`Desk`](crate::desk::Desk) and the path of an `edition.toml`.
//! Output: an [`Edition`] with its stories, pictures, styles and slots.
//! Invariant: nothing in it has still to be looked up by name, every slot
//! lies inside the type area and none covers another.

mod ad;
mod calendar;
mod columns;
mod condition;
mod credit_words;
mod drawing;
mod fields;
mod furniture;
mod grid;
mod house;
mod inks;
mod issue;
mod layout;
mod link;
mod load;
mod loader;
mod outline;
mod page;
mod pairs;
mod picture;
mod place;
mod rule;
mod runaround;
mod spread;
mod styles;
mod words;

pub use crate::spec::{ColumnMode, Crop};
pub use ad::{AdLabel, AdSlot, Matter};
pub use calendar::{chinese_number, date_words, day_number, lunar, weekday};
pub use columns::Columns;
pub use credit_words::CreditWords;
pub use grid::Grid;
pub use house::{
    BoxFrame, Copyfit, Delivery, FurnitureRow, FurnitureSlot, HeadDress, House, Lace, PartStyle,
    RuleStyle, StoryKind, VAlign,
};
pub use inks::PageInks;
pub use layout::bundled_style;
pub use load::{Loaded, load};
pub use page::{
    Arrange, CutlineAt, Endings, HeadOver, Page, PictureSlot, RulePlace, RuleSlot, Shot, Side,
    StorySlot, Tightened,
};

pub use runaround::{Runaround, RunaroundShape};
pub use spread::{FoldGap, Spread};
pub use words::{JumpTexts, Lead, page_named};

use std::collections::BTreeMap;

use crate::asset::{Fonts, OutputProfile, Pictures};
use crate::diag::{Code, Level, Limits, Span, Spanned};
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
    /// How its press files are delivered.
    pub delivery: Delivery,
    /// The printing condition.
    pub condition: OutputProfile,
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
    /// Where the layout names its own fonts, by what styles call them.
    pub font_names: BTreeMap<String, Span>,
    /// How far its stories may be made to fit by themselves.
    pub copyfit: Copyfit,
    /// The level of each lint; one that is not here is allowed.
    pub lints: BTreeMap<Code, Level>,
    /// Where the lints draw the line.
    pub limits: Limits,
    /// What jump lines and refers say.
    pub words: JumpTexts,
    /// What is printed of who took a picture.
    pub credit_words: CreditWords,
    /// The number of the issue 总期号, where the layout counts them.
    pub issue: Option<i64>,
    /// What page 1 must print, each in the words any of which will do.
    pub must_print: Vec<Vec<String>>,
    /// The numbers of all its pages, those not asked for among them, in the
    /// order of the edition file.
    pub numbers: Vec<Spanned<u32>>,
    /// The edition's own texts for furniture, as written.
    pub fields: BTreeMap<String, Spanned<String>>,
}
