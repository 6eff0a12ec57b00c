//! The few kinds of thing that can stand on a page.

use std::sync::Arc;

use crate::asset::{FontId, PdfPage, PictureId, Step, Stroke};
use crate::geom::{Em, Len, Outline, PageSpace, Point, Rect};
use crate::ink::{Ink, Spot};

/// Which line of the input an item comes from. Opaque here; the edition
/// resolves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Origin(pub u32);

impl Origin {
    /// Itself, or another where it says nothing.
    pub fn or(self, other: Origin) -> Origin {
        if self == Origin::default() {
            other
        } else {
            self
        }
    }
}

/// One thing on the page.
#[derive(Clone, Debug)]
pub enum Item {
    /// Type in one face, size and ink on one baseline.
    GlyphRun(GlyphRun),
    /// A placed picture.
    Picture(PlacedPicture),
    /// A placed page of another PDF.
    Page(PlacedPage),
    /// A filled rectangle: a tint or a ground.
    Fill(Fill),
    /// A path, filled or followed by a line.
    Path(Path),
    /// A straight rule 栏线.
    Rule(Rule),
    /// Things that belong together.
    Group(Group),
    /// Something with a place but no ink.
    Mark(Mark),
}

/// Which way a run of type stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Rotation {
    /// As it is read, its line running to the right.
    #[default]
    Upright,
    /// A quarter turn clockwise about the run's start, its line running down
    /// the page: foreign words in a vertical line 直排.
    Clockwise,
}

/// Type in one face, size and ink on one baseline.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// Where it comes from.
    pub origin: Origin,
    /// The face.
    pub font: FontId,
    /// The type size 字号.
    pub size: Len,
    /// How wide the glyphs are against their design, [`Em::ONE`] being as
    /// designed: flat faces 扁体 have more, long faces 长体 less. Each glyph is
    /// scaled about its own pen; the pens stay where they are, since only the
    /// line knows where the next glyph belongs. Nothing or less leaves no ink.
    pub condense: Em,
    /// Which way the run stands, its start the pivot.
    pub turn: Rotation,
    /// Where the places of its glyphs are measured from.
    pub start: Point<PageSpace>,
    /// Its ink.
    pub ink: Ink,
    /// The characters, in reading order; every glyph holds its own piece.
    pub text: String,
    /// The glyphs, in reading order: left to right, or downward when the run
    /// is a vertical line of upright glyphs.
    pub glyphs: Vec<Glyph>,
}

/// One glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in the face.
    pub id: u16,
    /// Pen position right of the run's start, before the run is turned.
    pub x: Len,
    /// Pen position below the run's start, before the run is turned.
    pub y: Len,
    /// First byte of its characters in the run's text.
    pub text_start: u32,
    /// One past their last byte; equal to the start for a glyph that adds none.
    pub text_end: u32,
}

impl GlyphRun {
    /// The characters a glyph stands for.
    pub fn text_of(&self, glyph: &Glyph) -> &str {
        &self.text[glyph.text_start as usize..glyph.text_end as usize]
    }

    /// Where on the page a glyph's pen stands. All exporters ask here, so that
    /// they turn alike.
    pub fn pen(&self, glyph: &Glyph) -> Point<PageSpace> {
        match self.turn {
            Rotation::Upright => Point::new(self.start.x + glyph.x, self.start.y + glyph.y),
            Rotation::Clockwise => Point::new(self.start.x - glyph.y, self.start.y + glyph.x),
        }
    }
}

/// A placed picture.
#[derive(Clone, Debug)]
pub struct PlacedPicture {
    /// Where it comes from.
    pub origin: Origin,
    /// The picture.
    pub picture: PictureId,
    /// Where it shows.
    pub frame: Rect<PageSpace>,
    /// The whole picture's place; what lies beyond the frame is cropped away.
    pub image: Rect<PageSpace>,
    /// What of the frame shows, when not all of it does.
    pub clip: Option<Outline<PageSpace>>,
    /// What it shows, in words.
    pub alt: String,
}

/// A page of another PDF, placed whole.
#[derive(Clone, Debug)]
pub struct PlacedPage {
    /// Where it comes from.
    pub origin: Origin,
    /// The page.
    pub page: Arc<PdfPage>,
    /// Where it shows.
    pub frame: Rect<PageSpace>,
    /// Where the whole of its box stands; what lies beyond the frame is
    /// cropped away.
    pub image: Rect<PageSpace>,
    /// The outline it shows in, when that is not its frame.
    pub clip: Option<Outline<PageSpace>>,
    /// The spot inks of it, as the page it stands on declares them.
    pub spots: Vec<Spot>,
    /// Whose it is, for what stands in for it on a proof.
    pub name: String,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug)]
pub struct Fill {
    /// Where it comes from.
    pub origin: Origin,
    /// Its place.
    pub rect: Rect<PageSpace>,
    /// Its ink.
    pub ink: Ink,
}

/// A path of straight lines and curves.
#[derive(Clone, Debug)]
pub struct Path {
    /// Where it comes from.
    pub origin: Origin,
    /// Its steps.
    pub steps: Vec<Step>,
    /// What is done with it.
    pub stroke: Stroke,
    /// Its ink.
    pub ink: Ink,
}

impl Path {
    /// What encloses all its points, the handles of its curves among them;
    /// half the thickness of its line is not counted.
    pub fn bounds(&self) -> Option<Rect<PageSpace>> {
        let points = self.steps.iter().flat_map(|step| match *step {
            Step::Move(to) | Step::Line(to) => vec![to],
            Step::Curve(a, b, to) => vec![a, b, to],
            Step::Close => Vec::new(),
        });
        points
            .map(|point| Rect::new(point.x, point.y, point.x, point.y))
            .reduce(|all, one| all.union(&one))
    }
}

/// A straight rule between two points.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Where it comes from.
    pub origin: Origin,
    /// One end, on the rule's centre line.
    pub from: Point<PageSpace>,
    /// The other end.
    pub to: Point<PageSpace>,
    /// How thick it is.
    pub weight: Len,
    /// Dash and gap, or a solid rule.
    pub dash: Option<(Len, Len)>,
    /// Its ink.
    pub ink: Ink,
}

/// What part of the page a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Nameplate, folio and other fixed matter 固定件.
    Furniture,
    /// A whole story 稿件.
    Story,
    /// A story inside another's slot 边栏.
    Sidebar,
    /// The decks of a headline 题.
    Head,
    /// One story's text in one column 栏段.
    Leg,
    /// The line that leads to where a story goes on or comes from 转版, in the
    /// leg it stands in.
    Jump,
    /// A picture with its cutline.
    Figure,
    /// The cutline 图说.
    Cutline,
    /// An advertisement 广告.
    Ad,
    /// Rules and boxes.
    Rules,
}

/// Things that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Where it comes from.
    pub origin: Origin,
    /// What it is.
    pub role: Role,
    /// Its name: the story's id, the furniture's name.
    pub name: String,
    /// What is in it, in reading order.
    pub items: Vec<Item>,
}

/// A place a link can lead to: a story on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dest(pub String);

/// Something with a place but no ink.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A story begins here.
    Dest {
        /// Its id.
        dest: Dest,
        /// Its title, for the outline.
        title: String,
        /// Its upper left corner.
        at: Point<PageSpace>,
    },
    /// A click here leads there.
    Link {
        /// Where to click.
        rect: Rect<PageSpace>,
        /// Where it leads.
        to: Dest,
    },
    /// A fault for the proof to show; never printed.
    Fault {
        /// Where it is.
        rect: Rect<PageSpace>,
        /// What to write beside it, in few characters.
        text: String,
    },
}
