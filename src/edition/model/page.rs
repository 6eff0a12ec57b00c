//! A page 版 with its slots, resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ad::AdSlot;
use super::columns::Columns;
use super::grid::Grid;
use super::house::{BoxFrame, FurnitureSlot, HeadDress, RuleStyle, StoryKind};
use super::inks::PageInks;
use super::links::{PageLinks, SlotLinks};
use super::runaround::Runaround;
use super::spread::Spread;
use crate::asset::{PictureId, Pictures};
use crate::diag::{SourceId, Span, Spanned};
use crate::geom::{Axes, Em, Folio, Len, PageSpace, Point, Rect, Size};
use crate::ink::Ink;
use crate::spec::CropSpec;
pub use crate::spec::{Arrange, Side};
use crate::story::{RichText, Story};

/// Which story of the edition: the file that its words stand in, and where in
/// it they begin. The same from run to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId {
    /// The article, or the page that writes the words itself.
    pub source: SourceId,
    /// The first byte of the words of a page; 0 for an article.
    pub at: u32,
}

/// A story's slot 版位.
#[derive(Clone, Debug)]
pub struct StorySlot {
    /// The story's id.
    pub id: String,
    /// Place where the slot is written: its `at`.
    pub span: Span,
    /// The same, by number in [`Page::origins`].
    pub origin: u32,
    /// Index of the story in the edition.
    pub story: StoryId,
    /// Kind of the story.
    pub kind: StoryKind,
    /// Area of the slot; of several areas the smallest rectangle around them.
    pub rect: Rect<PageSpace>,
    /// Areas that together form the slot 异形栏; mostly one.
    pub areas: Vec<Rect<PageSpace>>,
    /// Index of the slot among those of its story, from 0.
    pub part: usize,
    /// The headline over a continuation.
    pub title: Option<Spanned<String>>,
    /// The slot in which the story continues: indices of page and slot.
    pub next: Option<(usize, usize)>,
    /// The number of the page it continues from 上接, if that is another.
    pub from_page: Option<Folio>,
    /// Own area of the headline, if it has one.
    pub head_rect: Option<Rect<PageSpace>>,
    /// Background of the headline: a picture 压题图, inside whose area its own is, or a band
    /// 反白题.
    pub head_over: Option<HeadOver>,
    /// Rows of the headline, if given.
    pub head_rows: Option<u32>,
    /// Number of base columns it spans.
    pub base: u32,
    /// The columns it is set in.
    pub columns: Columns,
    /// True if it may be left out to make the story that contains it fit.
    pub optional: bool,
    /// Changes of copyfitting to its text; none in the page as written.
    pub tightened: Tightened,
    /// Characters to delete from the ends of paragraphs of its copy 删, by the index of the block;
    /// none in the page as written.
    pub cuts: BTreeMap<usize, usize>,
    /// The id of the story it refers to, as written.
    pub refers_to: Option<Spanned<String>>,
    /// The story it refers to: its id and the number of its page.
    pub refer: Option<(String, Folio)>,
    /// Pictures inside it.
    pub pictures: Vec<PictureSlot>,
    /// Stories inside it 边栏.
    pub insets: Vec<StorySlot>,
    /// Runaround of the text of the story that contains it.
    pub runaround: Runaround,
    /// Advertisements inside it that its text runs round, with their areas.
    pub ads: Vec<(Rect<PageSpace>, Runaround)>,
    /// Pictures of the page inside it that its text runs round.
    pub page_pictures: Vec<PictureSlot>,
}

/// The background of a headline: a picture 压题图 or a band 反白题.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadOver {
    /// Ink of the type: paper knocks out of every plate, black overprints.
    pub ink: Ink,
    /// Ink of the band laid under it, on the picture if there is one.
    pub band: Option<Ink>,
}

/// Tighter or looser setting of a story's text 凑版.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tightened {
    /// Change of tracking after every character.
    pub tracking: Em,
    /// Last lines to pull in.
    pub endings: Option<Endings>,
}

/// Last lines of paragraphs to pull in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endings {
    /// Maximum number of characters of such a line.
    pub chars: usize,
    /// Maximum reduction of tracking after every character of the paragraph.
    pub max_tracking: Em,
    /// The measure that the paragraphs are set to.
    pub measure: Len,
}

