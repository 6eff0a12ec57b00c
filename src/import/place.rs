//! Where the blocks of a digitised page stood.

/// A block of a page with its place, as parts of the page's width and height.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BlockPlace {
    /// The number of its article in the reading.
    pub article: usize,
    /// Left, top, right and bottom, from 0 to 1 of the printed area.
    pub frame: [f64; 4],
    /// Whether it is a picture.
    pub picture: bool,
}

/// A page of a digitised edition.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PagePlaces {
    /// The page number 版次, as printed or counted.
    pub number: u32,
    pub blocks: Vec<BlockPlace>,
}
