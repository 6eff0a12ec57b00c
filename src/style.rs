//! Resolved styles: plain values, nothing left to look up.

use crate::asset::FontId;
use crate::geom::{Em, Len};
use crate::ink::Ink;

/// The language and region a text is set by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Chinese, mainland.
    ZhCn,
    /// Chinese, Taiwan.
    ZhTw,
    /// Chinese, Hong Kong.
    ZhHk,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
    /// English and other Latin-script languages.
    En,
}

impl Lang {
    /// The language of a BCP 47 tag that layouts may use.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        Some(match tag {
            "zh-CN" => Lang::ZhCn,
            "zh-TW" => Lang::ZhTw,
            "zh-HK" => Lang::ZhHk,
            "ja" => Lang::Ja,
            "ko" => Lang::Ko,
            "en" => Lang::En,
            _ => return None,
        })
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::ZhCn => "zh-CN",
            Lang::ZhTw => "zh-TW",
            Lang::ZhHk => "zh-HK",
            Lang::Ja => "ja",
            Lang::Ko => "ko",
            Lang::En => "en",
        }
    }

    /// Every tag, for messages.
    pub const TAGS: [&'static str; 6] = ["zh-CN", "zh-TW", "zh-HK", "ja", "ko", "en"];
}

/// How strictly marks are kept off line edges 避头尾 (CLREQ §3.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kinsoku {
    /// Any mark may stand anywhere.
    None,
    /// No closing mark, stop, 连接号 or 间隔号 at a line start, no opening mark at a line end.
    Basic,
    /// Also no 分隔号 at a line edge (GB/T 15834).
    Gb,
    /// Also no —— or …… at a line start.
    Strict,
}

impl Kinsoku {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 4] = ["none", "basic", "gb", "strict"];

    /// The level of this name.
    pub fn from_name(name: &str) -> Option<Kinsoku> {
        Some(match name {
            "none" => Kinsoku::None,
            "basic" => Kinsoku::Basic,
            "gb" => Kinsoku::Gb,
            "strict" => Kinsoku::Strict,
            _ => return None,
        })
    }
}

/// How lines stand in their measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// Both edges flush, last line at the start 两端齐.
    Justify,
    /// Flush at the start 齐左.
    Start,
    /// Centred 居中.
    Centre,
    /// Flush at the end 齐右.
    End,
    /// Both edges flush, last line too 撑满.
    Spread,
}

impl Align {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 5] = ["justify", "start", "centre", "end", "spread"];

    /// The alignment of this name.
    pub fn from_name(name: &str) -> Option<Align> {
        Some(match name {
            "justify" => Align::Justify,
            "start" => Align::Start,
            "centre" | "center" => Align::Centre,
            "end" => Align::End,
            "spread" => Align::Spread,
            _ => return None,
        })
    }
}

/// How marks are squeezed 标点挤压 (CLREQ §3.1.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marks {
    /// 全角: every mark is a full em, everywhere.
    Full,
    /// 开明: stops are a full em, all other marks half.
    Kaiming,
    /// 行末半角: marks are a full em, half at line ends, neighbours squeezed.
    LineEnd,
}

impl Marks {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 3] = ["full", "kaiming", "line-end"];

    /// The scheme of this name.
    pub fn from_name(name: &str) -> Option<Marks> {
        Some(match name {
            "full" => Marks::Full,
            "kaiming" => Marks::Kaiming,
            "line-end" => Marks::LineEnd,
            _ => return None,
        })
    }
}

/// How wide figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figures {
    /// As the face draws them.
    Natural,
    /// Half an em each, so that two stand where one Han does 数字占半字.
    Half,
}

impl Figures {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 2] = ["natural", "half"];

    /// The width of this name.
    pub fn from_name(name: &str) -> Option<Figures> {
        Some(match name {
            "natural" => Figures::Natural,
            "half" => Figures::Half,
            _ => return None,
        })
    }
}

/// Where the readings of characters stand 注音.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Readings {
    /// In brackets after their base, as newspapers set them.
    Brackets,
    /// Between the lines: above a horizontal one, right of a vertical one
    /// (CLREQ §3.3).
    Above,
}

impl Readings {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 2] = ["brackets", "above"];

    /// The place of this name.
    pub fn from_name(name: &str) -> Option<Readings> {
        Some(match name {
            "brackets" => Readings::Brackets,
            "above" => Readings::Above,
            _ => return None,
        })
    }
}

/// How lines are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Breaker {
    /// The cheapest lines of the paragraph as a whole.
    Optimum,
    /// Line after line, each the cheapest by itself.
    FirstFit,
}

impl Breaker {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 2] = ["optimum", "first-fit"];

    /// The breaker of this name.
    pub fn from_name(name: &str) -> Option<Breaker> {
        Some(match name {
            "optimum" => Breaker::Optimum,
            "first-fit" => Breaker::FirstFit,
            _ => return None,
        })
    }
}

