//! One of two settings.

use super::place::Place;
use crate::asset::{FontId, Fonts, Pictures};
use crate::edition::Edition;
use crate::forme::Forme;
use crate::geom::{Len, PageSpace, Rect};
use crate::reading::{Par, ReadBlock, ReadChar, Reading, read};

/// One of two settings that are held against each other.
pub struct Compared<'a> {
    edition: &'a Edition,
    pub(super) formes: Vec<&'a Forme>,
    pub(super) reading: Reading,
}

impl<'a> Compared<'a> {
    /// Reads an edition with its finished pages.
    pub fn new(edition: &'a Edition, formes: Vec<&'a Forme>) -> Compared<'a> {
        Compared {
            reading: read(edition, formes.iter().copied()),
            edition,
            formes,
        }
    }

    pub(super) fn drawn(&self, page: usize) -> (&Forme, &Fonts, &Pictures) {
        let edition = self.edition;
        (self.formes[page], &edition.fonts, &edition.pictures)
    }

    /// The number of a page as it is printed.
    pub(super) fn label(&self, page: usize) -> String {
        self.reading.pages[page]
            .label()
            .trim_start_matches('0')
            .to_owned()
    }

    /// A place in the columns and rows of its page.
    pub(super) fn cells(&self, page: usize, rect: &Rect<PageSpace>) -> Place {
        let number = self.reading.pages[page].number;
        let own = self.edition.pages.iter().find(|page| page.number == number);
        let grid = own.map(|page| &page.grid);
        Place {
            rect: grid.map_or(
                Rect::new(rect.left, rect.top, rect.right, rect.bottom),
                |grid| grid.axes.in_text(rect),
            ),
            column: grid.map_or(Len::PT, |grid| grid.column + grid.alley),
            alley: grid.map_or(Len::ZERO, |grid| grid.alley),
            pitch: grid.map_or(Len::PT, |grid| grid.pitch),
            size: grid.map_or(Len::ZERO, |grid| grid.size),
        }
    }

    pub(super) fn chars(&self, par: &Par) -> Vec<&ReadChar> {
        let blocks = par.blocks.iter();
        let lines =
            blocks.flat_map(|(page, block)| &self.reading.pages[*page].blocks[*block].lines);
        lines.flat_map(|line| &line.chars).collect()
    }

    pub(super) fn face(&self, font: FontId) -> String {
        self.edition.fonts.face(font).postscript_name().to_owned()
    }

    /// The SHA-256 of a block's picture.
    pub(super) fn hash(&self, block: &ReadBlock) -> Option<&str> {
        let file = &block.picture.as_ref()?.file;
        let mut inputs = self.edition.inputs.iter();
        inputs
            .find(|(path, _)| path == file)
            .map(|(_, hash)| hash.as_str())
    }
}

/// Formats a length in points, without needless decimals.
pub(super) fn points(len: Len) -> String {
    len.to_string().trim_end_matches("pt").to_owned()
}
