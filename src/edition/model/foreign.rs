//! A page of somebody's PDF, as whoever reads PDFs hands it to this room.

use crate::asset::{PageBox, PdfPage};
use crate::geom::{PageSpace, Rect};
use crate::ink::Standard;

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
    pub message: String,
    /// How often.
    pub count: u32,
}

/// Why no page can be placed, in words for a person, and what is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignFault {
    /// The file itself.
    File(String),
    /// Which page was asked for.
    Page(String),
    /// Which box was asked for.
    Box(String),
}

/// Takes page `number` out of the bytes of a PDF by one of its boxes, checked
/// for a press of this standard. Who calls the resolver supplies it, so that
/// this room knows no rules of preflight. It must depend on its arguments
/// alone.
pub type PagePlacer<'a> =
    &'a (dyn Fn(&[u8], u32, PageBox, Standard) -> Result<ForeignPage, ForeignFault> + Sync);
