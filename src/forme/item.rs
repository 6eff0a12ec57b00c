//! The kinds of item on a page.

use std::sync::Arc;

use crate::asset::{FontId, PdfPage, PictureId, Step, Stroke};
use crate::geom::{Em, Len, Outline, PageSpace, Point, Rect};
use crate::ink::{Ink, Spot};
use crate::role::{Ruby, TextTag};

/// Identifier of the place in the input that an item comes from. Opaque here; the edition resolves
/// it.
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

/// An item on the page.
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
    /// A path, filled or stroked.
    Path(Path),
    /// A straight rule 栏线.
    Rule(Rule),
    /// Items that belong together.
    Group(Group),
    /// An invisible mark with a place.
    Mark(Mark),
}

/// The rotation of a run of type on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Rotation {
    /// Not turned: the line runs to the right.
    #[default]
    Upright,
    /// A quarter turn clockwise about the run's start, its line running down the page: Latin words
    /// in a vertical line 直排.
    Clockwise,
}

/// Type in one face, size and ink on one baseline.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// Input place of the run.
    pub origin: Origin,
    /// The face.
    pub font: FontId,
    /// The type size 字号.
    pub size: Len,
    /// Horizontal scale of the glyphs, [`Em::ONE`] being as designed: flat faces 扁体 have more,
    /// long faces 长体 less. Each glyph is scaled about its own pen position; the pen positions
    /// stay, since only the line knows where the next glyph belongs. Zero or less leaves no ink.
    pub condense: Em,
    /// Rotation of the run about its start.
    pub turn: Rotation,
    /// Origin of the glyphs' pen positions.
    pub start: Point<PageSpace>,
    /// Ink of the type.
    pub ink: Ink,
    /// The characters, in reading order; every glyph refers to its own part.
    pub text: String,
    /// The glyphs, in reading order: left to right, or downward when the run
    /// is a vertical line of upright glyphs.
    pub glyphs: Vec<Glyph>,
}

/// A glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Glyph id in the face.
    pub id: u16,
    /// Pen position right of the run's start, before the run is turned.
    pub x: Len,
    /// Pen position below the run's start, before the run is turned.
    pub y: Len,
    /// First byte of its characters in the run's text.
    pub text_start: u32,
    /// End of its characters: one past their last byte; equal to the start for a glyph that adds
    /// none.
    pub text_end: u32,
}

impl GlyphRun {
    /// Returns the characters a glyph represents.
    pub fn text_of(&self, glyph: &Glyph) -> &str {
        &self.text[glyph.text_start as usize..glyph.text_end as usize]
    }

    /// Returns the pen position of a glyph on the page. All exporters use it, so that they turn
    /// runs alike.
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
    /// Input place of the picture.
    pub origin: Origin,
    /// The picture.
    pub picture: PictureId,
    /// Frame in which the picture shows.
    pub frame: Rect<PageSpace>,
    /// Extent of the whole picture; what lies beyond the frame is cropped.
    pub image: Rect<PageSpace>,
    /// Outline to which the frame is clipped, if it is.
    pub clip: Option<Outline<PageSpace>>,
    /// Alternative text: what the picture shows, in words.
    pub alt: String,
}

/// A page of another PDF, placed whole.
#[derive(Clone, Debug)]
pub struct PlacedPage {
    /// Input place of the page.
    pub origin: Origin,
    /// The page.
    pub page: Arc<PdfPage>,
    /// Frame in which the page shows.
    pub frame: Rect<PageSpace>,
    /// Extent of the page's whole box; what lies beyond the frame is cropped.
    pub image: Rect<PageSpace>,
    /// Outline to which the frame is clipped, if it is.
    pub clip: Option<Outline<PageSpace>>,
    /// Spot inks of the placed page, as the page it is on declares them.
    pub spots: Vec<Spot>,
    /// Name of the client or owner, for the stand-in on a proof.
    pub name: String,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug)]
pub struct Fill {
    /// Input place of the fill.
    pub origin: Origin,
    /// Filled area.
    pub rect: Rect<PageSpace>,
    /// Ink of the fill.
    pub ink: Ink,
}

/// A path of straight lines and curves.
#[derive(Clone, Debug)]
pub struct Path {
    /// Input place of the path.
    pub origin: Origin,
    /// Segments of the path.
    pub steps: Vec<Step>,
    /// Painting of the path: filled or stroked.
    pub stroke: Stroke,
    /// Ink of the path.
    pub ink: Ink,
}

impl Path {
    /// Returns the bounds of all points, the control points of curves included; half the line width
    /// is not counted. `None` for an empty path.
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
    /// Input place of the rule.
    pub origin: Origin,
    /// Start, on the rule's centre line.
    pub from: Point<PageSpace>,
    /// End, on the rule's centre line.
    pub to: Point<PageSpace>,
    /// Thickness of the rule.
    pub weight: Len,
    /// Dash and gap; `None` for a solid rule.
    pub dash: Option<(Len, Len)>,
    /// Ink of the rule.
    pub ink: Ink,
}

/// The role of a group on the page.
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
    /// A story's text in one column 栏段.
    Leg,
    /// The line that says where a story continues or comes from 转版, in its leg.
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

/// Items that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Input place of the group.
    pub origin: Origin,
    /// Role of the group.
    pub role: Role,
    /// Name of the group: the story's id, the furniture's name.
    pub name: String,
    /// Items of the group, in reading order.
    pub items: Vec<Item>,
}

/// The target of a link: a story on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dest(pub String);

/// An invisible mark with a place.
#[derive(Clone, Debug)]
pub enum Mark {
    /// The start of a story, as the target of links.
    Dest {
        /// Name of the target: the story's id.
        dest: Dest,
        /// Title of the story, for the outline.
        title: String,
        /// Upper left corner of the story.
        at: Point<PageSpace>,
    },
    /// A link to a story.
    Link {
        /// Clickable area.
        rect: Rect<PageSpace>,
        /// Target of the link.
        to: Dest,
    },
    /// A fault that the proof shows; never printed.
    Fault {
        /// Area of the fault.
        rect: Rect<PageSpace>,
        /// Caption beside the fault, a few characters.
        text: String,
    },
    /// The role of the items that follow in the same group, up to the next such mark; of what
    /// follows none, only the type is read.
    Text(Option<TextTag>),
    /// What the items that follow in the same group are to a reading 注音, up to the next such mark
    /// or the next paragraph.
    Ruby(Option<Ruby>),
    /// A drawing: the paths that follow in the same group are one picture.
    Drawing {
        /// Extent of the drawing.
        rect: Rect<PageSpace>,
        /// Alternative text: what it shows, in words.
        alt: String,
    },
}
