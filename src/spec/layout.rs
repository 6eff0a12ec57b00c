//! A house style 版式 as written.

use std::collections::BTreeMap;

use super::reader::{self, Table};
use super::value::{Hao, INK_FORM, Length, PageRange, Place, ink};
use crate::diag::{Reported, Sink, SourceId, Sources, Span, Spanned};
use crate::ink::Ink;

/// A layout file.
#[derive(Clone, Debug)]
pub struct LayoutSpec {
    /// `title`.
    pub title: Option<Spanned<String>>,
    /// `include`: layouts this one builds on; its own entries win.
    pub include: Vec<Spanned<String>>,
    /// `lang`, a BCP 47 tag.
    pub lang: Option<Spanned<String>>,
    /// `hao`: `"news"` or `"word"`; already applied to the lengths of this file.
    pub hao: Hao,
    /// `[sheet]`.
    pub sheet: Option<SheetSpec>,
    /// `[grid]`.
    pub grid: Option<GridSpec>,
    /// `[style.NAME]`.
    pub styles: BTreeMap<String, StyleSpec>,
    /// `[kind.NAME]`.
    pub kinds: BTreeMap<String, KindSpec>,
    /// `[rule.NAME]`.
    pub rules: BTreeMap<String, RuleStyleSpec>,
    /// `[[furniture]]`.
    pub furniture: Vec<FurnitureSpec>,
}

/// `[sheet]`.
#[derive(Clone, Debug)]
pub struct SheetSpec {
    /// `width` of the trimmed page.
    pub width: Spanned<Length>,
    /// `height` of the trimmed page.
    pub height: Spanned<Length>,
    /// `bleed`.
    pub bleed: Option<Spanned<Length>>,
}

/// `[grid]`.
#[derive(Clone, Debug)]
pub struct GridSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `columns`: how many base columns 基本栏.
    pub columns: Spanned<u32>,
    /// `column`: width of one, `"13字"`.
    pub column: Spanned<Length>,
    /// `alley` 栏空; what is left over when absent.
    pub alley: Option<Spanned<Length>>,
    /// `size`: body size 正文字号.
    pub size: Spanned<Length>,
    /// `pitch`: baseline to baseline.
    pub pitch: Spanned<Length>,
    /// `rows`: how many; as many as the type area holds when absent.
    pub rows: Option<Spanned<u32>>,
    /// `width` of the type area 版心; the columns' own when absent.
    pub width: Option<Spanned<Length>>,
    /// `height` of the type area; the rows' own when absent.
    pub height: Option<Spanned<Length>>,
    /// `left` margin; centred when absent.
    pub left: Option<Spanned<Length>>,
    /// `top` margin; centred when absent.
    pub top: Option<Spanned<Length>>,
}

/// `[style.NAME]`; what is absent comes from `base`, then from the defaults.
#[derive(Clone, Debug)]
pub struct StyleSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `base`: another style.
    pub base: Option<Spanned<String>>,
    /// `font`.
    pub font: Option<Spanned<String>>,
    /// `bold`: the face of **bold** text.
    pub bold: Option<Spanned<String>>,
    /// `size` 字号.
    pub size: Option<Spanned<Length>>,
    /// `min-size`: how far a headline may shrink to fit.
    pub min_size: Option<Spanned<Length>>,
    /// `max-lines`: lines a headline may take.
    pub max_lines: Option<Spanned<u32>>,
    /// `leading` 行距, baseline to baseline.
    pub leading: Option<Spanned<Length>>,
    /// `align`, as written.
    pub align: Option<Spanned<String>>,
    /// `indent` 首行缩进.
    pub indent: Option<Spanned<Length>>,
    /// `hang`: indent of later lines.
    pub hang: Option<Spanned<Length>>,
    /// `tracking` 字距.
    pub tracking: Option<Spanned<Length>>,
    /// `ink`.
    pub ink: Option<Spanned<Ink>>,
    /// `lang`.
    pub lang: Option<Spanned<String>>,
    /// `kinsoku`.
    pub kinsoku: Option<Spanned<String>>,
    /// `latin-gap`.
    pub latin_gap: Option<Spanned<Length>>,
    /// `rows`: grid rows a subhead or big figure takes 占行.
    pub rows: Option<Spanned<u32>>,
    /// `keep`: text lines that must follow it in the same leg.
    pub keep: Option<Spanned<u32>>,
    /// `before`: blank above a headline deck.
    pub before: Option<Spanned<Length>>,
}

