//! A page of somebody else's PDF, taken out of its file to be placed whole on
//! ours: an advertisement as the agency sent it 来稿.

use crate::geom::Size;

/// Which of a page's boxes is what is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageBox {
    /// The medium.
    Media,
    /// What viewers show.
    Crop,
    /// The trimmed size with its bleed.
    Bleed,
    /// The trimmed size 成品尺寸.
    Trim,
    /// The extent of the matter.
    Art,
}

impl PageBox {
    /// The words by which a page spec names them.
    pub const NAMES: [&'static str; 5] = ["trim", "media", "crop", "art", "bleed"];

    /// The box of this word.
    pub fn from_name(name: &str) -> Option<PageBox> {
        let boxes = [
            PageBox::Trim,
            PageBox::Media,
            PageBox::Crop,
            PageBox::Art,
            PageBox::Bleed,
        ];
        Self::NAMES
            .iter()
            .position(|known| *known == name)
            .map(|at| boxes[at])
    }

    /// Its key in a page dictionary (ISO 32000-1 §14.11.2).
    pub fn key(self) -> &'static str {
        match self {
            PageBox::Media => "MediaBox",
            PageBox::Crop => "CropBox",
            PageBox::Bleed => "BleedBox",
            PageBox::Trim => "TrimBox",
            PageBox::Art => "ArtBox",
        }
    }
}

/// A value of a PDF, its references led to the objects taken along.
#[derive(Clone, Debug, PartialEq)]
pub enum PdfValue {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Real(f64),
    /// A name, without its slash.
    Name(Vec<u8>),
    /// A string, its escapes undone.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<PdfValue>),
    /// A dictionary, its keys in order.
    Dict(Vec<(Vec<u8>, PdfValue)>),
    /// One of [`PdfPage::objects`], by its place there.
    Object(usize),
}

/// An object taken along.
#[derive(Clone, Debug, PartialEq)]
pub struct PdfObject {
    /// Its value; of a stream its dictionary, without the length.
    pub value: PdfValue,
    /// The bytes of a stream, coded as the dictionary says.
    pub stream: Option<Vec<u8>>,
}

/// A page ready to be placed: nothing in it leads back to its file.
#[derive(Clone, Debug, PartialEq)]
pub struct PdfPage {
    /// What tells it from every other: the file's SHA-256, its page and box.
    pub key: String,
    /// The size of its box as it is looked at, its Rotate done.
    pub size: Size,
    /// The box in the page's own units: left, bottom, right, top.
    pub bounds: [f64; 4],
    /// What leads from those units to the upright box with its lower left
    /// corner at the origin.
    pub upright: [f64; 6],
    /// The page's contents, its parts joined and unpacked.
    pub contents: Vec<u8>,
    /// The resources.
    pub resources: PdfValue,
    /// The page's transparency group, if it is one.
    pub group: Option<PdfValue>,
    /// Every object that the resources lead to.
    pub objects: Vec<PdfObject>,
    /// Whether anything in it blends with what lies below.
    pub transparent: bool,
    /// Whether it has ink on other plates than black.
    pub colour: bool,
    /// The spot inks that it names.
    pub spots: Vec<String>,
    /// The highest mean of all inks over 15 mm and the highest peak, in
    /// tenths of a per cent.
    pub ink: (u32, u32),
}
