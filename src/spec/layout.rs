//! A house style 版式 as written.

use std::collections::BTreeMap;

use super::about::AboutSpec;
use super::choice::{IntentName, VAlign};
use super::copyfit::CopyfitSpec;
use super::fonts::FontSpec;
use super::furniture_place::{FurnitureArea, FurnitureFrame};
use super::issues::IssuesSpec;
use super::lints::Lints;
use super::value::{Cells, DrawnInk, Hao, InkSpec, Length, Pages};
use crate::diag::{Span, Spanned};
use crate::ink::{Convert, Standard};

/// A layout file.
#[derive(Clone, Debug)]
pub struct LayoutSpec {
    /// `title`.
    pub title: Option<Spanned<String>>,
    /// `include`: layouts this one builds on; its own keys win.
    pub include: Vec<Spanned<String>>,
    /// `lang`, a BCP 47 tag.
    pub lang: Option<Spanned<String>>,
    /// `hao`: `"news"` or `"word"`; already applied to the lengths of this file.
    pub hao: Hao,
    /// `[fonts]`: names for the house's own font files, by path from this file.
    pub fonts: BTreeMap<String, FontSpec>,
    /// `[[pair]]`: size and height of faces among each other's characters.
    pub pairs: Vec<PairSpec>,
    /// `[sheet]`.
    pub sheet: Option<SheetSpec>,
    /// `[grid]`.
    pub grid: Option<GridSpec>,
    /// `[press]`.
    pub press: PressSpec,
    /// `[ink.NAME]`: the spot inks 专色.
    pub inks: BTreeMap<String, SpotSpec>,
    /// `[style.NAME]`.
    pub styles: BTreeMap<String, StyleSpec>,
    /// `[kind.NAME]`.
    pub kinds: BTreeMap<String, KindSpec>,
    /// `[rule.NAME]`.
    pub rules: BTreeMap<String, RuleStyleSpec>,
    /// `[[furniture]]`.
    pub furniture: Vec<FurnitureSpec>,
    /// `[issues]`: the numbering of issues.
    pub issues: Option<IssuesSpec>,
    /// `[copyfit]`: the limits of automatic copyfitting; a layout's own replaces that of its bases.
    pub copyfit: Option<CopyfitSpec>,
    /// `[cells]`: the named places of the dummy 版样.
    pub cells: Cells,
    /// `[lints]`: the level of each lint.
    pub lints: Lints,
    /// `[words]`: the texts of jump lines and refers.
    pub words: WordsSpec,
    /// `must-print`: words each of which the furniture of page 1 must contain; `"社址|地址"`
    /// requires either, and `#` is a number.
    pub must_print: Vec<Spanned<String>>,
}

/// `[words]`: the texts of jump lines and refers, with `{page}`, `{number}`, `{headline}` and
/// `{section}` of the other end; absent ones default to those of the language.
#[derive(Clone, Debug, Default)]
pub struct WordsSpec {
    /// `jump` 下转.
    pub jump: Option<Spanned<String>>,
    /// `continued` 上接.
    pub continued: Option<Spanned<String>>,
    /// `refer`: `"（见今日第{page}版）"`.
    pub refer: Option<Spanned<String>>,
    /// `photographer`: `"{name} 摄"`, who took a picture, by its file.
    pub photographer: Option<Spanned<String>>,
    /// `agency-photographer`: `"{credit} {name} 摄"`, where the file names
    /// whom to credit as well.
    pub agency_photographer: Option<Spanned<String>>,
}

/// `[[pair]]`: size and height of a face among the characters of another; what is absent is
/// measured.
#[derive(Clone, Debug)]
pub struct PairSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `face`: the face of the text.
    pub face: Spanned<String>,
    /// `with`: the face that supplies the characters it lacks, or its letters and figures.
    pub with: Spanned<String>,
    /// `size` of `with`, in 字 of the text.
    pub size: Option<Spanned<Length>>,
    /// `raise`: distance by which `with` is raised, or lowered if negative.
    pub raise: Option<Spanned<Length>>,
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