/// `[kind.NAME]`: a kind of story and the style of each of its parts. A part
/// without a style is an error when the copy has it.
#[derive(Clone, Debug)]
pub struct KindSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `base`: another kind.
    pub base: Option<Spanned<String>>,
    /// Style names by part: section kicker headline deck summary byline
    /// dateline signature body subhead item group-head figure cutline credit
    /// jump.
    pub parts: BTreeMap<&'static str, Spanned<String>>,
    /// `box`: the rule drawn round the slot.
    pub boxed: Option<Spanned<String>>,
    /// `padding` between box and text.
    pub padding: Option<Spanned<Length>>,
    /// `tint` behind the slot.
    pub tint: Option<Spanned<Ink>>,
    /// `column-rule`: the rule between its legs.
    pub column_rule: Option<Spanned<String>>,
    /// `bullet` before items, `"●"`.
    pub bullet: Option<Spanned<String>>,
    /// `standoff`: kept clear round its pictures and insets.
    pub standoff: Option<Spanned<Length>>,
    /// `head-rule`: the rule under the headline.
    pub head_rule: Option<Spanned<String>>,
    /// `middle`: centre the text in the slot's depth.
    pub middle: Option<Spanned<bool>>,
}

/// `[rule.NAME]`.
#[derive(Clone, Debug)]
pub struct RuleStyleSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `weight`.
    pub weight: Spanned<Length>,
    /// `ink`; black when absent.
    pub ink: Option<Spanned<Ink>>,
    /// `dash = ["2pt", "1pt"]`.
    pub dash: Option<Spanned<(Length, Length)>>,
    /// `second = "0.1mm"`: a second line 文武线, after a gap of `gap`.
    pub second: Option<Spanned<Length>>,
    /// `gap` between the two lines.
    pub gap: Option<Spanned<Length>>,
}

/// `[[furniture]]` 固定件.
#[derive(Clone, Debug)]
pub struct FurnitureSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `name`.
    pub name: Spanned<String>,
    /// `pages`; all when absent.
    pub pages: Option<Spanned<PageRange>>,
    /// `at`: a place on the grid; or `frame`.
    pub at: Option<Spanned<Place>>,
    /// `frame = ["20mm", "12mm", "350mm", "6mm"]`: left, top, width, height on
    /// the trimmed page.
    pub frame: Option<Spanned<[Length; 4]>>,
    /// `lines = [{ text = "{paper}", style = "nameplate" }]`, top to bottom.
    pub lines: Vec<FurnitureLine>,
    /// `valign`: `"top"`, `"middle"` or `"bottom"`; middle when absent.
    pub valign: Option<Spanned<String>>,
    /// `box`: the rule round it.
    pub boxed: Option<Spanned<String>>,
    /// `padding` inside the frame.
    pub padding: Option<Spanned<Length>>,
    /// `tint` behind it.
    pub tint: Option<Spanned<Ink>>,
    /// `rule-above`.
    pub rule_above: Option<Spanned<String>>,
    /// `rule-below`.
    pub rule_below: Option<Spanned<String>>,
}

/// One line of furniture.
#[derive(Clone, Debug)]
pub struct FurnitureLine {
    /// `text`, with `{paper} {date} {weekday} {page} {section}` and the
    /// edition's fields.
    pub text: Spanned<String>,
    /// `style`.
    pub style: Spanned<String>,
}

