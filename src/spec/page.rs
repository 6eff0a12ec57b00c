//! A page 版 as written.

use super::reader::{self, Table};
use super::value::{Hao, Length, Place, Reach};
use crate::diag::{Reported, Sink, SourceId, Sources, Span, Spanned};

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

impl PageSpec {
    /// Reads a page file; every problem of the file is told.
    pub fn read(source: SourceId, sources: &Sources, sink: &mut Sink) -> Result<PageSpec, Reported> {
        reader::read(source, sources, sink, |table| {
            let number = table.need("number", table.count("number"));
            let section = table.need("section", table.string("section"));
            let stories: Vec<StorySpec> = table.tables("story").iter().filter_map(story).collect();
            let pictures = table.tables("picture").iter().filter_map(picture).collect();
            let rules = table.tables("rule").iter().filter_map(rule).collect();
            if let Some(number) = number.as_ref().filter(|number| number.value == 0) {
                table.bad(number.span, "pages are counted from 1", "write the page number, 1 or more");
            }
            Some(PageSpec { number: number?, section: section?, stories, pictures, rules })
        })
    }
}

fn place(table: &Table<'_>, key: &'static str) -> Option<Spanned<Place>> {
    table.parsed(key, Place::FORM, Place::parse)
}

fn story(table: &Table<'_>) -> Option<StorySpec> {
    let copy = table.need("copy", table.string("copy"));
    let kind = table.need("kind", table.string("kind"));
    let at = table.need("at", place(table, "at"));
    let (id, head, head_at) = (table.string("id"), table.count("head"), place(table, "head-at"));
    let (columns, refer) = (table.count("columns"), table.string("refer"));
    let pictures = table.tables("picture").iter().filter_map(picture).collect();
    let insets = table.tables("inset").iter().filter_map(story).collect();
    table.finish();
    Some(StorySpec { span: table.span, id, copy: copy?, kind: kind?, at: at?, head, head_at, columns, refer, pictures, insets })
}

fn picture(table: &Table<'_>) -> Option<PictureSpec> {
    let file = table.need("file", table.string("file"));
    let at = table.need("at", place(table, "at"));
    let width = table.parsed("width", Length::FORM, |text| Length::parse(text, Hao::News));
    let (side, cutline, credit) = (table.string("side"), table.string("cutline"), table.string("credit"));
    let focus = table.counts::<2>("focus").map(|focus| Spanned { value: (focus.value[0], focus.value[1]), span: focus.span });
    if let Some(focus) = focus.as_ref().filter(|focus| focus.value.0 > 100 || focus.value.1 > 100) {
        table.bad(focus.span, "`focus` leaves the picture", "write two numbers from 0 to 100, per cent from the left and from the top");
    }
    table.finish();
    Some(PictureSpec { span: table.span, file: file?, at: at?, width, side, cutline, credit, focus })
}

fn rule(table: &Table<'_>) -> Option<RuleSpec> {
    let style = table.need("style", table.string("style"));
    let reach = |key, form: &str| table.parsed(key, form, Reach::parse_with_unit);
    let (rows, columns) = (reach("rows", "\"16-84行\""), reach("columns", "\"5-6栏\""));
    let (after, below) = (table.count("after"), table.count("below"));
    table.finish();
    Some(RuleSpec { span: table.span, style: style?, after, rows, below, columns })
}
