//! The tables of a layout file.

use super::about::about;
use super::cells::cells;
use super::choice;
use super::copyfit::copyfit;
use super::fonts::fonts;
use super::furniture_place;
use super::grid;
use super::issues::issues;
use super::layout::{
    FurnitureLine, FurnitureSpec, GridSpec, KindSpec, LayoutSpec, PairSpec, PressSpec,
    RuleStyleSpec, SheetSpec, SpotSpec, StyleSpec, WordsSpec,
};
use super::lints::lints;
use super::measure::Bound;
use super::reader::read_file;
use super::table::Table;
use super::value::{Hao, Pages};
use crate::diag::{Reported, Sink, SourceId, Sources, Spanned};
use crate::say::{Text, text};

/// The parts of a story for which a kind names styles.
const PARTS: [&str; 19] = [
    "section",
    "kicker",
    "headline",
    "deck",
    "summary",
    "byline",
    "note",
    "dateline",
    "signature",
    "body",
    "subhead",
    "item",
    "group-head",
    "figure",
    "table",
    "cutline",
    "credit",
    "jump",
    "continued",
];

impl LayoutSpec {
    /// Reads a layout file; tells every problem of it.
    ///
    /// | table | required | optional |
    /// |---|---|---|
    /// | the file | | `title` `include` `lang` `hao` `[fonts]` `[[pair]]` `[sheet]` `[grid]` `[press]` `[ink.NAME]` `[style.NAME]` `[kind.NAME]` `[rule.NAME]` `[[furniture]]` `[issues]` `[copyfit]` `[cells]` `[lints]` `[words]` `must-print` |
    /// | `[fonts]` | names, each with a path or a table of | |
    /// | | `file` | `face` `wght` `wdth` `opsz` `slnt` `ital` `axes` |
    /// | `[[pair]]` | `face` `with` | `size` `raise` |
    /// | `[words]` | | `jump` `continued` `refer` |
    /// | `[issues]` | `first` | `number` `skip` `rest` |
    /// | `[copyfit]` | | `tracking` `endings` `head` `picture` `optional` |
    /// | `[sheet]` | `width` `height` | `bleed` |
    /// | `[grid]` | `columns` `column` `size` `pitch` | `writing` `alley` `rows` `width` `height` `left` `top` `least-measure` |
    /// | `[press]` | | `standard` `marks` `profile` `condition` `ink-limit` `intent` `black-point` `picture-ppi` `sharpen` `convert` |
    /// | `[ink.NAME]` | `alternate` | `plate` |
    /// | `[style.NAME]` | | `anew` `base` `font` `bold` `latin` `size` `flat` `min-size` `max-lines` `leading` `align` `indent` `hang` `end-indent` `tracking` `ink` `lang` `writing` `kinsoku` `marks` `line-end-marks` `hang-marks` `latin-gap` `latin-gap-least` `latin-gap-most` `mark-stretch` `close-up` `figures` `across` `kana-tight` `readings` `reading-rows` `hyphenate` `keep-words` `grid` `breaker` `rows` `keep` `orphans` `widows` `before` |
    /// | `[kind.NAME]` | | `anew` `base`, the parts, `box` `padding` `corner` `tint` `column-rule` `bullet` `standoff` `rule-above` `rule-below` `head-rule` `head-ink` `head-tint` `head-box` `head-padding` `head-corner` `table-rule` `table-head-rule` `table-head` `middle` |
    /// | `[rule.NAME]` | `weight` | `ink` `dash` `second` `gap`, or `tile` `once` `corner` `inks` |
    /// | `[[furniture]]` | `name`, and `at` or `frame` | `pages` `lines` `file` `inks` `valign` `box` `padding` `corner` `tint` `rule-above` `rule-below` |
    pub fn read(
        source: SourceId,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Result<LayoutSpec, Reported> {
        read_file(
            source,
            sources,
            sink,
            text!("spec.layout-file", "the layout file"),
            layout,
        )
    }
}

/// Reads the tables of a layout file.
pub(super) fn layout(mut root: Table<'_>) -> Option<LayoutSpec> {
    let hao = root.choice("hao", choice::HAO);
    let hao = hao.map_or(Hao::News, |hao| hao.value);
    // Before any length is read: named sizes depend on it.
    root.reading().hao.set(hao);
    let spec = LayoutSpec {
        title: root.text("title"),
        include: root.names("include"),
        lang: root.name("lang"),
        hao,
        fonts: fonts(&mut root),
        pairs: root.tables("pair").into_iter().filter_map(pair).collect(),
        sheet: root.table("sheet").and_then(sheet),
        grid: root.table("grid").and_then(grid_table),
        press: root.table("press").map(press).unwrap_or_default(),
        inks: root
            .named_tables("ink")
            .into_iter()
            .filter_map(|(name, table)| Some((name, spot(table)?)))
            .collect(),
        styles: root
            .named_tables("style")
            .into_iter()
            .map(|(name, table)| (name, style(table)))
            .collect(),
        kinds: root
            .named_tables("kind")
            .into_iter()
            .map(|(name, table)| (name, kind(table)))
            .collect(),
        rules: root
            .named_tables("rule")
            .into_iter()
            .filter_map(|(name, table)| Some((name, rule(table)?)))
            .collect(),
        furniture: root
            .tables("furniture")
            .into_iter()
            .filter_map(furniture)
            .collect(),
        issues: root.table("issues").and_then(issues),
        copyfit: root.table("copyfit").map(copyfit),
        cells: cells(&mut root),
        lints: lints(&mut root),
        words: root.table("words").map(words).unwrap_or_default(),
        must_print: root.names("must-print"),
    };
    // Without them nothing can be resolved, and what is wrong with them
    // has been noted.
    let unread =
        (root.has("sheet") && spec.sheet.is_none()) || (root.has("grid") && spec.grid.is_none());
    root.finish();
    (!unread).then_some(spec)
}

fn words(mut table: Table<'_>) -> WordsSpec {
    let spec = WordsSpec {
        jump: table.name("jump"),
        continued: table.name("continued"),
        refer: table.name("refer"),
        photographer: table.name("photographer"),
        agency_photographer: table.name("agency-photographer"),
    };
    table.finish();
    spec
}

fn pair(mut table: Table<'_>) -> Option<PairSpec> {
    let span = table.span();
    let face = table.must("face", Table::name);
    let with = table.must("with", Table::name);
    let size = table.length("size", Bound::Positive);
    let raise = table.length("raise", Bound::Free);
    table.finish();
    Some(PairSpec {
        span,
        face: face?,
        with: with?,
        size,
        raise,
    })
}

fn sheet(mut table: Table<'_>) -> Option<SheetSpec> {
    let width = table.must("width", |table, key| table.length(key, Bound::Positive));
    let height = table.must("height", |table, key| table.length(key, Bound::Positive));
    let bleed = table.length("bleed", Bound::NotNegative);
    table.finish();
    Some(SheetSpec {
        width: width?,
        height: height?,
        bleed,
    })
}

fn spot(mut table: Table<'_>) -> Option<SpotSpec> {
    let span = table.span();
    let plate = table.name("plate");
    let alternate = table.must("alternate", Table::ink);
    table.finish();
    Some(SpotSpec {
        span,
        plate,
        alternate: alternate?,
    })
}

fn grid_table(mut table: Table<'_>) -> Option<GridSpec> {
    let span = table.span();
    let vertical = table.choice("writing", choice::WRITING);
    let columns = table.must("columns", |table, key| table.whole(key, 1));
    let column = table.must("column", |table, key| table.length(key, Bound::Positive));
    let size = table.must("size", |table, key| table.length(key, Bound::Positive));
    let pitch = table.must("pitch", |table, key| table.length(key, Bound::Positive));
    let alley = table.length("alley", Bound::NotNegative);
    let rows = table.whole("rows", 1);
    let width = table.length("width", Bound::Positive);
    let height = table.length("height", Bound::Positive);
    let left = table.length("left", Bound::Free);
    let top = table.length("top", Bound::Free);
    let min_measure = table.length("least-measure", Bound::Positive);
    table.finish();
    Some(GridSpec {
        span,
        vertical,
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
        min_measure,
    })
}

fn press(mut table: Table<'_>) -> PressSpec {
    let profile = table.name("profile");
    let condition = table.name("condition");
    let ink_limit = table.within("ink-limit", 100, 400);
    let intent = table.choice("intent", choice::INTENT);
    let black_point = table.boolean("black-point");
    let picture_ppi = table.within("picture-ppi", 72, 1200);
    let sharpen = table.within("sharpen", 0, 300);
    let convert = table.convert("convert");
    let standard = table.choice("standard", choice::STANDARD);
    let marks = table.boolean("marks");
    table.finish();
    PressSpec {
        standard,
        marks,
        profile,
        condition,
        ink_limit,
        intent,
        black_point,
        picture_ppi,
        sharpen,
        convert,
    }
}

fn style(mut table: Table<'_>) -> StyleSpec {
    let spec = StyleSpec {
        span: table.span(),
        anew: table.boolean("anew"),
        base: table.name("base"),
        font: table.name("font"),
        bold: table.name("bold"),
        latin: table.name("latin"),
        size: table.length("size", Bound::Positive),
        flat: table.length("flat", Bound::Positive),
        min_size: table.length("min-size", Bound::Positive),
        max_lines: table.whole("max-lines", 1),
        leading: table.length("leading", Bound::Positive),
        align: table.name("align"),
        indent: table.length("indent", Bound::Free),
        hang: table.length("hang", Bound::Free),
        end_indent: table.length("end-indent", Bound::NotNegative),
        tracking: table.length("tracking", Bound::Free),
        ink: table.ink("ink"),
        lang: table.name("lang"),
        writing: table.name("writing"),
        kinsoku: table.name("kinsoku"),
        marks: table.name("marks"),
        line_end_marks: table.name("line-end-marks"),
        hang_marks: table.boolean("hang-marks"),
        latin_gap: table.length("latin-gap", Bound::NotNegative),
        latin_least: table.length("latin-gap-least", Bound::NotNegative),
        latin_most: table.length("latin-gap-most", Bound::NotNegative),
        mark_stretch: table.length("mark-stretch", Bound::NotNegative),
        close_up: table.length("close-up", Bound::NotNegative),
        figures: table.name("figures"),
        across: table.within("across", 0, 2),
        kana_tight: table.boolean("kana-tight"),
        readings: table.name("readings"),
        reading_rows: table.within("reading-rows", 1, 2),
        hyphenate: table.boolean("hyphenate"),
        keep_words: table.boolean("keep-words"),
        grid: table.boolean("grid"),
        breaker: table.name("breaker"),
        rows: table.whole("rows", 1),
        keep: table.whole("keep", 0),
        orphans: table.within("orphans", 1, 9),
        widows: table.within("widows", 1, 9),
        before: table.length("before", Bound::Free),
    };
    table.finish();
    spec
}

fn kind(mut table: Table<'_>) -> KindSpec {
    let spec = KindSpec {
        span: table.span(),
        anew: table.boolean("anew"),
        base: table.name("base"),
        about: about(&mut table, "about"),
        parts: PARTS
            .into_iter()
            .filter_map(|part| Some((part, table.name(part)?)))
            .collect(),
        boxed: table.name("box"),
        padding: table.length("padding", Bound::NotNegative),
        corner: table.length("corner", Bound::NotNegative),
        tint: table.ink("tint"),
        column_rule: table.name("column-rule"),
        bullet: table.text("bullet"),
        standoff: table.length("standoff", Bound::NotNegative),
        rule_above: table.name("rule-above"),
        rule_below: table.name("rule-below"),
        head_rule: table.name("head-rule"),
        head_ink: table.ink("head-ink"),
        head_tint: table.ink("head-tint"),
        head_box: table.name("head-box"),
        head_padding: table.length("head-padding", Bound::NotNegative),
        head_corner: table.length("head-corner", Bound::NotNegative),
        table_rule: table.name("table-rule"),
        table_head_rule: table.name("table-head-rule"),
        table_head: table.choice("table-head", choice::TABLE_HEAD),
        middle: table.boolean("middle"),
    };
    table.finish();
    spec
}

fn rule(mut table: Table<'_>) -> Option<RuleStyleSpec> {
    let span = table.span();
    let weight = table.must("weight", |table, key| table.length(key, Bound::Positive));
    let ink = table.ink("ink");
    let dash = table.lengths(
        "dash",
        Bound::Positive,
        text!(
            "spec.dash-then-gap-pt",
            "the dash, then the gap: [\"2pt\", \"1pt\"]"
        ),
    );
    let dash = dash.map(
        |Spanned {
             value: [on, off],
             span,
         }| Spanned {
            value: (on, off),
            span,
        },
    );
    let second = table.length("second", Bound::Positive);
    let gap = table.length("gap", Bound::NotNegative);
    let (tile, corner, inks) = (table.name("tile"), table.name("corner"), table.inks("inks"));
    let once = table.boolean("once");
    if let Some(tile) = &tile {
        let lines = [
            ("ink", ink.is_some()),
            ("dash", dash.is_some()),
            ("second", second.is_some()),
            ("gap", gap.is_some()),
        ];
        for (key, _) in lines.into_iter().filter(|(_, written)| *written) {
            table.refuse(
                tile.span,
                text!(
                    "spec.rule-tile-lines-takes",
                    "a rule is of a `tile` or of lines: it takes no `{key}`",
                    key
                ),
                text!(
                    "spec.colours-tile-given-inks",
                    "the colours of a tile are given `inks`"
                ),
            );
        }
    } else if corner.is_some() || once.is_some() || !inks.is_empty() {
        table.refuse(
            span,
            text!(
                "spec.only-rule-tile-corner",
                "only a rule of a `tile` has a `corner`, `once` and `inks`"
            ),
            text!(
                "spec.name-drawing-repeated-tile",
                "name the drawing that is repeated as `tile`"
            ),
        );
    }
    table.finish();
    Some(RuleStyleSpec {
        span,
        weight: weight?,
        ink,
        dash,
        second,
        gap,
        tile,
        once,
        corner,
        inks,
    })
}

fn furniture(mut table: Table<'_>) -> Option<FurnitureSpec> {
    let span = table.span();
    let name = table.must("name", Table::name);
    let pages = table.parsed("pages", grid::PAGES_FORMS, Pages::parse);
    let at = furniture_place::area(&mut table, "at");
    let frame = furniture_place::frame(&mut table, "frame");
    // `pages = "none"` takes one of an included layout away.
    let gone = pages.as_ref().is_some_and(|pages| pages.value.is_none());
    match (table.has("at"), table.has("frame")) {
        (false, false) if !gone => table.lacks(text!("spec.at-or-frame", "`at` or `frame`")),
        (true, true) => table.refuse(
            span,
            text!(
                "spec.furniture-stands-place-grid",
                "furniture stands `at` a place of the grid or in a `frame`, not both"
            ),
            Text::default(),
        ),
        _ => {}
    }
    // `lines = []` says that one of an included layout prints nothing here.
    let prints = ["lines", "file", "box", "tint", "rule-above", "rule-below"]
        .into_iter()
        .any(|key| table.has(key));
    if !gone && !prints {
        table.lacks(text!(
            "spec.lines-lines-where-prints",
            "`lines`, or `lines = []` where it prints nothing"
        ));
    }
    let lines = table.tables("lines").into_iter().filter_map(line).collect();
    let file = table.name("file");
    let inks = table.inks("inks");
    let valign = table.choice("valign", choice::VALIGN);
    let boxed = table.name("box");
    let padding = table.length("padding", Bound::NotNegative);
    let corner = table.length("corner", Bound::NotNegative);
    let tint = table.ink("tint");
    let rule_above = table.name("rule-above");
    let rule_below = table.name("rule-below");
    table.finish();
    Some(FurnitureSpec {
        span,
        name: name?,
        pages,
        at,
        frame,
        lines,
        file,
        inks,
        valign,
        boxed,
        padding,
        corner,
        tint,
        rule_above,
        rule_below,
    })
}

fn line(mut table: Table<'_>) -> Option<FurnitureLine> {
    let text = table.must("text", Table::text);
    let style = table.must("style", Table::name);
    table.finish();
    Some(FurnitureLine {
        text: text?,
        style: style?,
    })
}
