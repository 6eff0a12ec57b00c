//! The few kinds of thing that can stand on a page.

use crate::asset::{FontId, PictureId};
use crate::geom::{Len, PageSpace, Point, Rect};
use crate::ink::Ink;

/// Which line of the input an item comes from. Opaque here; the edition
/// resolves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Origin(pub u32);

/// One thing on the page.
#[derive(Clone, Debug)]
pub enum Item {
    /// Type in one face, size and ink on one baseline.
    GlyphRun(GlyphRun),
    /// A placed picture.
    Picture(Picture),
    /// A filled rectangle: a tint or a ground.
    Fill(Fill),
    /// A straight rule 栏线.
    Rule(Rule),
    /// Things that belong together.
    Group(Group),
    /// Something with a place but no ink.
    Mark(Mark),
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
    /// Where the first glyph's pen stands.
    pub start: Point<PageSpace>,
    /// Its ink.
    pub ink: Ink,
    /// The characters, in reading order; every glyph holds its own piece.
    pub text: String,
    /// The glyphs, left to right.
    pub glyphs: Vec<Glyph>,
}

/// One glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in the face.
    pub id: u16,
    /// Pen position right of the run's start.
    pub x: Len,
    /// Pen position below the run's baseline.
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
}

/// A placed picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Where it comes from.
    pub origin: Origin,
    /// The picture.
    pub picture: PictureId,
    /// Where it shows.
    pub frame: Rect<PageSpace>,
    /// The whole picture's place; what lies beyond the frame is cropped away.
    pub image: Rect<PageSpace>,
    /// What it shows, in words.
    pub alt: String,
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
    /// A picture with its cutline.
    Figure,
    /// The cutline 图说.
    Cutline,
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