/// The position of a cutline relative to its picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutlineAt {
    /// Below it.
    Below,
    /// Left of it, with this width.
    Left(Len),
    /// Right of it, with this width.
    Right(Len),
    /// On its foot, white on a dark band 压图.
    On,
}

/// A picture of a slot.
#[derive(Clone, Copy, Debug)]
pub struct Shot {
    /// The picture.
    pub picture: PictureId,
    /// The point that cropping to the frame keeps, in per cent of the picture.
    pub focus: (u32, u32),
    /// The part of it that may show.
    pub crop: CropSpec,
}

/// A picture's slot.
#[derive(Clone, Debug)]
pub struct PictureSlot {
    /// Place where the slot is written.
    pub span: Span,
    /// The same, by number in [`Page::origins`].
    pub origin: u32,
    /// The picture, or the pictures of a group 组照 in rows or columns; at least one.
    pub shots: Vec<Vec<Shot>>,
    /// Arrangement of the group.
    pub arrange: Arrange,
    /// Gap between the pictures of a group.
    pub alley: Len,
    /// Area of the slot, cutline included.
    pub rect: Rect<PageSpace>,
    /// The cutline; the story's when absent.
    pub cutline: Option<RichText>,
    /// Position of the cutline.
    pub cutline_at: CutlineAt,
    /// The credit; the story's when absent.
    pub credit: Option<String>,
    /// What it shows, in words, as the page says it.
    pub alt: Option<String>,
    /// Runaround of the text around it.
    pub runaround: Runaround,
    /// How far its picture goes on beyond the slot over the trim 出血: left, top, right, bottom.
    pub bleed: [Len; 4],
    /// True if it may be left out to make its story fit.
    pub optional: bool,
    /// The kind that gives the styles of cutline and credit.
    pub kind: StoryKind,
}

impl PictureSlot {
    /// Returns its pictures, list after list.
    pub fn all(&self) -> impl Iterator<Item = PictureId> {
        self.shots.iter().flatten().map(|shot| shot.picture)
    }

    /// Returns a frame in its slot with what goes on over the trim, at those edges that it reaches.
    pub fn bled(&self, frame: &Rect<PageSpace>) -> Rect<PageSpace> {
        let [left, top, right, bottom] = self.bleed;
        let mut bled = *frame;
        if frame.left == self.rect.left {
            bled.left -= left;
        }
        if frame.top == self.rect.top {
            bled.top -= top;
        }
        if frame.right == self.rect.right {
            bled.right += right;
        }
        if frame.bottom == self.rect.bottom {
            bled.bottom += bottom;
        }
        bled
    }

    /// Returns the names of its files, for messages.
    pub fn files(&self, pictures: &Pictures) -> String {
        let names: Vec<&str> = self
            .all()
            .map(|id| pictures.get(id).path.as_str())
            .collect();
        names.join(", ")
    }

    /// Returns the picture of a slot that has only one.
    pub fn lone(&self) -> Option<Shot> {
        match self.shots.as_slice() {
            [list] => <&[Shot; 1]>::try_from(list.as_slice())
                .ok()
                .map(|[shot]| *shot),
            _ => None,
        }
    }
}

/// The position of a rule on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulePlace {
    /// A vertical rule.
    Down {
        /// Centre line.
        x: Len,
        /// Upper end.
        top: Len,
        /// Lower end.
        bottom: Len,
    },
    /// A horizontal rule.
    Across {
        /// Centre line.
        y: Len,
        /// Left end.
        left: Len,
        /// Right end.
        right: Len,
    },
}

impl RulePlace {
    /// Converts a position from text to page coordinates.
    pub fn on_page(self, axes: &Axes) -> RulePlace {
        if !axes.is_vertical() {
            return self;
        }
        let turn = |x, y| axes.point_on_page(Point::new(x, y));
        match self {
            RulePlace::Down { x, top, bottom } => {
                let (from, to) = (turn(x, bottom), turn(x, top));
                RulePlace::Across {
                    y: from.y,
                    left: from.x,
                    right: to.x,
                }
            }
            RulePlace::Across { y, left, right } => {
                let (from, to) = (turn(left, y), turn(right, y));
                RulePlace::Down {
                    x: from.x,
                    top: from.y,
                    bottom: to.y,
                }
            }
        }
    }
}

