//! A page 版 as written.

use std::collections::BTreeMap;

use super::ad::AdSpec;
use super::choice;
use super::columns::ColumnsSpec;
use super::fields::quoting;
use super::length::Axis;
use super::measure::Bound;
use super::picture::{PictureSpec, picture};
use super::reader::read_file;
use super::runaround::{RunaroundSpec, runaround};
use super::table::Table;
use super::value::{Cells, GridArea, InkSpec, Length, Reach};
use crate::diag::{Reported, Sink, SourceId, Sources, Span, Spanned};
use crate::geom::Folio;
use crate::say::{Text, text};

/// `page-01.toml`.
#[derive(Clone, Debug)]
pub struct PageSpec {
    /// `number`: the page number 版序, 1 or more.
    pub number: Spanned<Folio>,
    /// The second number of a spread 跨版, `number = [4, 5]`: two facing
    /// pages made up as one.
    pub facing: Option<Spanned<Folio>>,
    /// `section`: the section name 版名.
    pub section: Spanned<String>,
    /// `inks`: the inks that the page is printed with, `"K"`, `"K+red"`, `"CMYK"` or `"CMYK+red"`;
    /// the four process inks when absent.
    pub inks: Option<Spanned<String>>,
    /// `[fields]`: texts that furniture may quote, over those of the edition.
    pub fields: BTreeMap<String, Spanned<String>>,
    /// `furniture` or `without`: which furniture of the layout stands on the page.
    pub furniture: PageFurniture,
    /// `[[story]]`, in reading order.
    pub stories: Vec<StorySpec>,
    /// `[[picture]]` of the page itself.
    pub pictures: Vec<PictureSpec>,
    /// `[[rule]]`.
    pub rules: Vec<RuleSpec>,
    /// `[[ad]]`.
    pub ads: Vec<AdSpec>,
}

/// Which furniture of the layout stands on a page.
#[derive(Clone, Debug)]
pub enum PageFurniture {
    /// All that its `pages` allow.
    All,
    /// `furniture = ["folio"]`: of that only these, by name.
    Only(Vec<Spanned<String>>),
    /// `without = ["staff"]`: all but these.
    Without(Vec<Spanned<String>>),
}

impl PageFurniture {
    /// Returns whether a piece of this name stands on the page.
    pub fn keeps(&self, name: &str) -> bool {
        let named = |names: &[Spanned<String>]| names.iter().any(|own| own.value == name);
        match self {
            PageFurniture::All => true,
            PageFurniture::Only(names) => named(names),
            PageFurniture::Without(names) => !named(names),
        }
    }
}

/// `[[story]]`, or `[[story.inset]]` inside another's slot.
#[derive(Clone, Debug)]
pub struct StorySpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `id`: a name for refers; the copy's file stem when absent.
    pub id: Option<Spanned<String>>,
    /// `copy`: the article file, or the story that this slot continues.
    pub copy: CopySpec,
    /// `kind`: a kind of the layout; a continuation may leave it out.
    pub kind: Option<Spanned<String>>,
    /// `at`: the slot, `"1-4栏 16-84行"`, or areas that together form one 异形栏:
    /// `["1-4栏 16-50行", "1-2栏 51-84行"]`. Never empty.
    pub at: Vec<Spanned<GridArea>>,
    /// `head`: the rows of the headline, `"11行"`; computed when absent.
    pub head: Option<Spanned<u32>>,
    /// `head-at`: a place of its own for the headline, `"1-4栏 16-26行"`.
    pub head_at: Option<Spanned<GridArea>>,
    /// `head-over`: the ink of a headline set over a picture of the story 压题 or a band 反白题,
    /// and the ink of the band: `"white"`, `"black"`, `"white on K80"`.
    pub head_over: Option<Spanned<HeadOverSpec>>,
    /// `head-size`: size of the main headline, over that of its style.
    pub head_size: Option<Spanned<Length>>,
    /// `head-flat`: its flat 扁 or long 长体 setting, as a style's `flat`.
    pub head_flat: Option<Spanned<Length>>,
    /// `head-tracking`: what stands between its characters, as a style's `tracking`.
    pub head_tracking: Option<Spanned<Length>>,
    /// `columns`: other columns for the slot 破栏, `2`, `"3破2 自由"` or `["20字", "12字"]`; its
    /// base columns when absent.
    pub columns: Option<Spanned<ColumnsSpec>>,
    /// `optional`: whether it may be left out to make the story that contains it fit.
    pub optional: Option<Spanned<bool>>,
    /// Runaround of the text of the story that contains it; of an inset only. Since `text` is its
    /// words, `text-at` gives the sides on which text may run.
    pub runaround: RunaroundSpec,
    /// `refer`: the id of the story that this one points to.
    pub refer: Option<Spanned<String>>,
    /// `[[story.picture]]`: pictures that the text runs round.
    pub pictures: Vec<PictureSpec>,
    /// `[[story.inset]]`: sidebars 边栏 that the text runs round.
    pub insets: Vec<StorySpec>,
}

