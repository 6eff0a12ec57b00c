//! A shaped paragraph.

use std::ops::Range;

use super::class::{Class, selects_variant};
use crate::asset::FontId;
use crate::geom::Len;
use crate::style::ParStyle;

/// Text with the byte ranges that have another face or a treatment.
#[derive(Clone, Copy, Debug)]
pub struct RichLine<'a> {
    /// The characters.
    pub text: &'a str,
    /// Byte ranges and their face; the last that contains a byte wins.
    pub faces: &'a [(Range<usize>, FontId)],
    /// Byte ranges and their treatment.
    pub treats: &'a [(Range<usize>, Treat)],
    /// Byte ranges and the readings above them.
    pub readings: &'a [(Range<usize>, String)],
}

impl<'a> RichLine<'a> {
    /// Creates text in one face.
    pub fn plain(text: &'a str) -> RichLine<'a> {
        RichLine {
            text,
            faces: &[],
            treats: &[],
            readings: &[],
        }
    }
}

/// A treatment of a stretch of text besides its face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treat {
    /// No line break inside 不断.
    Keep,
    /// Small and high 上标.
    Sup,
    /// Small and low 下标.
    Sub,
    /// A fraction 分数: what precedes its slash small and high, what follows small; no line break
    /// inside.
    Fraction,
    /// A dot under every character 着重号.
    Dot,
    /// A line under a proper name 专名号.
    Line,
    /// A wave under the title of a book 浪线式书名号.
    Wave,
    /// A frame round the name of one who has died 示亡号.
    Frame,
}

/// The permission to break a line after a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Break {
    /// A break is allowed.
    Allowed,
    /// A break is allowed, but a better place is preferred.
    Poor,
    /// A break is allowed at a small price: after the 万 of a number with its unit.
    Power,
    /// A break is allowed at a little more: inside a long unit, after the 平方 of 平方公里.
    Unit,
    /// A break is allowed where the whole fits badly: at a slash of an address.
    Inside,
    /// A break is allowed, dividing the word with a hyphen.
    Hyphen,
    /// A hyphenated break in a style without hyphenation, where all else is worse.
    Divided,
    /// A break is allowed if no proper place is in reach: between marks of a cluster of three or
    /// more (CLREQ §3.1.4).
    Last,
    /// A break is forbidden, unless nothing else is possible.
    Barred,
}

/// The kind of the gap after a cluster on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// A gap that never opens: inside —— and …… and what is set as one piece.
    Fixed,
    /// A gap inside words and numbers and beside connectors, which opens only on a line without any
    /// other.
    Inner,
    /// Between two words.
    Word,
    /// Between Han and Latin.
    Latin,
    /// Beside a mark, on the side of its blank.
    Mark,
    /// Between any other two characters.
    Plain,
}

/// The orientation of a cluster on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Orientation {
    /// Along a horizontal line.
    Level,
    /// Upright in a vertical line. Its glyphs' `x` are across the line, from
    /// the left of its em box.
    Upright,
    /// Turned clockwise in a vertical line: words and long numbers.
    Turned,
}

/// An indivisible piece of a paragraph: usually one character.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// First byte in the paragraph's text.
    pub start: u32,
    /// End: one past its last byte.
    pub end: u32,
    /// Character class.
    pub class: Class,
    /// Face it is set in.
    pub font: FontId,
    /// Size it is set in: the paragraph's, less for 上标 and 下标, and adapted for a face among the
    /// characters of another.
    pub size: Len,
    /// Orientation on its line.
    pub stance: Orientation,
    /// True if a dot is set under it 着重号.
    pub dotted: bool,
    /// Number of the 专名号 under it, counted from 1; 0 for none.
    pub lined: u16,
    /// Number of the 浪线式书名号 under it, counted from 1; 0 for none.
    pub waved: u16,
    /// Number of the 示亡号 around it, counted from 1; 0 for none.
    pub framed: u16,
    /// Glyphs in [`ShapedPar::glyphs`].
    pub glyphs: Range<u32>,
    /// Set width, blanks included, squeezed against its neighbours.
    pub width: Len,
    /// Blank inside the width, before the ink, that a line start or a tight line removes.
    pub lead: Len,
    /// Blank inside the width, after the ink, that a line end or a tight line removes.
    pub trail: Len,
    /// Blank already removed before the ink: the glyph is set this far left of the pen.
    pub cut: Len,
    /// Space between this cluster and the next on the same line.
    pub gap: Len,
    /// Kind of that gap.
    pub gap_kind: Gap,
    /// Permission to break after it.
    pub after: Break,
}