/// `[press]`: the printing condition, and the preparation of pictures for it.
#[derive(Clone, Debug, Default)]
pub struct PressSpec {
    /// `standard`: `"x4"` or `"x1a"`.
    pub standard: Option<Spanned<Standard>>,
    /// `marks`: whether printer's marks are set outside the page.
    pub marks: Option<Spanned<bool>>,
    /// `profile`: the path of the printer's ICC output profile; the bundled
    /// newsprint condition when absent.
    pub profile: Option<Spanned<String>>,
    /// `condition`: the printer's name for that profile's condition; the profile's own description
    /// when absent.
    pub condition: Option<Spanned<String>>,
    /// `ink-limit`: maximum total ink in per cent; 240 when absent.
    pub ink_limit: Option<Spanned<u32>>,
    /// `intent`: `"perceptual"` or `"relative"`; perceptual when absent.
    pub intent: Option<Spanned<IntentName>>,
    /// `black-point`: whether `"relative"` uses black point compensation; true when absent.
    pub black_point: Option<Spanned<bool>>,
    /// `picture-ppi`: resolution in pixels per inch that the screen can show; 200 when absent.
    pub picture_ppi: Option<Spanned<u32>>,
    /// `sharpen`: sharpening in per cent; none when absent.
    pub sharpen: Option<Spanned<u32>>,
    /// `convert`: whether the colours of advertisements become the page's
    /// inks; as the printer has it when absent.
    pub convert: Option<Spanned<Convert>>,
}

/// `[ink.NAME]`: a spot ink 专色.
#[derive(Clone, Debug)]
pub struct SpotSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `plate`: the name of its plate, `"PANTONE 185 C"`; NAME when absent.
    pub plate: Option<Spanned<String>>,
    /// `alternate`: the process inks that simulate it on a proof.
    pub alternate: Spanned<InkSpec>,
}

/// `[grid]`.
#[derive(Clone, Debug)]
pub struct GridSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `writing`: `"vertical"` when columns are 段 from top to bottom and rows
    /// lines from the right 直排.
    pub vertical: Option<Spanned<bool>>,
    /// `columns`: number of base columns 基本栏.
    pub columns: Spanned<u32>,
    /// `column`: width of one, `"13字"`.
    pub column: Spanned<Length>,
    /// `alley` 栏空; what is left over when absent.
    pub alley: Option<Spanned<Length>>,
    /// `size`: body size 正文字号.
    pub size: Spanned<Length>,
    /// `pitch`: baseline to baseline.
    pub pitch: Spanned<Length>,
    /// `rows`: number of rows; as many as the type area holds when absent.
    pub rows: Option<Spanned<u32>>,
    /// `width` of the type area 版心; the columns' own when absent.
    pub width: Option<Spanned<Length>>,
    /// `height` of the type area; the rows' own when absent.
    pub height: Option<Spanned<Length>>,
    /// `left` margin; centred when absent.
    pub left: Option<Spanned<Length>>,
    /// `top` margin; centred when absent.
    pub top: Option<Spanned<Length>>,
    /// `least-measure`: minimum measure of text beside an obstacle; 6字 when absent.
    pub min_measure: Option<Spanned<Length>>,
}

impl GridSpec {
    /// Whether its lines run down 直排.
    pub fn runs_down(&self) -> bool {
        self.vertical
            .as_ref()
            .is_some_and(|vertical| vertical.value)
    }
}

