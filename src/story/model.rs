//! A parsed article.

use std::ops::Range;

use super::embargo::Embargo;
use super::mark::{Inline, InlineFace};
use crate::diag::{Diagnostic, SourceId, Span};

/// An article 稿件.
#[derive(Clone, Debug)]
pub struct Story {
    /// The file it was read from.
    pub source: SourceId,
    /// Headline decks, bylines and captions, in the order of the file.
    pub parts: Vec<Part>,
    /// The body.
    pub body: Vec<Block>,
    /// Tables in files of their own, which follow the body.
    pub tables: Vec<TableFile>,
    /// Before which moment it may not be printed.
    pub embargo: Option<Embargo>,
    /// Characters that were lost before the copy came 乱码, each kind once.
    pub lost: Vec<Diagnostic>,
}

/// A table in a file of its own: `table = "results.csv"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFile {
    /// The file, from the folder of the article; after `#` the sheet of an Excel file.
    pub path: String,
    /// Place where it was named.
    pub span: Span,
}

/// The role of a front-matter line in a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartRole {
    /// 栏目题
    Section,
    /// 引题, 肩题
    Kicker,
    /// 主题
    Headline,
    /// 副题
    Deck,
    /// 提要
    Summary,
    /// 作者, before the text
    Byline,
    /// 按语, before the text
    Note,
    /// 电头, run in at the head of the text
    Dateline,
    /// 署名, after the text
    Signature,
    /// 图说
    Cutline,
    /// 摄影
    Credit,
    /// 转版
    Jump,
    /// 上接
    Continued,
}

impl PartRole {
    /// The decks of a head, top to bottom.
    pub const DECKS: [PartRole; 6] = [
        PartRole::Section,
        PartRole::Kicker,
        PartRole::Headline,
        PartRole::Deck,
        PartRole::Summary,
        PartRole::Byline,
    ];

    /// The one key that is also printed: a note 按语 begins with it.
    pub(super) const SPOKEN: &'static str = "编者按";

    /// Every front-matter key, Chinese and English, and its part.
    pub(super) const KEYS: [(&'static str, PartRole); 33] = [
        ("栏目题", PartRole::Section),
        ("栏目", PartRole::Section),
        ("section", PartRole::Section),
        ("引题", PartRole::Kicker),
        ("肩题", PartRole::Kicker),
        ("kicker", PartRole::Kicker),
        ("主题", PartRole::Headline),
        ("标题", PartRole::Headline),
        ("headline", PartRole::Headline),
        ("title", PartRole::Headline),
        ("副题", PartRole::Deck),
        ("deck", PartRole::Deck),
        ("提要", PartRole::Summary),
        ("summary", PartRole::Summary),
        ("作者", PartRole::Byline),
        ("byline", PartRole::Byline),
        ("author", PartRole::Byline),
        ("按语", PartRole::Note),
        (PartRole::SPOKEN, PartRole::Note),
        ("note", PartRole::Note),
        ("电头", PartRole::Dateline),
        ("dateline", PartRole::Dateline),
        ("署名", PartRole::Signature),
        ("signature", PartRole::Signature),
        ("图说", PartRole::Cutline),
        ("cutline", PartRole::Cutline),
        ("caption", PartRole::Cutline),
        ("摄影", PartRole::Credit),
        ("credit", PartRole::Credit),
        ("转版", PartRole::Jump),
        ("jump", PartRole::Jump),
        ("上接", PartRole::Continued),
        ("continued", PartRole::Continued),
    ];

    /// Returns the role that a front-matter key names, Chinese or English.
    pub fn named(key: &str) -> Option<PartRole> {
        PartRole::KEYS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(key))
            .map(|(_, role)| *role)
    }

    /// Returns the role's name in messages.
    pub fn name(self) -> &'static str {
        PartRole::KEYS
            .iter()
            .find(|(_, role)| *role == self)
            .map_or("part", |(name, _)| name)
    }

    /// Iterates over every front-matter key, Chinese and English, with its part.
    pub fn all_names() -> impl Iterator<Item = (&'static str, PartRole)> {
        PartRole::KEYS.into_iter()
    }

    /// Returns the English front-matter key that names it.
    pub fn english(self) -> &'static str {
        PartRole::KEYS
            .iter()
            .find(|(name, role)| *role == self && name.is_ascii())
            .map_or("part", |(name, _)| name)
    }
}

/// A front-matter line; a repeated key gives another line of the same part.
#[derive(Clone, Debug)]
pub struct Part {
    /// Role of the part.
    pub role: PartRole,
    /// Text of the part.
    pub text: RichText,
}

/// The kind of a block of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// A paragraph 段.
    Paragraph,
    /// 小标题
    Subhead,
    /// A list item, set with a bullet.
    Item,
    /// The head of a group of items in a data box.
    GroupHead,
    /// A big figure in a data box.
    Figure,
    /// A cell of a table 表格.
    Cell,
}

