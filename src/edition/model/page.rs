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
use crate::geom::{Axes, Em, Len, PageSpace, Point, Rect, Size};
use crate::ink::Ink;
use crate::spec::Crop;
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
    /// Where the slot is written: its `at`.
    pub span: Span,
    /// The same, by number in [`Page::origins`].
    pub origin: u32,
    /// Which story of the edition.
    pub story: StoryId,
    /// How it is set.
    pub kind: StoryKind,
    /// Its place; of several places the smallest rectangle round them.
    pub rect: Rect<PageSpace>,
    /// The places that together are the slot 异形栏; mostly one.
    pub areas: Vec<Rect<PageSpace>>,
    /// Which slot of its story this is, from 0.
    pub part: usize,
    /// The headline over a continuation.
    pub title: Option<Spanned<String>>,
    /// The slot the story goes on in: its page and itself, by index.
    pub next: Option<(usize, usize)>,
    /// The number of the page it comes from 上接, when that is another.
    pub from_page: Option<u32>,
    /// The headline's own place, or its rows, or neither.
    pub head_rect: Option<Rect<PageSpace>>,
    /// What the headline stands over: a picture 压题图, in whose place its own
    /// lies, or a band 反白题.
    pub head_over: Option<HeadOver>,
    /// Rows of the headline when given.
    pub head_rows: Option<u32>,
    /// How many base columns it reaches over.
    pub base: u32,
    /// The columns it is set in.
    pub columns: Columns,
    /// Whether it may be left out to make the story that holds it fit.
    pub optional: bool,
    /// How its text is set tighter or looser than its styles say; not at all
    /// as the page has it.
    pub tightened: Tightened,
    /// Characters to take from the ends of paragraphs of its copy 删, by the
    /// number of the block; none as the page has it.
    pub cuts: BTreeMap<usize, usize>,
    /// The id of the story it refers to, as written.
    pub refers_to: Option<Spanned<String>>,
    /// The story it refers to: its id and the number of its page.
    pub refer: Option<(String, u32)>,
    /// Pictures inside it.
    pub pictures: Vec<PictureSlot>,
    /// Stories inside it 边栏.
    pub insets: Vec<StorySlot>,
    /// How the text of the story that holds it runs round it.
    pub runaround: Runaround,
    /// Advertisements in it that it runs round: their places, and how.
    pub ads: Vec<(Rect<PageSpace>, Runaround)>,
    /// Pictures of the page in it that it runs round.
    pub page_pictures: Vec<PictureSlot>,
}

/// What a headline stands over: a picture 压题图 or a band 反白题.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadOver {
    /// The ink of its type: paper knocks out of every plate, black overprints.
    pub ink: Ink,
    /// What is laid under it, on the picture if there is one.
    pub band: Option<Ink>,
}

/// How a story's text is set tighter or looser 凑版.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tightened {
    /// After every character.
    pub tracking: Em,
    /// Last lines to pull in.
    pub endings: Option<Endings>,
}

/// Last lines of paragraphs to pull in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endings {
    /// Of so many characters at most.
    pub chars: usize,
    /// By so much less after every character of the paragraph, at most.
    pub most: Em,
    /// The measure they are set to.
    pub measure: Len,
}

/// Where a cutline stands to its picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutlineAt {
    /// Below it.
    Below,
    /// At its left, so wide.
    Left(Len),
    /// At its right, so wide.
    Right(Len),
    /// On its foot, white on a dark band 压图.
    On,
}

/// One picture of a slot.
#[derive(Clone, Copy, Debug)]
pub struct Shot {
    /// The picture.
    pub picture: PictureId,
    /// The point that cropping to the frame keeps, in per cent of the picture.
    pub focus: (u32, u32),
    /// What of it may show.
    pub crop: Crop,
}

/// A picture's slot.
#[derive(Clone, Debug)]
pub struct PictureSlot {
    /// Where it is written.
    pub span: Span,
    /// The same, by number in [`Page::origins`].
    pub origin: u32,
    /// The picture, or the pictures of a group 组照 in rows or columns; there
    /// is one at least.
    pub shots: Vec<Vec<Shot>>,
    /// Which of the two.
    pub arrange: Arrange,
    /// What lies between the pictures of a group.
    pub alley: Len,
    /// Their place, cutline included.
    pub rect: Rect<PageSpace>,
    /// The cutline; the story's when absent.
    pub cutline: Option<RichText>,
    /// Where it stands.
    pub cutline_at: CutlineAt,
    /// The credit; the story's when absent.
    pub credit: Option<String>,
    /// How text runs round it.
    pub runaround: Runaround,
    /// Whether it may be left out to make its story fit.
    pub optional: bool,
    /// The kind whose cutline and credit styles it takes.
    pub kind: StoryKind,
}

impl PictureSlot {
    /// Its pictures, list after list.
    pub fn all(&self) -> impl Iterator<Item = PictureId> {
        self.shots.iter().flatten().map(|shot| shot.picture)
    }

    /// Its files by name, for messages.
    pub fn files(&self, pictures: &Pictures) -> String {
        let names: Vec<&str> = self
            .all()
            .map(|id| pictures.get(id).path.as_str())
            .collect();
        names.join(", ")
    }

    /// The picture of a slot that has but one.
    pub fn lone(&self) -> Option<Shot> {
        match self.shots.as_slice() {
            [list] => <&[Shot; 1]>::try_from(list.as_slice())
                .ok()
                .map(|[shot]| *shot),
            _ => None,
        }
    }
}

/// Where a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulePlace {
    /// Down the page.
    Down {
        /// Its centre line.
        x: Len,
        /// From here
        top: Len,
        /// to there.
        bottom: Len,
    },
    /// Across it.
    Across {
        /// Its centre line.
        y: Len,
        /// From here
        left: Len,
        /// to there.
        right: Len,
    },
}

impl RulePlace {
    /// A rule placed as the text runs, on the page.
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
    /// How it looks.
    pub style: RuleStyle,
    /// Where it runs.
    pub place: RulePlace,
}

/// A resolved page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The page number 版序.
    pub number: u32,
    /// Whether it is to be made; a page that is not may hold the beginning of
    /// a story that goes on on one that is.
    pub wanted: bool,
    /// The page beside it when it is a spread 跨版.
    pub spread: Option<Spread>,
    /// The section name.
    pub section: String,
    /// The trimmed sheet; of a spread both pages'.
    pub trim: Size,
    /// Its bleed on every side.
    pub bleed: Len,
    /// What it is printed with.
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
    /// How its headline is set off: as the page says, else as its kind does.
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

    /// What its headline stands over: its own place, that of the picture it is
    /// printed on, or the slot.
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

    /// Every story on it, insets after the story that holds them.
    pub fn all_stories(&self) -> Vec<&StorySlot> {
        self.stories
            .iter()
            .flat_map(|slot| std::iter::once(slot).chain(&slot.insets))
            .collect()
    }
}

impl Page {
    /// The number of the page that a place stands on: of the one right of the
    /// fold when it begins there.
    pub fn number_at(&self, place: &Rect<PageSpace>) -> u32 {
        match self.spread {
            Some(spread) if place.left >= spread.fold => spread.facing,
            _ => self.number,
        }
    }

    /// The numbers of the page, or of both.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        std::iter::once(self.number).chain(self.spread.map(|spread| spread.facing))
    }
}