/// `[style.NAME]`; what is absent comes from `base`, then from the defaults.
#[derive(Clone, Debug)]
pub struct StyleSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `anew`: whether nothing is inherited from an included style with the same name.
    pub anew: Option<Spanned<bool>>,
    /// `base`: another style.
    pub base: Option<Spanned<String>>,
    /// `font`.
    pub font: Option<Spanned<String>>,
    /// `bold`: the face of **bold** text.
    pub bold: Option<Spanned<String>>,
    /// `latin`: the face of Latin letters and figures.
    pub latin: Option<Spanned<String>>,
    /// `size` 字号.
    pub size: Option<Spanned<Length>>,
    /// `flat`: height of the type relative to its width, in 字.
    pub flat: Option<Spanned<Length>>,
    /// `min-size`: minimum size to which a headline or big figure may shrink to fit.
    pub min_size: Option<Spanned<Length>>,
    /// `max-lines`: maximum number of lines of a headline.
    pub max_lines: Option<Spanned<u32>>,
    /// `leading` 行距, baseline to baseline.
    pub leading: Option<Spanned<Length>>,
    /// `align`, as written.
    pub align: Option<Spanned<String>>,
    /// `indent` 首行缩进.
    pub indent: Option<Spanned<Length>>,
    /// `hang`: indent of later lines.
    pub hang: Option<Spanned<Length>>,
    /// `end-indent`: indent of all lines at their end 尾缩进.
    pub end_indent: Option<Spanned<Length>>,
    /// `tracking` 字距.
    pub tracking: Option<Spanned<Length>>,
    /// `ink`.
    pub ink: Option<Spanned<InkSpec>>,
    /// `lang`.
    pub lang: Option<Spanned<String>>,
    /// `writing`: `"horizontal"` or `"vertical"`.
    pub writing: Option<Spanned<String>>,
    /// `kinsoku`.
    pub kinsoku: Option<Spanned<String>>,
    /// `marks`: scheme of punctuation compression 标点挤压.
    pub marks: Option<Spanned<String>>,
    /// `line-end-marks`: blank of a mark at a line's end 行末标点.
    pub line_end_marks: Option<Spanned<String>>,
    /// `hang-marks`: whether a comma or stop may hang 标点悬挂.
    pub hang_marks: Option<Spanned<bool>>,
    /// `latin-gap`: gap between Han and Latin.
    pub latin_gap: Option<Spanned<Length>>,
    /// `latin-gap-least`: minimum of that gap in a tight line.
    pub latin_least: Option<Spanned<Length>>,
    /// `latin-gap-most`: width to which a loose line opens that gap first.
    pub latin_most: Option<Spanned<Length>>,
    /// `mark-stretch`: amount by which a loose line opens gaps beside marks first.
    pub mark_stretch: Option<Spanned<Length>>,
    /// `close-up`: amount by which characters of a tight line close up last.
    pub close_up: Option<Spanned<Length>>,
    /// `figures`: the width of figures.
    pub figures: Option<Spanned<String>>,
    /// `across`: maximum number of figures set upright in one cell 纵中横.
    pub across: Option<Spanned<u32>>,
    /// `hyphenate`: whether Latin words may be hyphenated.
    pub hyphenate: Option<Spanned<bool>>,
    /// `keep-words`: whether Korean breaks between words only.
    pub keep_words: Option<Spanned<bool>>,
    /// `grid`: whether every Han character is aligned to the 字 grid 纵横对齐.
    pub grid: Option<Spanned<bool>>,
    /// `breaker`: the line breaker.
    pub breaker: Option<Spanned<String>>,
    /// `rows`: grid rows a subhead or big figure takes 占行.
    pub rows: Option<Spanned<u32>>,
    /// `keep`: text lines that must follow it in the same leg.
    pub keep: Option<Spanned<u32>>,
    /// `orphans`: minimum number of lines of a paragraph at the foot of a leg.
    pub orphans: Option<Spanned<u32>>,
    /// `kana-tight`: whether kana keep their proportional widths 詰め組み.
    pub kana_tight: Option<Spanned<bool>>,
    /// `readings`: the placement of readings.
    pub readings: Option<Spanned<String>>,
    /// `reading-rows`: grid rows of a line with readings above it.
    pub reading_rows: Option<Spanned<u32>>,
    /// `widows`: minimum number of lines of a paragraph at the top of a leg 孤行.
    pub widows: Option<Spanned<u32>>,
    /// `before`: blank above a headline deck.
    pub before: Option<Spanned<Length>>,
}

