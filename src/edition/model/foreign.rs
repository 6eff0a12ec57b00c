//! A page of somebody's PDF, as whoever reads PDFs hands it to this room.

use crate::asset::{OutputProfile, PageBox, PdfPage};
use crate::geom::{PageSpace, Rect};
use crate::ink::{Convert, Standard};
use crate::say::{List, Text, text};

/// The page of a PDF that is to be placed, and the press it is for.
#[derive(Clone, Copy)]
pub struct PageWanted<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// The page, counted from 1.
    pub number: u32,
    /// Which of its boxes is placed; absent, the trim box, or else the crop
    /// box or the media box, which is told.
    pub page_box: Option<PageBox>,
    /// The standard of the house's press files.
    pub standard: Standard,
    /// The printing condition.
    pub condition: &'a OutputProfile,
    /// The spot inks of the page that it will stand on.
    pub spots: &'a [String],
    /// Whether its colours become the page's inks, if the page or the house
    /// says so; else the printer does.
    pub convert: Option<Convert>,
}

/// A page that can be placed, and what it breaks.
pub struct ForeignPage {
    /// The page.
    pub page: PdfPage,
    /// What a printer would say of it, by place on the page.
    pub breaches: Vec<Breach>,
}

/// A rule of the press that a foreign page breaks.
#[derive(Clone, Debug)]
pub struct Breach {
    /// The rule's name.
    pub rule: &'static str,
    /// Whether no press takes it so; else it is a warning.
    pub is_error: bool,
    /// Where it is first, from the top left of what is placed.
    pub place: Option<Rect<PageSpace>>,
    /// What is wrong.
    pub message: Text,
    /// How often.
    pub count: u32,
}

/// Why no page can be placed, in words for a person, and what is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignFault {
    /// The file itself.
    File(Text),
    /// Which page was asked for.
    Page(Text),
    /// Which box was asked for.
    Box(Text),
    /// The conversion of its colours: what cannot be converted right.
    Conversion(Vec<Text>),
}

impl ForeignFault {
    /// Returns what is at fault, in words for people.
    pub fn words(&self) -> Text {
        match self {
            ForeignFault::File(why) | ForeignFault::Page(why) | ForeignFault::Box(why) => {
                why.clone()
            }
            ForeignFault::Conversion(what) => text!(
                "edition.foreign-conversion",
                "{what}",
                what = List::of(what.iter().cloned())
            ),
        }
    }
}

/// Takes a page out of the bytes of a PDF, checked for its press. Who calls the
/// resolver supplies it, so that this room knows no rules of preflight. It must
/// depend on its argument, and on what the key of the stage counts, alone.
pub type PagePlacer<'a> = &'a (dyn Fn(&PageWanted<'_>) -> Result<ForeignPage, ForeignFault> + Sync);