impl Cluster {
    /// Removes the blank before the ink.
    pub(super) fn cut_lead(&mut self) {
        self.width -= self.lead;
        self.cut += self.lead;
        self.lead = Len::ZERO;
    }

    /// Removes the blank after the ink.
    pub(super) fn cut_trail(&mut self) {
        self.width -= self.trail;
        self.trail = Len::ZERO;
    }
}

/// A positioned glyph of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParGlyph {
    /// Glyph id in its face.
    pub id: u16,
    /// Offset to the right of the cluster's uncut pen position.
    pub x: Len,
    /// Offset below the baseline.
    pub y: Len,
    /// First byte of the characters it represents.
    pub text_start: u32,
    /// End of its characters: one past the last byte; equal to the start if another glyph
    /// represents them.
    pub text_end: u32,
}

/// The hyphen of one face and size, for words divided at a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hyphen {
    /// The face.
    pub font: FontId,
    /// The glyph.
    pub glyph: u16,
    /// The size it is set in.
    pub size: Len,
    /// Advance width.
    pub width: Len,
}

/// The dot of 着重号 in the paragraph's face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// The face.
    pub font: FontId,
    /// The glyph.
    pub glyph: u16,
    /// The size it is set in.
    pub size: Len,
    /// Offset from its pen to the middle of its ink: right, and up.
    pub middle: (Len, Len),
}

/// A reading 注音, set small, and its base.
#[derive(Clone, Debug)]
pub struct SetReading {
    /// The clusters it is centred on.
    pub base: Range<usize>,
    /// The reading.
    pub par: ShapedPar,
}

/// A character no font has, and its position in the paragraph's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// First byte of the character.
    pub at: usize,
}

/// A character that its face lacks and another has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// The character.
    pub character: char,
    /// Its first byte in the text.
    pub at: usize,
    /// The face it was asked of.
    pub wanted: FontId,
    /// The face it is set in.
    pub font: FontId,
}

/// A paragraph shaped once and ready to be broken at any measure.
#[derive(Clone, Debug)]
pub struct ShapedPar {
    /// The characters.
    pub text: String,
    /// Style of the paragraph.
    pub style: ParStyle,
    /// Clusters, in order.
    pub clusters: Vec<Cluster>,
    /// Glyphs, in the order of the clusters.
    pub glyphs: Vec<ParGlyph>,
    /// Characters that no font has.
    pub missing: Vec<MissingGlyph>,
    /// 字 of a heavy face that come from a lighter one.
    pub lighter: Vec<StandIn>,
    /// The hyphens of the faces whose words may be divided.
    pub hyphens: Vec<Hyphen>,
    /// Width of the first word space; zero if there is none.
    pub word_space: Len,
    /// The dot of 着重号, if any stretch has one.
    pub dot: Option<Dot>,
    /// Readings above the line, in order.
    pub readings: Vec<SetReading>,
}

impl ShapedPar {
    /// Returns the hyphen that follows cluster `at` if a line ends there.
    pub fn hyphen(&self, at: usize) -> Option<Hyphen> {
        let cluster = self
            .clusters
            .get(at)
            .filter(|cluster| matches!(cluster.after, Break::Hyphen | Break::Divided))?;
        self.hyphens
            .iter()
            .copied()
            .find(|hyphen| (hyphen.font, hyphen.size) == (cluster.font, cluster.size))
    }

    /// Returns the width on one line, edge blanks kept.
    pub fn natural_width(&self) -> Len {
        let all: Len = self
            .clusters
            .iter()
            .map(|cluster| cluster.width + cluster.gap)
            .sum();
        all - self.clusters.last().map_or(Len::ZERO, |last| last.gap)
    }

    /// Returns the number of characters of clusters `range`, spaces and variation selectors not
    /// counted.
    pub fn count_chars(&self, range: Range<usize>) -> usize {
        self.clusters[range]
            .iter()
            .map(|cluster| {
                self.text_of(cluster)
                    .chars()
                    .filter(|c| !c.is_whitespace() && !selects_variant(*c))
                    .count()
            })
            .sum()
    }

    /// Returns the characters of one cluster.
    pub fn text_of(&self, cluster: &Cluster) -> &str {
        &self.text[cluster.start as usize..cluster.end as usize]
    }
}