impl LayoutSpec {
    /// Reads a layout file; every problem of the file is told.
    pub fn read(source: SourceId, sources: &Sources, sink: &mut Sink) -> Result<LayoutSpec, Reported> {
        reader::read(source, sources, sink, |table| {
            let hao = table.parsed("hao", "\"news\" or \"word\"", |text| match text {
                "news" => Some(Hao::News),
                "word" => Some(Hao::Word),
                _ => None,
            });
            let reader = Reader { hao: hao.map_or(Hao::News, |hao| hao.value) };
            Some(LayoutSpec {
                title: table.string("title"),
                include: table.strings("include"),
                lang: table.string("lang"),
                hao: reader.hao,
                sheet: table.table("sheet").and_then(|table| reader.sheet(&table)),
                grid: table.table("grid").and_then(|table| reader.grid(&table)),
                styles: table.named_tables("style").into_iter().map(|(name, table)| (name, reader.style(&table))).collect(),
                kinds: table.named_tables("kind").into_iter().map(|(name, table)| (name, reader.kind(&table))).collect(),
                rules: table.named_tables("rule").into_iter().filter_map(|(name, table)| Some((name, reader.rule(&table)?))).collect(),
                furniture: table.tables("furniture").iter().filter_map(|table| reader.furniture(table)).collect(),
            })
        })
    }
}

/// Reads the tables of one layout, 字号 by its own table.
struct Reader {
    hao: Hao,
}

/// The parts a kind may give a style.
const PARTS: [&str; 16] = [
    "section",
    "kicker",
    "headline",
    "deck",
    "summary",
    "byline",
    "dateline",
    "signature",
    "body",
    "subhead",
    "item",
    "group-head",
    "figure",
    "cutline",
    "credit",
    "jump",
];

impl Reader {
    fn length(&self, table: &Table<'_>, key: &'static str) -> Option<Spanned<Length>> {
        table.parsed(key, Length::FORM, |text| Length::parse(text, self.hao))
    }

    fn ink(&self, table: &Table<'_>, key: &'static str) -> Option<Spanned<Ink>> {
        table.parsed(key, INK_FORM, ink)
    }

    fn sheet(&self, table: &Table<'_>) -> Option<SheetSpec> {
        let width = table.need("width", self.length(table, "width"));
        let height = table.need("height", self.length(table, "height"));
        let bleed = self.length(table, "bleed");
        table.finish();
        Some(SheetSpec { width: width?, height: height?, bleed })
    }

    fn grid(&self, table: &Table<'_>) -> Option<GridSpec> {
        let columns = table.need("columns", table.count("columns"));
        let column = table.need("column", self.length(table, "column"));
        let size = table.need("size", self.length(table, "size"));
        let pitch = table.need("pitch", self.length(table, "pitch"));
        let (alley, rows) = (self.length(table, "alley"), table.count("rows"));
        let (width, height) = (self.length(table, "width"), self.length(table, "height"));
        let (left, top) = (self.length(table, "left"), self.length(table, "top"));
        table.finish();
        Some(GridSpec {
            span: table.span,
            columns: columns?,
            column: column?,
            alley,
            size: size?,
            pitch: pitch?,
            rows,
            width,
            height,
            left,
            top,
        })
    }

    fn style(&self, table: &Table<'_>) -> StyleSpec {
        let length = |key| self.length(table, key);
        let style = StyleSpec {
            span: table.span,
            base: table.string("base"),
            font: table.string("font"),
            bold: table.string("bold"),
            size: length("size"),
            min_size: length("min-size"),
            max_lines: table.count("max-lines"),
            leading: length("leading"),
            align: table.string("align"),
            indent: length("indent"),
            hang: length("hang"),
            tracking: length("tracking"),
            ink: self.ink(table, "ink"),
            lang: table.string("lang"),
            kinsoku: table.string("kinsoku"),
            latin_gap: length("latin-gap"),
            rows: table.count("rows"),
            keep: table.count("keep"),
            before: length("before"),
        };
        table.finish();
        style
    }

