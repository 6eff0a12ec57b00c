//! A page of a foreign PDF, taken out of its file to be placed whole on ours: an advertisement as
//! the agency sent it 来稿.

use crate::geom::Size;

/// The box of a page that is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageBox {
    /// The media box.
    Media,
    /// The crop box, which viewers show.
    Crop,
    /// The trimmed size with its bleed.
    Bleed,
    /// The trimmed size 成品尺寸.
    Trim,
    /// The extent of the matter.
    Art,
}

impl PageBox {
    /// The names that a page spec uses.
    pub const NAMES: [&'static str; 5] = ["trim", "media", "crop", "art", "bleed"];

    /// Returns the box with this name.
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

    /// Returns the key in a page dictionary (ISO 32000-1 §14.11.2).
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

/// A value of a PDF, its references replaced by indices of the objects copied.
#[derive(Clone, Debug, PartialEq)]
pub enum PdfValue {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Real(f64),
    /// A name, without its slash.
    Name(Vec<u8>),
    /// A string, its escapes decoded.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<PdfValue>),
    /// A dictionary, its keys in order.
    Dict(Vec<(Vec<u8>, PdfValue)>),
    /// A reference: index into [`PdfPage::objects`].
    Object(usize),
}

/// A copied object.
#[derive(Clone, Debug, PartialEq)]
pub struct PdfObject {
    /// Value of the object; of a stream its dictionary, without the length.
    pub value: PdfValue,
    /// The bytes of a stream, encoded as the dictionary says.
    pub stream: Option<Vec<u8>>,
}

/// A page ready to be placed: it has no reference to its file.
#[derive(Clone, Debug, PartialEq)]
pub struct PdfPage {
    /// Unique key: the file's SHA-256, its page and box.
    pub key: String,
    /// Size of its box in viewing orientation, after its Rotate.
    pub size: Size,
    /// The box in the page's own units: left, bottom, right, top.
    pub bounds: [f64; 4],
    /// Transform from those units to the upright box with its lower left corner at the origin.
    pub upright: [f64; 6],
    /// The page's contents, its parts joined and decoded.
    pub contents: Vec<u8>,
    /// The resources.
    pub resources: PdfValue,
    /// The page's transparency group, if it is one.
    pub group: Option<PdfValue>,
    /// Every object that the resources refer to.
    pub objects: Vec<PdfObject>,
    /// True if anything in it blends with what is below.
    pub transparent: bool,
    /// True if it has ink on plates other than black.
    pub colour: bool,
    /// Names of its spot inks.
    pub spots: Vec<String>,
    /// The highest total ink averaged over 15 mm and the highest peak, in tenths of a per cent.
    pub ink: (u32, u32),
    /// True if some of its ink could not be measured.
    pub unmeasured: bool,
    /// What became of its colours, if they were converted.
    pub conversion: Option<Conversion>,
}

/// The record of a conversion to the inks of a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// SHA-256 of the file as it came, in hex.
    pub original_sha256: String,
    /// SHA-256 of the converted page, in hex.
    pub result_sha256: String,
    /// True if the file has layers; those that are off by default were left out.
    pub layers: bool,
    /// True if transparency became a picture, for the size that the page has.
    pub flattened: bool,
    /// What was changed, by the original.
    pub changes: Vec<ColourChange>,
}

/// A colour, picture or shading that became another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColourChange {
    /// The original, in its own space.
    pub from: String,
    /// The result.
    pub to: String,
    /// How often.
    pub count: u32,
    /// Mean distance of original and print, ΔE*ab on white paper, in tenths; `None` where it is
    /// the form that changed, and no colour was measured.
    pub mean_delta_e: Option<u32>,
    /// Greatest distance, in tenths, likewise.
    pub most_delta_e: Option<u32>,
}
