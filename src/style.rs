//! Resolved styles: plain values without references.

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
    /// Returns the language of a BCP 47 tag that layouts may use.
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

    /// Returns the language's BCP 47 tag.
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

/// The line-breaking strictness 避头尾 (CLREQ §3.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kinsoku {
    /// Any mark may begin or end a line.
    None,
    /// Also the usual minimum: no closing mark, stop, 连接号 or 间隔号 at a line start, no opening
    /// mark at a line end.
    Basic,
    /// Also no 分隔号 at a line edge (GB/T 15834).
    Gb,
    /// Also no —— or …… at a line start.
    Strict,
}

impl Kinsoku {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 4] = ["none", "basic", "gb", "strict"];

    /// Returns the level with this name.
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

/// The blank of the mark that ends a line 行末标点.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineEndMarks {
    /// It is removed from every line (GB/T 15834 §5.1.10).
    Half,
    /// It is removed as far as the line is tight, so that a line that is full with it stays so.
    WhenNeeded,
    /// It stays.
    Full,
}

impl LineEndMarks {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 3] = ["half", "when-needed", "full"];

    /// Returns the treatment with this name.
    pub fn from_name(name: &str) -> Option<LineEndMarks> {
        Some(match name {
            "half" => LineEndMarks::Half,
            "when-needed" => LineEndMarks::WhenNeeded,
            "full" => LineEndMarks::Full,
            _ => return None,
        })
    }
}

/// The alignment of lines in their measure.
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

    /// Returns the alignment with this name.
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

/// The scheme of punctuation compression 标点挤压 (CLREQ §3.1.6.2).
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

    /// Returns the scheme with this name.
    pub fn from_name(name: &str) -> Option<Marks> {
        Some(match name {
            "full" => Marks::Full,
            "kaiming" => Marks::Kaiming,
            "line-end" => Marks::LineEnd,
            _ => return None,
        })
    }
}

/// The width of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figures {
    /// The advance widths of the face.
    Natural,
    /// Half an em each, so that two take the width of one Han character 数字占半字.
    Half,
}

impl Figures {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 2] = ["natural", "half"];

    /// Returns the figure width with this name.
    pub fn from_name(name: &str) -> Option<Figures> {
        Some(match name {
            "natural" => Figures::Natural,
            "half" => Figures::Half,
            _ => return None,
        })
    }
}

/// The placement of the readings of characters 注音.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Readings {
    /// In brackets after the base, as newspapers set them.
    Brackets,
    /// Between the lines: above a horizontal one, right of a vertical one
    /// (CLREQ §3.3).
    Above,
}

impl Readings {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 2] = ["brackets", "above"];

    /// Returns the placement with this name.
    pub fn from_name(name: &str) -> Option<Readings> {
        Some(match name {
            "brackets" => Readings::Brackets,
            "above" => Readings::Above,
            _ => return None,
        })
    }
}

/// The line-breaking algorithm.
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

    /// Returns the breaker with this name.
    pub fn from_name(name: &str) -> Option<Breaker> {
        Some(match name {
            "optimum" => Breaker::Optimum,
            "first-fit" => Breaker::FirstFit,
            _ => return None,
        })
    }
}

/// The writing direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Writing {
    /// Lines run to the right, one below another 横排.
    Horizontal,
    /// Lines run downward, one to the left of another 直排.
    Vertical,
}

impl Writing {
    /// Every name, for messages.
    pub const NAMES: [&'static str; 2] = ["horizontal", "vertical"];

    /// Returns the direction with this name.
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
    /// The face of Latin letters and figures 西文字体, where it has them; [`ParStyle::font`] when
    /// absent. Stretches in another face keep theirs.
    pub latin: Option<FontId>,
    /// The type size 字号: the width of a Han character.
    pub size: Len,
    /// Height of the type relative to its width: below one for the flat faces 扁体 of Japanese body
    /// text, above one for long faces 长体.
    pub flat: Em,
    /// Baseline to baseline 行距.
    pub leading: Len,
    /// The ink.
    pub ink: Ink,
    /// The language.
    pub lang: Lang,
    /// The writing direction.
    pub writing: Writing,
    /// The line-edge level.
    pub kinsoku: Kinsoku,
    /// The scheme of punctuation compression.
    pub marks: Marks,
    /// The blank of a mark at a line's end; that of the language if none is named.
    pub line_end_marks: Option<LineEndMarks>,
    /// True if a comma or stop may hang beyond the line's end 标点悬挂.
    pub hang_marks: bool,
    /// The gap between Han and Latin letters or digits (CLREQ §3.2.2: at most ¼ em).
    pub latin_gap: Em,
    /// Minimum width of that gap in a tight line.
    pub latin_least: Em,
    /// Width to which a loose line opens that gap before it letterspaces.
    pub latin_most: Em,
    /// Amount by which a loose line opens the gap beside a mark before it letterspaces; zero by the
    /// letter of CLREQ.
    pub mark_stretch: Em,
    /// Amount by which the characters of a tight line may close up 字距收紧 once its blanks are
    /// used up; zero by the letter of CLREQ.
    pub close_up: Em,
    /// The width of figures.
    pub figures: Figures,
    /// Maximum number of figures set upright side by side in one cell of a vertical line 纵中横;
    /// longer numbers are turned.
    pub across: usize,
    /// True if kana of a horizontal line keep their proportional widths 詰め組み.
    pub kana_tight: bool,
    /// The placement of readings.
    pub readings: Readings,
    /// Grid rows of a line with readings above it: two give them the space that the leading of news
    /// does not have.
    pub reading_rows: usize,
    /// True if Latin words may be hyphenated.
    pub hyphenate: bool,
    /// True if Korean breaks between words only, not between syllables.
    pub keep_words: bool,
    /// True if every Han character is aligned to the 字 grid 纵横对齐.
    pub grid: bool,
    /// The line breaker.
    pub breaker: Breaker,
    /// The alignment.
    pub align: Align,
    /// First-line indent 首行缩进.
    pub indent: Em,
    /// Indent of the lines after the first.
    pub hang: Em,
    /// Indent of all lines at their end 尾缩进.
    pub end_indent: Em,
    /// Tracking, added after every character 字距.
    pub tracking: Em,
    /// Minimum number of lines of a paragraph at the foot of a leg, when it continues in the next.
    /// One allows a lone first line.
    pub orphans: usize,
    /// Minimum number of lines of a paragraph at the top of a leg, when it comes from the leg
    /// before. One allows a lone last line 孤行, as newspapers do (CLREQ §3.1.9).
    pub widows: usize,
}

impl ParStyle {
    /// Creates the style of justified black text in one face and size, by the rules of its
    /// language.
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
            line_end_marks: None,
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
