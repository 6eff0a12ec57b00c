//! A shaped paragraph.

use std::ops::Range;

use super::class::{Class, selects_variant};
use crate::asset::FontId;
use crate::geom::Len;
use crate::style::ParStyle;

/// Text with the byte ranges that are set in another face or treated.
#[derive(Clone, Copy, Debug)]
pub struct RichLine<'a> {
    /// The characters.
    pub text: &'a str,
    /// Byte ranges and their face; the last that holds a byte wins.
    pub faces: &'a [(Range<usize>, FontId)],
    /// Byte ranges and how they are treated.
    pub treats: &'a [(Range<usize>, Treat)],
    /// Byte ranges and the readings that stand above them.
    pub readings: &'a [(Range<usize>, String)],
}

impl<'a> RichLine<'a> {
    /// Text in one face.
    pub fn plain(text: &'a str) -> RichLine<'a> {
        RichLine {
            text,
            faces: &[],
            treats: &[],
            readings: &[],
        }
    }
}

/// How a stretch of text is treated beyond its face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treat {
    /// No line ends inside 不断.
    Keep,
    /// Small and high 上标.
    Sup,
    /// Small and low 下标.
    Sub,
    /// What stands before its slash small and high, what stands after it small
    /// 分数; no line ends inside.
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

/// Whether a line may end after a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Break {
    /// It may.
    Allowed,
    /// It may, but a better place is preferred.
    Poor,
    /// It may where the whole fits badly: after the 万 of a number with its
    /// unit, at a slash of an address.
    Inside,
    /// It may, if the word is divided with a hyphen there.
    Hyphen,
    /// The same in a style that divides no words, where all else is worse.
    Divided,
    /// It may when no proper place is in reach: between marks of a cluster of
    /// three or more (CLREQ §3.1.4).
    Last,
    /// It must not, unless nothing else is possible.
    Barred,
}

/// What kind of gap follows a cluster on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// None that may open: inside —— and …… and what is set as one piece.
    Fixed,
    /// Inside words and numbers and beside connectors, which open where a line
    /// has no other gap.
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

/// How a piece stands on its line.
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

/// One indivisible piece of a paragraph: usually one character.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// First byte in the paragraph's text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Its class.
    pub class: Class,
    /// The face it is set in.
    pub font: FontId,
    /// The size it is set in: the paragraph's, less for 上标 and 下标, and what
    /// fits it to them for a face among the characters of another.
    pub size: Len,
    /// How it stands on its line.
    pub stance: Orientation,
    /// Whether a dot stands under it 着重号.
    pub dotted: bool,
    /// Which 专名号 runs under it, counted from 1; 0 for none.
    pub lined: u16,
    /// Which 浪线式书名号 runs under it, counted from 1; 0 for none.
    pub waved: u16,
    /// Which 示亡号 it stands in, counted from 1; 0 for none.
    pub framed: u16,
    /// Its glyphs in [`ShapedPar::glyphs`].
    pub glyphs: Range<u32>,
    /// Its set width, blanks included, squeezed against its neighbours.
    pub width: Len,
    /// Blank inside the width, before the ink, that a line start or a tight line takes.
    pub lead: Len,
    /// Blank inside the width, after the ink, that a line end or a tight line takes.
    pub trail: Len,
    /// Blank already taken before the ink: the glyph stands this far left of the pen.
    pub cut: Len,
    /// Space between this cluster and the next on the same line.
    pub gap: Len,
    /// What kind of gap follows.
    pub gap_kind: Gap,
    /// Whether a line may end after it.
    pub after: Break,
}

impl Cluster {
    /// Takes the blank before the ink.
    pub(super) fn cut_lead(&mut self) {
        self.width -= self.lead;
        self.cut += self.lead;
        self.lead = Len::ZERO;
    }

    /// Takes the blank after the ink.
    pub(super) fn cut_trail(&mut self) {
        self.width -= self.trail;
        self.trail = Len::ZERO;
    }
}

/// One positioned glyph of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParGlyph {
    /// The glyph's number in its face.
    pub id: u16,
    /// Right of the cluster's uncut pen position.
    pub x: Len,
    /// Below the baseline.
    pub y: Len,
    /// First byte of the characters it stands for.
    pub text_start: u32,
    /// One past the last; equal to the start when another glyph stands for them.
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
    /// Its width.
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
    /// From its pen to the middle of its ink: right, and up.
    pub middle: (Len, Len),
}

/// A reading 注音 set small, and what it stands above.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The clusters it is centred on.
    pub base: Range<usize>,
    /// The reading.
    pub par: ShapedPar,
}

/// A character no font has, and where it stands in the paragraph's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// Its first byte.
    pub at: usize,
}

/// A paragraph shaped once and ready to be broken at any measure.
#[derive(Clone, Debug)]
pub struct ShapedPar {
    /// The characters.
    pub text: String,
    /// How it is set.
    pub style: ParStyle,
    /// Its pieces, in order.
    pub clusters: Vec<Cluster>,
    /// Its glyphs, in the order of the clusters.
    pub glyphs: Vec<ParGlyph>,
    /// What could not be shaped.
    pub missing: Vec<MissingGlyph>,
    /// The hyphens of the faces whose words may be divided.
    pub hyphens: Vec<Hyphen>,
    /// The width of its first word space; zero when it has none.
    pub word_space: Len,
    /// The dot of 着重号, when any stretch has one.
    pub dot: Option<Dot>,
    /// The readings above it, in order.
    pub readings: Vec<Reading>,
}

impl ShapedPar {
    /// The hyphen that follows cluster `at` when a line ends there.
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

    /// The width on one line, edge blanks kept.
    pub fn natural_width(&self) -> Len {
        let all: Len = self
            .clusters
            .iter()
            .map(|cluster| cluster.width + cluster.gap)
            .sum();
        all - self.clusters.last().map_or(Len::ZERO, |last| last.gap)
    }

    /// The characters of clusters `range`, spaces and variation selectors not counted.
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

    /// The characters of one cluster.
    pub fn text_of(&self, cluster: &Cluster) -> &str {
        &self.text[cluster.start as usize..cluster.end as usize]
    }
}
