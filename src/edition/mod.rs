//! The edition 一期: everything named, absolute and checked.
//!
//! Input: specs, copy and pictures from a [desk](crate::desk). Output: an
//! [`Edition`] with its stories, pictures, styles and slots. [`model`] is what
//! it is made of, [`resolve`] how it comes about, stage by stage.
//! Invariant: nothing in it has still to be looked up by name, every slot
//! lies inside the type area and none covers another.

pub mod model;
pub mod resolve;

pub use crate::spec::{ColumnMode, CropSpec};
pub use model::{
    AdLabel, AdSlot, Arrange, BoxFrame, Columns, Copyfit, CreditWords, CutlineAt, Delivery,
    Endings, FoldGap, FurnitureRow, FurnitureSlot, Grid, HeadDress, HeadOver, House, JumpTexts,
    Lace, Lead, Matter, Page, PageInks, PartStyle, PictureSlot, RulePlace, RuleSlot, RuleStyle,
    Runaround, RunaroundShape, Shot, Side, Spread, StoryId, StoryKind, StorySlot, Tightened,
    VAlign, WEEKDAYS, chinese_folio, chinese_number, date_words, day_number, lunar, page_named,
    weekday,
};
pub use resolve::{bundled_style, house_named};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::asset::{Fonts, OutputProfile, Pictures};
use crate::diag::{Code, Level, Limits, Span, Spanned};
use crate::geom::Folio;
use crate::story::Story;

/// A resolved edition.
pub struct Edition {
    /// The paper's name.
    pub paper: String,
    /// The date, `2021-12-31`.
    pub date: String,
    /// Prefix of file names: the edition's slug or the paper's name, with the date.
    pub slug: String,
    /// The language of the paper.
    pub lang: crate::style::Lang,
    /// Delivery of the press files.
    pub delivery: Delivery,
    /// The printing condition.
    pub condition: Arc<OutputProfile>,
    /// The stories; slots name them.
    pub stories: BTreeMap<StoryId, Arc<Story>>,
    /// The pages, in order.
    pub pages: Vec<Arc<Page>>,
    /// The fonts.
    pub fonts: Arc<Fonts>,
    /// The pictures.
    pub pictures: Pictures,
    /// Every file read and its bytes' SHA-256 in hex.
    pub inputs: Vec<(String, String)>,
    /// Fonts that the layout names, by the name that styles use.
    pub font_names: BTreeMap<String, Span>,
    /// Limits of automatic copyfitting.
    pub copyfit: Copyfit,
    /// The level of each lint; one that is not here is allowed.
    pub lints: BTreeMap<Code, Level>,
    /// Limits of the lints.
    pub limits: Limits,
    /// Texts of jump lines and refers.
    pub words: JumpTexts,
    /// What is printed of who took a picture.
    pub credit_words: CreditWords,
    /// The number of the issue 总期号, where the layout counts them.
    pub issue: Option<i64>,
    /// Texts that page 1 must print, each as a list of alternatives.
    pub must_print: Vec<Vec<String>>,
    /// Numbers of all pages, unwanted ones included, in the order of the edition file.
    pub numbers: Vec<Spanned<Folio>>,
    /// The edition's own texts for furniture, as written.
    pub fields: BTreeMap<String, Spanned<String>>,
}