/// A rule on the page.
#[derive(Clone, Copy, Debug)]
pub struct RuleSlot {
    /// Where it is written, by number in [`Page::origins`].
    pub origin: u32,
    /// Style of the rule.
    pub style: RuleStyle,
    /// Position of the rule.
    pub place: RulePlace,
}

/// A resolved page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The page number 版序.
    pub number: Folio,
    /// True if the page is to be made; one that is not may hold the start of a story that continues
    /// on one that is.
    pub wanted: bool,
    /// The page beside it when it is a spread 跨版.
    pub spread: Option<Spread>,
    /// The section name.
    pub section: String,
    /// The trimmed sheet; of a spread both pages'.
    pub trim: Size,
    /// Bleed on every side.
    pub bleed: Len,
    /// Inks that the page is printed with.
    pub inks: PageInks,
    /// The grid.
    pub grid: Grid,
    /// Stories in reading order.
    pub stories: Vec<StorySlot>,
    /// Pictures of the page itself.
    pub pictures: Vec<PictureSlot>,
    /// Rules.
    pub rules: Vec<RuleSlot>,
    /// Advertisements 广告.
    pub ads: Vec<AdSlot>,
    /// Furniture, its texts filled in.
    pub furniture: Vec<FurnitureSlot>,
    /// Where what stands on it is written. The first is the page's own number,
    /// of what has no line of its own.
    pub origins: Arc<[Span]>,
    /// The stories that the page writes itself.
    pub words: BTreeMap<StoryId, Arc<Story>>,
}

impl StorySlot {
    /// Returns the dress of its headline: as the page says, else that of its kind.
    pub fn head_dress(&self) -> HeadDress {
        let own = self.kind.head;
        self.head_over.map_or(own, |over| HeadDress {
            ink: Some(over.ink),
            frame: BoxFrame {
                tint: over.band,
                ..own.frame
            },
        })
    }

    /// Returns the area behind its headline: its own, that of the picture it is printed on, or the
    /// slot.
    pub fn head_place(&self) -> Rect<PageSpace> {
        let under = |head: &Rect<PageSpace>| {
            self.pictures
                .iter()
                .find(|picture| picture.rect.contains(head))
                .map(|picture| picture.rect)
        };
        match self.head_rect {
            Some(head) if self.head_over.is_some() => under(&head).unwrap_or(head),
            own => own.unwrap_or(self.rect),
        }
    }
}

impl Page {
    /// Where an origin of this page is written.
    pub fn span(&self, origin: u32) -> Option<Span> {
        self.origins.get(origin as usize).copied()
    }

    /// What the page knows of others by itself: which of its slots continue a
    /// story.
    pub fn own_links(&self) -> PageLinks {
        let alone = |slot: &StorySlot| SlotLinks {
            part: slot.part,
            ..SlotLinks::default()
        };
        PageLinks {
            slots: self.stories.iter().map(alone).collect(),
        }
    }

    /// The page with what it learns of the others.
    pub fn linked(&self, links: &PageLinks) -> Page {
        let mut page = self.clone();
        for (slot, links) in page.stories.iter_mut().zip(&links.slots) {
            slot.part = links.part;
            slot.next = links.next;
            slot.from_page = links.from_page;
            slot.refer.clone_from(&links.refer);
        }
        page
    }

    /// Returns every story on it, insets after the story that contains them.
    pub fn all_stories(&self) -> Vec<&StorySlot> {
        self.stories
            .iter()
            .flat_map(|slot| std::iter::once(slot).chain(&slot.insets))
            .collect()
    }
}

impl Page {
    /// Returns the number of the page that an area is on: of the right page if it begins there.
    pub fn number_at(&self, place: &Rect<PageSpace>) -> Folio {
        match self.spread {
            Some(spread) if place.left >= spread.fold => spread.facing,
            _ => self.number,
        }
    }

    /// Returns the number of the page, or both of a spread.
    pub fn numbers(&self) -> impl Iterator<Item = Folio> {
        std::iter::once(self.number).chain(self.spread.map(|spread| spread.facing))
    }
}