/// Which way lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Writing {
    /// To the right, lines below one another 横排.
    Horizontal,
    /// Downward, lines to the left of one another 直排.
    Vertical,
}

impl Writing {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 2] = ["horizontal", "vertical"];

    /// The way of this name.
    pub fn from_name(name: &str) -> Option<Writing> {
        Some(match name {
            "horizontal" => Writing::Horizontal,
            "vertical" => Writing::Vertical,
            _ => return None,
        })
    }
}

/// Everything that decides how a paragraph's characters are shaped and set.
#[derive(Clone, Debug, PartialEq)]
pub struct ParStyle {
    /// The face 字体.
    pub font: FontId,
    /// The face of **bold** stretches.
    pub bold: FontId,
    /// The face of Latin letters and figures 西文字体, where it has them; those
    /// of [`ParStyle::font`] when absent. Stretches in another face keep theirs.
    pub latin: Option<FontId>,
    /// The type size 字号: the width of a Han character.
    pub size: Len,
    /// How high the type is against its width: less than one for the flat
    /// faces 扁体 of Japanese body text, more for long ones 长体.
    pub flat: Em,
    /// Baseline to baseline 行距.
    pub leading: Len,
    /// The ink.
    pub ink: Ink,
    /// The language.
    pub lang: Lang,
    /// Which way lines run.
    pub writing: Writing,
    /// The line-edge level.
    pub kinsoku: Kinsoku,
    /// How marks are squeezed.
    pub marks: Marks,
    /// Whether a comma or stop may hang beyond the line's end 标点悬挂.
    pub hang_marks: bool,
    /// The gap between Han and Latin letters or digits (CLREQ §3.2.2: at most ¼ em).
    pub latin_gap: Em,
    /// How far a tight line closes it.
    pub latin_least: Em,
    /// How far a loose line opens it before characters are drawn apart.
    pub latin_most: Em,
    /// How far a loose line opens the gap beside a mark before characters are
    /// drawn apart; nothing by the letter of CLREQ.
    pub mark_stretch: Em,
    /// How far characters of a tight line may close up 字距收紧 once its blanks
    /// are spent; nothing by the letter of CLREQ.
    pub close_up: Em,
    /// How wide figures are.
    pub figures: Figures,
    /// Figures a number has at most to stand side by side in one cell of a
    /// vertical line 纵中横; longer ones are turned.
    pub across: usize,
    /// Whether kana of a horizontal line are as wide as they are drawn 詰め組み.
    pub kana_tight: bool,
    /// Where readings stand.
    pub readings: Readings,
    /// Rows of the grid that a line with readings above it takes: two give
    /// them the room that the leading of news does not have.
    pub reading_rows: usize,
    /// Whether Latin words may be divided.
    pub hyphenate: bool,
    /// Whether Korean breaks between words only, not between syllables.
    pub keep_words: bool,
    /// Whether every Han stands on the 字 grid 纵横对齐.
    pub grid: bool,
    /// How lines are chosen.
    pub breaker: Breaker,
    /// Where lines stand.
    pub align: Align,
    /// First-line indent 首行缩进.
    pub indent: Em,
    /// Indent of the lines after the first.
    pub hang: Em,
    /// Indent of all lines at their end 尾缩进.
    pub end_indent: Em,
    /// Added after every character 字距.
    pub tracking: Em,
    /// Lines of a paragraph that stand at the foot of a leg at least, when it
    /// goes on in the next. One lets a first line stand alone.
    pub orphans: usize,
    /// Lines of a paragraph that stand at the top of a leg at least, when it
    /// comes from the leg before. One lets a last line stand alone 孤行, as
    /// newspapers do (CLREQ §3.1.9).
    pub widows: usize,
}

impl ParStyle {
    /// Justified black text of one face and size, by the rules of its language.
    pub fn plain(font: FontId, size: Len, leading: Len, lang: Lang) -> ParStyle {
        ParStyle {
            font,
            bold: font,
            latin: None,
            size,
            flat: Em::ONE,
            leading,
            ink: Ink::BLACK,
            lang,
            writing: Writing::Horizontal,
            kinsoku: Kinsoku::Basic,
            marks: Marks::LineEnd,
            hang_marks: false,
            latin_gap: Em::ratio(1, 8),
            latin_least: Em::ratio(1, 8),
            latin_most: Em::HALF,
            mark_stretch: Em::ZERO,
            close_up: Em::ZERO,
            figures: Figures::Natural,
            across: 2,
            kana_tight: false,
            readings: Readings::Brackets,
            reading_rows: 1,
            hyphenate: lang == Lang::En,
            keep_words: false,
            grid: false,
            breaker: Breaker::Optimum,
            align: Align::Justify,
            indent: Em::ZERO,
            hang: Em::ZERO,
            end_indent: Em::ZERO,
            tracking: Em::ZERO,
            orphans: 1,
            widows: 1,
        }
    }
}