/// `[kind.NAME]`: a kind of story and the style of each of its parts. An article with a part
/// without a style is an error.
#[derive(Clone, Debug)]
pub struct KindSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `anew`: whether nothing is inherited from an included kind with the same name.
    pub anew: Option<Spanned<bool>>,
    /// `base`: another kind.
    pub base: Option<Spanned<String>>,
    /// `about`: what it is for; not inherited from `base`.
    pub about: Option<AboutSpec>,
    /// Style names by part: section kicker headline deck summary byline
    /// note dateline signature body subhead item group-head figure table cutline
    /// credit jump.
    pub parts: BTreeMap<&'static str, Spanned<String>>,
    /// `box`: the rule drawn round the slot.
    pub boxed: Option<Spanned<String>>,
    /// `padding` between text and the inner edge of the box, or the edge of a
    /// tint; half a 字 when absent.
    pub padding: Option<Spanned<Length>>,
    /// `corner`: the radius of the box's corners.
    pub corner: Option<Spanned<Length>>,
    /// `tint` behind the slot.
    pub tint: Option<Spanned<InkSpec>>,
    /// `column-rule`: the rule between its legs.
    pub column_rule: Option<Spanned<String>>,
    /// `bullet` before items, `"●"`.
    pub bullet: Option<Spanned<String>>,
    /// `standoff`: distance kept clear around its pictures and insets.
    pub standoff: Option<Spanned<Length>>,
    /// `rule-above`: the rule along the head of the slot, in the gap outside it, or in a free row
    /// of it if too heavy for that.
    pub rule_above: Option<Spanned<String>>,
    /// `rule-below`: the rule along the foot of the slot, placed likewise.
    pub rule_below: Option<Spanned<String>>,
    /// `head-rule`: the rule under the headline, midway to what follows.
    pub head_rule: Option<Spanned<String>>,
    /// `head-ink`: the ink of all decks of the headline, white for a reversed one 反白题; each
    /// style's own when absent.
    pub head_ink: Option<Spanned<InkSpec>>,
    /// `head-tint` behind the headline 底纹题.
    pub head_tint: Option<Spanned<InkSpec>>,
    /// `head-box`: the rule drawn round the headline 框题.
    pub head_box: Option<Spanned<String>>,
    /// `head-padding`: distance between that box or tint and the type; a quarter of the largest
    /// size when absent, and at least half a 字.
    pub head_padding: Option<Spanned<Length>>,
    /// `head-corner`: the radius of the corners of that box or tint.
    pub head_corner: Option<Spanned<Length>>,
    /// `table-rule`: the rules round the cells of a table.
    pub table_rule: Option<Spanned<String>>,
    /// `table-head-rule`: the rule under the head of a table.
    pub table_head_rule: Option<Spanned<String>>,
    /// `table-head`: whether the head of a table stands again in every leg that
    /// the table goes on in, `"repeat"`, or once, `"once"`.
    pub table_head: Option<Spanned<bool>>,
    /// `middle`: centre headline and text in the slot's depth.
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
    pub ink: Option<Spanned<InkSpec>>,
    /// `dash = ["2pt", "1pt"]`.
    pub dash: Option<Spanned<(Length, Length)>>,
    /// `second = "0.1mm"`: a second line 文武线, after a gap of `gap`.
    pub second: Option<Spanned<Length>>,
    /// `gap` between the two lines.
    pub gap: Option<Spanned<Length>>,
    /// `tile`: the SVG that is repeated along the rule 花边, as high as `weight`.
    pub tile: Option<Spanned<String>>,
    /// `once`: whether the tile is drawn once, in the middle of the rule 报花.
    pub once: Option<Spanned<bool>>,
    /// `corner`: the SVG at the corners of a box, drawn for the upper left.
    pub corner: Option<Spanned<String>>,
    /// `inks`: inks for the colours of tile and corner.
    pub inks: Vec<DrawnInk>,
}