impl BlockKind {
    /// Returns the kind's name in messages.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Paragraph => "body",
            BlockKind::Subhead => "subhead",
            BlockKind::Item => "item",
            BlockKind::GroupHead => "group-head",
            BlockKind::Figure => "figure",
            BlockKind::Cell => "table",
        }
    }
}

/// A block of the body.
#[derive(Clone, Debug)]
pub struct Block {
    /// Kind of the block.
    pub kind: BlockKind,
    /// Text of the block.
    pub text: RichText,
    /// Position in its table; of cells only.
    pub cell: Option<Cell>,
}

/// The alignment of the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellAlign {
    /// Left 居左.
    Start,
    /// Centred 居中.
    Centre,
    /// Right 居右.
    End,
    /// By the decimal points of its numbers 小数点对齐.
    Point,
}

/// A cell's position in its table. The cells of a table follow one another row by row; all rows
/// have the same number of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Row, from 0.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// Number of columns of the table.
    pub columns: usize,
    /// True in the table's head row 表头.
    pub head: bool,
    /// Alignment of the column.
    pub align: CellAlign,
}

impl Cell {
    /// Returns whether this is the first cell of its table.
    pub fn begins(&self) -> bool {
        (self.row, self.column) == (0, 0)
    }
}

/// Text that knows the source position of each character.
#[derive(Clone, Debug)]
pub struct RichText {
    /// The characters, without readings.
    pub text: String,
    /// Treatments of the text: byte ranges, none empty and none crossing another, by start, the
    /// outer before the inner.
    pub marks: Vec<(Range<usize>, Inline)>,
    map: Vec<Origin>,
    source: SourceId,
    /// End of the last character in the source, in bytes.
    end: u32,
}

/// Position of a character: its first byte in the text, and its bytes in the source, including a
/// backslash before it.
#[derive(Clone, Copy, Debug)]
struct Origin {
    text: u32,
    source: u32,
    width: u32,
}

impl RichText {
    /// Creates an empty text.
    pub(super) fn new(source: SourceId) -> RichText {
        RichText {
            text: String::new(),
            marks: Vec::new(),
            map: Vec::new(),
            source,
            end: 0,
        }
    }

    /// Appends a character of `width` bytes at byte `at` of the source.
    pub(super) fn push(&mut self, character: char, at: usize, width: usize) {
        self.map.push(Origin {
            text: self.text.len() as u32,
            source: at as u32,
            width: width as u32,
        });
        self.text.push(character);
        self.end = (at + width) as u32;
    }

    /// Rewrites the text character by character: `None` drops one. Marks and positions are kept in
    /// step.
    pub(super) fn rewrite(&mut self, mut new: impl FnMut(usize, char) -> Option<char>) {
        let old = std::mem::take(&mut self.text);
        let old_map = std::mem::take(&mut self.map);
        let mut moved = Vec::with_capacity(old_map.len());
        for (nth, ((byte, character), origin)) in old.char_indices().zip(old_map).enumerate() {
            moved.push((byte, self.text.len()));
            if let Some(character) = new(nth, character) {
                self.map.push(Origin {
                    text: self.text.len() as u32,
                    ..origin
                });
                self.text.push(character);
            }
        }
        let place = |byte: usize| {
            moved
                .get(moved.partition_point(|(from, _)| *from < byte))
                .map_or(self.text.len(), |(_, to)| *to)
        };
        for (range, _) in &mut self.marks {
            *range = place(range.start)..place(range.end);
        }
        self.marks.retain(|(range, _)| !range.is_empty());
    }

    /// Returns the place of the whole text.
    pub fn span(&self) -> Span {
        let start = self.map.first().map_or(self.end, |origin| origin.source);
        Span {
            source: self.source,
            start,
            end: self.end.max(start),
        }
    }

    /// Returns the place in the source of the character at `byte` of the text.
    pub fn span_at(&self, byte: usize) -> Span {
        let at = self
            .map
            .partition_point(|origin| (origin.text as usize) <= byte)
            .saturating_sub(1);
        let Some(origin) = self.map.get(at) else {
            return self.span();
        };
        Span {
            source: self.source,
            start: origin.source,
            end: origin.source + origin.width,
        }
    }

    /// Returns whether any stretch has this face.
    pub fn asks_for(&self, face: InlineFace) -> bool {
        self.marks
            .iter()
            .any(|(_, inline)| *inline == Inline::Face(face))
    }

    /// Returns the number of characters, spaces not counted.
    pub fn chars(&self) -> usize {
        self.text.chars().filter(|c| !c.is_whitespace()).count()
    }
}

impl Story {
    /// Returns the lines of one part, in order.
    pub fn part(&self, role: PartRole) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.role == role)
    }

    /// Returns the number of characters of all parts and blocks, spaces not counted.
    pub fn chars(&self) -> usize {
        self.parts
            .iter()
            .map(|part| part.text.chars())
            .chain(self.body.iter().map(|block| block.text.chars()))
            .sum()
    }
}