/// The background of a headline: a picture 压题图 or a band 反白题.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadOverSpec {
    /// Ink of the headline's type.
    pub ink: InkSpec,
    /// Ink of the band laid under it, on the picture if there is one.
    pub band: Option<InkSpec>,
}

/// The copy of a slot.
#[derive(Clone, Debug)]
pub enum CopySpec {
    /// `copy`: the article file.
    File(Spanned<String>),
    /// `continues`: the id of the story that continues here 上接, and `title`: its headline here.
    Continues(Spanned<String>, Option<Spanned<String>>),
    /// `text`: words written in the page file itself, a pull quote 引语, and `by`: their author.
    Words(Spanned<String>, Option<Spanned<String>>),
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

/// The accepted form of a range of rows or columns, for help texts.
const REACH_FORM: Text = text!(
    "spec.rows-written-columns",
    "rows are written \"16-84行\", columns \"5-6栏\""
);

impl PageSpec {
    /// Reads a page file; reports all its problems. Places may be called by `cells`.
    ///
    /// | table | required | optional |
    /// |---|---|---|
    /// | the file | `number` `section`, and `[[story]]`, `[[picture]]` or `[[ad]]` | `inks` `[fields]` `furniture` or `without`, `[[story]]` `[[picture]]` `[[rule]]` `[[ad]]` |
    /// | `[[story]]` | `copy` or `text`, `kind` `at` | `by` with `text`; `id` `head` `head-at` `head-over` `head-size` `head-flat` `head-tracking` `columns` `optional` `refer` `[[story.picture]]` `[[story.inset]]` |
    /// | `[[story.inset]]` | as `[[story]]` | as `[[story]]`; `shape` `polygon` `standoff` `text-at` `least-measure` |
    /// | `[[story]]` going on | `continues` `at` | `kind` `title` `head` `head-at` `head-over` `head-size` `head-flat` `head-tracking` `columns` `[[story.picture]]` `[[story.inset]]` |
    /// | `[[picture]]` | `file` or `group`, `at` | `width` `side` `cutline` `cutline-at` `cutline-width` `credit` `alt` `focus` `crop` `bleed` `arrange` `alley` `ink` `inks` `optional` `shape` `polygon` `standoff` `text` `least-measure` |
    /// | `[[ad]]` | `file`, and `at` or `frame` | `client` `order` `page` `box` `fit` `tolerance` `label` `label-corner` `label-in-art` `inks` `shape` `polygon` `standoff` `text` `least-measure` |
    /// | `[[rule]]` | `style`, and `after` or `below` | `rows` with `after`, `columns` with `below` |
    pub fn read(
        source: SourceId,
        cells: &Cells,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Result<PageSpec, Reported> {
        read_file(
            source,
            sources,
            sink,
            text!("spec.page-file", "the page file"),
            |root| {
                root.reading().cells.replace(cells.clone());
                page(root)
            },
        )
    }
}

/// Reads the tables of a page file.
pub(super) fn page(mut root: Table<'_>) -> Option<PageSpec> {
    let number = root.must("number", |root, key| root.page_numbers(key));
    let section = root.must("section", Table::text);
    let inks = root.name("inks");
    let fields = root.texts("fields");
    quoting(&mut root, &fields);
    let furniture = furniture(&mut root);
    if !["story", "picture", "ad"]
        .iter()
        .any(|table| root.has(table))
    {
        root.lacks(text!(
            "spec.stands-page-story-picture",
            "what stands on the page, a `[[story]]`, `[[picture]]` or `[[ad]]`,"
        ));
    }
    let stories = root.tables("story").into_iter().filter_map(story).collect();
    let pictures = root
        .tables("picture")
        .into_iter()
        .filter_map(picture)
        .collect();
    let rules = root.tables("rule").into_iter().filter_map(rule).collect();
    let ads = root
        .tables("ad")
        .into_iter()
        .filter_map(super::ad::ad)
        .collect();
    root.finish();
    let (number, facing) = number?;
    Some(PageSpec {
        number,
        facing,
        section: section?,
        inks,
        fields,
        furniture,
        stories,
        pictures,
        rules,
        ads,
    })
}

fn furniture(root: &mut Table<'_>) -> PageFurniture {
    let (only, without) = (root.has("furniture"), root.has("without"));
    let (kept, gone) = (root.names("furniture"), root.names("without"));
    if only && without {
        root.refuse(
            root.span(),
            text!("spec.furniture-names-stands-page", "`furniture` names what stands on the page, `without` what does not: one of them says it all"),
            Text::default(),
        );
    }
    match (only, without) {
        (true, _) => PageFurniture::Only(kept),
        (false, true) => PageFurniture::Without(gone),
        (false, false) => PageFurniture::All,
    }
}

fn story(table: Table<'_>) -> Option<StorySpec> {
    slot(table, false)
}

fn inset(table: Table<'_>) -> Option<StorySpec> {
    slot(table, true)
}

fn slot(mut table: Table<'_>, inside: bool) -> Option<StorySpec> {
    let span = table.span();
    let id = table.name("id");
    let copy = copy(&mut table);
    let continues = table.has("continues");
    let kind = if continues {
        table.name("kind")
    } else {
        table.must("kind", Table::name)
    };
    let at = table.must("at", Table::grid_places);
    let head = table.count("head", Axis::Row, 0);
    let head_at = table.grid_place("head-at");
    let head_over = table.parsed("head-over", HEAD_OVER_FORM, head_over);
    let head_size = table.length("head-size", Bound::Positive);
    let head_flat = table.length("head-flat", Bound::Positive);
    let head_tracking = table.length("head-tracking", Bound::Free);
    let columns = table.columns("columns");
    let optional = table.boolean("optional");
    let refer = table.name("refer");
    let runaround = if inside {
        runaround(&mut table, &choice::SHAPE[..2], "text-at")
    } else {
        RunaroundSpec::default()
    };
    let pictures = table
        .tables("picture")
        .into_iter()
        .filter_map(picture)
        .collect();
    let insets = table
        .tables("inset")
        .into_iter()
        .filter_map(inset)
        .collect();
    table.finish();
    if kind.is_none() && !continues {
        return None;
    }
    Some(StorySpec {
        span,
        id,
        copy: copy?,
        kind,
        at: at?,
        head,
        head_at,
        head_over,
        head_size,
        head_flat,
        head_tracking,
        columns,
        optional,
        runaround,
        refer,
        pictures,
        insets,
    })
}

/// The accepted forms of `head-over`, for help texts.
const HEAD_OVER_FORM: Text = text!(
    "spec.write-ink-type-lies",
    "write the ink of the type, and what lies under it: \"white\", \"black\", \"white on K80\""
);

fn head_over(text: &str) -> Result<HeadOverSpec, Text> {
    let (ink, band) = text
        .split_once(" on ")
        .map_or((text, None), |(ink, band)| (ink, Some(band)));
    Ok(HeadOverSpec {
        ink: super::colour::parse(ink)?,
        band: band.map(super::colour::parse).transpose()?,
    })
}

fn copy(table: &mut Table<'_>) -> Option<CopySpec> {
    if table.has("text") {
        let (words, by) = (table.name("text"), table.name("by"));
        for key in ["copy", "continues"] {
            if let Some(other) = table.name(key) {
                table.refuse(
                    other.span,
                    text!(
                        "spec.slot-text-own-both",
                        "a slot has a `text` of its own or a `{key}`, not both",
                        key
                    ),
                    Text::default(),
                );
            }
        }
        return Some(CopySpec::Words(words?, by));
    }
    if !table.has("continues") {
        return table.must("copy", Table::name).map(CopySpec::File);
    }
    let (of, title) = (table.name("continues"), table.name("title"));
    if let Some(copy) = table.name("copy") {
        table.refuse(
            copy.span,
            text!(
                "spec.slot-holds-copy-own",
                "a slot holds a `copy` of its own or `continues` another story, not both"
            ),
            Text::default(),
        );
    }
    for key in ["id", "refer"] {
        if let Some(word) = table.name(key) {
            table.refuse(
                word.span,
                text!(
                    "spec.continuation-takes-story-already",
                    "a continuation takes no `{key}`: its story has one already",
                    key
                ),
                Text::default(),
            );
        }
    }
    Some(CopySpec::Continues(of?, title))
}

fn rule(mut table: Table<'_>) -> Option<RuleSpec> {
    let span = table.span();
    let style = table.must("style", Table::name);
    let after = table.count("after", Axis::Column, 1);
    let rows = table.parsed("rows", REACH_FORM, Reach::rows);
    let below = table.count("below", Axis::Row, 0);
    let columns = table.parsed("columns", REACH_FORM, Reach::columns);
    let help = text!(
        "spec.vertical-rule-takes-after",
        "a vertical rule takes `after` and `rows`, a horizontal one `below` and `columns`"
    );
    let mut reported = true;
    match (table.has("after"), table.has("below")) {
        (false, false) => table.lacks(text!("spec.after-below", "`after` or `below`")),
        (true, true) => table.refuse(
            span,
            text!(
                "spec.rule-stands-after-column",
                "a rule stands `after` a column or `below` a row, not both"
            ),
            help,
        ),
        (true, false) if table.has("columns") => table.refuse(
            span,
            text!(
                "spec.vertical-rule-runs-over",
                "a vertical rule runs over `rows`"
            ),
            help,
        ),
        (false, true) if table.has("rows") => table.refuse(
            span,
            text!(
                "spec.horizontal-rule-runs-over",
                "a horizontal rule runs over `columns`"
            ),
            help,
        ),
        _ => reported = false,
    }
    let read = [
        ("after", after.is_some()),
        ("rows", rows.is_some()),
        ("below", below.is_some()),
        ("columns", columns.is_some()),
    ];
    let unread = read.iter().any(|(key, read)| table.has(key) && !read);
    table.finish();
    // What is wrong has been noted; nothing more is said of it.
    if reported || unread {
        return None;
    }
    Some(RuleSpec {
        span,
        style: style?,
        after,
        rows,
        below,
        columns,
    })
}
