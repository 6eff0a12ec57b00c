//! What an edition is made of: plain types, each file by itself or from those
//! before it.
//!
//! Input: none; [`resolve`](super::resolve) fills them. Invariant: nothing here
//! reads a file or reports a problem.

mod ad;
mod calendar;
mod columns;
mod credit_words;
mod eras;
mod foreign;
mod grid;
mod house;
mod inks;
mod links;
mod matter;
mod outline;
mod page;
mod runaround;
mod spread;
mod words;

pub use ad::{AdLabel, AdSlot};
pub use calendar::{
    WEEKDAYS, chinese_folio, chinese_number, date_words, day_number, lunar, weekday,
};
pub(super) use calendar::{has_lunar, words};
pub use columns::Columns;
pub use credit_words::CreditWords;
pub(super) use eras::{ERA_FIELDS, eras};
pub use foreign::{Breach, ForeignFault, ForeignPage, PagePlacer, PageWanted};
pub use grid::{FoldGap, Grid};
pub use house::{
    BoxFrame, Copyfit, Delivery, FurnitureRow, FurnitureSlot, HeadDress, House, Lace, PartStyle,
    RuleStyle, StoryKind, VAlign,
};
pub use inks::PageInks;
pub use links::{Links, PageLinks, SlotAt, SlotLinks};
pub use matter::Matter;
pub use page::{
    Arrange, CutlineAt, Endings, HeadOver, Page, PictureSlot, RulePlace, RuleSlot, Shot, Side,
    StoryId, StorySlot, Tightened,
};
pub use runaround::{Runaround, RunaroundShape};
pub use spread::Spread;
pub use words::{JumpTexts, Lead, page_named};