/// `[[furniture]]` 固定件.
#[derive(Clone, Debug)]
pub struct FurnitureSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `name`.
    pub name: Spanned<String>,
    /// `pages`; all when absent. `"中缝"` is the fold of a spread, from which `frame` is then
    /// measured.
    pub pages: Option<Spanned<Pages>>,
    /// `at`: a place on the grid, `"1-倒3栏 1-10行"`; or `frame`.
    pub at: Option<Spanned<FurnitureArea>>,
    /// `frame = ["20mm", "12mm", "350mm", "6mm"]`: left, top, width, height on the trimmed page;
    /// or distances from edges, `{ from = "type-area", top = "-16mm", height = "11mm" }`.
    pub frame: Option<Spanned<FurnitureFrame>>,
    /// `lines = [{ text = "{paper}", style = "nameplate" }]`, top to bottom.
    pub lines: Vec<FurnitureLine>,
    /// `file`: a drawing, a page of a PDF or a picture above the lines, found beside the layout.
    pub file: Option<Spanned<String>>,
    /// `inks`: inks for a drawing's colours, `{ "#c8102e" = "M100 Y90" }`.
    pub inks: Vec<DrawnInk>,
    /// `valign`: `"top"`, `"middle"` or `"bottom"`; middle when absent.
    pub valign: Option<Spanned<VAlign>>,
    /// `box`: the rule round the frame.
    pub boxed: Option<Spanned<String>>,
    /// `padding` inside the frame.
    pub padding: Option<Spanned<Length>>,
    /// `corner`: the radius of the box's corners.
    pub corner: Option<Spanned<Length>>,
    /// `tint` behind the furniture.
    pub tint: Option<Spanned<InkSpec>>,
    /// `rule-above`.
    pub rule_above: Option<Spanned<String>>,
    /// `rule-below`.
    pub rule_below: Option<Spanned<String>>,
}

/// A line of furniture.
#[derive(Clone, Debug)]
pub struct FurnitureLine {
    /// `text`, with `{paper} {date} {weekday} {page} {section}` and the
    /// edition's fields.
    pub text: Spanned<String>,
    /// `style`.
    pub style: Spanned<String>,
}

/// The bundled layouts that an edition can name.
const NAMES: [&str; 5] = [
    "duikai-daily",
    "sikai-tabloid",
    "western-broadsheet",
    "ja-broadsheet",
    "tw-broadsheet",
];

/// Returns the text of the bundled layout with this name. Besides [`bundled_names`] there is
/// `base`, which the others include.
pub fn bundled_layout(name: &str) -> Option<&'static str> {
    match name {
        "base" => Some(include_str!("../../layouts/base.toml")),
        "duikai-daily" => Some(include_str!("../../layouts/duikai-daily.toml")),
        "sikai-tabloid" => Some(include_str!("../../layouts/sikai-tabloid.toml")),
        "western-broadsheet" => Some(include_str!("../../layouts/western-broadsheet.toml")),
        "ja-broadsheet" => Some(include_str!("../../layouts/ja-broadsheet.toml")),
        "tw-broadsheet" => Some(include_str!("../../layouts/tw-broadsheet.toml")),
        _ => None,
    }
}

/// Returns the names of the bundled layouts that can set a page.
pub fn bundled_names() -> &'static [&'static str] {
    &NAMES
}

/// Returns what a bundled layout is, in a line, in Chinese or in English.
pub fn bundled_about(name: &str, chinese: bool) -> &'static str {
    let (zh, en) = match name {
        "duikai-daily" => ("对开日报，390 × 550 mm", "Chinese broadsheet, 390 × 550 mm"),
        "sikai-tabloid" => ("四开报，275 × 390 mm", "Chinese tabloid, 275 × 390 mm"),
        "western-broadsheet" => ("西文大报，381 × 578 mm", "Western broadsheet, 381 × 578 mm"),
        "ja-broadsheet" => (
            "日本大报，直排，406 × 545 mm",
            "Japanese broadsheet, vertical, 406 × 545 mm",
        ),
        "tw-broadsheet" => (
            "台湾对开报，393 × 546 mm",
            "Taiwan broadsheet, 393 × 546 mm",
        ),
        _ => ("", ""),
    };
    if chinese { zh } else { en }
}
