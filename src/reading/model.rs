//! An edition as it is read: articles, their paragraphs, and where every character stands.

use std::ops::Range;

use crate::asset::{FontId, PictureId};
use crate::forme::Sheet;
use crate::geom::{Folio, Len, PageSpace, Point, Rect};
use crate::ink::Ink;
pub use crate::role::{CellPlace, TextRole};
use crate::style::Lang;

/// An edition as it is read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The paper's name.
    pub paper: String,
    /// The date, `2021-12-31`.
    pub date: String,
    /// Prefix of file names.
    pub slug: String,
    /// The paper's language.
    pub lang: Lang,
    /// The number of the issue 总期号, where the layout counts them.
    pub issue: Option<i64>,
    /// The pages, in order; a spread is one.
    pub pages: Vec<ReadPage>,
    /// The articles, in the order in which they begin.
    pub articles: Vec<Article>,
}

/// A page 版, or a spread 跨版.
#[derive(Clone, Debug)]
pub struct ReadPage {
    /// The page number 版序.
    pub number: Folio,
    /// The number of the right page of a spread.
    pub facing: Option<Folio>,
    /// The section name 版名.
    pub section: String,
    /// The sheet.
    pub sheet: Sheet,
    /// What is read on it, in reading order.
    pub blocks: Vec<ReadBlock>,
}

impl ReadPage {
    /// Returns the number as it is printed and used in file names: `04`, or `04-05` for a spread.
    pub fn label(&self) -> String {
        match self.facing {
            Some(facing) => format!("{:02}-{:02}", self.number, facing.in_section()),
            None => format!("{:02}", self.number),
        }
    }
}

/// The kind of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArticleKind {
    /// A story 稿件.
    Story,
    /// A story inside another's slot 边栏.
    Sidebar,
    /// A picture of the page with its cutline 图片新闻.
    Picture,
    /// An advertisement 广告.
    Ad,
}

/// An article: all that belongs together, on whatever pages it stands.
#[derive(Clone, Debug)]
pub struct Article {
    /// The story's id, unique in the edition.
    pub id: String,
    /// What it is.
    pub kind: ArticleKind,
    /// Index of the article in whose slot it stands.
    pub within: Option<usize>,
    /// Its language.
    pub lang: Lang,
    /// Its paragraphs in reading order.
    pub pars: Vec<Par>,
    /// Areas that it takes: page by index, and the corners of the area's outline.
    pub areas: Vec<(usize, Vec<Point<PageSpace>>)>,
}

impl Article {
    /// Returns the texts of one role, in order.
    pub fn texts(&self, role: TextRole) -> impl Iterator<Item = &str> {
        let of_role = self.pars.iter().filter(move |par| par.role == role);
        of_role.map(|par| par.text.as_str())
    }

    /// Returns the headline in one line; the id of an article without one.
    pub fn title(&self) -> String {
        let lines: Vec<&str> = self.texts(TextRole::Headline).collect();
        let cutline = || self.texts(TextRole::Cutline).next();
        match lines.is_empty() {
            true => cutline().unwrap_or(&self.id).to_owned(),
            false => lines.join(" "),
        }
    }

    /// Returns the indices of the pages that it stands on, in order.
    pub fn pages(&self) -> Vec<usize> {
        let blocks = self.pars.iter().flat_map(|par| &par.blocks);
        let mut pages: Vec<usize> = blocks.map(|(page, _)| *page).collect();
        pages.extend(self.areas.iter().map(|(page, _)| *page));
        pages.sort_unstable();
        pages.dedup();
        pages
    }
}

/// A paragraph of an article, whole, however many legs it stands in.
#[derive(Clone, Debug)]
pub struct Par {
    /// Its role.
    pub role: TextRole,
    /// Its characters as they are printed, spaces as in the copy.
    pub text: String,
    /// The dateline 电头 that its text begins with, in bytes.
    pub dateline: usize,
    /// Its place, if it is a cell.
    pub cell: Option<CellPlace>,
    /// Readings over the line 注音: the bytes of the base, and the reading.
    pub readings: Vec<(Range<usize>, String)>,
    /// Its blocks in reading order: page and block, by index.
    pub blocks: Vec<(usize, usize)>,
}

/// A stretch of a paragraph in one leg, or a picture.
#[derive(Clone, Debug)]
pub struct ReadBlock {
    /// Its role.
    pub role: TextRole,
    /// Article and paragraph, by index; furniture has none.
    pub of: Option<(usize, usize)>,
    /// Its lines in reading order; a picture has none.
    pub lines: Vec<TextLine>,
    /// The smallest rectangle around it.
    pub rect: Rect<PageSpace>,
    /// Corners of its outline, clockwise, if that is no rectangle.
    pub outline: Option<Vec<Point<PageSpace>>>,
    /// Whether its lines run down the page 直排.
    pub vertical: bool,
    /// Number of its column among those of the article on this page, from 1; 0 outside columns.
    pub leg: usize,
    /// The picture.
    pub picture: Option<ShownPicture>,
    /// Name of the furniture or of the advertisement's client.
    pub name: String,
}

impl ReadBlock {
    /// Returns its characters, spaces and all.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (nth, line) in self.lines.iter().enumerate() {
            for (at, read) in line.chars.iter().enumerate() {
                if nth > 0 || at > 0 {
                    text.push_str(&read.space);
                }
                text.push_str(&read.text);
            }
        }
        text
    }
}

/// A picture as it shows on the page.
#[derive(Clone, Debug)]
pub struct ShownPicture {
    /// The picture; none for a drawing, whose lines are on the page, or a page of a PDF.
    pub picture: Option<PictureId>,
    /// Its file as the edition names it; empty for a drawing.
    pub file: String,
    /// What it shows, in words.
    pub alt: String,
    /// Extent of the whole picture; what lies beyond the block is cropped.
    pub image: Rect<PageSpace>,
}

/// A line of text.
#[derive(Clone, Debug)]
pub struct TextLine {
    /// Its characters in reading order.
    pub chars: Vec<ReadChar>,
    /// The smallest rectangle around their em boxes.
    pub rect: Rect<PageSpace>,
    /// Start and end of its baseline; of a vertical line, of its middle.
    pub baseline: (Point<PageSpace>, Point<PageSpace>),
    /// The hyphen of a word divided at its end.
    pub hyphen: Option<Rect<PageSpace>>,
}

/// A character, or several that one glyph shows.
#[derive(Clone, Debug)]
pub struct ReadChar {
    /// The characters.
    pub text: String,
    /// The space before it in the copy, which may have been dropped at the end of a line.
    pub space: String,
    /// First byte in the text of its paragraph.
    pub at: usize,
    /// Its em box, as wide as its advance.
    pub rect: Rect<PageSpace>,
    /// The face.
    pub font: FontId,
    /// The type size.
    pub size: Len,
    /// The ink.
    pub ink: Ink,
}
