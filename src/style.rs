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

/// How strictly marks are kept off line edges 避头尾 (CLREQ §3.1.6).
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

/// Everything that decides how a paragraph's characters are shaped and set.
#[derive(Clone, Debug, PartialEq)]
pub struct ParStyle {
    /// The face 字体.
    pub font: FontId,
    /// The face of **bold** stretches.
    pub bold: FontId,
    /// The type size 字号.
    pub size: Len,
    /// Baseline to baseline 行距.
    pub leading: Len,
    /// The ink.
    pub ink: Ink,
    /// The language.
    pub lang: Lang,
    /// The line-edge level.
    pub kinsoku: Kinsoku,
    /// The gap between Han and Latin letters or digits (CLREQ §3.2.2: at most ¼ em).
    pub latin_gap: Em,
    /// Where lines stand.
    pub align: Align,
    /// First-line indent 首行缩进.
    pub indent: Em,
    /// Indent of the lines after the first.
    pub hang: Em,
    /// Added after every character 字距.
    pub tracking: Em,
}