    fn kind(&self, table: &Table<'_>) -> KindSpec {
        let kind = KindSpec {
            span: table.span,
            base: table.string("base"),
            parts: PARTS.into_iter().filter_map(|part| Some((part, table.string(part)?))).collect(),
            boxed: table.string("box"),
            padding: self.length(table, "padding"),
            tint: self.ink(table, "tint"),
            column_rule: table.string("column-rule"),
            bullet: table.string("bullet"),
            standoff: self.length(table, "standoff"),
            head_rule: table.string("head-rule"),
            middle: table.bool("middle"),
        };
        table.finish();
        kind
    }

    fn rule(&self, table: &Table<'_>) -> Option<RuleStyleSpec> {
        let weight = table.need("weight", self.length(table, "weight"));
        let dash = table.strings("dash");
        let dash = match dash.as_slice() {
            [] => None,
            [on, off] => match (Length::parse(&on.value, self.hao), Length::parse(&off.value, self.hao)) {
                (Some(first), Some(second)) => Some(Spanned { value: (first, second), span: on.span }),
                _ => {
                    table.bad(on.span, "`dash` cannot be read", "write it like [\"2pt\", \"1pt\"]");
                    None
                }
            },
            [first, ..] => {
                table.bad(first.span, "`dash` wants two lengths", "write it like [\"2pt\", \"1pt\"]");
                None
            }
        };
        let rule = RuleStyleSpec {
            span: table.span,
            weight: weight?,
            ink: self.ink(table, "ink"),
            dash,
            second: self.length(table, "second"),
            gap: self.length(table, "gap"),
        };
        table.finish();
        Some(rule)
    }

    fn furniture(&self, table: &Table<'_>) -> Option<FurnitureSpec> {
        let name = table.need("name", table.string("name"));
        let pages = table.parsed("pages", "\"all\", \"1\", \"2-\", \"2-4\", \"odd\" or \"even\"", PageRange::parse);
        let at = table.parsed("at", Place::FORM, Place::parse);
        let frame = self.frame(table);
        let mut lines = Vec::new();
        for line in table.tables("lines") {
            let (text, style) = (line.need("text", line.string("text")), line.need("style", line.string("style")));
            line.finish();
            lines.extend(text.zip(style).map(|(text, style)| FurnitureLine { text, style }));
        }
        let furniture = FurnitureSpec {
            span: table.span,
            name: name?,
            pages,
            at,
            frame,
            lines,
            valign: table.string("valign"),
            boxed: table.string("box"),
            padding: self.length(table, "padding"),
            tint: self.ink(table, "tint"),
            rule_above: table.string("rule-above"),
            rule_below: table.string("rule-below"),
        };
        table.finish();
        Some(furniture)
    }

    fn frame(&self, table: &Table<'_>) -> Option<Spanned<[Length; 4]>> {
        let edges = table.strings("frame");
        let first = edges.first()?.span;
        let lengths: Option<Vec<Length>> = edges.iter().map(|edge| Length::parse(&edge.value, self.hao)).collect();
        let frame = lengths.and_then(|lengths| <[Length; 4]>::try_from(lengths).ok());
        if frame.is_none() {
            table.bad(
                first,
                "`frame` wants four lengths",
                "write left, top, width and height, such as [\"20mm\", \"12mm\", \"350mm\", \"6mm\"]",
            );
        }
        frame.map(|value| Spanned { value, span: first })
    }
}

const BUNDLED: [(&str, &str); 4] = [
    ("base", include_str!("../../layouts/base.toml")),
    ("duikai-daily", include_str!("../../layouts/duikai-daily.toml")),
    ("sikai-tabloid", include_str!("../../layouts/sikai-tabloid.toml")),
    ("western-broadsheet", include_str!("../../layouts/western-broadsheet.toml")),
];

/// The text of a bundled layout.
pub fn bundled_layout(name: &str) -> Option<&'static str> {
    BUNDLED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The names of the bundled layouts.
pub fn bundled_names() -> &'static [&'static str] {
    const NAMES: [&str; 4] = [BUNDLED[0].0, BUNDLED[1].0, BUNDLED[2].0, BUNDLED[3].0];
    &NAMES
}
