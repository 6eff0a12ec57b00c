//! A page 版 as written.

use super::value::{Length, Place, Reach};
use crate::diag::{Span, Spanned};

/// `page-01.toml`.
#[derive(Clone, Debug)]
pub struct PageSpec {
    /// `number`: the page number 版序, 1 or more.
    pub number: Spanned<u32>,
    /// `section`: the section name 版名.
    pub section: Spanned<String>,
    /// `[[story]]`, in reading order.
    pub stories: Vec<StorySpec>,
    /// `[[picture]]` standing alone on the page.
    pub pictures: Vec<PictureSpec>,
    /// `[[rule]]`.
    pub rules: Vec<RuleSpec>,
}

/// `[[story]]`, or `[[story.inset]]` inside another's slot.
#[derive(Clone, Debug)]
pub struct StorySpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `id`: a name for refers; the copy's file stem when absent.
    pub id: Option<Spanned<String>>,
    /// `copy`: the article file.
    pub copy: Spanned<String>,
    /// `kind`: a kind of the layout.
    pub kind: Spanned<String>,
    /// `at`: the slot, `"1-4栏 16-84行"`.
    pub at: Spanned<Place>,
    /// `head`: the rows of the headline, `"11行"`; computed when absent.
    pub head: Option<Spanned<u32>>,
    /// `head-at`: a place of its own for the headline, `"1-4栏 16-26行"`.
    pub head_at: Option<Spanned<Place>>,
    /// `columns`: set in so many columns 破栏; the slot's base columns when absent.
    pub columns: Option<Spanned<u32>>,
    /// `refer`: the id of the story that this one points to.
    pub refer: Option<Spanned<String>>,
    /// `[[story.picture]]`, run round by the text.
    pub pictures: Vec<PictureSpec>,
    /// `[[story.inset]]`: sidebars 边栏, run round by the text.
    pub insets: Vec<StorySpec>,
}

/// `[[picture]]` or `[[story.picture]]`.
#[derive(Clone, Debug)]
pub struct PictureSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `file`.
    pub file: Spanned<String>,
    /// `at`: the slot, cutline included.
    pub at: Spanned<Place>,
    /// `width`: narrower than the slot's columns, set against `side`.
    pub width: Option<Spanned<Length>>,
    /// `side`: `"left"`, `"right"` or `"centre"` when narrower.
    pub side: Option<Spanned<String>>,
    /// `cutline` 图说; the story's own when absent.
    pub cutline: Option<Spanned<String>>,
    /// `credit` 摄影; the story's own when absent.
    pub credit: Option<Spanned<String>>,
    /// `focus`: `[x, y]` in per cent of the picture, the point that cropping
    /// keeps; 50, 50 when absent.
    pub focus: Option<Spanned<(u32, u32)>>,
}

/// `[[rule]]`: either vertical (`after` a column, over `rows`) or horizontal
/// (`below` a row, over `columns`).
#[derive(Clone, Debug)]
pub struct RuleSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `style`: a rule of the layout.
    pub style: Spanned<String>,
    /// `after = "4栏"`: in the alley after this column.
    pub after: Option<Spanned<u32>>,
    /// `rows = "16-84行"`.
    pub rows: Option<Spanned<Reach>>,
    /// `below = "43行"`: in the gap below this row; 0 is above the first.
    pub below: Option<Spanned<u32>>,
    /// `columns = "5-6栏"`.
    pub columns: Option<Spanned<Reach>>,
}
